"""Tables, transactions and differences."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taospec.forks import fork
from taospec.network import edge
from taospec.network.apply import apply
from taospec.network.chain import Chain
from taospec.network.table import MISSING, Column, Journal, Table
from taospec.rejections import Rejection

ALICE, BOB = bytes(31) + b"\x01", bytes(31) + b"\x02"


@pytest.fixture
def chain() -> Chain:
    return edge.load(fork("flow"), [])


def test_an_absent_entry_reads_as_its_default(chain: Chain) -> None:
    assert chain.tempo[7] == 360
    assert chain.tempo.get(7) is None
    assert 7 not in chain.tempo
    assert chain.total_stake.value == 0


def test_a_fork_lacks_what_it_does_not_have() -> None:
    with pytest.raises(AttributeError, match="fork dtao has no storage SubtokenEnabled"):
        _ = edge.load(fork("dtao"), []).subtoken_enabled


def test_a_rejected_step_leaves_nothing_behind(chain: Chain) -> None:
    chain.subnet_tao[1] = 5

    def reject() -> None:
        with chain.step():
            chain.subnet_tao[1] = 6
            chain.subnet_tao[2] = 7
            chain.subnet_tao.commit({1: 8, 3: 9})
            chain.subnet_tao.remove(1)
            chain.alpha[ALICE, BOB, 1] = 1
            raise Rejection("AmountTooLow")

    with pytest.raises(Rejection):
        reject()
    assert chain.subnet_tao.items() == [(1, 5)]
    assert len(chain.alpha) == 0


def test_a_difference_has_what_reads_differently(chain: Chain) -> None:
    chain.tempo[1] = 360  # stored, and reads as before
    chain.subnet_tao[2] = 5
    chain.subnet_tao[1] = 5
    chain.subnet_tao[2] = 0
    chain.uids[1, ALICE] = 4
    mark = len(chain.journal.writes)
    chain.uids.remove((1, ALICE))
    assert edge.diff(chain, chain.changes()) == [["SubnetTAO", [1], "5"]]
    assert edge.diff(chain, chain.changes(mark)) == [["Uids", [1, "0x" + ALICE.hex()], None]]


def test_rows_of_a_difference_are_in_the_order_of_storage(chain: Chain) -> None:
    chain.alpha[BOB, ALICE, 1] = 1
    chain.alpha[ALICE, BOB, 2] = 1
    chain.total_stake.value = 3
    names = [(row[0], row[1][-1:]) for row in edge.diff(chain, chain.changes())]
    assert names == [("TotalStake", []), ("Alpha", [2]), ("Alpha", [1])]


def test_who_wrote_is_told(chain: Chain) -> None:
    chain.journal.writer = ("COI-1",)
    chain.subnet_tao.commit({1: 5})
    chain.journal.writer = ("STA-2",)
    chain.subnet_tao[2] = 5
    assert chain.who("SubnetTAO", 2) == ("STA-2",)
    assert chain.who("SubnetTAO", 1) == ("COI-1",)
    chain.settle()
    assert chain.who("SubnetTAO", 1) == ()


ECONOMY: list[Any] = [
    ["BlockNumber", [], "1000"],
    ["TotalIssuance", [], str(10**15)],
    ["NetworksAdded", [1], True],
    ["SubnetMechanism", [1], 1],
    ["SubtokenEnabled", [1], True],
    ["FirstEmissionBlockNumber", [1], "1"],
    ["NetworkRegistrationAllowed", [1], True],
    ["SubnetTAO", [1], str(10**12)],
    ["SubnetAlphaIn", [1], str(10**12)],
    ["SubnetTaoFlow", [1], str(10**9)],
    ["Owner", ["0x" + BOB.hex()], "0x" + ALICE.hex()],
    ["Balance", ["0x" + ALICE.hex()], str(10**12)],
]


def test_who_wrote_is_told_of_each_pass_of_a_block() -> None:
    """Given a block, then each entry leads to the rules of the pass that wrote it last."""
    chain = edge.load(fork("flow"), ECONOMY)
    apply(chain, {"name": "block"})
    assert chain.who("BlockNumber", ()) == ("COI-1",)
    assert chain.who("SubnetEmaTaoFlow", 1) == ("COI-7",)
    assert chain.who("SubnetAlphaOut", 1) == ("COI-15",)
    assert chain.who("PendingOwnerCut", 1) == ("COI-12",)
    assert chain.who("SubnetMovingPrice", 1) == ("COI-5",)
    assert chain.who("Tempo", 1) == ()


def test_who_wrote_is_told_of_each_effect_of_a_call() -> None:
    """Given a call, then the pool, the stake and the flow lead to their own rules, of this fork."""
    chain = edge.load(fork("flow"), ECONOMY)
    args = {"hotkey": "0x" + BOB.hex(), "netuid": 1, "amount_staked": str(10**10)}
    apply(chain, {"name": "add_stake", "origin": "0x" + ALICE.hex(), "args": args})
    assert chain.who("Balance", ALICE) == ("STA-9",)  # STA-10 says the same of dtao
    assert chain.who("SubnetTAO", 1) == ("POO-13", "POO-14")
    assert chain.who("Swap.AlphaSqrtPrice", 1) == ("POO-5", "POO-10", "POO-12")
    assert chain.who("Alpha", (BOB, ALICE, 1)) == ("STA-11",)
    assert chain.who("SubnetTaoFlow", 1) == ("STA-24",)


def test_subnets_are_walked_by_low_byte(chain: Chain) -> None:
    for netuid in (0, 1, 2, 256, 300):
        chain.networks_added[netuid] = True
    chain.networks_added[3] = False
    assert chain.netuids() == [0, 256, 1, 2, 300]


Action = tuple[str, int, int]
_ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(["set", "remove", "commit", "under"]), st.integers(0, 5), st.integers()
    )
)


@given(_ACTIONS, _ACTIONS)
def test_undo_restores_and_the_index_never_lies(before: list[Action], after: list[Action]) -> None:
    journal = Journal()
    table: Table[tuple[int, int], int] = Table("T", 0, journal)
    column: Column[int] = Column("C", 0, journal)

    def act(actions: list[Action]) -> None:
        for name, key, value in actions:
            if name == "set":
                table[key % 2, key] = column[key] = value
            elif name == "remove":
                assert table.remove((key % 2, key)) == column.remove(key)
            elif name == "commit":
                table.commit({(key % 2, key): value})
                column.commit({key: value})
            assert sorted(table.under(1)) == sorted(k for k in table if k[0] == 1)

    act(before)
    kept = dict(table.items()), dict(column.items())
    mark = len(journal.writes)
    act(after)
    first = journal.before(mark)
    for (where, key), old in first.items():
        assert old == (kept[0] if where is table else kept[1]).get(key, MISSING)
    journal.undo(mark)
    assert (dict(table.items()), dict(column.items())) == kept
    assert sorted(table.under(1)) == sorted(k for k in table if k[0] == 1)
