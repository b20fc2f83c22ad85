"""The raw functions run on integers that are not `int`, as the proofs need."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from taospec.numbers import FORMATS, raw, transcendental
from taospec.numbers.formats import Fixed

_BINARY = ("add", "sub", "mul", "floordiv", "rshift")
_COMPARE = ("lt", "le", "gt", "ge", "eq", "ne")


class Opaque:
    """An integer with the operators of a symbolic one and no other: no `int()`, no `abs`."""

    symbolic = True

    __hash__ = None  # type: ignore[assignment] # as for symbols, which have no value to hash

    def __init__(self, secret: int) -> None:
        self.secret = secret

    def __neg__(self) -> Opaque:
        return Opaque(-self.secret)


def _secret(value: Any) -> int:
    return value.secret if isinstance(value, Opaque) else value


def _install(name: str, *, reflected: bool, wraps: bool) -> None:
    plain = getattr(int, f"__{name}__")

    def method(self: Opaque, other: Any) -> Any:
        left, right = self.secret, _secret(other)
        result = plain(right, left) if reflected else plain(left, right)
        return Opaque(result) if wraps else result

    setattr(Opaque, f"__{'r' if reflected else ''}{name}__", method)


for _name in _BINARY:
    _install(_name, reflected=False, wraps=True)
    _install(_name, reflected=True, wraps=True)
for _name in _COMPARE:
    _install(_name, reflected=False, wraps=False)

LAYOUT = FORMATS["I32F32"].layout
WIDE = FORMATS["I64F64"].layout
A, B = -7 * 2**32 - 3, 3 * 2**31 + 1

CASES: dict[str, Callable[[Any, Any], Any]] = {
    "add": lambda a, b: raw.add(a, b, LAYOUT),
    "sub": lambda a, b: raw.sub(a, b, LAYOUT),
    "neg": lambda a, _: raw.neg(a, LAYOUT),
    "wrap": lambda a, b: raw.wrap(a * b, LAYOUT),
    "mul": lambda a, b: raw.mul(a, b, LAYOUT),
    "checked_mul": lambda a, b: raw.checked_mul(a, b, LAYOUT),
    "div": lambda a, b: raw.div(a, b, LAYOUT),
    "div by a negative": lambda a, b: raw.div(b, a, LAYOUT),
    "safe_div": lambda a, b: raw.safe_div(a, b, LAYOUT),
    "from_int": lambda a, _: raw.from_int(a >> 32, LAYOUT),
    "from_ratio": lambda a, b: raw.from_ratio(a, b, LAYOUT),
    "convert": lambda a, _: raw.convert(a, WIDE, LAYOUT),
    "wrapping_convert": lambda a, _: raw.wrapping_convert(a, LAYOUT, WIDE),
    "to_int": lambda _, b: raw.to_int(b, LAYOUT),
    "floor": lambda a, _: raw.floor(a, LAYOUT),
    "round": lambda a, _: raw.round_half_away(a, LAYOUT),
    "log2": lambda _, b: transcendental.log2(b, LAYOUT),
    "log2 below one": lambda _, b: transcendental.log2(b >> 4, LAYOUT),
    "ln": lambda _, b: transcendental.ln(b, LAYOUT),
    "exp": lambda _, b: transcendental.exp(b, LAYOUT),
    "exp of a negative": lambda a, _: transcendental.exp(a, LAYOUT),
    "sqrt": lambda _, b: transcendental.sqrt(b, 4, LAYOUT),
}


@pytest.mark.parametrize("compute", CASES.values(), ids=list(CASES))
def test_a_symbol_gets_the_answer_of_an_int(compute: Callable[[Any, Any], Any]) -> None:
    assert _secret(compute(Opaque(A), Opaque(B))) == compute(A, B)


def test_a_comparison_of_symbols() -> None:
    for a, b in ((A, B), (B, A), (B, B << 32)):
        plain = raw.less_than(a, b, LAYOUT, WIDE)
        assert raw.less_than(Opaque(a), Opaque(b), LAYOUT, WIDE) is plain  # type: ignore[arg-type] # stands for a symbol


def test_the_value_types_carry_symbols() -> None:
    """Given a number whose raw bits are a symbol, then operators and methods pass them through."""
    kind: type[Fixed] = FORMATS["I32F32"]
    number, plain = kind.from_bits(Opaque(B)), kind.from_bits(B)  # type: ignore[arg-type] # stands for a symbol
    for symbolic, expected in (
        (number * number + number, plain * plain + plain),
        (kind.ONE / number - number, kind.ONE / plain - plain),
        (number.convert(FORMATS["U110F18"]), plain.convert(FORMATS["U110F18"])),
    ):
        assert isinstance(symbolic.bits, Opaque)
        assert symbolic.bits.secret == expected.bits
    assert number > kind.ONE
