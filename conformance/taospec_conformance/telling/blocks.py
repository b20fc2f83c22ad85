"""Failures as a person reads them: once for all forks in which a case fails in the same way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from taospec_conformance.asking.outcomes import Fault
from taospec_conformance.judging.verdict import CaseResult


@dataclass(slots=True)
class Block:
    """One distinct failure.

    Attributes:
        result: in the first of the forks.
        forks: every fork in which the case fails in the same way.
    """

    result: CaseResult
    forks: list[str]


class Blocks:
    """Gathers failures while they come; those of one case come one after the other."""

    def __init__(self) -> None:
        self._case = ""
        self._blocks: list[Block] = []

    def add(self, result: CaseResult) -> Iterator[Block]:
        """Take a result; what comes back are the failures of a case that is over."""
        if result.case.id != self._case:
            yield from self.rest()
            self._case = result.case.id
        if result.verdict.is_good:
            return
        same = next((block for block in self._blocks if _alike(block.result, result)), None)
        if same:
            same.forks.append(result.fork)
        else:
            self._blocks.append(Block(result, [result.fork]))

    def rest(self) -> Sequence[Block]:
        """The failures of the last case."""
        blocks, self._blocks = self._blocks, []
        return blocks


def _alike(one: CaseResult, other: CaseResult) -> bool:
    if one.verdict is not other.verdict or one.divergence != other.divergence:
        return False
    if isinstance(one.outcome, Fault) and isinstance(other.outcome, Fault):  # stderr may differ
        same_kind = one.outcome.kind == other.outcome.kind
        return same_kind and one.outcome.detail == other.outcome.detail
    return one.outcome == other.outcome
