"""Invariants of the chapter registration."""
