"""Answering: what a builder proposes becomes a case once the model has answered it.

An answer stands if it is the same in every fork the file lists, and if it is the one that the
builder brought along, where it brought one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from taospec.errors import MalformedInputError, TaospecError
from taospec.operations.catalogue import answer, find
from taospec.operations.declare import Operation
from taospec.wire import Record, wire_form
from taospec_vectors.errors import VectorError
from taospec_vectors.format import Case, DraftCase, DraftFile, VectorFile, canonical
from taospec_vectors.load import refuse_duplicates
from taospec_vectors.schema import check_file_name

# An answer in a message is cut at a few lines of a terminal.
_LONGEST_ANSWER = 400


def answer_all(proposed: Iterable[DraftFile]) -> tuple[VectorFile, ...]:
    """The files that the proposals become once the model has answered, by path.

    Raises:
        VectorError: a draft is malformed, two share a path or an id, forks disagree, or an
            expectation that a builder brought along is not the model's answer.
    """
    files: dict[str, VectorFile] = {}
    for draft in proposed:
        if draft.path in files:
            raise VectorError(draft.path, "two builders write this file")
        files[draft.path] = _answer_file(draft)
    ordered = tuple(files[path] for path in sorted(files))
    refuse_duplicates(ordered, Path())
    return ordered


def _answer_file(draft: DraftFile) -> VectorFile:
    path = PurePosixPath(draft.path)
    try:
        operation = find(draft.operation)
    except TaospecError as error:
        raise VectorError(path, str(error), field="operation") from None
    check_file_name(path, operation.name, path)
    if not draft.forks or not draft.cases:
        raise VectorError(path, "a draft needs at least one fork and one case")
    answered = tuple(_answer(operation, tuple(draft.forks), case, path) for case in draft.cases)
    return VectorFile(path, operation.name, tuple(draft.forks), answered)


def _answer(
    operation: Operation, forks: tuple[str, ...], draft: DraftCase, path: PurePosixPath
) -> Case:
    case_id = f"{operation.name}.{draft.slug}"
    try:
        record, given = _well_formed(operation.input, draft.given, "given")
        answers = {fork: comparable(answer(fork, operation, record)) for fork in forks}
        _require_agreement(answers)
        expect = answers[forks[0]]
        _require_expected(operation, draft.expect, expect)
    except _DraftError as error:
        raise VectorError(path, error.problem, case=case_id, field=error.field) from None
    except TaospecError as error:
        raise VectorError(path, str(error), case=case_id) from None
    return Case(
        id=case_id,
        operation=operation.name,
        forks=forks,
        rules=tuple(draft.rules),
        why=draft.why,
        origin=draft.origin,
        given=given,
        expect=expect,
        source=draft.source,
        no_sibling=draft.no_sibling,
    )


class _DraftError(TaospecError):
    """A draft that cannot become a case, before its file and its id are put before it."""

    def __init__(self, field: str, problem: str) -> None:
        self.field = field
        self.problem = problem
        super().__init__(f"{field}: {problem}")


def _well_formed(
    kind: type[Record], value: Record | Mapping[str, Any], field: str
) -> tuple[Any, dict[str, Any]]:
    """The record, and the value as the wire has it, whichever of the two forms the builder used."""
    try:
        record = kind.from_wire(value.to_wire() if isinstance(value, Record) else value)
    except MalformedInputError as error:
        place, problem = error.problems[0]
        raise _DraftError(f"{field}.{place}" if place else field, problem) from None
    return record, wire_form(kind, value)


def comparable(answer: Mapping[str, Any]) -> dict[str, Any]:
    """The answer without the detail of a rejection, which is for people and never compared."""
    if "reject" in answer:
        return {"reject": {"code": answer["reject"]["code"]}}
    return {"ok": answer["ok"]}


def _require_agreement(answers: Mapping[str, Mapping[str, Any]]) -> None:
    first, *others = answers
    for fork in others:
        if answers[fork] != answers[first]:
            problem = (
                f"the forks disagree: {first} answers {_short(answers[first])}, "
                f"{fork} answers {_short(answers[fork])}"
            )
            raise _DraftError("forks", problem)


def _require_expected(
    operation: Operation, brought: Mapping[str, Any] | None, answer: Mapping[str, Any]
) -> None:
    if brought is None:
        return
    expected = dict(brought)
    if expected.keys() == {"ok"}:
        _, expected["ok"] = _well_formed(operation.output, brought["ok"], "expect.ok")
    if expected != answer:
        problem = f"the builder expects {_short(expected)}, the model answers {_short(answer)}"
        raise _DraftError("expect", problem)


def _short(answer: Mapping[str, Any]) -> str:
    text = canonical(answer)
    return text if len(text) <= _LONGEST_ANSWER else f"{text[: _LONGEST_ANSWER - 1]}…"
