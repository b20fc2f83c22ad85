"""What each fork changed, slot by slot, as pairs of vectors: one input, two answers.

`vectors/DIFFERENCES.tsv` names for every slot that a fork composes otherwise a vector of the older
fork and one of the newer that ask the same and expect otherwise, and with the older rule in that
one slot the newer fork does not answer as its vector expects. Where the older fork has not the
storage, the call or the operation that is asked for there is only the newer vector; where a fork
gave up what a slot held, only the older. `taospec vectors differences --record` searches all
vectors for them.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, NamedTuple

from taospec.errors import TaospecError
from taospec.forks import FORKS, Fork, Replacement, changes, predecessor
from taospec.forks.evolution import change_at
from taospec.operations.catalogue import find
from taospec.rejections import Rejection
from taospec.resources import vectors_path
from taospec_vectors.format import Case, VectorFile, canonical

DIFFERENCES = "DIFFERENCES.tsv"
# So many of the vectors that may show a slot are tried, the likeliest first.
_TRIED = 500


@dataclass(frozen=True, slots=True)
class Difference:
    """What shows that a fork changed a slot.

    Attributes:
        fork: the newer fork.
        slot: path of the slot.
        before: id of the vector with the older answer; empty where there is none.
        after: id of the vector with the newer answer; empty where there is none.
    """

    fork: str
    slot: str
    before: str = ""
    after: str = ""


_HEADER = tuple(field.name for field in fields(Difference))


def recorded(root: Path | None = None) -> dict[tuple[str, str], Difference]:
    """The table, by fork and slot; empty where there is none."""
    path = (root or vectors_path()) / DIFFERENCES
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as lines:
        rows = [Difference(**row) for row in csv.DictReader(lines, delimiter="\t")]
    return {(row.fork, row.slot): row for row in rows}


def table_text(differences: Iterable[Difference]) -> str:
    """The text of the table."""
    text = io.StringIO()
    lines = csv.writer(text, delimiter="\t", lineterminator="\n")
    lines.writerow(_HEADER)
    lines.writerows([getattr(each, name) for name in _HEADER] for each in differences)
    return text.getvalue()


# Asking


def asked(fork: Fork, case: Case) -> Any:
    """What a fork or a variant of one answers to the question of a vector; None if it cannot.

    It cannot where it has no such operation, call or storage, and where a rule of another fork
    finds nothing to work on.
    """
    entry = find(case.operation)
    if not entry.exists_in(fork.name):
        return None
    try:
        return {"ok": entry.run(fork, entry.input.from_wire(case.given)).to_wire()}
    except Rejection as rejection:
        return {"reject": {"code": rejection.code}}
    except (TaospecError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        return None


def is_shown(difference: Difference, cases: dict[str, Case]) -> bool:
    """Whether its vectors show what it says."""
    old = predecessor(difference.fork)
    if old is None:
        return False
    older, newer = FORKS[old], FORKS[difference.fork]
    replaced = {each.path: each for each in changes(older, newer)}
    slot = replaced.get(difference.slot)
    before, after = cases.get(difference.before), cases.get(difference.after)
    if slot is None:
        return False
    if before is not None and after is not None:
        return _is_pair(before, after) and _matters(newer, slot.path, slot.before, after)
    if after is not None:
        return asked(older, after) is None and _matters(newer, slot.path, slot.before, after)
    if before is not None:
        return asked(newer, before) is None and _matters(older, slot.path, slot.after, before)
    return False


def _is_pair(before: Case, after: Case) -> bool:
    same = before.operation == after.operation and before.given == after.given
    return same and before.expect != after.expect


def _matters(fork: Fork, path: str, other: Any, case: Case) -> bool:
    """Whether the fork answers the vector otherwise with another rule in a slot."""
    answer = asked(_with(fork, path, other), case)
    return answer is None or answer != case.expect


def _with(fork: Fork, path: str, rule: Any) -> Fork:
    return fork.variant(**change_at(path, rule).slots)


# Searching


class _Shown(NamedTuple):
    """Vectors that may show a slot, and which of them expect what the older and the newer do."""

    case: Case
    before: str
    after: str
    size: int


@dataclass(frozen=True, slots=True)
class Search:
    """What of all vectors may show what a fork changed.

    Attributes:
        older, newer: the two forks.
        pairs: vectors of both that ask the same and expect otherwise.
        alone: by fork, vectors of which the other fork has no sibling.
    """

    older: Fork
    newer: Fork
    pairs: Sequence[_Shown]
    alone: Mapping[str, Sequence[_Shown]]

    def differences(self) -> Iterator[tuple[Difference, tuple[str, str] | None]]:
        """For every slot that changed what shows it best; without vectors where nothing does.

        A pair comes before what only one of the two forks can be asked, an answer of the variant
        before none, a vector of the slot's rules before others, what is accepted before what is
        refused, a small one before a large one.

        Beside what nothing shows is a vector that would, and the fork whose answer is missing.
        """
        for slot in changes(self.older, self.newer):
            if best := self._pair(slot) or self._alone(slot):
                yield best, None
            else:
                yield Difference(self.newer.name, slot.path), self._unanswered(slot)

    def _unanswered(self, slot: Replacement) -> tuple[str, str] | None:
        """A vector that shows a slot, and the fork that answers it otherwise and has no sibling."""
        for fork, other, rule in self._sides(slot):
            for shown in _likely(self.alone[fork.name], slot):
                if _matters(fork, slot.path, rule, shown.case):
                    answer = asked(other, shown.case)
                    if answer is not None and answer != shown.case.expect:
                        return shown.case.id, other.name
        return None

    def _sides(self, slot: Replacement) -> tuple[tuple[Fork, Fork, Any], ...]:
        """Each fork, the other one, and what the other one has in the slot."""
        newer = self.newer, self.older, slot.before
        older = self.older, self.newer, slot.after
        return (older,) if slot.after is None else (newer, older)

    def _pair(self, slot: Replacement) -> Difference | None:
        return self._best(self.pairs, self.newer, slot, slot.before)

    def _alone(self, slot: Replacement) -> Difference | None:
        for fork, other, rule in self._sides(slot):
            unasked = [
                shown
                for shown in _likely(self.alone[fork.name], slot)
                if asked(other, shown.case) is None
            ]
            if best := self._best(unasked, fork, slot, rule):
                return best
        return None

    def _best(
        self, candidates: Sequence[_Shown], fork: Fork, slot: Replacement, rule: Any
    ) -> Difference | None:
        """The likeliest that the slot matters for: one whose variant answers, if there is one."""
        variant, silent = _with(fork, slot.path, rule), None
        for shown in _likely(candidates, slot):
            answer = asked(variant, shown.case)
            difference = Difference(self.newer.name, slot.path, shown.before, shown.after)
            if answer is not None and answer != shown.case.expect:
                return difference
            if answer is None and silent is None and _speaks_of(slot, shown.case):
                silent = difference
        return silent


def _likely(candidates: Iterable[_Shown], slot: Replacement) -> list[_Shown]:
    rules, chapter = set(slot.rules), slot.path.partition(".")[0]
    likely = sorted(
        candidates,
        key=lambda shown: (
            not rules & set(shown.case.rules),
            shown.case.chapter != chapter,
            shown.case.rejects,
            shown.size,
        ),
    )
    return likely[:_TRIED]


def _speaks_of(slot: Replacement, case: Case) -> bool:
    return not slot.rules or bool(set(slot.rules) & set(case.rules))


def search(name: str, files: Sequence[VectorFile]) -> Search | None:
    """What may show what a fork changed; None for the oldest."""
    old = predecessor(name)
    if old is None:
        return None
    groups: dict[str, dict[str, Case]] = defaultdict(dict)
    for file in files:
        for case in file.cases:
            for fork in {old, name} & set(file.forks):
                groups[canonical([case.operation, case.given])].setdefault(fork, case)
    pairs: list[_Shown] = []
    alone: dict[str, list[_Shown]] = {old: [], name: []}
    for question, by_fork in groups.items():
        before, after = by_fork.get(old), by_fork.get(name)
        if before and after:
            if before.expect != after.expect:
                pairs.append(_Shown(after, before.id, after.id, len(question)))
        elif after:
            alone[name].append(_Shown(after, "", after.id, len(question)))
        elif before:
            alone[old].append(_Shown(before, before.id, "", len(question)))
    return Search(FORKS[old], FORKS[name], pairs, alone)
