"""Two logs of one implementation: what a change of it broke, and what it mended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from taospec_conformance.asking import outcomes
from taospec_conformance.judging.verdict import Verdict
from taospec_conformance.telling.lines import CaseLine, Header
from taospec_conformance.telling.log import RunLog

_GOOD = (Verdict.PASS, Verdict.KNOWN)
# What a person should know before reading a comparison: it is not only the adapter that differs.
_CONTEXT = {
    "target": "the target",
    "taospec": "the version of taospec",
    "bundle_sha256": "the vectors",
    "selection": "the selection",
    "numeric": "how the adapter computes",
}


@dataclass(frozen=True, slots=True)
class Change:
    """A case that came out otherwise.

    Attributes:
        case: id of the vector.
        forks: the forks in which it changed like this, in the order of the logs.
        before, after: what it was and is: a verdict, and where an answer differs.
        rules: the rules that it shows.
    """

    case: str
    forks: tuple[str, ...]
    before: str
    after: str
    rules: tuple[str, ...]


@dataclass(slots=True)
class Changes:
    """What two logs tell of the cases that both have, and which only one has.

    Attributes:
        broke: cases that were good and are not.
        mended: cases that were not good and are.
        otherwise: cases that are not good in another way than before.
        added, dropped: questions that only the later, or only the earlier log has.
        alike: questions that came out as before.
        context: what differs besides the adapter.
    """

    broke: list[Change] = field(default_factory=list)
    mended: list[Change] = field(default_factory=list)
    otherwise: list[Change] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    alike: int = 0
    context: list[str] = field(default_factory=list)


def changes(before: RunLog, after: RunLog) -> Changes:
    """How the later run came out against the earlier one."""
    earlier, later = _by_question(before), _by_question(after)
    comparison = Changes(context=list(_context(before.header, after.header)))
    comparison.added = _questions(later, earlier)
    comparison.dropped = _questions(earlier, later)
    together: dict[tuple[str, str, str], list[CaseLine]] = {}
    for question, line in later.items():
        if question in earlier:
            was, now = _word(earlier[question]), _word(line)
            if was == now:
                comparison.alike += 1
            else:
                together.setdefault((line.case, was, now), []).append(line)
    for (case, was, now), lines in together.items():
        forks = tuple(line.fork for line in lines)
        change = Change(case, forks, was, now, lines[0].rules)
        first = earlier[case, forks[0]]
        _kind(comparison, first, lines[0]).append(change)
    return comparison


def _kind(comparison: Changes, was: CaseLine, now: CaseLine) -> list[Change]:
    if was.verdict in _GOOD and now.verdict not in _GOOD:
        return comparison.broke
    if was.verdict not in _GOOD and now.verdict in _GOOD:
        return comparison.mended
    return comparison.otherwise


def _by_question(log: RunLog) -> Mapping[tuple[str, str], CaseLine]:
    return {(line.case, line.fork): line for line in log.results}


def _questions(these: Mapping[tuple[str, str], Any], those: Mapping[Any, Any]) -> list[str]:
    return [f"{case}[{fork}]" for case, fork in these if (case, fork) not in those]


def _word(line: CaseLine) -> str:
    """How a case came out, as far as that is compared: no times, and no text for people."""
    if line.verdict is Verdict.PASS:
        return "pass"
    if line.divergence is not None and line.divergence.first.path:
        what = f"{line.divergence.first.path} differs"
    else:
        what = outcomes.one_line(line.outcome)
    return f"{line.verdict.value}: {what}"


def _context(before: Header, after: Header) -> Iterator[str]:
    was, now = before.to_json(), after.to_json()
    for name, what in _CONTEXT.items():
        if was[name] != now[name]:
            shown = f": {was[name]} → {now[name]}" if isinstance(was[name], str) else ""
            yield f"{what} differs{shown}"
    if before.adapter.version != after.adapter.version:
        yield f"version of the adapter: {before.adapter.version} → {after.adapter.version}"
