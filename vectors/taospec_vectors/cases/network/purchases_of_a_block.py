"""A block in which the chain buys on every pool, of which one is unlike the others.

Whoever buys on all pools at once is tempted to ask what bounds a purchase of all of them together:
one pool that cannot pay, or that is too small to trade, fails alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from taospec.examples.storage import Row, account
from taospec.pools.ticks import tick_at
from taospec.supply.emission import THRESHOLDS
from taospec.timeline import since, until
from taospec_vectors.cases.network._economy import ONE, PROTOCOL, TAO, position, question, subnet
from taospec_vectors.drafting import spans
from taospec_vectors.format import DraftCase, DraftFile

# Where the chain buys on pools whose liquidity is a position, and recycles what it bought.
_FORKS = since("flow", until="burnprice")
_U64_MAX = 2**64 - 1
# A price of 1/16, at which a block gives each pool a sixteenth of its alpha in TAO.
_ROOT = ONE // 4
# The emission is 953 rao: small enough for the shallowest pools.
_LATE = THRESHOLDS[19]
_LEAST = 1_000_000
_EARLY = 10**6 * TAO
# From here on the curve of alpha gives half of 10**9, and 61,035.
_HALVED, _LITTLE = THRESHOLDS[0], THRESHOLDS[13]
# So many rao for 2**32 of alpha are a price of which 68,891 cost a unit of 2**-32 rao more than the
# emission, so that 68,890 enter and all but a part of 2**32 of another one.
_DEAR = 62_344_388_904_211
# At this one 61,035 cost some thousand such units less than the emission.
_EXACT = 70_368_924_322_110
# The root at which 250,000,000 of alpha cost a rao and a half less than the emission.
_NEARLY_TWO = 36_893_488_119_748_987_110


class _Block(NamedTuple):
    """A block in which all of the subnets are due."""

    slug: str
    rules: tuple[str, ...]
    why: str
    pools: list[list[Row]]
    issuance: int = _EARLY


def drafts() -> Iterator[DraftFile]:
    """A file for each fork."""
    for span, forks in spans(_FORKS):
        blocks = _blocks(span) if span in until("authorfee") else _of_nothing()
        cases = [
            DraftCase(
                f"block-of-purchases-{block.slug}-{span}",
                block.rules,
                block.why,
                question(chain(_scalars(block.issuance), *block.pools), {"name": "block"}),
            )
            for block in blocks
        ]
        yield DraftFile(f"network/apply-block-purchases-{span}.yaml", "network.apply", forks, cases)


def _blocks(fork: str) -> Iterator[_Block]:
    yield from _bounded()
    yield from _dear()
    yield from _of_nothing()
    if fork == "halving":  # in `flow` more alpha enters than so little TAO could buy
        yield from _small()


def _bounded() -> Iterator[_Block]:
    for slug, why, pools in (
        (
            "beyond-a-reserve",
            "refuses all purchases or none where one pays out more than its reserve",
            [_pool(1), _pool(2, alpha=2 * TAO), _pool(3)],
        ),
        (
            "beyond-every-reserve",
            "buys where every purchase pays out more than its reserve",
            [_pool(1, alpha=2 * TAO), _pool(2, alpha=3 * TAO)],
        ),
        (
            "beside-a-flat-subnet",
            "buys along a curve where a subnet trades one to one",
            [_pool(1), [*_pool(2, outside=_LITTLE), ["SubnetMechanism", [2], 0]]],
        ),
        (
            "under-two-curves",
            "takes the curve of one subnet for that of all",
            [_pool(1), _pool(2, outside=THRESHOLDS[0])],
        ),
        (
            "beyond-64-bits",
            "lets the TAO of a pool grow beyond 64 bits",
            [_pool(1), _pool(2, tao=_U64_MAX)],
        ),
    ):
        yield _Block(slug, ("COI-11", "POO-15"), why, pools)


def _dear() -> Iterator[_Block]:
    """Where an alpha costs more than a TAO."""
    for slug, why, pool, outside in (
        (
            "with-half-a-curve",
            "lets alpha enter beyond the curve",
            _untraded(1, 1200 * TAO, 1000 * TAO),
            _HALVED,
        ),
        (
            "a-bit-below-an-alpha",
            "rounds the alpha that enters beside the TAO up",
            _untraded(1, _DEAR, 2**32),
            7 * TAO,
        ),
        (
            "exactly-the-curve",
            "buys where just as much alpha is wanted as the curve gives",
            _untraded(1, _EXACT, 2**32),
            _LITTLE,
        ),
    ):
        rows = [*pool, ["SubnetAlphaOut", [1], str(outside)]]
        yield _Block(f"dear-{slug}", ("COI-11", "SUP-10"), why, [rows])


def _of_nothing() -> Iterator[_Block]:
    yield _Block(
        "for-a-rao-too-little",
        ("COI-11", "POO-11"),
        "takes a purchase that pays nothing out for one that fails, or the reverse",
        [_pool(1, root=_NEARLY_TWO, outside=THRESHOLDS[1])],
    )


def _small() -> Iterator[_Block]:
    for slug, rules, why, pools in (
        (
            "below-the-least-reserve",
            ("COI-11", "POO-7"),
            "buys on no pool or on all where one has less than the least reserve",
            [_pool(1), _pool(2, alpha=_LEAST - 1), _pool(3, alpha=_LEAST)],
        ),
        (
            "at-no-depth",
            ("COI-11", "POO-10", "POO-11"),
            "multiplies by the liquidity where it divides, or pays an alpha that is not reached",
            [_pool(netuid, 10**6, 16 * 10**6, 281, own=282) for netuid in (1, 2, 3)],
        ),
        (
            "at-a-price-of-nothing",
            ("COI-11", "POO-11"),
            "rounds the divisor of a purchase up",
            [_pool(1, liquidity=34_499_528, root=281_474_976_712_114)],
        ),
        (
            "without-liquidity",
            ("COI-11", "POO-10"),
            "divides by the liquidity of a pool that has none",
            [_pool(1), _pool(2, liquidity=0, root=2**48)],
        ),
    ):
        yield _Block(slug, rules, why, pools, _LATE)


def _scalars(issuance: int) -> Iterator[Row]:
    yield ["BlockNumber", [], "1000"]
    yield ["ParentHash", [], account(0)]
    yield ["TotalIssuance", [], str(issuance)]


def _untraded(netuid: int, tao: int, alpha: int) -> list[Row]:
    """An emitting subnet whose price is that of its reserves."""
    return [
        *subnet(netuid, tao, alpha),
        ["FirstEmissionBlockNumber", [netuid], "100"],
        ["SubnetMovingPrice", [netuid], str(2**28)],
        ["LastAdjustmentBlock", [netuid], "1000"],
        ["SubnetEmaTaoFlow", [netuid], ["1000", str(ONE)]],
    ]


def _pool(
    netuid: int,
    tao: int = 1000 * TAO,
    alpha: int = 16_000 * TAO,
    liquidity: int = 4000 * TAO,
    *,
    own: int | None = None,
    root: int = _ROOT,
    outside: int = 7 * TAO,
) -> list[Row]:
    """An emitting subnet that was traded on; of the liquidity all is its own unless told."""
    return [
        *_untraded(netuid, tao, alpha),
        ["SubnetAlphaOut", [netuid], str(outside)],
        ["Swap.SwapV3Initialized", [netuid], True],
        ["Swap.AlphaSqrtPrice", [netuid], str(root)],
        ["Swap.CurrentTick", [netuid], tick_at(root)],
        ["Swap.CurrentLiquidity", [netuid], str(liquidity)],
        ["Swap.Positions", [netuid, PROTOCOL, "7"], position(netuid, own or liquidity)],
        ["SubnetAlphaInProvided", [netuid], "0"],
        ["Swap.FeeGlobalTao", [netuid], "0"],
    ]
