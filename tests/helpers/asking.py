"""Ask operations of the chapter with short questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from taospec.examples.consensus import epoch
from taospec.operations.catalogue import execute

Row = Sequence[Sequence[int]]
NO_ROWS: Mapping[int, Row] = {}


def ask(name: str, fork: str = "dereg", **given: Any) -> dict[str, Any]:
    """The answer to `consensus.<name>`.

    Raises:
        AssertionError: it is a rejection.
    """
    answer = execute(fork, f"consensus.{name}", given)
    assert "ok" in answer, answer
    accepted: dict[str, Any] = answer["ok"]
    return accepted


def refusal(name: str, fork: str = "dereg", **given: Any) -> str:
    """The code of the rejection.

    Raises:
        AssertionError: it is none.
    """
    answer = execute(fork, f"consensus.{name}", given)
    assert "reject" in answer, answer
    code: str = answer["reject"]["code"]
    return code


def state(
    stake: Sequence[int],
    weights: Mapping[int, Row] = NO_ROWS,
    bonds: Mapping[int, Row] = NO_ROWS,
    **changed: Any,
) -> dict[str, Any]:
    """A healthy `given` of `consensus.epoch` with whole stakes, and what is changed in it."""
    return epoch(stake, weights, bonds, fork="dereg", **changed)
