"""Two long answers beside each other: only what differs, and around where."""

from __future__ import annotations

from typing import Any

import pytest
from markupsafe import Markup

from taospec.operations.catalogue import find
from taospec_reports.comparison import Row, compare
from taospec_reports.quantities import BRIEF, given

EPOCH = find("consensus.epoch")


def answer(**changed: Any) -> dict[str, Any]:
    return {
        "active": [True] * 256,
        "incentive": list(range(256)),
        "emission": [str(10**9 + uid) for uid in range(256)],
        "bonds": [[3, [[uid, 7] for uid in range(200)]]],
        **changed,
    }


def at(values: list[Any], place: int, value: Any) -> list[Any]:
    return [*values[:place], value, *values[place + 1 :]]


def code(text: str) -> Markup:
    return Markup("<code>{}</code>").format(text)


def test_a_list_is_cut_down_to_where_it_differs() -> None:
    wrong = at(at(answer()["incentive"], 100, 7), 200, 7)
    comparison = compare(EPOCH, answer(), answer(incentive=wrong))
    assert comparison.same == ("active", "emission", "bonds")
    assert comparison.more == 0
    (row,) = comparison.rows
    assert (row.name, row.note) == ("incentive", "2 places differ; first [100]")
    assert row.due is not None
    assert row.came is not None
    assert row.due.startswith("<code>… [99] 99, [100] 100, [101] 101, ")
    assert row.came.startswith("<code>… [99] 99, [100] 7, [101] 101, ")
    assert row.due.endswith(" … (256 entries)</code>")


def test_an_entry_of_a_row_is_found_by_its_uid() -> None:
    bonds = [[3, at(answer()["bonds"][0][1], 150, [150, 8])]]
    (row,) = compare(EPOCH, answer(), answer(bonds=bonds)).rows
    assert row.note == "1 place differs; first [uid 3][uid 150]"
    assert row.came is not None
    assert row.came.startswith("<code>… 149: 7, 150: 8, 151: 7, ")


def test_a_list_of_another_length() -> None:
    (row,) = compare(EPOCH, answer(), answer(active=[True] * 255)).rows
    assert row.note == "256 entries due, 255 came"


def test_missing_and_unexpected_fields() -> None:
    came = {name: value for name, value in answer().items() if name != "active"}
    comparison = compare(EPOCH, answer(), {**came, "rank": "9"})
    assert [(row.name, row.due is None, row.came is None) for row in comparison.rows] == [
        ("active", False, True),
        ("rank", True, False),
    ]


def test_epochs_in_a_row_are_told_field_by_field() -> None:
    due = {"epochs": [answer(), answer(), answer()]}
    came = {"epochs": [answer(), answer(incentive=[1] * 256), answer(active=[])]}
    comparison = compare(find("consensus.epochs"), due, came)
    assert [row.name for row in comparison.rows] == ["epochs[1].incentive", "epochs[2].active"]
    assert len(comparison.same) == 10


def test_very_many_rows_are_counted() -> None:
    due, came = ({"epochs": [answer(incentive=[n])] * 100} for n in (1, 2))
    comparison = compare(find("consensus.epochs"), due, came)
    assert (len(comparison.rows), comparison.more) == (60, 40)


def test_a_number_has_its_unit() -> None:
    comparison = compare(
        find("supply.block_emission"), {"emission": "1000000000"}, {"emission": "500000000"}
    )
    (row,) = comparison.rows
    assert row == Row("emission", row.due, row.came)
    assert row.due is not None
    assert '<span class="aside">rao, 1 TAO</span>' in row.due


@pytest.mark.parametrize(
    "came",
    [{}, {"emission": None}, {"emission": ["1"]}, {"emission": {"a": [1, {}]}}, {"x": {}}],
)
def test_whatever_came_can_be_compared(came: Any) -> None:
    for operation in (find("supply.block_emission"), None):
        assert compare(operation, {"emission": "1"}, came).rows


def test_nothing_that_came_is_markup() -> None:
    evil = "<script>alert(1)</script>"
    due = {"emission": "1", "list": ["a", "b"]}
    for row in compare(None, due, {"emission": evil, "list": ["a", evil], evil: evil}).rows:
        assert "<script" not in f"{row.due}{row.came}"


def test_a_long_input_is_shown_around_an_element() -> None:
    data = {
        "stake": [str(uid << 64) for uid in range(256)],
        "last_update": ["5"] * 256,
        "n": 256,
        "weights": [[uid, [[about, 3] for about in range(256)]] for uid in range(20)],
    }
    shown = dict(given(EPOCH, data, BRIEF, around=77))
    assert shown["stake"].startswith("<code>… [76] 76, [77] 77, [78] 78, ")
    assert shown["last_update"] == code("256 times 5 block")
    assert shown["weights"].startswith("<code>20 rows; about uid 77: 0: 3, 1: 3, ")
    assert shown["n"] == "256"


def test_many_records_are_counted_and_few_are_told() -> None:
    epochs = find("consensus.epochs")
    few, many = ({"steps": [{"block": str(block)} for block in range(n)]} for n in (2, 30))
    assert dict(given(epochs, few)) == {"steps[0].block": "0", "steps[1].block": "1"}
    assert dict(given(epochs, many)) == {"steps": "30 records"}
    assert dict(given(epochs, many, around=3))["steps"].startswith("<code>")
