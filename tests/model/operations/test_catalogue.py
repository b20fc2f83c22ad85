"""The catalogue as a caller meets it: answers in wire form, mistakes in one line."""

from __future__ import annotations

import re
from typing import Any

import pytest

from taospec.errors import MalformedInputError, UnknownForkError, UnknownOperationError
from taospec.forks import Fork
from taospec.operations.catalogue import catalogue, execute, find
from taospec.operations.declare import collect, operation
from taospec.operations.supply import Emission, Issuance
from taospec.rejections import Rejection, codes


def test_a_question_is_answered_in_wire_form() -> None:
    answer = execute("dereg", "supply.block_emission", {"total_issuance": "0"})
    assert answer == {"ok": {"emission": "1000000000"}}


@pytest.mark.parametrize(
    ("fork", "name", "given", "error", "message"),
    [
        ("dereq", "supply.era", {}, UnknownForkError, "unknown fork 'dereq'; did you mean dereg?"),
        ("yuma3", "supply.era", {}, UnknownForkError, "fork 'yuma3' is planned, not specified"),
        ("dereg", "supply.emmission", {}, UnknownOperationError, "unknown operation 'supply.emm"),
        ("dereg", "supply.block_emission", {}, MalformedInputError, "total_issuance: Field req"),
    ],
)
def test_a_mistake_of_the_caller_is_told_in_one_line(
    fork: str, name: str, given: dict[str, Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error) as caught:
        execute(fork, name, given)
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


def test_every_operation_explains_itself() -> None:
    for name, entry in catalogue().items():
        assert entry.name == name
        assert entry.summary.endswith("."), name
        assert entry.input.__doc__, name
        assert entry.output.__doc__, name


def test_a_name_is_declared_once() -> None:
    taken = find("supply.block_emission")

    @operation(taken.name)
    def again(_fork: Fork, given: Issuance) -> Emission:
        return Emission(emission=given.total_issuance)

    assert list(collect([again])) == [taken.name]
    with pytest.raises(ValueError, match=r"supply\.block_emission is declared twice"):
        collect([again, taken.run])


def test_the_catalogue_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        catalogue()["supply.mine"] = find("supply.era")  # type: ignore[index]


def test_a_rejection_carries_a_known_code_and_the_compared_values() -> None:
    rejection = Rejection("DivisionByZero", dividend=3, divisor=0)
    assert (rejection.code, rejection.detail) == ("DivisionByZero", "dividend=3 divisor=0")
    with pytest.raises(LookupError, match="Invented is not a code"):
        Rejection("Invented")


def test_every_code_has_its_sentence() -> None:
    for code, sentence in codes().items():
        assert re.fullmatch(r"[A-Za-z]+(\([A-Za-z]+\))?", code)  # an error, or one within another
        assert sentence.endswith(".")
