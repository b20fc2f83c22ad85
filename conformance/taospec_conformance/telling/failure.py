"""A failure as an engineer of another team reads it at night: at most forty lines.

FAIL supply.block_emission.first-threshold-reached            SUP-3 Emission halves by issuance
     catches   compares with > where the chain has >=, and halves one rao too late
     given     total_issuance   10_500_000.000000000 TAO
     expected  emission         500_000_000 rao
     got       emission       1_000_000_000 rao      off by +500_000_000 rao (+0.500000000 TAO)
     replay    taospec replay run.jsonl#supply.block_emission.first-threshold-reached@dereg
"""

from __future__ import annotations

import shlex
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from taospec.errors import TaospecError
from taospec.rulebook import rulebook
from taospec_conformance.asking.outcomes import Fault, Ok, one_line
from taospec_conformance.asking.text import UNSHOWN, printable, printable_lines
from taospec_conformance.judging.compare import Difference, Divergence
from taospec_conformance.judging.verdict import CaseResult, Verdict
from taospec_conformance.telling import inputs, neighbours, values, way

WIDTH = 100
_INDENT = " " * 5
_LABEL = 10
_ROOM = WIDTH - len(_INDENT) - _LABEL
_MOST_STDERR = 8
_MOST_COUNTS = 8
_LONGEST_WHY = 400
_HEADS = {Verdict.UNEXPECTED_PASS: "UNEXPECTED PASS"}


def failure(
    result: CaseResult, *, target: str, log: str | None = None, forks: Sequence[str] = ()
) -> str:
    """The text of a result that is not a pass.

    Args:
        result: what came back and what it is worth.
        target: the target string, and …
        log: … path of the result log if there is one, for the command that asks again.
        forks: every fork in which it came out like this; the result's own unless told.
    """
    sections: Mapping[str, Callable[[], Iterable[str]]] = {
        "catches": lambda: _labelled("catches", printable(result.case.why, _LONGEST_WHY)),
        "given": lambda: _given(result),
        "model": lambda: _way(result),
        "got": lambda: _comparison(result),
        "listed": lambda: _listed(result),
        "stderr": lambda: _stderr(result),
    }
    lines = list(_title(result, forks or (result.fork,)))
    for label, section in sections.items():
        try:
            lines += section()
        except Exception:  # what we cannot write must not end a run that still has cases to ask
            lines.append(line(label, UNSHOWN))
    lines += _labelled("replay", _replay(result, target, log))
    return "\n".join(lines)


def line(label: str, text: str) -> str:
    """A line of a failure: what it is about, and what there is to say."""
    return f"{_INDENT}{label:<{_LABEL}}{text}".rstrip()


def rule_title(rule_id: str) -> str:
    """A rule's id with its title, where the prose has one."""
    try:
        rule = rulebook().get(rule_id)
    except TaospecError:  # a chapter that is being written must not hide the failure
        rule = None
    return f"{rule_id} {rule.title}" if rule else rule_id


def _title(result: CaseResult, forks: Sequence[str]) -> Iterator[str]:
    head = _HEADS.get(result.verdict, result.verdict.value.upper())
    left = f"{head} {result.case.id} [{' '.join(forks)}]"
    first, *others = [rule_title(rule_id) for rule_id in result.case.rules]
    space = WIDTH - len(left) - len(first)
    if space >= 2:
        yield left + " " * space + first
    else:
        yield left
        others.insert(0, first)
    yield from _under("rules", others[:3])


def _given(result: CaseResult) -> Iterator[str]:
    divergence = result.divergence
    shown = inputs.lines(result.case, divergence.first.path if divergence else None, _ROOM)
    yield from _under("given", shown)


def _comparison(result: CaseResult) -> Iterator[str]:
    divergence = result.divergence
    if result.verdict is Verdict.UNEXPECTED_PASS and result.deviation:
        right = "rejection" if "reject" in result.case.expect else "answer"
        yield from _labelled("expected", f"a deviation ({result.deviation.outcome}), as listed")
        yield from _labelled("got", f"the right {right}")
        return
    if divergence is None:
        expect = result.case.expect
        due = f"reject {expect['reject']['code']}" if "reject" in expect else "an answer"
        yield from _labelled("expected", due)
        yield from _labelled("got", one_line(result.outcome))
        return
    first = divergence.first
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
    if result.begins:
        begin = result.begins.first
        due, came = (
            values.compared(begin.expected, begin.unit),
            values.compared(begin.got, begin.unit),
        )
        yield from _labelled("begins", f"at {begin.path}: {came} where the model has {due}")
    yield from _under("near", _neighbours(result, first.path))
    if divergence.left_out:
        yield from _labelled("left out", _left_out(divergence))
    elif divergence.others:
        yield from _labelled("also", _also(divergence))


def _left_out(divergence: Divergence) -> str:
    """The fields that are not there, and what that says of those that are."""
    fields = ", ".join(divergence.left_out)
    if divergence.is_partial:
        return f"{fields}; every field that is there is right"
    wrong = divergence.others + 1 - len(divergence.left_out)
    return f"{fields}; of the fields that are there {wrong:_} values differ"


def _also(divergence: Divergence) -> str:
    """How many more differ: where the few are, or in which quantities the many."""
    if divergence.others > len(divergence.next_paths) and len(divergence.by_quantity) > 1:
        counts = [f"{number:_} in {name}" for name, number in divergence.by_quantity]
        listed = ", ".join(counts[:_MOST_COUNTS]) + (", …" if len(counts) > _MOST_COUNTS else "")
        return f"{divergence.others:_} more differ, with this one {listed}"
    rest = ["…"] if divergence.others > len(divergence.next_paths) else []
    return f"{divergence.others:_} more differ: {', '.join([*divergence.next_paths, *rest])}"


def _neighbours(result: CaseResult, path: str) -> list[str]:
    """The list around the place, as it was due and as it came, if it is one of a list."""
    if "ok" not in result.case.expect or not isinstance(result.outcome, Ok):
        return []
    room = _ROOM - len("expected   ")
    due = neighbours.around(result.case.expect["ok"], path, room)
    came = neighbours.around(result.outcome.answer, path, room)
    return [f"expected   {due}", f"got        {came}"] if due and came else []


def _way(result: CaseResult) -> Iterator[str]:
    """What the model has on the way to the first difference, in raw bits."""
    divergence = result.divergence
    if divergence is None or not isinstance(result.outcome, Ok):
        return
    steps = way.way(result.case, result.fork, divergence.first.path)
    wide = max((len(step.title) for step in steps), default=0)
    shown = [f"{step.title:<{wide}}   {step.text(_ROOM - wide - 3)}" for step in steps]
    yield from _under("model", shown)


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
    yield from _under("stderr", printable_lines(result.outcome.stderr, _MOST_STDERR, _ROOM))


def _replay(result: CaseResult, target: str, log: str | None) -> str:
    if log is None:
        command = ["conform", target, "--id", result.case.id, "--fork", result.fork]
    else:
        command = ["replay", f"{log}#{result.case.id}@{result.fork}"]
    return printable(shlex.join(["taospec", *command]), 2 * WIDTH)


def _under(label: str, texts: Iterable[str]) -> Iterator[str]:
    for index, text in enumerate(texts):
        yield line(label if index == 0 else "", text)


def _labelled(label: str, text: str) -> Iterator[str]:
    yield from _under(label, [text] if label == "replay" else textwrap.wrap(text, _ROOM)[:3])
