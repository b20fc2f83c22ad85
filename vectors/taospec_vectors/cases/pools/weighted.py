"""Cases of the weighted pool of `balancer`: prices, swaps, limits, injections and quotes.

Amounts that are given were answered by the chain's own swap pallet at its tag.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from taospec.timeline import since
from taospec_vectors.cases.pools._common import (
    HIGHEST,
    LOWEST,
    STABLE,
    TAO,
    U64_MAX,
    Wire,
    buy,
    most,
    pool,
    reject,
    sell,
    under,
)
from taospec_vectors.format import DraftCase, DraftFile

SINCE = since("balancer")
SCALE = 10**18
_EXECUTED = "pallets/swap/src/pallet/balancer.rs @ v3.4.9-424, executed"
# No limit, for a buy and for a sale.
_UNLIMITED, _UNLIMITED_SALE = 10**15, 1000
# Weights of TAO that no exact root exists for: what an injection left, and a number.
_MOVED, _ODD = 500_199_880_071_956_825, 612_345_678_901_234_567


def weighted(
    weight: int = SCALE // 2,
    tao: int = 1000 * TAO,
    alpha: int = 5000 * TAO,
    *,
    traded: bool = True,
    fee_rate: int = 33,
) -> Wire:
    """A pool with a weight of TAO, parts of 10^18."""
    weights = {"quote": str(weight), "is_traded": traded}
    return {**pool(tao, alpha, fee_rate=fee_rate), "weights": weights}


def percent(weight: int, tao: int = 1000 * TAO, alpha: int = 5000 * TAO) -> Wire:
    """A pool with so many hundredths of weight on TAO."""
    return weighted(weight * SCALE // 100, tao, alpha)


def drafts() -> Iterator[DraftFile]:
    """A file an operation."""
    for operation, cases in by_operation():
        path = f"pools/{operation}-weighted.yaml"
        yield DraftFile(path, f"pools.{operation}", SINCE, list(cases))


def by_operation() -> Iterator[tuple[str, Iterator[DraftCase]]]:
    """The cases of every operation, by its verb."""
    yield from (
        ("price", _prices()),
        ("buy", _purchases()),
        ("sell", _sales()),
        ("adjust", _injections()),
        ("max_buy", _most_bought()),
        ("max_sell", _most_sold()),
        ("max_move", _most_moved()),
        ("quote_buy", _quoted_purchases()),
        ("quote_sell", _quoted_sales()),
    )


def _price(slug: str, why: str, state: Wire, bits: int | None = None) -> DraftCase:
    return DraftCase(
        f"weighted-{slug}",
        ("POO-30",),
        why,
        {"pool": state},
        source=_EXECUTED if bits else None,
        expect={"ok": {"price": str(bits)}} if bits else None,
    )


def _prices() -> Iterator[DraftCase]:
    halves, heavy = 3_689_348_814_741_910_323, 5_534_023_222_112_865_484
    yield _price("halves", "tells a price in U96F32", percent(50), halves)
    yield _price("forty", "takes the quotient of the reserves for the price", percent(40), heavy)
    yield _price("ninety-nine", "weighs alpha in the place of TAO", percent(99))
    yield _price("odd", "divides by the product of both, floored once", weighted(_ODD))
    yield _price("no-alpha", "divides by a reserve of nothing", percent(50, TAO, 0))
    yield _price("no-tao", "takes an empty reserve for an empty pool", percent(50, 0, TAO))
    yield _price("beyond", "stops at a price of 2^64", percent(1, U64_MAX, 1))
    untraded = weighted(4 * 10**17, traded=False)
    yield _price("untraded", "prices an untraded pool with weights of a half", untraded, heavy)
    no_weights = {name: value for name, value in percent(50).items() if name != "weights"}
    yield _price("unstated", "knows no weights but stored ones", no_weights, halves)


def _swapped(state: Wire, buys: bool, paid_in: int, fee: int, paid_out: int) -> Wire:
    tao, alpha = (paid_in, -paid_out) if buys else (-paid_out, paid_in)
    left = {
        **state,
        "tao": str(int(state["tao"]) + tao),
        "alpha": str(int(state["alpha"]) + alpha),
        "weights": {**state["weights"], "is_traded": True},
    }
    amounts = {"paid_in": str(paid_in), "fee": str(fee), "paid_out": str(paid_out)}
    return {"ok": {**amounts, "overdrawn": False, "pool": left}}


def _executed(
    slug: str, rule: str, why: str, given: Wire, paid_in: int, fee: int, paid_out: int
) -> DraftCase:
    return DraftCase(
        f"weighted-{slug}",
        (rule,),
        why,
        given,
        source=_EXECUTED,
        expect=_swapped(given["pool"], "tao" in given, paid_in, fee, paid_out),
    )


def _case(slug: str, rule: str, why: str, given: Wire, code: str | None = None) -> DraftCase:
    expect = reject(code) if code else None
    return DraftCase(f"weighted-{slug}", (rule,), why, given, expect=expect)


_TEN = (9_994_964_523, 5_035_477)


def _purchases() -> Iterator[DraftCase]:
    why = "is a part in 10**9 off its limit"
    beside = buy(percent(40), 1000 * TAO, 400_000_001)
    yield _case("buy-limit-and-one", "POO-32", why, beside)
    for slug, why, weight, alpha in (
        ("halves", "lets the fee stay in the pool", 50, 49_480_269_080),
        ("forty", "computes a constant product", 40, 33_041_493_338),
    ):
        given = buy(percent(weight), 10 * TAO, _UNLIMITED)
        yield _executed(f"{slug}-ten", "POO-31", why, given, *_TEN, alpha)
    for slug, weight in (("moved", _MOVED), ("odd", _ODD), ("nearly-all", 99 * SCALE // 100 - 1)):
        why = "computes the power in floating point, or with another way to round"
        for size, amount in (("ten", 10 * TAO), ("ten-thousand", 10_000 * TAO)):
            given = buy(weighted(weight), amount, _UNLIMITED)
            yield _case(f"{slug}-{size}", "POO-29", why, given)
    deep = weighted(_ODD, 10**16, 2 * 10**16)
    yield _case("deep", "POO-29", "computes in doubles", buy(deep, 10**15, _UNLIMITED))
    for slug, weight in (("fifth", 2 * SCALE // 10), ("longest-root", SCALE * 1024 // 1985)):
        why = "computes the power of a short exponent by a series"
        yield _case(slug, "POO-28", why, buy(weighted(weight), 10 * TAO, _UNLIMITED))
    yield _case(
        "a-rao-for-nearly-one",
        "POO-35",
        "floors what is paid without the rounding of the kept part",
        buy(percent(50, 1000 * TAO, 1000 * TAO), 1, _UNLIMITED),
    )
    yield from _refused_purchases()
    yield from _limited_purchases()


def _refused_purchases() -> Iterator[DraftCase]:
    small = percent(50, 10**6, 10**6)
    free = {"with_fee": False}
    why = "takes a thousand and one reserves, or refuses a thousand"
    most_of_it = buy(small, 10**9, _UNLIMITED, **free)
    yield _case("a-thousand-reserves", "POO-31", why, most_of_it)
    too_much = buy(small, 10**9 + 1, _UNLIMITED, **free)
    yield _case("beyond-a-thousand", "POO-31", why, too_much, "SwapInputTooLarge")
    with_fee = buy(small, 10**9 + 1, _UNLIMITED)
    yield _case("fee-not-counted", "POO-31", "counts the fee in what the pool takes", with_fee)
    poor = percent(50, TAO, 10**6 - 1)
    yield _case("poor", "POO-31", "pays from a reserve below the least", buy(poor, TAO), *_LOW)
    both = buy(percent(50, 10**6, 10**6 - 1), 10**12, _UNLIMITED)
    yield replace(
        _case("poor-and-too-much", "POO-31", "asks in another order", both, "SwapInputTooLarge"),
        no_sibling="both reasons hold, and the order of the questions chooses",
    )
    shallow = percent(50, 10**14, 10**12)
    why = "pays nothing for something"
    yield _case("less-than-a-rao", "POO-35", why, buy(shallow, 99, _UNLIMITED), *_LOW)
    yield _case("just-a-rao", "POO-35", why, buy(shallow, 100, _UNLIMITED))
    yield _case("nothing", "POO-31", "fails where nothing is offered", buy(shallow, 0, _UNLIMITED))
    untraded = weighted(4 * 10**17, traded=False)
    why = "keeps weights that injections moved before the first swap"
    yield _executed(
        "untraded",
        "POO-30",
        why,
        buy({**untraded, "weights": {"quote": str(SCALE // 2), "is_traded": False}}, 10 * TAO),
        *_TEN,
        49_480_269_080,
    )
    yield _case("untraded-moved", "POO-30", why, buy(untraded, 10 * TAO, _UNLIMITED))
    fails = buy(untraded, 10 * TAO, 200_000_000)
    yield _case("untraded-beyond", "POO-30", why, fails, "PriceLimitExceeded")
    yield _case("stable", "POO-1", "weighs a subnet that has no pool", buy(STABLE, TAO))


_LOW = ("ReservesTooLow",)


def _limited_purchases() -> Iterator[DraftCase]:
    given = buy(percent(40), 1000 * TAO, 400_000_000)
    amounts = 188_401_638_644, 94_917_011, 543_493_855_084
    yield _executed("limited", "POO-32", "solves for the limit without weights", given, *amounts)
    for slug, weight in (("moved", _MOVED), ("odd", _ODD)):
        given = buy(weighted(weight), 1000 * TAO, 400_000_000)
        yield _case(f"limited-{slug}", "POO-32", "has fewer than 1024 bits for a limit", given)
    at, above = buy(percent(50), TAO, 200_000_000), buy(percent(50), TAO, 200_000_001)
    why = "lets a purchase begin at its limit, or stops it above"
    yield _case("limit-at-the-price", "POO-31", why, at, "PriceLimitExceeded")
    yield _case("limit-above-the-price", "POO-31", why, above)
    enough = buy(percent(40), TAO, 400_000_000)
    yield _case("limit-not-reached", "POO-31", "stops a purchase below its limit", enough)
    literal = buy(percent(40), 1000 * TAO, HIGHEST)
    yield _case("highest-limit", "POO-31", "takes 2^64 - 1 for no limit", literal)
    limit = 10_631_579
    yield _executed(
        "limited-below-the-hole",
        "POO-31",
        "lets a purchase pass its limit wherever it is large",
        buy(percent(95), 900 * TAO, limit),
        497_640_572,
        250_712,
        47_041_407_807,
    )
    yield _executed(
        "through-the-hole",
        "POO-31",
        "holds a purchase of everything to its limit",
        buy(percent(95), 10_000 * TAO, limit),
        9_994_964_522_775,
        5_035_477_225,
        5000 * TAO,
    )
    why = "has everything leave where the power is not yet zero"
    for slug, amount in (("below", 98_999_999_999_999), ("at", 99_000_000_000_001)):
        given = buy(percent(90), amount, 30_000_000, with_fee=False)
        yield _case(f"{slug}-the-hole", "POO-31", why, given)


def _sales() -> Iterator[DraftCase]:
    for slug, limit in (("limit", 250_000_000), ("limit-and-one", 250_000_001)):
        why = "is a part in 10**9 off its limit"
        yield _case(f"sell-{slug}", "POO-32", why, sell(percent(40), 5000 * TAO, limit))
    for slug, why, weight, tao in (
        ("halves", "lets the fee stay in the pool", 50, 1_995_004_903),
        ("forty", "has the exponent of a purchase", 40, 2_991_014_342),
    ):
        given = sell(percent(weight), 10 * TAO, _UNLIMITED_SALE)
        yield _executed(f"{slug}-ten", "POO-31", why, given, *_TEN, tao)
    for slug, weight in (("moved", _MOVED), ("odd", _ODD)):
        given = sell(weighted(weight), 100_000 * TAO, _UNLIMITED_SALE)
        yield _case(slug, "POO-29", "computes the power in floating point", given)
    deep = weighted(_ODD, 10**16, 2 * 10**16)
    yield _case("deep", "POO-29", "computes in doubles", sell(deep, 10**15, _UNLIMITED_SALE))
    deep = percent(50, 10**13, 10**16)
    why = "pays nothing for something"
    yield _case("less-than-a-rao", "POO-35", why, sell(deep, 999, _UNLIMITED_SALE), *_LOW)
    yield _case("just-a-rao", "POO-35", why, sell(deep, 1000, _UNLIMITED_SALE))
    small = percent(50, 10**6, 10**6)
    why = "takes a thousand and one reserves, or refuses a thousand"
    for slug, amount, code in (("a", 10**9, None), ("beyond-a", 10**9 + 1, "SwapInputTooLarge")):
        given = sell(small, amount, _UNLIMITED_SALE, with_fee=False)
        yield _case(f"{slug}-thousand-reserves", "POO-31", why, given, code)
    why = "lets a sale begin at its limit, or stops it below"
    at, below = sell(percent(50), TAO, 200_000_000), sell(percent(50), TAO, 199_999_999)
    yield _case("limit-at-the-price", "POO-31", why, at, "PriceLimitExceeded")
    yield _case("limit-below-the-price", "POO-31", why, below)
    given = sell(percent(40), 1000 * TAO, 250_000_000)
    yield _case("limited", "POO-32", "solves for the limit with the weight of alpha", given)
    low = weighted(SCALE // 2, 10**6, 10**13)
    why = "takes a limit of 0 for the lowest price"
    yield _case("at-the-lowest", "POO-31", why, sell(low, TAO, 1000), "PriceLimitExceeded")
    yield _case("without-any-limit", "POO-31", why, sell(low, 10**9, LOWEST))


def _injection(slug: str, why: str, state: Wire, tao: int, alpha: int) -> DraftCase:
    given = {"pool": state, "tao": str(tao), "alpha": str(alpha)}
    return DraftCase(f"weighted-{slug}", ("POO-33",), why, given)


def _injections() -> Iterator[DraftCase]:
    yield DraftCase(
        "weighted-one-of-each",
        ("POO-33",),
        "leaves the weights where they are",
        {"pool": percent(50), "tao": str(TAO), "alpha": str(TAO)},
        source=_EXECUTED,
        expect={"ok": {"pool": weighted(_MOVED)}},
    )
    yield _injection("nothing", "moves weights where nothing enters", weighted(_ODD), 0, 0)
    proportion = "moves weights where reserves grow alike"
    yield _injection("in-proportion", proportion, percent(40), TAO, 5 * TAO)
    yield _injection("untraded", "counts an injection as a swap", _UNTRADED, TAO, TAO)
    bound = "lets a weight pass its bound, or refuses it there"
    yield _injection("at-the-bound", bound, percent(50), 98_000 * TAO, 0)
    yield _injection("beyond-the-bound", bound, percent(50), 98_000 * TAO + 1, 0)
    yield _injection("at-the-other-bound", bound, percent(50), 0, 490_000 * TAO)
    yield _injection("beyond-the-other-bound", bound, percent(50), 0, 490_000 * TAO + 10)
    yield _injection("back-from-the-bound", bound, percent(99), 0, TAO)
    yield _injection("empty", "divides by a sum of nothing", percent(40, 0, 0), TAO, 0)
    huge = percent(50, U64_MAX, U64_MAX)
    yield _injection("saturating", "has products beyond 128 bits", huge, U64_MAX, 0)
    rounding = "floors the two parts that it compares"
    yield _injection("rounded", rounding, percent(33, 3, 7), 0, 2)


_UNTRADED = weighted(4 * 10**17, traded=False)


def _maximum(slug: str, why: str, given: Wire, amount: int | str | None = None) -> DraftCase:
    expect = reject(amount) if isinstance(amount, str) else None
    if isinstance(amount, int):
        expect = most(amount)
    return DraftCase(f"weighted-{slug}", ("POO-34",), why, given, expect=expect)


def _most_bought() -> Iterator[DraftCase]:
    exceeded = "PriceLimitExceeded"
    state, simulated = percent(40), "simulates with 2^64 - 1"
    yield _maximum("forty", "does not count the fee", under(state, 400_000_000))
    yield _maximum("forty-and-one", "is a part in 10**9 off", under(state, 400_000_001))
    yield _maximum("barely", "answers 0 just above the price", under(state, 300_000_001))
    yield _maximum(
        "at-the-price",
        "answers 0 where the chain has an error",
        under(state, 300_000_000),
        exceeded,
    )
    yield _maximum("unlimited", simulated, under(state, _UNLIMITED), 1_000_000 * TAO)
    through = under(percent(95), 10_631_579)
    yield _maximum("through-the-hole", "holds everything to the limit", through, 1_000_000 * TAO)
    poor = under(percent(50, TAO, 10**6 - 1), _UNLIMITED)
    yield _maximum("poor", "names the error InsufficientLiquidity", poor, "ReservesTooLow")
    empty = under(percent(50, 0, TAO), _UNLIMITED)
    yield _maximum("empty", "fails on a pool that takes nothing", empty)
    flat = "names an error where alpha is TAO"
    yield _maximum("flat-below-one", flat, under(STABLE, TAO - 2), 0)


def _most_sold() -> Iterator[DraftCase]:
    state = percent(40)
    yield _maximum("forty", "does not count the fee", under(state, 250_000_000))
    yield _maximum("forty-and-one", "is a part in 10**9 off", under(state, 250_000_001))
    yield _maximum("barely", "answers 0 just below the price", under(state, 299_999_999))
    above = under(state, 300_000_001)
    yield _maximum(
        "above-the-price", "answers 0 where the chain has an error", above, "PriceLimitExceeded"
    )
    yield _maximum("without-a-limit", "takes 0 for 1000", under(state, 0), 5_000_000 * TAO)
    flat = "names an error where alpha is TAO"
    yield _maximum("flat-above-one", flat, under(STABLE, TAO + 2), 0)
    at = under(state, 300_000_000)
    yield _maximum("at-the-price-of-a-sale", "sells at the price itself", at, "PriceLimitExceeded")


class _Moved(NamedTuple):
    """Two pools and the limit of their relative price."""

    slug: str
    why: str
    origin: Wire
    destination: Wire
    limit: int


def _most_moved() -> Iterator[DraftCase]:
    for slug, why, origin, destination, limit in (
        _Moved(
            "pools",
            "reads the quotient of the reserves",
            origin=percent(40),
            destination=percent(50),
            limit=500_000_000,
        ),
        _Moved(
            "too-dear",
            "names an error",
            origin=percent(40),
            destination=percent(50),
            limit=2 * TAO,
        ),
        _Moved(
            "empty",
            "names an error",
            origin=percent(40, 0, TAO),
            destination=percent(50),
            limit=1,
        ),
        _Moved(
            "from-flat",
            "limits a purchase by the limit",
            origin=STABLE,
            destination=percent(50),
            limit=4 * TAO,
        ),
        _Moved(
            "from-flat-too-dear",
            "names another error",
            origin=STABLE,
            destination=percent(50),
            limit=6 * TAO,
        ),
        _Moved(
            "to-flat",
            "turns the limit of a sale over",
            origin=percent(50),
            destination=STABLE,
            limit=150_000_000,
        ),
    ):
        given = {"origin": origin, "destination": destination, "limit": str(limit)}
        yield DraftCase(f"weighted-{slug}", ("POO-23", "POO-34"), why, given)


def _quoted(slug: str, why: str, state: Wire, coin: str, amount: int, limit: int) -> DraftCase:
    given = {"pool": state, coin: str(amount), "limit": str(limit)}
    return DraftCase(f"weighted-{slug}", ("POO-24", "POO-31"), why, given)


def _quoted_edges(coin: str, barely: int, within: int) -> Iterator[DraftCase]:
    """Limits one apart, at the price and beyond it, and more than a pool takes."""
    for slug, why, limit in (
        ("at-the-edge", "swaps at the price itself, or not beside it", barely),
        ("beside-the-edge", "swaps at the price itself, or not beside it", barely + 1),
        ("limit", "is a part in 10**9 off its limit", within),
        ("limit-and-one", "is a part in 10**9 off its limit", within + 1),
    ):
        yield _quoted(f"{coin}-{slug}", why, percent(40), coin, 5000 * TAO, limit)
    most = 5_000_001 * TAO if coin == "alpha" else 1_000_001 * TAO
    limit = _UNLIMITED if coin == "tao" else _UNLIMITED_SALE
    yield _quoted(
        f"{coin}-too-much", "takes any amount at once", percent(40), coin, 2 * most, limit
    )


def _quoted_purchases() -> Iterator[DraftCase]:
    yield from _quoted_edges("tao", 300_000_000, 400_000_000)
    ten, thousand = 10 * TAO, 1000 * TAO
    precise = "tells prices in U96F32"
    yield _quoted("ten", precise, percent(40), "tao", ten, _UNLIMITED)
    left = "tells nothing of what the pool does not take"
    yield _quoted("left", left, percent(40), "tao", thousand, 400_000_000)
    hole = "tells a price afterwards of more than zero"
    yield _quoted("through-the-hole", hole, percent(95), "tao", 10 * thousand, 10_631_579)
    yield _quoted("untraded", "quotes with stored weights", _UNTRADED, "tao", ten, _UNLIMITED)
    yield _quoted("odd", precise, weighted(_ODD), "tao", ten, _UNLIMITED)
    yield _quoted("flat", precise, STABLE, "tao", TAO, _UNLIMITED)


def _quoted_sales() -> Iterator[DraftCase]:
    yield from _quoted_edges("alpha", 299_999_999, 250_000_000)
    ten = 10 * TAO
    yield _quoted("ten", "tells prices in U96F32", percent(40), "alpha", ten, _UNLIMITED_SALE)
    left = "tells nothing of what the pool does not take"
    yield _quoted("left", left, percent(40), "alpha", 1000 * TAO, 250_000_000)
    odd = "computes slippage from a price of 32 bits"
    yield _quoted("odd", odd, weighted(_ODD), "alpha", ten, _UNLIMITED_SALE)
    yield _quoted("flat", odd, STABLE, "alpha", TAO, _UNLIMITED_SALE)
