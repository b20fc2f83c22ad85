"""The YAML files that an adapter's authors write: one list of rows, read by the strict loader."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from taospec.errors import TaospecError
from taospec_conformance.asking.text import printable
from taospec_vectors import strict_yaml

_MAX_BYTES = 256 * 1024


def load(path: Path, expected: str, list_name: str, fields: Iterable[str]) -> list[dict[str, Any]]:
    """The rows of a file.

    Args:
        path: the file.
        expected: what its `format` must say.
        list_name: field that holds the rows.
        fields: names that a row may have.

    Raises:
        TaospecError: the file cannot be read, is not strict YAML, or has something else in it.
    """
    data = parsed(path)
    if not isinstance(data, dict) or data.get("format") != expected:
        raise TaospecError(f"{path}: expected 'format: {expected}'")
    if unknown := sorted(set(data) - {"format", list_name}):
        raise TaospecError(f"{path}: unknown field {printable(unknown[0])!r}")
    rows = data.get(list_name)
    if not isinstance(rows, list):
        raise TaospecError(f"{path}: {list_name}: expected a list")
    allowed = set(fields)
    for index, row in enumerate(rows):
        if not isinstance(row, dict):
            raise TaospecError(f"{path}: {list_name}[{index}]: expected a mapping")
        if unknown := sorted(set(row) - allowed):
            name = printable(unknown[0])
            raise TaospecError(f"{path}: {list_name}[{index}]: unknown field {name!r}")
    return rows


def require_text(row: Mapping[str, Any], name: str, where: str) -> str:
    """A field that must be there and be text.

    Raises:
        TaospecError: it is not.
    """
    value = row.get(name)
    if not isinstance(value, str) or not value.strip() or not value.isprintable():
        raise TaospecError(f"{where}: {name}: expected text in one line")
    return value


def parsed(path: Path, most: int = _MAX_BYTES) -> Any:
    """What a YAML file of at most so many bytes says.

    Raises:
        TaospecError: the file cannot be read, is too long, or is not strict YAML.
    """
    try:
        if path.exists() and not path.is_file():
            raise TaospecError(f"{path}: is not a file")
        with path.open("rb") as file:
            content = file.read(most + 1)
    except OSError as error:
        raise TaospecError(f"{path}: {error.strerror or error}") from None
    if len(content) > most:
        raise TaospecError(f"{path}: larger than {most // 1024} KiB")
    try:
        return strict_yaml.parse(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise TaospecError(f"{path}: not UTF-8 at byte {error.start}") from None
    except strict_yaml.StrictYamlError as error:
        where = f"{path}:{error.line}" if error.line else str(path)
        raise TaospecError(f"{where}: {error.path + ': ' if error.path else ''}{error}") from None
