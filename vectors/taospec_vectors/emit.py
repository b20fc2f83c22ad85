"""Writing a vector file: the same bytes for the same cases, and readable in a review.

A value stays on its line where it fits. A longer mapping or list of rows takes one line an entry, a
longer list of scalars is folded. Text that any version of YAML could read as something else is
quoted, so that the strict reader gives back what was written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from taospec.files import write_whole
from taospec_vectors import strict_yaml
from taospec_vectors.format import FORMAT, Case, VectorFile
from taospec_vectors.load import load_file

WIDTH = 100
# A given or expect whose JSON is longer than this lives in a data file of its own.
LARGEST_INLINE = 12 * 1024
# A record in a list of a data file whose JSON is longer than this has a line for each field.
LONGEST_ROW = 1024

_PLAIN_IN_FLOW = re.compile(r"[A-Za-z][A-Za-z0-9_./-]*\Z", re.ASCII)
_PLAIN_IN_BLOCK = re.compile(r"[A-Za-z][^\t\n\r]*[^\s:]\Z")
_ENDS_PLAIN_TEXT = (": ", " #")


@dataclass(frozen=True, slots=True)
class Rendered:
    """What one vector file becomes on disk.

    Attributes:
        text: the YAML.
        data: large inputs and answers by file name, to be put into `data/` beside the YAML.
    """

    text: str
    data: dict[str, str] = field(default_factory=dict)


def render(file: VectorFile) -> Rendered:
    """The YAML of a file, and the data files its large cases refer to."""
    data: dict[str, str] = {}
    lines = [
        f"format: {FORMAT}",
        f"operation: {file.operation}",
        *_entry("forks", list(file.forks), 0),
        "cases:",
    ]
    for case in file.cases:
        rows = [line for name, value in _fields(case, data) for line in _entry(name, value, 2)]
        lines += [f"- {rows[0].lstrip()}", *rows[1:]]
    return Rendered("\n".join(lines) + "\n", data)


def format_file(path: Path, *, write: bool = True) -> bool:
    """Bring a vector file and the data files it refers to into canonical form.

    Args:
        path: a YAML file `<chapter>/<verb>[-<topic>].yaml`.
        write: False to compare only.

    Returns:
        Whether anything was, or would have been, changed.

    Raises:
        VectorError: the file is malformed.
    """
    rendered = render(load_file(path))
    texts = {path: rendered.text}
    texts |= {path.parent / "data" / name: text for name, text in rendered.data.items()}
    changed = {
        target: text
        for target, text in texts.items()
        if not target.is_file() or target.read_bytes() != text.encode()
    }
    if write:
        for target, text in changed.items():
            target.parent.mkdir(exist_ok=True)
            write_whole(target, text)
    return bool(changed)


def data_text(value: Any) -> str:
    """JSON of a large value: one line a field, one line a row of a list.

    A record in a list has one line as well, or one a field where that would be long.
    """
    if isinstance(value, Mapping):
        entries = [f"{json.dumps(key)}: {data_text(inner)}" for key, inner in value.items()]
        return "{\n" + ",\n".join(entries) + "\n}"
    if isinstance(value, list) and any(isinstance(inner, (list, Mapping)) for inner in value):
        return "[\n" + ",\n".join(map(_row, value)) + "\n]"
    return _compact(value)


def _row(row: Any) -> str:
    line = _compact(row)
    return data_text(row) if isinstance(row, Mapping) and len(line) > LONGEST_ROW else line


def _compact(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def _fields(case: Case, data: dict[str, str]) -> Iterator[tuple[str, Any]]:
    yield "id", case.id
    yield "rules", list(case.rules)
    yield "why", case.why
    yield "origin", case.origin
    if case.source is not None:
        yield "source", case.source
    if case.no_sibling is not None:
        yield "no_sibling", case.no_sibling
    for name, value in (("given", case.given), ("expect", case.expect)):
        if len(_compact(value)) <= LARGEST_INLINE and _depth(value) <= strict_yaml.MAX_DEPTH - 3:
            yield name, value
        else:
            file_name = f"{case.id}.{name}.json"
            data[file_name] = data_text(value) + "\n"
            yield f"{name}_file", f"data/{file_name}"


def _depth(value: Any) -> int:
    if isinstance(value, Mapping):
        value = list(value.values())
    return 1 + max(map(_depth, value), default=0) if isinstance(value, list) else 0


def _entry(name: str, value: Any, indent: int) -> list[str]:
    """The lines of `name: value`."""
    head = f"{' ' * indent}{_text_in_flow(name)}:"
    if isinstance(value, str):
        return [f"{head} {_text_in_block(value)}"]
    flow = _flow(value)
    if not value or not isinstance(value, (Mapping, list)) or len(head) + 1 + len(flow) <= WIDTH:
        return [f"{head} {flow}"]
    if isinstance(value, Mapping):
        inner = (_entry(key, inner, indent + 2) for key, inner in value.items())
        return [head, *chain.from_iterable(inner)]
    if any(isinstance(inner, (Mapping, list)) for inner in value):
        return [head, *(f"{' ' * indent}- {_flow(inner)}" for inner in value)]
    return [
        f"{head} [",
        *_folded([_flow(inner) for inner in value], indent + 2),
        f"{' ' * indent}]",
    ]


def _folded(items: Sequence[str], indent: int) -> Iterator[str]:
    """Items with commas, as many on a line as fit."""
    line = ""
    for word in items:
        if line and indent + len(line) + len(word) + 2 > WIDTH:
            yield f"{' ' * indent}{line}"
            line = ""
        line += f"{' ' if line else ''}{word},"
    yield f"{' ' * indent}{line[:-1]}"


def _flow(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return _text_in_flow(value)
    if isinstance(value, Mapping):
        entries = (f"{_text_in_flow(key)}: {_flow(inner)}" for key, inner in value.items())
        return "{" + ", ".join(entries) + "}"
    return "[" + ", ".join(_flow(inner) for inner in value) + "]"


def _text_in_flow(text: str) -> str:
    return text if _PLAIN_IN_FLOW.match(text) and _unambiguous(text) else _quoted(text)


def _text_in_block(text: str) -> str:
    plain = _PLAIN_IN_FLOW.match(text) or (
        _PLAIN_IN_BLOCK.match(text)
        and text.isprintable()
        and not any(mark in text for mark in _ENDS_PLAIN_TEXT)
    )
    return text if plain and _unambiguous(text) else _quoted(text)


def _unambiguous(text: str) -> bool:
    return text.lower() not in strict_yaml.AMBIGUOUS


def _quoted(text: str) -> str:
    """A double-quoted scalar: what JSON writes, with YAML's escapes for what is not printable."""
    escaped = json.dumps(text, ensure_ascii=False)
    return "".join(char if char.isprintable() else _escape(char) for char in escaped)


def _escape(char: str) -> str:
    code = ord(char)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
