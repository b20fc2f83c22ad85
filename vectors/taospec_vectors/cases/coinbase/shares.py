"""Cases of moving prices, flows and the shares that follow them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from taospec.timeline import since
from taospec_vectors.cases.coinbase._common import (
    COINBASE_TESTS,
    EMISSION_TESTS,
    ONE,
    SINCE_FLOW,
    WHOLE,
    ok,
    strings,
)
from taospec_vectors.drafting import every_fork
from taospec_vectors.format import DraftCase, DraftFile

_PRICE = ("COI-5",)
_I64_HIGH = 2**63 - 1
_FACTOR = 29_597_889_189_277
_BY_FLOW = since("flow", until="rootprice")


def drafts() -> Iterator[DraftFile]:
    """Prices for all forks, flows from `flow` on."""
    name = "coinbase.moving_price"
    prices = [*_upstream_prices(), *_prices(), *_unseen()]
    yield DraftFile("coinbase/moving_price.yaml", name, every_fork(name), prices)
    name = "coinbase.root_sells"
    yield DraftFile("coinbase/root_sells.yaml", name, SINCE_FLOW, list(_sells()))
    name = "coinbase.flow_average"
    yield DraftFile("coinbase/flow_average.yaml", name, _BY_FLOW, list(_averages()))
    name = "coinbase.flow_shares"
    shares = [*_upstream_shares(), *_shares()]
    yield DraftFile("coinbase/flow_shares.yaml", name, _BY_FLOW, shares)


def _price(
    stored: int = 0,
    price: int = ONE,
    *,
    is_dynamic: bool = True,
    rate: int = 12_885,
    half: int = 201_600,
    first: int = 1,
    block: int = 201_600,
) -> dict[str, Any]:
    return {
        "stored": str(stored),
        "is_dynamic": is_dynamic,
        "price": str(price),
        "moving_alpha": str(rate),
        "halving_blocks": str(half),
        "first_emission_block": str(first),
        "block": str(block),
    }


def _upstream_prices() -> Iterator[DraftCase]:
    half = ONE // 2
    for test, block, stored in (
        ("test_update_moving_price_initial", 510, 117_167),
        ("test_update_moving_price_after_time", 144_000_500, 2_144_481_374),
    ):
        yield DraftCase(
            test.replace("_", "-"),
            _PRICE,
            "gives a new price its full weight whatever the age of the subnet",
            _price(rate=half, first=500, block=block),
            origin="upstream-test",
            source=f"{COINBASE_TESTS} {test}",
            expect=ok(counted=0, weight=stored, moving_price=stored),
        )

    yield DraftCase(
        "test-coinbase-moving-prices-last-step",
        _PRICE,
        "averages 14 steps at once, as a decay by the power of 14",
        _price(2_090_179_833, rate=429_496_730),
        origin="upstream-test",
        source=f"{COINBASE_TESTS} test_coinbase_moving_prices",
        expect=ok(counted=2_090_179_833, weight=214_748_365, moving_price=2_200_419_206),
    )


def _prices() -> Iterator[DraftCase]:
    yield DraftCase(
        "no-pool-is-one",
        ("COI-4", "COI-5"),
        "averages what happens to be stored for a subnet without a pool",
        _price(7, is_dynamic=False),
    )
    yield DraftCase(
        "negative-counts-as-zero",
        ("COI-4",),
        "carries a negative price into the average",
        _price(-5, 0),
    )
    yield DraftCase(
        "price-of-one",
        _PRICE,
        "lets a price of exactly 1 count as something else",
        _price(ONE // 2, ONE),
    )
    yield DraftCase(
        "price-above-one",
        _PRICE,
        "lets a price above 1 count as more",
        _price(ONE // 2, 3 * ONE),
    )
    yield DraftCase(
        "first-block",
        _PRICE,
        "counts the age of a subnet from its first emission, not from the block before",
        _price(0, ONE, rate=ONE, half=1, first=100, block=100),
    )
    yield DraftCase(
        "before-the-first-block",
        _PRICE,
        "wraps an age below zero",
        _price(ONE, 0, rate=ONE, half=1, first=100, block=98),
    )
    yield DraftCase(
        "started-in-block-zero",
        _PRICE,
        "wraps the block before block zero",
        _price(0, ONE, rate=ONE, half=3, first=0, block=1),
    )
    yield DraftCase(
        "no-halving",
        _PRICE,
        "divides by a sum of zero, or takes the age for nothing",
        _price(0, ONE, rate=ONE, half=0, first=1, block=0),
    )
    yield DraftCase(
        "rate-above-one",
        _PRICE,
        "lets the old price count less than nothing",
        _price(ONE, ONE // 2, rate=8 * ONE, half=0),
    )
    yield DraftCase(
        "negative-rate",
        _PRICE,
        "moves away from the price",
        _price(ONE // 2, 0, rate=-12_885),
    )
    yield DraftCase(
        "both-products-are-floored",
        _PRICE,
        "multiplies the sum once instead of flooring two products",
        _price(ONE - 1, ONE - 1, rate=ONE, half=201_600),
    )


def _unseen() -> Iterator[DraftCase]:
    for slug, price, seen in (
        ("largest-unseen-price", 333_330, 0),
        ("smallest-price-that-is-seen", 333_331, 1),
        ("second-step", 666_662, 2),
    ):
        yield DraftCase(
            slug,
            ("COI-6",),
            "keeps more than 32 fractional bits in the average",
            _price(0, price, half=0, block=10**6),
            expect=ok(counted=0, weight=12_885, moving_price=seen),
        )
    yield DraftCase(
        "an-average-at-rest-below-the-price",
        ("COI-6",),
        "lets the average reach the price",
        _price(42_538_586, 42_949_673, block=3_000_000),
    )


def _sells() -> Iterator[DraftCase]:
    rules = ("COI-10",)
    for slug, prices, sells in (
        ("exactly-one", (ONE // 2, ONE // 2), False),
        ("one-step-more", (ONE // 2, ONE // 2 + 1), True),
        ("no-subnets", (), False),
        ("three-subnets-above", (ONE // 2, ONE // 2, ONE // 4), True),
        ("wrapping-sum", (2**127, 2**127, 5), False),
    ):
        yield DraftCase(
            slug,
            rules,
            "compares with >= where the chain has >, or lets the sum saturate",
            {"prices": strings(prices)},
            expect={"ok": {"root_sells": sells}},
        )


def _flow(average: int, flow: int, factor: int = _FACTOR) -> dict[str, Any]:
    return {"average": str(average), "flow": str(flow), "smoothing_factor": str(factor)}


def _averages() -> Iterator[DraftCase]:
    rules = ("COI-7",)
    yield DraftCase(
        "first-step",
        rules,
        "takes the first flow for the average",
        _flow(0, 1_234_567),
        expect=ok(weight=59_195_778_378_554, average=73_081_154_525_476_276_118),
        origin="upstream-test",
        source=EMISSION_TESTS,
    )
    for slug, why, given in (
        ("negative-one-stays", "rounds toward zero, so that a lost flow heals", _flow(-1, 0)),
        ("negative-two-rises", "lets no negative average rise", _flow(-2, 0)),
        ("one-falls-to-zero", "keeps the last step of a positive average", _flow(1, 0)),
        ("outflow", "floors a negative product toward zero", _flow(0, -1)),
        ("in-and-out", "adds the products before flooring", _flow(3 * WHOLE + 7, -1_234_567)),
        ("whole-weight", "leaves something of the old average", _flow(5 * WHOLE, 9, _I64_HIGH)),
        (
            "weight-above-one",
            "does not let the old average count negatively",
            _flow(WHOLE, 9, 2 * _I64_HIGH),
        ),
        ("no-weight", "moves an average that nothing moves", _flow(5 * WHOLE, 9, 0)),
        (
            "largest-average",
            "wraps a product beyond the format",
            _flow(2**127 - 1, _I64_HIGH, 2 * _I64_HIGH),
        ),
        ("smallest-average", "wraps a sum beyond the format", _flow(-(2**127), -(2**63))),
    ):
        yield DraftCase(slug, rules, why, given)


def _flows(*averages: int, cutoff: int = 0, exponent: int = WHOLE) -> dict[str, Any]:
    return {
        "averages": strings(averages),
        "cutoff": str(cutoff),
        "exponent": str(exponent),
    }


def _whole(*flows: int) -> tuple[int, ...]:
    return tuple(flow * WHOLE for flow in flows)


def _upstream_shares() -> Iterator[DraftCase]:
    rules = ("COI-9",)
    for slug, averages, exponent, shares in (
        (
            "three-flows",
            _whole(2, 3, 5),
            WHOLE,
            (3689348856309305774, 5534023272915448844, 9223371944484796997),
        ),
        (
            "three-flows-squared",
            _whole(2, 3, 5),
            2 * WHOLE,
            (1952625613669198264, 4382911628159849619, 12111206831880503732),
        ),
        (
            "three-flows-to-one-and-a-half",
            _whole(2, 3, 5),
            3 * WHOLE // 2,
            (2716950584455655823, 4991218811003822751, 10738574678250073041),
        ),
        (
            "large-flows-squared",
            _whole(10**9, 5 * 10**9, 10**10),
            2 * WHOLE,
            (147709999921806133, 3678763131541213903, 14620270942246531578),
        ),
        (
            "billionths-squared",
            (18_446_744_074, 36_893_488_147, 55_340_232_221),
            2 * WHOLE,
            (1326210303689008001, 5283875346464598139, 11836658423555945474),
        ),
    ):
        yield DraftCase(
            slug,
            rules,
            "computes powers in floating point",
            _flows(*averages, exponent=exponent),
            origin="upstream-test",
            source=EMISSION_TESTS,
            expect={"ok": {"limit": "0", "shares": strings(shares)}},
        )


def _shares() -> Iterator[DraftCase]:
    yield DraftCase(
        "one-to-two-is-not-a-third",
        ("COI-9",),
        "takes an exponent of 1 for no change at all",
        _flows(10**8 * WHOLE, 2 * 10**8 * WHOLE),
        expect={"ok": {"limit": "0", "shares": ["6148914841635506689", "12297829232074044926"]}},
    )
    yield DraftCase(
        "one-subnet",
        ("COI-8", "COI-9"),
        "loses a step where there is nobody to share with",
        _flows(73_081_154_525_476_276_118),
        expect={"ok": {"limit": "0", "shares": [str(WHOLE)]}},
    )
    yield DraftCase(
        "three-equal-flows",
        ("COI-9",),
        "hands out the steps that the quotients drop",
        _flows(*(3 * [7 * WHOLE])),
        expect={"ok": {"limit": "0", "shares": 3 * ["6148914691236517205"]}},
    )
    for slug, rule, why, given in (
        ("no-flow", "COI-8", "divides by a sum of zero", _flows(0, 0, 0)),
        ("outflow-only", "COI-8", "pays the least bad subnet", _flows(-5, -7)),
        ("no-subnets", "COI-8", "asks for the largest of nothing", _flows()),
        (
            "negative-cutoff-above-the-lowest",
            "COI-8",
            "takes the lowest flow for the limit where the cutoff is higher",
            _flows(-9 * WHOLE, 3 * WHOLE, cutoff=-2 * WHOLE),
        ),
        (
            "negative-cutoff-below-the-lowest",
            "COI-8",
            "takes the cutoff for the limit where no flow is that low",
            _flows(-2 * WHOLE, 3 * WHOLE, cutoff=-9 * WHOLE),
        ),
        (
            "negative-cutoff-and-no-outflow",
            "COI-8",
            "lets a subnet with no flow earn",
            _flows(0, 3 * WHOLE, cutoff=-9 * WHOLE),
        ),
        (
            "positive-cutoff-met",
            "COI-8",
            "lets a flow earn that is exactly the cutoff",
            _flows(5 * WHOLE, 7 * WHOLE, cutoff=5 * WHOLE),
        ),
        ("one-step-of-flow", "COI-9", "scales the smallest flow up", _flows(1, 0)),
        ("two-steps-of-flow", "COI-9", "refuses the smallest flows that scale", _flows(2, 1)),
        (
            "a-flow-that-vanishes-beside-another",
            "COI-9",
            "gives everybody with any flow a share",
            _flows(2**100, 1),
        ),
        ("largest-flows", "COI-9", "lets the scaled flows overflow", _flows(2**127 - 1, 2**126)),
        (
            "exponent-zero",
            "COI-9",
            "treats a power of zero as no power",
            _flows(5 * WHOLE, 7 * WHOLE, exponent=0),
        ),
        (
            "exponential-that-does-not-fit",
            "COI-9",
            "fails where the exponential has no value instead of taking the largest",
            _flows(5 * WHOLE, 7 * WHOLE, exponent=9 * WHOLE),
        ),
        (
            "huge-exponent",
            "COI-9",
            "wraps the exponent into its format",
            _flows(5 * WHOLE, 7 * WHOLE, exponent=2**127),
        ),
        (
            "huge-exponent-of-a-fraction",
            "COI-9",
            "takes the lowest power, whose size does not fit, for one that has a value",
            _flows(10**6 * WHOLE, WHOLE, exponent=2**127),
        ),
    ):
        yield DraftCase(slug, (rule,), why, given)
