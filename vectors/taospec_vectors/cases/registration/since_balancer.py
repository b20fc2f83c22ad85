"""Cases of `registration.may_set` in which the last epoch closes the window."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from taospec.timeline import since
from taospec_vectors.format import DraftCase, DraftFile

_WINDOW = "AdminActionProhibitedDuringWeightsWindow"


def drafts() -> Iterator[DraftFile]:
    """One file."""
    path = "registration/may_set-window-since-balancer.yaml"
    yield DraftFile(path, "registration.may_set", since("balancer"), list(_cases()))


def _cases() -> Iterator[DraftCase]:
    """An owner sets the commit-reveal of subnet 1 in block 1000, at a tempo of 360."""

    def case(slug: str, why: str, code: str | None = None, **stated: Any) -> DraftCase:
        given = {
            "name": "CommitRevealWeightsEnabled",
            "value": "1",
            "by": "owner",
            "exists": True,
            "switched_on": True,
            "netuid": 1,
            "tempo": 360,
            "now": "1000",
            "last": "0",
            "freeze_window": 10,
            "tempos": 2,
            "others": [],
            "last_epoch": "900",
            **stated,
        }
        expect = None if code is None else {"reject": {"code": code}}
        return DraftCase(f"window-{slug}", ("REG-58",), why, given, expect=expect)

    yield case("open", "closes it by the number of the block")
    yield case("still-open", "closes it a block too soon", last_epoch="650")
    yield case("closed", "closes it by the number of the block", _WINDOW, last_epoch="649")
    yield case("overdue", "opens it where the epoch is late", _WINDOW, last_epoch="10")
    yield case("asked-for", "looks at the tempo alone", _WINDOW, requested="1001")
    yield case("asked-for-far-ahead", "closes it only for the last blocks", _WINDOW,
               requested="9000")  # fmt: skip
    yield case("asked-for-and-come", "stays closed once the block has come", requested="1000")
    yield case("no-tempo", "closes what never runs", tempo=0, requested="1001")
    yield case("no-window", "closes the block of the epoch where nothing is to be closed",
               freeze_window=0, last_epoch="640")  # fmt: skip
