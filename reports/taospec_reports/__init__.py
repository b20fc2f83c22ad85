"""How specification, proofs and results are read."""
