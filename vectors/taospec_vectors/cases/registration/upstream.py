"""What the chain's own tests say of the price of a place, of a new pool, and of who makes room."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from taospec.timeline import since, until
from taospec_vectors.format import DraftCase, DraftFile

_INTERVALS, _LOCKS = until("burnprice"), since("dereg", until="burnprice")
_STEPS = "pallets/subtensor/tests/block_step.rs @ v1.1.1"
_TESTS = "pallets/subtensor/src/tests/{}.rs @ v3.2.16-349"
_WHY = "answers otherwise than the chain's own test"
_PRICE_ONE = 2**32
_IMMUNITY = 864_000
_U64_MAX = 2**64 - 1


def drafts() -> Iterator[DraftFile]:
    """One file an operation."""
    for name, forks, cases in (
        ("adjust", _INTERVALS, _adjusted()),
        ("register_subnet", _LOCKS, _pools()),
        ("prune_subnet", since("dereg"), _pruned()),
    ):
        path = f"registration/{name}-upstream.yaml"
        yield DraftFile(path, f"registration.{name}", forks, list(cases))


def _case(slug: str, rules: tuple[str, ...], given: dict[str, Any], source: str,
          answer: dict[str, Any]) -> DraftCase:  # fmt: skip
    """A case whose answer the test states."""
    return DraftCase(
        f"upstream-{slug}", rules, _WHY, given, "upstream-test", source, {"ok": answer}
    )


class _Adjustment(NamedTuple):
    """An interval of the chain's own tests: both prices before and after it."""

    slug: str
    source: str
    counted: tuple[int, int, int]
    before: tuple[int, int]
    after: tuple[int, int]
    limits: dict[str, int]


def _adjusted() -> Iterator[DraftCase]:
    """Old price, registrations by burn and by work, target, and what comes out."""
    difficulty = f"test_registration_difficulty_adjustment, {_TESTS.format('difficulty')}"
    for slug, source, counted, before, after, limits in (
        _Adjustment(
            "burn-adjustment",
            f"test_burn_adjustment, {_STEPS}",
            counted=(2, 0, 1),
            before=(1000, 10_000),
            after=(1500, 10_000),
            limits={},
        ),
        _Adjustment(
            "burn-adjustment-later",
            f"test_burn_adjustment, {_TESTS.format('registration')}",
            counted=(2, 0, 1),
            before=(510_000, 10_000),
            after=(765_000, 10_000),
            limits={"min_burn": 500_000},
        ),
        _Adjustment(
            "difficulty-20000",
            difficulty,
            counted=(0, 3, 1),
            before=(1000, 20_000),
            after=(1000, 40_000),
            limits={"min_difficulty": 10_000},
        ),
        _Adjustment(
            "difficulty-40000",
            difficulty,
            counted=(0, 6, 3),
            before=(1000, 40_000),
            after=(1000, 60_000),
            limits={"min_difficulty": 10_000},
        ),
        _Adjustment(
            "difficulty-4",
            difficulty,
            counted=(0, 0, 3),
            before=(1000, 4),
            after=(500, 2),
            limits={"min_difficulty": 1},
        ),
        _Adjustment(
            "difficulty-2",
            difficulty,
            counted=(0, 0, 3),
            before=(500, 2),
            after=(250, 1),
            limits={"min_difficulty": 1},
        ),
        _Adjustment(
            "difficulty-1",
            difficulty,
            counted=(0, 0, 3),
            before=(250, 1),
            after=(125, 1),
            limits={"min_difficulty": 1},
        ),
        _Adjustment(
            "difficulty-5000",
            difficulty,
            counted=(0, 4, 3),
            before=(1000, 5000),
            after=(1000, 5833),
            limits={"min_difficulty": 1, "max_difficulty": 10_000},
        ),
        _Adjustment(
            "difficulty-5833",
            difficulty,
            counted=(0, 3, 3),
            before=(1000, 5833),
            after=(1000, 5833),
            limits={"min_difficulty": 1, "max_difficulty": 10_000},
        ),
    ):
        given = _terms(counted, before, limits)
        answer = {"burn": str(after[0]), "difficulty": str(after[1])}
        yield _case(slug, ("REG-1", "REG-2"), given, source, answer)


def _terms(
    counted: tuple[int, int, int], before: tuple[int, int], limits: dict[str, int]
) -> dict[str, Any]:
    burned, worked, target = counted
    burn, difficulty = before
    terms = {
        "burn": burn,
        "min_burn": 0,
        "max_burn": _U64_MAX,
        "difficulty": difficulty,
        "min_difficulty": 0,
        "max_difficulty": _U64_MAX,
        "adjustment_alpha": 58_000,
        **limits,
    }
    wide: dict[str, Any] = {name: str(value) for name, value in terms.items()}
    counts = {"burned": burned, "worked": worked, "target": target}
    return {**wide, "registrations": burned + worked, **counts}


def _pools() -> Iterator[DraftCase]:
    for slug, test, cost in (
        ("low-lock", "test_register_subnet_low_lock_cost", 1000),
        ("high-lock", "test_register_subnet_high_lock_cost", 1000 * 10**9),
    ):
        given = {"free": str(2 * cost + 500), "cost": str(cost), "minimum": str(cost)}
        amounts = dict.fromkeys(("paid", "locked", "pool_tao", "pool_alpha", "staked"), str(cost))
        source = f"{test}, {_TESTS.format('networks')}"
        yield _case(slug, ("REG-17",), given, source, {**amounts, "recycled": "0"})


def _pruned() -> Iterator[DraftCase]:
    """Six subnets: two of block 0, one each of blocks 1 and 2, two that are still immune."""
    source = f"prune_selection_complex_state_exhaustive, {_TESTS.format('networks')}"
    registered = (0, 0, 1, 2, _IMMUNITY + 5, _IMMUNITY + 6)
    now = _IMMUNITY + 10
    for slug, prices, at, netuid in (
        ("cheapest-of-the-old", (25, 25, 100, 1, 0, 0), now, 4),
        ("first-of-one-block", (25, 25, 100, 25, 0, 0), now, 1),
        ("earliest-of-equals", (25, 25, 25, 25, 0, 0), now, 1),
        ("all-immune", (25, 25, 25, 25, 0, 0), 0, None),
    ):
        rows = [
            {"netuid": number, "price": str(price * _PRICE_ONE), "registered": str(block)}
            for number, (price, block) in enumerate(zip(prices, registered, strict=True), 1)
        ]
        given = {"subnets": rows, "now": str(at), "immunity": str(_IMMUNITY)}
        yield _case(slug, ("REG-8",), given, source, {"netuid": netuid})
