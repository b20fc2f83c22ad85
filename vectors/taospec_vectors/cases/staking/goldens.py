"""Histories of a share pool whose ends were computed elsewhere, mostly by upstream's tests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from taospec.staking import share_pool
from taospec.staking.share_pool import SharePool
from taospec.timeline import until
from taospec_vectors.format import DraftCase, DraftFile

_GIGA = 10**9
_STAKING = "pallets/subtensor/src/tests/staking2.rs @ v2.0.11"
_SHARES = "primitives/share-pool/src/lib.rs @ v3.2.16-349"
_INJECTED = f"test_share_based_staking_stake_inject_stake_new, {_STAKING}"
_PRECISE = f"test_denom_high_precision, {_SHARES}"


def drafts() -> Iterator[DraftFile]:
    """What shares are worth after a history, deposits on the way, what a withdrawal leaves."""
    for verb, cases in (
        ("worth", [*_injected_worths(), *_precise_worths(), _worthless()]),
        ("deposit", list(_injected_deposits())),
        ("withdraw", [_all_but_one()]),
    ):
        yield DraftFile(
            f"staking/{verb}-goldens.yaml", f"staking.{verb}", until("burnprice"), cases
        )


class _History:
    """A share pool and what some coldkeys hold of it, from empty on."""

    def __init__(self) -> None:
        self.pool = SharePool(0, 0)
        self.shares: dict[str, int] = {}

    def trade(self, coldkey: str, amount: int) -> None:
        """A deposit, or a withdrawal of a negative amount."""
        traded = share_pool.traded(self.pool, self.shares.get(coldkey, 0), amount)
        self.pool, self.shares[coldkey] = traded.pool, traded.share

    def grow(self, amount: int) -> None:
        """Alpha for all."""
        self.pool = share_pool.grown(self.pool, amount)

    def holding(self, coldkey: str) -> dict[str, str]:
        """The pool and the share of a coldkey, in wire form."""
        return {
            "value": str(self.pool.value),
            "shares": str(self.pool.shares),
            "share": str(self.shares.get(coldkey, 0)),
        }


class _Injection(NamedTuple):
    """What the first deposits, what all get then, what the second deposits, and what both have."""

    slug: str
    first: int
    grown: int
    second: int
    worths: tuple[int, int]


_INJECTIONS = (
    _Injection(
        "one-rao-grown-to-two-billion",
        first=1,
        grown=2 * _GIGA,
        second=_GIGA // 2,
        worths=(2 * _GIGA + 1, 499_999_999),
    ),
    _Injection(
        "one-rao-grown-to-five-billion",
        first=1,
        grown=5 * _GIGA,
        second=_GIGA // 20,
        worths=(5 * _GIGA + 1, 49_999_999),
    ),
    _Injection(
        "half-a-billion-grown-to-three",
        first=_GIGA // 2,
        grown=_GIGA,
        second=_GIGA,
        worths=(3 * _GIGA // 2, 999_999_999),
    ),
)


def _injected(first: int, grown: int) -> _History:
    history = _History()
    history.trade("first", first)
    history.grow(grown)
    return history


def _worth(
    slug: str, why: str, holding: dict[str, Any], rao: int, source: str | None = None
) -> DraftCase:
    return DraftCase(
        slug, ("STA-1",), why, holding, source=source, expect={"ok": {"worth": str(rao)}}
    )


def _injected_worths() -> Iterator[DraftCase]:
    for slug, first, grown, second, worths in _INJECTIONS:
        history = _injected(first, grown)
        history.trade("second", second)
        for coldkey, rao in zip(("first", "second"), worths, strict=True):
            yield _worth(
                f"golden-{slug}-{coldkey}",
                "divides what all got by deposits instead of by shares, or rounds to what was paid",
                history.holding(coldkey),
                rao,
                _INJECTED,
            )


def _injected_deposits() -> Iterator[DraftCase]:
    for slug, first, grown, second, _ in _INJECTIONS[1:]:
        history = _injected(first, grown)
        yield DraftCase(
            f"golden-beside-{slug}",
            ("STA-2",),
            "gives a share for a rao, or rounds the shares up",
            {**history.holding("second"), "amount": str(second)},
            source=_INJECTED,
        )


def _precise_worths() -> Iterator[DraftCase]:
    """Both nearly leave a pool of a million TAO that began with two rao, and come back."""
    history = _History()
    for coldkey in ("first", "second"):
        history.trade(coldkey, 1)
    history.grow(999_999_999_999_998)
    for coldkey in ("first", "second"):
        history.trade(coldkey, -499_999_999_999_990)
    history.grow(999_999_999_999_980)
    for coldkey in ("first", "second"):
        history.trade(coldkey, 1_000_000_000_000)
    for coldkey, rao in (("first", 1_000_999_999_999_979), ("second", 999_999_999_999)):
        yield _worth(
            f"golden-high-precision-{coldkey}",
            "keeps shares too small to be told apart, so that the two halves drift",
            history.holding(coldkey),
            rao,
            _PRECISE,
        )


def _worthless() -> DraftCase:
    history = _injected(1, _GIGA)
    history.trade("second", 1)
    return _worth(
        "golden-a-rao-beside-one-that-grew",
        "finds in shares the rao that was paid for them",
        history.holding("second"),
        0,
    )


def _all_but_one() -> DraftCase:
    history = _History()
    history.trade("first", 1000)
    left = {"value": "1", "shares": str(2**64), "share": str(2**64)}
    return DraftCase(
        "golden-leaving-one-of-a-thousand",
        ("STA-3",),
        "sweeps a single rao wherever it meets one",
        {**history.holding("first"), "amount": "999"},
        expect={"ok": {**left, "removed": "999"}},
    )
