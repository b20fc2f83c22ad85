"""Cases of `supply.intake`: what pools take in of what a block has minted, beside root."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from taospec.operations.supply import SubnetBesideRoot
from taospec.timeline import since
from taospec.wire import wire_form
from taospec_vectors.cases.supply._common import TAO, U64_MAX
from taospec_vectors.format import DraftCase, DraftFile

_ONE, _WHOLE = 2**32, 2**64
_U128_MAX = 2**128 - 1
_CAP = ("SUP-36",)


def drafts() -> Iterator[DraftFile]:
    """One file."""
    cases = [*_caps(), *_edges(), *_splits()]
    yield DraftFile("supply/intake.yaml", "supply.intake", since("rootprice"), cases)


def _subnet(
    share: int = _WHOLE,
    price: int = _ONE,
    alpha_emission: int = TAO,
    root: int = _ONE // 2,
    *,
    is_open: bool = True,
) -> dict[str, Any]:
    return wire_form(
        SubnetBesideRoot,
        {
            "share": share,
            "price": price,
            "alpha_emission": alpha_emission,
            "root_proportion": root,
            "registration_open": is_open,
        },
    )


def _block(emission: int, *subnets: dict[str, Any]) -> dict[str, Any]:
    return {"emission": str(emission), "subnets": list(subnets)}


def _takes(left: int, *amounts: tuple[int, int, int, int]) -> dict[str, Any]:
    names = ("tao_in", "alpha_in", "alpha_out", "excess")
    subnets = [dict(zip(names, map(str, row), strict=True)) for row in amounts]
    return {"ok": {"subnets": subnets, "left": str(left)}}


def _caps() -> Iterator[DraftCase]:
    """Of one subnet; root's part of its curve is half an alpha unless told otherwise."""
    half, quarter = TAO // 2, TAO // 4
    yield DraftCase(
        "above-roots-part",
        _CAP,
        "caps by the emission of TAO, or by the whole curve, as earlier forks do",
        _block(TAO, _subnet()),
        expect=_takes(0, (half, half, TAO, half)),
    )
    yield DraftCase(
        "exactly-roots-part",
        _CAP,
        "sends the last rao of an exact fit to the excess",
        _block(half, _subnet()),
        expect=_takes(0, (half, half, TAO, 0)),
    )
    yield DraftCase(
        "a-rao-above-roots-part",
        _CAP,
        "lets the first rao above the cap in",
        _block(half + 1, _subnet()),
        expect=_takes(0, (half, half, TAO, 1)),
    )
    yield DraftCase(
        "half-of-an-older-curve",
        _CAP,
        "takes root's part of the emission, and not of the curve",
        _block(TAO, _subnet(alpha_emission=half)),
        expect=_takes(0, (quarter, quarter, half, 3 * quarter)),
    )
    yield DraftCase(
        "cheap-alpha",
        _CAP,
        "bounds the TAO by root's part, and not the alpha",
        _block(half, _subnet(price=_ONE // 4)),
        expect=_takes(0, (TAO // 8, half, TAO, 3 * TAO // 8)),
    )
    yield DraftCase(
        "all-is-roots",
        _CAP,
        "caps by the emission, which is less than the curve",
        _block(half, _subnet(price=_ONE // 4, root=_ONE)),
        expect=_takes(0, (quarter, TAO, TAO, quarter)),
    )
    yield DraftCase(
        "nothing-is-roots",
        _CAP,
        "takes a proportion of zero for no cap",
        _block(TAO, _subnet(root=0)),
        expect=_takes(0, (0, 0, TAO, TAO)),
    )


def _edges() -> Iterator[DraftCase]:
    yield DraftCase(
        "one-step-is-roots",
        _CAP,
        "rounds the smallest cap up to a rao, or down to none",
        _block(TAO, _subnet(alpha_emission=3, root=_ONE // 3)),
    )
    yield DraftCase(
        "fractions-of-the-cap",
        _CAP,
        "floors the cap to whole alpha before it is compared, and lets less TAO in",
        _block(3, _subnet(price=4 * _ONE, alpha_emission=1, root=_ONE // 2 + 1)),
        expect=_takes(1, (2, 0, 1, 0)),
    )
    yield DraftCase(
        "price-zero-and-no-root",
        _CAP,
        "calls a cap of zero reached where no alpha is wanted, and lets the TAO buy instead",
        _block(TAO, _subnet(price=0, root=0)),
        expect=_takes(0, (TAO, 0, TAO, 0)),
    )
    yield DraftCase(
        "curve-ended",
        _CAP,
        "takes root's part of a curve that has ended for no cap",
        _block(TAO, _subnet(alpha_emission=0, root=_ONE)),
        expect=_takes(0, (0, 0, 0, TAO)),
    )
    yield DraftCase(
        "closed-subnet-has-no-part",
        _CAP,
        "spends the excess of a closed subnet, instead of leaving its part",
        _block(TAO, _subnet(is_open=False)),
        expect=_takes(TAO, (0, 0, 0, 0)),
    )
    yield DraftCase(
        "largest-values",
        ("SUP-7", "SUP-36"),
        "wraps where a product saturates",
        _block(
            U64_MAX,
            _subnet(_U128_MAX, _U128_MAX, U64_MAX, _U128_MAX),
            _subnet(_WHOLE, 1, U64_MAX, _U128_MAX),
        ),
    )


def _splits() -> Iterator[DraftCase]:
    """Of several subnets."""
    third = _WHOLE // 3
    yield DraftCase(
        "rest-of-three-thirds-is-left",
        ("SUP-7", "SUP-36"),
        "recycles nothing where three floors drop a rao",
        _block(TAO, *(_subnet(third, root=_ONE) for _ in range(3))),
        expect=_takes(1, *(3 * [(333_333_333, 333_333_333, TAO, 0)])),
    )
    yield DraftCase(
        "fractions-of-intake-and-excess-are-left",
        ("SUP-7", "SUP-36"),
        "adds two fractions before the floor, and leaves a rao too little",
        _block(3, _subnet(price=_ONE // 2 + 1, alpha_emission=1, root=_ONE)),
        expect=_takes(1, (0, 1, 1, 2)),
    )
    yield DraftCase(
        "no-shares",
        ("SUP-7", "SUP-36"),
        "splits equally where nobody has a share, and recycles nothing",
        _block(TAO, _subnet(0), _subnet(0)),
        expect=_takes(TAO, (0, 0, TAO, 0), (0, 0, TAO, 0)),
    )
    yield DraftCase(
        "no-subnets",
        ("SUP-7", "SUP-36"),
        "mints nothing where nobody emits, where all of it is left",
        _block(TAO),
        expect=_takes(TAO),
    )
    yield DraftCase(
        "two-of-unlike-roots",
        _CAP,
        "takes one proportion of root for all subnets",
        _block(TAO, _subnet(_WHOLE // 2, root=_ONE // 4), _subnet(_WHOLE // 2, root=_ONE)),
        expect=_takes(0, (TAO // 4, TAO // 4, TAO, TAO // 4), (TAO // 2, TAO // 2, TAO, 0)),
    )
