"""The claims ledger and its evidence, of every chapter."""

from __future__ import annotations

import inspect
import re

import pytest

from taospec.evidence.claims import Claim, functions, ledger
from taospec.evidence.supply import observed
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


_NUMBER = re.compile(r"\d[\d,._]*\d|\d")


def _digits(text: str) -> set[str]:
    return {number.replace(",", "").replace("_", "") for number in _NUMBER.findall(text)}


@pytest.mark.parametrize("claim", ledger(), ids=lambda claim: claim.id)
def test_each_number_of_an_answer_is_computed_or_asked_for(claim: Claim) -> None:
    """What is not filled in is what the evidence asks about: it stands in its code, or is said."""
    told = _digits(re.sub(r"\{[^}]*\}", "", claim.answer))
    code = inspect.getsource(inspect.getmodule(functions()[claim.evidence]) or functions)
    known = _digits(code) | _digits(inspect.getsource(observed)) | _digits(claim.claim)
    millions = {number for number in told if f"{int(float(number) * 10**6)}" in known}
    assert sorted(told - known - millions) == []
