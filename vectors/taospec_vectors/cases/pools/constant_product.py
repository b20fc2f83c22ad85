"""Cases of `pools.buy` and `pools.sell` on the constant product of `dtao`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from taospec_vectors.cases.pools._common import DTAO, TAO, buy, pool, prefixed, reject, sell
from taospec_vectors.format import DraftCase, DraftFile

_STAKING = "pallets/subtensor/src/tests/staking.rs @ v2.0.11"
_PRODUCT = ("POO-3", "POO-13")
_MINIMUM = 10_000_000


def drafts() -> Iterator[DraftFile]:
    """What the product allows, the rao too much, and the reserve that must be left."""
    for side, cases in (("buy", [*_buys(), *_refused_buys()]), ("sell", [*_sales(), *_refused()])):
        yield DraftFile(f"pools/{side}-dtao.yaml", f"pools.{side}", DTAO, prefixed("dtao", cases))


def _traded(tao: int, alpha: int, paid_in: int, paid_out: int) -> dict[str, Any]:
    """The answer, with the reserves as they are left."""
    return {
        "ok": {
            "paid_in": str(paid_in),
            "fee": "0",
            "paid_out": str(paid_out),
            "overdrawn": False,
            "pool": pool(tao, alpha),
        }
    }


def _buys() -> Iterator[DraftCase]:
    def case(
        slug: str, why: str, *, tao: int, alpha: int, paid: int, received: int, source: str | None
    ) -> DraftCase:
        return DraftCase(
            slug,
            _PRODUCT,
            why,
            buy(pool(tao, alpha), paid),
            "human" if source is None else "upstream-test",
            source,
            _traded(tao + paid, alpha - received, paid, received),
        )

    yield case(
        "upstream-base-case",
        "divides by the reserve before the TAO has entered",
        tao=10 * TAO,
        alpha=5 * TAO,
        paid=TAO,
        received=454_545_454,
        source=f"test_stake_base_case, {_STAKING}",
    )
    yield case(
        "realistic",
        "computes the product in doubles, which lose the last rao",
        tao=20_000 * TAO,
        alpha=2_500_000 * TAO,
        paid=TAO,
        received=124_993_750_312,
        source=None,
    )

    def rounded(slug: str, *, tao: int, alpha: int, paid: int, received: int) -> DraftCase:
        return DraftCase(
            slug,
            _PRODUCT,
            "rounds the new reserve up to whole rao, so that the fraction stays in the pool",
            buy(pool(tao, alpha), paid),
            expect=_traded(tao + paid, alpha - received, paid, received),
        )

    yield rounded(
        "a-rao-too-much", tao=7226798131765350, alpha=10071659, paid=12198166717, received=17
    )
    yield rounded(
        "a-rao-too-much-again",
        tao=8822262742083746,
        alpha=15136805,
        paid=232557374193,
        received=399,
    )


def _refused_buys() -> Iterator[DraftCase]:
    reserves = pool(2 * _MINIMUM, 2 * _MINIMUM)
    yield DraftCase(
        "leaves-the-minimum",
        ("POO-4",),
        "refuses a swap that leaves exactly the minimum",
        buy(reserves, 2 * _MINIMUM),
        expect=_traded(4 * _MINIMUM, _MINIMUM, 2 * _MINIMUM, _MINIMUM),
    )
    yield DraftCase(
        "leaves-less-than-the-minimum",
        ("POO-4",),
        "compares the new reserve after flooring it to rao, or fills in part",
        buy(reserves, 2 * _MINIMUM + 1),
        expect=reject("InsufficientLiquidity"),
    )
    yield DraftCase(
        "nothing-from-a-poor-pool",
        ("POO-4",),
        "lets a swap of nothing pass whatever the reserve",
        buy(pool(TAO, _MINIMUM - 1), 0),
        expect=reject("InsufficientLiquidity"),
    )
    yield DraftCase(
        "nothing-from-a-pool-at-the-minimum",
        ("POO-4",),
        "refuses a reserve that is the minimum",
        buy(pool(TAO, _MINIMUM), 0),
    )
    yield DraftCase(
        "a-limit-means-nothing",
        ("POO-3",),
        "stops a swap at a limit price, as later forks do",
        buy(pool(10 * TAO, 5 * TAO), TAO, 1),
    )


def _sales() -> Iterator[DraftCase]:
    def case(
        slug: str, why: str, *, tao: int, alpha: int, paid: int, received: int, source: str | None
    ) -> DraftCase:
        return DraftCase(
            slug,
            _PRODUCT,
            why,
            sell(pool(tao, alpha), paid),
            "human" if source is None else "upstream-test",
            source,
            _traded(tao - received, alpha + paid, paid, received),
        )

    yield case(
        "realistic",
        "takes the fee of a later fork from the alpha",
        tao=20_000 * TAO,
        alpha=2_500_000 * TAO,
        paid=TAO,
        received=7_999_996,
        source=None,
    )
    yield case(
        "upstream-limit",
        "rounds the TAO to the nearest rao",
        tao=150 * TAO,
        alpha=100 * TAO,
        paid=11_111_111_111,
        received=14_999_999_999,
        source=f"test_remove_stake_limit_ok, {_STAKING}",
    )
    yield case(
        "upstream-realistic",
        "prices the whole sale at the price before it",
        tao=3896056559708,
        alpha=128011331299964,
        paid=111180000000,
        received=3380854495,
        source=f"test_remove_stake_fee_realistic_values, {_STAKING}",
    )
    yield case(
        "product-falls",
        "holds the product of the reserves for constant or rising: here it falls",
        tao=10000001,
        alpha=10000019,
        paid=1,
        received=1,
        source=None,
    )
    yield case(
        "a-rao-too-much",
        "rounds the new reserve up to whole rao, so that the fraction stays in the pool",
        tao=3337671202,
        alpha=8681424021477433,
        paid=2050040300473,
        received=787975,
        source=None,
    )


def _refused() -> Iterator[DraftCase]:
    reserves = pool(2 * _MINIMUM, 2 * _MINIMUM)
    yield DraftCase(
        "leaves-the-minimum",
        ("POO-4",),
        "refuses a sale that leaves exactly the minimum",
        sell(reserves, 2 * _MINIMUM),
        expect=_traded(_MINIMUM, 4 * _MINIMUM, 2 * _MINIMUM, _MINIMUM),
    )
    yield DraftCase(
        "leaves-less-than-the-minimum",
        ("POO-4",),
        "looks at the reserve of alpha instead of that of TAO",
        sell(reserves, 2 * _MINIMUM + 1),
        expect=reject("InsufficientLiquidity"),
    )
