"""The claims about supply: each verdict follows from what the model computes for it."""

from __future__ import annotations

import pytest
from each import each

from taospec.evidence import Evidence, tao
from taospec.evidence.claims import Claim, functions, ledger, settle
from taospec.rulebook import rulebook

_CLAIMS = [claim for claim in ledger() if any(rule.startswith("SUP-") for rule in claim.rules)]


@each("claim", _CLAIMS, name=lambda claim: claim.id)
def test_the_verdict_is_what_the_evidence_finds(claim: Claim) -> None:
    settled = settle(claim)
    assert settled.evidence.verdict == claim.verdict, settled.evidence.parts
    assert "{" not in settled.answer


@each("claim", _CLAIMS, name=lambda claim: claim.id)
def test_the_answer_uses_what_the_evidence_computes(claim: Claim) -> None:
    used = [name for name in settle(claim).evidence.values if f"{{{name}" in claim.answer]
    assert used


def test_every_claim_that_a_rule_names_is_in_the_ledger() -> None:
    named = {
        claim for rule in rulebook().values() if rule.chapter == "supply" for claim in rule.claims
    }
    assert named <= {claim.id for claim in _CLAIMS}


def test_a_rule_that_names_a_claim_is_named_by_it() -> None:
    by_id = {claim.id: claim for claim in _CLAIMS}
    missing = [
        (rule.id, name)
        for rule in rulebook().values()
        if rule.chapter == "supply"
        for name in rule.claims
        if rule.id not in by_id[name].rules
    ]
    assert missing == []


@pytest.mark.parametrize(
    ("parts", "verdict"),
    [
        ({}, "undecidable"),
        ({"a": True, "b": True}, "holds"),
        ({"a": True, "b": False}, "in-part"),
        ({"a": False}, "refuted"),
    ],
)
def test_a_verdict_follows_from_the_parts(parts: dict[str, bool], verdict: str) -> None:
    assert Evidence({}, parts).verdict == verdict


@pytest.mark.parametrize(
    ("rao", "text"),
    [
        (0, "0"),
        (1, "0.000000001"),
        (10_500_000 * 10**9, "10,500,000"),
        (-1_500_000_000, "-1.5"),
    ],
)
def test_amounts_read_as_tao(rao: int, text: str) -> None:
    assert tao(rao) == text


@pytest.mark.parametrize(
    ("evidence", "name", "value"),
    [
        ("last_rao", "years", 124),
        ("last_rao", "blocks", 328_414_167),
        ("cap", "missing_rao", 19_557_774),
        ("one_tao_a_block", "minted", 999_999_968),
        ("first_halving_date", "block", 7_103_976),
        ("circulating_arithmetic", "days", 125),
        ("alpha_after_the_halving", "capped", "10,800"),
        ("half_a_million", "percent", "2.381"),
        ("smoothness", "levels", 31),
        ("staked_share", "staked", 70),
    ],
)
def test_headline_numbers(evidence: str, name: str, value: int | str) -> None:
    assert functions()[evidence]().values[name] == value
