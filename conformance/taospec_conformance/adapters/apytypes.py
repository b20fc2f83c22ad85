"""The package apytypes: fixed-point numbers of any width, compiled, written for signal processing.

It knows nothing of this protocol. Its operators are asked for the chain's six formats, with its
default rounding (toward minus infinity); only its overflow mode is chosen, since saturating is what
these operations are about. It has no unsigned type, so an unsigned format is held in a signed one
with a further integer bit, whose largest value is then the right one and whose smallest is not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from importlib.metadata import version
from typing import Any

from taospec.timeline import specified
from taospec_conformance.asking.protocol import PROTOCOL, UnsupportedError

try:
    from apytypes import APyFixed, OverflowMode, QuantizationMode
except ImportError as error:
    message = "the adapter apytypes asks the package of that name: pip install apytypes"
    raise ImportError(message) from error

Answer = dict[str, Any]


class ApyTypes:
    """Answers `numbers` with `apytypes.APyFixed`."""

    def __init__(self) -> None:
        self._operations: Mapping[str, Callable[[Mapping[str, Any]], Answer]] = {
            "numbers.mul": _mul,
            "numbers.div": _div,
            "numbers.convert": _convert,
            "numbers.round": _round,
            "numbers.less_than": _less_than,
        }

    def describe(self) -> dict[str, Any]:
        """The operations that the package has; they are the same in every fork."""
        return {
            "protocol": PROTOCOL,
            "adapter": {
                "name": "apytypes",
                "version": version("apytypes"),
                "language": "C++ (Python bindings)",
                "homepage": "https://apytypes.org/",
                "issues": "https://github.com/apytypes/apytypes/issues",
            },
            "forks": list(specified()),
            "operations": list(self._operations),
            "numeric": "exact",
        }

    def execute(self, _fork: str, operation: str, given: Mapping[str, Any]) -> Answer:
        """The package's own answer.

        Raises:
            UnsupportedError: the package has no such operation.
        """
        if operation not in self._operations:
            text = f"apytypes has nothing like {operation}"
            raise UnsupportedError(text)
        return self._operations[operation](given)


def _mul(given: Mapping[str, Any]) -> Answer:
    name = given["format"]
    return _bits(_number(name, given["a"]) * _number(name, given["b"]), name)


def _div(given: Mapping[str, Any]) -> Answer:
    name = given["format"]
    try:
        quotient = _number(name, given["a"]) / _number(name, given["b"])
    except ZeroDivisionError as error:
        return {"reject": {"code": "DivisionByZero", "detail": str(error)}}
    return _bits(quotient, name)


def _convert(given: Mapping[str, Any]) -> Answer:
    return _bits(_number(given["format"], given["bits"]), given["to"])


def _round(given: Mapping[str, Any]) -> Answer:
    name = given["format"]
    integer_bits, _ = _shape(name)
    # One more integer bit, so that the rounding itself cannot overflow.
    whole = _number(name, given["bits"]).cast(integer_bits + 1, 0, QuantizationMode.TIES_AWAY)
    return _bits(whole, name)


def _less_than(given: Mapping[str, Any]) -> Answer:
    number = _number(given["format"], given["bits"])
    return {"ok": {"less": number < _number(given["other"], given["other_bits"])}}


def _number(name: str, bits: str) -> APyFixed:
    integer_bits, fractional_bits = _shape(name)
    return APyFixed(int(bits), int_bits=integer_bits, frac_bits=fractional_bits)


def _bits(number: APyFixed, name: str) -> Answer:
    integer_bits, fractional_bits = _shape(name)
    held = number.cast(integer_bits, fractional_bits, overflow=OverflowMode.SAT)
    pattern = held.to_bits()
    negative = pattern >> (held.bits - 1)
    return {"ok": {"bits": str(pattern - (1 << held.bits) if negative else pattern)}}


def _shape(name: str) -> tuple[int, int]:
    """Integer and fractional bits of a signed type that holds the format, such as (32, 32)."""
    if name == "u64":
        return 65, 0
    match = re.fullmatch(r"([IU])(\d+)F(\d+)", name, re.ASCII)
    if match is None:
        text = f"unknown format {name!r}"
        raise ValueError(text)
    return int(match[2]) + (match[1] == "U"), int(match[3])
