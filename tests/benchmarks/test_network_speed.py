"""How fast blocks of a network as large as the real one are made."""

from __future__ import annotations

import resource
from statistics import median
from time import process_time
from typing import TYPE_CHECKING, Any

import pytest

from taospec.consensus.schedule import epoch_due
from taospec.examples.network import large_network
from taospec.network.block import advance
from taospec.network.chain import Chain

if TYPE_CHECKING:
    from benchmarking import Tell

SUBNETS = range(1, 129)
TEMPO = 360


@pytest.fixture
def started() -> Chain:
    """A network of 128 subnets of 256 uids each."""
    return large_network("flow")


def period(chain: Chain) -> list[tuple[int, float]]:
    """Epochs that were due and seconds of processor time, for each block of a period."""
    blocks = []
    for _ in range(TEMPO + 1):
        due = sum(epoch_due(chain.now + 1, netuid, TEMPO) for netuid in SUBNETS)
        begun = process_time()
        advance(chain)
        chain.settle()
        blocks.append((due, process_time() - begun))
    return blocks


def test_blocks(benchmark: Any, tell: Tell, started: Chain) -> None:
    """A period of 361 blocks: every subnet's epoch runs once, most blocks have none."""
    blocks = benchmark.pedantic(period, args=(started,), rounds=1)
    assert sum(due for due, _ in blocks) == len(SUBNETS)
    empty = median(taken for due, taken in blocks if not due)
    total = sum(taken for _, taken in blocks)
    epoch = (total - empty * len(blocks)) / len(SUBNETS)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    tell(f"empty block: {1000 * empty:.2f} ms (budget 2); {1000 * epoch:.1f} more for an epoch")
    tell(f"a day: {7200 / len(blocks) * total:.0f} s (budget 80); {peak} MiB (budget 600)")
