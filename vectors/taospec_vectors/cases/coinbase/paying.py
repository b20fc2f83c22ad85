"""Cases of parents, dividends, owners, nominators and the schedule."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from taospec.timeline import only, since
from taospec_vectors.cases.coinbase._common import (
    ALL,
    COINBASE_TESTS,
    CUT,
    MAINNET_WEIGHT,
    TAO,
    U64_MAX,
    WHOLE,
    ok,
    strings,
)
from taospec_vectors.format import DraftCase, DraftFile

_FAMILY = ("COI-19",)
_HALF = 2**63


def drafts() -> Iterator[DraftFile]:
    """From a validator's dividend to a nominator's stake."""
    name = "coinbase.parent_split"
    yield DraftFile("coinbase/parent_split.yaml", name, ALL, list(_families()))
    name = "coinbase.dividends"
    yield DraftFile("coinbase/dividends.yaml", name, ALL, list(_dividends()))
    name = "coinbase.withheld"
    for topic, forks in (("dtao", only("dtao")), ("since-dereg", since("dereg"))):
        path = f"coinbase/withheld-{topic}.yaml"
        yield DraftFile(path, name, forks, list(_withheld(topic)))
    name = "coinbase.nominator_share"
    yield DraftFile("coinbase/nominator_share.yaml", name, ALL, list(_nominators()))
    name = "coinbase.next_epoch"
    yield DraftFile("coinbase/next_epoch.yaml", name, ALL, list(_epochs()))


def _parent(
    alpha: int, root: int = 0, *, proportion: int = U64_MAX, same: bool = False
) -> dict[str, Any]:
    return {
        "proportion": str(proportion),
        "alpha": str(alpha),
        "root": str(root),
        "same_owner": same,
    }


def _family(
    dividend: int,
    *parents: dict[str, Any],
    alpha: int = 0,
    root: int = 0,
    lent: tuple[int, ...] = (),
    take: int = 0,
    burn: int = 0,
) -> dict[str, Any]:
    return {
        "dividend": str(dividend),
        "alpha": str(alpha),
        "root": str(root),
        "lent": strings(lent),
        "parents": list(parents),
        "take": take,
        "burn": str(burn),
        "tao_weight": str(MAINNET_WEIGHT),
    }


def _split(parents: tuple[int, ...], child: int, recycled: int = 0) -> dict[str, Any]:
    return {"ok": {"parents": strings(parents), "child": str(child), "recycled": str(recycled)}}


def _families() -> Iterator[DraftCase]:
    yield DraftCase(
        "test-drain-alpha-childkey-parentkey",
        _FAMILY,
        "takes the take of what is left instead of the parent's pay",
        _family(TAO, _parent(TAO), take=6_553),
        origin="upstream-test",
        source=COINBASE_TESTS,
        expect=_split((900_007_629,), 99_992_370),
    )
    yield DraftCase(
        "within-one-owner",
        _FAMILY,
        "takes a take from the owner's own parent",
        _family(TAO, _parent(TAO, same=True), take=6_553, burn=_HALF),
        expect=_split((TAO,), 0),
    )
    yield DraftCase(
        "no-parents",
        _FAMILY,
        "loses the dividend of a hotkey without relatives",
        _family(TAO, alpha=5),
        expect=_split((), TAO),
    )
    yield DraftCase(
        "no-dividend",
        _FAMILY,
        "divides by a dividend of zero",
        _family(0, _parent(TAO), alpha=5),
        expect=_split((0,), 0),
    )
    yield DraftCase(
        "parents-without-stake",
        _FAMILY,
        "divides by no stake at all",
        _family(TAO, _parent(0), take=6_553),
        expect=_split((0,), TAO),
    )
    for slug, why, given in (
        (
            "take-and-burn",
            "takes the burned part of what the take left",
            _family(1_000_003, _parent(TAO), take=16_384, burn=2**62),
        ),
        (
            "root-stake-of-a-parent",
            "forgets the discount on root stake",
            _family(TAO, _parent(0, TAO), alpha=TAO, take=CUT),
        ),
        (
            "half-lent",
            "lends half instead of a step less than half",
            _family(TAO, _parent(TAO, proportion=_HALF), alpha=TAO, take=CUT),
        ),
        (
            "child-lends-as-well",
            "counts stake that the child lends to others",
            _family(TAO, _parent(TAO), alpha=TAO, root=TAO, lent=(_HALF, _HALF // 2)),
        ),
        (
            "child-lends-more-than-everything",
            "lets the rest of the child wrap below zero",
            _family(TAO, _parent(TAO), alpha=TAO, lent=(U64_MAX, _HALF)),
        ),
        (
            "own-stake-in-whole-rao",
            "keeps the fraction of the child's own stake",
            _family(TAO, _parent(1, proportion=_HALF), alpha=3, lent=(_HALF,)),
        ),
        (
            "takes-are-added-before-the-floor",
            "floors the take of each parent",
            _family(
                1_000_001, *(_parent(10**6 + n, same=False) for n in range(3)), alpha=7, take=CUT
            ),
        ),
        (
            "burned-parts-are-floored-one-by-one",
            "floors the sum of what is burned",
            _family(10, _parent(3), _parent(3), _parent(3), burn=_HALF, take=0),
        ),
        (
            "take-and-burn-of-everything",
            "lets a parent owe",
            _family(TAO, _parent(TAO), take=65_535, burn=U64_MAX),
        ),
        (
            "proportion-below-a-step",
            "lets a proportion below 2**32 count",
            _family(TAO, _parent(U64_MAX, proportion=2**32 - 1), alpha=1),
        ),
        (
            "largest-stakes",
            "wraps a sum of contributions",
            _family(U64_MAX, *(5 * [_parent(U64_MAX, U64_MAX)]), alpha=U64_MAX, root=U64_MAX),
        ),
    ):
        yield DraftCase(slug, _FAMILY, why, given)


def _earned(dividend: int, alpha: int, root: int, take: int = 0) -> dict[str, Any]:
    return {"dividend": str(dividend), "alpha": str(alpha), "root": str(root), "take": take}


def _pots(
    validators: int, root: int, *hotkeys: dict[str, Any], weight: int = MAINNET_WEIGHT
) -> dict[str, Any]:
    return {
        "validators": str(validators),
        "root": str(root),
        "tao_weight": str(weight),
        "hotkeys": list(hotkeys),
    }


def _paid(*rows: tuple[int, int, int, int]) -> dict[str, Any]:
    names = ("take", "nominators", "root_take", "root_nominators")
    hotkeys = [dict(zip(names, strings(row), strict=True)) for row in rows]
    return {"ok": {"hotkeys": hotkeys}}


def _dividends() -> Iterator[DraftCase]:
    two = (
        _earned(77_783_738, 4_859_302, 2_342_352),
        _earned(19_283_940, 23_423, 859_273),
    )
    yield DraftCase(
        "test-calculate-dividend-distribution-totals",
        ("COI-20",),
        "divides both pots by the same parts",
        _pots(183_123_567_452, 837_120_949_872, *two),
        origin="upstream-test",
        source=f"{COINBASE_TESTS} test_calculate_dividend_distribution_totals",
        expect=_paid(
            (0, 176_856_534_496, 0, 226_443_796_624), (0, 6_267_032_912, 0, 610_677_153_052)
        ),
    )
    yield DraftCase(
        "test-calculate-dividend-distribution-total-no-tao-weight",
        ("COI-20",),
        "pays root without a weight",
        _pots(183_123_567_452, 0, *two, weight=0),
        origin="upstream-test",
        source=f"{COINBASE_TESTS} test_calculate_dividend_distribution_total_no_tao_weight",
        expect=_paid((0, 146_743_343_232, 0, 0), (0, 36_380_224_176, 0, 0)),
    )
    yield DraftCase(
        "test-drain-base-with-subnet-with-two-stakers-registered-and-root-different-amounts",
        ("COI-20",),
        "divides root's pot by alpha, or by the dividends",
        _pots(
            10**9,
            10**9,
            _earned(3 * 10**8, 10**9, 2 * 10**9),
            _earned(2 * 10**8, 10**9, 10**9),
            weight=2**64 - 1,
        ),
        origin="upstream-test",
        source=f"{COINBASE_TESTS} test_drain_base_with_subnet_with_two_stakers_registered_and_root"
        "_different_amounts",
    )
    yield DraftCase(
        "default-take",
        ("COI-21",),
        "takes 18 percent",
        _pots(TAO, 0, _earned(1, 1, 0, CUT)),
        expect=_paid((179_995_422, 820_004_577, 0, 0)),
    )
    yield DraftCase(
        "default-take-of-both-pots",
        ("COI-21",),
        "takes nothing of root's pot",
        _pots(2_000_000, 1_000_000, _earned(1, 0, 10**6, CUT), _earned(1, 1, 0, CUT)),
    )
    both = ("COI-20", "COI-21")
    for slug, rules, why, given in (
        ("no-hotkeys", both, "fails without anybody to pay", _pots(TAO, TAO)),
        (
            "no-dividends",
            both,
            "splits the pots equally where nobody earned",
            _pots(TAO, TAO, _earned(0, 5, 5), _earned(0, 5, 5)),
        ),
        (
            "no-root-stake",
            both,
            "pays root's pot to stakers of the subnet",
            _pots(TAO, TAO, _earned(3, 5, 0), _earned(4, 5, 0)),
        ),
        (
            "only-root-stake",
            both,
            "pays the validators' pot where all stake is on root",
            _pots(TAO, TAO, _earned(3, 0, 5), _earned(4, 0, 5)),
        ),
        (
            "no-stake-at-all",
            both,
            "divides zero by zero",
            _pots(TAO, TAO, _earned(3, 0, 0)),
        ),
        (
            "three-equal-parts",
            ("COI-20",),
            "hands out the rao that the quotients drop",
            _pots(TAO, 0, *(3 * [_earned(1, 1, 0)])),
        ),
        (
            "whole-take",
            ("COI-21",),
            "leaves nominators a rao",
            _pots(TAO, 0, _earned(1, 1, 0, 65_535)),
        ),
        (
            "one-rao",
            ("COI-21",),
            "rounds a take of less than a rao up",
            _pots(1, 1, _earned(1, 1, 1, CUT)),
        ),
        (
            "largest-amounts",
            both,
            "wraps a product or a sum",
            _pots(U64_MAX, U64_MAX, *(2 * [_earned(U64_MAX, U64_MAX, U64_MAX, CUT)])),
        ),
    ):
        yield DraftCase(slug, rules, why, given)


_ACCOUNTS = {name: f"0x{number:02x}" for number, name in enumerate(("a", "b", "c", "d"), start=1)}


class _Owner(NamedTuple):
    """The owner's hotkeys, which of a subnet's are his, and whose incentive is withheld."""

    slug: str
    why: str
    owner_hotkey: str | None
    owned: list[str]
    registered: list[str]
    answers: tuple[list[str], list[str]]


def _withheld(topic: str) -> Iterator[DraftCase]:
    a, b, c, d = _ACCOUNTS.values()
    rows = (
        _Owner(
            "one-of-several",
            "withholds one hotkey of the owner, or all, in the wrong fork",
            owner_hotkey=b,
            owned=[a, b, c],
            registered=[a, b, d],
            answers=([b], [a, b]),
        ),
        _Owner(
            "owner-hotkey-of-another",
            "forgets the owner hotkey where somebody else owns it",
            owner_hotkey=d,
            owned=[a],
            registered=[a, d],
            answers=([d], [a, d]),
        ),
        _Owner(
            "without-a-uid",
            "withholds what has no uid",
            owner_hotkey=b,
            owned=[a, b],
            registered=[c],
            answers=([b], []),
        ),
        _Owner(
            "no-owner-hotkey",
            "fails where no owner hotkey is stored",
            owner_hotkey=None,
            owned=[c, a],
            registered=[a, c],
            answers=([], [a, c]),
        ),
        _Owner(
            "no-hotkeys",
            "withholds somebody else's incentive",
            owner_hotkey=None,
            owned=[],
            registered=[a, b],
            answers=([], []),
        ),
    )
    for slug, why, owner_hotkey, owned, registered, answers in rows:
        given = {"owner_hotkey": owner_hotkey, "owned": owned, "registered": registered}
        hotkeys = answers[0] if topic == "dtao" else answers[1]
        yield DraftCase(
            f"{topic}-{slug}", ("COI-23",), why, given, expect={"ok": {"hotkeys": hotkeys}}
        )


def _stake(
    payout: int,
    *,
    take: int = CUT,
    value: int = 1_000_000 * TAO,
    shares: int = 1_000_000 * TAO * WHOLE,
    nominator: int = 1_000 * TAO * WHOLE,
    owner: int = 0,
    tempo: int = 360,
) -> dict[str, Any]:
    return {
        "payout": str(payout),
        "take": take,
        "value": str(value),
        "shares": str(shares),
        "nominator": str(nominator),
        "owner": str(owner),
        "tempo": tempo,
    }


def _nominators() -> Iterator[DraftCase]:
    rules = ("COI-34",)
    for slug, why, given in (
        ("a-thousandth", "ignores that the take buys shares first", _stake(20 * TAO)),
        ("no-take", "takes a default take for none", _stake(20 * TAO, take=0)),
        (
            "the-owner-itself",
            "leaves the owner out of the rest",
            _stake(20 * TAO, owner=500_000 * TAO * WHOLE),
        ),
        (
            "whole-take",
            "lets nominators lose by a purchase of the owner",
            _stake(20 * TAO, take=65_535),
        ),
        ("no-payout", "finds a gain in nothing", _stake(0)),
        ("no-shares", "pays a nominator without shares", _stake(20 * TAO, nominator=0)),
        (
            "an-empty-pool",
            "fails where the take is the first purchase",
            _stake(20 * TAO, value=0, shares=0, nominator=0),
        ),
        (
            "a-gain-below-a-rao",
            "rounds a gain of less than a rao up",
            _stake(1_000, nominator=TAO * WHOLE),
        ),
        ("no-tempo", "divides a year by nothing", _stake(20 * TAO, tempo=0)),
        ("short-tempo", "counts 360 blocks for every epoch", _stake(20 * TAO, tempo=99)),
        (
            "largest-payout",
            "wraps the value of the pool",
            _stake(U64_MAX, value=U64_MAX, shares=2**127, nominator=2**126),
        ),
    ):
        yield DraftCase(slug, rules, why, given)


def _epochs() -> Iterator[DraftCase]:
    rules = ("COI-35",)
    source = "pallets/subtensor/src/tests/emission.rs @ v3.2.16-349"
    for netuid, tempo, block, blocks in (
        (1, 10, 5, 3),
        (2, 20, 15, 2),
        (3, 30, 25, 1),
        (1, 10, 9, 10),
        (2, 20, 21, 17),
        (65_535, 65_535, U64_MAX, 0),
        (65_535, 65_535, 0, 65_535),
        (1, 65_534, 100, 65_432),
    ):
        yield DraftCase(
            f"subnet-{netuid}-tempo-{tempo}-block-{block}",
            rules,
            "counts to remainder zero, or from epoch to epoch by the tempo",
            {"netuid": netuid, "tempo": tempo, "block": str(block)},
            origin="upstream-test",
            source=source,
            expect={"ok": {"blocks": blocks, "block": str(block + blocks)}},
        )
    yield DraftCase(
        "no-tempo",
        rules,
        "divides by one, and runs an epoch in every block",
        {"netuid": 1, "tempo": 0, "block": "5"},
        expect=ok(blocks=None, block=None),
    )
    for block, blocks in ((357, 1), (358, 0), (359, 360)):
        yield DraftCase(
            f"usual-tempo-block-{block}",
            rules,
            "counts 360 blocks from epoch to epoch",
            {"netuid": 1, "tempo": 360, "block": str(block)},
            expect={"ok": {"blocks": blocks, "block": str(block + blocks)}},
        )
