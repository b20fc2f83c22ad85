"""Invariants of staking."""
