"""A block on subnets of which each is unlike the others in something a block reads of all of them.

Moving prices, shares and cuts of a hundred subnets are due in every block. Whoever computes them
for all at once is tempted to take what nearly all have for what every one has.
"""

from __future__ import annotations

from collections.abc import Iterator

from taospec.examples.storage import Row, account
from taospec.timeline import EVERY_FORK, only, since
from taospec_vectors.cases.network._economy import PROTOCOL, TAO, position, question
from taospec_vectors.drafting import spans
from taospec_vectors.format import DraftCase, DraftFile

_ONE = 2**32  # a price of 1, and a rate that follows the new price alone
_YOUNG, _WITHOUT_POOL, _WAITING, _CLOSED = 1, 2, 3, 4


def drafts() -> Iterator[DraftFile]:
    """The same subnets in every fork, which each answers its own way."""
    for span, forks in spans(EVERY_FORK):
        first = next(iter(forks))
        case = DraftCase(
            f"block-on-unlike-subnets-{span}",
            ("COI-1", "COI-3"),
            "takes for every subnet what nearly all have: a pool, an age, open registration, no"
            " alpha that waits for TAO",
            question(_network(first), {"name": "block"}),
        )
        yield DraftFile(f"network/apply-block-unlike-{span}.yaml", "network.apply", forks, [case])
    yield _beyond_one()


def _beyond_one() -> DraftFile:
    """A rate above 1, which only root sets and which `dtao` does not bound."""
    rows = [
        *_scalars(),
        *_subnet(_YOUNG),
        ["SubnetMovingAlpha", [], str(2 * _ONE)],
        ["EMAPriceHalvingBlocks", [_YOUNG], "1"],
    ]
    case = DraftCase(
        "block-at-a-rate-above-one",
        ("COI-1", "COI-3"),
        "takes off the old price where the weight of the new one is more than 1",
        question(rows, {"name": "block"}),
    )
    return DraftFile(
        "network/apply-block-rate-above-one.yaml", "network.apply", only("dtao"), [case]
    )


def _scalars() -> Iterator[Row]:
    yield ["BlockNumber", [], "1000"]
    yield ["ParentHash", [], account(0)]
    yield ["TotalIssuance", [], str(1_000_000 * TAO)]


def _network(fork: str) -> Iterator[Row]:
    yield from _scalars()
    yield ["SubnetMovingAlpha", [], str(_ONE)]
    yield ["NetworksAdded", [0], True]
    yield ["SubnetTAO", [0], str(3 * TAO + 1)]
    for netuid in (_YOUNG, _WITHOUT_POOL, _WAITING, _CLOSED):
        yield from _subnet(netuid)
        if fork in since("dereg"):
            yield ["SubtokenEnabled", [netuid], True]
    yield ["FirstEmissionBlockNumber", [_YOUNG], "1001"]
    yield ["EMAPriceHalvingBlocks", [_YOUNG], "2"]  # a third of the way, in 32 bits rounded down
    yield ["SubnetMechanism", [_WITHOUT_POOL], 0]
    yield ["SubnetMovingPrice", [_WITHOUT_POOL], "0"]
    for way in ("NetworkRegistrationAllowed", "NetworkPowRegistrationAllowed"):
        yield [way, [_CLOSED], False]
    if fork in since("flow"):
        yield from _flows()
        yield from _traded()
        yield ["Swap.ScrapReservoirAlpha", [_WAITING], str(TAO)]


def _subnet(netuid: int) -> Iterator[Row]:
    for field, number in (
        ("SubnetTAO", 1000 * TAO),
        ("SubnetAlphaIn", 1000 * TAO),
        ("SubnetAlphaOut", 7 * TAO),
        ("FirstEmissionBlockNumber", 100),
        ("SubnetMovingPrice", _ONE // 4),
        ("LastAdjustmentBlock", 1000),
    ):
        yield [field, [netuid], str(number)]
    yield ["NetworksAdded", [netuid], True]
    yield ["SubnetMechanism", [netuid], 1]


def _flows() -> Iterator[Row]:
    for netuid, average, flow in (
        (_YOUNG, 5 * 2**64, 0),
        (_WITHOUT_POOL, 3 * 2**64, -1),
        (_WAITING, 2**64, 2),
        (_CLOSED, 2**63, 0),
    ):
        yield ["SubnetEmaTaoFlow", [netuid], ["1000", str(average)]]
        yield ["SubnetTaoFlow", [netuid], str(flow)]


def _traded() -> Iterator[Row]:
    yield ["Swap.SwapV3Initialized", [_WAITING], True]
    yield ["Swap.AlphaSqrtPrice", [_WAITING], str(2**64)]
    yield ["Swap.CurrentTick", [_WAITING], 0]
    yield ["Swap.CurrentLiquidity", [_WAITING], str(1000 * TAO)]
    yield ["Swap.Positions", [_WAITING, PROTOCOL, "7"], position(_WAITING, 1000 * TAO)]
