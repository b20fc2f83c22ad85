"""Cases of `numbers.exp`: the cut series, the shortcut at one, where it gives up."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from taospec_vectors.cases.numbers._common import (
    I32F32,
    LIBRARY,
    SIGNED,
    bits,
    one,
    slug,
    whole,
)
from taospec_vectors.drafting import every_fork
from taospec_vectors.format import DraftCase, DraftFile

_SERIES = ("NUM-11",)
_SHORTCUT = ("NUM-11", "NUM-12")
_ONE = I32F32.one

# The last argument whose series fits, and the first whose does not.
_LAST = 89715445397

# Argument in halves → raw bits of the library's answer.
_GOLDEN = {
    1: 7081203935,
    -1: 2605029348,
    -2: 1580030169,
    4: 31735754285,
    -4: 581260615,
    6: 86266724198,
    -6: 213833830,
    10: 637429664624,
    -10: 28939262,
    14: 4710003551092,
    -14: 3916503,
    20: 94602947905357,
    -20: 194991,
    40: 2066907302758576256,
    -40: 8,
}


def drafts() -> Iterator[DraftFile]:
    """The file of the operation."""
    cases = list(chain(_round_numbers(), _edges(), _refused(), _wider()))
    yield DraftFile("numbers/exp.yaml", "numbers.exp", every_fork("numbers.exp"), cases)


def _round_numbers() -> Iterator[DraftCase]:
    for halves, result in _GOLDEN.items():
        sign = "minus-" if halves < 0 else ""
        number = f"{abs(halves) // 2}" if halves % 2 == 0 else "a-half"
        yield DraftCase(
            f"of-{sign}{number}",
            _SERIES,
            "is more exact than the library's series of 31 terms",
            one(I32F32, halves * _ONE // 2),
            origin="chain",
            source=LIBRARY,
            expect=bits(result),
        )


def _edges() -> Iterator[DraftCase]:
    def case(text: str, rules: tuple[str, ...], why: str, *, value: int, result: int) -> DraftCase:
        return DraftCase(
            text,
            rules,
            why,
            one(I32F32, value),
            origin="chain",
            source=LIBRARY,
            expect=bits(result),
        )

    yield case("of-zero", _SERIES, "is inexact on zero", value=0, result=_ONE)
    yield case("of-one-unit", _SERIES, "drops the linear term", value=1, result=_ONE + 1)
    yield case("of-minus-one-unit", _SERIES, "rounds the reciprocal up", value=-1, result=_ONE - 1)
    yield case(
        "below-one",
        _SHORTCUT,
        "takes the shortcut a unit early",
        value=_ONE - 1,
        result=11674931544,
    )
    yield case(
        "of-one",
        _SHORTCUT,
        "sums the series at one, where e is cut",
        value=_ONE,
        result=11674931200,
    )
    yield case(
        "above-one", _SHORTCUT, "takes the shortcut a unit late", value=_ONE + 1, result=11674931552
    )
    yield case(
        "last-fitting",
        _SERIES,
        "gives up while the series fits",
        value=_LAST,
        result=4994766200130743759,
    )
    yield case(
        "last-fitting-negative", _SERIES, "gives up while the series fits", value=-_LAST, result=3
    )


def _refused() -> Iterator[DraftCase]:
    for text, value in (
        ("first-overflow", _LAST + 1),
        ("first-negative-overflow", -_LAST - 1),
        ("of-the-largest", I32F32.high),
        ("of-the-smallest", I32F32.low),
    ):
        yield DraftCase(
            text,
            _SERIES,
            "saturates, or answers zero, where the library reports an error",
            one(I32F32, value),
            origin="chain",
            source=LIBRARY,
            expect={"reject": {"code": "Overflow"}},
        )


def _wider() -> Iterator[DraftCase]:
    for layout in SIGNED[1:]:
        yield DraftCase(
            slug(layout, "of-one"),
            _SHORTCUT,
            "keeps e at the precision of the wider format, where it has 23 bits in all of them",
            one(layout, layout.one),
            expect=bits(22802600 << (layout.frac - 23)),
        )
        for number in (-3, 2, 20):
            text = f"of-{'minus-' if number < 0 else ''}{abs(number)}"
            yield DraftCase(
                slug(layout, text),
                _SERIES,
                "cuts the series after another number of terms than the format has fractional bits",
                one(layout, whole(layout, number)),
            )
