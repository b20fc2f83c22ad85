"""Values of a record for people: amounts with their unit, long lists around what counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import islice
from typing import Any

from taospec.shapes import Shape
from taospec_conformance.asking.text import printable
from taospec_conformance.judging import shape
from taospec_conformance.judging.compare import integer, row_keys
from taospec_vectors.present import RAO_PER_TAO, amount

# From here on nobody counts the digits of an amount in rao.
_SHOWN_IN_TAO = 1_000 * RAO_PER_TAO
# A longer list is never shown whole.
_WHOLE = 40
# Raw bits that nobody reads → how many of them are the fraction.
_FRACTIONS = {"I32F32 bits": 32, "I64F64 bits": 64}
_DECIMALS = 6
# A row that has less room is left out.
_LEAST_ROW = 24


def show(value: Any, hint: Shape | None = None, width: int = 64, around: int | None = None) -> str:
    """One value in one line.

    Args:
        value: in wire form, not validated.
        hint: its shape.
        width: the most characters.
        around: index of the element of a long list that counts, or the uid of its row.
    """
    if isinstance(value, list):
        return _list(value, hint, width, around)
    if isinstance(value, dict):
        inner = ", ".join(
            f"{name}: {show(inner, shape.fields(hint, value).get(name), 24)}"
            for name, inner in list(value.items())[:8]
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
    if unit in _FRACTIONS:
        return decimal(number, _FRACTIONS[unit])
    return f"{number:_}" + (f" {unit}" if unit else "")


def decimal(bits: int, fraction: int) -> str:
    """A fixed-point number to six decimals, such as `≈0.522066`; `≈` where there are more.

    Args:
        bits: raw bits.
        fraction: how many of them are the fraction.
    """
    scaled = abs(bits) * 10**_DECIMALS
    whole, part = divmod(scaled >> fraction, 10**_DECIMALS)
    digits = f"{whole:_}.{part:0{_DECIMALS}}".rstrip("0").removesuffix(".")
    exact = scaled & ((1 << fraction) - 1) == 0
    return f"{'' if exact else '≈'}{'-' if bits < 0 else ''}{digits}"


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
    if len(value) <= _WHOLE and len(whole := _whole(value, hint)) <= width:
        return whole
    if (
        len(value) > _WHOLE
        and not isinstance(value[0], list)
        and value.count(value[0]) == len(value)
    ):
        return _fitting(
            f"{len(value)} times {show(value[0], shape.element(hint, value, 0))}", width
        )
    keys = row_keys(value)
    if keys is None or not isinstance(keys[0], int):

        def element(index: int) -> str:
            element = value[index]
            room = width - 24 if isinstance(element, dict) else 20
            return f"[{index}] {show(element, shape.element(hint, value, index), room)}"

        return _fitting(_excerpt(element, len(value), width, around or 0), width)
    if any(isinstance(row[1], list) for row in value):
        return _fitting(_rows(value, around, width), width)
    return _fitting(_row(value, width, around), width)


def _whole(value: Sequence[Any], hint: Shape | None) -> str:
    parts = (
        _whole(element, inner) if isinstance(element, list) else show(element, inner, 24)
        for index, element in enumerate(value)
        for inner in [shape.element(hint, value, index)]
    )
    return f"[{', '.join(islice(parts, _WHOLE))}]"


def _row(entries: Sequence[Any], width: int, around: int | None = None) -> str:
    """Pairs of uid and value as `7: 100, 9: 65_535 … (41 entries)`."""
    place = next((index for index, (uid, _) in enumerate(entries) if uid == around), 0)

    def entry(index: int) -> str:
        uid, value = entries[index]
        return f"{uid}: {show(value, None, 20)}"

    return _excerpt(entry, len(entries), width, place)


def _rows(rows: Sequence[Any], around: int | None, width: int) -> str:
    """How many rows of weights or bonds there are, and what is in those of and about a uid."""
    text = f"{len(rows)} rows"
    own = [entry for uid, row in rows if uid == around for entry in row]
    about = [[uid, value] for uid, row in rows for other, value in row if other == around]
    of_uid = {name: entries for name, entries in (("of", own), ("about", about)) if entries}
    for name, entries in of_uid.items():
        head = f"; {name} uid {around}: "
        room = width - len(text) - len(head)
        half = width // 2 - len(head)
        if name == "of" and "about" in of_uid and half >= _LEAST_ROW:
            room = half
        if room >= _LEAST_ROW:
            text += head + _row(entries, room)
    return text


def _excerpt(part: Callable[[int], str], length: int, width: int, centre: int) -> str:
    """A part of a list and as many of its neighbours as there is room for.

    Args:
        part: text of the element at an index.
        length: of the list.
        width: the most characters.
        centre: index of the part that counts; the first one if there is none at it.
    """
    centre = centre if centre < length else 0
    end = f" … ({length} entries)"
    room = width - len(end) - len("… ") - len(part(centre))
    first = last = centre
    for index in (centre + 1, centre - 1, *range(centre + 2, min(length, centre + _WHOLE))):
        if index in (first - 1, last + 1) and 0 <= index < length:
            room -= len(part(index)) + len(", ")
            if room < 0:
                break
            first, last = min(first, index), max(last, index)
    middle = ", ".join(part(index) for index in range(first, last + 1))
    if last - first + 1 == length:
        return middle
    return f"{'… ' if first else ''}{middle}{end}"


def _fitting(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 1]}…"
