"""Cases of what a block sets aside, and of the pots of an epoch."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from taospec_vectors.cases.coinbase._common import (
    COINBASE_TESTS,
    CUT,
    MAINNET_WEIGHT,
    SINCE_FLOW,
    TAO,
    U64_MAX,
    UNTIL_FLOW,
    ok,
)
from taospec_vectors.format import DraftCase, DraftFile

_ROOT = 5_500_000 * TAO
_SELL = ("COI-12", "COI-13", "COI-14")
_KEEP = ("COI-12", "COI-13", "COI-15")


def drafts() -> Iterator[DraftFile]:
    """What is set aside and what is paid of it, before and since `flow`."""
    name = "coinbase.set_aside_and_sell"
    yield DraftFile("coinbase/set_aside_and_sell.yaml", name, UNTIL_FLOW, list(_sold()))
    name = "coinbase.set_aside"
    yield DraftFile("coinbase/set_aside.yaml", name, SINCE_FLOW, list(_kept()))
    name = "coinbase.pots_after_sales"
    yield DraftFile("coinbase/pots_after_sales.yaml", name, UNTIL_FLOW, list(_pots_after_sales()))
    yield DraftFile("coinbase/pots.yaml", "coinbase.pots", SINCE_FLOW, list(_pots()))


def _created(
    alpha: int = TAO,
    *,
    cut: int = CUT,
    root: int = _ROOT,
    weight: int = MAINNET_WEIGHT,
    issuance: int = 4_500_001_500_000_002,
) -> dict[str, Any]:
    return {
        "alpha_out": str(alpha),
        "owner_cut": cut,
        "root_tao": str(root),
        "tao_weight": str(weight),
        "alpha_issuance": str(issuance),
    }


def _sold() -> Iterator[DraftCase]:
    def case(
        slug: str, *, issuance: int, proportion: int, swapped: int, emission: int
    ) -> DraftCase:
        return DraftCase(
            slug,
            _SELL,
            "reads the issuance before the block's injection, or cuts 18 percent for the owner",
            _created(issuance=issuance),
            expect=ok(
                owner=179_995_422, root_proportion=proportion, swapped=swapped, emission=emission
            ),
        )

    yield case(
        "capped-injection",
        issuance=4_500_002_000_000_000,
        proportion=774_502_016,
        swapped=73_934_811,
        emission=746_069_765,
    )
    yield case(
        "subsidised-injection",
        issuance=4_499_878_006_150_095,
        proportion=774_519_509,
        swapped=73_936_481,
        emission=746_068_095,
    )
    yield case(
        "whole-injection",
        issuance=4_500_001_500_000_002,
        proportion=774_502_087,
        swapped=73_934_818,
        emission=746_069_759,
    )
    yield DraftCase(
        "test-pending-swapped",
        _SELL,
        "gives root its part of everything instead of the validators' half",
        _created(cut=0, root=TAO, weight=U64_MAX, issuance=3 * TAO),
        origin="upstream-test",
        source="pallets/subtensor/src/tests/coinbase.rs @ v2.0.11 test_pending_swapped",
        expect=ok(owner=0, root_proportion=2**30, swapped=125_000_000, emission=875_000_000),
    )
    yield from _extremes(_SELL)


def _extremes(rules: tuple[str, ...]) -> Iterator[DraftCase]:
    for slug, why, given in (
        ("everything-for-the-owner", "caps the owner's cut", _created(cut=65_535)),
        ("nothing-for-the-owner", "takes the default cut for an unset one", _created(cut=0)),
        ("no-stake-on-root", "gives root a part of nothing", _created(root=0)),
        ("no-weight", "weighs root with its own stake", _created(weight=0)),
        (
            "weight-below-a-step",
            "keeps a weight of fewer than 32 fractional bits",
            _created(weight=2**32 - 1),
        ),
        ("no-alpha-at-all", "divides zero by zero", _created(root=0, issuance=0)),
        ("only-root", "loses a step where root is everything", _created(issuance=0)),
        ("one-rao", "rounds a fraction of a rao up", _created(1)),
        ("no-emission", "sets aside what was not created", _created(0)),
        ("largest-amounts", "wraps a product", _created(U64_MAX, root=U64_MAX, weight=U64_MAX)),
    ):
        yield DraftCase(slug, rules, why, given)


def _kept() -> Iterator[DraftCase]:
    yield DraftCase(
        "capped-injection",
        _KEEP,
        "floors the validators' half before root's part is taken from it",
        _created(issuance=4_499_878_006_150_093),
        expect=ok(
            owner=179_995_422,
            root_proportion=774_519_509,
            root=73_936_481,
            server=410_002_288,
            validator=336_065_807,
        ),
    )
    yield DraftCase(
        "whole-injection",
        _KEEP,
        "hands out the two rao that the floors drop",
        _created(),
        expect=ok(
            owner=179_995_422,
            root_proportion=774_502_087,
            root=73_934_818,
            server=410_002_288,
            validator=336_067_470,
        ),
    )
    yield DraftCase(
        "test-pending-emission",
        _KEEP,
        "takes root's part from miners as well",
        _created(cut=0, root=TAO, weight=U64_MAX, issuance=3 * TAO),
        origin="upstream-test",
        source=f"{COINBASE_TESTS} test_pending_emission",
        expect=ok(
            owner=0,
            root_proportion=2**30,
            root=125_000_000,
            server=500_000_000,
            validator=375_000_000,
        ),
    )
    yield from _extremes(_KEEP)


def _pots_after_sales() -> Iterator[DraftCase]:
    rules = ("COI-17",)

    def given(emission: int, swapped: int, root: int, incentives: int) -> dict[str, Any]:
        return {
            "emission": str(emission),
            "swapped": str(swapped),
            "root": str(root),
            "incentives": str(incentives),
        }

    def case(
        slug: str, why: str, *, alpha: tuple[int, int], total: int, validators: int
    ) -> DraftCase:
        return DraftCase(
            slug,
            rules,
            why,
            given(*alpha, 9, 1),
            expect=ok(total=total, validators=validators, root=9),
        )

    yield case(
        "half-less-what-was-sold",
        "pays validators all of their half",
        alpha=(875, 125),
        total=1000,
        validators=375,
    )
    yield case("odd-total", "rounds the half up", alpha=(876, 125), total=1001, validators=375)
    yield case("more-sold-than-half", "wraps below zero", alpha=(5, 125), total=130, validators=0)
    yield DraftCase(
        "no-incentives",
        rules,
        "pays validators what was sold as well, or only their half",
        given(875, 125, 9, 0),
        expect=ok(total=1000, validators=875, root=9),
    )
    yield DraftCase(
        "miners-get-everything",
        rules,
        "takes from validators what miners were assigned",
        given(875, 125, 9, 1000),
    )
    yield DraftCase(
        "largest-pots", rules, "wraps the sum", given(U64_MAX, U64_MAX, U64_MAX, U64_MAX)
    )
    yield DraftCase("empty-pots", rules, "pays from pots that are empty", given(0, 0, 0, 0))


def _pots() -> Iterator[DraftCase]:
    rules = ("COI-18",)

    def given(server: int, validator: int, root: int, incentives: int) -> dict[str, Any]:
        return {
            "server": str(server),
            "validator": str(validator),
            "root": str(root),
            "incentives": str(incentives),
        }

    yield DraftCase(
        "one-rao-of-incentive",
        rules,
        "decides by the stored incentives instead of the amounts",
        given(500, 375, 125, 1),
        expect=ok(total=1000, validators=375, root=125),
    )
    yield DraftCase(
        "no-incentives",
        rules,
        "burns what nobody mined",
        given(500, 375, 125, 0),
        expect=ok(total=1000, validators=875, root=125),
    )
    yield DraftCase(
        "largest-pots-mined", rules, "wraps the sum", given(U64_MAX, U64_MAX, U64_MAX, 1)
    )
    yield DraftCase(
        "largest-pots", rules, "wraps the sum of two pots", given(U64_MAX, U64_MAX, 0, 0)
    )
    yield DraftCase("empty-pots", rules, "pays what is not there", given(0, 0, 0, 0))
