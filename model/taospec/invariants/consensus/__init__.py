"""Invariants of the chapter consensus: the steps of an epoch, and laws of the whole."""
