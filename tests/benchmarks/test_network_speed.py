"""How fast blocks of a network as large as the real one are made, and how that grows.

A block is empty where no epoch is due and nobody calls; what the chain itself does in it (claims of
drawn coldkeys among it) is counted.
"""

from __future__ import annotations

import resource
from collections.abc import Iterator
from hashlib import blake2b
from statistics import median
from time import process_time
from typing import TYPE_CHECKING, Any

import pytest

from taospec.examples.network import large_network
from taospec.forks import composed
from taospec.network.block import advance
from taospec.simulation.run import many_blocks

if TYPE_CHECKING:
    from benchmarking import Tell

    from taospec.network.chain import Chain

TEMPO = 360
DAY = 7200
STEPS = (1, 2, 4)


def blocks(chain: Chain, number: int, *, drawn: bool = False) -> Iterator[tuple[int, float]]:
    """Epochs that ran and seconds of processor time, for each of the next blocks.

    Args:
        chain: the network.
        number: of blocks.
        drawn: whether each block has another hash, so that claims are drawn for other coldkeys.
    """
    with many_blocks():
        for _ in range(number):
            if drawn:
                chain.parent_hash.value = blake2b(str(chain.now).encode(), digest_size=32).digest()
            begun = process_time()
            moment = advance(chain)
            chain.settle()
            yield len(moment.paid), process_time() - begun


def told(made: list[tuple[int, float]]) -> tuple[float, float]:
    """Milliseconds of an empty block, and of an epoch more."""
    empty = median(taken for due, taken in made if not due)
    epochs = sum(due for due, _ in made)
    return 1000 * empty, 1000 * (sum(taken for _, taken in made) - empty * len(made)) / epochs


@pytest.mark.parametrize("fork", composed())
def test_blocks_of_two_periods(benchmark: Any, tell: Tell, fork: str) -> None:
    """720 blocks, of which each subnet's epoch is in two."""
    chain = large_network(fork)
    made = benchmark.pedantic(lambda: list(blocks(chain, 2 * TEMPO)), rounds=1)
    empty, epoch = told(made)
    tell(f"an empty block: {empty:.2f} ms (budget 2), the median of {len(made)} blocks")
    tell(f"an epoch: {epoch:.1f} ms more; a block with 20 of them: {empty + 20 * epoch:.0f} ms")


@pytest.mark.parametrize("drawn", [False, True], ids=["one-hash", "a-hash-a-block"])
@pytest.mark.parametrize("fork", ["flow", "conviction"])
def test_a_day(benchmark: Any, tell: Tell, fork: str, drawn: bool) -> None:
    """7,200 blocks with their 2,553 epochs; with a hash a block claims are drawn for all."""
    chain = large_network(fork)
    made = benchmark.pedantic(lambda: list(blocks(chain, DAY, drawn=drawn)), rounds=1)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    epochs, seconds = sum(due for due, _ in made), sum(taken for _, taken in made)
    tell(f"a day of {epochs} epochs: {seconds:.0f} s (budget 80); {peak} MiB (budget 600)")


def test_growth_with_subnets(benchmark: Any, tell: Tell) -> None:
    """An empty block and an epoch of 32, 64 and 128 subnets, stake growing along."""

    def measured() -> list[tuple[int, float, float]]:
        sizes = [(32 * step, 25_000 * step) for step in STEPS]
        return [
            (
                subnets,
                *told(list(blocks(large_network("flow", subnets=subnets, stakes=stakes), TEMPO))),
            )
            for subnets, stakes in sizes
        ]

    for subnets, empty, epoch in benchmark.pedantic(measured, rounds=1):
        tell(f"{subnets} subnets: {empty:.2f} ms an empty block, {epoch:.1f} ms an epoch")


def test_growth_with_stake(benchmark: Any, tell: Tell) -> None:
    """A period of 32 subnets with 25,000, 50,000 and 100,000 entries of stake."""

    def measured() -> list[tuple[int, float, float]]:
        return [
            (
                25_000 * step,
                *told(list(blocks(large_network("flow", subnets=32, stakes=25_000 * step), TEMPO))),
            )
            for step in STEPS
        ]

    for stakes, empty, epoch in benchmark.pedantic(measured, rounds=1):
        tell(f"{stakes:,} entries of stake: {empty:.2f} ms an empty block, {epoch:.1f} ms an epoch")
