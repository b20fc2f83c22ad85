"""Wrong about fixed-point numbers."""

from __future__ import annotations

import math

from taospec.forks import Fork
from taospec.numbers.raw import Layout
from taospec.operations.numbers import Bits, One, OneSigned, Two
from taospec.rejections import Rejection
from taospec_conformance.zoo.base import Wrong


def _saturated(value: int, layout: Layout) -> int:
    return min(max(value, layout.low), layout.high)


class WrapsForSaturates(Wrong):
    """Lets a product that does not fit wrap around."""

    name = "wraps-for-saturates"
    breaks = "NUM-1"
    whose = "ports to languages whose integers wrap silently"
    operations = ("numbers.mul",)

    def numbers_mul(self, _fork: Fork, given: Two) -> Bits:
        """Keep the low bits of the product."""
        layout = given.layout
        product = given.a * given.b >> layout.frac
        return Bits(bits=(product - layout.low) % (1 << layout.bits) + layout.low)


class CeilForFloor(Wrong):
    """Rounds products up."""

    name = "ceil-for-floor"
    breaks = "NUM-2"
    whose = "ports that round amounts in favour of the user"
    operations = ("numbers.mul",)

    def numbers_mul(self, _fork: Fork, given: Two) -> Bits:
        """The smallest number of the format that is not below the product."""
        product = -(-given.a * given.b >> given.layout.frac)
        return Bits(bits=_saturated(product, given.layout))


class FloorsQuotients(Wrong):
    """Divides by rounding toward minus infinity, where the chain truncates."""

    name = "floors-quotients"
    breaks = "NUM-3"
    whose = "ports to Python, whose // floors"
    operations = ("numbers.div",)

    def numbers_div(self, _fork: Fork, given: Two) -> Bits:
        """The quotient as // has it."""
        if given.b == 0:
            raise Rejection("DivisionByZero", a=given.a, b=given.b)
        return Bits(bits=_saturated((given.a << given.layout.frac) // given.b, given.layout))


class TiesToEven(Wrong):
    """Rounds a half to the nearest even number."""

    name = "ties-to-even"
    breaks = "NUM-6"
    whose = "ports that use the rounding of their standard library"
    operations = ("numbers.round",)

    def numbers_round(self, _fork: Fork, given: One) -> Bits:
        """The nearest integer, ties to even."""
        layout = given.layout
        whole, rest = divmod(given.bits, layout.one)
        up = 2 * rest > layout.one or (2 * rest == layout.one and whole % 2 == 1)
        return Bits(bits=_saturated((whole + up) * layout.one, layout))


class FloatLogarithm(Wrong):
    """Takes the binary logarithm in double precision and truncates it to the format."""

    name = "float-logarithm"
    breaks = "NUM-9"
    whose = "ports that find a more exact function good enough"
    operations = ("numbers.log2",)

    def numbers_log2(self, _fork: Fork, given: OneSigned) -> Bits:
        """The logarithm of the standard library."""
        layout = given.layout
        if given.bits <= 0:
            raise Rejection("NotPositive", bits=given.bits)
        exact = math.log2(given.bits) - layout.frac
        return Bits(bits=_saturated(math.floor(exact * layout.one), layout))
