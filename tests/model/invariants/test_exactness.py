"""Statements that a wrong answer within the old bounds breaks."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from taospec.consensus.epoch import emission
from taospec.forks import fork
from taospec.invariants import catalogue
from taospec.invariants.asking import AskModel

ONE = 2**64


class _Stubborn:
    """A model that answers one operation with the same bits, whatever it is asked."""

    def __init__(self, operation: str, bits: int) -> None:
        self.fork = fork()
        self._model, self._operation, self._bits = AskModel(self.fork), operation, bits

    def __call__(self, operation: str, /, **given: Any) -> Any:
        answer = self._model(operation, **given)
        return type(answer)(self._bits) if operation == self._operation else answer


@pytest.mark.parametrize(
    ("name", "operation", "values", "bits"),
    [
        pytest.param(
            "division-truncates",
            "numbers.div",
            {"kind": "U64F64", "a": 3 * ONE, "b": ONE},
            0,
            id="a quotient of zero, unsigned",
        ),
        pytest.param(
            "safe-division-gives-up-at-zero",
            "numbers.safe_div",
            {"kind": "U64F64", "a": 2**128 - 1, "b": 1},
            2**128 - 1,
            id="a safe quotient that saturates",
        ),
    ],
)
def test_a_wrong_quotient_breaks_it(
    name: str, operation: str, values: dict[str, Any], bits: int
) -> None:
    assert catalogue()[name].holds(AskModel(fork()), values)
    assert not catalogue()[name].holds(_Stubborn(operation, bits), values)


def test_payments_of_nothing_break_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Given everybody earned, when nobody is paid, then too much of the emission is lost."""
    statement = catalogue()["emission-never-exceeds-pot-n4"]
    values = {parameter.name: 0 for parameter in statement.parameters}
    values |= {"pot": 10**9, "incentive_a": 2**31, "dividend_a": 2**31}
    assert statement.holds(AskModel(fork()), values)
    monkeypatch.setattr(emission, "split", lambda shares, _pot: np.zeros_like(shares))
    assert not statement.holds(AskModel(fork()), values)
