"""Cases of what a place and a subnet cost: `registration.adjust`, `admit` and `lock_cost`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from taospec.timeline import since, until
from taospec_vectors.format import DraftCase, DraftFile

ALL = since("dtao")
INTERVALS = until("burnprice")
TAO = 10**9
U64_MAX = 2**64 - 1
_LIVE = 17_893_341_751_498_265_066  # 97 percent, what a new subnet has
_STEPS = "pallets/subtensor/tests/block_step.rs @ v1.1.1"


def drafts() -> Iterator[DraftFile]:
    """Burn and difficulty, admission, and the lock cost."""
    yield DraftFile("registration/adjust.yaml", "registration.adjust", INTERVALS, list(_adjust()))
    yield DraftFile("registration/admit.yaml", "registration.admit", INTERVALS, list(_admit()))
    yield DraftFile("registration/lock_cost.yaml", "registration.lock_cost", ALL, list(_locks()))


def _terms(burned: int, worked: int, target: int, **other: int) -> dict[str, Any]:
    terms: dict[str, Any] = {
        "burn": 1000,
        "min_burn": 0,
        "max_burn": U64_MAX,
        "difficulty": 10_000,
        "min_difficulty": 0,
        "max_difficulty": U64_MAX,
        "adjustment_alpha": 58_000,
        **other,
    }
    wide = {name: str(value) for name, value in terms.items()}
    counted = {
        "registrations": burned + worked,
        "burned": burned,
        "worked": worked,
        "target": target,
    }
    return {**wide, **counted}


def _moved(burn: int, difficulty: int) -> dict[str, Any]:
    return {"ok": {"burn": str(burn), "difficulty": str(difficulty)}}


class _Adjusted(NamedTuple):
    """A case of the chain's own test: what was counted, and the prices after it."""

    case: str
    why: str
    burned: int
    worked: int
    target: int
    burn: int
    difficulty: int


def _adjust() -> Iterator[DraftCase]:
    for case, why, burned, worked, target, burn, difficulty in (
        _Adjusted(
            "a",
            "raises the burn although work was used more",
            burned=1,
            worked=2,
            target=1,
            burn=1000,
            difficulty=20_000,
        ),
        _Adjusted(
            "b",
            "raises the difficulty although burn was used more",
            burned=2,
            worked=1,
            target=1,
            burn=2000,
            difficulty=10_000,
        ),
        _Adjusted(
            "c",
            "lowers the price of the way in that was used more",
            burned=1,
            worked=2,
            target=4,
            burn=875,
            difficulty=10_000,
        ),
        _Adjusted(
            "d",
            "lowers the burn although it was used more",
            burned=2,
            worked=1,
            target=4,
            burn=1000,
            difficulty=8750,
        ),
        _Adjusted(
            "e",
            "moves one price where both ways were used alike",
            burned=1,
            worked=1,
            target=3,
            burn=833,
            difficulty=8333,
        ),
        _Adjusted(
            "e-zero",
            "divides by registrations of nothing",
            burned=0,
            worked=0,
            target=1,
            burn=500,
            difficulty=5000,
        ),
        _Adjusted(
            "f",
            "moves one price where both ways were used alike",
            burned=1,
            worked=1,
            target=1,
            burn=1500,
            difficulty=15_000,
        ),
    ):
        yield DraftCase(
            f"upstream-case-{case}",
            ("REG-1", "REG-2"),
            why,
            _terms(burned, worked, target),
            "upstream-test",
            f"test_burn_adjustment_case_{case.replace('-', '_')}, {_STEPS}",
            _moved(burn, difficulty),
        )
    yield _moving_average()
    for slug, why, given in (
        ("one-burned-at-a-target-of-one", "adjusts the burn at the target", _terms(1, 0, 1)),
        (
            "live",
            "computes the average in doubles",
            _terms(2, 0, 1, burn=TAO, adjustment_alpha=_LIVE),
        ),
        ("live-idle", "rounds the average up", _terms(0, 0, 1, burn=TAO, adjustment_alpha=_LIVE)),
        ("all-stays", "moves a price that stays whole", _terms(3, 0, 1, adjustment_alpha=U64_MAX)),
        ("upper-bound", "passes the upper bound", _terms(2, 0, 1, max_burn=1400)),
        (
            "upper-bound-exactly",
            "compares the upper bound strictly",
            _terms(2, 0, 1, max_burn=1500),
        ),
        ("lower-bound", "passes the lower bound", _terms(0, 0, 1, min_burn=600)),
        (
            "bounds-exchanged",
            "asks the lower bound first",
            _terms(0, 0, 1, min_burn=900, max_burn=400),
        ),
        (
            "outside-its-bounds-and-not-moved",
            "brings a price between its bounds that the interval does not move",
            _terms(1, 0, 1, max_burn=500),
        ),
        (
            "outside-its-bounds-until-it-moves",
            "lets demand never lower a price, not even one above its bounds",
            _terms(2, 0, 1, max_burn=500),
        ),
        ("target-of-zero", "divides by a target of zero", _terms(1, 0, 0)),
        ("counts-saturate", "adds counts beyond 16 bits", _terms(65_535, 0, 40_000)),
        (
            "largest-price",
            "overflows the product of price and count",
            _terms(9, 0, 1, burn=U64_MAX),
        ),
    ):
        yield DraftCase(slug, ("REG-1", "REG-2"), why, given)


def _moving_average() -> DraftCase:
    """Half of the old price stays."""
    return DraftCase(
        "half-stays",
        ("REG-1", "REG-2"),
        "drops the old price",
        _terms(2, 0, 1, adjustment_alpha=2**63 - 1),
        "upstream-test",
        f"test_burn_adjustment_with_moving_average, {_STEPS}",
        _moved(1250, 10_000),
    )


class _Request(NamedTuple):
    """Registrations so far, what is allowed, and the refusal, if there is one."""

    slug: str
    why: str
    this_block: int
    most: int
    this_interval: int
    target: int
    code: str | None


def _admit() -> Iterator[DraftCase]:
    for slug, why, this_block, most, this_interval, target, code in (
        _Request(
            "first",
            "admits nobody before an interval is full",
            this_block=0,
            most=1,
            this_interval=0,
            target=1,
            code=None,
        ),
        _Request(
            "last-of-an-interval",
            "admits twice the target",
            this_block=0,
            most=1,
            this_interval=2,
            target=1,
            code=None,
        ),
        _Request(
            "interval-full",
            "admits a fourth",
            this_block=0,
            most=1,
            this_interval=3,
            target=1,
            code="TooManyRegistrationsThisInterval",
        ),
        _Request(
            "block-full",
            "counts the interval alone",
            this_block=1,
            most=1,
            this_interval=0,
            target=1,
            code="TooManyRegistrationsThisBlock",
        ),
        _Request(
            "last-below-saturation",
            "wraps three times the target",
            this_block=0,
            most=1,
            this_interval=65_534,
            target=30_000,
            code=None,
        ),
        _Request(
            "saturated",
            "wraps three times the target",
            this_block=0,
            most=1,
            this_interval=65_535,
            target=30_000,
            code="TooManyRegistrationsThisInterval",
        ),
    ):
        given = {
            "this_block": this_block,
            "most_a_block": most,
            "this_interval": this_interval,
            "target": target,
        }
        expect = None if code is None else {"reject": {"code": code}}
        yield DraftCase(slug, ("REG-3",), why, given, expect=expect)
    yield DraftCase(
        "block-before-interval",
        ("REG-3",),
        "asks the interval first",
        {"this_block": 1, "most_a_block": 1, "this_interval": 3, "target": 1},
        expect={"reject": {"code": "TooManyRegistrationsThisBlock"}},
        no_sibling="two faults on purpose: which of them is found first",
    )


def _lock(last: int, at: int, now: int, interval: int, **other: int) -> dict[str, Any]:
    given = {
        "last_lock": last,
        "last_block": at,
        "minimum": TAO,
        "now": now,
        "interval": interval,
        "total_issuance": 10**15,
        **other,
    }
    return {name: str(value) for name, value in given.items()}


def _locks() -> Iterator[DraftCase]:
    thousand, half = 1000 * TAO, 10_500_000 * TAO
    for slug, why, now, cost in (
        ("just-registered", "forgets to double", 1000, 2 * thousand),
        ("half-an-interval", "floors after multiplying", 51_400, 1_500_000_046_400),
        ("an-interval", "falls to the last price exactly", 101_800, 1_000_000_092_800),
        ("long-ago", "falls below the minimum", 10**7, TAO),
    ):
        yield DraftCase(
            slug,
            ("REG-6", "REG-7"),
            why,
            _lock(thousand, 1000, now, 100_800),
            expect={"ok": {"interval": "100800", "cost": str(cost)}},
        )
    yield DraftCase(
        "live-block-9240878",
        ("REG-6", "REG-7"),
        "multiplies before it floors, or scales the price instead of the interval",
        _lock(653_019_966_758, 9_210_610, 9_240_878, 115_200, total_issuance=half + 1),
        "chain",
        "runtime API answer recorded by a third party at block 9,240,878",
        {"ok": {"interval": "57600", "cost": "962887016780"}},
    )
    for slug, why, given in (
        ("never", "doubles the first price", _lock(thousand, 0, 5000, 100_800)),
        (
            "before-a-halving",
            "halves too early",
            _lock(1250 * TAO, 1, 36_001, 57_600, total_issuance=half - 1),
        ),
        (
            "after-a-halving",
            "prices the past as it was",
            _lock(1250 * TAO, 1, 36_001, 57_600, total_issuance=half),
        ),
        (
            "no-interval-left",
            "divides by an interval of zero",
            _lock(thousand, 1000, 10**9, 57_600, total_issuance=20_999_999 * TAO),
        ),
        (
            "all-minted",
            "divides by an emission of zero",
            _lock(thousand, 1000, 10**9, 57_600, total_issuance=U64_MAX),
        ),
        ("from-the-future", "lets time run backwards", _lock(thousand, 1000, 5, 100_800)),
        ("largest", "wraps the doubled price", _lock(U64_MAX, 1000, 1000, 100_800)),
        ("largest-reduction", "wraps the reduction", _lock(U64_MAX, 1, U64_MAX, 1)),
    ):
        yield DraftCase(slug, ("REG-6", "REG-7"), why, given)
