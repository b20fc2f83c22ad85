"""Cases of `consensus.majority`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from taospec_vectors.cases.consensus._common import ALL, ONE
from taospec_vectors.format import DraftCase, DraftFile

_RULES = ("CON-17",)
_MATH = "pallets/subtensor/src/tests/math.rs @ v3.2.16-349"
_MEDIAN = f"test_math_weighted_median, {_MATH}"
_COLUMNS = f"test_math_weighted_median_col_sparse, {_MATH}"

_UNIT = 65537  # I32F32 bits of 1/65535
_DEFAULT = 32767 * _UNIT
_HALF = ONE // 2
_THIRD = ONE // 3


def drafts() -> Iterator[DraftFile]:
    """The boundary of support, its degenerate ends, and the chain's own tests."""
    name = "consensus.majority"
    cases = [*_boundary(), *_ends(), *_descent()]
    yield DraftFile("consensus/majority.yaml", name, ALL, cases)
    yield DraftFile("consensus/majority-upstream.yaml", name, ALL, list(_upstream()))


def _votes(kappa: int, stake: Sequence[int], weights: Sequence[int]) -> dict[str, Any]:
    shares = {"stake": list(map(str, stake)), "weights": list(map(str, weights))}
    return {"kappa": kappa, **shares}


def _level(bits: int) -> dict[str, Any]:
    return {"ok": {"consensus": str(bits)}}


def _boundary() -> Iterator[DraftCase]:
    """Support one unit below κ, at it and above; support of two thirds is κ = 43690 exactly."""

    def case(
        slug: str,
        why: str,
        *,
        kappa: int,
        stake: tuple[int, ...],
        weights: tuple[int, ...],
        level: int,
    ) -> DraftCase:
        given = _votes(kappa, stake, weights)
        return DraftCase(slug, _RULES, why, given, expect=_level(level))

    yield case(
        "support-a-unit-below-kappa",
        "rounds κ down, or takes 32767/65535 for one half",
        kappa=32767,
        stake=(_DEFAULT - 1, ONE - _DEFAULT + 1),
        weights=(_HALF, 0),
        level=0,
    )
    yield case(
        "support-of-exactly-kappa",
        "asks for more support than κ",
        kappa=32767,
        stake=(_DEFAULT, ONE - _DEFAULT),
        weights=(_HALF, 0),
        level=_HALF,
    )
    yield case(
        "support-a-unit-above-kappa",
        "asks for more than one half of the stake",
        kappa=32767,
        stake=(_DEFAULT + 1, ONE - _DEFAULT - 1),
        weights=(_HALF, 0),
        level=_HALF,
    )
    yield case(
        "two-thirds-at-kappa",
        "asks for more support than κ",
        kappa=43690,
        stake=(_THIRD,) * 3,
        weights=(9, 0, 7),
        level=7,
    )
    yield case(
        "two-thirds-below-kappa",
        "rounds the support of two thirds up",
        kappa=43691,
        stake=(_THIRD,) * 3,
        weights=(9, 0, 7),
        level=0,
    )
    yield case(
        "smallest-kappa-reached",
        "asks for more support than κ",
        kappa=1,
        stake=(_UNIT, ONE - _UNIT),
        weights=(9, 3),
        level=9,
    )
    yield case(
        "smallest-kappa-missed",
        "floors κ = 1 to no support at all",
        kappa=1,
        stake=(_UNIT - 1, ONE - _UNIT + 1),
        weights=(9, 3),
        level=3,
    )
    half = (
        (
            "half-is-enough-at-the-default",
            "takes exactly half of the stake for a minority",
            32767,
            ONE,
        ),
        ("half-is-not-enough-above", "counts half of the stake as more than one half", 32768, 0),
    )
    for slug, why, kappa, level in half:
        given = _votes(kappa, (_HALF, _HALF), (ONE, 0))
        yield DraftCase(slug, ("CON-17", "CON-18"), why, given, expect=_level(level))


def _ends() -> Iterator[DraftCase]:
    def case(
        slug: str,
        rules: tuple[str, ...],
        why: str,
        *,
        kappa: int,
        stake: tuple[int, ...],
        weights: tuple[int, ...],
        level: int,
    ) -> DraftCase:
        given = _votes(kappa, stake, weights)
        return DraftCase(slug, rules, why, given, expect=_level(level))

    yield case(
        "kappa-of-zero",
        _RULES,
        "wants support where κ = 0 wants none",
        kappa=0,
        stake=(ONE - 1, 1),
        weights=(3, 9),
        level=9,
    )
    yield case(
        "stake-of-zero-has-no-voice",
        _RULES,
        "looks at the weights of those without active stake",
        kappa=0,
        stake=(ONE, 0),
        weights=(3, 9),
        level=3,
    )
    yield case(
        "everyone-must-agree",
        _RULES,
        "takes the largest weight at κ = 65535",
        kappa=65535,
        stake=(ONE - 1, 1),
        weights=(9, 3),
        level=3,
    )
    yield case(
        "alone",
        _RULES,
        "loses the only voter's weight at κ = 65535",
        kappa=65535,
        stake=(7,),
        weights=(5,),
        level=5,
    )
    yield case(
        "shares-that-sum-to-less-than-kappa",
        _RULES,
        "answers 0 where the floored shares never reach κ, and the smallest weight counts",
        kappa=65535,
        stake=(_THIRD,) * 3,
        weights=(9, 5, 6),
        level=5,
    )
    yield case(
        "nobody-votes",
        _RULES,
        "divides by a stake of zero",
        kappa=32767,
        stake=(0, 0),
        weights=(9, 9),
        level=0,
    )
    yield case(
        "no-voters", _RULES, "fails without voters", kappa=32767, stake=(), weights=(), level=0
    )
    yield case(
        "shares-are-normalised-again",
        ("CON-1", "CON-17"),
        "measures the stake of voters against 1, not against their sum",
        kappa=32768,
        stake=(3, 1),
        weights=(9, 5),
        level=9,
    )
    yield case(
        "zeros-are-votes",
        _RULES,
        "leaves out voters who gave nothing",
        kappa=32768,
        stake=(_THIRD,) * 3,
        weights=(9, 0, 0),
        level=0,
    )
    yield case(
        "equal-weights-add-up",
        _RULES,
        "counts the support of equal weights one by one",
        kappa=32767,
        stake=(_THIRD,) * 3,
        weights=(5, 5, 9),
        level=5,
    )
    yield case(
        "weights-that-add-to-more-than-one",
        _RULES,
        "averages weights instead of choosing one of them",
        kappa=32767,
        stake=(ONE // 4, ONE // 4, _HALF),
        weights=(ONE, ONE - 1, 1),
        level=ONE - 1,
    )


def _descent() -> Iterator[DraftCase]:
    """Twelve voters, whose middle one the chain visits first; solved by sorting by hand.

    In descending order of weight their stakes are 5 1 1 9 2 2 8 3 3 7 4 4 of 49, which makes the
    running support 5 6 7 16 18 20 28 … of 49.
    """
    running = zip(range(120, 0, -10), (5, 1, 1, 9, 2, 2, 8, 3, 3, 7, 4, 4), strict=True)
    stake_of = dict(running)
    weights = (70, 30, 90, 10, 80, 40, 20, 60, 50, 100, 120, 110)
    stake = [stake_of[weight] for weight in weights]
    for slug, kappa, level in (
        ("many-voters-high", 21000, 90),
        ("many-voters-middle", 32767, 60),
        ("many-voters-low", 60000, 20),
    ):
        given = _votes(kappa, stake, weights)
        why = "stops the descent on the wrong side of a pivot"
        yield DraftCase(slug, _RULES, why, given, expect=_level(level))


class _Column(NamedTuple):
    """A column of the chain's own tests: stake and weights of its raters, and the level."""

    slug: str
    source: str
    kappa: str
    stake: tuple[str, ...]
    weights: tuple[str, ...]
    level: str


def _upstream() -> Iterator[DraftCase]:
    """κ there is any number, here the next one below in 65535ths, which decides the same."""
    fifths = ("0.8", "0.2", "1", "0.6", "0.4")
    for slug, source, kappa, stake, weights, level in (
        _Column(
            "larger-below",
            _MEDIAN,
            kappa="0.51",
            stake=("0.51", "0.49"),
            weights=("0.5", "1"),
            level="0.5",
        ),
        _Column(
            "larger-above",
            _MEDIAN,
            kappa="0.51",
            stake=("0.49", "0.51"),
            weights=("0.5", "1"),
            level="1",
        ),
        _Column(
            "without-stake-below",
            _MEDIAN,
            kappa="0.51",
            stake=("0.51", "0", "0.49"),
            weights=("0.5", "0.7", "1"),
            level="0.5",
        ),
        _Column(
            "without-stake-above",
            _MEDIAN,
            kappa="0.51",
            stake=("0.49", "0", "0.51"),
            weights=("0.5", "0.7", "1"),
            level="1",
        ),
        _Column(
            "tips-the-scale",
            _MEDIAN,
            kappa="0.51",
            stake=("0.49", "0.01", "0.5"),
            weights=("0.5", "0.7", "1"),
            level="0.7",
        ),
        _Column(
            "five-equal", _MEDIAN, kappa="0.51", stake=("0.2",) * 5, weights=fifths, level="0.6"
        ),
        _Column(
            "five-equal-pairs",
            _MEDIAN,
            kappa="0.51",
            stake=("0.1",) * 10,
            weights=("0.8", "0.8", "0.2", "0.2", "1", "1", "0.6", "0.6", "0.4", "0.4"),
            level="0.6",
        ),
        *(
            _Column(
                f"column-{column}-at-{kappa[2:]}",
                _COLUMNS,
                kappa=kappa,
                stake=stakes,
                weights=weights,
                level=level,
            )
            for column, weights, levels in (
                ("one", ("0.1", "0.2", "0.3", "0.4"), ("0.3", "0.2", "0.2")),
                ("two", ("0", "0.4", "0.1", "0.5"), ("0.4", "0.4", "0.1")),
            )
            for stakes in (("0", "0.75", "0.25", "0"),)
            for kappa, level in zip(("0.24", "0.26", "0.76"), levels, strict=True)
        ),
        _Column(
            "column-unrated-by-the-largest",
            _COLUMNS,
            kappa="0.51",
            stake=("0", "0.3", "0.2", "0.5"),
            weights=("0.1", "0.2", "0.3", "0"),
            level="0",
        ),
        _Column(
            "column-rated-by-the-largest",
            _COLUMNS,
            kappa="0.51",
            stake=("0", "0.3", "0.2", "0.5"),
            weights=("0", "0.4", "0.1", "0.5"),
            level="0.4",
        ),
    ):
        given = _votes(int(Fraction(kappa) * 65535), _bits(*stake), _bits(*weights))
        why = "takes a mean, or a median that does not weigh stake"
        yield DraftCase(
            f"upstream-{slug}",
            _RULES,
            why,
            given,
            "upstream-test",
            source,
            _level(*_bits(level)),
        )


def _bits(*decimals: str) -> list[int]:
    """The nearest I32F32 numbers."""
    return [round(Fraction(text) * ONE) for text in decimals]
