"""What a block of a realistic subnet does to its pool, and the deltas of upstream's tests.

Pools of 20,000 and 100,000 TAO with 2,500,000 alpha. A block injects what the emission allows,
buys with what is left of it, and sells the alpha of root; the numbers were computed elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import isqrt
from typing import NamedTuple

from taospec_vectors.cases.pools._common import (
    DEREG,
    DTAO,
    SINCE_DEREG,
    SINCE_FLOW,
    SWAP_TESTS,
    U64_MAX,
    Wire,
    buy,
    pool,
    position,
    sell,
)
from taospec_vectors.format import DraftCase, DraftFile

_ALPHA = 2_500_000 * 10**9
_STAKING = "pallets/subtensor/src/tests/staking.rs @ v2.0.11"


def _begun(tao: int, root: int) -> Wire:
    """A pool right after its first swap."""
    return pool(tao, _ALPHA, position(root, isqrt(tao * _ALPHA)))


_CHEAP = _begun(20_000 * 10**9, 1_649_926_948_492_505_246)
_DEAR = _begun(100_000 * 10**9, 3_689_348_814_747_279_026)
# The lowest and the highest root of a price, and one of 1.5.
_LOWEST, _HIGHEST, _MIDDLE = 4_295_048_017, 79_226_673_515_401_279_992_447_579_062, 3 << 63
_LIQUIDITY = 2 * 10**12


def drafts() -> Iterator[DraftFile]:
    """Files by operation and forks."""
    for side, cases in (("buy", _bought_in_dtao()), ("sell", _sold_in_dtao())):
        path = f"pools/{side}-goldens-blocks-dtao.yaml"
        yield DraftFile(path, f"pools.{side}", DTAO, list(cases))
    for side, cases in (("buy", _bought()), ("sell", _sold())):
        path = f"pools/{side}-goldens-blocks.yaml"
        yield DraftFile(path, f"pools.{side}", SINCE_DEREG, list(cases))
    for side, cases in (("buy", _bought_at_the_lowest()), ("sell", _sold_at_the_highest())):
        path = f"pools/{side}-goldens-extreme-since-flow.yaml"
        yield DraftFile(path, f"pools.{side}", SINCE_FLOW, list(cases))
    for name, forks, cases in (
        ("dereg", DEREG, _adjusted_in_dereg()),
        ("since-flow", SINCE_FLOW, _adjusted_since_flow()),
    ):
        path = f"pools/adjust-goldens-blocks-{name}.yaml"
        yield DraftFile(path, "pools.adjust", forks, list(cases))


def _traded(
    state: Wire, paid_in: int, paid_out: int, *, tao: int, alpha: int, root: int | None = None
) -> Wire:
    """The answer of a swap without a fee."""
    after = {**state, "tao": str(tao), "alpha": str(alpha)}
    if root is not None:
        after["position"] = {**state["position"], "sqrt_price": str(root)}
    answer = {"paid_in": str(paid_in), "fee": "0", "paid_out": str(paid_out)}
    return {"ok": {**answer, "overdrawn": False, "pool": after}}


def _bought_in_dtao() -> Iterator[DraftCase]:
    state = pool(150 * 10**9, 100 * 10**9)
    yield DraftCase(
        "golden-six-times-the-price-without-the-fee",
        ("POO-3",),
        "buys for the fee as well",
        buy(state, 449_999_950_000),
        "upstream-test",
        f"test_add_stake_limit_ok, {_STAKING}",
        _traded(state, 449_999_950_000, 74_999_997_916, tao=599_999_950_000, alpha=25_000_002_084),
    )


class _Sold(NamedTuple):
    """Reserves, what is sold to them, what they pay, and the alpha they hold then."""

    slug: str
    tao: int
    alpha: int
    amount: int
    paid: int
    after: int


def _sold_in_dtao() -> Iterator[DraftCase]:
    for slug, tao, alpha, amount, paid, after in (
        _Sold(
            "cheap",
            tao=20_001 * 10**9,
            alpha=_ALPHA + 10**9,
            amount=73_934_811,
            paid=591_507,
            after=2_500_001_073_934_811,
        ),
        _Sold(
            "dear",
            tao=10**14 + 2 * 10**7,
            alpha=2_500_000_500_000_002,
            amount=73_934_818,
            paid=2_957_392,
            after=2_500_000_573_934_820,
        ),
    ):
        state = pool(tao, alpha)
        yield DraftCase(
            f"golden-alpha-of-root-{slug}",
            ("POO-3",),
            "rounds the new reserve to the nearest rao",
            sell(state, amount),
            expect=_traded(state, amount, paid, tao=tao - paid, alpha=after),
        )


def _adjusted(state: Wire, liquidity: int, scrap: int = 0) -> Wire:
    own = {"liquidity": str(liquidity), "own_liquidity": str(liquidity)}
    after = {**state, "scrap_alpha": str(scrap), "position": {**state["position"], **own}}
    return {"ok": {"pool": after}}


def _injection(state: Wire, tao: int, alpha: int) -> Wire:
    return {"pool": state, "tao": str(tao), "alpha": str(alpha)}


_AFTER_EXCESS = 1_650_008_784_869_150_560
_EXCESS = 992_000_000


def _bought() -> Iterator[DraftCase]:
    adjusted = {"liquidity": "223606886899317", "own_liquidity": "223606886899317"}
    for slug, state, bought, root in (
        ("before-the-injection", _CHEAP, 123_993_849_905, _AFTER_EXCESS),
        (
            "after-the-injection",
            {**_CHEAP, "position": {**_CHEAP["position"], **adjusted}},
            123_993_849_907,
            1_650_008_784_836_523_395,
        ),
    ):
        tao, alpha = 20_000 * 10**9 + _EXCESS, _ALPHA - bought
        yield DraftCase(
            f"golden-excess-{slug}",
            ("POO-11",),
            "buys the excess with the liquidity of the other fork's order",
            buy(state, _EXCESS, with_fee=False),
            expect=_traded(state, _EXCESS, bought, tao=tao, alpha=alpha, root=root),
        )
    for slug, root, amount, bought in (
        ("one-rao", _MIDDLE, 1, 0),
        ("ten-thousand", _MIDDLE, 10**4, 4444),
        ("a-million", _MIDDLE, 10**6, 444_444),
    ):
        yield _delta(slug, bought, buy(_at(root), amount, with_fee=False))


def _sold() -> Iterator[DraftCase]:
    reserves = {"tao": "100000020000000", "alpha": "2500000500000002"}
    own = {"liquidity": "500000099697314", "own_liquidity": "500000099697314"}
    state = {**_DEAR, **reserves, "position": {**_DEAR["position"], **own}}
    yield DraftCase(
        "golden-alpha-of-root",
        ("POO-11",),
        "sells before the injection is part of the position",
        sell(state, 73_934_818, with_fee=False),
        expect=_traded(
            state,
            73_934_818,
            2_957_392,
            tao=100_000_017_042_608,
            alpha=2_500_000_573_934_820,
            root=3_689_348_705_638_770_745,
        ),
    )
    for slug, root, amount, paid in (
        ("one-rao", _MIDDLE, 1, 2),
        ("ten-thousand", _MIDDLE, 10**4, 22_499),
        ("a-million", _MIDDLE, 10**6, 2_249_998),
    ):
        yield _delta(slug, paid, sell(_at(root), amount, with_fee=False))


def _bought_at_the_lowest() -> Iterator[DraftCase]:
    """More than 2**63 rao are paid out, of which from `flow` on the reserve loses just that."""
    for slug, amount, bought in (
        ("one-rao", 1, 18_406_523_739_291_577_836),
        ("ten-thousand", 10**4, U64_MAX),
    ):
        given = buy(_at(_LOWEST), amount, with_fee=False)
        yield _delta(f"{slug}-at-the-lowest-price", bought, given)


def _sold_at_the_highest() -> Iterator[DraftCase]:
    given = sell(_at(_HIGHEST), 1, with_fee=False)
    yield _delta("one-rao-at-the-highest-price", 18_406_523_745_214_495_085, given)


def _delta(slug: str, paid: int, given: Wire) -> DraftCase:
    """What a position of 2,000 TAO pays at a root; where the root goes the model answers."""
    return DraftCase(
        f"upstream-delta-of-{slug}",
        ("POO-11",),
        f"pays other than {paid}, as upstream's test allows for one or two rao",
        given,
        "upstream-test",
        f"test_convert_deltas, {SWAP_TESTS}",
    )


def _at(root: int) -> Wire:
    return pool(U64_MAX, U64_MAX, position(root, _LIQUIDITY))


class _Injected(NamedTuple):
    """A pool, what is put into it, and the liquidity after."""

    slug: str
    state: Wire
    tao: int
    alpha: int
    liquidity: int


def _adjusted_in_dereg() -> Iterator[DraftCase]:
    reserves = {"tao": "20000992000000", "alpha": "2499876006150095"}
    traded = {**_CHEAP["position"], "sqrt_price": str(_AFTER_EXCESS)}
    cheap = {**_CHEAP, **reserves, "position": traded}
    for slug, state, tao, alpha, liquidity in (
        _Injected(
            "after-the-excess",
            state=cheap,
            tao=7_999_999,
            alpha=10**9,
            liquidity=223_606_886_899_331,
        ),
        _Injected(
            "dear",
            state=_DEAR,
            tao=20_000_000,
            alpha=500_000_002,
            liquidity=500_000_099_697_314,
        ),
    ):
        yield DraftCase(
            f"dereg-golden-injection-{slug}",
            ("POO-16", "POO-17"),
            "lets wait what does not fit the price",
            _injection(state, tao, alpha),
            expect=_adjusted(state, liquidity),
        )


class _Joined(NamedTuple):
    """A pool, what is put into it, the liquidity after, and the alpha that waits."""

    slug: str
    state: Wire
    tao: int
    alpha: int
    liquidity: int
    scrap: int


def _adjusted_since_flow() -> Iterator[DraftCase]:
    for slug, state, tao, alpha, liquidity, scrap in (
        _Joined(
            "cheap",
            state=_CHEAP,
            tao=7_999_999,
            alpha=10**9,
            liquidity=223_606_886_899_317,
            scrap=0,
        ),
        _Joined(
            "dear",
            state=_DEAR,
            tao=19_999_999,
            alpha=500_000_002,
            liquidity=500_000_099_697_309,
            scrap=28,
        ),
    ):
        yield DraftCase(
            f"since-flow-golden-injection-{slug}",
            ("POO-16", "POO-18"),
            "lets join what does not fit the price",
            _injection(state, tao, alpha),
            expect=_adjusted(state, liquidity, scrap),
        )
