"""Whoever answers, a statement sees the same records and the same rejections."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from taospec.errors import MalformedInputError
from taospec.forks import fork
from taospec.invariants import catalogue
from taospec.invariants.asking import AskAdapter, AskListening, AskModel
from taospec.operations.catalogue import execute
from taospec.rejections import Rejection

FLOW = fork("flow")


def _wrong(_fork: str, _operation: str, given: Mapping[str, Any]) -> Mapping[str, Any]:
    """An adapter whose emission grows with the issuance."""
    return {"ok": {"emission": given["total_issuance"]}}


@pytest.mark.parametrize("ask", [AskModel(FLOW), AskAdapter(FLOW, execute)], ids=["model", "wire"])
def test_model_and_adapter_answer_alike(ask: AskModel | AskAdapter) -> None:
    answer = ask("supply.block_emission", total_issuance=10_500_000 * 10**9)
    assert answer.emission == 500_000_000
    with pytest.raises(Rejection, match="DivisionByZero"):
        ask("numbers.div", format="I32F32", a=1, b=0)


def test_an_adapter_is_held_to_a_statement() -> None:
    """Given a wrong adapter, the statement that is proved of the model is false of it."""
    never_grows = catalogue()["emission-never-grows"]
    assert never_grows.holds(AskAdapter(FLOW, execute), {"less": 3, "more": 9})
    assert not never_grows.holds(AskAdapter(FLOW, _wrong), {"less": 3, "more": 9})


def test_an_answer_that_does_not_fit_is_refused() -> None:
    ask = AskAdapter(FLOW, lambda *_: {"ok": {"emission": 5}})
    with pytest.raises(MalformedInputError, match="emission: expected a quoted decimal string"):
        ask("supply.block_emission", total_issuance=0)


def test_listening_changes_nothing_and_keeps_the_questions() -> None:
    ask = AskListening(AskModel(FLOW))
    assert ask.fork is FLOW
    assert ask("supply.block_emission", total_issuance=7).emission == 10**9
    asked = [(question.operation, question.given.to_wire()) for question in ask.questions]
    assert asked == [("supply.block_emission", {"total_issuance": "7"})]
