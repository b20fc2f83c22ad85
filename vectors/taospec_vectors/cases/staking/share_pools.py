"""Cases of `staking.worth`, `staking.deposit` and `staking.withdraw`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from taospec.timeline import until
from taospec_vectors.format import DraftCase, DraftFile

ONE = 2**64
U64_MAX = 2**64 - 1
GIGA = 10**9
_SOURCE = "primitives/share-pool/src/lib.rs @ v3.2.16-349"


def drafts() -> Iterator[DraftFile]:
    """What shares are worth, what a deposit buys, what a withdrawal takes."""
    for verb, cases in (
        ("worth", _worth()),
        ("deposit", _deposits()),
        ("withdraw", _withdrawals()),
    ):
        name = f"staking.{verb}"
        yield DraftFile(f"staking/{verb}.yaml", name, until("burnprice"), list(cases))


def _holding(value: int, shares: int, share: int) -> dict[str, Any]:
    return {"value": str(value), "shares": str(shares), "share": str(share)}


def _trade(value: int, shares: int, share: int, amount: int) -> dict[str, Any]:
    return {**_holding(value, shares, share), "amount": str(amount)}


def _worth() -> Iterator[DraftCase]:
    rules = ("STA-1",)

    def worth(rao: int) -> dict[str, Any]:
        return {"ok": {"worth": str(rao)}}

    yield DraftCase(
        "all-shares",
        rules,
        "reads the number of shares as the stake",
        _holding(3 * GIGA, GIGA * ONE, GIGA * ONE),
        expect=worth(3 * GIGA),
    )
    yield DraftCase(
        "price-truncated-first",
        rules,
        "multiplies before it divides, and finds the rao that truncating the price takes",
        _holding(GIGA, 3 * ONE, 3 * ONE),
        expect=worth(GIGA - 1),
    )
    yield DraftCase(
        "one-rao-that-grew",
        rules,
        "divides the value evenly among the stakers instead of by their shares",
        _holding(2 * GIGA + 1, ONE, ONE),
        expect=worth(2 * GIGA + 1),
    )
    yield DraftCase(
        "no-shares",
        rules,
        "divides by the number of shares of an empty pool",
        _holding(GIGA, 0, 0),
        expect=worth(0),
    )
    yield DraftCase(
        "price-beyond-the-format",
        rules,
        "answers nothing where the price of a share does not fit its format",
        _holding(GIGA, 2**20, 2**19),
        expect=worth(GIGA // 2),
    )
    yield DraftCase(
        "largest-value",
        rules,
        "loses the top bit of a value that needs 64",
        _holding(U64_MAX, ONE, ONE),
        expect=worth(U64_MAX),
    )


def _deposits() -> Iterator[DraftCase]:
    yield DraftCase(
        "first",
        ("STA-2",),
        "opens the pool with a fixed number of shares",
        _trade(0, 0, 0, GIGA),
        expect=_deposited(GIGA, GIGA * ONE, GIGA * ONE, GIGA),
    )
    yield DraftCase(
        "first-finds-a-value",
        ("STA-2",),
        "lets the value of an abandoned pool be nobody's",
        _trade(1000, 0, 0, 1),
        expect=_deposited(1001, ONE, ONE, 1),
    )
    yield DraftCase(
        "second-at-twice-the-price",
        ("STA-2",),
        "gives as many shares for a rao as the first deposit got",
        _trade(2 * GIGA, GIGA * ONE, 0, GIGA),
        expect=_deposited(3 * GIGA, GIGA * ONE + GIGA // 2 * ONE, GIGA // 2 * ONE, GIGA),
    )
    yield DraftCase(
        "beside-one-rao-that-grew",
        ("STA-2",),
        "rounds shares up, so that the deposit is worth all that was paid",
        _trade(2 * GIGA + 1, ONE, 0, GIGA // 2),
        source=_SOURCE,
    )
    yield DraftCase(
        "of-one-rao-that-is-worth-nothing",
        ("STA-2",),
        "refuses a deposit that buys a share which is worth nothing",
        _trade(GIGA + 1, ONE, 0, 1),
        source=_SOURCE,
    )
    yield DraftCase(
        "price-beyond-the-format",
        ("STA-2",),
        "divides by a price that does not fit its format",
        _trade(GIGA, 2**20, 2**20, GIGA),
        source=_SOURCE,
    )
    yield DraftCase(
        "of-everything-there-can-be",
        ("STA-4",),
        "adds 2^64 - 1 to a filled pool, from which the wrapped amount takes one",
        _trade(GIGA, GIGA * ONE, GIGA * ONE, U64_MAX),
        source=_SOURCE,
    )
    yield DraftCase(
        "of-everything-into-an-empty-pool",
        ("STA-4",),
        "opens a pool with an amount that wraps to a negative one",
        _trade(0, 0, 0, U64_MAX),
        source=_SOURCE,
    )
    yield DraftCase(
        "of-the-largest-signed-amount",
        ("STA-2", "STA-4"),
        "wraps one amount too early",
        _trade(0, 0, 0, 2**63 - 1),
        source=_SOURCE,
    )


def _deposited(value: int, shares: int, share: int, credited: int) -> dict[str, Any]:
    return {"ok": {**_holding(value, shares, share), "credited": str(credited)}}


def _withdrawn(value: int, shares: int, share: int, removed: int) -> dict[str, Any]:
    return {"ok": {**_holding(value, shares, share), "removed": str(removed)}}


def _withdrawals() -> Iterator[DraftCase]:
    rules = ("STA-3",)
    million = 1_000_000
    yield DraftCase(
        "half",
        rules,
        "takes shares as if each were worth one rao",
        _trade(2 * GIGA, GIGA * ONE, GIGA * ONE, GIGA),
        expect=_withdrawn(GIGA, GIGA // 2 * ONE, GIGA // 2 * ONE, GIGA),
    )
    yield DraftCase(
        "leaving-the-least-that-stays",
        rules,
        "sweeps dust with <= instead of <, or at a coarser ratio",
        _trade(million, million * ONE, million * ONE, 999_989),
        source=_SOURCE,
    )
    yield DraftCase(
        "leaving-dust",
        rules,
        "leaves the ten rao that are less than a hundred-thousandth of the stake",
        _trade(million, million * ONE, million * ONE, 999_990),
        expect=_withdrawn(0, 0, 0, million),
    )
    yield DraftCase(
        "leaving-dust-of-a-large-stake",
        rules,
        "measures dust in rao instead of in parts of the stake",
        _trade(GIGA, GIGA * ONE, GIGA * ONE, 999_999_990),
        expect=_withdrawn(0, 0, 0, GIGA),
    )
    yield DraftCase(
        "leaving-ten-of-a-thousand",
        rules,
        "sweeps ten rao wherever it meets them",
        _trade(1000, 1000 * ONE, 1000 * ONE, 990),
        expect=_withdrawn(10, 10 * ONE, 10 * ONE, 990),
    )
    yield DraftCase(
        "more-than-there-is",
        rules,
        "takes what there is where nothing is to happen",
        _trade(1000, 1000 * ONE, 1000 * ONE, 1001),
        expect=_withdrawn(1000, 1000 * ONE, 1000 * ONE, 0),
    )
    yield DraftCase(
        "shares-too-few-for-a-year",
        rules,
        "keeps so few shares that a year's emission would leave their price without a format",
        _trade(GIGA, 2**38, 2**38, GIGA // 2),
        source=_SOURCE,
    )
    yield DraftCase(
        "all-of-the-largest-value",
        ("STA-3", "STA-4"),
        "removes 2^64 - 1 from the value of the pool, where a wrapped amount adds one",
        _trade(U64_MAX, ONE, ONE, U64_MAX),
        source=_SOURCE,
    )
    yield DraftCase(
        "beside-another-staker",
        rules,
        "takes from the value what the shares of all are worth",
        _trade(3 * GIGA, 3 * GIGA * ONE, GIGA * ONE, GIGA // 4),
        expect=_withdrawn(
            3 * GIGA - GIGA // 4,
            (3 * GIGA - GIGA // 4) * ONE,
            (GIGA - GIGA // 4) * ONE,
            GIGA // 4,
        ),
    )
