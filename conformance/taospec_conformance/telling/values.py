"""Values of a record for people: amounts with their unit, long lists around what counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import cache
from typing import Any

from taospec.shapes import Shape
from taospec_conformance.asking.text import UNSHOWN, printable
from taospec_conformance.judging import shape
from taospec_conformance.judging.compare import integer, row_keys
from taospec_vectors.present import COINS, RAO_PER_TAO, amount, decimal

# From here on nobody counts the digits of an amount in rao.
_SHOWN_IN_TAO = 1_000 * RAO_PER_TAO
# A longer list is never shown whole.
_WHOLE = 40
# Raw bits that nobody reads → how many of them are the fraction.
_FRACTIONS = {"I32F32 bits": 32, "I64F64 bits": 64}
# A row that has less room is left out.
_LEAST_ROW = 24
# Nobody reads what lies deeper inside a value in one line.
_DEEPEST = 8
_MOST_FIELDS = 8
_LONGEST_NAME = 60
# What a field of a record, and an element of a list that is shown whole, may take.
_ROOM_INSIDE = 24


def show(value: Any, hint: Shape | None = None, width: int = 64, around: int | None = None) -> str:
    """One value in one line of at most `width` characters, whatever a stranger has sent.

    Every part is written once and nothing deeper than `_DEEPEST` is looked at, so that the time is
    bounded by the width and the length of the outermost list. It never raises.

    Args:
        value: in wire form, not validated.
        hint: its shape.
        width: the most characters.
        around: index of the element of a long list that counts, or the uid of its row.
    """
    try:
        return _fitting(_shown(value, hint, width, around, 0), width)
    except Exception:  # a fault of ours must not end a run
        return _fitting(UNSHOWN, width)


def _shown(value: Any, hint: Shape | None, width: int, around: int | None, depth: int) -> str:
    if isinstance(value, list):
        return _list(value, hint, width, around, depth) if depth < _DEEPEST else "[…]"
    if isinstance(value, dict):
        return _record(value, hint, width, depth) if depth < _DEEPEST else "{…}"
    return scalar(value, shape.unit(hint))


def _record(value: Mapping[str, Any], hint: Shape | None, width: int, depth: int) -> str:
    hints = shape.fields(hint, value)
    text = ""
    for count, (name, inner) in enumerate(value.items()):
        if count == _MOST_FIELDS or len(text) > width:
            return f"{{{text}, …}}"
        part = _fitting(_shown(inner, hints.get(name), _ROOM_INSIDE, None, depth + 1), _ROOM_INSIDE)
        text += f"{', ' if count else ''}{printable(str(name), _LONGEST_NAME)}: {part}"
    return f"{{{text}}}"


def scalar(value: Any, unit: str | None = None) -> str:
    """A number with its unit, or anything else as it came."""
    number = integer(value)
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "true" if value else "false"
    if number is None:
        return printable(str(value))
    if unit in COINS and abs(number) >= _SHOWN_IN_TAO:
        return amount(number, COINS[unit])
    if unit in _FRACTIONS:
        return decimal(number, 1 << _FRACTIONS[unit])
    return f"{number:_}" + (f" {unit}" if unit else "")


def compared(value: Any, unit: str | None = None) -> str:
    """A number that stands above another one: always in its smallest unit."""
    number = integer(value)
    if number is None or (isinstance(value, str) and value != str(number)):
        return show(value)
    return f"{number:_}" + (f" {unit}" if unit else "")


def off_by(difference: int, unit: str | None) -> str:
    """How far off, and in TAO as well where that is easier to read."""
    text = f"{difference:+_}"
    if unit in COINS and abs(difference) >= RAO_PER_TAO // 1_000:
        told = amount(difference, COINS[unit])
        return f"{text} {unit} ({'+' if difference > 0 else ''}{told})"
    return f"{text} {unit}" if unit else text


def scientific(value: Fraction) -> str:
    """A magnitude for people, such as `1.3e-09`; errors need no more digits than that."""
    try:
        return f"{float(value):.2g}"
    except OverflowError:
        return f"1e+{len(str(abs(int(value)))) - 1}"


def _list(
    value: Sequence[Any], hint: Shape | None, width: int, around: int | None, depth: int
) -> str:
    if len(value) <= _WHOLE and (whole := _whole(value, hint, width, depth)) is not None:
        return whole
    if len(value) > _WHOLE and _all_the_same(value):
        first = _shown(value[0], shape.element(hint, value, 0), width, None, depth + 1)
        return f"{len(value)} times {first}"
    keys = row_keys(value)
    if keys is not None and isinstance(keys[0], int):
        if all(_is_row(row) for _, row in value):
            return _rows(value, around, width)
        return _row(value, width, around)

    def element(index: int) -> str:
        inner = value[index]
        room = width - 24 if isinstance(inner, dict) else 20
        shown = _shown(inner, shape.element(hint, value, index), room, None, depth + 1)
        return f"[{index}] {_fitting(shown, room)}"

    return _excerpt(element, len(value), width, around or 0)


def _all_the_same(value: Sequence[Any]) -> bool:
    return not isinstance(value[0], list) and value.count(value[0]) == len(value)


def _is_row(row: Any) -> bool:
    return isinstance(row, list) and all(isinstance(pair, list) and len(pair) == 2 for pair in row)


def _whole(value: Sequence[Any], hint: Shape | None, room: int, depth: int) -> str | None:
    """All of a list, or None where that is longer than there is room for."""
    if depth >= _DEEPEST:
        return "[…]"
    text = "["
    for index, inner in enumerate(value):
        separator = ", " if index else ""
        form = shape.element(hint, value, index)
        left = room - len(text) - len(separator) - len("]")
        if isinstance(inner, list):
            part = _whole(inner, form, left, depth + 1)
        else:
            part = _fitting(_shown(inner, form, _ROOM_INSIDE, None, depth + 1), _ROOM_INSIDE)
        if part is None or len(part) > left:
            return None
        text += separator + part
    return f"{text}]"


def _row(entries: Sequence[Any], width: int, around: int | None = None) -> str:
    """Pairs of uid and value as `7: 100, 9: 65_535 … (41 entries)`."""
    place = next((index for index, (uid, _) in enumerate(entries) if uid == around), 0)

    def entry(index: int) -> str:
        uid, value = entries[index]
        return f"{_fitting(scalar(uid), 20)}: {show(value, None, 20)}"

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
    part = cache(part)
    centre = centre if 0 <= centre < length else 0
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
