"""Logarithms, exponential and square root as the chain's libraries compute them, on raw bits.

None of these is the correctly rounded function. They are short series of fixed-point steps whose
errors are part of the protocol: block emission, liquid alpha and the flow shares depend on the very
bits. Where the library reports an error, these functions return None.

The first three exist for signed formats only. All are plain loops over `taospec.numbers.raw`.
"""

from __future__ import annotations

from math import isqrt

from taospec.numbers import raw
from taospec.numbers.raw import Layout
from taospec.rules import rule

# The library keeps its irrational constants with 23 fractional bits, truncated, for every format.
_CONSTANT_FRAC = 23
_LOG2_OF_E = 12_102_203
_E = 22_802_600

# `checked_sqrt` gives up when its counter exceeds 128, so it bisects at most this often.
SQRT_ROUNDS = 129


def halve(bits: int) -> int:
    """Half of a positive number, the lost bit rounded up."""
    return (bits + 1) >> 1


def normalise(bits: int, layout: Layout) -> tuple[int, int]:
    """Halve a number of at least 1 until it is below 2.

    Returns:
        `(n, x)`: the number of halvings, and raw bits of what remains, 1 ≤ x < 2.

    Every halving rounds up, so a number a few units below a power of two counts as that power.
    """
    two = 2 * layout.one
    halvings = 0
    while bits >= two:
        bits = halve(bits)
        halvings += 1
    return halvings, bits


def fraction_bits(x: int, layout: Layout) -> int:
    """Raw bits of log2(x) for 1 ≤ x < 2, one binary digit a squaring: 0 … 2**frac - 1."""
    fraction = 0
    for _ in range(layout.frac):
        digit, x = next_digit(x, layout)
        fraction = 2 * fraction + digit
    return fraction


def next_digit(x: int, layout: Layout) -> tuple[int, int]:
    """The first binary digit of log2(x) for 1 ≤ x < 2, and the number that yields the others.

    A square of at least 2 yields the digit 1 and is halved, rounded up, for the next step. The
    halved square stays below 2, so no digit ever carries into the whole part of the logarithm.
    """
    square = (x * x) >> layout.frac
    if square >= 2 * layout.one:
        return 1, halve(square)
    return 0, square


def log2_from_one(bits: int, layout: Layout) -> int:
    """log2 of a number of at least 1."""
    halvings, x = normalise(bits, layout)
    return halvings * layout.one + fraction_bits(x, layout)


@rule("NUM-9")
def log2(bits: int, layout: Layout) -> int | None:
    """Binary logarithm, within a few units of the last place.

    Below 1 it is minus the logarithm of the truncated reciprocal. None for zero and negative
    numbers, and where the reciprocal does not fit the format.
    """
    if bits <= 0:
        return None
    if bits >= layout.one:
        return log2_from_one(bits, layout)
    reciprocal = raw.checked_div(layout.one, bits, layout)
    return None if reciprocal is None else -log2_from_one(reciprocal, layout)


@rule("NUM-10")
def ln(bits: int, layout: Layout) -> int | None:
    """Natural logarithm: log2 divided by a log2(e) of 23 fractional bits, truncated.

    None where log2 is None.
    """
    binary = log2(bits, layout)
    return None if binary is None else raw.div(binary, ln_divisor(layout), layout)


def ln_divisor(layout: Layout) -> int:
    """Raw bits of log2(e) as the library has it, by which a binary logarithm becomes a natural."""
    return _constant(_LOG2_OF_E, layout)


@rule("NUM-11")
def exp_series(y: int, layout: Layout) -> int | None:
    """1 + y + y²/2! + … up to the power frac - 1, for y ≥ 0, every step floored.

    None where a product or the sum does not fit.
    """
    total, term = y + layout.one, y
    for power in range(2, layout.frac):
        product = raw.checked_mul(term, y, layout)
        if product is None:
            return None
        term = product // power
        total += term
    return raw.checked(total, layout)  # which only grows


@rule("NUM-12")
def exp_of_one(layout: Layout) -> int:
    """What the library answers for exp(1) without computing: e truncated to 23 fractional bits."""
    return _constant(_E, layout)


@rule("NUM-11")
def exp(bits: int, layout: Layout) -> int | None:
    """Exponential function; None where a step of the series does not fit.

    A negative power is the truncated reciprocal of the series. Only +1 itself takes the shortcut:
    its neighbours use the series and are larger, so the function is not monotone there.
    """
    if bits == layout.one:
        return exp_of_one(layout)
    if bits >= 0:
        return exp_series(bits, layout)
    opposite = raw.checked(-bits, layout)
    series = None if opposite is None else exp_series(opposite, layout)
    return None if series is None else raw.checked_div(layout.one, series, layout)


def _constant(bits: int, layout: Layout) -> int:
    return bits * (1 << (layout.frac - _CONSTANT_FRAC))


@rule("NUM-13")
def sqrt(bits: int, epsilon: int, layout: Layout) -> int | None:
    """Square root by bisection: the first midpoint m with |bits / m - m| ≤ epsilon.

    None for a negative number. The answer is a midpoint, not a rounded root: it may lie on either
    side, and the root of zero is the first midpoint that is at most epsilon.
    """
    if bits < 0:
        return None
    low, high = (0, bits) if bits > layout.one else (bits, layout.one)
    if type(bits) is int and 0 < bits <= layout.high >> 1 and layout.one <= layout.high >> 1:
        return _exact_bisection(bits << layout.frac, low, high, epsilon)
    middle, quotient = _bisect(bits, low, high, layout)
    for _ in range(SQRT_ROUNDS):
        if _distance(quotient, middle) <= epsilon:
            break
        if quotient < middle:
            high = middle
        else:
            low = middle
        middle, quotient = _bisect(bits, low, high, layout)
    return middle


def _exact_bisection(square: int, low: int, high: int, epsilon: int) -> int:
    """The bisection where no sum and no quotient leaves the format.

    Which half a midpoint leaves follows from the true root, and a midpoint that is farther from it
    than one more than epsilon is that far from the quotient too.
    """
    root, middle = isqrt(square), (high + low) >> 1
    for _ in range(SQRT_ROUNDS):
        if abs(middle - root) <= epsilon + 1 and abs(square // middle - middle) <= epsilon:
            break
        if middle > root:
            high = middle
        else:
            low = middle
        middle = (high + low) >> 1
    return middle


def _bisect(bits: int, low: int, high: int, layout: Layout) -> tuple[int, int]:
    middle = raw.add(high, low, layout) >> 1
    return middle, raw.safe_div(bits, middle, layout)


def _distance(a: int, b: int) -> int:
    return b - a if a < b else a - b
