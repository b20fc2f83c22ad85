"""Invariants of the chapter supply: the emission curve, minting, alpha and the ledger."""

from taospec.invariants.supply import alpha, dissolution, emission, ledger, minting

__all__ = ["alpha", "dissolution", "emission", "ledger", "minting"]
