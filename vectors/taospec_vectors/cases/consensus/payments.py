"""Cases of `consensus.epoch` about what it pays, and who gets it if nobody earned anything."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from taospec_vectors.cases.consensus._common import ALL, LARGEST, TAO, stakes, state
from taospec_vectors.format import DraftCase, DraftFile

_OPERATION = "consensus.epoch"
_NOBODY: dict[int, list[tuple[int, int]]] = {}


def drafts() -> Iterator[DraftFile]:
    """All forks pay alike."""
    cases = [*_shared(), *_by_stake(), *_floors()]
    yield DraftFile("consensus/epoch-payments.yaml", _OPERATION, ALL, cases)


def _shared() -> Iterator[DraftCase]:
    for slug, rules, why, changed in (
        ("one-rao", ("CON-35",), "rounds a part of a rao up", {"emission": 1}),
        (
            "all-to-miners",
            ("CON-35",),
            "gives validators half where nobody holds bonds",
            {"bonds": _NOBODY, "bonds_moving_average": 1_000_000},
        ),
        (
            "miner-with-stake-and-bonds",
            ("CON-35", "CON-37"),
            "pays a uid that mines and validates for one of the two",
            {
                "max_allowed_validators": 3,
                "stake": stakes(5, 3, 2, 0),
                "validator_permits": [True, True, True, False],
                "weights": {0: [(2, 3), (3, 1)], 1: [(2, 1), (3, 1)], 2: [(3, 1)]},
            },
        ),
    ):
        yield DraftCase(slug, rules, why, state(**changed))


def _by_stake() -> Iterator[DraftCase]:
    """Nobody has incentive, so stake is paid: 5 and 3 of 8."""
    rules = ("CON-36",)
    unrated: dict[str, Any] = {"weights": _NOBODY, "bonds": _NOBODY}
    for slug, why, changed in (
        (
            "weights-of-zero",
            "takes a row of zeros for equal weights",
            {**unrated, "weights": {0: [(2, 0), (3, 0)]}},
        ),
        (
            "without-an-inactive-validator",
            "pays by stake and not by active stake where somebody is active",
            {**unrated, "last_update": [100, 49, 100, 100]},
        ),
        (
            "everybody-inactive",
            "pays nobody where nobody is active",
            {**unrated, "last_update": [49] * 4},
        ),
        (
            "nobody-has-a-majority",
            "pays by weights where nothing has consensus",
            {
                "kappa": LARGEST,
                "weights": {0: [(2, 1)], 1: [(3, 1)]},
                "bonds": _NOBODY,
            },
        ),
        (
            "nobody-has-stake",
            "divides by a total stake of zero",
            {"stake": stakes(0, 0, 0, 0), "max_allowed_validators": 0},
        ),
    ):
        yield DraftCase(f"by-stake-{slug}", rules, why, state(**changed))


def _floors() -> Iterator[DraftCase]:
    thirds: dict[str, Any] = {
        "n": 3,
        "max_allowed_validators": 3,
        "stake": stakes(1, 1, 1),
        "last_update": [100] * 3,
        "block_at_registration": [0] * 3,
        "validator_permits": [True] * 3,
        "weights": {0: [(1, 1), (2, 1)], 1: [(0, 1), (2, 1)], 2: [(0, 1), (1, 1)]},
        "bonds": _NOBODY,
    }
    yield DraftCase(
        "three-thirds",
        ("CON-35", "CON-37"),
        "distributes what the floors leave over",
        state(**thirds, emission=100),
    )
    yield DraftCase(
        "emission-beside-its-parts",
        ("CON-37",),
        "adds up the two payments",
        state(**{**thirds, "emission": 148 * TAO + 1, "stake": stakes(5, 3, 2)}),
    )
    yield DraftCase(
        "pruning-scores-round",
        ("CON-38",),
        "floors the scores like everything else in 16 bits",
        state(weights={0: [(2, 2), (3, 1)], 1: [(2, 2), (3, 1)]}),
    )
