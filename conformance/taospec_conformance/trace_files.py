"""Files of executed traces: one JSON object a line, packed with gzip or not, whole or cut.

Of a trace whose text ends early the steps that are there are read. What cannot be read is told in
the place where it stands, and what follows is read none the less.
"""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

from taospec.errors import TaospecError
from taospec_conformance.asking import protocol

_AT_ONCE = 1 << 18
# The storage of a whole network in one line is a tenth of it; a packed line may unpack to anything.
MAX_LINE = 1 << 28
_decode = json.JSONDecoder().raw_decode


@dataclass(frozen=True, slots=True)
class Piece:
    """A line of a file.

    Attributes:
        path: the file.
        number: the how-manieth trace it is, from 1.
        text: the line, or what is left of it.
        problem: why the file ends with it before its end; empty where it does not.
    """

    path: Path
    number: int
    text: str
    problem: str = ""

    def read(self) -> tuple[Any, str]:
        """The trace, as far as it is there, and what is wrong with its text, or nothing."""
        try:
            whole = protocol.decode(self.text.encode())
            return whole, self.problem and self._told(self.problem)
        except protocol.MessageError as error:
            return _beginning(self.text), self._told(self.problem or str(error))

    def _told(self, problem: str) -> str:
        return f"{self.path.name}: trace {self.number}: {problem}"


def pieces(paths: Iterable[Path]) -> Iterator[Piece]:
    """The lines of files, one after the other."""
    for path in paths:
        yield from _pieces(path)


def _pieces(path: Path) -> Iterator[Piece]:
    number, parts = 0, [b""]  # of the line that has begun
    try:
        with _opened(path) as stream:
            while chunk := cast("io.BufferedReader", stream).read1(_AT_ONCE):
                *lines, rest = chunk.split(b"\n")
                for line in lines:
                    number += 1
                    yield Piece(path, number, _text(b"".join([*parts, line])))
                    parts = []
                parts.append(rest)
                if sum(map(len, parts)) > MAX_LINE:
                    raise EOFError(f"longer than {MAX_LINE} bytes")
    except (OSError, EOFError, zlib.error) as error:
        yield Piece(path, number + 1, _text(b"".join(parts)), str(error))
        return
    if any(parts):
        yield Piece(path, number + 1, _text(b"".join(parts)))


def _opened(path: Path) -> IO[bytes]:
    return cast("IO[bytes]", gzip.open(path) if path.suffix == ".gz" else path.open("rb"))


def _text(line: bytes) -> str:
    return line.decode("utf-8", "replace")


def read_traces(path: Path) -> Iterator[Any]:
    """The traces of a file.

    Raises:
        TaospecError: one cannot be read; those before it were yielded.
    """
    for piece in pieces([path]):
        trace, problem = piece.read()
        if problem:
            raise TaospecError(problem)
        yield trace


def _beginning(text: str) -> dict[str, Any]:
    """The whole fields of an object whose text ends early, and the whole elements of its lists."""
    fields: dict[str, Any] = {}
    with suppress(ValueError, IndexError, RecursionError):
        place = _past(text, 0, "{")
        while True:
            name, place = _decode(text, _past(text, place, ""))
            place = _past(text, place, ":")
            if text[place] == "[":
                elements: list[Any] = []
                fields[name] = elements
                place = _list_into(elements, text, place + 1)
            else:
                fields[name], place = _decode(text, place)
            place = _past(text, place, ",")
    return fields


def _list_into(elements: list[Any], text: str, place: int) -> int:
    """Read the elements of a list one after the other; answers where it ends."""
    while text[_past(text, place, "")] != "]":
        element, place = _decode(text, _past(text, place, ""))
        elements.append(element)
        place = _past(text, place, "")
        if text[place] == ",":
            place += 1
    return _past(text, place, "]")


def _past(text: str, place: int, mark: str) -> int:
    """The place behind white space, a mark, and white space again."""
    while text[place].isspace():
        place += 1
    if not text.startswith(mark, place):
        raise ValueError(f"no {mark} at {place}")
    place += len(mark)
    while place < len(text) and text[place].isspace():
        place += 1
    return place
