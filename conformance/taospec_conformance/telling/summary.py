"""A run in a few lines: a verdict per rule, then what failed. As text, Markdown or JSON."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from fractions import Fraction
from typing import Any

from taospec_conformance.asking.outcomes import one_line
from taospec_conformance.asking.text import printable
from taospec_conformance.judging.suspects import Suspicion
from taospec_conformance.judging.verdict import CaseResult, Verdict
from taospec_conformance.resemblance import Gathered
from taospec_conformance.runner import Run
from taospec_conformance.telling import values, violation
from taospec_conformance.telling.failure import rule_title

FORMATS = ("text", "markdown", "json")
_COLUMNS = tuple(Verdict)
_MOST_SUSPECTS = 3
# Seconds for one answer that a person notices.
_SLOW = 1.0
_LONGEST = 200
WORDS = {
    0: "conforms",
    1: "deviates",
    3: "the adapter is broken",
    5: "nothing ran",
}


@dataclass(slots=True)
class Tally:
    """Counts the results of one run while they come.

    Attributes:
        rules: rule id → cases by verdict.
        failed: of each case that is not good, its verdict, and the forks in which it is that.
        partial: answers that leave fields out, and those of them that are right in all others.
        worst: the largest relative error of an adapter that is not exact, and the case.
        grades: cases by grade.
        slowest: the longest time that an answer took, and its case.
        suspicion: which rules explain the failures.
        gathered: what can be compared with the zoo.
    """

    rules: dict[str, Counter[Verdict]] = field(default_factory=lambda: defaultdict(Counter))
    failed: dict[str, tuple[Verdict, list[str]]] = field(default_factory=dict)
    partial: Counter[bool] = field(default_factory=Counter)
    worst: tuple[Fraction, str] | None = None
    grades: Counter[str] = field(default_factory=Counter)
    slowest: tuple[float, str] = (0.0, "")
    suspicion: Suspicion = field(default_factory=Suspicion)
    gathered: Gathered = field(default_factory=Gathered)

    def add(self, result: CaseResult) -> None:
        """Count one result."""
        self.suspicion.add(result)
        self.gathered.add(result)
        for rule_id in result.case.rules:
            self.rules[rule_id][result.verdict] += 1
            if result.instead_of:
                self.rules[rule_id][result.instead_of] -= 1
        if not result.verdict.is_good:
            _, forks = self.failed.setdefault(result.case.id, (result.verdict, []))
            if result.fork not in forks:
                forks.append(result.fork)
        if result.divergence and result.divergence.left_out:
            self.partial[result.divergence.is_partial] += 1
        self.slowest = max(self.slowest, (result.seconds, f"{result.case.id}[{result.fork}]"))
        if result.grade:
            self.grades[result.grade.value] += 1
        if result.worst and (self.worst is None or result.worst.relative > self.worst[0]):
            self.worst = (result.worst.relative, result.case.id)


def verdict_of(counts: Mapping[Verdict, int]) -> str:
    """One word for a rule: `fail` if any case of it fails, and so on down to `pass`."""
    for verdict in (Verdict.FAIL, Verdict.UNEXPECTED_PASS, Verdict.KNOWN, Verdict.PASS):
        if counts[verdict]:
            return verdict.value
    return Verdict.UNSUPPORTED.value


def render(run: Run, tally: Tally, form: str) -> str:
    """The summary of a finished run in one of `FORMATS`."""
    if form == "json":
        return json.dumps(as_json(run, tally), indent=2)
    return "\n".join(_markdown(run, tally) if form == "markdown" else _text(run, tally))


def as_json(run: Run, tally: Tally) -> dict[str, Any]:
    """The summary as data."""
    likeness = tally.gathered.resembles()
    return {
        "target": run.target.text,
        "adapter": run.description.adapter.model_dump() if run.description else None,
        "result": WORDS[run.exit_code],
        "exit_code": run.exit_code,
        "counts": {verdict.value: run.counts[verdict] for verdict in _COLUMNS},
        "rules": {
            rule_id: {"verdict": verdict_of(counts), **{v.value: counts[v] for v in _COLUMNS}}
            for rule_id, counts in _ordered(tally.rules)
        },
        "failed": sorted(tally.failed),
        "failed_in": {name: tally.failed[name][1] for name in sorted(tally.failed)},
        "partial": {"answers": tally.partial.total(), "right": tally.partial[True]},
        "stopped": run.stopped,
        "suspects": [asdict(suspect) for suspect in tally.suspicion.ranked()],
        "resembles": asdict(likeness) if likeness else None,
        "stale": [deviation.match for deviation in run.stale],
        "broken": one_line(run.broken) if run.broken else None,
        "properties": [violation.to_json(held) for held in run.properties],
        "grades": dict(tally.grades),
        "seconds": round(run.seconds, 3),
    }


def _text(run: Run, tally: Tally) -> Iterator[str]:
    yield _headline(run)
    ordered = _ordered(tally.rules)
    claimed = [
        rule_counts
        for rule_counts in ordered
        if set(_seen(rule_counts[1])) != {Verdict.UNSUPPORTED}
    ]
    rows = [(printable(rule_title(rule_id), 56), counts) for rule_id, counts in claimed]
    wide = max((len(title) for title, _ in rows), default=0)
    for title, counts in rows:
        shown = "  ".join(f"{counts[verdict]:>5} {verdict.value}" for verdict in _seen(counts))
        yield f"  {title:<{wide}}  {verdict_of(counts):<11} {shown}"
    if len(rows) < len(ordered):
        yield f"  not claimed: {len(ordered) - len(rows)} of {len(ordered)} rules asked for"
    yield from _remarks(run, tally)
    yield (
        f"{_counts(run)} in {run.seconds:.2f} s: {WORDS[run.exit_code]} (exit code {run.exit_code})"
    )


def _markdown(run: Run, tally: Tally) -> Iterator[str]:
    yield f"### {_escaped(_headline(run))}"
    yield ""
    yield f"**{WORDS[run.exit_code]}**: {_counts(run)}"
    yield ""
    yield "| rule | verdict | " + " | ".join(verdict.value for verdict in _COLUMNS) + " |"
    yield "|---|---|" + "---:|" * len(_COLUMNS)
    for rule_id, counts in _ordered(tally.rules):
        numbers = " | ".join(str(counts[verdict]) for verdict in _COLUMNS)
        yield f"| {_escaped(rule_title(rule_id))} | {verdict_of(counts)} | {numbers} |"
    remarks = [_escaped(line.strip()) for line in _remarks(run, tally)]
    if remarks:
        yield ""
        yield from (f"- {line}" for line in remarks)


def _headline(run: Run) -> str:
    if run.description is None:
        return printable(run.target.text, 120)
    who = run.description.adapter
    return printable(f"{who.name} {who.version} ({who.language}), {run.description.numeric}", 160)


def _remarks(run: Run, tally: Tally) -> Iterator[str]:
    for case_id, (verdict, forks) in sorted(tally.failed.items()):
        yield f"  {verdict}: {case_id} [{' '.join(forks)}]"
    if tally.partial:
        whole, right = tally.partial.total(), tally.partial[True]
        yield f"  partial answers: {whole:_} leave fields out, {right:_} are right in all others"
    if tally.slowest[0] > _SLOW:
        yield f"  slowest: {tally.slowest[1]} took {tally.slowest[0]:.1f} s"
    yield from _suspects(tally)
    if run.stopped:
        yield f"  {run.stopped}"
    if run.properties:
        violated = sorted({held.invariant.name for held in run.properties if not held.holds})
        names = f": {', '.join(violated)}" if violated else ""
        yield f"  invariants: {len(run.properties)} tried, {len(violated)} violated{names}"
    for entry in run.stale:
        yield printable(f"  stale entry of the expectations file, no case matches: {entry.match}")
    if tally.grades:
        shown = ", ".join(f"{count} {grade}" for grade, count in sorted(tally.grades.items()))
        worst = tally.worst
        where = (
            f"; worst relative error {values.scientific(worst[0])} in {worst[1]}" if worst else ""
        )
        yield f"  floating point: {shown}{where}"
    if run.broken:
        yield f"  broken: {one_line(run.broken)}"
    elif not run.counts.total():
        yield printable(f"  {run.selection.why_nothing(run.files, run.description)}", _LONGEST)


def _suspects(tally: Tally) -> Iterator[str]:
    """What the failures have in common: rules, and an animal of the zoo."""
    for place, suspect in enumerate(tally.suspicion.ranked()[:_MOST_SUSPECTS], 1):
        rules = ", ".join(suspect.rules)
        title = rule_title(rules) if len(suspect.rules) == 1 else rules
        whose = "its" if len(suspect.rules) == 1 else "their"
        share = f"{suspect.failing:_} of {whose} {suspect.answers:_} answers fail"
        told = f"{suspect.failing:_} of all {tally.suspicion.failing:_} failures"
        yield printable(f"  suspect {place}: {title}: {share}, {told}", _LONGEST)
    if likeness := tally.gathered.resembles():
        same = f"{likeness.alike} of {likeness.compared} wrong answers are the same"
        rule = rule_title(likeness.breaks)
        yield f"  your failures look like zoo:{likeness.animal}: {same}"
        yield printable(f"    it breaks {rule}, as do {likeness.whose}", _LONGEST)


def _counts(run: Run) -> str:
    shown = [f"{run.counts[verdict]:_} {verdict.value}" for verdict in _seen(run.counts)]
    return ", ".join(shown) or "no case was asked"


def _seen(counts: Mapping[Verdict, int]) -> list[Verdict]:
    return [verdict for verdict in _COLUMNS if counts[verdict]]


def _ordered(
    rules: Mapping[str, Counter[Verdict]],
) -> list[tuple[str, Counter[Verdict]]]:
    return sorted(rules.items(), key=lambda rule_counts: _rule_order(rule_counts[0]))


def _rule_order(rule_id: str) -> tuple[str, int]:
    prefix, _, number = rule_id.partition("-")
    return prefix, int(number) if number.isdigit() else 0


def _escaped(text: str) -> str:
    for char in "\\`*_<>|[]":
        text = text.replace(char, f"\\{char}")
    return text
