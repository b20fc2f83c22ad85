"""Cases of shares as decimal floats: what they are worth, buy and leave, from `burnprice` on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from taospec.staking import decimal_shares
from taospec.staking.decimal_shares import ZERO, Decimal, DecimalPool
from taospec.timeline import since
from taospec_vectors.format import DraftCase, DraftFile

ONE = 2**64
U64_MAX = 2**64 - 1
GIGA = 10**9
_SOURCE = "primitives/share-pool/src/lib.rs @ v3.3.15-402"
_LEAST, _MOST = 10**20 + 1, 10**21


def drafts() -> Iterator[DraftFile]:
    """One file an operation."""
    for verb, cases in (
        ("share", _conversions()),
        ("worth", [*_worths(), *_digits()]),
        ("deposit", _deposits()),
        ("withdraw", [*_withdrawals(), *_differences()]),
    ):
        path = f"staking/decimal_{verb}.yaml"
        yield DraftFile(path, f"staking.decimal_{verb}", since("burnprice"), list(cases))


def _shares(number: int | Decimal) -> Decimal:
    return number if isinstance(number, Decimal) else decimal_shares.from_int(number)


def _wire(number: int | Decimal) -> dict[str, str]:
    mantissa, exponent = _shares(number)
    return {"mantissa": str(mantissa), "exponent": str(exponent)}


def _holding(value: int, shares: int | Decimal, share: int | Decimal) -> dict[str, Any]:
    return {"value": str(value), "shares": _wire(shares), "share": _wire(share)}


def _trade(value: int, shares: int | Decimal, share: int | Decimal, amount: int) -> dict[str, Any]:
    return {**_holding(value, shares, share), "amount": str(amount)}


def _conversions() -> Iterator[DraftCase]:
    for slug, why, bits, share in (
        ("nothing", "gives nothing a mantissa", 0, ZERO),
        ("one", "chooses 10**20 for the mantissa of a power of ten", ONE, Decimal(_MOST, -21)),
        ("one-and-a-half", "cuts the fraction", 3 * ONE // 2, Decimal(15 * 10**19, -20)),
        ("a-bit", "loses what is smaller than a rao", 1, Decimal(542_101_086_242_752_217_003, -40)),
        ("all-but-a-bit", "rounds the fraction up to a whole", ONE - 1, None),
        ("a-third", "keeps more digits than 21", ONE // 3, None),
        ("a-bit-beside-a-rao", "keeps digits below the last of the whole", ONE + 1, None),
        ("a-bit-beside-a-million-tao", "adds digits that the whole has no room for",
         10**15 * ONE + 1, None),
        ("the-most-there-can-be", "wraps a whole part of 64 bits", 2**128 - 1, None),
        ("ten", "has two forms for a power of ten", 10 * ONE, Decimal(_MOST, -20)),
    ):  # fmt: skip
        expect = share and {"ok": {"share": _wire(share)}}
        yield DraftCase(slug, ("STA-37",), why, {"share": str(bits)}, expect=expect or None)


def _worths() -> Iterator[DraftCase]:
    def worth(
        slug: str, why: str, holding: dict[str, Any], rao: int, source: str | None = None
    ) -> DraftCase:
        expect = {"ok": {"worth": str(rao)}}
        return DraftCase(slug, ("STA-38",), why, holding, source=source, expect=expect)

    yield worth(
        "all-shares",
        "reads the number of shares as the stake",
        _holding(3 * GIGA, GIGA, GIGA),
        3 * GIGA,
    )
    yield worth(
        "a-third-that-was-a-rao-less",
        "truncates the price before it multiplies, as before",
        _holding(GIGA, 3, 3),
        GIGA,
        _SOURCE,
    )
    yield worth("one-of-three", "rounds a third of a rao up", _holding(GIGA, 3, 1), 333_333_333)
    yield worth("two-of-three", "rounds to the nearest rao", _holding(GIGA, 3, 2), 666_666_666)
    yield worth(
        "one-rao-that-grew",
        "divides the value evenly among stakers",
        _holding(2 * GIGA + 1, 1, 1),
        2 * GIGA + 1,
    )
    yield worth("no-shares", "divides by the shares of an empty pool", _holding(GIGA, 0, 0), 0)
    yield worth(
        "a-share-of-an-empty-pool",
        "divides by the shares of an empty pool",
        _holding(GIGA, 0, 1),
        0,
    )
    yield worth(
        "no-value", "gives shares a worth where there is no value", _holding(0, GIGA, GIGA), 0
    )
    yield worth(
        "largest-value",
        "loses the top bit of a value that needs 64",
        _holding(U64_MAX, 1, 1),
        U64_MAX,
    )
    yield worth(
        "more-than-all-shares", "holds a share to the pool's", _holding(GIGA, 1, 2), 2 * GIGA
    )
    yield worth(
        "more-than-there-can-be",
        "wraps what does not fit 64 bits",
        _holding(U64_MAX, 1, 2),
        U64_MAX,
    )


def _digits() -> Iterator[DraftCase]:
    """Where the last of 21 digits decides, and powers of ten end."""

    def case(slug: str, why: str, value: int, shares: Decimal, share: Decimal) -> DraftCase:
        return DraftCase(slug, ("STA-37", "STA-38"), why, _holding(value, shares, share))

    least, most = Decimal(_LEAST, 0), Decimal(_MOST, 0)
    yield case("least-by-most", "loses a digit of the smallest mantissa", 10, most, least)
    yield case("most-by-least", "divides before it multiplies", 10, least, most)
    yield case(
        "a-unit-below-the-whole", "rounds the last digit up", GIGA, most, Decimal(_MOST - 1, 0)
    )
    yield case("a-unit-below-a-rao", "rounds the last digit up", 1, most, Decimal(_MOST - 1, 0))
    yield case("ten-orders-less", "aligns by another power", GIGA, most, Decimal(_MOST, -9))
    yield case(
        "eleven-orders-less", "keeps a rao that is worth less", GIGA, most, Decimal(_MOST, -10)
    )
    yield case(
        "of-an-exponent-of-22",
        "divides by a power of ten beyond the table",
        GIGA,
        most,
        Decimal(_MOST, -22),
    )
    yield case(
        "of-an-exponent-beyond-22",
        "divides by more than 10**22 where the table of powers ends",
        GIGA,
        most,
        Decimal(_MOST, -40),
    )
    yield case(
        "of-an-exponent-far-above",
        "multiplies by more than 10**22 where the table of powers ends",
        1,
        most,
        Decimal(_MOST, 40),
    )


def _deposits() -> Iterator[DraftCase]:
    rules = ("STA-38",)

    def case(slug: str, why: str, given: dict[str, Any], *others: str) -> DraftCase:
        return DraftCase(slug, (*rules, *others), why, given, source=_SOURCE)

    def deposited(value: int, shares: int, share: int) -> dict[str, Any]:
        return {"ok": {**_holding(value, shares, share), "buys": True}}

    yield DraftCase(
        "first",
        rules,
        "opens the pool with a fixed number of shares",
        _trade(0, 0, 0, GIGA),
        expect=deposited(GIGA, GIGA, GIGA),
    )
    yield DraftCase(
        "first-finds-a-value",
        rules,
        "lets the value of an abandoned pool be nobody's",
        _trade(1000, 0, 0, 1),
        expect=deposited(1001, 1, 1),
    )
    yield DraftCase(
        "second-at-twice-the-price",
        rules,
        "gives as many shares for a rao as the first deposit got",
        _trade(2 * GIGA, GIGA, 0, GIGA),
        expect=deposited(3 * GIGA, GIGA + GIGA // 2, GIGA // 2),
    )
    yield DraftCase(
        "of-nothing",
        rules,
        "finds that nothing buys something",
        _trade(2 * GIGA, GIGA, GIGA, 0),
        expect={"ok": {**_holding(2 * GIGA, GIGA, GIGA), "buys": False}},
    )
    yield case(
        "beside-one-rao-that-grew", "rounds shares up", _trade(2 * GIGA + 1, 1, 0, GIGA // 2)
    )
    yield case(
        "of-a-rao-worth-a-billionth",
        "loses a rao that buys a billionth of a share",
        _trade(GIGA + 1, 1, 0, 1),
    )
    yield case(
        "into-a-pool-worth-nothing", "divides by a value of nothing", _trade(0, GIGA, GIGA, GIGA)
    )
    yield case(
        "at-a-price-of-a-third",
        "truncates the price before it divides",
        _trade(GIGA, 3 * GIGA, 0, 1),
    )
    yield case(
        "of-nothing-into-an-empty-pool",
        "finds that nothing never buys anything",
        _trade(GIGA, 0, 0, 0),
    )
    yield case(
        "the-lowest-takes-all-of-itself",
        "takes nothing from the value for the number that has no opposite, as before",
        _trade(2**63 + 5, GIGA, 2, 2**63),
    )
    yield case(
        "beside-far-more-shares",
        "adds digits that the pool's number has no room for",
        _trade(1, Decimal(_MOST, 0), 0, 1),
        "STA-37",
    )
    yield case(
        "too-little-for-the-last-digit-of-the-pool",
        "lets a pool have as many shares as its holders",
        _trade(U64_MAX // 4, Decimal(_MOST, -3), 0, 1),
        "STA-37",
    )
    yield case(
        "of-the-largest-signed-amount", "wraps one amount too early", _trade(0, 0, 0, 2**63 - 1)
    )
    yield case(
        "wraps-to-the-lowest", "takes an amount from 2**63 on for itself", _trade(0, 0, 0, 2**63)
    )
    yield case(
        "of-everything", "adds 2**64 - 1, which takes one", _trade(GIGA, GIGA, GIGA, U64_MAX)
    )
    yield case("to-the-largest-value", "wraps the value", _trade(U64_MAX - 1, GIGA, 0, 2))


def _withdrawals() -> Iterator[DraftCase]:
    rules = ("STA-38",)
    million = 1_000_000

    def left(value: int, shares: int, share: int, *, enough: bool = True) -> dict[str, Any]:
        return {"ok": {**_holding(value, shares, share), "enough": enough}}

    for slug, why, given, expect in (
        ("half", "takes shares as if each were worth one rao",
         _trade(2 * GIGA, GIGA, GIGA, GIGA), left(GIGA, GIGA // 2, GIGA // 2)),
        ("leaving-dust", "sweeps a rest below a hundred-thousandth, as before",
         _trade(million, million, million, 999_990), left(10, 10, 10)),
        ("leaving-a-rao", "sweeps the last rao",
         _trade(million, million, million, 999_999), left(1, 1, 1)),
        ("everything", "leaves an entry of nothing with a value",
         _trade(million, million, million, million), left(0, 0, 0)),
        ("a-rao-more-than-there-is", "takes what there is where nothing is to happen",
         _trade(1000, 1000, 1000, 1001), left(1000, 1000, 1000, enough=False)),
        ("more-than-a-part-is-worth", "asks what the pool is worth instead of the share",
         _trade(1000, 1000, 400, 401), left(1000, 1000, 400, enough=False)),
        ("all-that-a-part-is-worth", "refuses what is just worth it",
         _trade(1000, 1000, 400, 400), left(600, 600, 0)),
        ("nothing", "takes a share for nothing",
         _trade(1000, 1000, 1000, 0), left(1000, 1000, 1000)),
        ("nothing-of-nothing", "takes from a pool that is empty",
         _trade(0, 0, 0, 0), left(0, 0, 0)),
    ):  # fmt: skip
        yield DraftCase(slug, rules, why, given, expect=expect)
    yield DraftCase(
        "of-everything-that-wraps",
        rules,
        "takes 2**64 - 1 from the value, where a wrapped amount adds one",
        _trade(U64_MAX, 1, 1, U64_MAX),
        source=_SOURCE,
    )


def _differences() -> Iterator[DraftCase]:
    """Where numbers of shares lose digits against each other."""
    rules = ("STA-37", "STA-38")
    third = decimal_shares.traded(DecimalPool(GIGA, _shares(3)), ZERO, 1).share
    for slug, why, given in (
        ("one-rao-of-three-shares", "rounds the shares of a rao up", _trade(GIGA, 3, 1, 1)),
        ("what-a-rao-bought", "finds the rao that truncating the shares took",
         _trade(GIGA + 1, decimal_shares.add(_shares(3), third), third, 1)),
        ("more-shares-than-the-pool-has", "lets the pool have fewer shares than none",
         _trade(GIGA, 1, 3, 2 * GIGA)),
        ("of-shares-far-smaller", "subtracts digits below the last one that is kept",
         _trade(U64_MAX // 4, Decimal(_MOST, -3), Decimal(_MOST, -3), 1)),
    ):  # fmt: skip
        yield DraftCase(slug, rules, why, given, source=_SOURCE)
