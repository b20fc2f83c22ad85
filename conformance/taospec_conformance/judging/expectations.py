"""The deviations that an adapter's authors know of, in a file of theirs.

    format: taospec-expectations/1
    deviations:
    - match: supply.block_emission.first-*     # ids, or a list of them
      forks: [dereg]                           # all unless told
      outcome: mismatch
      reason: compares with >, fixed in the next release
      issue: https://example.org/issues/7

Strict both ways: a listed deviation that passes fails the run, one that deviates otherwise than
listed fails it, and so does an entry that no case matches.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from itertools import chain
from pathlib import Path
from typing import Any

from taospec.errors import TaospecError
from taospec_conformance.asking.outcomes import KINDS, Ok, Outcome
from taospec_conformance.judging.own_yaml import load, require_text

FORMAT = "taospec-expectations/1"
_FIELDS = ("match", "forks", "outcome", "reason", "issue")
# An answer that should have been another one; every other outcome goes by its own name.
MISMATCH = "mismatch"
OUTCOMES = (MISMATCH, *(kind for kind in KINDS if kind != "ok"))


@dataclass(frozen=True, slots=True)
class Deviation:
    """One entry.

    Attributes:
        match: glob over case ids.
        outcome: how the adapter deviates, one of `OUTCOMES`.
        reason: why, for people.
        issue: where it is followed up, or None.
        forks: in which forks; empty means all.
    """

    match: str
    outcome: str
    reason: str
    issue: str | None = None
    forks: tuple[str, ...] = ()

    def covers(self, case_id: str, fork: str) -> bool:
        """Whether the entry speaks of a case in a fork."""
        return fnmatchcase(case_id, self.match) and (not self.forks or fork in self.forks)

    def describes(self, outcome: Outcome) -> bool:
        """Whether a deviating outcome is the one that is listed."""
        return self.outcome == (MISMATCH if isinstance(outcome, Ok) else outcome.kind)


@dataclass(frozen=True, slots=True)
class Expectations:
    """All entries of a file; the first that covers a case speaks for it."""

    deviations: tuple[Deviation, ...] = ()

    def entry(self, case_id: str, fork: str) -> Deviation | None:
        """The entry for a case, if there is one."""
        return next(
            (deviation for deviation in self.deviations if deviation.covers(case_id, fork)), None
        )

    def stale(self, pairs: Iterable[tuple[str, str]]) -> list[Deviation]:
        """The entries that speak for none of these cases.

        Args:
            pairs: every `(case id, fork)` that the adapter can be asked, selected or not.
        """
        left = list(self.deviations)
        for case_id, fork in pairs:
            if not left:
                break
            entry = self.entry(case_id, fork)
            if entry in left:
                left.remove(entry)
        return left


def load_expectations(path: Path) -> Expectations:
    """The entries of a file.

    Raises:
        TaospecError: the file is not one of expectations; one line says where and why.
    """
    rows = load(path, FORMAT, "deviations", _FIELDS)
    groups = (_deviations(f"{path}: deviations[{index}]", row) for index, row in enumerate(rows))
    return Expectations(tuple(chain.from_iterable(groups)))


def _deviations(where: str, row: dict[str, Any]) -> Iterator[Deviation]:
    """One entry for each glob, so that each of them must speak for a case."""
    globs = row.get("match")
    for glob in globs if isinstance(globs, list) and globs else [globs]:
        yield _deviation(where, {**row, "match": glob})


def _deviation(where: str, row: dict[str, Any]) -> Deviation:
    outcome = require_text(row, "outcome", where)
    if outcome not in OUTCOMES:
        raise TaospecError(f"{where}: outcome: expected one of {', '.join(OUTCOMES)}")
    forks = row.get("forks", [])
    if not isinstance(forks, list) or not all(isinstance(name, str) for name in forks):
        raise TaospecError(f"{where}: forks: expected a list of names")
    return Deviation(
        match=require_text(row, "match", where),
        outcome=outcome,
        reason=require_text(row, "reason", where),
        issue=require_text(row, "issue", where) if "issue" in row else None,
        forks=tuple(forks),
    )
