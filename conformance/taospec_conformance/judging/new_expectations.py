"""An expectations file from a run: what deviated in it, for the adapter's authors to explain.

Entries of the file that the run was held to are kept with their reasons as far as they still speak
for something; what is new says only what was seen, since nobody but the authors knows why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from taospec.errors import TaospecError
from taospec.files import write_whole
from taospec_conformance.asking.outcomes import Ok
from taospec_conformance.judging.expectations import FORMAT, MISMATCH
from taospec_conformance.judging.verdict import CaseResult, Verdict

_HEAD = "# What deviated in a run. Say for each entry why, and where it is followed up.\n"
_INDEX = re.compile(r"\[[^\]]*\]")


@dataclass(frozen=True, slots=True)
class _Entry:
    """What the cases of one entry have in common."""

    outcome: str
    reason: str
    issue: str | None
    forks: tuple[str, ...]


@dataclass(slots=True)
class Deviations:
    """Gathers what deviates, and the forks in which each case was asked."""

    _seen: dict[str, dict[str, tuple[str, str, str | None]]] = field(default_factory=dict)
    _asked: dict[str, list[str]] = field(default_factory=dict)

    def add(self, result: CaseResult) -> None:
        """Take a result of the run."""
        if result.verdict is Verdict.UNSUPPORTED:
            return
        if not result.instead_of:
            self._asked.setdefault(result.case.id, []).append(result.fork)
        if result.verdict in (Verdict.FAIL, Verdict.KNOWN):
            by_fork = self._seen.setdefault(result.case.id, {})
            by_fork[result.fork] = (_outcome(result), *_reason(result))

    def entries(self) -> Iterator[dict[str, Any]]:
        """The entries of the file, cases that deviate in the same way together."""
        together: dict[_Entry, list[str]] = {}
        for case_id, by_fork in self._seen.items():
            for what in dict.fromkeys(by_fork.values()):
                forks = tuple(fork for fork in self._asked[case_id] if by_fork.get(fork) == what)
                everywhere = len(forks) == len(self._asked[case_id])
                entry = _Entry(*what, () if everywhere else forks)
                together.setdefault(entry, []).append(case_id)
        for entry, ids in together.items():
            yield {
                "match": ids if len(ids) > 1 else ids[0],
                **({"forks": list(entry.forks)} if entry.forks else {}),
                "outcome": entry.outcome,
                "reason": entry.reason,
                **({"issue": entry.issue} if entry.issue else {}),
            }


def write(path: Path, deviations: Deviations) -> int:
    """Write the file, which must not exist, and return the number of its entries.

    Raises:
        TaospecError: it cannot be written, or is there already.
    """
    entries = list(deviations.entries())
    content = {"format": FORMAT, "deviations": entries}
    text = yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=100)
    try:
        if path.exists():
            raise TaospecError(f"{path}: is there already")
        write_whole(path, _HEAD + text)
    except OSError as error:
        raise TaospecError(f"{path}: {error.strerror or error}") from None
    return len(entries)


def _outcome(result: CaseResult) -> str:
    return MISMATCH if isinstance(result.outcome, Ok) else result.outcome.kind


def _reason(result: CaseResult) -> tuple[str, str | None]:
    listed = result.deviation
    if result.verdict is Verdict.KNOWN and listed:
        return listed.reason, listed.issue
    operation, divergence = result.case.operation, result.divergence
    if divergence is not None and divergence.first.path:
        quantity = _INDEX.sub("", divergence.first.path)
        return f"seen, not explained yet: {quantity} of {operation} differs", None
    what = "rejected or answered otherwise" if divergence else f"no answer ({result.outcome.kind})"
    return f"seen, not explained yet: {operation} is {what}", None
