"""Invariants of the chapter supply: the emission curve, minting, alpha and the ledger."""

from taospec.invariants.supply import alpha, emission, ledger, minting

__all__ = ["alpha", "emission", "ledger", "minting"]
