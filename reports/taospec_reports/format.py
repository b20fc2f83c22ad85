"""How quantities are written for people. Every function gives safe markup or plain text."""

from __future__ import annotations

import json
import re
from typing import Any

from markupsafe import Markup, escape

from taospec_vectors.present import COINS

RAO_PER_TAO = 10**9
_INTEGER = re.compile(r"-?[0-9]{1,80}\Z", re.ASCII)
_LONGEST_VALUE = 4_000
# A field called `block` has one; beside the number the unit would read as a duration.
_SAID_BY_THE_FIELD = {None, "block"}
# Longer numbers may go on in the next line; a u64 never has to.
_UNBROKEN = 21


def tao(rao: int, coin: str = "TAO") -> str:
    """Rao as TAO, exact: `10,500,000.000000001 TAO`, trailing zeros dropped."""
    whole, part = divmod(abs(rao), RAO_PER_TAO)
    decimals = f".{part:09d}".rstrip("0") if part else ""
    return f"{'−' if rao < 0 else ''}{whole:,}{decimals} {coin}"


def digits(value: int | str) -> Markup:
    """An integer with commas between its groups of three that the theme draws: a copy has none."""
    text = str(value)
    if not _INTEGER.match(text):
        return escape(text)
    sign = "-" if text.startswith("-") else ""
    bare = text.removeprefix("-")
    head = len(bare) % 3 or min(3, len(bare))
    groups = [bare[at : at + 3] for at in range(head, len(bare), 3)]
    if len(bare) <= 3:
        return Markup(text)  # noqa: S704 - digits and a sign, by the pattern above
    gap = "<wbr>" if len(bare) > _UNBROKEN else ""
    inner = bare[:head] + "".join(f"{gap}<i>{group}</i>" for group in groups)
    return Markup(f'<span class="digits">{sign}{inner}</span>')  # noqa: S704 - digits only


def value(data: Any, unit: str | None = None, longest: int = _LONGEST_VALUE) -> Markup:
    """A wire value: grouped digits with what they count, and the TAO where that is rao."""
    if isinstance(data, bool) or data is None or isinstance(data, float):
        return Markup("<code>{}</code>").format(json.dumps(data))
    if isinstance(data, int) or (isinstance(data, str) and _INTEGER.match(data)):
        number = digits(data)
        if unit in _SAID_BY_THE_FIELD:
            return number
        is_large = unit in COINS and abs(int(data)) >= RAO_PER_TAO // 1000
        counted = f"{unit}, {tao(int(data), COINS[unit])}" if unit and is_large else unit
        return number + Markup(' <span class="aside">{}</span>').format(counted)
    if isinstance(data, str):
        return Markup("<code>{}</code>").format(shorten(data, longest))
    return Markup("<code>{}</code>").format(shorten(compact(data), longest))


def compact(data: Any) -> str:
    """JSON in one line with a space after commas and colons."""
    return json.dumps(data, ensure_ascii=False)


def indented(data: Any, longest: int = 6_000) -> str:
    """JSON over several lines, short lists kept on one, cut to a length."""
    return shorten(_lay_out(data, 0), longest)


def shorten(text: str, longest: int = _LONGEST_VALUE) -> str:
    """The text, or its beginning and how much was left out."""
    if len(text) <= longest:
        return text
    return f"{text[:longest]} … {len(text) - longest:,} more characters"


def seconds(duration: float) -> str:
    """A duration with two meaningful digits and a unit."""
    if duration < 0.001:
        return f"{duration * 1e6:.0f} µs"
    if duration < 1:
        return f"{duration * 1e3:.0f} ms"
    return f"{duration:.1f} s"


def count(number: int, one: str, many: str | None = None) -> str:
    """`1 rule`, `12,000 rules`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _lay_out(data: Any, depth: int, width: int = 88) -> str:
    flat = compact(data)
    if len(flat) + 2 * depth <= width or not isinstance(data, dict | list) or not data:
        return flat
    pad, close = "  " * (depth + 1), "  " * depth
    if isinstance(data, dict):
        rows = [f"{pad}{compact(key)}: {_lay_out(inner, depth + 1)}" for key, inner in data.items()]
        return "{\n" + ",\n".join(rows) + f"\n{close}}}"
    rows = [pad + _lay_out(inner, depth + 1) for inner in data]
    return "[\n" + ",\n".join(rows) + f"\n{close}]"
