"""Cases of `supply.injection`, one file a fork."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from taospec.examples.supply import sharing_subnet as _subnet
from taospec.timeline import only, since
from taospec_vectors.cases.supply._common import TAO, U64_MAX
from taospec_vectors.format import DraftCase, DraftFile

_OPERATION = "supply.injection"
_TESTS = "pallets/subtensor/src/tests/coinbase.rs @ v2.0.11"
_FLOW_TESTS = "pallets/subtensor/src/tests/coinbase.rs @ v3.2.16-349"
_ONE = 2**32
_WHOLE = 2**64
_U128_MAX = 2**128 - 1


def drafts() -> Iterator[DraftFile]:
    """The split of the emission in each fork."""
    for topic, forks, cases in (
        ("goldens-dtao", only("dtao"), _goldens_in_dtao()),
        ("goldens-flow", only("flow"), _goldens_in_flow()),
        ("dtao", only("dtao"), _dtao()),
        ("dereg", only("dereg"), _dereg()),
        ("flow", since("flow", until="halving"), _flow()),
        ("halving", since("halving", until="rootprice"), _halving()),
    ):
        named = [replace(case, slug=f"{topic}-{case.slug}") for case in cases]
        yield DraftFile(f"supply/injection-{topic}.yaml", _OPERATION, forks, named)


def _block(emission: int, *subnets: dict[str, Any]) -> dict[str, Any]:
    return {"emission": str(emission), "subnets": list(subnets)}


def _takes(minted: int, *amounts: tuple[int, int, int, int]) -> dict[str, Any]:
    names = ("tao_in", "alpha_in", "alpha_out", "excess")
    subnets = [dict(zip(names, map(str, row), strict=True)) for row in amounts]
    return {"ok": {"subnets": subnets, "minted": str(minted)}}


def _by_price(terms: str) -> Iterator[DraftCase]:
    rules = ("SUP-7", terms)
    yield DraftCase(
        "one-subnet",
        rules,
        "splits among root as well",
        _block(TAO, _subnet(_ONE // 2, _ONE)),
        expect=_takes(TAO, (TAO, TAO, TAO, 0)),
    )
    yield DraftCase(
        "three-equal-subnets",
        rules,
        "hands out the rao that the floors drop",
        _block(TAO, *(_subnet(_ONE, _ONE) for _ in range(3))),
        expect=_takes(999_999_999, *(3 * [(333_333_333, 333_333_333, TAO, 0)])),
    )
    yield DraftCase(
        "all-prices-zero",
        rules,
        "divides by a sum of zero instead of minting nothing",
        _block(TAO, _subnet(0, _ONE), _subnet(0, _ONE)),
    )
    yield DraftCase(
        "emission-ended",
        rules,
        "keeps minting in the last era",
        _block(0, _subnet(_ONE, _ONE)),
    )
    yield DraftCase(
        "price-zero",
        rules,
        "divides by a price of zero instead of taking the alpha emission",
        _block(TAO, _subnet(_ONE, 0)),
    )
    yield DraftCase(
        "no-part-at-price-zero",
        rules,
        "creates no alpha where zero TAO at a price of zero still takes the alpha emission",
        _block(TAO, _subnet(0, 0, TAO // 8), _subnet(_ONE, _ONE)),
        expect=_takes(TAO, (0, TAO // 8, TAO // 8, 0), (TAO, TAO, TAO, 0)),
    )
    yield DraftCase(
        "emission-ended-at-price-zero",
        rules,
        "compares the price with a quotient of zero and zero, and creates no alpha",
        _block(0, _subnet(_ONE, 0, TAO // 8)),
        expect=_takes(0, (0, TAO // 8, TAO // 8, 0)),
    )
    yield DraftCase(
        "smallest-moving-prices",
        rules,
        "loses moving prices of one and two units in the sum or in the product",
        _block(TAO, _subnet(1, _ONE), _subnet(2, _ONE)),
        expect=_takes(
            999_999_999,
            (333_333_333, 333_333_333, TAO, 0),
            (666_666_666, 666_666_666, TAO, 0),
        ),
    )


def _dtao() -> Iterator[DraftCase]:
    yield from _by_price("SUP-8")
    yield DraftCase(
        "cheap-alpha-is-capped",
        ("SUP-7", "SUP-8"),
        "scales the TAO down with the alpha, as later forks do",
        _block(TAO, _subnet(_ONE, _ONE // 4)),
        expect=_takes(TAO, (TAO, TAO, TAO, 0)),
    )
    yield DraftCase(
        "closed-subnet-still-gets-alpha",
        ("SUP-8",),
        "drops the alpha of a subnet that admits nobody together with its TAO",
        _block(TAO, _subnet(_ONE, _ONE, is_open=False), _subnet(_ONE, _ONE)),
        expect=_takes(
            500_000_000,
            (0, 500_000_000, TAO, 0),
            (500_000_000, 500_000_000, TAO, 0),
        ),
    )
    yield DraftCase(
        "old-alpha",
        ("SUP-8",),
        "creates alpha by the TAO emission",
        _block(TAO, _subnet(_ONE, _ONE, TAO // 4)),
        expect=_takes(TAO, (TAO, TAO // 4, TAO // 4, 0)),
    )
    yield DraftCase(
        "largest-values",
        ("SUP-7", "SUP-8"),
        "wraps where the product or the sum of prices saturates",
        _block(
            U64_MAX,
            _subnet(_U128_MAX, 1, U64_MAX),
            _subnet(_U128_MAX, _U128_MAX, U64_MAX),
        ),
    )


def _dereg() -> Iterator[DraftCase]:
    yield from _by_price("SUP-9")
    yield DraftCase(
        "cheap-subnet-is-subsidised",
        ("SUP-7", "SUP-9"),
        "counts the TAO that buys alpha as minted",
        _block(TAO, _subnet(_ONE, _ONE // 4), _subnet(_ONE, _ONE)),
        expect=_takes(
            750_000_000,
            (250_000_000, TAO, TAO, 250_000_000),
            (500_000_000, 500_000_000, TAO, 0),
        ),
    )
    yield DraftCase(
        "price-equals-the-share",
        ("SUP-9",),
        "subsidises at equality",
        _block(TAO, _subnet(_ONE, _ONE // 2), _subnet(_ONE, _ONE)),
        expect=_takes(
            TAO,
            (500_000_000, TAO, TAO, 0),
            (500_000_000, 500_000_000, TAO, 0),
        ),
    )
    # The part is 1/118 of the block, and the price its quotient truncated to 36398027 units: less
    # than a unit below it, yet worth 25 rao of alpha.
    yield DraftCase(
        "price-equals-the-truncated-share",
        ("SUP-9",),
        "subsidises at equality, where the alpha may still be a few rao more than a block's",
        _block(TAO, _subnet(_ONE, 36_398_027), _subnet(117 * _ONE, _ONE)),
        expect=_takes(
            999_999_999,
            (8_474_576, 1_000_000_025, TAO, 0),
            (991_525_423, 991_525_423, TAO, 0),
        ),
    )
    yield DraftCase(
        "alpha-in-above-the-alpha-curve",
        ("SUP-9",),
        "caps the injected alpha by the alpha curve, as other forks do",
        _block(TAO, _subnet(_ONE, _ONE // 4, TAO // 8), _subnet(_ONE, _ONE)),
        expect=_takes(
            750_000_000,
            (250_000_000, TAO, TAO // 8, 250_000_000),
            (500_000_000, 500_000_000, TAO, 0),
        ),
    )
    yield DraftCase(
        "closed-subnet-still-buys",
        ("SUP-9",),
        "drops the excess of a closed subnet, which has been spent by then",
        _block(TAO, _subnet(_ONE, _ONE // 4, is_open=False), _subnet(_ONE, _ONE)),
        expect=_takes(
            500_000_000,
            (0, 0, 0, 250_000_000),
            (500_000_000, 500_000_000, TAO, 0),
        ),
    )
    yield DraftCase(
        "closed-subnet-at-its-price",
        ("SUP-9",),
        "creates alpha for the participants of a closed subnet, as an earlier fork does",
        _block(TAO, _subnet(_ONE, _ONE, is_open=False), _subnet(_ONE, _ONE)),
        expect=_takes(500_000_000, (0, 0, 0, 0), (500_000_000, 500_000_000, TAO, 0)),
    )
    yield DraftCase(
        "largest-values",
        ("SUP-7", "SUP-9"),
        "wraps where the product or the sum of prices saturates",
        _block(
            U64_MAX,
            _subnet(_U128_MAX, 1, U64_MAX),
            _subnet(_U128_MAX, _U128_MAX, U64_MAX),
        ),
    )
    # The part is one and a half units of the block, truncated to the price of one: it is not below.
    yield DraftCase(
        "alpha-at-the-end-of-the-type",
        ("SUP-7", "SUP-9"),
        "wraps where the alpha of the smallest price does not fit 64 bits",
        _block(U64_MAX, _subnet(3, 1), _subnet(2 * _ONE - 3, _ONE)),
    )


def _by_share() -> Iterator[DraftCase]:
    rules = ("SUP-7", "SUP-10")
    yield DraftCase(
        "one-subnet-one-rao",
        rules,
        "rounds the last rao of the schedule away",
        _block(1, _subnet(_WHOLE, _ONE)),
        expect=_takes(1, (1, 1, TAO, 0)),
        origin="upstream-test",
        source="test_coinbase_tao_issuance_base_low @ v3.2.16-349",
    )
    yield DraftCase(
        "equal-118-subnets",
        rules,
        "mints the whole emission; 118 floors drop 32 rao",
        _block(TAO, *(_subnet(_WHOLE // 118, _ONE) for _ in range(118))),
        expect=_takes(999_999_968, *(118 * [(8_474_576, 8_474_576, TAO, 0)])),
    )
    yield DraftCase(
        "equal-128-subnets-late-in-the-schedule",
        rules,
        "mints a rao where every subnet's part is below one",
        _block(119, *(_subnet(_WHOLE // 128, _ONE) for _ in range(128))),
        expect=_takes(0, *(128 * [(0, 0, TAO, 0)])),
    )
    yield DraftCase(
        "no-positive-flow",
        rules,
        "falls back to an equal split where nothing is minted",
        _block(TAO, _subnet(0, _ONE), _subnet(0, _ONE // 8)),
        expect=_takes(0, (0, 0, TAO, 0), (0, 0, TAO, 0)),
    )
    yield DraftCase(
        "cheap-alpha-leaves-an-excess",
        rules,
        "leaves the excess out of what is minted, as an earlier fork does",
        _block(TAO, _subnet(_WHOLE, _ONE // 4, 400_000_000)),
        expect=_takes(TAO, (100_000_000, 400_000_000, 400_000_000, 900_000_000)),
    )
    yield DraftCase(
        "fractions-of-injection-and-excess",
        rules,
        "adds two fractions before the floor and mints a rao too much",
        _block(3, _subnet(_WHOLE, _ONE // 2 + 1, 1)),
        expect=_takes(2, (0, 1, 1, 2)),
    )
    yield DraftCase(
        "truncated-quotient-equals-the-cap",
        rules,
        "caps at equality, and loses the rao between the price and its truncated quotient",
        _block(11, _subnet(_WHOLE, 11 * _ONE // 2 - 1, 2)),
        expect=_takes(11, (11, 2, 2, 0)),
    )
    yield DraftCase(
        "exactly-at-the-cap",
        rules,
        "sends the last rao of an exact fit to the excess",
        _block(TAO // 4, _subnet(_WHOLE, _ONE // 4, TAO)),
    )
    yield DraftCase(
        "price-zero",
        rules,
        "takes the alpha emission where a price of zero means no alpha",
        _block(TAO, _subnet(_WHOLE, 0)),
        expect=_takes(TAO, (TAO, 0, TAO, 0)),
    )
    yield DraftCase(
        "price-zero-and-no-alpha-left",
        rules,
        "calls a cap of zero reached where no alpha is wanted, and lets the TAO buy instead",
        _block(TAO, _subnet(_WHOLE, 0, 0)),
        expect=_takes(TAO, (TAO, 0, 0, 0)),
    )
    yield DraftCase(
        "largest-values",
        rules,
        "wraps where a product saturates",
        _block(
            U64_MAX,
            _subnet(_U128_MAX, _U128_MAX, U64_MAX),
            _subnet(_WHOLE, 1, U64_MAX),
        ),
    )


def _flow() -> Iterator[DraftCase]:
    yield from _by_share()
    yield DraftCase(
        "cap-by-the-alpha-curve-alone",
        ("SUP-10",),
        "caps the injected alpha by the TAO emission, as a later fork does",
        _block(TAO // 2, _subnet(_WHOLE, _ONE // 4)),
        expect=_takes(TAO // 2, (TAO // 4, TAO, TAO, TAO // 4)),
    )
    yield DraftCase(
        "closed-subnet-still-buys",
        ("SUP-10",),
        "drops the excess of a closed subnet, which is still minted and spent",
        _block(TAO, _subnet(_WHOLE, _ONE // 4, is_open=False)),
        expect=_takes(750_000_000, (0, 0, 0, 750_000_000)),
    )
    yield DraftCase(
        "closed-subnet-below-the-cap",
        ("SUP-10",),
        "creates alpha for the participants of a closed subnet",
        _block(TAO, _subnet(_WHOLE, 2 * _ONE, is_open=False)),
        expect=_takes(0, (0, 0, 0, 0)),
    )


def _halving() -> Iterator[DraftCase]:
    yield from _by_share()
    yield DraftCase(
        "cap-by-the-tao-emission",
        ("SUP-10",),
        "caps the injected alpha by the alpha curve alone, and creates 14400 alpha a day",
        _block(TAO // 2, _subnet(_WHOLE, _ONE // 4)),
        expect=_takes(TAO // 2, (TAO // 8, TAO // 2, TAO, 3 * TAO // 8)),
    )
    yield DraftCase(
        "closed-subnet-has-no-part",
        ("SUP-10",),
        "mints the excess of a closed subnet",
        _block(TAO, _subnet(_WHOLE, _ONE // 4, is_open=False)),
        expect=_takes(0, (0, 0, 0, 0)),
    )
    half = _WHOLE // 2
    yield DraftCase(
        "shares-are-used-as-given",
        ("SUP-7", "SUP-10"),
        "scales the shares up to one after it has left a closed subnet out",
        _block(TAO, _subnet(half, _ONE, is_open=False), _subnet(half, _ONE)),
        expect=_takes(500_000_000, (0, 0, 0, 0), (500_000_000, 500_000_000, TAO, 0)),
    )


def _golden(slug: str, why: str, given: dict[str, Any], answer: dict[str, Any]) -> DraftCase:
    """What a test of the chain asserts, or comes within a few rao of."""
    by_flow = slug.endswith("by-flow")
    return DraftCase(
        slug,
        ("SUP-7", "SUP-10" if by_flow else "SUP-8"),
        why,
        given,
        source=_FLOW_TESTS if by_flow else _TESTS,
        expect=answer,
    )


def _goldens_in_dtao() -> Iterator[DraftCase]:
    million = 10**6
    yield _golden(
        "tao-issuance-base",
        "rounds what an only subnet gets",
        _block(1_234_567, _subnet(_ONE, _ONE)),
        _takes(1_234_567, (1_234_567, 1_234_567, TAO, 0)),
    )
    yield _golden(
        "tao-issuance-multiple",
        "loses a rao where three parts are whole",
        _block(3_333_333, *(_subnet(_ONE, _ONE) for _ in range(3))),
        _takes(3_333_333, *(3 * [(1_111_111, 1_111_111, TAO, 0)])),
    )
    yield _golden(
        "tao-issuance-different-prices",
        "splits by spot prices instead of moving ones",
        _block(10**8, _subnet(_ONE, _ONE), _subnet(2 * _ONE, _ONE)),
        _takes(
            99_999_999,
            (33_333_333, 33_333_333, TAO, 0),
            (66_666_666, 66_666_666, TAO, 0),
        ),
    )
    yield _golden(
        "alpha-issuance-base",
        "adds as much alpha as a block mints TAO",
        _block(million, _subnet(_ONE, _ONE), _subnet(_ONE, _ONE)),
        _takes(million, *(2 * [(million // 2, million // 2, TAO, 0)])),
    )
    yield _golden(
        "alpha-issuance-different",
        "injects alpha by equal parts",
        _block(million, _subnet(_ONE, _ONE), _subnet(2 * _ONE, _ONE)),
        _takes(999_999, (333_333, 333_333, TAO, 0), (666_666, 666_666, TAO, 0)),
    )
    yield _golden(
        "alpha-issuance-with-cap-trigger",
        "caps the TAO with the alpha",
        _block(
            million,
            _subnet(_ONE, _ONE // million),
            _subnet(2 * _ONE, _ONE // million),
        ),
        _takes(999_999, (333_333, TAO, TAO, 0), (666_666, TAO, TAO, 0)),
    )
    yield _golden(
        "alpha-issuance-with-cap-trigger-and-block-emission",
        "creates alpha where the curve has ended",
        _block(million, *(_subnet(_ONE, _ONE // million, 0) for _ in range(2))),
        _takes(million, *(2 * [(million // 2, 0, 0, 0)])),
    )


def _goldens_in_flow() -> Iterator[DraftCase]:
    yield _golden(
        "tao-issuance-multiple-by-flow",
        "mints a rao of which three shares lack a step each",
        _block(3_333_333, *(_subnet(6_148_914_691_236_517_205, _ONE) for _ in range(3))),
        _takes(3_333_330, *(3 * [(1_111_110, 1_111_110, TAO, 0)])),
    )
    yield _golden(
        "tao-issuance-different-prices-by-flow",
        "takes flows of one to two for shares of a third and two thirds",
        _block(
            10**8,
            _subnet(6_148_914_841_635_506_689, _ONE // 10),
            _subnet(12_297_829_232_074_044_926, _ONE // 5),
        ),
        _takes(
            99_999_999,
            (33_333_334, 333_333_341, TAO, 0),
            (66_666_665, 333_333_329, TAO, 0),
        ),
    )
    million, parts = 10**6, (6_148_914_841_635_506_689, 12_297_829_232_074_044_926)
    yield _golden(
        "alpha-issuance-different-by-flow",
        "injects alpha by the flow and not by the price as well",
        _block(million, _subnet(parts[0], _ONE), _subnet(parts[1], 2 * _ONE)),
        _takes(999_999, (333_333, 333_333, TAO, 0), (666_666, 333_333, TAO, 0)),
    )
    yield _golden(
        "alpha-issuance-with-cap-trigger-and-block-emission-by-flow",
        "injects TAO beside alpha that the curve has ended",
        _block(million, *(_subnet(_WHOLE // 2, _ONE // million, 0) for _ in range(2))),
        _takes(million, *(2 * [(0, 0, 0, million // 2)])),
    )
