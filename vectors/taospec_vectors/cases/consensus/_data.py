"""What the builders read: numbers that the chain answered or that were published."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from taospec.resources import from_yaml

_FOLDER = Path(__file__).with_name("data")


@cache
def table(name: str) -> Any:
    """A YAML file of `data/`."""
    return from_yaml(_text(name))


@cache
def document(name: str) -> Any:
    """A JSON file of `data/`."""
    return json.loads(_text(name))


@cache
def lines(name: str) -> tuple[Any, ...]:
    """A file of `data/` with one JSON document a line."""
    return tuple(map(json.loads, _text(name).splitlines()))


def _text(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")
