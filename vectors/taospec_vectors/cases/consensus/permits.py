"""Cases of `consensus.permits`: the normalised stake, and who may validate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from taospec.examples.consensus import RAO
from taospec_vectors.cases.consensus._common import ALL, DTAO, ONE, SINCE_DEREG, TAO, stakes
from taospec_vectors.format import DraftCase, DraftFile, Origin

_MATH = "pallets/subtensor/src/tests/math.rs @ v3.2.16-349"
_TOP_K = f"test_math_is_topk, {_MATH}"
_NORMALISE = f"test_math_normalize, {_MATH}"
_SHARES = f"test_math_u64_normalization, {_MATH}"
_SUPPLY = 21_000_000 * TAO


def drafts() -> Iterator[DraftFile]:
    """Forks agree but for the threshold, and for uids without stake."""
    name = "consensus.permits"
    yield DraftFile("consensus/permits.yaml", name, ALL, [*_tops(), *_shares()])
    yield DraftFile("consensus/permits-since-dereg.yaml", name, SINCE_DEREG, list(_nonzero()))
    yield DraftFile("consensus/permits-dtao.yaml", name, DTAO, list(_with_zeros()))


def _candidates(stake: Sequence[int], k: int, threshold: int = 0) -> dict[str, Any]:
    """Stake in I64F64 bits, the number of permits and the threshold in rao."""
    return {
        "stake": [str(bits) for bits in stake],
        "stake_threshold": str(threshold),
        "max_allowed_validators": k,
    }


def _found(shares: Sequence[int], permits: str) -> dict[str, Any]:
    """Shares and permits, one letter each: y or n."""
    return {
        "ok": {
            "stake": [str(share) for share in shares],
            "validator_permits": [letter == "y" for letter in permits],
        }
    }


def _tops() -> Iterator[DraftCase]:
    quarter = ONE // 4

    def case(
        slug: str,
        rules: tuple[str, ...],
        why: str,
        *,
        stake: tuple[int, ...],
        k: int,
        shares: list[int],
        permits: str,
    ) -> DraftCase:
        given = _candidates(stakes(*stake), k)
        return DraftCase(slug, rules, why, given, expect=_found(shares, permits))

    yield case(
        "equal-stakes",
        ("CON-9", "CON-58"),
        "gives permits to the lower uids of equal stakes",
        stake=(5, 5, 5, 5),
        k=2,
        shares=[quarter] * 4,
        permits="nnyy",
    )
    yield case(
        "tie-at-the-cut",
        ("CON-9", "CON-58"),
        "sorts descending, and prefers the lower of two equal uids",
        stake=(2, 5, 5, 4),
        k=1,
        shares=[ONE // 8, 1342177280, 1342177280, quarter],
        permits="nnyn",
    )
    yield case(
        "as-many-as-allowed",
        ("CON-9",),
        "cuts one where n equals the number of permits",
        stake=(1, 3, 4),
        k=3,
        shares=[ONE // 8, 3 * ONE // 8, ONE // 2],
        permits="yyy",
    )
    yield case(
        "one-too-many",
        ("CON-9",),
        "cuts only where n exceeds the number of permits by two",
        stake=(1, 3, 4),
        k=2,
        shares=[ONE // 8, 3 * ONE // 8, ONE // 2],
        permits="nyy",
    )
    yield case(
        "fewer-than-allowed",
        ("CON-9",),
        "sorts beyond the end where n is smaller than the number of permits",
        stake=(1, 3, 4),
        k=4,
        shares=[ONE // 8, 3 * ONE // 8, ONE // 2],
        permits="yyy",
    )
    yield case(
        "none-allowed",
        ("CON-9",),
        "takes a limit of zero for no limit",
        stake=(1, 3, 4),
        k=0,
        shares=[ONE // 8, 3 * ONE // 8, ONE // 2],
        permits="nnn",
    )
    for slug, values, k, permits in (
        ("upstream-alternating", (9, 0, 8, 1, 7, 2, 6, 3, 5, 4), 5, "ynynynynyn"),
        ("upstream-ties", (0, 1, 2, 3, 4, 5, 5, 5, 5, 6), 5, "nnnnnyyyyy"),
        ("upstream-none", (9, 0, 8, 1, 7, 2, 6, 3, 5, 4), 0, "n" * 10),
    ):
        total = sum(values)
        yield DraftCase(
            slug,
            ("CON-9",),
            "finds the largest by position instead of by value",
            _candidates(stakes(*values), k),
            "upstream-test",
            _TOP_K,
            _found([value * ONE // total for value in values], permits),
        )


def _shares() -> Iterator[DraftCase]:
    rules = ("CON-6",)

    def case(
        slug: str, why: str, *, stake: list[int], shares: list[int], origin: str, source: str | None
    ) -> DraftCase:
        permits = "".join("y" if share else "n" for share in shares)
        kind: Origin = "upstream-test" if origin == "upstream-test" else "human"
        k = sum(share != 0 for share in shares)
        given = _candidates(stake, k)
        return DraftCase(slug, rules, why, given, kind, source, _found(shares, permits))

    yield case(
        "upstream-normalise",
        "rounds a share to the nearest unit",
        stake=stakes(1, 10, 30),
        shares=[104755299, 1047552999, 3142658997],
        origin="upstream-test",
        source=_NORMALISE,
    )
    yield case(
        "upstream-half-of-the-supply",
        "loses a unit of a share that is exact",
        stake=stakes(_SUPPLY // 2, _SUPPLY // 2),
        shares=[ONE // 2, ONE // 2],
        origin="upstream-test",
        source=_SHARES,
    )
    yield case(
        "fractions-of-a-rao",
        "floors stakes to whole rao before it normalises them",
        stake=[1, 3],
        shares=[ONE // 4, 3 * ONE // 4],
        origin="human",
        source=None,
    )
    yield case(
        "sum-at-the-end-of-the-format",
        "takes the largest sum that fits for one that wraps",
        stake=[2**126 - 1, 2**126 - 1, 1],
        shares=[ONE // 2 - 1, ONE // 2 - 1, 0],
        origin="human",
        source=None,
    )
    yield case(
        "sum-that-wraps",
        "saturates the sum of stakes, which wraps, so that shares turn negative",
        stake=[2**126, 2**126],
        shares=[-ONE // 2, -ONE // 2],
        origin="human",
        source=None,
    )
    yield case(
        "sum-that-wraps-to-nothing",
        "divides by a sum of zero; the stakes themselves are then the shares, and saturate",
        stake=[2**126, 2**126, -(2**127)],
        shares=[2**63 - 1, 2**63 - 1, -(2**63)],
        origin="human",
        source=None,
    )


def _nonzero() -> Iterator[DraftCase]:
    thousand, half = 1000 * RAO, ONE // 2

    def case(
        slug: str,
        rules: tuple[str, ...],
        why: str,
        *,
        stake: list[int],
        k: int,
        threshold: int,
        shares: list[int],
        permits: str,
    ) -> DraftCase:
        given = _candidates(stake, k, threshold)
        return DraftCase(slug, rules, why, given, expect=_found(shares, permits))

    yield case(
        "below-the-threshold",
        ("CON-5",),
        "rounds 999.99… rao up to the threshold of 1000",
        stake=[thousand - 1, thousand],
        k=64,
        threshold=1000,
        shares=[0, ONE],
        permits="ny",
    )
    yield case(
        "at-the-threshold",
        ("CON-5",),
        "asks for more than the threshold",
        stake=[thousand, thousand],
        k=64,
        threshold=1000,
        shares=[half, half],
        permits="yy",
    )
    yield case(
        "above-the-threshold",
        ("CON-5",),
        "asks for a whole rao more than the threshold",
        stake=[thousand + 1, thousand + 1],
        k=64,
        threshold=1000,
        shares=[half, half],
        permits="yy",
    )
    yield case(
        "nobody-reaches-the-threshold",
        ("CON-5", "CON-6"),
        "divides by a total stake of zero",
        stake=stakes(5, 7),
        k=64,
        threshold=8,
        shares=[0, 0],
        permits="nn",
    )
    yield case(
        "without-stake",
        ("CON-8",),
        "fills the places with uids that have no stake",
        stake=stakes(0, 3, 0, 1),
        k=64,
        threshold=0,
        shares=[0, 3 * ONE // 4, 0, ONE // 4],
        permits="nyny",
    )
    yield case(
        "dust",
        ("CON-6", "CON-8"),
        "looks at the stake and not at its share, which is zero below 2**-32 of the whole",
        stake=stakes(_SUPPLY, 4_889_443, 4_889_445),
        k=64,
        threshold=0,
        shares=[4_294_967_293, 0, 1],
        permits="yny",
    )
    yield case(
        "zero-before-the-cut",
        ("CON-8", "CON-9"),
        "fills the last place with a uid without stake",
        stake=stakes(0, 0, 0, 9),
        k=2,
        threshold=0,
        shares=[0, 0, 0, ONE],
        permits="nnny",
    )
    yield DraftCase(
        "upstream-one-rao-of-the-supply",
        ("CON-6",),
        "rounds 1 rao of 21 million TAO up to a unit",
        _candidates(stakes(1, _SUPPLY - 1), 64),
        "upstream-test",
        _SHARES,
        _found([0, ONE - 1], "ny"),
    )
    yield DraftCase(
        "upstream-a-unit-of-the-supply",
        ("CON-6",),
        "floors the share with 64 fractional bits away, which is just above one unit of 32",
        _candidates(stakes(4_889_444, _SUPPLY - 4_889_444), 64),
        "upstream-test",
        _SHARES,
        _found([1, ONE - 2], "yy"),
    )


def _with_zeros() -> Iterator[DraftCase]:
    quarter = ONE // 4

    def case(
        slug: str,
        rules: tuple[str, ...],
        why: str,
        *,
        values: tuple[int, ...],
        k: int,
        threshold: int,
        permits: str,
    ) -> DraftCase:
        given = _candidates(stakes(*values), k, threshold)
        shares = [0, 3 * quarter, 0, quarter]
        return DraftCase(slug, rules, why, given, expect=_found(shares, permits))

    yield case(
        "dtao-without-stake",
        ("CON-9",),
        "asks for stake, as later forks do",
        values=(0, 3, 0, 1),
        k=64,
        threshold=0,
        permits="yyyy",
    )
    yield case(
        "dtao-higher-uids-without-stake",
        ("CON-9", "CON-58"),
        "gives the last place to the lowest uid without stake",
        values=(0, 3, 0, 1),
        k=3,
        threshold=0,
        permits="nyyy",
    )
    yield case(
        "dtao-threshold",
        ("CON-5",),
        "applies the threshold, as later forks do",
        values=(0, 3, 0, 1),
        k=2,
        threshold=10**6,
        permits="nyny",
    )
    yield DraftCase(
        "upstream-dtao-all",
        ("CON-9",),
        "cuts where fewer than allowed are there",
        _candidates(stakes(9, 0, 8, 1, 7, 2, 6, 3, 5, 4), 100),
        "upstream-test",
        _TOP_K,
        _found([value * ONE // 45 for value in (9, 0, 8, 1, 7, 2, 6, 3, 5, 4)], "y" * 10),
    )
