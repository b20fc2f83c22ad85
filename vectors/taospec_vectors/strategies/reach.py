"""How often what is drawn is accepted, and which checks refuse the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings

from taospec.operations.catalogue import execute
from taospec_vectors.strategies.inputs import given_of
from taospec_vectors.strategies.steady import steady_draws


@dataclass(frozen=True, slots=True)
class Reach:
    """What became of inputs that were drawn.

    Attributes:
        drawn: how many.
        accepted: how many of them the model answered.
        refused: how many it refused, by code, the most frequent first.
    """

    drawn: int
    accepted: int
    refused: Mapping[str, int]


def reach(operation: str, fork: str, draws: int) -> Reach:
    """Ask the model what a strategy draws; the same in every run.

    Args:
        operation: its name.
        fork: one that has it.
        draws: how many inputs.
    """
    codes = Counter(_codes(operation, fork, draws))
    accepted = codes.pop("", 0)
    return Reach(accepted + codes.total(), accepted, dict(codes.most_common()))


def _codes(operation: str, fork: str, draws: int) -> Iterator[str]:
    """The code of each refusal, nothing for an answer."""
    outcomes: list[str] = []

    @seed(0)
    @settings(
        max_examples=draws,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(given_of(operation))
    def ask(data: dict[str, Any]) -> None:
        answer = execute(fork, operation, data)
        outcomes.append(answer.get("reject", {}).get("code", ""))

    with steady_draws():
        ask()
    yield from outcomes
