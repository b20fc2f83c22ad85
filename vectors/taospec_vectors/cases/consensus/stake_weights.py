"""Cases of `consensus.stake_weights`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from taospec.examples.consensus import RAO
from taospec_vectors.cases.consensus._common import ALL, TAO, U64_MAX
from taospec_vectors.format import DraftCase, DraftFile

_ALL_OF_IT = U64_MAX
_HALF = 2**63 - 1
_SUPPLY = 21_000_000 * TAO
_DEFAULT_TAO_WEIGHT = 971_718_665_099_567_868
_MAINNET_TAO_WEIGHT = 3_320_413_933_267_719_290


def drafts() -> Iterator[DraftFile]:
    """What is lent and borrowed, and how TAO counts."""
    name = "consensus.stake_weights"
    yield DraftFile("consensus/stake_weights.yaml", name, ALL, [*_lent(), *_weighted()])


def _hotkey(
    alpha: int = 0,
    root: int = 0,
    children: Sequence[int] = (),
    parents: Sequence[tuple[int, int, int]] = (),
) -> dict[str, Any]:
    lenders = [
        {"proportion": str(part), "alpha": str(theirs), "root": str(tao)}
        for part, theirs, tao in parents
    ]
    lent = [str(part) for part in children]
    return {"alpha": str(alpha), "root": str(root), "children": lent, "parents": lenders}


def _asked(*hotkeys: dict[str, Any], tao_weight: int = 0) -> dict[str, Any]:
    return {"tao_weight": str(tao_weight), "hotkeys": list(hotkeys)}


def _weighs(*stakes: tuple[int, int, int]) -> dict[str, Any]:
    """Alpha, root and I64F64 bits of the weight of each hotkey."""
    names = ("alpha", "root", "stake_weight")
    rows = [dict(zip(names, map(str, values), strict=True)) for values in stakes]
    return {"ok": {"hotkeys": rows}}


def _lent() -> Iterator[DraftCase]:
    rules = ("CON-3",)
    third, tenth = _ALL_OF_IT // 3, _ALL_OF_IT // 10
    yield DraftCase(
        "half-to-a-child",
        rules,
        "gives the child the rao that rounding takes from both, 500 where it gets 499",
        _asked(_hotkey(1000, children=[_HALF]), _hotkey(parents=[(_HALF, 1000, 0)])),
        expect=_weighs((500, 0, 500 * RAO), (499, 0, 499 * RAO)),
    )
    yield DraftCase(
        "children-and-a-parent",
        rules,
        "floors after every proportion instead of once at the end",
        _asked(_hotkey(10**12, children=[third, third], parents=[(tenth, 5 * 10**12, 0)])),
        expect=_weighs((833_333_332_790, 0, 833_333_332_790 * RAO)),
    )
    yield DraftCase(
        "proportion-below-a-unit",
        rules,
        "keeps more than 32 fractional bits of a proportion, and lends for one of 2**32 - 1",
        _asked(
            _hotkey(2**40, children=[2**32 - 1]),
            _hotkey(2**40, children=[2**32]),
            _hotkey(parents=[(2**32 - 1, 2**40, 0), (2**32, 2**40, 0)]),
        ),
        expect=_weighs(
            (2**40, 0, 2**40 * RAO), (2**40 - 256, 0, (2**40 - 256) * RAO), (256, 0, 256 * RAO)
        ),
    )
    yield DraftCase(
        "everything-to-a-child",
        rules,
        "divides by 2**64, and leaves the parent a rao",
        _asked(_hotkey(10**15, children=[_ALL_OF_IT]), _hotkey(parents=[(_ALL_OF_IT, 10**15, 0)])),
        expect=_weighs((0, 0, 0), (10**15, 0, 10**15 * RAO)),
    )
    yield DraftCase(
        "more-than-everything",
        rules,
        "goes below zero, and takes what is overdrawn from the borrowed stake",
        _asked(_hotkey(1000, children=[_ALL_OF_IT, 2**63], parents=[(_ALL_OF_IT, 7, 0)])),
        expect=_weighs((7, 0, 7 * RAO)),
    )
    yield DraftCase(
        "both-kinds-are-lent",
        rules,
        "lends alpha only, and leaves the TAO on root with its owner",
        _asked(
            _hotkey(4, 6, children=[_ALL_OF_IT]),
            _hotkey(4, 6, parents=[(_ALL_OF_IT, 10, 20)]),
            tao_weight=_ALL_OF_IT,
        ),
        expect=_weighs((0, 0, 0), (14, 26, 40 * RAO)),
    )


def _weighted() -> Iterator[DraftCase]:
    rules = ("CON-4",)
    yield DraftCase(
        "tao-at-the-default-weight",
        rules,
        "takes the weight to be 0.0527 % or 0.18, which are neither the code's default",
        _asked(_hotkey(0, 1000), tao_weight=_DEFAULT_TAO_WEIGHT),
        expect=_weighs((0, 1000, 1000 * 226_245_882 << 32)),
    )
    yield DraftCase(
        "tao-at-the-mainnet-weight",
        rules,
        "multiplies by 0.18 in floating point, or floors the weighted TAO to whole rao",
        _asked(_hotkey(5, 1000), _hotkey(0, 1), tao_weight=_MAINNET_TAO_WEIGHT),
        expect=_weighs((5, 1000, 5 * RAO + (1000 * 773_094_113 << 32)), (0, 1, 773_094_113 << 32)),
    )
    yield DraftCase(
        "tao-that-weighs-nothing",
        rules,
        "keeps a weight below 2**32 that the chain floors to zero",
        _asked(_hotkey(3, 10**15), tao_weight=2**32 - 1),
        expect=_weighs((3, 10**15, 3 * RAO)),
    )
    yield DraftCase(
        "tao-that-weighs-as-much-as-alpha",
        rules,
        "divides the weight by 2**64, and loses a fraction of every rao",
        _asked(_hotkey(3, _SUPPLY), tao_weight=_ALL_OF_IT),
        expect=_weighs((3, _SUPPLY, (3 + _SUPPLY) * RAO)),
    )
    largest = 2**127 - 1
    yield DraftCase(
        "largest-amounts",
        rules,
        "wraps where a stake of 2**63 rao saturates",
        _asked(
            _hotkey(2**63),
            _hotkey(2**63 - 1),
            _hotkey(U64_MAX, U64_MAX),
            tao_weight=_ALL_OF_IT,
        ),
        expect=_weighs(
            (2**63, 0, largest), (2**63 - 1, 0, (2**63 - 1) * RAO), (U64_MAX, U64_MAX, largest)
        ),
    )
    yield DraftCase("no-hotkeys", rules, "fails on a subnet without neurons", _asked())
