"""Cases of `consensus.epoch` and `consensus.epochs` that show where the chain surprises.

Each is a state in which the expected thing and the chain's differ. Quirks of one step (rates,
scaling, mechanisms, timelocked commits) have their cases beside it, malformed state beside the
masks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from taospec_vectors.cases.consensus._common import (
    ALL,
    DTAO,
    SINCE_DEREG,
    U64_MAX,
    stakes,
    state,
)
from taospec_vectors.format import DraftCase, DraftFile

_OPERATION = "consensus.epoch"
_MILLION = 1_000_000
_WRAPS = 2**31 * _MILLION
_LIQUID = {"yuma3": True, "liquid_alpha": True}

Row = tuple[str, tuple[str, ...], str, dict[str, Any]]


def drafts() -> Iterator[DraftFile]:
    """Those of all forks, and those of one side."""
    for topic, forks, table in (
        ("quirks", ALL, (*_EVERYWHERE, *_halves())),
        ("quirks-since-dereg", SINCE_DEREG, (*_SINCE_DEREG, *_row_order())),
        ("quirks-dtao", DTAO, _DTAO),
    ):
        yield DraftFile(f"consensus/epoch-{topic}.yaml", _OPERATION, forks, list(_cases(table)))
    at_rest = [_at_rest()]
    yield DraftFile("consensus/epochs-quirks.yaml", "consensus.epochs", SINCE_DEREG, at_rest)


def _cases(table: Sequence[Row]) -> Iterator[DraftCase]:
    for slug, rules, why, changed in table:
        yield DraftCase(slug, rules, why, state(**changed))


# What a replaced neuron leaves: others' weights about it are zeros, its last update stays.
_REPLACED = {"weights": {0: [(2, 3), (3, 0)], 1: [(2, 1), (3, 0)]}}


def _wrapping_majority(slug: str, order: Sequence[int]) -> Row:
    """Four voters whose normalised stakes sum to 0 at 64 bits, so that the descent decides.

    With 2**30 of a sum of one, each has 2**62 raw bits of stake; the two that make the sum so small
    vote for nothing.
    """
    row = ((1, 3), (1, 2), (3, 3), (0, 3))
    votes = {holder: [(6, row[i][0]), (7, row[i][1])] for holder, i in enumerate(order)}
    changed = {
        "n": 8,
        "stake": stakes(*[2**30] * 4, 1 - 2**31, -(2**31), 0, 0),
        "max_allowed_validators": 4,
        "kappa": 0,
        "last_update": [100] * 8,
        "block_at_registration": [0] * 8,
        "validator_permits": [True] * 8,
        "weights": votes,
        "bonds": {},
    }
    return slug, ("CON-17",), "takes the largest weight with support of a sum that wraps", changed


_EVERYWHERE: tuple[Row, ...] = (
    (
        "equal-stakes-at-the-cut",
        ("CON-58",),
        "sorts descending, so that the lower uids of equal stakes get the permits",
        {"stake": stakes(5, 5, 5, 5), "validator_permits": [True] * 4},
    ),
    (
        "newcomer-with-the-permit-of-its-predecessor",
        ("CON-61", "CON-7", "CON-11"),
        "clears permit or last update where a uid is taken over, so that its vote is lost",
        {"last_update": [100, 90, 100, 100], "block_at_registration": [0, 95, 0, 0]},
    ),
    (
        "ranks-that-sum-to-less-than-one",
        ("CON-21", "CON-67"),
        "stores the ranks as they are before they are normalised",
        {"weights": {0: [(2, 1), (3, 9)], 1: [(2, 9), (3, 1)]}},
    ),
    (
        "registered-in-the-block-of-the-last-epoch",
        ("CON-23", "CON-69"),
        "forgets bonds by the block in which the last epoch ran, tempo + 1 blocks ago",
        {**_REPLACED, "block_at_registration": [0, 0, 0, 89]},
    ),
    (
        "registered-in-the-block-after-the-last-epoch",
        ("CON-23", "CON-69"),
        "remembers bonds in a uid that is younger than the last epoch",
        {**_REPLACED, "block_at_registration": [0, 0, 0, 90]},
    ),
    (
        "inactive-with-classic-bonds",
        ("CON-26", "CON-64"),
        "multiplies classic dividends by active stake",
        {"last_update": [100, 20, 100, 100]},
    ),
    (
        "classic-average-above-a-million",
        ("CON-24", "CON-70"),
        "clamps a negative rate to zero",
        {"bonds_moving_average": 3 * _MILLION},
    ),
    (
        "classic-average-that-would-wrap",
        ("CON-24", "CON-70"),
        "converts the average of classic bonds with the conversion that wraps",
        {"bonds_moving_average": _WRAPS + 900_000},
    ),
    (
        "ranks-that-cancel",
        ("CON-36",),
        "takes the incentive away where stake is paid, or pays miners for a negative one",
        {
            "n": 5,
            "stake": stakes(3, -4, 9, 0, 0),
            "kappa": 0,
            "bonds_moving_average": _MILLION,
            "last_update": [100] * 5,
            "block_at_registration": [0] * 5,
            "validator_permits": [True] * 5,
            "weights": {0: [(3, 1), (4, 1)], 1: [(3, 1), (4, 3)]},
            "bonds": {},
        },
    ),
    _wrapping_majority("majority-of-sums-that-wrap", (0, 1, 2, 3)),
    _wrapping_majority("majority-of-sums-that-wrap-in-another-order", (2, 0, 1, 3)),
)
_SINCE_DEREG: tuple[Row, ...] = (
    (
        "inactive-with-yuma3-bonds",
        ("CON-34",),
        "pays an inactive validator for its Yuma3 bonds, as for classic ones",
        {"last_update": [100, 20, 100, 100], "yuma3": True},
    ),
    (
        "yuma3-average-above-a-million",
        ("CON-29", "CON-70"),
        "caps Yuma3 bonds that grow at one before they are paid",
        {"bonds_moving_average": 3 * _MILLION, "yuma3": True},
    ),
    (
        "yuma3-average-that-wraps",
        ("CON-24", "CON-70"),
        "saturates the average of Yuma3 bonds, which wraps and is 0.9 again",
        {"bonds_moving_average": 2 * _WRAPS + 900_000, "yuma3": True},
    ),
    (
        "liquid-alpha-without-yuma3",
        ("CON-66",),
        "adapts classic bonds, as dtao did",
        {"liquid_alpha": True},
    ),
    (
        "power-of-one-in-the-sigmoid",
        ("CON-31", "CON-60"),
        "sums the series for a power of exactly one, as for its neighbours",
        {
            **_LIQUID,
            "alpha_sigmoid_steepness": 200,
            "alpha_low": 0,
            "alpha_high": 65535,
            "emission": U64_MAX,
            "weights": {0: [(2, 3), (3, 1)], 1: [(2, 3), (3, 1)]},
            "bonds": {0: [(2, 10000)], 1: [(3, 10000)]},
        },
    ),
)
_DTAO: tuple[Row, ...] = (
    (
        "dtao-liquid-alpha-without-yuma3",
        ("CON-28",),
        "ignores liquid alpha where bonds are classic, as later forks do",
        {"liquid_alpha": True},
    ),
    (
        "dtao-no-yuma3",
        ("CON-25",),
        "knows of Yuma3 before there is any",
        {"yuma3": True},
    ),
)


def _halves() -> Iterator[Row]:
    """Two halves of the stake, each for a miner of its own."""
    for slug, why, kappa in (
        ("two-halves-are-two-majorities", "pays by stake, taking a half for a minority", 32767),
        ("two-halves-are-no-majority", "rounds κ down to one half or below", 32768),
    ):
        rated = {"weights": {0: [(2, 1)], 1: [(3, 1)]}, "bonds": {}}
        yield (
            slug,
            ("CON-17", "CON-18"),
            why,
            {"stake": stakes(4, 4, 0, 0), "kappa": kappa, **rated},
        )


def _row_order() -> Iterator[Row]:
    """The same weights and bonds, the second row once ascending and once not."""
    row = [(2, 65535), (3, 32768)]
    for slug, why, second in (
        ("row-that-ascends", "reads a row from its end", row),
        (
            "row-that-does-not-ascend",
            "looks weights up by uid where a cursor has passed them",
            row[::-1],
        ),
    ):
        yield (
            slug,
            ("CON-30", "CON-33"),
            why,
            {
                **_LIQUID,
                "stake": stakes(60, 40, 0, 0),
                "bonds_penalty": 0,
                "weights": {0: row, 1: second},
                "bonds": {uid: [(2, 30000), (3, 30000)] for uid in (0, 1)},
            },
        )


def _at_rest() -> DraftCase:
    """An average of a million keeps bonds as they are, but for what storing them takes."""
    start = state(
        yuma3=True,
        bonds_moving_average=_MILLION,
        bonds={0: [(2, 65535), (3, 65534)], 1: [(2, 32768), (3, 2)]},
    )
    return DraftCase(
        "bonds-at-rest-lose-a-unit",
        ("CON-2", "CON-57"),
        "rounds on the way to storage, or keeps bonds in a wider format from epoch to epoch",
        {"start": start, "steps": [{}] * 4},
    )
