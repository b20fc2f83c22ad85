"""Values as a person writes them, `10.5M` or `1_000 TAO` or `45 %`, in the form of the wire."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from typing import Any

from taospec.errors import TaospecError, nearest
from taospec.quantities import ALPHA_RAO, Integer
from taospec.shapes import NOTHING, Choice, Either, Fields, Rows, Shape, Words

RAO_PER_TAO = 10**9
_NUMBER = re.compile(
    r"(?P<number>-?[0-9][0-9_,]*(?:\.[0-9]+)?)\s*(?P<scale>[kMG]?)\s*(?P<unit>TAO|alpha|rao|%)?",
    re.IGNORECASE,
)
_SCALES = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9}
_COINS = {"tao": "rao", "alpha": ALPHA_RAO}
# What a decimal of 1 is in a unit of the catalogue.
_WHOLE = {
    "rao": RAO_PER_TAO,
    ALPHA_RAO: RAO_PER_TAO,
    "of 65535": 65_535,
    "millionths": 10**6,
    "hundredths": 100,
    "I32F32 bits": 1 << 32,
    "U96F32 bits": 1 << 32,
    "I64F64 bits": 1 << 64,
}


class ValueFormError(TaospecError):
    """A text that does not say a value of the field."""


def wire_value(name: str, shape: Shape, text: str) -> Any:
    """What a text says for a field, in wire form.

    A plain integer is the number of the wire: rao, raw bits, 65535ths. With decimals, a scale, `%`
    or `TAO` it is the quantity that people mean, in TAO or as a proportion, rounded to the nearest.

    Raises:
        ValueFormError: the text says none; the message names the field.
    """
    match shape:
        case Integer():
            return _integer(name, shape, text)
        case Choice(values=values):
            return _choice(name, values, text)
        case Words():
            return text
        case Either(options=options) if NOTHING in options:
            rest = [option for option in options if option != NOTHING]
            absent = text.lower() in {"null", "none", ""}
            return None if absent else wire_value(name, rest[0], text)
        case Rows(element=Integer() | Choice() as element) if not text.lstrip().startswith("["):
            return [wire_value(name, element, part.strip()) for part in _parts(text)]
    return _structure(name, shape, text)


def _parts(text: str) -> list[str]:
    return text.split(",") if text.strip() else []


def _integer(name: str, shape: Integer, text: str) -> Any:
    match = _NUMBER.fullmatch(text.strip())
    if match is None:
        message = f"{name}: {text!r} is not a number such as 1_000, 10.5M or 0.18"
        raise ValueFormError(message)
    number = Fraction(re.sub("[_,]", "", match["number"])) * _SCALES[match["scale"].lower()]
    unit = (match["unit"] or "").lower()
    if unit == "%":
        number /= 100
    if unit in _COINS and shape.unit != _COINS[unit]:
        message = f"{name} counts {shape.unit or 'no amount'}, not {match['unit']}"
        raise ValueFormError(message)
    meant = bool(match["scale"]) or "." in match["number"] or unit in {"%", *_COINS}
    value = round(number * _WHOLE.get(shape.unit or "", 1)) if meant and unit != "rao" else number
    if value != int(value) or (meant and shape.unit not in _WHOLE and number != int(number)):
        message = f"{name}: {text} is not whole, and {shape.unit or 'this field'} has no decimals"
        raise ValueFormError(message)
    if not shape.low <= value <= shape.high:
        kind = f"{shape.name or 'its range'} ({shape.low} … {shape.high})"
        message = f"{name}: {text} is outside {kind}"
        raise ValueFormError(message)
    return str(int(value)) if shape.wide else int(value)


def _choice(name: str, values: tuple[Any, ...], text: str) -> Any:
    named = {
        json.dumps(value) if isinstance(value, bool) else str(value): value for value in values
    }
    if text not in named:
        message = f"{name}: {text!r} is none of {', '.join(named)}{nearest(text, named)}"
        raise ValueFormError(message)
    return named[text]


def _structure(name: str, shape: Shape, text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        kind = "record" if isinstance(shape, Fields) else "list"
        message = f"{name}: expected a {kind} as JSON, such as --given takes it ({error})"
        raise ValueFormError(message) from None
