"""Simulations: what they record, and that they go on as if they had never stopped."""

from __future__ import annotations

from typing import Any

import pytest

from taospec.forks import FORKS
from taospec.simulation.run import Simulation, run
from taospec.simulation.scenario import read_scenario

BUYER, HOTKEY = "0x" + "00" * 31 + "07", "0x" + f"{1_000_000:064x}"
# Short, so that few blocks have many epochs.
TEMPO = 10


def scenario(fork: str = "flow", **changes: Any) -> Any:
    return read_scenario(
        {
            "fork": fork,
            "seed": 5,
            "start": {
                "network": {"subnets": 3, "uids": 6, "validators": 3, "stakes": 40},
                "set": [["Tempo", [netuid], TEMPO] for netuid in (1, 2, 3)],
            },
        }
        | changes
    )


@pytest.mark.parametrize("fork", list(FORKS))
def test_it_goes_on_where_it_was_left_off(fork: str) -> None:
    """Given a simulation that is left off after 30 of 60 blocks, epochs in each half."""
    whole, calls = run(scenario(fork), 60)
    first = Simulation(scenario(fork))
    records = list(first.records())
    for _ in range(30):
        records += first.step()[0]
    second = Simulation.resumed(scenario(fork), first.state())
    for _ in range(30):
        records += second.step()[0]
    earned = [record.block for record in records if record.measure == "earned/owner"]
    assert min(earned) < 30 < max(earned)
    assert records == whole
    assert calls == []


def test_another_seed_is_another_network() -> None:
    assert run(scenario(), 3) == run(scenario(), 3)
    assert run(scenario(seed=6), 3) != run(scenario(), 3)


def test_only_what_is_asked_for_is_recorded() -> None:
    records, _ = run(scenario(record={"every": 4, "measures": ["issuance"]}), 9)
    assert [(record.block, record.measure, record.netuid) for record in records] == [
        (block, "issuance", -1) for block in (0, 4, 8)
    ]
    assert records[1].value > records[0].value


def test_roles_earn_at_epochs() -> None:
    records, _ = run(scenario(record={"every": 24, "measures": ["earned"]}), 24)
    earned = {(r.measure, r.netuid): r.value for r in records if r.block == 24}
    assert {measure for measure, _ in earned} == {
        f"earned/{role}" for role in ("owner", "miners", "validators", "nominators", "root")
    }
    for netuid in (1, 2, 3):
        assert earned["earned/owner", netuid] > 0
        assert earned["earned/miners", netuid] > 0


def test_a_rejected_call_is_told_of() -> None:
    stake = {
        "every": 2,
        "name": "add_stake",
        "origin": BUYER,
        "args": {"hotkey": HOTKEY, "netuid": 1, "amount_staked": "1000000000"},
    }
    _, calls = run(scenario(calls=[stake]), 4)
    assert [(call.block, call.name) for call in calls] == [(1, "add_stake"), (3, "add_stake")]
    assert {call.outcome for call in calls} == {"NotEnoughBalanceToStake"}
