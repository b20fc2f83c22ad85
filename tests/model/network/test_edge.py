"""The storage form: what is read, what is refused, and in which words."""

from __future__ import annotations

from typing import Any

import pytest

from taospec.errors import MalformedInputError
from taospec.forks import fork
from taospec.network import edge
from taospec.network.apply import answer
from taospec.network.call import UnsupportedOperationError
from taospec.operations.catalogue import execute

ALICE = "0x" + "01" * 32
BOB = "0x" + "02" * 32

ROWS: list[Any] = [
    ["BlockNumber", [], "7"],
    ["Balance", [ALICE], "5"],
    ["SubnetEmaTaoFlow", [1], ["5122", "-3"]],
    ["Swap.CurrentTick", [1], -7],
    [
        "Swap.Positions",
        [1, BOB, "1"],
        {
            "id": "1",
            "netuid": 1,
            "tick_low": -443636,
            "tick_high": 443636,
            "liquidity": "5",
            "fees_tao": "0",
            "fees_alpha": "-1",
        },
    ],
    ["RecycleOrBurn", [1], "Recycle"],
    ["Alpha", [ALICE, BOB, 1], "18446744073709551616"],
    ["RootClaimable", [ALICE], [[1, "459758"], [2, "0"]]],
    ["RootClaimType", [ALICE], ["KeepSubnets", {"subnets": [1, 3]}]],
    ["ChildKeys", [ALICE, 1], [["18446744073709551615", BOB]]],
    ["Active", [1], [True, False]],
    ["Weights", [1, 0], [[0, 65535], [1, 2]]],
    ["TimelockedWeightCommits", [1, "9"], [[ALICE, "5", "\x00", "5"]]],
    ["LastRateLimitedBlock", [["LastTxBlock", ALICE]], "5"],
    ["LastRateLimitedBlock", ["NetworkLastRegistered"], "6"],
]


def test_a_storage_comes_out_as_it_went_in() -> None:
    chain = edge.load(fork("halving"), ROWS)
    dumped = edge.dump(chain)
    assert sorted(map(repr, dumped)) == sorted(map(repr, ROWS))
    assert edge.dump(edge.load(fork("halving"), dumped)) == dumped


def test_null_for_what_is_not_there_is_no_edit_and_nothing_is_written() -> None:
    chain = edge.load(fork("halving"), [["BlockNumber", [], "7"]])
    rows: list[Any] = [["Balance", [ALICE], "5"], ["Balance", [BOB], None]]
    with pytest.raises(MalformedInputError, match=r"^edit\[1\]: Balance: null for an entry"):
        edge.edit(chain, rows)
    assert edge.dump(chain) == [["BlockNumber", [], "7"]]


def test_null_removes_what_an_edit_names() -> None:
    chain = edge.load(fork("halving"), ROWS)
    edge.edit(chain, [["Balance", [ALICE], None], ["RecycleOrBurn", [1], None]])
    assert len(edge.dump(chain)) == len(ROWS) - 2


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (
            ["SubnetTao", [1], "5"],
            "SubnetTao: fork flow has no such storage; did you mean SubnetTAO?",
        ),
        (["TaoDividendsPerSubnet", [1, ALICE], "5"], "has no such storage"),
        (["SubnetTAO", [1]], "expected [name, keys, value], got ['SubnetTAO', [1]]"),
        (["SubnetTAO", [1, 2], "5"], "SubnetTAO: keys: expected 1 key, got [1, 2]"),
        (["SubnetTAO", ["1"], "5"], "SubnetTAO: keys[0]: expected a number for u16, got '1'"),
        (["SubnetTAO", [65536], "5"], "keys[0]: 65536 is outside u16 (0 … 65535)"),
        (["SubnetTAO", [True], "5"], "keys[0]: expected a number for u16, got True"),
        (["SubnetTAO", [1], 5], "value: expected a quoted decimal string for u64, got 5"),
        (["SubnetTAO", [1], "05"], "value: expected a quoted decimal string for u64, got '05'"),
        (["SubnetTAO", [1], "-1"], "value: -1 is outside u64 (0 … 18446744073709551615)"),
        (["SubnetTAO", [1], str(2**64)], "is outside u64"),
        (["SubnetTAO", [1], None], "value: null; an absent entry has no row"),
        (["Owner", ["0x" + "01" * 31], BOB], "keys[0]: account has 32 bytes, got 31"),
        (["Owner", [ALICE.upper()], BOB], "keys[0]: expected lower-case hex for account"),
        (["Owner", [ALICE], 5], "value: expected hex for account, got 5"),
        (["Active", [1], [1]], "value[0]: expected true or false, got 1"),
        (["Active", [1], "x"], "value: expected a list, got 'x'"),
        (["AlphaValues", [1], [1]], "value: expected 2 values, got 1"),
        (["Weights", [1, 0], [[0, 1], [1]]], "Weights: value[1]: expected 2 values, got 1"),
        (["Weights", [1, 0], [[0, 65536]]], "value[0][1]: 65536 is outside u16 (0 … 65535)"),
        (
            ["Weights", [1, 0], [[0, True]]],
            "Weights: value[0][1]: expected a number for u16, got True",
        ),
        (["Weights", [1, 0], [[0, -1]]], "Weights: value[0][1]: -1 is outside u16 (0 … 65535)"),
        (["Weights", [1, 0], [[0, 1], "ab"]], "Weights: value[1]: expected a list, got 'ab'"),
        (["Incentive", [1], [1, True]], "Incentive: value[1]: expected a number for u16, got True"),
        (["Incentive", [1], [1, 65536]], "Incentive: value[1]: 65536 is outside u16 (0 … 65535)"),
        (
            ["Emission", [1], ["5", 5]],
            "Emission: value[1]: expected a quoted decimal string for u64",
        ),
        (["Emission", [1], ["5", "+5"]], "Emission: value[1]: expected a quoted decimal string"),
        (["Emission", [1], ["9" * 5000]], "Emission: value[0]: expected a quoted decimal string"),
        (
            ["Emission", [1], ["5", str(2**64)]],
            "Emission: value[1]: 18446744073709551616 is outside",
        ),
        (["SubnetTAO", [1], "9" * 39], "9 is outside u64 (0 … 18446744073709551615)"),
        (["SubnetTAO", [1], "٣"], "value: expected a quoted decimal string for u64"),
        (["SubnetTAO", [[1]], "5"], "SubnetTAO: keys[0]: expected a number for u16, got [1]"),
        (["Owner", [[ALICE]], BOB], "Owner: keys[0]: expected hex for account, got ['0x01"),
        (["Alpha", [ALICE, BOB], "5"], "Alpha: keys: expected 3 keys"),
        (["Alpha", [ALICE, "0x01", 1], "5"], "Alpha: keys[1]: account has 32 bytes, got 1"),
        (["Alpha", [ALICE, BOB, "1"], "5"], "Alpha: keys[2]: expected a number for u16, got '1'"),
        (["LastRateLimitedBlock", [["LastTxBlock", "0x"]], "5"], "keys[0][1]: account has 32"),
        (["ChildKeys", [ALICE, 1], [["1", BOB], ["1", 5]]], "ChildKeys: value[1][1]: expected hex"),
        (["RootClaimable", [ALICE], [[1, "0"], [2, 0]]], "RootClaimable: value[1][1]: expected"),
        (["BlockNumber", [1], "5"], "BlockNumber: keys: expected 0 keys, got [1]"),
        (["BlockNumber", {}, "5"], "BlockNumber: keys: expected 0 keys, got {}"),
        ([["SubnetTAO"], [1], "5"], "expected [name, keys, value], got [['SubnetTAO'], [1], '5']"),
        (("SubnetTAO", [1], "5"), "expected [name, keys, value], got ('SubnetTAO', [1], '5')"),
        ("abc", "expected [name, keys, value], got 'abc'"),
        (["BlockNumber", [], "8"], "BlockNumber: a second row for the same entry"),
        (["RecycleOrBurn", [1], "Keep"], "value: expected one of Burn, Recycle, got 'Keep'"),
        (["RootClaimType", [ALICE], ["KeepSubnets", {"subnets": [1]}]], "one of Swap, Keep, got"),
        (["RootClaimable", [ALICE], [[2, "1"], [1, "1"]]], "keys must ascend, 1 follows 2"),
        (["Swap.Positions", [1, BOB, "1"], {"id": "1"}], "value: expected the fields fees_alpha"),
        (["SubnetName", [1], 5], "fork flow has no such storage"),
    ],
)
def test_a_bad_row_is_refused_in_one_line(row: Any, problem: str) -> None:
    with pytest.raises(MalformedInputError) as raised:
        edge.load(fork("flow"), [["BlockNumber", [], "7"], row])
    assert str(raised.value).startswith("storage[1]: ")
    assert problem in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("last", ["5", 5], ids=["right", "wrong"])
def test_of_several_faults_the_first_row_is_told(last: Any) -> None:
    rows = [["SubnetTAO", [1], "5"], ["SubnetTAO", [1], "5"], ["SubnetTAO", [2], last]]
    with pytest.raises(MalformedInputError, match=r"^storage\[1\]: SubnetTAO: a second row"):
        edge.load(fork("flow"), rows)


def test_two_rows_that_say_of_one_entry_that_it_is_absent_are_refused() -> None:
    with pytest.raises(MalformedInputError, match=r"^storage\[1\]: Balance: a second row"):
        edge.load(fork("flow"), [["Balance", [ALICE], None], ["Balance", [ALICE], None]])


def test_two_rows_for_one_entry_are_refused_and_nothing_is_written() -> None:
    chain = edge.load(fork("flow"), [])
    with pytest.raises(MalformedInputError, match=r"edit\[1\]: SubnetTAO: a second row"):
        edge.edit(chain, [["SubnetTAO", [1], "5"], ["SubnetTAO", [1], None]])
    assert edge.dump(chain) == []


@pytest.mark.parametrize(
    ("op", "problem"),
    [
        (5, "op: expected an object"),
        ({"origin": ALICE}, "op.name: expected the name of an operation"),
        ({"name": "block", "origin": ALICE}, "op.origin: unknown field"),
        ({"name": "increase_take", "origin": ALICE}, "op.args: missing"),
        (
            {"name": "increase_take", "origin": ALICE, "args": {"hotkey": BOB, "tak": 1}},
            "op.args.take: missing; op.args.tak: unknown argument",
        ),
        (
            {"name": "increase_take", "origin": ALICE, "args": {"hotkey": BOB, "take": "1"}},
            "op.args.take: expected a number for u16, got '1'",
        ),
        (
            {
                "name": "set_children",
                "origin": ALICE,
                "args": {"hotkey": BOB, "netuid": 1, "children": [["1", BOB], ["1", "0x01"]]},
            },
            "op.args.children[1][1]: account has 32 bytes, got 1",
        ),
        (
            {"name": "increase_take", "origin": "Alice", "args": {"hotkey": BOB, "take": 1}},
            "op.origin: expected lower-case hex for account, got 'Alice', nor root",
        ),
    ],
)
def test_a_bad_operation_is_refused_in_one_line(op: Any, problem: str) -> None:
    with pytest.raises(MalformedInputError) as raised:
        answer(edge.load(fork("flow"), []), op)
    assert str(raised.value) == problem


def test_an_unsupported_operation_says_so() -> None:
    op = {"name": "increase_tak", "origin": ALICE, "args": {}}
    with pytest.raises(
        UnsupportedOperationError,
        match="unsupported: fork flow has no operation 'increase_tak'; did you mean increase_take",
    ):
        answer(edge.load(fork("flow"), []), op)


def test_a_history_says_which_of_its_operations_is_unsupported() -> None:
    block, op = {"name": "block"}, {"name": "increase_tak", "origin": ALICE, "args": {}}
    with pytest.raises(UnsupportedOperationError, match=r"^ops\[1\]: unsupported: fork flow has"):
        execute("flow", "network.trace", {"storage": [], "ops": [block, op]})


def test_root_cannot_sign_for_an_account() -> None:
    op = {"name": "increase_take", "origin": "root", "args": {"hotkey": BOB, "take": 1}}
    assert answer(edge.load(fork("flow"), []), op)["reject"]["code"] == "BadOrigin"


def test_a_call_answers_with_its_difference() -> None:
    chain = edge.load(fork("flow"), [["Owner", [BOB], ALICE], ["BlockNumber", [], "7"]])
    op = {"name": "increase_take", "origin": ALICE, "args": {"hotkey": BOB, "take": 11_796}}
    assert answer(chain, op) == {
        "ok": {"diff": [["LastRateLimitedBlock", [["LastTxBlockDelegateTake", BOB]], "7"]]}
    }
    assert answer(chain, op)["reject"]["code"] == "DelegateTakeTooLow"
