"""Cases of `supply.ledger`: dissolved subnets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from taospec.timeline import only
from taospec_vectors.cases.supply._common import SINCE_DEREG, TAO, U64_MAX
from taospec_vectors.cases.supply.ledger._common import accepted, event
from taospec_vectors.format import DraftCase, DraftFile

_OPERATION = "supply.ledger"


def drafts() -> Iterator[DraftFile]:
    """Dissolutions that pay the holders, and the older ones that do not."""
    cases = [*_dissolve(), *_dissolve_upstream()]
    yield DraftFile("supply/ledger-dissolve.yaml", _OPERATION, SINCE_DEREG, cases)
    cases = list(_dissolve_dtao())
    yield DraftFile("supply/ledger-dissolve-dtao.yaml", _OPERATION, only("dtao"), cases)


def _holders(*holders: tuple[int, int]) -> list[dict[str, int]]:
    return [{"alpha": alpha, "free": free} for alpha, free in holders]


def _dissolved(
    pot: int, *holders: tuple[int, int], refund: int = 0, owner_free: int = 10**6
) -> dict[str, Any]:
    return event(
        "dissolve_subnet",
        pot=pot,
        holders=_holders(*holders),
        refund=refund,
        owner_free=owner_free,
    )


def _dissolve() -> Iterator[DraftCase]:
    rules = ("SUP-28", "SUP-29")

    def case(slug: str, why: str, *, removal: dict[str, Any], paid: int, pot: int) -> DraftCase:
        moves = {"balances": paid, "stake": -pot, "pools": -pot}
        return accepted(slug, rules, why, removal, **moves)

    yield case(
        "dissolve",
        "recycles the pool of a dissolved subnet",
        removal=_dissolved(10_000, (300, 500), (700, 500)),
        paid=10_000,
        pot=10_000,
    )
    yield case(
        "dissolve-without-holders",
        "pays the pool of a subnet without holders to its owner",
        removal=_dissolved(33 * TAO),
        paid=0,
        pot=33 * TAO,
    )
    yield case(
        "dissolve-holders-without-value",
        "divides by a value of zero",
        removal=_dissolved(33 * TAO, (0, 500), (0, 500)),
        paid=0,
        pot=33 * TAO,
    )
    yield case(
        "dissolve-empty-pool",
        "pays holders out of nothing",
        removal=_dissolved(0, (1_000, 500)),
        paid=0,
        pot=0,
    )
    yield case(
        "dissolve-small-share-lost",
        "creates an account below the existential deposit",
        removal=_dissolved(1_000, (400, 0), (600, 0)),
        paid=600,
        pot=1_000,
    )
    yield case(
        "dissolve-leftover-by-largest-remainder",
        "gives the leftover rao to the first holder, whose account it would just make",
        removal=_dissolved(749, (2, 0), (1, 0)),
        paid=0,
        pot=749,
    )
    yield case(
        "dissolve-equal-remainders-in-order",
        "gives the leftover rao of equal remainders to both holders, or to neither",
        removal=_dissolved(999, (1, 0), (1, 0)),
        paid=500,
        pot=999,
    )
    yield case(
        "dissolve-equal-remainders-first-holder-first",
        "serves equal remainders from the last holder",
        removal=_dissolved(999, (1, 0), (1, 10**6)),
        paid=999,
        pot=999,
    )
    yield case(
        "dissolve-equal-remainders-of-three",
        "serves equal remainders in an order that its sort does not keep",
        removal=_dissolved(1_499, (1, 0), (1, 0), (1, 10**6)),
        paid=1_499,
        pot=1_499,
    )
    yield case(
        "dissolve-value-of-zero-gets-no-leftover",
        "hands a leftover rao to an entry without value",
        removal=_dissolved(1, (0, 499), (1, 499), (1, 500)),
        paid=1,
        pot=1,
    )
    yield case(
        "dissolve-largest-values",
        "overflows 64 bits in the product of pot and value",
        removal=_dissolved(7 * 10**15, (U64_MAX, 500), (U64_MAX, 500), (1, 0)),
        paid=7 * 10**15,
        pot=7 * 10**15,
    )
    yield accepted(
        "dissolve-refund",
        ("SUP-29",),
        "counts the refund of a legacy owner as issued",
        _dissolved(10_000, (1, 500), refund=400 * TAO),
        balances=10_000 + 400 * TAO,
        stake=-10_000,
        pools=-10_000,
    )
    yield accepted(
        "dissolve-refund-too-small",
        ("SUP-15", "SUP-29"),
        "creates an owner's account below the existential deposit",
        _dissolved(10_000, (1, 500), refund=499, owner_free=0),
        balances=10_000,
        stake=-10_000,
        pools=-10_000,
    )


def _dissolve_upstream() -> Iterator[DraftCase]:
    source = "pallets/subtensor/src/tests/networks.rs {} @ v3.2.16-349"

    def case(slug: str, test: str, *, removal: dict[str, Any], paid: int, pot: int) -> DraftCase:
        return DraftCase(
            f"dissolve-upstream-{slug}",
            ("SUP-28", "SUP-29"),
            "shares the pot otherwise than the chain's own unit test expects",
            accepted(slug, ("SUP-29",), "given and expectation only", removal).given,
            origin="upstream-test",
            source=source.format(test),
            expect=accepted(
                slug,
                ("SUP-29",),
                "given and expectation only",
                removal,
                balances=paid,
                stake=-pot,
                pools=-pot,
            ).expect,
        )

    yield case(
        "single-staker",
        "dissolve_single_alpha_out_staker_gets_all_tao",
        removal=_dissolved(99_999, (1_000, 10**6)),
        paid=99_999,
        pot=99_999,
    )
    yield case(
        "two-stakers-and-refund",
        "dissolve_two_stakers_pro_rata_distribution",
        removal=_dissolved(10_000, (300, 10**6), (700, 10**6), refund=5_000),
        paid=15_000,
        pot=10_000,
    )
    yield case(
        "one-rao-for-two",
        "dissolve_rounding_remainder_distribution",
        removal=_dissolved(1, (3, 10**6), (2, 10**6)),
        paid=1,
        pot=1,
    )
    yield case(
        "nothing-to-share",
        "dissolve_alpha_out_but_zero_tao_no_rewards",
        removal=_dissolved(0, (1_000, 10**6)),
        paid=0,
        pot=0,
    )


def _dissolve_dtao() -> Iterator[DraftCase]:
    yield accepted(
        "dtao-dissolve-leaves-the-pool",
        ("SUP-29",),
        "pays holders, whom this fork forgets",
        _dissolved(33 * TAO, (300, 500), (700, 500)),
    )
    yield accepted(
        "dtao-dissolve-returns-the-lock",
        ("SUP-29",),
        "counts the returned lock as issued",
        _dissolved(33 * TAO, (300, 500), refund=7 * TAO),
        balances=7 * TAO,
    )
    yield accepted(
        "dtao-dissolve-refund-too-small",
        ("SUP-15", "SUP-29"),
        "creates an owner's account below the existential deposit",
        _dissolved(33 * TAO, (300, 500), refund=499, owner_free=0),
    )
