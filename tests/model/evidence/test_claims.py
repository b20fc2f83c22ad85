"""The claims ledger and its evidence, of every chapter."""

from __future__ import annotations

import re

import pytest
from each import each

from taospec.errors import TaospecError
from taospec.evidence import claims
from taospec.evidence.claims import Claim, functions, ledger
from taospec.timeline import timeline


def test_no_evidence_is_computed_for_nothing() -> None:
    assert {claim.evidence for claim in ledger()} == set(functions())


@each("claim", ledger(), name=lambda claim: claim.id)
def test_a_claim_says_under_which_forks_it_is_judged(claim: Claim) -> None:
    assert claim.forks
    for fork, change in claim.later:
        # A fork that has become specified is no longer told about: the claim is judged under it.
        assert timeline()[fork].status != "specified"
        assert change[0].islower()
        assert not change.endswith(".")
    assert all(re.fullmatch(r"https://[^\s]+", link) for link in claim.links)


@pytest.mark.parametrize(
    ("where", "is_told"),
    [
        ({}, False),
        ({"links": []}, False),
        ({"links": ["https://example.org"], "unlinked": "Nobody kept it."}, False),
        ({"links": ["https://example.org"]}, True),
        ({"unlinked": "Nobody kept it."}, True),
    ],
)
def test_a_claim_can_be_read_somewhere_or_says_why_not(
    where: dict[str, object], is_told: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = {
        "id": "some-claim",
        "claim": "All is well.",
        "source": "somebody",
        "rules": ["SUP-2"],
        "verdict": "holds",
        "evidence": "cap",
        "answer": "It is.",
    }
    monkeypatch.setattr(claims, "load_spec_yaml", lambda _: [{**entry, **where}])
    if is_told:
        (claim,) = ledger.__wrapped__()
        assert claim.id == "some-claim"
    else:
        with pytest.raises(TaospecError, match="entry 1 \\(some-claim\\): needs `links`"):
            ledger.__wrapped__()


_NUMBER = re.compile(r"(?<![A-Za-z\d])\d(?:[\d,._]*\d)?")


def _numbers(text: str) -> set[str]:
    return {number.replace(",", "").replace("_", "") for number in _NUMBER.findall(text)}


@each("claim", ledger(), name=lambda claim: claim.id)
def test_each_number_of_an_answer_is_computed_or_claimed(claim: Claim) -> None:
    """What an answer states beyond the claim's own numbers is filled in by the evidence."""
    stated = _numbers(re.sub(r"\{[^}]*\}", "", claim.answer))
    assert sorted(stated - _numbers(claim.claim)) == []
