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
        assert timeline()[fork].status != "specified"
        assert change[0].islower()
        assert not change.endswith(".")
    assert all(re.fullmatch(r"https://[^\s]+", link) for link in claim.links)


_NUMBER = re.compile(r"(?<![A-Za-z\d])\d(?:[\d,._]*\d)?")


def _numbers(text: str) -> set[str]:
    return {number.replace(",", "").replace("_", "") for number in _NUMBER.findall(text)}


@pytest.mark.parametrize("claim", ledger(), ids=lambda claim: claim.id)
def test_each_number_of_an_answer_is_computed_or_claimed(claim: Claim) -> None:
    """What an answer states beyond the claim's own numbers is filled in by the evidence."""
    stated = _numbers(re.sub(r"\{[^}]*\}", "", claim.answer))
    assert sorted(stated - _numbers(claim.claim)) == []
