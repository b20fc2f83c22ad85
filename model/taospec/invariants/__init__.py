"""Invariants of the model and the proofs that settle them."""
