"""Text from strangers, made safe to show: everything an adapter sends passes through here once.

The templates escape markup; this module removes what escaping leaves alone: control characters,
characters that reorder or hide their neighbours, and lone surrogates that no file can hold.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

LONGEST = 20_000


def visible(text: str, longest: int = LONGEST) -> str:
    """The text with every invisible character spelled out in escapes, and cut to a length."""
    cut = text if len(text) <= longest else f"{text[:longest]} … {len(text) - longest:,} more"
    if cut.isprintable():
        return cut
    return "".join(char if char in "\n\t" or char.isprintable() else _spelled(char) for char in cut)


def clean(value: Any) -> Any:
    """A JSON value whose every text, keys included, is `visible`."""
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, list):
        return [clean(item) for item in value]
    if isinstance(value, Mapping):
        return {visible(key, 200): clean(item) for key, item in value.items()}
    return value


def web_address(text: str | None) -> str | None:
    """The text if it is an address that a reader may follow, else None."""
    if not text:
        return None
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    return text if parts.scheme in {"http", "https"} and parts.netloc else None


def _spelled(char: str) -> str:
    return ascii(char)[1:-1]
