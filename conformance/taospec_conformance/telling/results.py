"""The result log: one JSON line for the header, one for each case, one for the footer.

Reports, replay and every later reader need nothing but this file and the vectors. A log without a
footer is incomplete.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

from taospec.errors import TaospecError
from taospec_conformance.asking import outcomes, protocol
from taospec_conformance.asking.outcomes import Fault, Ok
from taospec_conformance.asking.protocol import Description
from taospec_conformance.judging.compare import Divergence
from taospec_conformance.judging.expectations import Deviation
from taospec_conformance.judging.verdict import CaseResult, Verdict, exit_code
from taospec_conformance.telling import values, violation
from taospec_conformance.telling.violation import PropertyResult
from taospec_vectors import bundle
from taospec_vectors.format import VectorFile

FORMAT = "taospec-results/1"
# A state of thousands of rows that did not pass is found in the vectors again; a log that repeats
# it for every failure is of no use to anyone.
MAX_VALUE = 64 * 1024
MAX_LINE = 4 * 1024 * 1024
_STDERR = 8 * 1024


def header(
    target: str,
    said: Description | None,
    files: Iterable[VectorFile],
    selection: Mapping[str, Any],
    started: dt.datetime,
) -> dict[str, Any]:
    """The first line: who was asked what.

    Args:
        target: the target string.
        said: what the adapter said of itself; None if it did not come up.
        files: the vectors.
        selection: the filters, as `Selection.to_json` states them.
        started: when the run began, in UTC.
    """
    nobody = {"name": target, "version": None, "language": None}
    return {
        "format": FORMAT,
        "taospec": version("taospec"),
        "adapter": said.adapter.model_dump() if said else nobody,
        "target": target,
        "numeric": said.numeric if said else None,
        "forks": list(said.forks) if said else [],
        "operations": list(said.operations) if said else [],
        "bundle_sha256": bundle.digest(files),
        "started": started.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "selection": dict(selection),
    }


def row(result: CaseResult) -> dict[str, Any]:
    """The line of one case."""
    outcome = outcomes.to_json(result.outcome)
    if isinstance(result.outcome, Ok):
        outcome["ok"] = _capped(outcome["ok"])
    elif isinstance(result.outcome, Fault):
        outcome["stderr"] = result.outcome.stderr[-_STDERR:]
    line = {
        "case": result.case.id,
        "fork": result.fork,
        "operation": result.case.operation,
        "rules": list(result.case.rules),
        "outcome": outcome,
        "verdict": result.verdict.value,
        "divergence": _divergence(result.divergence),
        "seconds": round(result.seconds, 6),
    }
    if result.grade:
        line["grade"] = result.grade.value
    if result.worst:
        line["worst"] = {
            "path": result.worst.path,
            "relative": values.scientific(result.worst.relative),
            "absolute": values.scientific(result.worst.absolute),
        }
    if result.deviation:
        line["reason"], line["issue"] = result.deviation.reason, result.deviation.issue
    if result.verdict is not Verdict.PASS:
        line["given"] = _capped(result.case.given)
        line["expected"] = _capped(result.case.expect)
    return line


def footer(
    counts: Mapping[Verdict, int],
    broken: Fault | None,
    stale: Sequence[Deviation],
    seconds: float,
    properties: Sequence[PropertyResult] = (),
) -> dict[str, Any]:
    """The last line: the counts, and what went wrong with the run as a whole.

    Args:
        counts: cases by verdict.
        broken: why the adapter could not be asked, or not any more.
        stale: entries of the expectations file that speak for no case.
        seconds: how long the run took.
        properties: invariants that the adapter was held to.
    """
    violated = any(not item.holds for item in properties)
    line: dict[str, Any] = {
        "footer": True,
        "counts": {verdict.value.replace("-", "_"): counts.get(verdict, 0) for verdict in Verdict},
        "exit_code": exit_code(counts, broken, stale, violated),
        "seconds": round(seconds, 3),
    }
    if broken:
        line["broken"] = outcomes.to_json(broken)
    if stale:
        line["stale"] = [{"match": item.match, "outcome": item.outcome} for item in stale]
    if properties:
        line["properties"] = [violation.to_json(item) for item in properties]
    return line


class Writer:
    """Writes a log line by line, so that an aborted run leaves what it had."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: BinaryIO | None = None

    def __enter__(self) -> Self:
        try:
            self._file = self._path.open("wb")
        except OSError as error:
            raise TaospecError(f"{self._path}: {error.strerror or error}") from None
        return self

    def write(self, line: Mapping[str, Any]) -> None:
        """Append one line."""
        assert self._file is not None  # noqa: S101 - used as a context manager
        self._file.write(protocol.encode(line) + b"\n")

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._file:
            self._file.close()


@dataclass(frozen=True, slots=True)
class Log:
    """A log that was read.

    Attributes:
        path: where.
        header: its first line.
        cases: the line of each case.
        footer: its last line, or None if the run did not end.
    """

    path: Path
    header: Mapping[str, Any]
    cases: tuple[Mapping[str, Any], ...]
    footer: Mapping[str, Any] | None


def read(path: Path) -> Log:
    """The content of a log.

    Raises:
        TaospecError: it is not one; the message names file and line.
    """
    lines = list(_lines(path))
    if not lines or lines[0].get("format") != FORMAT:
        raise TaospecError(f"{path}: not a result log: the first line must say {FORMAT!r}")
    end = lines[-1] if lines[-1].get("footer") is True else None
    cases = tuple(lines[1:-1] if end else lines[1:])
    for number, line in enumerate(cases, 2):
        if missing := _REQUIRED - line.keys():
            raise TaospecError(f"{path}:{number}: the line of a case lacks {sorted(missing)[0]!r}")
    return Log(path, lines[0], cases, end)


_REQUIRED = {"case", "fork", "operation", "rules", "outcome", "verdict", "seconds"}


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    try:
        with path.open("rb") as file:
            for number, raw in enumerate(iter(lambda: file.readline(MAX_LINE), b""), 1):
                if not raw.endswith(b"\n"):
                    return  # cut off while it was written: the run did not end
                try:
                    line = protocol.decode(raw)
                except protocol.MessageError as error:
                    raise TaospecError(f"{path}:{number}: {error}") from None
                if not isinstance(line, dict):
                    raise TaospecError(f"{path}:{number}: expected an object")
                yield line
    except OSError as error:
        raise TaospecError(f"{path}: {error.strerror or error}") from None


def _divergence(found: Divergence | None) -> dict[str, Any] | None:
    if found is None:
        return None
    first = found.first
    off_by = first.off_by
    return {
        "path": first.path,
        "kind": first.kind,
        "expected": _capped(first.expected),
        "got": _capped(first.got),
        "unit": first.unit,
        "difference": None if off_by is None else str(off_by),
        "note": first.note,
        "others": found.others,
        "next": list(found.next_paths),
        "by_quantity": dict(found.by_quantity),
    }


def _capped(value: Any) -> Any:
    """The value, or how large it is where it is too large for a log."""
    size = len(protocol.encode(value))
    return value if size <= MAX_VALUE else {"elided": f"{size} bytes"}
