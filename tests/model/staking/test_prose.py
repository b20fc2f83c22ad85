"""The examples of the chapter staking are computed by the model, so that prose and code agree."""

from __future__ import annotations

import pytest
from prose import says

from taospec.operations.catalogue import execute
from taospec.timeline import since

GIGA = 10**9
POOL = {
    "dynamic": True,
    "tao": str(20_000 * GIGA),
    "alpha": str(2_000_000 * GIGA),
    "tao_provided": "0",
    "alpha_provided": "0",
    "fee_rate": 33,
    "scrap_tao": "0",
    "scrap_alpha": "0",
    "position": None,
}


def least(fork: str, **changed: object) -> int:
    answer = execute(fork, "staking.least_to_add", {"pool": {**POOL, **changed}})["ok"]
    return int(answer["tao"])


@pytest.mark.parametrize("fork", since("dereg"))
def test_the_least_that_can_be_staked(fork: str) -> None:
    says("STA-6", least(fork), least(fork, dynamic=False))
    assert (least(fork), least(fork, dynamic=False)) == (2_001_007, 2_000_000)


def test_the_least_that_could_be_staked_in_dtao() -> None:
    says("STA-6", least("dtao"))
    assert least("dtao") == 550_000
