"""Cases of what a place and a subnet cost from `burnprice` on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from taospec.numbers import FORMATS
from taospec.timeline import since
from taospec_vectors.format import DraftCase, DraftFile

TAO = 10**9
U64_MAX = 2**64 - 1
ONE = 2**64
_SOURCE = "pallets/subtensor/src/subnets/registration.rs @ v3.3.15-402"
_BY_DEFAULT = 23_242_897_532_874_035_200
_BLOCK = 7_000_020


def drafts() -> Iterator[DraftFile]:
    """One file an operation, and one of what the format of prices decides."""
    forks = since("burnprice")
    for verb, cases in (
        ("burn_at", [*_factors(), *_bounds(), *_ends()]),
        ("burn_after_registration", [*_raised()]),
    ):
        path = f"registration/{verb}.yaml"
        yield DraftFile(path, f"registration.{verb}", forks, cases)
    path, name = "registration/open_pool-{}.yaml", "registration.open_pool"
    for forks, bits, named in (
        (since("burnprice", until="balancer"), "u96f32", ""),
        (since("balancer"), "u64f64", "finer-"),
    ):
        one = FORMATS[bits.upper()].layout.one
        yield DraftFile(path.format(bits), name, forks, list(_medians(one, named)))


# A place


def _falling(burn: int, half_life: int, *after: int, **changed: int) -> dict[str, Any]:
    stated = {"burn": burn, "min_burn": 500_000, "max_burn": 100 * TAO, "block": _BLOCK}
    wide = {name: str(number) for name, number in (stated | changed).items()}
    return {**wide, "half_life": half_life, "after": [*after]}


def _fallen(factor: int, *burns: tuple[int, int]) -> dict[str, Any]:
    moments = [{"block": str(_BLOCK + after), "burn": str(burn)} for after, burn in burns]
    return {"ok": {"factor": str(factor), "moments": moments}}


def _at(
    slug: str, why: str, given: dict[str, Any], expect: dict[str, Any] | None = None
) -> DraftCase:
    source = _SOURCE if expect else None
    return DraftCase(slug, ("REG-29",), why, given, source=source, expect=expect)


def _factors() -> Iterator[DraftCase]:
    burns = ((0, TAO), (1, 998_076_443), (2, 996_156_586), (3, 994_240_422))
    yield _at(
        "by-default",
        "takes one power of the factor for so many floored products",
        _falling(TAO, 360, 0, 1, 2, 3),
        _fallen(4_286_705_684, *burns),
    )
    yield _at(
        "a-half-life",
        "finds exactly the half after a half-life",
        _falling(TAO, 360, 359, 360, 361),
    )
    for slug, half_life, factor in (
        ("in-one-block", 1, 2_147_483_648),
        ("in-two-blocks", 2, 3_037_000_500),
        ("as-slowly-as-an-owner-may-say", 36_100, 4_294_884_830),
    ):
        expect = {"ok": {"factor": str(factor), "moments": []}}
        given = _falling(TAO, half_life)
        yield _at(slug, "rounds the factor, or takes the power without its floors", given, expect)
    yield _at(
        "slower-than-anybody-may-say",
        "searches the factor among those that an owner may have",
        _falling(TAO, 65_535, 1, 65_535),
    )
    yield _at(
        "in-any-order",
        "answers by block instead of as it was asked, or each moment once",
        _falling(TAO, 360, 2, 0, 2, 1),
    )
    yield _at(
        "never",
        "divides by a half-life of nothing",
        _falling(TAO, 0, 1, 65_535),
        _fallen(2**32, (1, TAO), (65_535, TAO)),
    )


def _bounds() -> Iterator[DraftCase]:
    for slug, why, changed in (
        ("to-its-least", "lets the price fall below its least", {"min_burn": 998_076_443}),
        ("a-rao-above-its-least", "stops a block too early", {"min_burn": 998_076_442}),
        ("was-above-its-most", "leaves a price that is out of bounds", {"max_burn": TAO // 2}),
        ("the-most-is-asked-last", "asks for the lower bound last",
         {"min_burn": TAO, "max_burn": TAO // 2}),
    ):  # fmt: skip
        yield _at(slug, why, _falling(TAO, 360, 0, 1, 2, **changed))
    yield _at(
        "out-of-bounds-without-half-life",
        "asks for the bounds only of what falls",
        _falling(TAO, 0, 0, 1, max_burn=TAO // 2),
        _fallen(2**32, (0, TAO), (1, TAO // 2)),
    )
    yield _at(
        "to-nothing",
        "keeps the last rao",
        _falling(3, 1, 1, 2, min_burn=0),
        _fallen(2_147_483_648, (1, 1), (2, 0)),
    )


def _ends() -> Iterator[DraftCase]:
    yield _at(
        "in-the-first-block",
        "lets prices fall before there was a block",
        _falling(TAO, 1, 0, 1, 2, block=0),
    )
    yield _at(
        "after-the-first-block",
        "is off by one in the block that does not count",
        _falling(TAO, 1, 1, block=1),
    )
    yield _at(
        "of-everything",
        "overflows the product",
        _falling(U64_MAX, 360, 1, max_burn=U64_MAX),
    )
    yield _at(
        "after-the-last-block",
        "wraps the block, and with it the price",
        _falling(TAO, 360, 1, 2, block=U64_MAX - 1),
    )


def _raised() -> Iterator[DraftCase]:
    def case(slug: str, why: str, burn: int, multiplier: int, **changed: int) -> DraftCase:
        stated = {"burn": burn, "multiplier": multiplier, "min_burn": 500_000}
        stated |= {"max_burn": 100 * TAO} | changed
        given = {name: str(number) for name, number in stated.items()}
        return DraftCase(slug, ("REG-30",), why, given)

    yield case("by-default", "adds where it should multiply", TAO, _BY_DEFAULT)
    yield case("of-three-rao", "rounds the product", 3, _BY_DEFAULT, min_burn=0)
    yield case("of-four-rao", "cuts the factor to whole numbers", 4, _BY_DEFAULT, min_burn=0)
    yield case("of-nothing", "raises a price of nothing", 0, _BY_DEFAULT, min_burn=0)
    yield case("by-one", "raises the price by a rao at least", TAO, ONE)
    yield case("by-less-than-one", "lets a registration lower the price", TAO, ONE - 1)
    yield case("by-nothing", "lets the price become nothing", TAO, 0)
    yield case(
        "by-a-bit-more-than-one", "takes a factor near 1 for 1", ONE >> 1, ONE + 2, max_burn=U64_MAX
    )
    yield case(
        "to-its-most",
        "lets the price rise above its most",
        TAO,
        _BY_DEFAULT,
        max_burn=1_260_000_000,
    )
    yield case(
        "beyond-its-most",
        "lets the price rise above its most",
        TAO,
        _BY_DEFAULT,
        max_burn=1_259_999_999,
    )
    yield case(
        "was-above-its-most", "leaves a price that is out of bounds", TAO, ONE, max_burn=TAO - 1
    )
    yield case(
        "was-below-its-least", "leaves a price that is out of bounds", TAO, ONE, min_burn=TAO + 1
    )
    yield case(
        "the-most-is-asked-last",
        "asks for the lower bound last",
        TAO,
        ONE,
        min_burn=2 * TAO,
        max_burn=TAO // 2,
    )
    yield case("beyond-everything", "wraps the product", U64_MAX, 2 * ONE, max_burn=U64_MAX)
    yield case("by-everything", "wraps the factor", TAO, 2**128 - 1, max_burn=U64_MAX)


# A subnet


def _pool(paid: int, minimum: int, *prices: int) -> dict[str, Any]:
    return {"paid": str(paid), "minimum": str(minimum), "prices": [str(price) for price in prices]}


def _opened(median: int, tao: int, alpha: int) -> dict[str, Any]:
    return {"ok": {"median": str(median), "tao": str(tao), "alpha": str(alpha)}}


def _medians(price: int, named: str) -> Iterator[DraftCase]:
    """Of prices in a format with so much as 1."""

    def case(
        slug: str, why: str, given: dict[str, Any], expect: dict[str, Any] | None = None
    ) -> DraftCase:
        return DraftCase(named + slug, ("REG-31",), why, given, expect=expect)

    half, quarter = price // 2, price // 4
    yield case(
        "the-only-subnet",
        "divides by a price of nothing",
        _pool(1250 * TAO, TAO),
        _opened(price, 1250 * TAO, 1250 * TAO),
    )
    yield case(
        "no-other-has-a-price",
        "counts prices of nothing",
        _pool(1250 * TAO, TAO, 0, 0, 0),
        _opened(price, 1250 * TAO, 1250 * TAO),
    )
    yield case(
        "of-three",
        "takes the mean, or the middle of the list as it stands",
        _pool(1000 * TAO, TAO, half, 9 * price, quarter),
        _opened(half, 1000 * TAO, 2000 * TAO),
    )
    yield case(
        "of-two-beside-nothing",
        "counts prices of nothing among those that are in the middle",
        _pool(1000 * TAO, TAO, 0, half, 0, quarter, 0),
    )
    yield case(
        "of-four",
        "takes the lower of the middle two, or the higher",
        _pool(3 * TAO, TAO, quarter, 3 * quarter, 8 * price, 1),
        _opened(half, 3 * TAO, 6 * TAO),
    )
    yield case("of-an-odd-sum", "rounds the median up", _pool(3 * TAO, TAO, quarter, quarter + 1))
    yield case("of-equals", "halves what need not be halved", _pool(TAO, TAO, 1, 1))
    yield case(
        "less-than-the-minimum-was-paid",
        "gives the pool what was paid",
        _pool(TAO - 1, TAO, half),
        _opened(half, TAO, 2 * TAO),
    )
    yield case(
        "more-than-the-minimum-was-paid",
        "recycles what is above the minimum, as before",
        _pool(TAO + 1, TAO, half),
        _opened(half, TAO + 1, 2 * TAO + 2),
    )
    yield case("at-a-third", "rounds the alpha", _pool(TAO, 0, price * 3))
    yield case("for-nothing", "opens no pool where nothing was paid", _pool(0, 0, half))
    yield case(
        "at-the-least-price",
        "wraps more alpha than there can be",
        _pool(5 * TAO, TAO, 1),
    )
    yield case(
        "at-a-price-beyond-the-format",
        "wraps the quotient where it does not fit",
        _pool(U64_MAX, TAO, 1),
    )
    yield case(
        "at-the-highest-prices",
        "wraps the sum of the middle two",
        _pool(U64_MAX, TAO, 2**128 - 1, 2**128 - 2),
    )
