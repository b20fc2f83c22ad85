"""Swaps whose amounts were computed elsewhere: upstream's tests, and witnesses of false beliefs."""

from __future__ import annotations

from collections.abc import Iterator

from taospec_vectors.cases.pools._common import DTAO, SINCE_DEREG, Wire, buy, pool, sell
from taospec_vectors.format import DraftCase, DraftFile

_TESTS = "pallets/subtensor/src/tests/staking.rs @ v2.0.11"
_POOR = pool(10_093_446, 4_527_587_814_862_794)
_AFTER = pool(10_093_446 - 28, 4_527_587_814_862_794 + 12_559_913_679)


def drafts() -> Iterator[DraftFile]:
    """Files by operation and forks."""
    yield DraftFile("pools/buy-goldens-dtao.yaml", "pools.buy", DTAO, list(_bought()))
    yield DraftFile("pools/sell-goldens-dtao.yaml", "pools.sell", DTAO, list(_sold()))
    yield DraftFile("pools/buy-goldens.yaml", "pools.buy", SINCE_DEREG, [_falling_product()])


def _swapped(state: Wire, given: int, received: int, tao: int, alpha: int) -> Wire:
    return {
        "ok": {
            "paid_in": str(given),
            "fee": "0",
            "paid_out": str(received),
            "overdrawn": False,
            "pool": {**state, "tao": str(tao), "alpha": str(alpha)},
        }
    }


def _bought() -> Iterator[DraftCase]:
    rules = ("POO-3",)
    hundred = 10**11
    state = pool(hundred * 3 // 2, hundred)
    yield DraftCase(
        "golden-six-times-the-price",
        rules,
        "stops at the limit that the amount was found for, where the price ends at 24",
        buy(state, 450_000_000_000),
        source=_TESTS,
        expect=_swapped(state, 450_000_000_000, 75_000_000_000, 600_000_000_000, 25_000_000_000),
    )
    state = pool(hundred, hundred)
    yield DraftCase(
        "golden-five-million",
        rules,
        "rounds the new reserve to whole rao",
        buy(state, 5_000_000),
        source="pallets/subtensor/src/tests/move_stake.rs @ v2.0.11",
        expect=_swapped(state, 5_000_000, 4_999_750, hundred + 5_000_000, hundred - 4_999_750),
    )
    yield DraftCase(
        "golden-back-from-a-sale",
        rules,
        "believes that a sale and the buy back never gain: a rao of alpha more than was sold",
        buy(_AFTER, 28),
        expect=_swapped(_AFTER, 28, 12_559_913_680, 10_093_446, 4_527_587_814_862_794 - 1),
    )


def _sold() -> Iterator[DraftCase]:
    yield DraftCase(
        "golden-before-a-buy-back",
        ("POO-3",),
        "pays a rao less, so that the buy back is a loss as one would like",
        sell(_POOR, 12_559_913_679),
        expect=_swapped(
            _POOR,
            12_559_913_679,
            28,
            10_093_446 - 28,
            4_527_587_814_862_794 + 12_559_913_679,
        ),
    )


def _falling_product() -> DraftCase:
    return DraftCase(
        "golden-thousands-above-the-product",
        ("POO-11",),
        "pays by the exact product, 4,630 rao of alpha less",
        buy(pool(10_673_831_362_500, 3_994_462_848_227_269), 711_826_326_016, with_fee=False),
    )
