"""The result log as a file: written line by line, and read by whoever wants to know of a run.

Reports, replay and every later reader need nothing but this file and the vectors. A log without a
footer is incomplete.
"""

from __future__ import annotations

import fcntl
import os
import stat
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from pydantic import BaseModel, ValidationError

from taospec.errors import TaospecError
from taospec_conformance.asking import protocol
from taospec_conformance.asking.outcomes import Desync
from taospec_conformance.asking.text import clean, printable
from taospec_conformance.judging.verdict import Verdict
from taospec_conformance.telling.lines import FORMAT, CaseLine, Footer, Header, Line

MAX_LINE = 4 * 1024 * 1024
_BLOCK = 1 << 16


class LogError(TaospecError):
    """A log that is not what it says; the message names file and line."""


class Writer:
    """Writes a log line by line, each at once, so that an aborted run leaves what it had.

    Args:
        path: the file; it is created, or emptied.
        resume: go on after its last whole line instead.

    Raises:
        LogError: it cannot be written, or another run is writing it.
    """

    def __init__(self, path: Path, *, resume: bool = False) -> None:
        self._path = path
        self._resume = resume
        self._file = -1

    def __enter__(self) -> Self:
        flags = os.O_RDWR | os.O_CLOEXEC | (0 if self._resume else os.O_CREAT)
        with self._told():
            self._file = os.open(self._path, flags, 0o666)
            if stat.S_ISREG(os.fstat(self._file).st_mode):
                self._claim()
                os.ftruncate(self._file, self._whole() if self._resume else 0)
                os.lseek(self._file, 0, os.SEEK_END)
        return self

    def restart(self) -> None:
        """Empty the log, to write its lines in another order."""
        with self._told():
            os.ftruncate(self._file, 0)
            os.lseek(self._file, 0, os.SEEK_SET)

    def write(self, line: Line) -> None:
        """Append one line.

        Raises:
            LogError: it cannot be written.
        """
        self.append(line.to_json())

    def append(self, fields: Mapping[str, Any]) -> None:
        """Append one line that has been made JSON already.

        Raises:
            LogError: it cannot be written.
        """
        rest = protocol.encode(fields) + b"\n"
        with self._told():
            while rest:
                rest = rest[os.write(self._file, rest) :]

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._told():
            try:
                if kind is None and not os.path.samestat(os.fstat(self._file), self._path.stat()):
                    raise LogError(f"{self._path}: was replaced while it was written")
            finally:
                os.close(self._file)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise LogError(f"{self._path}: {error.strerror or error}") from None

    def _claim(self) -> None:
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(self._file)
            raise LogError(f"{self._path}: another run is writing it") from None

    def _whole(self) -> int:
        """Bytes up to the end of the last whole line."""
        with self._path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            while size:
                start = max(0, size - _BLOCK)
                file.seek(start)
                end = file.read(size - start).rfind(b"\n")
                if end >= 0:
                    return start + end + 1
                size = start
        return 0


@dataclass(frozen=True)
class RunLog:
    """A run that was read: one adapter, one selection of vectors.

    Attributes:
        path: where.
        header: its first line.
        results: the line of each case.
        footer: its last line, or None if the run did not end.
    """

    path: Path
    header: Header
    results: tuple[CaseLine, ...]
    footer: Footer | None

    @cached_property
    def counts(self) -> Mapping[Verdict, int]:
        """Verdict → number of cases, counted here rather than believed."""
        return Counter(result.verdict for result in self.results)

    @property
    def complete(self) -> bool:
        """Whether the run got as far as its footer."""
        return self.footer is not None

    @property
    def contradicts_itself(self) -> bool:
        """Whether the footer counts other than the lines do."""
        if self.footer is None:
            return False
        told = {name.replace("_", "-"): n for name, n in self.footer.counts.items() if n}
        return told != {verdict.value: n for verdict, n in self.counts.items()}


def read(path: Path) -> RunLog:
    """The run that a log tells of.

    A case is told again only if it was answered again; the later line takes the former's place.

    Raises:
        LogError: unreadable, not this format, a line that does not fit, or a case told twice.
    """
    lines = read_lines(path)
    header = read_header(path, lines, Header, FORMAT)
    results: dict[tuple[str, str], CaseLine] = {}
    footer: Footer | None = None
    for number, fields in lines:
        if footer is not None:
            raise broken(path, number, "a line after the footer")
        if fields.get("footer") is True:
            footer = fit(path, number, fields, Footer)
            continue
        result = fit(path, number, fields, CaseLine)
        key = (result.case, result.fork)
        if key in results and result.outcome.kind != Desync.kind:
            raise broken(path, number, f"{result.case} in fork {result.fork} is told twice")
        results[key] = result
    return RunLog(path, header, tuple(results.values()), footer)


def read_lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Number and content of every line of a log of any format, its text made visible.

    What follows the last line break is left out: its writer was stopped there.

    Raises:
        LogError: unreadable, or a line is too long or no JSON object.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise LogError(f"{path}: is not a file")
        with path.open("rb") as file:
            for number, raw in enumerate(iter(lambda: file.readline(MAX_LINE + 1), b""), 1):
                if not raw.endswith(b"\n"):
                    if len(raw) > MAX_LINE:
                        raise broken(path, number, f"longer than {MAX_LINE} bytes")
                    return
                yield number, clean(_decoded(path, number, raw))
    except OSError as error:
        raise LogError(f"{path}: {error.strerror or error}") from None


def _decoded(path: Path, number: int, raw: bytes) -> dict[str, Any]:
    try:
        fields = protocol.decode(raw)
    except protocol.MessageError as error:
        raise broken(path, number, str(error)) from None
    if not isinstance(fields, dict):
        raise broken(path, number, "not a JSON object")
    return fields


Model = TypeVar("Model", bound=BaseModel)


def read_header(
    path: Path, lines: Iterator[tuple[int, dict[str, Any]]], kind: type[Model], expected: str
) -> Model:
    """The first of the lines, which must be the header of a format.

    Raises:
        LogError: it is not.
    """
    number, fields = next(lines, (1, {}))
    if fields.get("format") != expected:
        raise broken(path, number, f"not the header of a {expected} log")
    return fit(path, number, fields, kind)


def fit(path: Path, number: int, fields: dict[str, Any], kind: type[Model]) -> Model:
    """A line as what it must be.

    Raises:
        LogError: it does not fit; the message names the field.
    """
    try:
        return kind.model_validate(fields)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        where = ".".join(str(step) for step in first["loc"])
        raise broken(path, number, printable(f"{where}: {first['msg']}")) from None


def broken(path: Path, number: int, problem: str) -> LogError:
    """The refusal of a line."""
    return LogError(f"{path}:{number}: {problem}")
