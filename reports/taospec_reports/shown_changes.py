"""What shows that a fork changed a slot: an input, and what the older and the newer fork answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from taospec.operations.catalogue import find
from taospec_conformance.asking.outcomes import Ok, Outcome, Reject
from taospec_conformance.judging.compare import Difference
from taospec_conformance.judging.verdict import compare
from taospec_reports import quantities
from taospec_vectors.differences import recorded
from taospec_vectors.format import Case
from taospec_vectors.load import cases

# Of an input so much is shown beside the change; its vector has all of it.
_MOST_GIVEN = 8


@dataclass(frozen=True, slots=True)
class Shown:
    """One input, and how the two answers to it differ.

    Attributes:
        operation: what is asked.
        given: the first quantities of the input.
        more: how many further ones it has.
        before: id of the vector of the older fork; empty where it has none.
        after: id of the vector of the newer fork, likewise.
        first: where the answers differ first; None where only one of the forks can be asked.
        others: how many more places differ.
    """

    operation: str
    given: quantities.Pairs
    more: int
    before: str = ""
    after: str = ""
    first: Difference | None = None
    others: int = 0

    @property
    def unit(self) -> str | None:
        """What the first place that differs counts."""
        return quantities.unit_of(find(self.operation), self.first.path) if self.first else None


@cache
def _cases() -> Mapping[str, Case]:
    return {case.id: case for case in cases()}


def shown(fork: str, slot: str) -> Shown | None:
    """What shows the change of a slot; None where no vector does."""
    row = recorded().get((fork, slot))
    if row is None:
        return None
    before, after = _cases().get(row.before), _cases().get(row.after)
    case = after or before
    if case is None:
        return None
    pairs = quantities.given(find(case.operation), case.given, quantities.BRIEF)
    told = Shown(
        case.operation,
        pairs[:_MOST_GIVEN],
        max(0, len(pairs) - _MOST_GIVEN),
        before.id if before else "",
        after.id if after else "",
    )
    if before is None or after is None:
        return told
    divergence = compare(before, _outcome(after))
    if divergence is None:
        return told
    return replace(told, first=divergence.first, others=divergence.others)


def _outcome(case: Case) -> Outcome:
    if case.rejects:
        return Reject(case.expect["reject"]["code"])
    return Ok(case.expect["ok"])


def first_rule(case_id: str) -> str:
    """The rule on whose page a vector stands: the first one that it shows."""
    return _cases()[case_id].rules[0]
