"""Cases of `numbers.mul`: the floor, the double width, the ends of each format."""

from __future__ import annotations

from collections.abc import Iterator

from taospec.numbers.raw import Layout
from taospec_vectors.cases.numbers._common import (
    I32F32,
    I64F64,
    LAYOUTS,
    U96F32,
    U110F18,
    bits,
    slug,
    two,
    whole,
)
from taospec_vectors.drafting import every_fork
from taospec_vectors.format import DraftCase, DraftFile

_FLOOR = ("NUM-2",)
_SATURATES = ("NUM-1", "NUM-2")
_ONE = I32F32.one


def drafts() -> Iterator[DraftFile]:
    """The file of the operation."""
    cases = [*_rounding(), *(case for layout in LAYOUTS for case in _ends(layout)), *_width()]
    yield DraftFile("numbers/mul.yaml", "numbers.mul", every_fork("numbers.mul"), cases)


def _rounding() -> Iterator[DraftCase]:
    def case(text: str, why: str, *, a: int, b: int, product: int) -> DraftCase:
        return DraftCase(text, _FLOOR, why, two(I32F32, a, b), expect=bits(product))

    yield case(
        "floors-minus-one-and-a-half", "rounds -1.5 units to -1", a=-3, b=_ONE // 2, product=-2
    )
    yield case("floors-one-and-a-half", "rounds 1.5 units up to 2", a=3, b=_ONE // 2, product=1)
    yield case(
        "two-negatives-vanish",
        "keeps a unit of a product far below one unit",
        a=-1,
        b=-1,
        product=0,
    )
    yield case(
        "one-unit-squared", "keeps a unit of a product far below one unit", a=1, b=1, product=0
    )
    yield case("by-zero", "does not know that zero annihilates", a=-_ONE, b=0, product=0)
    yield case(
        "by-one", "shifts the product by the wrong number of bits", a=12345, b=_ONE, product=12345
    )
    yield case("by-minus-one", "loses the sign of one factor", a=12345, b=-_ONE, product=-12345)
    yield case(
        "a-tenth-of-ten",
        "expects that a tenth times ten is one",
        a=429496730,
        b=10 * _ONE,
        product=4294967300,
    )
    # 65537 v is the proportion v / 65535; scaled back it stays below v and is floored to v - 1.
    yield DraftCase(
        "a-proportion-scaled-back",
        _FLOOR,
        "expects v / 65535 x 65535 to be v, where every v but the ends comes back as v - 1",
        two(I32F32, 65537 * 100, whole(I32F32, 65535)),
        expect=bits(100 * _ONE - 100),
    )
    yield DraftCase(
        "owner-cut-of-one-tao",
        _FLOOR,
        "takes 18 percent, where the cut 11796 / 65535 is 17.9995 percent",
        two(U96F32, whole(U96F32, 10**9), 773074452),
        expect=bits(773074452 * 10**9),
    )


def _ends(layout: Layout) -> Iterator[DraftCase]:
    """What each format does where its range ends."""
    two_units = 2 * layout.one
    yield DraftCase(
        slug(layout, "largest-by-one"),
        _SATURATES,
        "loses the upper half of the product",
        two(layout, layout.high, layout.one),
        expect=bits(layout.high),
    )
    yield DraftCase(
        slug(layout, "largest-doubled"),
        _SATURATES,
        "wraps for saturates at the upper end",
        two(layout, layout.high, two_units),
        expect=bits(layout.high),
    )
    yield DraftCase(
        slug(layout, "largest-squared"),
        _SATURATES,
        "overflows the double width itself",
        two(layout, layout.high, layout.high),
        expect=bits(layout.high),
    )
    yield DraftCase(
        slug(layout, "half-a-unit"),
        _FLOOR,
        "rounds half a unit up, or has another number of fractional bits",
        two(layout, 1, layout.one // 2),
        expect=bits(0),
    )
    if layout.signed:
        yield DraftCase(
            slug(layout, "smallest-by-minus-one"),
            _SATURATES,
            "gives the smallest number where its opposite does not exist",
            two(layout, layout.low, -layout.one),
            expect=bits(layout.high),
        )
        yield DraftCase(
            slug(layout, "smallest-doubled"),
            _SATURATES,
            "wraps for saturates at the lower end",
            two(layout, layout.low, two_units),
            expect=bits(layout.low),
        )
        yield DraftCase(
            slug(layout, "floors-a-negative"),
            _FLOOR,
            "truncates toward zero where the chain floors",
            two(layout, -1, 1),
            expect=bits(-1),
        )


def _width() -> Iterator[DraftCase]:
    yield DraftCase(
        "i64f64-product-of-164-bits",
        _FLOOR,
        "multiplies in 128 bits where the product needs 164",
        two(I64F64, 1 << 100, (1 << 64) - 1),
        expect=bits((1 << 100) - (1 << 36)),
    )
    yield DraftCase(
        "u110f18-reserves-of-a-pool",
        _FLOOR,
        "computes the constant product of two reserves in 64 bits",
        two(U110F18, whole(U110F18, 10**15), whole(U110F18, 21 * 10**15)),
        expect=bits(whole(U110F18, 21 * 10**30)),
    )
