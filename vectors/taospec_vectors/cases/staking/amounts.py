"""Cases of the small amounts: values, bounds, fees, flows and claims."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from taospec.timeline import EVERY_FORK, only, since
from taospec_vectors.cases.pools._common import pool
from taospec_vectors.format import DraftCase, DraftFile

_PRICE_ONE = 2**32
_I96_ONE = 2**32
U64_MAX = 2**64 - 1
GIGA = 10**9


def drafts() -> Iterator[DraftFile]:
    """Each operation where it exists; twice where forks differ."""
    name = "staking.total_value"
    yield DraftFile("staking/total_value-dtao.yaml", name, only("dtao"), list(_values("0")))
    yield DraftFile("staking/total_value.yaml", name, since("dereg"), list(_values("1")))
    name = "staking.swept_below"
    yield DraftFile("staking/swept_below-dtao.yaml", name, only("dtao"), list(_stored()))
    yield DraftFile("staking/swept_below.yaml", name, since("dereg"), list(_bounds()))
    name = "staking.leaving_fee"
    yield DraftFile("staking/leaving_fee.yaml", name, only("dtao"), list(_fees()))
    flow, halving = since("flow", until="halving"), since("halving")
    yield DraftFile("staking/inflow-flow.yaml", "staking.inflow", flow, list(_inflows()))
    yield DraftFile("staking/inflow.yaml", "staking.inflow", halving, list(_paid_in()))
    yield DraftFile("staking/outflow-flow.yaml", "staking.outflow", flow, list(_outflows()))
    yield DraftFile("staking/outflow.yaml", "staking.outflow", halving, list(_paid_out()))
    name = "staking.take_split"
    yield DraftFile("staking/take_split.yaml", name, EVERY_FORK, list(_splits()))
    name = "staking.least_to_add"
    yield DraftFile("staking/least_to_add-dtao.yaml", name, only("dtao"), list(_least(True)))
    yield DraftFile("staking/least_to_add.yaml", name, since("dereg"), list(_least(False)))
    name = "staking.claim_owed"
    yield DraftFile("staking/claim_owed.yaml", name, since("flow"), list(_claims()))


def _splits() -> Iterator[DraftCase]:
    rules = ("COI-21",)
    for slug, why, payout, take in (
        ("of-a-tao", "takes 18 percent exactly", GIGA, 11_796),
        (
            "of-a-million",
            "takes 18 percent exactly, where it makes hundreds of rao",
            10**15,
            11_796,
        ),
        ("of-one-rao", "gives the only rao to the nominators, or to both", 1, 11_796),
        ("of-six-rao", "gives the rao that both floors leave to somebody", 6, 11_796),
        ("of-nothing", "fails on a payout of nothing", 0, 11_796),
        ("without-a-take", "keeps a rao where nothing is taken", GIGA, 0),
        ("of-everything", "leaves a rao to nominators where all is taken", GIGA, 65_535),
        ("of-the-largest", "loses the top bit of a payout that needs 64", U64_MAX, 11_796),
    ):
        yield DraftCase(slug, rules, why, {"payout": str(payout), "take": take})


def _least(in_dtao: bool) -> Iterator[DraftCase]:
    rules = ("STA-6",)
    least = {"ok": {"tao": "550000"}} if in_dtao else None

    def case(slug: str, why: str, state: dict[str, Any], tao: int) -> DraftCase:
        expect = least or {"ok": {"tao": str(tao)}}
        name = f"{slug}-in-dtao" if in_dtao else slug
        return DraftCase(name, rules, why, {"pool": state}, expect=expect)

    yield case("of-a-pool", "forgets the fee", pool(1000 * GIGA, 1000 * GIGA), 2_001_007)
    yield case(
        "of-root", "asks for a fee where there is none", pool(5, 0, dynamic=False), 2_000_000
    )
    if in_dtao:
        return
    for slug, why, rate, tao in (
        ("at-196", "takes the default rate for every subnet's", 196, 2_005_981),
        ("at-no-rate", "asks for a fee where the rate is 0", 0, 2_000_000),
    ):
        yield case(slug, why, pool(1000 * GIGA, 1000 * GIGA, fee_rate=rate), tao)
    yield case(
        "of-a-poor-pool",
        "asks for no fee where the pool would refuse the purchase",
        pool(GIGA, 999_999),
        2_001_007,
    )


def _values(two_halves: str) -> Iterator[DraftCase]:
    suffix = "in-dtao" if two_halves == "0" else "since-dereg"

    def case(slug: str, why: str, stakes: list[tuple[int, int]], worth: str) -> DraftCase:
        rows = [[str(alpha), str(price)] for alpha, price in stakes]
        given, expect = {"stakes": rows}, {"ok": {"worth": worth}}
        return DraftCase(f"{slug}-{suffix}", ("STA-5",), why, given, expect=expect)

    half = _PRICE_ONE // 2
    yield case(
        "two-halves-of-a-rao",
        "floors each value where only the sum is floored, or the other way round",
        [(1, half), (1, half)],
        two_halves,
    )
    yield case("none", "fails on a hotkey without stake", [], "0")
    yield case(
        "at-two-prices",
        "adds alpha of different subnets as if it were TAO",
        [(GIGA, _PRICE_ONE), (GIGA, half)],
        str(GIGA + GIGA // 2),
    )
    yield case(
        "beyond-the-format",
        "wraps a total that does not fit 64 bits",
        [(U64_MAX, _PRICE_ONE), (U64_MAX, _PRICE_ONE)],
        str(U64_MAX),
    )


def _bound(required: int, price: int) -> dict[str, Any]:
    return {"required": str(required), "price": str(price)}


def _stored() -> Iterator[DraftCase]:
    yield DraftCase(
        "stored-number",
        ("STA-7",),
        "reads the stored number as millionths, as later forks do",
        _bound(1_000_000, _PRICE_ONE // 2),
        expect={"ok": {"alpha": "1000000"}},
    )


def _bounds() -> Iterator[DraftCase]:
    yield DraftCase(
        "at-half-the-price",
        ("STA-7",),
        "compares rao with alpha without the price",
        _bound(1_000_000, _PRICE_ONE // 2),
        expect={"ok": {"alpha": "4000000"}},
    )
    yield DraftCase(
        "at-no-price",
        ("STA-7",),
        "divides by a price of zero, or sweeps everything",
        _bound(1_000_000, 0),
        expect={"ok": {"alpha": "0"}},
    )
    yield DraftCase(
        "floored-twice",
        ("STA-7",),
        "floors only once, after the price",
        _bound(1, _PRICE_ONE // 1000),
        expect={"ok": {"alpha": "2000"}},
    )
    yield DraftCase(
        "factor-beyond-the-format",
        ("STA-7",),
        "wraps the product of the minimum and the factor",
        _bound(U64_MAX, _PRICE_ONE),
        expect={"ok": {"alpha": str(U64_MAX // 1_000_000)}},
    )


def _leaving(proceeds: int, dividends: int, alpha: int) -> dict[str, Any]:
    rows = {"proceeds": proceeds, "dividends": dividends, "alpha_last_epoch": alpha}
    return {name: str(value) for name, value in rows.items()}


def _fees() -> Iterator[DraftCase]:
    def case(slug: str, why: str, given: dict[str, Any], fee: int) -> DraftCase:
        return DraftCase(slug, ("STA-15",), why, given, expect={"ok": {"fee": str(fee)}})

    yield case(
        "the-flat-fee",
        "takes nothing from a hotkey without dividends",
        _leaving(10**9 - 1, 0, 0),
        50_000,
    )
    yield case(
        "the-least-share",
        "takes 0.00005 exactly, where the chain's number is a little smaller",
        _leaving(10**12, 0, 0),
        49_999_915,
    )
    yield case(
        "an-epoch-of-dividends",
        "lets a stake leave with the dividends of the epoch it entered for",
        _leaving(10**12, 10**9, 10**11),
        9_999_999_776,
    )
    yield case(
        "upstream-realistic",
        "takes the dividends where the least share is more",
        _leaving(3_380_854_495, 2_816_190, 111_180_000_000),
        169_042,
    )
    yield case(
        "upstream-without-an-epoch",
        "takes the flat fee from a hotkey that had no epoch yet",
        _leaving(33_333_333_333, 0, 0),
        1_666_663,
    )
    yield case(
        "dividends-of-nobody",
        "divides by the alpha of a hotkey that had none",
        _leaving(10**9, 10**9, 0),
        50_000,
    )


def _purchase(before: int, after: int, tao: int, paid_in: int) -> dict[str, Any]:
    rows = {"before": before, "after": after, "tao": tao, "paid_in": paid_in}
    return {name: str(value) for name, value in rows.items()}


def _sale(before: int, after: int, paid_out: int) -> dict[str, Any]:
    rows = {"before": before, "after": after, "paid_out": paid_out}
    return {name: str(value) for name, value in rows.items()}


def _flow(tao: int) -> dict[str, Any]:
    return {"ok": {"tao": str(tao)}}


def _inflows() -> Iterator[DraftCase]:
    rules = ("STA-24",)
    yield DraftCase(
        "growth-of-the-position",
        rules,
        "counts the whole stake, fee included",
        _purchase(GIGA, 2 * GIGA - 503_547, GIGA, GIGA - 503_547),
        expect=_flow(GIGA - 503_547),
    )
    yield DraftCase(
        "first-swap-of-a-pool",
        rules,
        "counts the whole pool as inflow, since there was no position before",
        _purchase(0, 5 * GIGA, GIGA, GIGA),
        expect=_flow(GIGA),
    )
    yield DraftCase(
        "stake-on-root",
        rules,
        "counts stake on root, where there is no position",
        _purchase(0, 0, GIGA, GIGA),
        expect=_flow(0),
    )
    yield DraftCase(
        "position-that-shrank",
        rules,
        "subtracts without a floor at zero",
        _purchase(2 * GIGA, GIGA, GIGA, GIGA),
        expect=_flow(0),
    )


def _paid_in() -> Iterator[DraftCase]:
    rules = ("STA-24",)
    yield DraftCase(
        "what-entered-the-pool",
        rules,
        "reads the position as the fork before does, or counts the fee",
        _purchase(0, 5 * GIGA, GIGA, GIGA - 503_547),
        expect=_flow(GIGA - 503_547),
    )
    yield DraftCase(
        "what-entered-root",
        rules,
        "leaves stake on root out, as the fork before does",
        _purchase(0, 0, GIGA, GIGA - 1),
        expect=_flow(GIGA - 1),
    )


def _outflows() -> Iterator[DraftCase]:
    rules = ("STA-24",)
    yield DraftCase(
        "what-was-paid",
        rules,
        "counts what the position lost, which truncation made less than what was paid",
        _sale(2 * GIGA, GIGA + 1, GIGA),
        expect=_flow(GIGA),
    )
    yield DraftCase(
        "what-the-position-lost",
        rules,
        "counts what was paid, where the position lost more",
        _sale(2 * GIGA, GIGA - 1, GIGA),
        expect=_flow(GIGA + 1),
    )
    yield DraftCase(
        "unstake-on-root",
        rules,
        "leaves unstakes on root out because it leaves stakes out",
        _sale(0, 0, GIGA),
        expect=_flow(GIGA),
    )


def _paid_out() -> Iterator[DraftCase]:
    yield DraftCase(
        "what-the-pool-paid",
        ("STA-24",),
        "takes what the position lost, as the fork before does",
        _sale(2 * GIGA, GIGA - 1, GIGA),
        expect=_flow(GIGA),
    )


def _claim(rate: int, stake: int, claimed: int, threshold: int) -> dict[str, Any]:
    rows = {"rate": rate, "root_stake": stake, "claimed": claimed, "threshold": threshold}
    return {name: str(value) for name, value in rows.items()}


def _owed(owed: int, claimable: int) -> dict[str, Any]:
    paid = {"owed": str(owed), "claimable": str(claimable), "pays": claimable > 0}
    return {"ok": paid}


def _claims() -> Iterator[DraftCase]:
    rules = ("STA-32",)
    threshold = 500_000 * _I96_ONE
    yield DraftCase(
        "half-a-rate",
        rules,
        "counts what was claimed before a second time",
        _claim(_I96_ONE // 2, 4_000_000, 1_000_000, threshold),
        expect=_owed(1_000_000 * _I96_ONE, 1_000_000),
    )
    yield DraftCase(
        "at-the-threshold",
        rules,
        "compares with <= and keeps back what just reaches the threshold",
        _claim(_I96_ONE, 500_000, 0, threshold),
        expect=_owed(threshold, 500_000),
    )
    yield DraftCase(
        "below-the-threshold",
        rules,
        "pays a rao too early",
        _claim(_I96_ONE, 499_999, 0, threshold),
        expect=_owed(499_999 * _I96_ONE, 0),
    )
    yield DraftCase(
        "claimed-more-than-there-is",
        rules,
        "wraps a negative debt into a fortune",
        _claim(_I96_ONE, 10, 11, 0),
        expect=_owed(-_I96_ONE, 0),
    )
    yield DraftCase(
        "beyond-64-bits",
        rules,
        "wraps what is owed where it saturates",
        _claim(2 * _I96_ONE, U64_MAX, 0, 0),
        expect=_owed(2 * U64_MAX * _I96_ONE, U64_MAX),
    )
