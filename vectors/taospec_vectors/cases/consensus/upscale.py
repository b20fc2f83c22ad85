"""Cases of `consensus.max_upscale` and `consensus.max_upscale_fixed`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from struct import pack, unpack
from typing import NamedTuple

from taospec_vectors.cases.consensus._common import ALL, LARGEST, ONE
from taospec_vectors.format import DraftCase, DraftFile

_MATH = "pallets/subtensor/src/tests/math.rs @ v3.2.16-349"
_FIXED = f"test_vec_max_upscale_to_u16, {_MATH}"
_WHOLE = f"test_vec_u16_max_upscale_to_u16, {_MATH}"
_BRANCHES = ("CON-49", "CON-65")


def drafts() -> Iterator[DraftFile]:
    """Whole numbers, as validators submit them, and fixed-point numbers."""
    name = "consensus.max_upscale"
    yield DraftFile("consensus/max_upscale.yaml", name, ALL, list(_whole()))
    name = "consensus.max_upscale_fixed"
    cases = [*_upstream(), *_edges()]
    yield DraftFile("consensus/max_upscale_fixed.yaml", name, ALL, cases)


class _Row(NamedTuple):
    """Weights, and what the largest one makes of them."""

    slug: str
    rules: tuple[str, ...]
    why: str
    weights: tuple[int, ...]
    upscaled: tuple[int, ...]


_UPSTREAM_NUMBERS: tuple[_Row, ...] = (
    _Row(
        "one",
        ("CON-49",),
        "leaves a single weight as it is",
        weights=(1,),
        upscaled=(65535,),
    ),
    _Row(
        "last-below-the-largest",
        ("CON-49",),
        "rounds the middle weight down",
        weights=(0, 1, 65534),
        upscaled=(0, 1, 65535),
    ),
    _Row(
        "single-below-the-largest",
        ("CON-49",),
        "keeps a largest weight of 65534",
        weights=(65534,),
        upscaled=(65535,),
    ),
)
_WHOLE_NUMBERS: tuple[_Row, ...] = (
    _Row(
        "thirds",
        ("CON-49",),
        "rounds down where it rounds to nearest",
        weights=(1, 2, 3),
        upscaled=(21845, 43690, 65535),
    ),
    _Row(
        "around-the-branch",
        _BRANCHES,
        "truncates a product where it rounds to nearest",
        weights=(32767, 32768, 32769),
        upscaled=(65531, 65533, 65535),
    ),
    _Row(
        "largest-of-32768",
        _BRANCHES,
        "multiplies by a floored quotient from 32768 on, and not only above",
        weights=(16384, 32768),
        upscaled=(32768, 65535),
    ),
    _Row(
        "largest-of-32770",
        _BRANCHES,
        "divides exactly above 32768 too, and rounds the half up",
        weights=(16385, 32770),
        upscaled=(32767, 65535),
    ),
    _Row(
        "scaled-by-a-factor",
        _BRANCHES,
        "gives the same answer for a row scaled by a factor, where half becomes 32767",
        weights=(20000, 40000),
        upscaled=(32767, 65535),
    ),
    _Row(
        "zeros",
        ("CON-49",),
        "divides by a largest of zero",
        weights=(0, 0, 0),
        upscaled=(0, 0, 0),
    ),
    _Row(
        "nothing",
        ("CON-49",),
        "fails on an empty list",
        weights=(),
        upscaled=(),
    ),
    _Row(
        "already-upscaled",
        ("CON-49",),
        "changes weights whose largest is 65535",
        weights=(5, 0, 65535, 32767),
        upscaled=(5, 0, 65535, 32767),
    ),
    _Row(
        "rounds-half-up",
        ("CON-49",),
        "rounds a half to even, or down: 65535/2 is 32767.5",
        weights=(1, 2),
        upscaled=(32768, 65535),
    ),
    _Row(
        "keeps-the-order",
        ("CON-49",),
        "sorts the weights",
        weights=(3, 1, 2),
        upscaled=(65535, 21845, 43690),
    ),
    _Row(
        "equal",
        ("CON-49",),
        "makes one of equal weights the largest",
        weights=(9, 9),
        upscaled=(65535, 65535),
    ),
)


def _whole() -> Iterator[DraftCase]:
    for slug, rules, why, weights, upscaled in _UPSTREAM_NUMBERS:
        yield DraftCase(
            f"upstream-{slug}",
            rules,
            why,
            {"weights": list(weights)},
            "upstream-test",
            _WHOLE,
            {"ok": {"weights": list(upscaled)}},
        )
    for slug, rules, why, weights, upscaled in _WHOLE_NUMBERS:
        given = {"weights": list(weights)}
        yield DraftCase(slug, rules, why, given, expect={"ok": {"weights": list(upscaled)}})


def _upstream() -> Iterator[DraftCase]:
    small = ("1e-6", "6e-6", "7e-6", "1e-4", "0.001", "0.01", "0.1", "0.2", "0.3", "0.4")
    for slug, rules, numbers, upscaled in (
        ("one-in-the-middle", ("CON-49",), ("0", "0.000016", "1"), (0, 1, 65535)),
        ("equal-and-tiny", ("CON-49",), ("1e-9", "1e-9"), (65535, 65535)),
        ("tiny", ("CON-49",), ("0", "1e-9"), (0, 65535)),
        (
            "ten-magnitudes",
            ("CON-49",),
            small,
            (0, 1, 1, 16, 164, 1638, 16384, 32768, 49151, 65535),
        ),
        (
            "largest-of-32768",
            _BRANCHES,
            ("0", "0.5", "1", "1.5", "2", "32768"),
            (0, 1, 2, 3, 4, 65535),
        ),
        (
            "largest-of-32769",
            _BRANCHES,
            ("0", "0.5", "1", "1.5", "2", "32768", "32769"),
            (0, 1, 2, 3, 4, 65533, 65535),
        ),
    ):
        yield _fixed(f"upstream-{slug}", rules, [_single(text) for text in numbers], upscaled)
    largest = [_single(text) for text in ("0", "1", "32768", "32769")]
    yield _fixed("upstream-largest-number", _BRANCHES, [*largest, 2**63 - 1], (0, 0, 1, 1, 65535))


def _fixed(
    slug: str, rules: Sequence[str], bits: Sequence[int], upscaled: Sequence[int]
) -> DraftCase:
    return DraftCase(
        slug,
        rules,
        "loses the smallest numbers, or multiplies before it divides where that does not fit",
        {"values": list(map(str, bits))},
        "upstream-test",
        _FIXED,
        {"ok": {"weights": list(upscaled)}},
    )


def _single(text: str) -> int:
    """I32F32 bits of a single-precision literal, as the chain's tests write them."""
    (nearest,) = unpack("<f", pack("<f", Fraction(text)))
    return round(Fraction(nearest) * ONE)


def _edges() -> Iterator[DraftCase]:
    def case(
        slug: str,
        rules: tuple[str, ...],
        why: str,
        *,
        bits: tuple[int, int],
        upscaled: tuple[int, int] | None,
    ) -> DraftCase:
        expect = None if upscaled is None else {"ok": {"weights": list(upscaled)}}
        return DraftCase(slug, rules, why, {"values": list(map(str, bits))}, expect=expect)

    yield case(
        "a-unit-above-32768",
        _BRANCHES,
        "compares whole numbers, where 32768 and a fraction is above already",
        bits=(16384 * ONE, 32768 * ONE + 1),
        upscaled=None,
    )
    yield case(
        "exactly-32768",
        _BRANCHES,
        "takes the branch for larger numbers at equality",
        bits=(16384 * ONE, 32768 * ONE),
        upscaled=(32768, LARGEST),
    )
    yield case(
        "a-half-of-a-unit",
        ("CON-49",),
        "rounds a half down",
        bits=(1, 2 * 65535),
        upscaled=(1, LARGEST),
    )
    yield case(
        "less-than-a-half-of-a-unit",
        ("CON-49",),
        "rounds up from below a half",
        bits=(1, 2 * 65535 + 1),
        upscaled=(0, LARGEST),
    )
    yield case("zeros", ("CON-49",), "divides by zero", bits=(0, 0), upscaled=(0, 0))
    yield case(
        "negative-and-zero",
        ("CON-49",),
        "takes a negative number for the largest",
        bits=(-ONE, 0),
        upscaled=(0, 0),
    )
    yield case(
        "negative-and-positive",
        ("CON-49",),
        "keeps a sign that u16 does not have",
        bits=(-ONE, ONE),
        upscaled=(0, LARGEST),
    )
    yield case(
        "all-negative",
        ("CON-49",),
        "answers zeros where the quotients of two negative numbers are positive",
        bits=(-ONE, -2 * ONE),
        upscaled=(LARGEST, LARGEST),
    )
