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
    for slug, why, steepness, weight, rate in (
        ("4150", clamps, 4150, 0, _LOW),
        ("last-that-fits", saturates, 4177, 0, _LOW),
        ("first-that-fails", saturates, 4178, 0, _HIGH),
        ("4300", saturates, 4300, 0, _HIGH),
        ("last-negative-that-fits", saturates, -4177, ONE, _LOW),
        ("first-negative-that-fails", saturates, -4178, ONE, _HIGH),
        ("largest", saturates, 32767, 0, _HIGH),
        ("smallest", saturates, -32768, ONE, _HIGH),
    ):
        given = _move(weight, steepness)
        yield DraftCase(f"steep-{slug}", ("CON-31", "CON-32"), why, given, expect=_rate(rate))
    # 2 · (1/2 - 0) is the power 1, whose exponential the library keeps as a constant.
    why = "computes the exponential of exactly 1 by the series, which gives more"
    yield DraftCase("power-of-exactly-one", ("CON-31", "CON-60"), why, _move(0, 200))
    why = "takes the constant for the exponential of -1 as well"
    yield DraftCase("power-of-exactly-minus-one", ("CON-31", "CON-60"), why, _move(ONE, 200))


def _bounds() -> Iterator[DraftCase]:
    narrow, crossed = (6553, 19660), (58982, 45875)
    for slug, why, weight, steepness, bounds, rate in (
        ("narrow-nothing-moved", "scales by 65536", 0, 1000, narrow, 435213075),
        ("narrow-all-moved", "scales by 65536", ONE, 1000, narrow, 1282708304),
        ("low-above-high", "lets high win where the two are crossed", 0, 1000, crossed, _HIGH),
        ("low-above-high-all-moved", "lets high win", ONE, 1000, crossed, _HIGH),
        ("low-of-one-wins", "lets high win", 0, 32767, (LARGEST, 0), ONE),
        ("low-equals-high", "divides by the width of the range", 0, 1000, (9, 9), 9 * 65537),
        ("widest-steep-to-low", "leaves the range", 0, 4177, (0, LARGEST), None),
        ("widest-high", "misses 1 by a unit", ONE, 32767, (0, LARGEST), ONE),
        ("widest-flat", "misses one half by a unit", 0, 0, (0, LARGEST), ONE // 2),
    ):
        given = _move(weight, steepness, bounds=bounds)
        expect = None if rate is None else _rate(rate)
        yield DraftCase(f"bounds-{slug}", ("CON-31",), why, given, expect=expect)


def _distances() -> Iterator[DraftCase]:
    quarter, half = _QUARTERS[1], _QUARTERS[2]
    by_none, by_quarter, by_half = _CURVES[1000][:3]
    for slug, why, consensus, weight, bond, rate in (
        (
            "bought-above-consensus",
            "measures from the bond, not from consensus",
            quarter,
            half,
            0,
            by_quarter,
        ),
        (
            "bought-below-consensus",
            "takes the distance without its sign",
            half,
            quarter,
            0,
            by_none,
        ),
        (
            "sold",
            "measures a falling bond from consensus too",
            0,
            quarter,
            half,
            by_quarter,
        ),
        (
            "sold-below-consensus",
            "measures a falling bond from consensus too",
            ONE,
            0,
            half,
            by_half,
        ),
        (
            "weight-equals-bond",
            "counts a bond that stays as sold",
            0,
            half,
            half,
            by_half,
        ),
        (
            "weight-a-unit-below-bond",
            "counts a falling bond as bought",
            0,
            half,
            half + 1,
            None,
        ),
    ):
        given = _move(weight, 1000, bond=bond, consensus=consensus)
        expect = None if rate is None else _rate(rate)
        yield DraftCase(slug, ("CON-31",), why, given, expect=expect)


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
    for slug, why, consensus, bounds, expect in (
        (
            "no-consensus",
            "puts a curve through nothing",
            (0, 0, 0),
            _BOUNDS,
            fixed,
        ),
        (
            "upper-quartile-of-zero",
            "puts a curve through a single column",
            (0, 0, 0, 0, half),
            _BOUNDS,
            fixed,
        ),
        (
            "upper-quartile-just-above-zero",
            "takes the value below the quartile instead of interpolating",
            (0, 0, 0, half),
            _BOUNDS,
            None,
        ),
        (
            "equal-quartiles",
            "divides by the distance of equal quartiles; the curve is flat at one half",
            (tenth, tenth),
            (1638, 58982),
            _alphas(half, half),
        ),
        (
            "equal-quartiles-below-low",
            "leaves the range where the curve is flat",
            (tenth, tenth),
            _BOUNDS,
            _alphas(_LOW, _LOW),
        ),
        (
            "low-of-zero",
            "takes the logarithm of infinite odds",
            (tenth, fifth, fifth),
            (0, 58982),
            _alphas(half, half, half),
        ),
        (
            "high-of-zero",
            "lets low lose where the two are crossed",
            (tenth, fifth, fifth),
            (45875, 0),
            _alphas(_LOW, _LOW, _LOW),
        ),
        (
            "slope-that-does-not-fit",
            "saturates a slope that the chain reads as 0",
            (0, 0, 1, 1, ONE),
            _BOUNDS,
            None,
        ),
        (
            "one-neuron",
            "fails where all quartiles are the same number",
            (half,),
            _BOUNDS,
            _alphas(_LOW),
        ),
        (
            "nobody",
            "fails without neurons",
            (),
            _BOUNDS,
            fixed,
        ),
        (
            "unsorted",
            "takes quartiles by position",
            (7 * tenth, 0, fifth, tenth, 3 * tenth),
            _BOUNDS,
            None,
        ),
    ):
        yield DraftCase(slug, rules, why, _levels(consensus, bounds), expect=expect)
