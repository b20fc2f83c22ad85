"""JSON of vectors: integers, text, truth values and null; no floats, no duplicate keys."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from taospec_vectors.errors import quoted


class StrictJsonError(Exception):
    """The text is not JSON, or holds what vectors do not."""


def parse(text: str) -> Any:
    """The data of a JSON text.

    Raises:
        StrictJsonError: not JSON, a float, a duplicate key, or nested too deep.
    """
    try:
        return json.loads(
            text,
            object_pairs_hook=_unique,
            parse_float=_refuse_number,
            parse_constant=_refuse_number,
            parse_int=_small_integer,
        )
    except RecursionError:
        raise StrictJsonError("nested too deep") from None
    except json.JSONDecodeError as error:
        raise StrictJsonError(f"not JSON: {error.msg} at line {error.lineno}") from None


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise StrictJsonError(f"duplicate key {quoted(twice)}")
    return data


def _refuse_number(text: str) -> NoReturn:
    raise StrictJsonError(f"{quoted(text)} is not an integer")


def _small_integer(text: str) -> int:
    if len(text) > 16:
        raise StrictJsonError(f"{quoted(text)} is too wide for a number, write it in quotes")
    return int(text)
