"""Cases of pools that mutants of the model survived until they were written, by kind of mistake."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from taospec.timeline import since
from taospec_vectors.cases._survivors import Survivor, files
from taospec_vectors.cases.pools._common import (
    ALL,
    DEREG,
    DTAO,
    EVEN,
    ONE,
    SINCE_DEREG,
    SINCE_FLOW,
    TAO,
    U64_MAX,
    Wire,
    buy,
    pool,
    position,
    sell,
    under,
)
from taospec_vectors.format import DraftFile

# A limit whose root is exactly 2.
_LIMIT_AT_TWO = 4 * TAO
_TWO_MILLION = position(ONE, 2 * 10**6)
_REACHED = "takes a fill that ends exactly at the limit for one that the limit cut"


def drafts() -> Iterator[DraftFile]:
    """A file for each operation and range of forks."""
    return files([*_reserves(), *_maxima(), *_moves(), *_swaps(), *_quotes(), *_positions()])


def _reserves() -> Iterator[Survivor]:
    for operation, order in (("pools.buy", buy), ("pools.sell", sell)):
        yield Survivor(
            operation=operation,
            slug="dtao-leaves-a-position-as-it-is",
            rules=("POO-3",),
            why="loses a position that it does not know of",
            given=order(pool(1000 * TAO, 1000 * TAO, _TWO_MILLION), TAO),
            forks=DTAO,
        )
    yield Survivor(
        operation="pools.sell",
        slug="alpha-reserve-saturates",
        rules=("POO-13",),
        why="lets the alpha reserve grow beyond 64 bits",
        given=sell(pool(20_000_000, U64_MAX), 1),
        forks=DTAO,
    )
    yield Survivor(
        operation="pools.sell",
        slug="pays-more-than-a-signed-number-holds",
        rules=("POO-14",),
        why="takes all that was paid from the reserve, or one rao more or less than 2**63",
        given=sell(pool(10**19, 2), 100, with_fee=False),
        forks=SINCE_FLOW,
    )
    yield Survivor(
        operation="pools.quote_sell",
        slug="tao-of-both-kinds-saturates",
        rules=("POO-24", "POO-13"),
        why="adds what users provided to the reserve beyond 64 bits",
        given={"pool": pool(1, 2, tao_provided=U64_MAX), "alpha": 10, "limit": 0},
        forks=SINCE_DEREG,
    )
    yield Survivor(
        operation="pools.max_buy",
        slug="alpha-of-both-kinds-saturates",
        rules=("POO-21", "POO-13"),
        why="adds what users provided to the reserve beyond 64 bits",
        given=under(pool(1, U64_MAX, alpha_provided=1), TAO),
        forks=SINCE_DEREG,
    )


def _maxima() -> Iterator[Survivor]:
    def case(slug: str, why: str, *, tao: int, alpha: int, limit: int) -> Survivor:
        return Survivor(
            operation="pools.max_sell",
            slug=f"dtao-{slug}",
            rules=("POO-20",),
            why=why,
            given=under(pool(tao, alpha), limit),
            forks=DTAO,
        )

    yield case(
        "a-unit-below-the-price",
        "has one alpha where nothing moves",
        tao=10**6,
        alpha=10**6,
        limit=TAO - 1,
    )
    yield case(
        "beyond-64-bits", "lets the answer grow beyond 64 bits", tao=200 * TAO, alpha=1, limit=1
    )
    yield case(
        "at-the-floored-ratio",
        "compares the limit with the exact ratio, not with the rao in it",
        tao=200 * TAO,
        alpha=100 * TAO - 1,
        limit=2 * TAO,
    )
    yield case(
        "without-alpha-at-a-limit-of-zero",
        "sells without end into a pool that has no alpha",
        tao=5,
        alpha=0,
        limit=0,
    )
    yield Survivor(
        operation="pools.max_buy",
        slug="dtao-a-fraction-of-a-rao",
        rules=("POO-20",),
        why="rounds the TAO at the limit up",
        given=under(pool(1, 3), TAO + 1),
        forks=DTAO,
    )
    for operation in ("pools.max_buy", "pools.max_sell"):
        yield Survivor(
            operation=operation,
            slug="limit-equals-the-price",
            rules=("POO-7", "POO-22"),
            why="trades where the limit is exactly the price",
            given=under(EVEN, TAO),
            forks=SINCE_FLOW,
        )


def _moves() -> Iterator[Survivor]:
    """Moves under a limit, the closed form for two pools."""

    def case(
        slug: str, why: str, *, origin: dict[str, Any], destination: dict[str, Any], limit: int
    ) -> Survivor:
        return Survivor(
            operation="pools.max_move",
            slug=slug,
            rules=("POO-23",),
            why=why,
            given={"origin": origin, "destination": destination, "limit": limit},
            forks=DTAO,
        )

    yield case(
        "no-reserves-at-a-limit-of-zero",
        "answers as much as there can be where a pool is empty",
        origin=pool(0, 0),
        destination=pool(0, 0),
        limit=0,
    )
    yield case(
        "ratio-below-the-limit",
        "takes a limit above the ratio of the prices for one that is met",
        origin=pool(1, 1),
        destination=pool(1, 0, alpha_provided=2**32 + 1),
        limit=1,
    )
    for kind, origin in (("tao", pool(0, 5)), ("alpha", pool(5, 0))):
        yield case(
            f"no-{kind}-at-a-limit-of-zero",
            "asks whether a pool is empty of both kinds, or of one kind only",
            origin=origin,
            destination=pool(5, 5),
            limit=0,
        )
    yield case(
        "ratio-below-the-limit-beside-what-users-provided",
        "asks the reserves, and not the prices first, which do not count what users provide",
        origin=pool(2_789_978_528, 9),
        destination=pool(3_603_839_405, 5, alpha_provided=6),
        limit=430_093_547,
    )
    yield Survivor(
        operation="pools.max_move",
        slug="ratio-of-zero-at-a-limit-of-zero",
        rules=("POO-23",),
        why="takes a ratio that is exactly the limit for one below it",
        given={
            "origin": pool(1, 100 * TAO),
            "destination": pool(0, 1, tao_provided=1),
            "limit": 0,
        },
    )
    yield Survivor(
        operation="pools.max_move",
        slug="tao-of-both-pools-saturates",
        rules=("POO-23",),
        why="adds the TAO of both pools beyond the 64 bits of its format",
        given={
            "origin": pool(2**63 + 2**62, 10**15),
            "destination": pool(2**63 + 2**62, 3 * 10**15),
            "limit": 10**6,
        },
    )


def _swaps() -> Iterator[Survivor]:
    def at(amount: int, *, liquidity: int = 1000, **fields: Any) -> Wire:
        return pool(amount, amount, position(ONE, liquidity, **fields))

    yield Survivor(
        operation="pools.buy",
        slug="ends-exactly-at-the-limit",
        rules=("POO-9", "POO-10"),
        why=_REACHED,
        given=buy(at(TAO, liquidity=3970), 3971, _LIMIT_AT_TWO),
        forks=SINCE_DEREG,
    )
    yield Survivor(
        operation="pools.sell",
        slug="ends-exactly-at-the-limit",
        rules=("POO-9", "POO-10"),
        why=_REACHED,
        given=sell(at(1000 * TAO, liquidity=10**12), 31_621_775_782_461_024, 1, with_fee=False),
        forks=SINCE_DEREG,
    )
    weighted = {**at(TAO), "weights": {"quote": str(4 * 10**17), "is_traded": True}}
    for operation, order in (("pools.buy", buy), ("pools.sell", sell)):
        yield Survivor(
            operation=operation,
            slug="leaves-weights-as-they-are",
            rules=("POO-13",),
            why="loses weights that it does not know of",
            given=order(weighted, 10, with_fee=False),
            forks=since("dereg", until="balancer"),
        )
    yield Survivor(
        operation="pools.sell",
        slug="ends-exactly-at-the-lowest-tick",
        rules=("POO-10",),
        why="takes a fill that ends exactly at the lowest tick for one that was cut there",
        given=sell(at(TAO), 4_294_886_575_000, with_fee=False),
        forks=SINCE_DEREG,
    )
    for operation, given in (
        ("pools.buy", buy(pool(TAO, 10**6, _TWO_MILLION), 2 * 10**6, with_fee=False)),
        ("pools.sell", sell(pool(10**6, TAO, _TWO_MILLION), 2 * 10**6, with_fee=False)),
    ):
        yield Survivor(
            operation=operation,
            slug="pays-out-the-whole-reserve",
            rules=("POO-15", "POO-13"),
            why="refuses to pay out exactly what the reserve holds",
            given=given,
            forks=SINCE_DEREG,
        )
    yield Survivor(
        operation="pools.sell",
        slug="to-the-lowest-tick-without-a-limit",
        rules=("POO-10",),
        why="leaves liquidity behind the lowest tick",
        given=sell(at(1000 * TAO), 10**14),
        forks=SINCE_DEREG,
    )
    yield Survivor(
        operation="pools.sell",
        slug="hardly-any-liquidity",
        rules=("POO-12",),
        why="counts a fee where there are a thousand units of liquidity or fewer",
        given=sell(at(1000 * TAO, fee_alpha=1), 10**7),
        forks=SINCE_DEREG,
    )
    yield Survivor(
        operation="pools.buy",
        slug="one-rao",
        rules=("POO-11",),
        why="pays nothing for a single unit",
        given=buy(pool(1, 1_000_000), 1, 1_000_000),
        forks=SINCE_DEREG,
    )
    for slug, tick, sign in (("above", 437_496, "more"), ("below", 443_310, "less")):
        yield Survivor(
            operation="pools.sqrt_price_at",
            slug=f"constant-a-unit-{slug}",
            rules=("POO-19",),
            why=f"has one unit {sign} in the constant of 2**18 ticks",
            given={"tick": tick},
            forks=since("dereg", until="balancer"),
        )


def _quotes() -> Iterator[Survivor]:
    def sale(state: Wire, alpha: int) -> Wire:
        return {"pool": state, "alpha": alpha, "limit": 0}

    def purchase(state: Wire, tao: int, limit: int) -> Wire:
        return {"pool": state, "tao": tao, "limit": limit}

    yield Survivor(
        operation="pools.quote_buy",
        slug="product-saturates",
        rules=("POO-3", "POO-24"),
        why="lets the product of the reserves grow beyond its format, or slippage below zero",
        given=purchase(pool(9 * 10**18, 2 * 10**15, fee_rate=0), 0, 0),
        forks=DTAO,
    )
    yield Survivor(
        operation="pools.quote_buy",
        slug="without-a-pool-and-reserves",
        rules=("POO-1", "POO-24"),
        why="asks for a reserve on a subnet that trades one to one",
        given=purchase(pool(0, 0, dynamic=False), 1, 0),
        forks=ALL,
    )
    yield Survivor(
        operation="pools.quote_buy",
        slug="nothing-at-a-price-of-zero",
        rules=("POO-7", "POO-24"),
        why="buys or slips by one where the price is zero and nothing is offered",
        given=purchase(pool(0, 1_000_000), 0, 1),
        forks=SINCE_DEREG,
    )
    for slug, why, state, alpha in (
        (
            "nothing-moves-no-price",
            "makes a step for an amount of nothing",
            pool(TAO, 1),
            0,
        ),
        (
            "of-an-empty-reserve",
            "keeps the price of an empty reserve, not that of the outermost tick",
            pool(1_000_000, 0),
            0,
        ),
        ("one-rao", "pays nothing for a single unit", pool(1_000_000, 1), 1),
        (
            "fee-rate-truncated",
            "rounds the rate of the fee up",
            pool(1_000_000, 2 * 10**15, fee_rate=1),
            9 * 10**18,
        ),
        (
            "the-whole-reserve",
            "refuses to pay out exactly what the reserve holds",
            pool(1_000_000, TAO, _TWO_MILLION, fee_rate=0),
            2 * 10**6,
        ),
    ):
        yield Survivor(
            operation="pools.quote_sell",
            slug=slug,
            rules=("POO-5", "POO-7", "POO-9", "POO-24"),
            why=why,
            given=sale(state, alpha),
            forks=SINCE_DEREG,
        )
    yield Survivor(
        operation="pools.sell",
        slug="dearer-than-the-highest-tick",
        rules=("POO-5",),
        why="starts beyond the highest tick, or with liquidity there",
        given=sell(pool(U64_MAX, 1), 0),
        forks=SINCE_DEREG,
    )


def _positions() -> Iterator[Survivor]:
    """What a block does to the protocol's position."""

    def adjust(state: Wire, tao: int, alpha: int) -> Wire:
        return {"pool": state, "tao": tao, "alpha": alpha}

    at_one = position(ONE, 1000)
    yield Survivor(
        operation="pools.adjust",
        slug="fits-exactly",
        rules=("POO-18",),
        why="takes TAO that just fits for too little, and sets alpha aside",
        given=adjust(pool(TAO, TAO, position(ONE * 3 // 2, 1000)), 6, 3),
        forks=SINCE_FLOW,
    )
    yield Survivor(
        operation="pools.adjust",
        slug="waiting-alpha-saturates",
        rules=("POO-18",),
        why="adds what waits beyond 64 bits",
        given=adjust(pool(TAO, TAO, at_one, scrap_alpha=1), 10, U64_MAX),
        forks=SINCE_FLOW,
    )
    yield Survivor(
        operation="pools.adjust",
        slug="below-the-lowest-tick",
        rules=("POO-16",),
        why="counts TAO of a position below the tick at which it begins",
        given=adjust(pool(TAO, TAO, position(0, 0, 1)), 1, 0),
        forks=DEREG,
    )
    yield Survivor(
        operation="pools.adjust",
        slug="above-the-highest-tick",
        rules=("POO-16",),
        why="counts TAO of a position above the tick at which it ends",
        given=adjust(pool(TAO, TAO, position(2**96, 0, 1)), 1, 10**6),
        forks=DEREG,
    )
    yield Survivor(
        operation="pools.adjust",
        slug="liquidity-saturates",
        rules=("POO-16",),
        why="lets the liquidity of all positions grow beyond 64 bits",
        given=adjust(pool(TAO, TAO, position(0, 100, 0)), U64_MAX, U64_MAX),
        forks=DEREG,
    )
    yield Survivor(
        operation="pools.adjust",
        slug="a-third-of-an-alpha-for-each",
        rules=("POO-16",),
        why="rounds the alpha that a unit of liquidity stands for up",
        given=adjust(pool(TAO, TAO, position(3 * ONE, 20_042_804_027)), 0, 0),
        forks=SINCE_DEREG,
    )
    yield Survivor(
        operation="pools.adjust",
        slug="fee-counter-saturates",
        rules=("POO-16",),
        why="wraps a counter of fees that a signed number does not hold",
        given=adjust(pool(TAO, TAO, position(ONE, 0, fee_tao=2**127)), 0, 0),
        forks=SINCE_DEREG,
    )
