"""Cases of `consensus.alpha` and `consensus.legacy_alpha`: how fast bonds follow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from taospec_vectors.cases.consensus._common import DTAO, LARGEST, ONE, SINCE_DEREG
from taospec_vectors.format import DraftCase, DraftFile

_SOURCE = "pallets/subtensor/src/epoch/math.rs @ v3.2.16-349, executed"
_DTAO_SOURCE = "pallets/subtensor/src/epoch/math.rs @ v3.0.0, executed"
_QUARTERS = tuple(ONE // 4 * quarter for quarter in range(5))
_BOUNDS = (45875, 58982)
_LOW, _HIGH = 3_006_509_875, 3_865_503_334
_MIDDLE = 3_436_006_604

# α of the weights 0, 1/4, 1/2, 3/4 and 1 where nothing has consensus and no bond is held.
_CURVES = {
    1000: (3012258989, 3071671555, 3436006604, 3800341653, 3859754218),
    100: (3330814839, 3382597396, 3436006604, 3489415811, 3541198368),
    0: (3436006604,) * 5,
    -1000: (3859754218, 3800341653, 3436006604, 3071671555, 3012258989),
    10000: (_HIGH, _HIGH, _MIDDLE, _HIGH, _HIGH),
}


def drafts() -> Iterator[DraftFile]:
    """The curve of Yuma3 bonds, and that of classic bonds in the early fork."""
    cases = [*_curves(), *_steep(), *_bounds(), *_distances()]
    yield DraftFile("consensus/alpha.yaml", "consensus.alpha", SINCE_DEREG, cases)
    yield DraftFile(
        "consensus/legacy_alpha.yaml", "consensus.legacy_alpha", DTAO, list(_by_column())
    )


def _move(
    weight: int,
    steepness: int,
    *,
    bond: int = 0,
    consensus: int = 0,
    bounds: tuple[int, int] = _BOUNDS,
) -> dict[str, Any]:
    return {
        "consensus": str(consensus),
        "weight": str(weight),
        "bond": str(bond),
        "alpha_low": bounds[0],
        "alpha_high": bounds[1],
        "alpha_sigmoid_steepness": steepness,
    }


def _rate(bits: int) -> dict[str, Any]:
    return {"ok": {"alpha": str(bits)}}


def _curves() -> Iterator[DraftCase]:
    names = ("none", "a-quarter", "half", "three-quarters", "all")
    for steepness, rates in _CURVES.items():
        for name, weight, rate in zip(names, _QUARTERS, rates, strict=True):
            overflows = steepness == 10000 and name not in ("half", "three-quarters", "all")
            sign = "minus-" if steepness < 0 else ""
            yield DraftCase(
                f"steepness-{sign}{abs(steepness)}-moved-{name}",
                ("CON-31", "CON-32") if overflows else ("CON-31",),
                "takes an exact exponential, or a sigmoid around another middle",
                _move(weight, steepness),
                "chain",
                _SOURCE,
                _rate(rate),
            )


def _steep() -> Iterator[DraftCase]:
    """Where exp fails: from 20.888… on, that is at a steepness of 4178 for a half."""
    clamps = "clamps the power to ±20, as a later release does"
    saturates = "saturates where exp fails, and finds low instead of high"

    def case(slug: str, why: str, *, steepness: int, weight: int, rate: int) -> DraftCase:
        given = _move(weight, steepness)
        return DraftCase(f"steep-{slug}", ("CON-31", "CON-32"), why, given, expect=_rate(rate))

    yield case("4150", clamps, steepness=4150, weight=0, rate=_LOW)
    yield case("last-that-fits", saturates, steepness=4177, weight=0, rate=_LOW)
    yield case("first-that-fails", saturates, steepness=4178, weight=0, rate=_HIGH)
    yield case("4300", saturates, steepness=4300, weight=0, rate=_HIGH)
    yield case("last-negative-that-fits", saturates, steepness=-4177, weight=ONE, rate=_LOW)
    yield case("first-negative-that-fails", saturates, steepness=-4178, weight=ONE, rate=_HIGH)
    yield case("largest", saturates, steepness=32767, weight=0, rate=_HIGH)
    yield case("smallest", saturates, steepness=-32768, weight=ONE, rate=_HIGH)
    # 2 · (1/2 - 0) is the power 1, whose exponential the library keeps as a constant.
    why = "computes the exponential of exactly 1 by the series, which gives more"
    yield DraftCase("power-of-exactly-one", ("CON-31", "CON-60"), why, _move(0, 200))
    why = "takes the constant for the exponential of -1 as well"
    yield DraftCase("power-of-exactly-minus-one", ("CON-31", "CON-60"), why, _move(ONE, 200))


def _bounds() -> Iterator[DraftCase]:
    narrow, crossed = (6553, 19660), (58982, 45875)

    def case(
        slug: str,
        why: str,
        *,
        weight: int,
        steepness: int,
        bounds: tuple[int, int],
        rate: int | None,
    ) -> DraftCase:
        given = _move(weight, steepness, bounds=bounds)
        expect = None if rate is None else _rate(rate)
        return DraftCase(f"bounds-{slug}", ("CON-31",), why, given, expect=expect)

    yield case(
        "narrow-nothing-moved",
        "scales by 65536",
        weight=0,
        steepness=1000,
        bounds=narrow,
        rate=435213075,
    )
    yield case(
        "narrow-all-moved",
        "scales by 65536",
        weight=ONE,
        steepness=1000,
        bounds=narrow,
        rate=1282708304,
    )
    yield case(
        "low-above-high",
        "lets high win where the two are crossed",
        weight=0,
        steepness=1000,
        bounds=crossed,
        rate=_HIGH,
    )
    yield case(
        "low-above-high-all-moved",
        "lets high win",
        weight=ONE,
        steepness=1000,
        bounds=crossed,
        rate=_HIGH,
    )
    yield case(
        "low-of-one-wins", "lets high win", weight=0, steepness=32767, bounds=(LARGEST, 0), rate=ONE
    )
    yield case(
        "low-equals-high",
        "divides by the width of the range",
        weight=0,
        steepness=1000,
        bounds=(9, 9),
        rate=9 * 65537,
    )
    yield case(
        "widest-steep-to-low",
        "leaves the range",
        weight=0,
        steepness=4177,
        bounds=(0, LARGEST),
        rate=None,
    )
    yield case(
        "widest-high",
        "misses 1 by a unit",
        weight=ONE,
        steepness=32767,
        bounds=(0, LARGEST),
        rate=ONE,
    )
    yield case(
        "widest-flat",
        "misses one half by a unit",
        weight=0,
        steepness=0,
        bounds=(0, LARGEST),
        rate=ONE // 2,
    )


def _distances() -> Iterator[DraftCase]:
    quarter, half = _QUARTERS[1], _QUARTERS[2]
    by_none, by_quarter, by_half = _CURVES[1000][:3]

    def case(
        slug: str, why: str, *, consensus: int, weight: int, bond: int, rate: int | None
    ) -> DraftCase:
        given = _move(weight, 1000, bond=bond, consensus=consensus)
        expect = None if rate is None else _rate(rate)
        return DraftCase(slug, ("CON-31",), why, given, expect=expect)

    yield case(
        "bought-above-consensus",
        "measures from the bond, not from consensus",
        consensus=quarter,
        weight=half,
        bond=0,
        rate=by_quarter,
    )
    yield case(
        "bought-below-consensus",
        "takes the distance without its sign",
        consensus=half,
        weight=quarter,
        bond=0,
        rate=by_none,
    )
    yield case(
        "sold",
        "measures a falling bond from consensus too",
        consensus=0,
        weight=quarter,
        bond=half,
        rate=by_quarter,
    )
    yield case(
        "sold-below-consensus",
        "measures a falling bond from consensus too",
        consensus=ONE,
        weight=0,
        bond=half,
        rate=by_half,
    )
    yield case(
        "weight-equals-bond",
        "counts a bond that stays as sold",
        consensus=0,
        weight=half,
        bond=half,
        rate=by_half,
    )
    yield case(
        "weight-a-unit-below-bond",
        "counts a falling bond as bought",
        consensus=0,
        weight=half,
        bond=half + 1,
        rate=None,
    )


def _levels(consensus: Sequence[int], bounds: tuple[int, int] = _BOUNDS) -> dict[str, Any]:
    return {
        "consensus": list(map(str, consensus)),
        "alpha_low": bounds[0],
        "alpha_high": bounds[1],
    }


def _alphas(*bits: int) -> dict[str, Any]:
    return {"ok": {"alpha": list(map(str, bits))}}


def _by_column() -> Iterator[DraftCase]:
    rules = ("CON-28",)
    fixed = {"ok": {"alpha": None}}
    tenth, fifth = 429_496_729, 858_993_459
    yield DraftCase(
        "quartiles",
        rules,
        "takes quartiles without interpolation, or an exact logarithm",
        _levels([fifth, fifth, *[tenth] * 6]),
        "chain",
        _DTAO_SOURCE,
        _alphas(*[_HIGH] * 2, *[3_006_509_884] * 6),
    )
    half = ONE // 2

    def case(
        slug: str,
        why: str,
        *,
        consensus: tuple[int, ...],
        bounds: tuple[int, int],
        expect: dict[str, Any] | None,
    ) -> DraftCase:
        return DraftCase(slug, rules, why, _levels(consensus, bounds), expect=expect)

    yield case(
        "no-consensus",
        "puts a curve through nothing",
        consensus=(0, 0, 0),
        bounds=_BOUNDS,
        expect=fixed,
    )
    yield case(
        "upper-quartile-of-zero",
        "puts a curve through a single column",
        consensus=(0, 0, 0, 0, half),
        bounds=_BOUNDS,
        expect=fixed,
    )
    yield case(
        "upper-quartile-just-above-zero",
        "takes the value below the quartile instead of interpolating",
        consensus=(0, 0, 0, half),
        bounds=_BOUNDS,
        expect=None,
    )
    yield case(
        "equal-quartiles",
        "divides by the distance of equal quartiles; the curve is flat at one half",
        consensus=(tenth, tenth),
        bounds=(1638, 58982),
        expect=_alphas(half, half),
    )
    yield case(
        "equal-quartiles-below-low",
        "leaves the range where the curve is flat",
        consensus=(tenth, tenth),
        bounds=_BOUNDS,
        expect=_alphas(_LOW, _LOW),
    )
    yield case(
        "low-of-zero",
        "takes the logarithm of infinite odds",
        consensus=(tenth, fifth, fifth),
        bounds=(0, 58982),
        expect=_alphas(half, half, half),
    )
    yield case(
        "high-of-zero",
        "lets low lose where the two are crossed",
        consensus=(tenth, fifth, fifth),
        bounds=(45875, 0),
        expect=_alphas(_LOW, _LOW, _LOW),
    )
    yield case(
        "slope-that-does-not-fit",
        "saturates a slope that the chain reads as 0",
        consensus=(0, 0, 1, 1, ONE),
        bounds=_BOUNDS,
        expect=None,
    )
    yield case(
        "one-neuron",
        "fails where all quartiles are the same number",
        consensus=(half,),
        bounds=_BOUNDS,
        expect=_alphas(_LOW),
    )
    yield case("nobody", "fails without neurons", consensus=(), bounds=_BOUNDS, expect=fixed)
    yield case(
        "unsorted",
        "takes quartiles by position",
        consensus=(7 * tenth, 0, fifth, tenth, 3 * tenth),
        bounds=_BOUNDS,
        expect=None,
    )
