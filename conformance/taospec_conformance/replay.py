"""One case of a result log, asked again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from taospec.errors import TaospecError
from taospec.naming import known_name
from taospec_conformance.asker import Asker
from taospec_conformance.asking.limits import Limits
from taospec_conformance.asking.outcomes import AdapterFaultError
from taospec_conformance.asking.target import Target
from taospec_conformance.asking.text import clean
from taospec_conformance.judging.verdict import CaseResult
from taospec_conformance.telling import way
from taospec_conformance.telling.lines import CaseLine
from taospec_conformance.telling.log import RunLog
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


def logged(log: RunLog, case_id: str, fork: str | None) -> list[CaseLine]:
    """The lines of a case: of one fork, or of every fork it was asked in.

    Raises:
        TaospecError: the log has none; the message offers the nearest.
    """
    case_id = known_name(case_id, {line.case: line for line in log.results}, f"case of {log.path}")
    lines = [
        line for line in log.results if line.case == case_id and (fork is None or line.fork == fork)
    ]
    if not lines:
        raise TaospecError(f"{log.path}: no case {case_id}" + (f" in fork {fork}" if fork else ""))
    return lines


def case_of(line: CaseLine, files: Sequence[VectorFile]) -> Case:
    """The vector that a line is about, which must be what the log's run asked.

    Raises:
        TaospecError: the vectors have changed since, and no longer hold it.
    """
    case = next((case for case in load.cases(files) if case.id == line.case), None)
    if case is None:
        raise TaospecError(f"the vectors have no case {line.case}")
    if line.fork not in case.forks:
        raise TaospecError(f"case {case.id}: does not hold in fork {line.fork}")
    for name, then, now in (
        ("operation", line.operation, case.operation),
        ("given", line.given, case.given),
        ("expected", line.expected, case.expect),
    ):
        elided = isinstance(then, dict) and "elided" in then
        if then is not None and not elided and then != clean(now):
            raise TaospecError(f"case {case.id}: {name} has changed since the log was written")
    return case


def ask_again(
    lines: Sequence[CaseLine],
    files: Sequence[VectorFile],
    target: Target,
    limits: Limits,
) -> Iterator[CaseResult]:
    """Ask a case again in the forks of its lines, without any expectations file or band.

    Raises:
        AdapterFaultError: the adapter does not come up.
        TaospecError: the vectors no longer hold the case.
    """
    questions = [(case_of(line, files), line.fork) for line in lines]
    asker = Asker(target, limits)
    results = []
    try:
        if not asker.start() and asker.broken:
            raise AdapterFaultError(asker.broken)
        for case, fork in questions:
            result = asker.ask(case, fork)
            results.append(result if result.divergence is None else _traced(result, asker))
    finally:
        asker.close()
    # An answer that is sent a second time may come with the goodbye.
    again = {result.fork: result for result in asker.repeated()}
    yield from (again.get(result.fork, result) for result in results)


def _traced(result: CaseResult, asker: Asker) -> CaseResult:
    """The result with where it begins to differ, if the adapter answers quantities on the way."""
    case, fork = result.case, result.fork
    given = way.traced(case.operation, case.given)
    if given is None:
        return result
    begins = way.begins(case, fork, asker.outcome(fork, case.operation, given))
    return replace(result, begins=begins)
