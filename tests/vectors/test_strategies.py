"""Strategies derived from declarations: always well formed, and where the bugs are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, Literal

import pytest
from effort import examples
from hypothesis import Phase, given, settings
from hypothesis import find as find_example
from hypothesis import strategies as st

from taospec.errors import UnknownOperationError
from taospec.operations.catalogue import catalogue, execute
from taospec.quantities import I128, U8, U16, U64, Block, Bool, Integer, Rao, Text, Unit
from taospec.shapes import (
    Anything,
    Choice,
    Either,
    Fields,
    Row,
    Rows,
    Words,
    shape_of,
)
from taospec.timeline import specified
from taospec.wire import Record
from taospec_vectors.load import cases
from taospec_vectors.strategies.general import integers, wire_of
from taospec_vectors.strategies.inputs import given_of


@dataclass(frozen=True, slots=True)
class Inner(Record):
    """A record in a record."""

    weight: Annotated[U16, Unit("share")]


@dataclass(frozen=True, slots=True)
class Everything(Record):
    """One field of every kind."""

    amount: Rao
    small: U8
    flag: Bool
    name: Text
    kind: Literal["a", "b"]
    maybe: Block | None
    rows: tuple[tuple[U16, I128], ...]
    inner: Inner
    either: Inner | U64


def test_the_shape_of_every_kind_of_field() -> None:
    u16, share = Integer(0, 65535, "u16"), Integer(0, 65535, "u16", unit="share")
    inner = Fields(Inner, (("weight", share),))
    assert shape_of(Everything) == Fields(
        Everything,
        (
            ("amount", Integer(0, 2**64 - 1, "u64", wide=True, unit="rao")),
            ("small", Integer(0, 255, "u8")),
            ("flag", Choice((False, True))),
            ("name", Words()),
            ("kind", Choice(("a", "b"))),
            (
                "maybe",
                Either((Integer(0, 2**64 - 1, "u64", wide=True, unit="block"), Choice((None,)))),
            ),
            ("rows", Rows(Row((u16, Integer(-(2**127), 2**127 - 1, "i128", wide=True))))),
            ("inner", inner),
            ("either", Either((inner, Integer(0, 2**64 - 1, "u64", wide=True)))),
        ),
    )


def test_an_integer_without_bounds_is_a_mistake_of_the_declaration() -> None:
    @dataclass(frozen=True, slots=True)
    class Unbounded(Record):
        number: int

    with pytest.raises(TypeError, match="an integer of the public contract has bounds"):
        shape_of(Unbounded)


def test_a_field_without_a_shape_needs_a_strategy_of_its_own() -> None:
    @dataclass(frozen=True, slots=True)
    class Open(Record):
        value: Any

    assert shape_of(Open).fields == (("value", Anything()),)
    with pytest.raises(TypeError, match="a field without a shape needs a strategy of its own"):
        wire_of(Open)


@settings(max_examples=50)
@given(wire_of(Everything))
def test_what_is_drawn_is_well_formed(data: dict[str, Any]) -> None:
    assert Everything.from_wire(data).to_wire() == data


def reaches(strategy: st.SearchStrategy[Any], wanted: Callable[[Any], bool]) -> bool:
    """Whether a run draws such a value; it is not shrunk."""
    options = settings(max_examples=3000, database=None, phases=[Phase.generate])
    return wanted(find_example(strategy, wanted, settings=options))


@pytest.mark.parametrize(
    "value", ["0", "1", str(2**64 - 1), str(2**32), str(2**63 + 1), "77", "79"]
)
def test_edges_and_named_neighbourhoods_are_drawn(value: str) -> None:
    assert reaches(integers(0, 2**64 - 1, near=[77]), lambda drawn: bool(drawn == value))


@pytest.mark.parametrize("value", [-128, -127, -1, 0, 127, 64, -64])
def test_signed_edges_are_drawn(value: int) -> None:
    assert reaches(integers(-128, 127, wide=False), lambda drawn: bool(drawn == value))


def test_ties_are_common() -> None:
    """Given 200 lists of wide numbers, when drawn, then every number is the same in many.

    About one in twenty, give or take what Hypothesis makes of the constants of the code.
    """
    tied = []

    @settings(max_examples=200, database=None)
    @given(wire_of(Everything))
    def count(data: dict[str, Any]) -> None:
        amounts = [row[1] for row in data["rows"]]
        tied.append(len(amounts) > 2 and len(set(amounts)) == 1 and amounts[0] != "0")

    count()
    assert sum(tied) >= 4


@pytest.mark.parametrize("name", sorted({case.operation for case in cases()}))
@settings(max_examples=examples(5, 15))
@given(data=st.data())
def test_every_operation_with_vectors_can_be_fuzzed(name: str, data: st.DataObject) -> None:
    """Given any drawn input, when the model is asked in a fork, then it answers or rejects."""
    given_wire = data.draw(given_of(name))
    forks = [fork for fork in specified() if catalogue()[name].exists_in(fork)]
    answer = execute(data.draw(st.sampled_from(forks)), name, given_wire)
    assert answer.keys() in ({"ok"}, {"reject"})


def test_an_unknown_operation() -> None:
    with pytest.raises(UnknownOperationError, match=r"did you mean numbers\.mul"):
        given_of("numbers.mull")
