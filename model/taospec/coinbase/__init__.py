"""Coinbase: what each block gives to subnets, and what each epoch pays to people."""
