"""The examples of the chapter registration are computed by the model, so that both agree."""

from __future__ import annotations

import pytest
from prose import says

import taospec
from taospec.operations.catalogue import execute
from taospec.timeline import since, specified

GIGA = 10**9


@pytest.mark.parametrize("fork", specified())
def test_the_lock_cost_comes_down_a_little_late(fork: str) -> None:
    """Given a last lock of 1,250 TAO, the price after the interval is above the least of it."""
    given = {
        "last_lock": str(1_250 * GIGA),
        "last_block": "1000",
        "minimum": str(1_000 * GIGA),
        "now": str(1000 + 57_600),
        "interval": "57600",
        "total_issuance": str(10_411_256 * GIGA),
    }
    cost = int(execute(fork, "registration.lock_cost", given)["ok"]["cost"])
    says("REG-7", "1,250 TAO", 57_600, cost - 1_250 * GIGA)


@pytest.mark.parametrize("fork", specified())
def test_who_can_afford_a_new_hotkey_can_pay_some_of_it(fork: str) -> None:
    """Given a price above the existential deposit, what is affordable leaves something to pay."""
    constants = taospec.fork(fork).constants
    assert constants["KEY_SWAP_COST"] > constants["EXISTENTIAL_DEPOSIT"]
    if fork in since("dereg"):
        assert constants["KEY_SWAP_ON_SUBNET_COST"] > constants["EXISTENTIAL_DEPOSIT"]
    says("REG-22", "with these prices is always so")
