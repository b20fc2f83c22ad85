"""Plain and edge: what a state that occurs is, computed from the case."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from taospec.resources import vectors_path
from taospec_vectors import plain
from taospec_vectors.format import Case
from taospec_vectors.load import cases, load_all
from taospec_vectors.plain import MOST_BLOCKS, MOST_RAO, is_plain


@pytest.fixture(scope="module")
def every() -> dict[str, Case]:
    return {case.id: case for case in cases(load_all())}


def first(every: dict[str, Case], operation: str) -> Case:
    return next(case for case in every.values() if case.operation == operation and is_plain(case))


def given(case: Case, **changed: Any) -> Case:
    return replace(case, given={**case.given, **changed})


@pytest.mark.parametrize(
    ("operation", "field", "occurs", "does_not"),
    [
        ("supply.block_emission", "total_issuance", str(MOST_RAO), str(MOST_RAO + 1)),
        ("coinbase.next_epoch", "block", str(MOST_BLOCKS), str(MOST_BLOCKS + 1)),
        ("coinbase.next_epoch", "tempo", 1, 0),
        ("numbers.sqrt", "bits", str(2**63 // 2 - 1), str(2**128)),
        ("consensus.set_weights", "stake_weight", str(2**126 - 1), str(2**126)),
        ("pools.buy", "tao", "1", str(2**64 - 1)),
    ],
)
def test_one_number_makes_an_edge(
    every: dict[str, Case], operation: str, field: str, occurs: Any, does_not: Any
) -> None:
    case = first(every, operation)
    assert field in case.given
    assert is_plain(given(case, **{field: occurs}))
    assert not is_plain(given(case, **{field: does_not}))


def test_the_highest_limit_is_none_at_all(every: dict[str, Case]) -> None:
    assert is_plain(given(first(every, "pools.buy"), limit=str(2**64 - 1)))
    assert is_plain(given(first(every, "registration.adjust"), max_burn=str(2**64 - 1)))


def test_an_answer_counts_as_well(every: dict[str, Case]) -> None:
    case = first(every, "supply.block_emission")
    assert not is_plain(replace(case, expect={"ok": {"emission": str(2**64 - 1)}}))


def test_where_arithmetic_gives_up_is_an_edge(every: dict[str, Case]) -> None:
    case = first(every, "numbers.div")
    assert not is_plain(replace(case, expect={"reject": {"code": "DivisionByZero"}}))
    assert is_plain(replace(case, expect={"reject": {"code": "AmountTooLow"}}))


@pytest.mark.parametrize(
    ("row", "occurs"),
    [
        (["TotalIssuance", [], str(MOST_RAO)], True),
        (["TotalIssuance", [], str(MOST_RAO + 1)], False),
        (["BlockNumber", [], str(MOST_BLOCKS + 1)], False),
    ],
)
def test_rows_of_storage_have_units(every: dict[str, Case], row: list[Any], occurs: bool) -> None:
    case = first(every, "network.apply")
    assert is_plain(given(case, storage=[*case.given["storage"], row])) is occurs


@pytest.mark.parametrize(("name", "occurs"), [("amount", False), ("limit_price", True)])
def test_arguments_of_a_call_are_amounts(every: dict[str, Case], name: str, occurs: bool) -> None:
    case = first(every, "network.apply")
    op = {**case.given["op"], "args": {name: str(2**64 - 1)}}
    assert is_plain(given(case, op=op)) is occurs


def test_most_operations_have_plain_cases_and_many_have_edges(every: dict[str, Case]) -> None:
    kinds = {kind: Counter[str]() for kind in (True, False)}
    for case in every.values():
        kinds[is_plain(case)][case.operation] += 1
    operations = {case.operation for case in every.values()}
    assert operations - kinds[True].keys() <= {"supply.schedule"}
    assert len(kinds[False]) > len(operations) // 2


def test_the_readers_of_vectors_are_told_the_same_rule() -> None:
    table = [line for line in (plain.__doc__ or "").splitlines() if line.startswith("| ")]
    told = vectors_path("README.md").read_text(encoding="utf-8")
    assert len(table) > 5
    assert all(line in told for line in table)
    assert all(f"`{code}`" in told for code in plain.GIVING_UP)
