"""The first divergent quantity, by path, and nothing that is not one."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taospec.operations.catalogue import catalogue
from taospec.quantities import Block, Rao, SparseRows
from taospec.shapes import shape_of
from taospec.wire import Record
from taospec_conformance.judging.compare import Difference, Divergence, divergence, same


@dataclass(frozen=True, slots=True)
class Neuron(Record):
    """A record inside a record."""

    reward: Rao
    active: bool


@dataclass(frozen=True, slots=True)
class Answer(Record):
    """Quantities in the order in which they arise."""

    consensus: tuple[Rao, ...]
    bonds: SparseRows
    neurons: tuple[Neuron, ...]
    total: Rao | None


SHAPE = shape_of(Answer)


@dataclass(frozen=True, slots=True)
class Paid(Record):
    """An event in rao."""

    kind: Literal["paid"]
    amount: Rao


@dataclass(frozen=True, slots=True)
class Waited(Record):
    """An event with the same fields, in blocks."""

    kind: Literal["waited"]
    amount: Block


@dataclass(frozen=True, slots=True)
class Event(Record):
    """One of two."""

    event: Paid | Waited | None


def answer(**changes: Any) -> dict[str, Any]:
    standard = {
        # Not in the order of the declaration, as an answer may be.
        "total": "9",
        "neurons": [{"reward": "4", "active": True}, {"reward": "5", "active": False}],
        "bonds": [[0, [[1, 10], [2, 20]]], [3, [[1, 30]]]],
        "consensus": ["1", "2", "3"],
    }
    return {**copy.deepcopy(standard), **changes}


def first(**changes: Any) -> Difference:
    difference = divergence(answer(), answer(**changes), SHAPE)
    assert difference is not None
    return difference.first


def test_the_same_answer_does_not_diverge() -> None:
    assert divergence(answer(), answer(), SHAPE) is None
    reordered = dict(reversed(list(answer().items())))
    assert divergence(answer(), reordered, SHAPE) is None


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"total": "10"}, Difference("total", "value", "9", "10", "rao")),
        ({"total": None}, Difference("total", "value", "9", None, "rao")),
        ({"consensus": ["1", "7", "3"]}, Difference("consensus[1]", "value", "2", "7", "rao")),
        (
            {"consensus": ["1", "2"]},
            Difference("consensus", "length", 3, 2, note="number of entries"),
        ),
        (
            {"neurons": [{"reward": "4", "active": True}, {"reward": "6", "active": False}]},
            Difference("neurons[1].reward", "value", "5", "6", "rao"),
        ),
        (
            {"neurons": [{"active": True}, {"reward": "5", "active": False}]},
            Difference("neurons[0].reward", "missing", "4", None, "rao"),
        ),
        (
            {"neurons": [{"reward": "4", "active": 1}, {"reward": "5", "active": False}]},
            Difference("neurons[0].active", "value", True, 1),
        ),
        (
            {"bonds": [[0, [[1, 10], [2, 21]]], [3, [[1, 30]]]]},
            Difference("bonds[uid 0][uid 2]", "value", 20, 21),
        ),
        (
            {"bonds": [[3, [[1, 30]]]]},
            Difference("bonds[uid 0]", "missing", [[1, 10], [2, 20]]),
        ),
        (
            {"bonds": [[0, [[1, 10], [2, 20]]], [3, [[1, 30], [7, 70]]]]},
            Difference("bonds[uid 3][uid 7]", "unexpected", got=70),
        ),
        (
            {"bonds": [[3, [[1, 30]]], [0, [[1, 10], [2, 20]]]]},
            Difference("bonds", "order", note="[uid 3] stands in another place"),
        ),
        ({"bonds": "none"}, Difference("bonds", "value", answer()["bonds"], "none")),
        (
            {"total": 9},
            Difference(
                "total",
                "form",
                "9",
                9,
                "rao",
                "the value is right, but it travels as a quoted decimal string",
            ),
        ),
        (
            {"extra\x1b[2J": 1},
            Difference("extra\\x1b[2J", "unexpected", got=1, note="no such field"),
        ),
    ],
)
def test_the_place_is_named(changes: dict[str, Any], expected: Difference) -> None:
    assert first(**changes) == expected


def test_a_field_that_is_missing_is_named() -> None:
    short = answer()
    del short["neurons"]
    difference = divergence(answer(), short, SHAPE)
    missing = Difference("neurons", "missing", answer()["neurons"])
    assert difference == Divergence(missing, left_out=("neurons",))
    assert difference.is_partial


def test_a_wrong_value_comes_before_a_field_that_is_missing() -> None:
    short = answer(total="0")
    del short["consensus"]
    difference = divergence(answer(), short, SHAPE)
    assert difference is not None
    assert (difference.first.path, difference.others, difference.left_out) == (
        "total",
        1,
        ("consensus",),
    )
    assert not difference.is_partial


def test_the_first_is_first_in_the_order_of_the_declaration() -> None:
    difference = divergence(
        answer(), answer(total="0", consensus=["1", "2", "4"], neurons=[]), SHAPE
    )
    assert difference is not None
    assert difference.first.path == "consensus[2]"
    assert (difference.others, difference.next_paths) == (2, ("neurons", "total"))


@pytest.mark.parametrize(("kind", "unit"), [("paid", "rao"), ("waited", "block")])
def test_the_unit_is_that_of_the_record_that_was_written(kind: str, unit: str) -> None:
    due, came = ({"event": {"kind": kind, "amount": amount}} for amount in "12")
    difference = divergence(due, came, shape_of(Event))
    assert difference == Divergence(Difference("event.amount", "value", "1", "2", unit))


def test_a_missing_row_is_one_difference_and_no_shift() -> None:
    rows = [["SubnetTAO", [netuid], str(netuid)] for netuid in range(100)]
    difference = divergence({"diff": rows}, {"diff": rows[1:]})
    assert difference == Divergence(Difference("diff[SubnetTAO(0)]", "missing", "0"))


def test_storage_rows_are_matched_by_name_and_keys() -> None:
    due = [["Tempo", [1], 360], ["Bonds", [1, 0], [[1, 5], [2, 6]]], ["TotalStake", [], "7"]]
    came = [["Tempo", [1], 360], ["TotalStake", [], "8"], ["Bonds", [1, 0], [[1, 5], [2, 9]]]]
    difference = divergence({"diff": due}, {"diff": came})
    assert difference is not None
    assert difference.first.path == "diff[Bonds(1, 0)][uid 2]"
    assert difference.next_paths == ("diff[TotalStake]", "diff")


def test_the_key_of_a_row_cannot_spoil_a_terminal() -> None:
    difference = divergence([["A", ["k"], 1]], [["A\x07", ["\x1b[2J"], 1]])
    assert difference is not None
    assert difference.next_paths == ("[A\\x07(\\x1b[2J)]",)


def test_rows_whose_keys_repeat_are_compared_by_place() -> None:
    difference = divergence([[1, 5], [1, 6]], [[1, 5], [1, 7]])
    assert difference == Divergence(Difference("[1][1]", "value", 6, 7))


def test_very_many_differences_are_counted_no_further() -> None:
    due = {"list": [str(n) for n in range(20_000)]}
    came = {"list": [str(n + 1) for n in range(20_000)]}
    difference = divergence(due, came)
    assert difference is not None
    assert difference.others == 10_000
    assert len(difference.next_paths) == 4
    assert difference.by_quantity == (("list", 10_001),)


def test_differences_are_counted_by_the_field_they_are_in() -> None:
    def answer(rank: str, bond: int) -> dict[str, Any]:
        epoch = {"rank": [rank, "2"], "trace": {"bonds": [[3, [[4, bond], [5, bond]]]]}}
        return {"epochs": [epoch, epoch], "diff": [["SubnetTAO", [1], rank]]}

    difference = divergence(answer("1", 6), answer("7", 8))
    assert difference is not None
    assert difference.first.path == "epochs[0].rank[0]"
    assert difference.by_quantity == (("epochs.rank", 2), ("epochs.trace", 4), ("diff", 1))
    assert difference.others == 6


@pytest.mark.parametrize(
    ("expected", "got", "off_by"),
    [("500", "1000", 500), ("500", "-1", -501), ("500", "many", None), (None, "1", None)],
)
def test_how_far_off_is_known_for_integers(expected: Any, got: Any, off_by: int | None) -> None:
    assert Difference("x", "value", expected, got).off_by == off_by


def test_a_number_that_is_too_long_is_no_number() -> None:
    assert Difference("x", "value", "1", "9" * 5000).off_by is None


@pytest.mark.parametrize("pair", [(True, 1), (1, 1.0), ("1", 1), (0, False), (None, 0), ([], {})])
def test_what_json_tells_apart_is_not_the_same(pair: tuple[Any, Any]) -> None:
    assert not same(*pair)
    assert not same({"list": [pair[0]]}, {"list": [pair[1]]})


_LEAVES = st.integers(-5, 5) | st.booleans() | st.none() | st.integers(0, 99).map(str)
_VALUES = st.recursive(
    _LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from("abcd"), inner, max_size=4)
    ),
    max_leaves=12,
)


@settings(max_examples=400)
@given(_VALUES, _VALUES)
def test_there_is_a_divergence_if_and_only_if_the_values_differ(due: Any, came: Any) -> None:
    difference = divergence({"value": due}, {"value": came})
    assert (difference is None) == same(due, came)
    assert divergence(due, copy.deepcopy(due)) is None


def test_every_operation_has_a_shape_to_compare_by() -> None:
    for operation in catalogue().values():
        assert [name for name, _ in shape_of(operation.output).fields] == list(
            shape_of(operation.output).names
        )
