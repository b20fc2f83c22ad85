"""Invariants of the chapter coinbase."""
