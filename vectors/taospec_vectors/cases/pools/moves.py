"""Cases of the most that moves from one pool to another under a limit: `pools.max_move`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from taospec_vectors.cases.pools._common import (
    ALL,
    DEREG,
    DTAO,
    SINCE_DEREG,
    SINCE_FLOW,
    STABLE,
    TAO,
    U64_MAX,
    Wire,
    most,
    pool,
    prefixed,
    reject,
)
from taospec_vectors.format import DraftCase, DraftFile

_MOVE = "pallets/subtensor/src/tests/move_stake.rs @ v2.0.11"
_DEEP = pool(150 * TAO, 100 * TAO)


def drafts() -> Iterator[DraftFile]:
    """Lines in `dtao`, simulations later."""
    yield DraftFile(
        "pools/max_move-dtao.yaml", "pools.max_move", DTAO, prefixed("dtao", _moves_in_dtao())
    )
    yield DraftFile("pools/max_move-flat.yaml", "pools.max_move", ALL, list(_flat_moves()))
    yield DraftFile("pools/max_move.yaml", "pools.max_move", SINCE_DEREG, list(_moves()))
    for forks, name, beyond, poor in (
        (DEREG, "dereg", "ZeroMaxStakeAmount", "ZeroMaxStakeAmount"),
        (SINCE_FLOW, "since-flow", "PriceLimitExceeded", "ReservesTooLow"),
    ):
        cases = prefixed(name, _refused(beyond, poor))
        yield DraftFile(f"pools/max_move-nothing-{name}.yaml", "pools.max_move", forks, cases)


def _move(origin: Wire, destination: Wire, limit: int) -> Wire:
    return {"origin": origin, "destination": destination, "limit": str(limit)}


def _moves_in_dtao() -> Iterator[DraftCase]:
    tens = (150 * TAO, 100 * TAO, 100 * TAO, 100 * TAO)

    def case(
        slug: str, why: str, *, reserves: tuple[int, int, int, int], limit: int, amount: int
    ) -> DraftCase:
        origin, destination = pool(*reserves[:2]), pool(*reserves[2:])
        return DraftCase(
            f"upstream-{slug}",
            ("POO-23",),
            why,
            _move(origin, destination, limit),
            "upstream-test",
            f"test_max_amount_move_dynamic_dynamic, {_MOVE}",
            most(amount),
        )

    yield case(
        "one-rao-each", "divides whole rao", reserves=(1, 1, 1, 1), limit=1, amount=499999999
    )
    yield case(
        "equal",
        "forgets what the origin keeps",
        reserves=(1000, 1000, 1000, 1000),
        limit=500000000,
        amount=500,
    )
    yield case(
        "tenth",
        "limits the price of one of the pools",
        reserves=tens,
        limit=100000000,
        amount=560 * TAO,
    )
    yield case(
        "half", "rounds the parts of the sum up", reserves=tens, limit=500000000, amount=79999999999
    )
    yield case(
        "near",
        "takes the limit for that of the destination",
        reserves=tens,
        limit=1250000000,
        amount=7999999999,
    )
    yield case(
        "a-rao-near", "answers 0 just below the ratio", reserves=tens, limit=1499999999, amount=26
    )
    yield case(
        "at-the-ratio",
        "answers a maximum at the ratio itself",
        reserves=tens,
        limit=1500000000,
        amount=0,
    )
    yield case(
        "four-reserves",
        "exchanges the reserves of the two",
        reserves=(100 * TAO, 200 * TAO, 300 * TAO, 400 * TAO),
        limit=500000000,
        amount=50 * TAO,
    )
    yield DraftCase(
        "above-the-ratio",
        ("POO-22", "POO-23"),
        "answers an error, as later forks do",
        _move(_DEEP, pool(100 * TAO, 100 * TAO), 1_500_000_001),
        expect=most(0),
    )
    yield DraftCase(
        "empty-reserve",
        ("POO-23",),
        "divides by a reserve of nothing",
        _move(_DEEP, pool(0, 100 * TAO), 1),
        expect=most(0),
    )
    yield DraftCase(
        "into-a-pool",
        ("POO-20", "POO-23"),
        "takes the limit as it is, and not its inverse",
        _move(STABLE, _DEEP, 500_000_000),
        expect=most(50 * TAO),
    )
    yield DraftCase(
        "out-of-a-pool",
        ("POO-20", "POO-23"),
        "takes the inverse of the limit",
        _move(_DEEP, STABLE, 1_350_000_000),
        expect=most(11_111_111_111),
    )


def _flat_moves() -> Iterator[DraftCase]:
    def case(
        slug: str, why: str, *, origin: dict[str, Any], destination: dict[str, Any], limit: int
    ) -> DraftCase:
        return DraftCase(
            slug,
            ("POO-23",),
            why,
            _move(origin, destination, limit),
            expect=most(U64_MAX),
        )

    yield case(
        "flat-at-one",
        "compares strictly where neither has a pool",
        origin=STABLE,
        destination=STABLE,
        limit=TAO,
    )
    yield case(
        "into-a-pool-without-limit",
        "divides by a limit of 0",
        origin=STABLE,
        destination=_DEEP,
        limit=0,
    )
    yield case(
        "without-limit",
        "divides by a limit of 0",
        origin=_DEEP,
        destination=pool(100 * TAO, 100 * TAO),
        limit=0,
    )


def _moves() -> Iterator[DraftCase]:
    even = pool(100 * TAO, 100 * TAO)

    def case(
        slug: str, why: str, *, origin: dict[str, Any], destination: dict[str, Any], limit: int
    ) -> DraftCase:
        return DraftCase(slug, ("POO-23",), why, _move(origin, destination, limit))

    yield case(
        "half", "rounds the parts of the sum up", origin=_DEEP, destination=even, limit=500_000_000
    )
    yield case(
        "into-a-pool",
        "takes the limit as it is, and not its inverse",
        origin=STABLE,
        destination=_DEEP,
        limit=500_000_000,
    )
    yield case(
        "out-of-a-pool",
        "takes the inverse of the limit",
        origin=_DEEP,
        destination=STABLE,
        limit=1_350_000_000,
    )
    yield case(
        "provided-reserves-count",
        "reads the protocol's own reserves alone",
        origin={**_DEEP, "tao_provided": str(TAO)},
        destination=even,
        limit=500_000_000,
    )
    yield DraftCase(
        "above-the-ratio",
        ("POO-22", "POO-23"),
        "answers 0, as in dtao",
        _move(_DEEP, even, 1_500_000_001),
        expect=reject("ZeroMaxStakeAmount"),
    )
    yield DraftCase(
        "flat-above-one",
        ("POO-22", "POO-23"),
        "answers 0, as in dtao",
        _move(STABLE, STABLE, TAO + 1),
        expect=reject("ZeroMaxStakeAmount"),
    )


def _refused(beyond: str, poor: str) -> Iterator[DraftCase]:
    """What the one pool that is traded with refuses, where the other subnet has none."""
    empty_of_alpha, empty_of_tao = pool(150 * TAO, 999_999), pool(999_999, 100 * TAO)

    def case(
        slug: str, why: str, *, origin: Wire, destination: Wire, limit: int, code: str | None
    ) -> DraftCase:
        expect = None if code is None else reject(code)
        given = _move(origin, destination, limit)
        return DraftCase(slug, ("POO-22", "POO-23"), why, given, expect=expect)

    yield case(
        "into-a-pool-beyond-its-price",
        "answers the error of another fork",
        origin=STABLE,
        destination=_DEEP,
        limit=1_000_000_000,
        code=beyond,
    )
    yield case(
        "into-a-pool-within-its-price",
        "takes the limit as it is, and not its inverse",
        origin=STABLE,
        destination=_DEEP,
        limit=600_000_000,
        code=None,
    )
    yield case(
        "out-of-a-pool-beyond-its-price",
        "answers the error of another fork",
        origin=_DEEP,
        destination=STABLE,
        limit=1_600_000_000,
        code=beyond,
    )
    yield case(
        "into-too-low-a-reserve",
        "asks the limit before the reserve",
        origin=STABLE,
        destination=empty_of_alpha,
        limit=500_000_000,
        code=poor,
    )
    yield case(
        "out-of-too-low-a-reserve",
        "asks the limit before the reserve",
        origin=empty_of_tao,
        destination=STABLE,
        limit=1,
        code=poor,
    )
    yield case(
        "out-of-the-least-reserve",
        "refuses a reserve of exactly the minimum",
        origin={**empty_of_tao, "tao": "1000000"},
        destination=STABLE,
        limit=1,
        code=None,
    )
    yield case(
        "out-of-a-pool-within-its-price",
        "takes the inverse of the limit",
        origin=_DEEP,
        destination=STABLE,
        limit=1_400_000_000,
        code=None,
    )
