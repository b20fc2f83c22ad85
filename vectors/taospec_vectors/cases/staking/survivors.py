"""Cases of staking that mutants of the model survived until they were written."""

from __future__ import annotations

from collections.abc import Iterator

from taospec.timeline import since, until
from taospec_vectors.cases._survivors import Survivor, files
from taospec_vectors.cases.pools._common import pool
from taospec_vectors.format import DraftFile

_ONE = 2**64
_U64_MAX = 2**64 - 1
_SINCE_FLOW = since("flow")
_UNTIL_BURNPRICE = until("burnprice")  # then shares are decimals
# One step of the root below the root of 2**64 - 1 rao per 10**9, with hardly any liquidity.
_AT_THE_HIGHEST_PRICE = {
    **pool(1000 * 10**9, 1000 * 10**9),
    "position": {
        "sqrt_price": str(2_505_414_483_750_478_650_549_490 - _ONE),
        "liquidity": "1000",
        "fee_tao": "0",
        "fee_alpha": "0",
        "own_liquidity": "1000",
        "collected_tao": "0",
        "collected_alpha": "0",
    },
}


def drafts() -> Iterator[DraftFile]:
    """A file for each operation and range of forks."""
    return files([*_deposits(), *_withdrawals(), *_worths()])


def _deposits() -> Iterator[Survivor]:
    def case(slug: str, why: str, *, value: int, shares: int, amount: int) -> Survivor:
        return Survivor(
            operation="staking.deposit",
            slug=slug,
            rules=("STA-2", "STA-4"),
            why=why,
            given={"value": value, "shares": shares, "share": 0, "amount": amount},
            forks=_UNTIL_BURNPRICE,
        )

    yield case(
        "negative-once-it-wraps",
        "takes an amount from 2**63 on for itself, or loses a rao of the smallest number",
        value=1,
        shares=0,
        amount=2**63,
    )
    yield case(
        "less-than-nothing-once-it-wraps",
        "sells shares for an amount that buys none",
        value=1,
        shares=1,
        amount=_U64_MAX,
    )
    yield case(
        "that-buys-a-single-unit",
        "takes a purchase of one unit for a sale",
        value=0,
        shares=1,
        amount=1,
    )
    yield case(
        "at-a-price-of-two-units",
        "buys shares where their number does not fit the format",
        value=1,
        shares=2**127,
        amount=10**9,
    )
    yield case(
        "at-a-price-beyond-the-format",
        "divides by a value that a signed number does not hold",
        value=_U64_MAX,
        shares=2**63,
        amount=2**62,
    )


# A price beside this many units of a share expresses a year's emission, and no more.
_YEAR = 2_628_000_000_000_000
# Without one whole share a hundred-thousandth of it is left, to the last unit.
_SHARE_OF_THE_LEAST = _ONE + 184_469_285_429_951


def _withdrawals() -> Iterator[Survivor]:
    for slug, why, shares in (
        (
            "that-leaves-one-unit-too-few",
            "keeps shares whose price does not fit a year of emission",
            1000 * (_YEAR + 1000) - 999,
        ),
        (
            "that-leaves-just-enough-units",
            "takes shares away whose price just fits a year of emission",
            1000 * (_YEAR + 1001) - 999,
        ),
    ):
        yield Survivor(
            operation="staking.withdraw",
            slug=slug,
            rules=("STA-3",),
            why=why,
            given={"value": 1000, "shares": shares, "share": shares, "amount": 999},
            forks=_UNTIL_BURNPRICE,
        )
    yield Survivor(
        operation="staking.withdraw",
        slug="of-an-amount-without-an-opposite",
        rules=("STA-3", "STA-4"),
        why="takes the opposite of the lowest signed number, or a unit instead of nothing",
        given={"value": 2**63, "shares": 2**127, "share": 2**127, "amount": 2**63},
        forks=_UNTIL_BURNPRICE,
    )
    yield Survivor(
        operation="staking.withdraw",
        slug="that-leaves-exactly-a-hundred-thousandth",
        rules=("STA-3",),
        why="takes all where the rest is as large as the least remainder",
        given={
            "value": 10**12,
            "shares": 10**12 * _ONE,
            "share": _SHARE_OF_THE_LEAST,
            "amount": 1,
        },
        forks=_UNTIL_BURNPRICE,
    )
    yield Survivor(
        operation="staking.withdraw",
        slug="of-a-rao-more-than-the-worth",
        rules=("STA-3",),
        why="tells of a rao that was not taken",
        given={"value": 10, "shares": 10 * _ONE, "share": 5 * _ONE, "amount": 6},
        forks=_UNTIL_BURNPRICE,
    )
    yield Survivor(
        operation="staking.withdraw",
        slug="of-more-than-a-signed-number-holds",
        rules=("STA-3", "STA-4"),
        why="takes all of a worth from 2**63 on, where the change of the pool wraps to a gain",
        given={"value": _U64_MAX, "shares": _ONE, "share": 10**19, "amount": 1},
        forks=_UNTIL_BURNPRICE,
    )
    yield Survivor(
        operation="staking.withdraw",
        slug="of-all-of-a-worth-that-wraps-to-a-gain",
        rules=("STA-3", "STA-4"),
        why="takes the lowest signed number for a worth from 2**63 on, which wraps to a gain",
        given={"value": 2**64 - 10, "shares": 2, "share": 2, "amount": 1},
        forks=_UNTIL_BURNPRICE,
    )


def _worths() -> Iterator[Survivor]:
    yield Survivor(
        operation="staking.least_to_add",
        slug="of-a-pool-at-the-highest-price",
        rules=("STA-6",),
        why="asks for the fee of all TAO where the purchase ends at the highest price there is",
        given={"pool": _AT_THE_HIGHEST_PRICE},
        forks=since("dereg", until="authorfee"),  # then a purchase of nothing is an error
    )
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
