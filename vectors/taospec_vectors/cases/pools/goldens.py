"""Swaps whose amounts were computed elsewhere: upstream's tests, and witnesses of false beliefs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from taospec.timeline import ForkRange
from taospec_vectors.cases.pools._common import (
    DEREG,
    DTAO,
    SINCE_DEREG,
    SINCE_FLOW,
    TAO,
    Wire,
    buy,
    most,
    pool,
    position,
    sell,
    under,
)
from taospec_vectors.format import DraftCase, DraftFile

_TESTS = "pallets/subtensor/src/tests/staking.rs @ v2.0.11"
_POOR = pool(10_093_446, 4_527_587_814_862_794)
_AFTER = pool(10_093_446 - 28, 4_527_587_814_862_794 + 12_559_913_679)


class _Joined(NamedTuple):
    """What joins a position of 10**12, and what waits."""

    name: str
    forks: ForkRange
    rule: str
    liquidity: int
    scrap: int


def drafts() -> Iterator[DraftFile]:
    """Files by operation and forks."""
    yield DraftFile("pools/buy-goldens-dtao.yaml", "pools.buy", DTAO, list(_bought()))
    yield DraftFile("pools/sell-goldens-dtao.yaml", "pools.sell", DTAO, list(_sold()))
    trades = [_falling_product(), *_bought_since_dereg()]
    yield DraftFile("pools/buy-goldens.yaml", "pools.buy", SINCE_DEREG, trades)
    yield DraftFile("pools/sell-goldens.yaml", "pools.sell", SINCE_DEREG, [_sold_at_once()])
    yield DraftFile("pools/max_buy-goldens-dtao.yaml", "pools.max_buy", DTAO, [_most_bought()])
    yield DraftFile("pools/max_sell-goldens-dtao.yaml", "pools.max_sell", DTAO, [_most_sold()])
    for name, forks, rule, liquidity, scrap in (
        _Joined(
            "dereg",
            forks=DEREG,
            rule="POO-17",
            liquidity=1_000_048_055_099,
            scrap=0,
        ),
        _Joined(
            "since-flow",
            forks=SINCE_FLOW,
            rule="POO-18",
            liquidity=1_000_045_757_969,
            scrap=4_594_476,
        ),
    ):
        case = _adjusted(name, rule, liquidity, scrap)
        path = f"pools/adjust-goldens-{name}.yaml"
        yield DraftFile(path, "pools.adjust", forks, [case])


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
    hundred = 10**11
    state = pool(hundred + 5_000_000, hundred - 4_999_750)
    yield DraftCase(
        "golden-five-million-back",
        ("POO-3",),
        "pays back all that the buy before it cost",
        sell(state, 4_999_750),
        source="pallets/subtensor/src/tests/move_stake.rs @ v2.0.11",
        expect=_swapped(state, 4_999_750, 4_999_999, hundred + 1, hundred),
    )
    state = pool(hundred, 2 * hundred)
    yield DraftCase(
        "golden-half-as-much-alpha-again",
        ("POO-3",),
        "takes the fee of leaving from the reserve",
        sell(state, hundred),
        source=_TESTS,
        expect=_swapped(state, hundred, 33_333_333_333, 66_666_666_667, 3 * hundred),
    )
    tao, alpha = 7_226_798_131_765_350, 10_071_659
    state = pool(tao + 12_198_166_717, alpha - 17)
    yield DraftCase(
        "golden-back-from-a-buy",
        ("POO-3",),
        "believes that a buy and the sale back never gain: a rao of TAO more than was paid",
        sell(state, 17),
        expect=_swapped(state, 17, 12_198_166_718, tao - 1, alpha),
    )
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


_EVEN = pool(1000 * TAO, 1000 * TAO)
# A price of seven million, where the root has few digits beside the reserves.
_EXTREME = pool(3_284_924_340_906_993, 476_232_751)


def _since_dereg(state: Wire, paid_in: int, paid_out: int, *, fee: int, after: Wire) -> Wire:
    """The answer of a swap whose pool afterwards differs in these fields."""
    return {
        "ok": {
            "paid_in": str(paid_in),
            "fee": str(fee),
            "paid_out": str(paid_out),
            "overdrawn": False,
            "pool": {**state, **after},
        }
    }


def _bought_since_dereg() -> Iterator[DraftCase]:
    root, depth = 20_290_489_599_488_532_781, 10**12
    yield DraftCase(
        "golden-before-a-sale-back",
        ("POO-9", "POO-11", "POO-12"),
        "counts the fee for all liquidity, where a thousand is taken off",
        buy(_EVEN, 100 * TAO),
        expect=_since_dereg(
            _EVEN,
            99_949_645_228,
            90_867_473_489,
            fee=50_354_772,
            after={
                "tao": "1099949645228",
                "alpha": "909132526511",
                "position": position(root, depth, fee_tao=928_881_592_902_877),
            },
        ),
    )
    yield DraftCase(
        "golden-first-half-at-an-extreme-price",
        ("POO-11",),
        "pays by the product: the first half buys less, so that the second need not buy so much",
        buy(_EXTREME, 1_417_335_648_355_823, with_fee=False),
    )
    yield DraftCase(
        "golden-second-half-at-an-extreme-price",
        ("POO-11",),
        "pays as much for two halves as for the whole, which buys 19,047,703 rao of alpha less",
        buy(_halfway(), 1_417_335_648_355_824, with_fee=False),
    )


def _halfway() -> Wire:
    """The extreme pool after half of the purchase."""
    traded = position(69_351_210_369_211_797_254_736, 1_250_755_194_151)
    return {
        **_EXTREME,
        "tao": "4702259989262816",
        "alpha": "332688656",
        "position": traded,
    }


def _sold_at_once() -> DraftCase:
    traded = position(90_254_763_753_623_043_445_963, 1_250_755_194_151)
    state = {**_EXTREME, "tao": "6119595637618640", "alpha": "236588233", "position": traded}
    return DraftCase(
        "golden-back-at-an-extreme-price",
        ("POO-11",),
        "believes that buying in parts and selling at once never gains: 126,332 TAO more come back",
        sell(state, 239_644_518, with_fee=False),
        expect=_since_dereg(
            state,
            239_644_518,
            2_961_004_288_726_116,
            fee=0,
            after={
                "tao": "3158591348892524",
                "alpha": "476232751",
                "position": position(46_584_436_761_806_591_322_730, 1_250_755_194_151),
            },
        ),
    )


def _most_bought() -> DraftCase:
    return DraftCase(
        "dtao-upstream-sixteen-times",
        ("POO-20", "POO-22"),
        "solves for the price after the swap, which is 256 here",
        under(pool(1000, 1000), 16 * TAO),
        "upstream-test",
        f"test_max_amount_add_dynamic, {_TESTS}",
        most(15_000),
    )


def _most_sold() -> DraftCase:
    return DraftCase(
        "dtao-upstream-nine-tenths",
        ("POO-20", "POO-22"),
        "rounds a maximum to the nearest rao",
        under(pool(150 * TAO, 100 * TAO), 1_350_000_000),
        "upstream-test",
        f"test_remove_stake_limit_ok, {_TESTS}",
        most(11_111_111_111),
    )


def _adjusted(name: str, rule: str, liquidity: int, scrap: int) -> DraftCase:
    """What a block makes of the fees of a purchase and of the sale back."""
    root, fees = 18_447_588_163_581_286_451, (928_881_592_902_877, 844_051_233_375_809)
    reserves = pool(1_000_045_758_204, 999_954_243_891)
    before = position(root, 10**12, fee_tao=fees[0], fee_alpha=fees[1])
    after = position(
        root,
        liquidity,
        fee_tao=fees[0],
        fee_alpha=fees[1],
        collected_tao=fees[0],
        collected_alpha=fees[1],
    )
    return DraftCase(
        f"{name}-golden-fees-of-a-trip",
        ("POO-16", rule),
        "lets the fees enter the reserves, or liquidity that does not fit the price",
        {"pool": {**reserves, "position": before}, "tao": "0", "alpha": "0"},
        expect={"ok": {"pool": {**reserves, "scrap_tao": str(scrap), "position": after}}},
    )
