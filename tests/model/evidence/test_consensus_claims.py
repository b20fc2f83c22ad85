"""The claims about consensus: each verdict follows from what the model computes for it."""

from __future__ import annotations

import pytest

from taospec.evidence.claims import Claim, functions, ledger, settle
from taospec.evidence.consensus.asking import percent
from taospec.rulebook import rulebook

_CLAIMS = [claim for claim in ledger() if any(rule.startswith("CON-") for rule in claim.rules)]


@pytest.mark.parametrize("claim", _CLAIMS, ids=lambda claim: claim.id)
def test_the_verdict_is_what_the_evidence_finds(claim: Claim) -> None:
    settled = settle(claim)
    assert settled.evidence.verdict == claim.verdict, settled.evidence.parts
    assert "{" not in settled.answer
    assert any(f"{{{name}" in claim.answer for name in settled.evidence.values)


def test_rules_and_claims_name_each_other() -> None:
    stated = {
        (rule.id, claim)
        for rule in rulebook().values()
        if rule.chapter == "consensus"
        for claim in rule.claims
    }
    assert stated == {(rule, claim.id) for claim in _CLAIMS for rule in claim.rules}


@pytest.mark.parametrize(
    ("evidence", "name", "value"),
    [
        ("number_of_permits", "more", 128),
        ("thousand_tao", "needed", "5,556"),
        ("weight_of_root_tao", "default", "5.27"),
        ("half_of_the_stake", "least", "499,993"),
        ("largest_supported", "voting", 20),
        ("largest_supported", "inactive", 50),
        ("clipped_to_the_average", "average", 43),
        ("clipped_to_the_average", "cut", 40),
        ("pace_of_bonds", "a_day", "86"),
        ("end_of_a_bond", "listed", "6,623"),
        ("three_way_split", "owner", "17.9995"),
        ("recorded_emission", "half", "50"),
        ("epochs_apart", "apart", 361),
        ("remainder", "first", 358),
    ],
)
def test_headline_numbers(evidence: str, name: str, value: int | str) -> None:
    assert functions()[evidence]().values[name] == value


@pytest.mark.parametrize(
    ("part", "whole", "decimals", "text"),
    [(1, 2, 2, "50"), (1, 3, 2, "33.33"), (2, 3, 0, "67"), (1, 8, 2, "12.5"), (0, 5, 1, "0")],
)
def test_percentages_are_rounded(part: int, whole: int, decimals: int, text: str) -> None:
    assert percent(part, whole, decimals) == text
