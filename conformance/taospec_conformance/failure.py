"""A failure as an engineer of another team reads it at night: at most forty lines.

FAIL supply.block_emission.first-threshold-reached            SUP-3 Emission halves by issuance
     why       compares with > where the chain has >=, and halves one rao too late
     given     total_issuance   10_500_000.000000000 TAO
     expected  emission         500_000_000 rao
     got       emission       1_000_000_000 rao      off by +500_000_000 rao (+0.500000000 TAO)
     replay    taospec replay run.jsonl#supply.block_emission.first-threshold-reached@dereg
"""

from __future__ import annotations

import re
import shlex
import textwrap
from collections.abc import Iterator
from itertools import islice

from taospec.errors import TaospecError
from taospec.operations import catalogue
from taospec.rules import rulebook
from taospec_conformance import shape, values
from taospec_conformance.compare import Difference, Divergence
from taospec_conformance.judge import CaseResult, Verdict
from taospec_conformance.outcomes import Fault, one_line
from taospec_conformance.text import printable, printable_lines
from taospec_vectors import present
from taospec_vectors.shapes import Shape, shape_of

WIDTH = 100
_INDENT = " " * 5
_LABEL = 10
_MOST_GIVEN = 14
_MOST_STDERR = 8
_HEADS = {Verdict.UNEXPECTED_PASS: "UNEXPECTED PASS"}


def failure(result: CaseResult, target: str, log: str | None = None) -> str:
    """The text of a result that is not a pass.

    Args:
        result: what came back and what it is worth.
        target: the target string, and …
        log: … path of the result log if there is one, for the command that asks again.
    """
    lines = [
        *_title(result),
        *_labelled("why", result.case.why),
        *_given(result),
        *_comparison(result),
        *_listed(result),
        *_stderr(result),
        *_labelled("replay", _replay(result, target, log)),
    ]
    return "\n".join(lines)


def line(label: str, text: str) -> str:
    """A line of a failure: what it is about, and what there is to say."""
    return f"{_INDENT}{label:<{_LABEL}}{text}".rstrip()


def rule_title(rule_id: str) -> str:
    """A rule's id with its title, where the prose has one."""
    try:
        found = rulebook().get(rule_id)
    except TaospecError:  # a chapter that is being written must not hide the failure
        found = None
    return f"{rule_id} {found.title}" if found else rule_id


def _title(result: CaseResult) -> Iterator[str]:
    head = _HEADS.get(result.verdict, result.verdict.value.upper())
    left = f"{head} {result.case.id} [{result.fork}]"
    first, *others = [rule_title(rule_id) for rule_id in result.case.rules]
    space = WIDTH - len(left) - len(first)
    if space >= 2:
        yield left + " " * space + first
    else:
        yield left
        others.insert(0, first)
    for index, other in enumerate(others[:3]):
        yield line("rules" if index == 0 else "", other)


def _given(result: CaseResult) -> Iterator[str]:
    given, record = result.case.given, catalogue()[result.case.operation].given
    quantities = list(islice(present.quantities(record, given), _MOST_GIVEN + 1))
    if len(quantities) > _MOST_GIVEN:
        quantities = list(_fields(result, shape_of(record)))
    wide = max((len(name) for name, _ in quantities), default=0)
    for index, (name, text) in enumerate(quantities):
        yield line("given" if index == 0 else "", f"{name:<{wide}}   {text}")


def _fields(result: CaseResult, record: Shape) -> Iterator[tuple[str, str]]:
    """Name and text of each field, long lists cut down to what is around the divergence."""
    given, hints = result.case.given, shape.fields(record, result.case.given)
    names, around = list(given), _index(result.divergence)
    wide = max(map(len, names))
    room = WIDTH - len(_INDENT) - _LABEL - wide - 3
    for name in names[: _MOST_GIVEN - 1]:
        yield name, values.show(given[name], hints.get(name), room, around)
    if len(names) >= _MOST_GIVEN:
        yield "…", f"and {len(names) - _MOST_GIVEN + 1} more fields"


def _comparison(result: CaseResult) -> Iterator[str]:
    found = result.divergence
    if result.verdict is Verdict.UNEXPECTED_PASS and result.deviation:
        right = "rejection" if "reject" in result.case.expect else "answer"
        yield from _labelled("expected", f"a deviation ({result.deviation.outcome}), as listed")
        yield from _labelled("got", f"the right {right}")
        return
    if found is None:
        expect = result.case.expect
        due = f"reject {expect['reject']['code']}" if "reject" in expect else "an answer"
        yield from _labelled("expected", due)
        yield from _labelled("got", one_line(result.outcome))
        return
    first = found.first
    if first.kind in ("missing", "unexpected", "order"):
        yield from _structural(first)
    else:
        yield from _valued(first)
    if first.note:
        yield from _labelled("note", first.note)
    if first.kind == "outcome":
        yield from _labelled("answered", one_line(result.outcome))
    if result.worst:
        worst = result.worst
        relative, absolute = values.scientific(worst.relative), values.scientific(worst.absolute)
        yield from _labelled("worst", f"{worst.path}: relative {relative}, absolute {absolute}")
    if found.others:
        shown = ", ".join(found.next_paths)
        dots = ", …" if found.others > len(found.next_paths) else ""
        yield from _labelled("also", f"{found.others:_} more differ: {shown}{dots}")


def _valued(first: Difference) -> Iterator[str]:
    path = first.path or "answer"
    due = values.compared(first.expected, first.unit)
    came = values.compared(first.got, first.unit)
    if first.off_by is not None:
        wide = max(len(due), len(came))
        due, came = due.rjust(wide), came.rjust(wide)
        came += f"      off by {values.off_by(first.off_by, first.unit)}"
    elif first.kind == "form":
        due, came = repr(first.expected), printable(repr(first.got), 60)
    yield line("expected", f"{path}   {due}")
    yield line("got", f"{path}   {came}")


def _structural(first: Difference) -> Iterator[str]:
    if first.kind == "missing":
        yield line("expected", f"{first.path}   {values.show(first.expected)}")
        yield line("got", f"{first.path}   is missing")
    elif first.kind == "unexpected":
        yield line("expected", f"no {first.path}")
        yield line("got", f"{first.path}   {values.show(first.got)}")
    else:
        yield line("got", f"{first.path}   has the right entries in another order")


def _listed(result: CaseResult) -> Iterator[str]:
    entry = result.deviation
    if entry is None:
        return
    where = f" ({entry.issue})" if entry.issue else ""
    if result.verdict is Verdict.UNEXPECTED_PASS:
        text = f"{entry.reason}; take it off the list"
    elif result.verdict is Verdict.FAIL:
        text = f"as {entry.outcome}, but it deviates in another way: {entry.reason}"
    else:
        text = f"as {entry.outcome}: {entry.reason}"
    yield from _labelled("listed", printable(text + where))


def _stderr(result: CaseResult) -> Iterator[str]:
    if not isinstance(result.outcome, Fault) or not result.outcome.stderr:
        return
    tail = printable_lines(result.outcome.stderr, _MOST_STDERR, WIDTH - len(_INDENT) - _LABEL)
    for index, text in enumerate(tail):
        yield line("stderr" if index == 0 else "", text)


def _replay(result: CaseResult, target: str, log: str | None) -> str:
    if log is None:
        command = ["conform", target, "--id", result.case.id, "--fork", result.fork]
    else:
        command = ["replay", f"{log}#{result.case.id}@{result.fork}"]
    return printable(shlex.join(["taospec", *command]), 2 * WIDTH)


def _index(found: Divergence | None) -> int | None:
    """Index of the first divergence in the outermost list, which per-uid inputs share."""
    match = re.search(r"\[(?:uid )?([0-9]+)\]", found.first.path) if found else None
    return int(match[1]) if match else None


def _labelled(label: str, text: str) -> Iterator[str]:
    room = WIDTH - len(_INDENT) - _LABEL
    whole = [text] if label == "replay" else textwrap.wrap(text, room)[:3]
    for index, part in enumerate(whole):
        yield line(label if index == 0 else "", part)
