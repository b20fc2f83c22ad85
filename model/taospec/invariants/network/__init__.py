"""Invariants of the state of a whole network."""
