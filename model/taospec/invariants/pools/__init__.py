"""Invariants of the chapter pools."""
