"""Cases of `consensus.bonds`: classic and Yuma3 bonds, and what they earn."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from taospec.examples.consensus import rows
from taospec.operations.consensus.steps import BondState
from taospec.wire import wire_form
from taospec_vectors.cases.consensus._common import ALL, LARGEST, ONE, SINCE_DEREG
from taospec_vectors.format import DraftCase, DraftFile

_OPERATION = "consensus.bonds"
_OVERFLOW = "test_math_fixed_overflow, pallets/subtensor/src/tests/math.rs @ v3.2.16-349"
_HALF, _QUARTER = ONE // 2, ONE // 4
_NONE: dict[int, list[tuple[int, int]]] = {}


def drafts() -> Iterator[DraftFile]:
    """Forks agree on classic bonds as long as liquid alpha is off."""
    classic, yuma3 = list(_classic()), [*_yuma3(), *_rates(), *_liquid(), _no_effect()]
    yield DraftFile("consensus/bonds.yaml", _OPERATION, ALL, classic)
    yield DraftFile("consensus/bonds-since-dereg.yaml", _OPERATION, SINCE_DEREG, yuma3)


def _position(**changed: Any) -> dict[str, Any]:
    """Two validators and two miners: the first is the majority, the second is clipped at uid 3."""
    fields: dict[str, Any] = {
        "n": 4,
        "yuma3": False,
        "liquid_alpha": False,
        "bonds_penalty": LARGEST,
        "bonds_moving_average": 900_000,
        "alpha_low": 45875,
        "alpha_high": 58982,
        "alpha_sigmoid_steepness": 1000,
        "consensus": [0, 0, 3 * _QUARTER, _QUARTER],
        "incentive": [0, 0, 3 * _QUARTER, _QUARTER],
        "active_stake": [5 * ONE // 8, 3 * ONE // 8, 0, 0],
        "weights": {0: [(2, 3 * _QUARTER), (3, _QUARTER)], 1: [(2, _HALF), (3, _HALF)]},
        "bonds": {0: [(2, 40000), (3, 100)], 1: [(2, 65535), (3, 65535)]},
    }
    fields |= changed
    for name in ("weights", "bonds"):
        fields[name] = rows(fields[name])
    return wire_form(BondState, fields)


def _alone(weight: int, bond: int | None = None, **changed: Any) -> dict[str, Any]:
    """One validator, which gives one miner all it gives."""
    fields: dict[str, Any] = {
        "n": 2,
        "yuma3": True,
        "bonds_penalty": 0,
        "consensus": [0, ONE],
        "incentive": [0, ONE],
        "active_stake": [ONE, 0],
        "weights": {0: [(1, weight)]},
        "bonds": _NONE if bond is None else {0: [(1, bond)]},
    }
    return _position(**fields | changed)


def _holds(
    weight: int | None, bond: int | None, stored: int | None, dividend: int = ONE
) -> dict[str, Any]:
    """The answer to `_alone`: weight for bonds, new bond in raw bits and as it is stored."""

    def row(value: int | str | None) -> list[Any]:
        return [] if value is None else [[0, [[1, value]]]]

    return {
        "ok": {
            "weights_for_bonds": row(None if weight is None else str(weight)),
            "bonds": row(None if bond is None else str(bond)),
            "dividends": [str(dividend), "0"],
            "stored_bonds": row(stored),
        }
    }


def _classic() -> Iterator[DraftCase]:
    rules = ("CON-25", "CON-26", "CON-27")
    for slug, cited, why, changed in (
        ("classic", rules, "floors once where every product and quotient is floored", {}),
        (
            "classic-first-bonds",
            rules,
            "leaves the first bonds at a tenth, though their columns are normalised",
            {"bonds": _NONE},
        ),
        (
            "classic-given-weights",
            ("CON-22", "CON-25"),
            "buys bonds with clipped weights where there is no penalty",
            {"bonds_penalty": 0},
        ),
        (
            "classic-half-of-the-penalty",
            ("CON-22", "CON-25"),
            "rounds the reduction of a weight down",
            {"bonds_penalty": 32767},
        ),
        (
            "classic-nearly-the-whole-penalty",
            ("CON-22", "CON-25"),
            "takes 65534 of 65535 for the whole",
            {"bonds_penalty": 65534},
        ),
        (
            "classic-nothing-remembered",
            ("CON-24", "CON-25"),
            "remembers bonds at an average of zero",
            {"bonds_moving_average": 0},
        ),
        (
            "classic-everything-remembered",
            ("CON-24", "CON-25"),
            "buys at a rate of zero",
            {"bonds_moving_average": 1_000_000},
        ),
        (
            "classic-nothing-to-remember",
            ("CON-24", "CON-26"),
            "divides by columns without bonds",
            {"bonds_moving_average": 1_000_000, "bonds": _NONE},
        ),
        (
            "classic-average-of-975000",
            ("CON-24", "CON-25"),
            "computes the rate in floating point",
            {"bonds_moving_average": 975_000},
        ),
        (
            "classic-average-above-a-million",
            ("CON-24", "CON-70"),
            "clamps a negative rate to zero",
            {"bonds_moving_average": 1_500_000},
        ),
        (
            "classic-largest-average",
            ("CON-24", "CON-70"),
            "wraps where the rate saturates",
            {"bonds_moving_average": 2**64 - 1},
        ),
        (
            "classic-without-stake",
            ("CON-25", "CON-26"),
            "takes dividends from a validator that buys nothing but still holds bonds",
            {"active_stake": [ONE, 0, 0, 0]},
        ),
        (
            "classic-column-without-bonds",
            ("CON-25", "CON-27"),
            "divides by the sum of an empty column",
            {"bonds": {0: [(2, 40000)]}, "weights": {0: [(2, ONE)]}},
        ),
        (
            "classic-equal-holders",
            ("CON-27",),
            "stores shares of the column, and not of the largest holder",
            {
                "active_stake": [_HALF, _HALF, 0, 0],
                "weights": {0: [(2, ONE)], 1: [(2, ONE)]},
                "bonds": _NONE,
            },
        ),
        (
            "classic-explicit-zeros",
            ("CON-25",),
            "keeps an entry that is not positive",
            {"weights": {0: [(2, ONE), (3, 0)], 1: [(2, 0), (3, ONE)]}, "bonds": {0: [(3, 0)]}},
        ),
    ):
        yield DraftCase(slug, cited, why, _position(**changed))


def _yuma3() -> Iterator[DraftCase]:
    rules = ("CON-29", "CON-34")
    for slug, cited, why, changed in (
        ("yuma3", rules, "multiplies bonds by stake, or normalises them before storing", {}),
        (
            "yuma3-given-weights",
            ("CON-22", "CON-29"),
            "follows clipped weights where there is no penalty",
            {"bonds_penalty": 0},
        ),
        (
            "yuma3-half-of-the-penalty",
            ("CON-22", "CON-29"),
            "rounds the reduction of a weight down",
            {"bonds_penalty": 32767},
        ),
        (
            "yuma3-without-stake",
            ("CON-34",),
            "pays dividends for bonds alone, as classic bonds do",
            {"active_stake": [ONE, 0, 0, 0]},
        ),
        (
            "yuma3-without-weights",
            ("CON-29",),
            "drops bonds without a weight, which decay at the fixed rate",
            {"weights": _NONE},
        ),
        (
            "yuma3-bonds-that-grow",
            ("CON-29", "CON-70"),
            "caps bonds at one where an average above a million has no cap",
            {"bonds_moving_average": 1_500_000},
        ),
        (
            "yuma3-rate-that-wraps",
            ("CON-24", "CON-70"),
            "saturates the conversion of the average, which wraps from 2**31 millions on",
            {"bonds_moving_average": 2**31 * 1_000_000},
        ),
        (
            "yuma3-last-rate-that-does-not-wrap",
            ("CON-24", "CON-70"),
            "wraps below 2**31 millions already",
            {"bonds_moving_average": 2**31 * 1_000_000 - 1},
        ),
    ):
        yield DraftCase(slug, cited, why, _position(yuma3=True, **changed))


def _rates() -> Iterator[DraftCase]:
    """A weight of one and no bond: the new bond is the rate itself."""
    why = "rounds the average, or computes the rate in floating point"
    rules = ("CON-24", "CON-29")
    yield DraftCase(
        "rate-at-an-average-of-900000",
        rules,
        why,
        _alone(ONE),
        "upstream-test",
        _OVERFLOW,
        _holds(ONE, 429_496_730, 6553),
    )
    for average, rate, stored in (
        (975_000, 107_374_183, 1638),
        (0, ONE, LARGEST),
        (999_999, 4_295, 0),
        (1, ONE - 4_294, 65534),
    ):
        given = _alone(ONE, bonds_moving_average=average)
        slug = f"rate-at-an-average-of-{average}"
        yield DraftCase(slug, rules, why, given, expect=_holds(ONE, rate, stored))
    yield DraftCase(
        "rate-of-zero",
        rules,
        "stores an entry that is zero",
        _alone(ONE, bonds_moving_average=1_000_000),
        "upstream-test",
        _OVERFLOW,
        _holds(ONE, None, None, dividend=0),
    )
    for bond, bits, stored in (
        (1, 65537, 0),
        (2, 2 * 65537, 1),
        (32767, 32767 * 65537, 32766),
        (32768, 32768 * 65537, 32767),
        (65534, 65534 * 65537, 65533),
        (65535, ONE, 65535),
    ):
        yield DraftCase(
            f"bond-at-rest-{bond}",
            ("CON-2", "CON-57"),
            "rounds on the way to storage, and keeps a bond that loses a unit",
            _alone(ONE, bond, bonds_moving_average=1_000_000),
            expect=_holds(ONE, bits, stored),
        )
    yield DraftCase(
        "interpolated-by-a-unit",
        ("CON-22",),
        "truncates the product of the penalty and a reduction of one unit",
        _alone(_HALF, consensus=[0, _HALF - 1], bonds_penalty=32767, bonds_moving_average=0),
        expect=_holds(_HALF - 1, _HALF - 1, 32767),
    )
    yield DraftCase(
        "interpolated-to-nothing",
        ("CON-22",),
        "keeps an entry that the penalty leaves at zero",
        _alone(1, consensus=[0, 0], bonds_penalty=1, bonds_moving_average=0),
        expect=_holds(None, None, None, dividend=0),
    )


def _liquid() -> Iterator[DraftCase]:
    unsorted = {0: [(3, _QUARTER), (2, 3 * _QUARTER)], 1: [(2, _HALF), (3, _HALF)]}
    omitted = {0: [(2, ONE)], 1: [(2, _HALF), (3, _HALF)]}
    listed = {0: [(2, ONE), (3, 0)], 1: [(2, _HALF), (3, _HALF)]}
    for slug, cited, why, changed in (
        ("liquid", ("CON-30", "CON-31"), "moves all bonds at one rate", {}),
        (
            "liquid-given-weights",
            ("CON-22", "CON-30"),
            "measures clipped weights where there is no penalty",
            {"bonds_penalty": 0},
        ),
        (
            "liquid-without-consensus",
            ("CON-29",),
            "adapts rates where nothing has consensus, and the fixed one holds",
            {"consensus": [0] * 4, "bonds_penalty": 0},
        ),
        (
            "liquid-omitted-entry",
            ("CON-30", "CON-59"),
            "decays the bond of an omitted weight, which is dropped",
            {"weights": omitted, "bonds_penalty": 0},
        ),
        (
            "liquid-explicit-zero",
            ("CON-30", "CON-59"),
            "drops the bond of an explicit zero weight, which decays",
            {"weights": listed, "bonds_penalty": 0},
        ),
        (
            "liquid-entry-cut-to-zero",
            ("CON-30", "CON-59"),
            "decays a bond whose weight the consensus cut to nothing",
            {"consensus": [0, 0, 3 * _QUARTER, 0]},
        ),
        (
            "liquid-zeros-under-half-of-the-penalty",
            ("CON-22", "CON-59"),
            "keeps an explicit zero through the interpolation, which drops it",
            {"weights": listed, "bonds_penalty": 32767},
        ),
        (
            "liquid-unsorted",
            ("CON-30", "CON-33"),
            "looks weights and bonds up by uid, or sorts the new row",
            {"weights": unsorted, "bonds_penalty": 0},
        ),
        (
            "liquid-unsorted-under-the-penalty",
            ("CON-30", "CON-33"),
            "sorts rows when it clips them",
            {"weights": unsorted},
        ),
        (
            "liquid-unsorted-under-half-of-the-penalty",
            ("CON-22", "CON-33"),
            "keeps the order of a row through the interpolation, which sorts it",
            {"weights": unsorted, "bonds_penalty": 32767},
        ),
        (
            "liquid-unsorted-bonds",
            ("CON-30", "CON-33"),
            "looks bonds up by uid where a cursor passes over them",
            {"bonds": {0: [(3, 100), (2, 40000)], 1: [(3, 65535), (2, 65535)]}},
        ),
        (
            "liquid-steep",
            ("CON-30", "CON-31"),
            "saturates the exponential where the chain's error counts as 0",
            {"alpha_sigmoid_steepness": 10000, "bonds_penalty": 0},
        ),
        (
            "liquid-low-above-high",
            ("CON-30", "CON-31"),
            "lets high win where the two are crossed",
            {"alpha_low": 60000, "alpha_high": 100},
        ),
        (
            "liquid-holder-without-weights",
            ("CON-30", "CON-59"),
            "decays the bonds of a validator that gave no weights at all",
            {"weights": {0: [(2, 3 * _QUARTER), (3, _QUARTER)]}},
        ),
    ):
        fields = {"yuma3": True, "liquid_alpha": True, **changed}
        yield DraftCase(slug, cited, why, _position(**fields))
    for bond in (65534, 65535):
        yield DraftCase(
            f"liquid-full-weight-and-bond-of-{bond}",
            ("CON-30",),
            "exceeds one by a unit, or loses a unit that two floors leave",
            _alone(ONE, bond, liquid_alpha=True),
        )


def _no_effect() -> DraftCase:
    return DraftCase(
        "classic-with-liquid-alpha-on",
        ("CON-66",),
        "adapts classic bonds, as an earlier fork did",
        _position(liquid_alpha=True),
    )
