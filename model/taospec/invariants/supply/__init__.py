"""Invariants of the chapter supply: the emission curve, minting, alpha and the ledger."""
