"""Raw I32F32 bits in plain Python integers, rounded, wrapped and saturated as the chain does."""

from __future__ import annotations

from collections.abc import Iterable

ONE = 1 << 32
MAX, MIN = (1 << 63) - 1, -(1 << 63)
MAX64, MIN64 = (1 << 127) - 1, -(1 << 127)


def sat(x: int) -> int:
    return max(MIN, min(MAX, x))


def sat64(x: int) -> int:
    return max(MIN64, min(MAX64, x))


def wrap(x: int, bits: int = 64) -> int:
    half = 1 << (bits - 1)
    return (x + half) % (2 * half) - half


def total(values: Iterable[int]) -> int:
    return wrap(sum(values))


def tdiv(a: int, b: int) -> int:
    quotient = abs(a) // abs(b)
    return quotient if (a < 0) == (b < 0) else -quotient


def mul(a: int, b: int) -> int:
    return sat((a * b) >> 32)


def div(a: int, b: int) -> int:
    if b == 0:
        return 0
    quotient = tdiv(a << 32, b)
    return quotient if MIN <= quotient <= MAX else 0


def normalise(values: list[int]) -> list[int]:
    whole = total(values)
    return [div(x, whole) for x in values] if whole else values


def proportion(u16: int) -> int:
    return div(u16 << 32, 65535 << 32)


def prop16(x: int) -> int:
    return max(0, min(65535, mul(x, 65535 << 32) >> 32))


def exp(x: int) -> int | None:
    if x == 0:
        return ONE
    if x == ONE:
        return 11674931200
    y = abs(x)
    if y > MAX:
        return None
    term, series = y, y + ONE
    for i in range(2, 32):
        term = (term * y) >> 32
        if term > MAX:
            return None
        term //= i
        series += term
        if series > MAX:
            return None
    return series if x > 0 else (1 << 64) // series


def ln(x: int) -> int | None:
    if x <= 0:
        return None
    if x < ONE:
        inverse = (1 << 64) // x
        return None if inverse > MAX else -tdiv(log2(inverse) << 32, 12102203 << 9)
    return tdiv(log2(x) << 32, 12102203 << 9)


def log2(x: int) -> int:
    k = 0
    while x >= 2 * ONE:
        k, x = k + 1, (x + 1) >> 1
    if x == ONE:
        return k << 32
    for _ in range(32):
        x, k = (x * x) >> 32, k << 1
        if x >= 2 * ONE:
            k, x = k | 1, (x + 1) >> 1
    return k
