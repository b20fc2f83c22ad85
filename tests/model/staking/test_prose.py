"""The examples of the chapter staking are computed by the model, so that prose and code agree."""

from __future__ import annotations

from typing import Any

import pytest
from prose import says

from taospec.examples.pools import pool
from taospec.operations.catalogue import execute
from taospec.timeline import since

GIGA = 10**9


def least(fork: str, **changed: Any) -> int:
    answer = execute(fork, "staking.least_to_add", {"pool": pool(**changed)})["ok"]
    return int(answer["tao"])


@pytest.mark.parametrize("fork", since("dereg"))
def test_the_least_that_can_be_staked(fork: str) -> None:
    says("STA-6", least(fork), least(fork, dynamic=False))
    assert (least(fork), least(fork, dynamic=False)) == (2_001_007, 2_000_000)


def test_the_least_that_could_be_staked_in_dtao() -> None:
    says("STA-6", least("dtao"))
    assert least("dtao") == 550_000
