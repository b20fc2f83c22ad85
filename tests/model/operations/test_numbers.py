"""The operations of the chapter as a caller meets them."""

from __future__ import annotations

from typing import Any

import pytest

from taospec.errors import MalformedInputError, UnknownOperationError
from taospec.operations.catalogue import execute

ONE = str(2**32)


@pytest.mark.parametrize(
    ("name", "given", "answer"),
    [
        ("mul", {"format": "I32F32", "a": "-1", "b": "1"}, {"bits": "-1"}),
        ("div", {"format": "I32F32", "a": "-1", "b": ONE}, {"bits": "-1"}),
        ("div", {"format": "I32F32", "a": ONE, "b": "1"}, {"bits": str(2**63 - 1)}),
        ("safe_div", {"format": "I32F32", "a": ONE, "b": "1"}, {"bits": "0"}),
        ("safe_div", {"format": "I32F32", "a": ONE, "b": "0"}, {"bits": "0"}),
        ("convert", {"format": "I64F64", "bits": "-1", "to": "I32F32"}, {"bits": "-1"}),
        ("convert", {"format": "I64F64", "bits": "-1", "to": "U64F64"}, {"bits": "0"}),
        ("round", {"format": "U110F18", "bits": "131072"}, {"bits": "262144"}),
        ("log2", {"format": "I32F32", "bits": "12884901888"}, {"bits": "6807362105"}),
        ("ln", {"format": "I96F32", "bits": "42949672960"}, {"bits": "9889527802"}),
        ("exp", {"format": "I32F32", "bits": ONE}, {"bits": "11674931200"}),
        (
            "sqrt",
            {"format": "U64F64", "bits": "0", "epsilon": "1844674407"},
            {"bits": "1073741824"},
        ),
        (
            "less_than",
            {"format": "I64F64", "bits": "0", "other": "u64", "other_bits": str(2**63)},
            {"less": False},
        ),
        (
            "less_than",
            {"format": "I64F64", "bits": "0", "other": "U64F64", "other_bits": "1"},
            {"less": True},
        ),
    ],
)
def test_an_answer(name: str, given: dict[str, Any], answer: dict[str, Any]) -> None:
    assert execute("dereg", f"numbers.{name}", given) == {"ok": answer}


@pytest.mark.parametrize(
    ("name", "given", "code", "detail"),
    [
        ("div", {"format": "I32F32", "a": "7", "b": "0"}, "DivisionByZero", "a=7 b=0"),
        ("log2", {"format": "I32F32", "bits": "0"}, "NotPositive", "bits=0"),
        ("log2", {"format": "I32F32", "bits": "2"}, "Overflow", "format=I32F32 bits=2"),
        ("ln", {"format": "I64F64", "bits": "-5"}, "NotPositive", "bits=-5"),
        ("ln", {"format": "I64F64", "bits": "1"}, "Overflow", "format=I64F64 bits=1"),
        (
            "exp",
            {"format": "I32F32", "bits": "89715445398"},
            "Overflow",
            "format=I32F32 bits=89715445398",
        ),
        ("sqrt", {"format": "I32F32", "bits": "-1", "epsilon": "4"}, "NegativeRoot", "bits=-1"),
    ],
)
def test_a_rejection(name: str, given: dict[str, Any], code: str, detail: str) -> None:
    answer = execute("dereg", f"numbers.{name}", given)
    assert answer == {"reject": {"code": code, "detail": detail}}


@pytest.mark.parametrize(
    ("name", "given", "problem"),
    [
        (
            "mul",
            {"format": "I32F32", "a": "1", "b": str(2**63)},
            f"b: {2**63} is outside the raw bits of I32F32 ({-(2**63)} … {2**63 - 1})",
        ),
        (
            "less_than",
            {"format": "I32F32", "bits": "1", "other": "u64", "other_bits": "-1"},
            f"other_bits: -1 is outside the raw bits of u64 (0 … {2**64 - 1})",
        ),
        (
            "mul",
            {"format": "I32F32", "a": "1", "b": 1},
            "b: expected a quoted decimal string for raw bits",
        ),
        (
            "exp",
            {"format": "U96F32", "bits": "1"},
            "format: Input should be 'I32F32', 'I64F64' or 'I96F32'",
        ),
    ],
)
def test_a_malformed_question(name: str, given: dict[str, Any], problem: str) -> None:
    with pytest.raises(MalformedInputError) as caught:
        execute("dereg", f"numbers.{name}", given)
    assert str(caught.value) == problem


def test_the_root_has_its_present_form_since_dereg() -> None:
    given = {"format": "U64F64", "bits": "1", "epsilon": "18446744"}
    with pytest.raises(UnknownOperationError, match=r"fork dtao has no operation numbers\.sqrt"):
        execute("dtao", "numbers.sqrt", given)
    assert execute("halving", "numbers.sqrt", given) == {"ok": {"bits": ONE}}
