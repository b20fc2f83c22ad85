"""Cases of the lock: over time, what becomes of it, and what the end of a subnet pays."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from taospec.timeline import only, since
from taospec_vectors.format import DraftCase, DraftFile

ALL, DEREG = since("dtao"), since("dereg")
TAO = 10**9
HALF = 10_500_000 * TAO
U64_MAX = 2**64 - 1
_MIGRATION = "pallets/subtensor/src/tests/migration.rs @ v3.2.16-349"
_NETWORKS = "pallets/subtensor/src/tests/networks.rs @ v3.2.16-349"
_ROOT = "pallets/subtensor/tests/root.rs @ v1.1.1"


def drafts() -> Iterator[DraftFile]:
    """One file an operation; what a payment becomes differs between forks."""
    at, new = "registration.lock_cost_at", "registration.register_subnet"
    yield DraftFile("registration/lock_cost_at.yaml", at, ALL, list(_times()))
    yield DraftFile("registration/lock_cost-upstream.yaml", "registration.lock_cost", ALL,
                    list(_upstream()))  # fmt: skip
    for forks, span, unaffordable in (
        (only("dtao"), "dtao", "NotEnoughBalanceToStake"),
        (since("dereg", until="burnprice"), "since-dereg", "CannotAffordLockCost"),
    ):
        cases = list(_payments(span, unaffordable))
        yield DraftFile(f"registration/register_subnet-{span}.yaml", new, forks, cases)
    yield DraftFile("registration/dissolve.yaml", "registration.dissolve", DEREG, list(_ends()))


def _over_time(last: int, at: int, block: int, issuance: int, after: list[int],
               **other: int) -> dict[str, Any]:  # fmt: skip
    given = {
        "last_lock": last,
        "last_block": at,
        "minimum": TAO,
        "interval": 57_600,
        "block": block,
        "total_issuance": issuance,
        **other,
    }
    wide: dict[str, Any] = {name: str(value) for name, value in given.items()}
    return wide | {"after": [str(blocks) for blocks in after]}


def _times() -> Iterator[DraftCase]:
    rules = ("REG-7", "REG-6")
    price = 1250 * TAO
    for slug, why, given in (
        ("twice-down-to-the-minimum", "comes down to the last price exactly, or below the minimum",
         _over_time(price, 1000, 1000, 10**15, [0, 1, 57_600, 115_200, 115_203, 10**6])),
        ("across-a-halving", "prices the time before the halving with the interval of before",
         _over_time(price, 1000, 36_995, HALF - 5 * TAO, [0, 4, 5, 6, 21_000])),
        ("across-the-end-of-falling", "lets the price go on falling where the interval is nothing",
         _over_time(price, 1000, 1040, 20_999_679_565_429_687, [0, 1, 5_000_000, 20_000_000])),
        ("where-all-is-minted", "divides by an emission of nothing",
         _over_time(price, 1000, 1040, U64_MAX, [0, 10**6])),
        ("at-the-last-block", "counts blocks beyond 64 bits",
         _over_time(price, 1000, U64_MAX - 1, U64_MAX, [0, 1, 2])),
        ("nothing-asked", "answers what was not asked", _over_time(price, 1, 1, 10**15, [])),
    ):  # fmt: skip
        yield DraftCase(slug, rules, why, given)


def _upstream() -> Iterator[DraftCase]:
    """The days of one upstream test: minimum 100, an interval of 2 blocks; 10**9 rao each."""
    rules = ("REG-6", "REG-7")
    for number, (now, at, last, cost) in enumerate((
        (0, 0, 100, 100), (1, 0, 100, 100), (1, 1, 100, 200), (2, 1, 100, 150), (3, 1, 100, 100),
        (4, 1, 100, 100), (4, 4, 100, 200), (5, 4, 100, 150), (5, 5, 150, 300), (6, 5, 150, 225),
        (6, 6, 225, 450), (7, 6, 225, 337.5), (7, 7, 337.5, 675), (7, 7, 675, 1350),
        (7, 7, 1350, 2700), (8, 7, 1350, 2025), (9, 7, 1350, 1350), (10, 7, 1350, 675),
        (11, 7, 1350, 100),
    )):  # fmt: skip
        yield DraftCase(
            f"upstream-root-{number}",
            rules,
            "prices a subnet otherwise than the chain's own test",
            _lock(int(last * TAO), at, now, 2, minimum=100 * TAO),
            "upstream-test",
            f"test_root_subnet_creation_deletion, {_ROOT}",
            {"ok": {"interval": "2", "cost": str(int(cost * TAO))}},
        )
    for slug, last, passed, cost in (
        ("at-once", 1250, 0, 2500 * TAO),
        ("next-block", 1250, 1, 2500 * TAO - 1250 * TAO // 57_600),
    ):
        yield DraftCase(
            f"upstream-cost-2500-{slug}",
            rules,
            "prices a subnet otherwise than the chain's own test",
            _lock(last * TAO, 1000, 1000 + passed, 57_600, minimum=TAO),
            "upstream-test",
            f"test_migrate_network_lock_cost_2500_sets_price_and_decay, {_MIGRATION}",
            {"ok": {"interval": "57600", "cost": str(cost)}},
        )


def _lock(last: int, at: int, now: int, interval: int, *, minimum: int) -> dict[str, str]:
    given = {
        "last_lock": last,
        "last_block": at,
        "minimum": minimum,
        "now": now,
        "interval": interval,
        "total_issuance": 10**15,
    }
    return {name: str(value) for name, value in given.items()}


def _payments(span: str, unaffordable: str) -> Iterator[DraftCase]:
    def case(
        slug: str, why: str, *, free: int, cost: int, code: str | None = None, alone: bool = True
    ) -> DraftCase:
        return DraftCase(
            f"{slug}-{span}",
            ("REG-17", "REG-16"),
            why,
            {"free": str(free), "cost": str(cost), "minimum": str(TAO)},
            expect=None if code is None else {"reject": {"code": code}},
            no_sibling=None if alone else "no account that pays as much can have less",
        )

    lock, nothing = 2500 * TAO, "ZeroBalanceAfterWithdrawn"
    yield case("rich", "recycles the whole lock", free=2 * lock, cost=lock)
    yield case("just-enough", "kills the account", free=lock, cost=lock)
    yield case("deposit-above", "takes less than it could", free=lock + 500, cost=lock)
    yield case("at-the-minimum", "recycles nothing less than a rao", free=2 * lock, cost=TAO)
    yield case("a-rao-above", "compares with the minimum strictly", free=2 * lock, cost=TAO + 1)
    yield case("below-the-minimum", "makes the pool what was paid", free=TAO, cost=TAO)
    yield case("free", "stakes the minimum where nothing was paid", free=TAO, cost=0)
    yield case("a-rao-too-poor", "lets an account pay what it has not", free=lock - 1, cost=lock,
               code=unaffordable)  # fmt: skip
    yield case("all-that-it-has", "takes nothing and goes on", free=500, cost=500, code=nothing,
               alone=False)  # fmt: skip


def _ends() -> Iterator[DraftCase]:
    def ending(pot: int, entries: list[tuple[int, int]], free: list[int],
               **other: int) -> dict[str, Any]:  # fmt: skip
        last = {"lock": 0, "registered": 5, "start": 10, "earned": 0, **other}
        return {
            "pot": str(pot),
            "entries": [{"account": who, "value": str(value)} for who, value in entries],
            "free": [str(balance) for balance in free],
            "owner": len(free) - 1,
            **{name: str(value) for name, value in last.items()},
        }

    rules = ("REG-19", "REG-10")
    rich = [500, 500, 500]
    for test, why, given in (
        ("dissolve_refunds_full_lock_cost_when_no_emission", "keeps a part of the lock",
         ending(0, [], rich, lock=1_000_000)),
        ("dissolve_single_alpha_out_staker_gets_all_tao", "keeps a rao for rounding",
         ending(99_999, [(0, 1000)], rich)),
        ("dissolve_two_stakers_pro_rata_distribution", "pays by number of holders",
         ending(10_000, [(0, 300), (1, 700)], rich, lock=5000)),
        ("dissolve_rounding_remainder_distribution", "gives the remainder to the last",
         ending(1, [(0, 3), (1, 2)], rich)),
        ("dissolve_alpha_out_but_zero_tao_no_rewards", "pays rao that are not there",
         ending(0, [(0, 1000)], rich)),
        ("dissolve_zero_refund_when_emission_exceeds_lock", "refunds a later subnet",
         ending(0, [], rich, lock=1000, registered=10)),
        ("destroy_alpha_out_refund_gating_by_registration_block", "refunds what was earned",
         ending(0, [], rich, lock=50_000, earned=18_000)),
    ):  # fmt: skip
        slug = test.replace("_", "-")
        source = f"{test}, {_NETWORKS}"
        yield DraftCase(f"upstream-{slug}", (*rules, "REG-11"), why, given, "upstream-test", source)
    for slug, why, given in (
        ("nobody-holds", "gives the pot to the owner", ending(10_000, [], rich)),
        ("dust", "pays what an account cannot hold", ending(600, [(0, 3), (1, 1)], [0, 0, 500])),
        ("dust-by-remainder", "pays in the order of the entries where something remained",
         ending(1001, [(0, 2), (0, 1)], [0, 500])),
        ("dust-without-remainder", "sorts where nothing remained",
         ending(999, [(0, 1), (0, 2)], [0, 500])),
        ("value-of-nothing", "counts an entry without value",
         ending(1000, [(0, 0), (1, 1)], rich)),
        ("owner-holds", "takes the owner out of the holders",
         ending(10, [(2, 1), (0, 1)], rich, lock=7)),
        ("refund-to-nobody", "revives a dead account with dust",
         ending(0, [], [0, 0], lock=499)),
    ):  # fmt: skip
        yield DraftCase(slug, rules, why, given)
