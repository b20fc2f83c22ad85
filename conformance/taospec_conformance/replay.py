"""One case of a result log, asked again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from taospec.errors import TaospecError
from taospec_conformance.asking.limits import Limits
from taospec_conformance.asking.session import Session
from taospec_conformance.asking.target import Target
from taospec_conformance.judging.verdict import CaseResult, Judge
from taospec_conformance.telling import results, way
from taospec_vectors import load
from taospec_vectors.format import Case, VectorFile


def parse_reference(text: str) -> tuple[Path, str, str | None]:
    """Log, case id and fork that `RESULTS.jsonl#case@fork` names; the fork may be left out.

    Raises:
        TaospecError: it names none.
    """
    path, mark, rest = text.rpartition("#")
    case_id, _, fork = rest.partition("@")
    if not mark or not path or not case_id:
        raise TaospecError(f"{text!r}: expected RESULTS.jsonl#CASE or RESULTS.jsonl#CASE@FORK")
    return Path(path), case_id, fork or None


def logged(log: results.Log, case_id: str, fork: str | None) -> list[Mapping[str, Any]]:
    """The lines of a case: of one fork, or of every fork it was asked in.

    Raises:
        TaospecError: the log has none.
    """
    lines = [
        line
        for line in log.cases
        if line["case"] == case_id and (fork is None or line["fork"] == fork)
    ]
    if not lines:
        raise TaospecError(f"{log.path}: no case {case_id}" + (f" in fork {fork}" if fork else ""))
    return lines


def case_of(line: Mapping[str, Any], files: Sequence[VectorFile]) -> Case:
    """The vector that a line is about, which must be what the log's run asked.

    Raises:
        TaospecError: the vectors have changed since, and no longer hold it.
    """
    found = next((case for case in load.cases(files) if case.id == line["case"]), None)
    if found is None:
        raise TaospecError(f"the vectors have no case {line['case']}")
    for name, now in (("given", found.given), ("expected", found.expect)):
        then = line.get(name)
        if then is not None and "elided" not in then and then != now:
            raise TaospecError(f"case {found.id}: {name} has changed since the log was written")
    return found


def ask_again(
    lines: Sequence[Mapping[str, Any]],
    files: Sequence[VectorFile],
    target: Target,
    limits: Limits,
) -> Iterator[CaseResult]:
    """Ask a case again in the forks of its lines, without any expectations file or band.

    Raises:
        AdapterFaultError: the adapter does not come up.
    """
    case = case_of(lines[0], files)
    session = Session(target, limits)
    try:
        said = session.start()
        judge = Judge(exact=said.numeric == "exact")
        for line in lines:
            outcome = session.ask(line["fork"], case.operation, case.given)
            result = judge.judge(case, line["fork"], outcome)
            yield result if result.divergence is None else _traced(result, session)
    finally:
        session.close()


def _traced(result: CaseResult, session: Session) -> CaseResult:
    """The result with where it begins to differ, if the adapter answers quantities on the way."""
    case, fork = result.case, result.fork
    question = way.traced(case.operation, case.given)
    if question is None:
        return result
    return replace(
        result, begins=way.begins(case, fork, session.ask(fork, case.operation, question))
    )
