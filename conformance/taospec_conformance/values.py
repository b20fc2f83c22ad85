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
# A longer list is never shown whole.
_WHOLE = 40


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
    shown = [show(item, shape.element(hint, value, i), 24) for i, item in enumerate(value[:_WHOLE])]
    whole = f"[{', '.join(shown)}]"
    if len(value) <= _WHOLE and len(whole) <= width:
        return whole
    centre = around if around is not None and around < len(value) else 0
    return _fitting(_excerpt(value, hint, width, centre), width)


def _excerpt(value: Sequence[Any], hint: Shape | None, width: int, centre: int) -> str:
    """The element in the centre and as many of its neighbours as there is room for."""

    def part(index: int) -> str:
        return f"[{index}] {show(value[index], shape.element(hint, value, index), 20)}"

    end = f" … ({len(value)} entries)"
    room = width - len(end) - len("… ") - len(part(centre))
    first = last = centre
    for index in (centre + 1, centre - 1, centre + 2, centre - 2):
        if index in (first - 1, last + 1) and 0 <= index < len(value):
            room -= len(part(index)) + len(", ")
            if room < 0:
                break
            first, last = min(first, index), max(last, index)
    middle = ", ".join(part(index) for index in range(first, last + 1))
    return f"{'… ' if first else ''}{middle}{end}"


def _fitting(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 1]}…"
