"""Values of a record for people: amounts with their unit, long lists around what counts."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from taospec_conformance import shape
from taospec_conformance.compare import integer
from taospec_conformance.text import printable
from taospec_vectors.present import RAO_PER_TAO, amount
from taospec_vectors.shapes import Shape

# From here on nobody counts the digits of an amount in rao.
_SHOWN_IN_TAO = 1_000 * RAO_PER_TAO
_NEIGHBOURS = 2


def show(value: Any, hint: Shape | None = None, width: int = 64, around: int | None = None) -> str:
    """One value in one line.

    Args:
        value: in wire form, not validated.
        hint: its shape.
        width: the most characters.
        around: index of the element of a long list that counts.
    """
    if isinstance(value, list):
        return _list(value, hint, width, around)
    if isinstance(value, dict):
        inner = ", ".join(
            f"{name}: {show(item, shape.fields(hint, value).get(name), 24)}"
            for name, item in list(value.items())[:8]
        )
        return _fitting(f"{{{inner}{', …' if len(value) > 8 else ''}}}", width)
    return _fitting(scalar(value, shape.unit(hint)), width)


def scalar(value: Any, unit: str | None = None) -> str:
    """A number with its unit, or anything else as it came."""
    number = integer(value)
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "true" if value else "false"
    if number is None:
        return printable(str(value))
    if unit == "rao" and abs(number) >= _SHOWN_IN_TAO:
        return amount(number)
    return f"{number:_}" + (f" {unit}" if unit else "")


def compared(value: Any, unit: str | None = None) -> str:
    """A number that stands above another one: always in its smallest unit."""
    number = integer(value)
    if number is None:
        return show(value)
    return f"{number:_}" + (f" {unit}" if unit else "")


def off_by(difference: int, unit: str | None) -> str:
    """How far off, and in TAO as well where that is easier to read."""
    text = f"{difference:+_}"
    if unit == "rao" and abs(difference) >= RAO_PER_TAO // 1_000:
        return f"{text} rao ({'+' if difference > 0 else ''}{amount(difference)})"
    return f"{text} {unit}" if unit else text


def scientific(value: Fraction) -> str:
    """A magnitude for people, such as `1.3e-09`; errors need no more digits than that."""
    return f"{float(value):.2g}"


def _list(value: Sequence[Any], hint: Shape | None, width: int, around: int | None) -> str:
    whole = "[" + ", ".join(
        show(item, shape.element(hint, value, i), 24) for i, item in enumerate(value[:40])
    )
    if len(value) <= 40 and len(whole) < width:
        return whole + "]"
    centre = around if around is not None and around < len(value) else 0
    first = max(0, centre - _NEIGHBOURS)
    some = [
        f"[{index}] {show(value[index], shape.element(hint, value, index), 20)}"
        for index in range(first, min(len(value), first + 2 * _NEIGHBOURS + 1))
    ]
    end = f"… ({len(value)} entries)"
    while len(some) > 1 and sum(len(item) + 2 for item in some) + len(end) > width:
        # Drop what is farther from the centre.
        some.pop(0 if centre - first > len(some) // 2 else -1)
        first = int(some[0][1 : some[0].index("]")])
    return _fitting(f"{'… ' if first else ''}{', '.join(some)} {end}", width)


def _fitting(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 1]}…"
