"""JSON of vectors: integers, text, truth values and null; no floats, no duplicate keys."""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

from taospec_vectors.errors import quoted

# A surrogate that is not one of a pair; no file can hold it.
_HALF = re.compile(
    r"(?<!\\)(?:\\\\)*(\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|"
    r"(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2})"
)


class StrictJsonError(Exception):
    """The text is not JSON, or holds what vectors do not."""


def parse(text: str) -> Any:
    """The data of a JSON text.

    Raises:
        StrictJsonError: not JSON, a float, a duplicate key, half a character, or nested too deep.
    """
    if "\\ud" in text.lower() and (half := _HALF.search(text)):
        raise StrictJsonError(f"{half[0]} is half a character")
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
    data: dict[str, Any] = {}
    for key, value in pairs:
        if key in data:
            raise StrictJsonError(f"duplicate key {quoted(key)}")
        data[key] = value
    return data


def _refuse_number(text: str) -> NoReturn:
    raise StrictJsonError(f"{quoted(text)} is not an integer")


def _small_integer(text: str) -> int:
    if len(text) > 16:
        raise StrictJsonError(f"{quoted(text)} is too wide for a number, write it in quotes")
    return int(text)
