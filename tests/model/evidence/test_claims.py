"""The claims ledger and its evidence, of every chapter."""

from __future__ import annotations

from taospec.evidence.claims import functions, ledger


def test_no_evidence_is_computed_for_nothing() -> None:
    assert {claim.evidence for claim in ledger()} == set(functions())
