"""The claims ledger and its evidence, of every chapter."""

from __future__ import annotations

import re

import pytest

from taospec.evidence.claims import Claim, functions, ledger
from taospec.timeline import timeline


def test_no_evidence_is_computed_for_nothing() -> None:
    assert {claim.evidence for claim in ledger()} == set(functions())


@pytest.mark.parametrize("claim", ledger(), ids=lambda claim: claim.id)
def test_a_claim_says_under_which_forks_it_is_judged(claim: Claim) -> None:
    assert claim.forks
    for fork, change in claim.later:
        # A fork that has become specified is no longer told about: the claim is judged under it.
        assert timeline()[fork].status == "planned"
        assert change[0].islower()
        assert not change.endswith(".")
    assert all(re.fullmatch(r"https://[^\s]+", link) for link in claim.links)
