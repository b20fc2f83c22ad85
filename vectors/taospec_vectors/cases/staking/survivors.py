"""Cases of staking that mutants of the model survived until they were written."""

from __future__ import annotations

from collections.abc import Iterator

from taospec.timeline import since
from taospec_vectors.cases._survivors import Survivor, files
from taospec_vectors.format import DraftFile

_ONE = 2**64
_U64_MAX = 2**64 - 1
_SINCE_FLOW = since("flow")


def drafts() -> Iterator[DraftFile]:
    """A file for each operation and range of forks."""
    return files([*_deposits(), *_withdrawals(), *_worths()])


def _deposits() -> Iterator[Survivor]:
    for slug, why, value, shares, amount in (
        (
            "negative-once-it-wraps",
            "takes an amount from 2**63 on for itself, or loses a rao of the smallest number",
            1,
            0,
            2**63,
        ),
        (
            "less-than-nothing-once-it-wraps",
            "sells shares for an amount that buys none",
            1,
            1,
            _U64_MAX,
        ),
        ("that-buys-a-single-unit", "takes a purchase of one unit for a sale", 0, 1, 1),
        (
            "at-a-price-beyond-the-format",
            "divides by a value that a signed number does not hold",
            _U64_MAX,
            2**63,
            2**62,
        ),
    ):
        yield Survivor(
            operation="staking.deposit",
            slug=slug,
            rules=("STA-2", "STA-4"),
            why=why,
            given={"value": value, "shares": shares, "share": 0, "amount": amount},
        )


def _withdrawals() -> Iterator[Survivor]:
    yield Survivor(
        operation="staking.withdraw",
        slug="of-more-than-a-signed-number-holds",
        rules=("STA-3", "STA-4"),
        why="takes all of a worth from 2**63 on, where the change of the pool wraps to a gain",
        given={"value": _U64_MAX, "shares": _ONE, "share": 10**19, "amount": 1},
    )


def _worths() -> Iterator[Survivor]:
    yield Survivor(
        operation="staking.outflow",
        slug="nothing-moved",
        rules=("STA-24",),
        why="counts a rao where neither the position nor the pool paid anything",
        given={"before": 0, "after": 0, "paid_out": 0},
        forks=_SINCE_FLOW,
    )
    yield Survivor(
        operation="staking.total_value",
        slug="a-unit-less-than-one-rao",
        rules=("STA-5",),
        why="finds a rao where two values sum to a unit less than one",
        given={"stakes": [[1, 2**31], [1, 2**31 - 1]]},
    )
