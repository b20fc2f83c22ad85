"""Yuma consensus: who earns what in an epoch, from the weights that validators set."""
