"""Ranges of forks, computed from the timeline."""

from __future__ import annotations

import pytest

from taospec import timeline as forks
from taospec.errors import UnknownForkError
from taospec.timeline import (
    EVERY_FORK,
    ForkRange,
    not_specified_after,
    only,
    require_specified,
    scope,
    since,
    specified,
    until,
)

FORKS = specified()
FIRST, SECOND, *_, LAST = FORKS


@pytest.mark.parametrize(
    ("chosen", "names"),
    [
        (EVERY_FORK, FORKS),
        (since(FIRST), FORKS),
        (since(SECOND), FORKS[1:]),
        (since(LAST), (LAST,)),
        (until(LAST), FORKS[:-1]),
        (until(FIRST), ()),
        (since(SECOND, until=LAST), FORKS[1:-1]),
        (only(LAST, FIRST), (FIRST, LAST)),
        (only(FIRST) | since(LAST), (FIRST, LAST)),
        (only(FIRST) | only(SECOND) | only(LAST), (FIRST, SECOND, LAST)),
        # A planned fork is a place in the timeline, and no member.
        (since("yuma3"), FORKS[1:]),
        (until("yuma3"), FORKS[:1]),
        (only("finney", SECOND), (SECOND,)),
    ],
)
def test_a_range_has_the_specified_forks_of_its_part_of_the_timeline(
    chosen: ForkRange, names: tuple[str, ...]
) -> None:
    assert tuple(chosen) == names
    assert len(chosen) == len(names)
    assert [name in chosen for name in FORKS] == [name in names for name in FORKS]


@pytest.mark.parametrize("chosen", [since("derg"), until("derg"), only("derg")])
def test_an_unknown_fork_is_found_out_when_the_range_is_asked(chosen: ForkRange) -> None:
    with pytest.raises(UnknownForkError, match="unknown fork 'derg'; did you mean dereg"):
        tuple(chosen)


def test_the_scope_names_every_later_fork_that_is_missing() -> None:
    text = scope()
    for name in specified():
        assert name in text.partition(". ")[0]
    for name in not_specified_after(specified()[-1]):
        assert name in text.partition("not specified yet: ")[2]


def test_a_draft_is_told_to_be_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Given a fork of which blocks and calls are computed, then a question says what it is."""
    monkeypatch.setattr(forks, "drafted", lambda: ("yuma3",))
    with pytest.raises(UnknownForkError, match="fork 'yuma3' is a draft, not specified yet"):
        require_specified("yuma3")
