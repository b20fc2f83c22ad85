"""Commit and reveal as a queue: who may push, and what a reveal takes away."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from taospec.consensus.schedule import Clock, reveal_window
from taospec.consensus.submission.commit_reveal import (
    Commit,
    Committer,
    batch_reveal,
    commit,
    oldest_live_block,
    reveal,
)
from taospec.rejections import Rejection

# epoch 10; epochs begin in blocks 8, 18, …, 98, 108
CLOCK = Clock(netuid=1, tempo=9, block=100, reveal_period=1)
COMMITTER = Committer(
    **CLOCK.to_dict(),
    exists=True,
    commit_reveal=True,
    registered=True,
    last_update=50,
    rate_limit=50,
)


def at(block: int) -> Clock:
    return replace(CLOCK, block=block)


def made(name: str, block: int) -> Commit:
    return Commit(name, block, *reveal_window(block, CLOCK))


OLD, FIRST, SECOND, THIRD = made("old", 80), made("a", 90), made("b", 91), made("c", 92)
QUEUE = (FIRST, SECOND, THIRD)


def test_a_commit_waits_at_the_end() -> None:
    assert commit(QUEUE, "d", COMMITTER) == (*QUEUE, Commit("d", 100, 108, 117))


def test_expired_commits_leave_the_front() -> None:
    assert commit((OLD, OLD, FIRST), "d", COMMITTER)[0] == FIRST


def test_only_the_front_is_looked_at() -> None:
    assert commit((FIRST, OLD), "d", COMMITTER)[:2] == (FIRST, OLD)


@pytest.mark.parametrize(
    ("code", "changed"),
    [
        ("MechanismDoesNotExist", {"exists": False}),
        ("CommitRevealDisabled", {"commit_reveal": False}),
        ("HotKeyNotRegisteredInSubNet", {"registered": False}),
        ("CommittingWeightsTooFast", {"last_update": 51}),
    ],
)
def test_who_may_not_commit(code: str, changed: dict[str, Any]) -> None:
    with pytest.raises(Rejection) as caught:
        commit((), "d", replace(COMMITTER, **changed))
    assert caught.value.code == code


def test_the_order_of_the_checks() -> None:
    wrong = replace(COMMITTER, exists=False, commit_reveal=False, registered=False, last_update=99)
    codes = []
    for better in (
        {"exists": True},
        {"commit_reveal": True},
        {"registered": True},
        {"last_update": 0},
    ):
        with pytest.raises(Rejection) as caught:
            commit([FIRST] * 10, "d", wrong)
        codes.append(caught.value.code)
        wrong = replace(wrong, **better)
    with pytest.raises(Rejection) as caught:
        commit([FIRST] * 10, "d", wrong)
    assert [*codes, caught.value.code] == [
        "MechanismDoesNotExist",
        "CommitRevealDisabled",
        "HotKeyNotRegisteredInSubNet",
        "CommittingWeightsTooFast",
        "TooManyUnrevealedCommits",
    ]


def test_ten_may_wait() -> None:
    assert len(commit([FIRST] * 9, "d", COMMITTER)) == 10
    assert len(commit([OLD, *[FIRST] * 9], "d", COMMITTER)) == 10
    with pytest.raises(Rejection, match="TooManyUnrevealedCommits"):
        commit([FIRST] * 10, "d", COMMITTER)


def test_a_reveal_takes_all_before_it() -> None:
    assert reveal(QUEUE, "b", enabled=True, clock=CLOCK) == (THIRD,)
    assert reveal((OLD, *QUEUE), "c", enabled=True, clock=CLOCK) == ()


def test_of_equal_hashes_the_first_is_revealed() -> None:
    twice = (FIRST, made("a", 92))
    assert reveal(twice, "a", enabled=True, clock=CLOCK) == (twice[1],)


REFUSED = [
    ("CommitRevealDisabled", QUEUE, "a", 100, False),
    ("NoWeightsCommitFound", None, "a", 100, True),
    ("NoWeightsCommitFound", (OLD,), "a", 100, True),
    ("NoWeightsCommitFound", (), "a", 100, True),
    ("ExpiredWeightCommit", (OLD,), "old", 100, True),
    ("ExpiredWeightCommit", (OLD, FIRST), "old", 100, True),
    ("InvalidRevealCommitHashNotMatch", QUEUE, "x", 100, True),
    ("RevealTooEarly", QUEUE, "a", 97, True),
    ("ExpiredWeightCommit", QUEUE, "a", 108, True),
]


@pytest.mark.parametrize(("code", "queue", "revealed", "block", "enabled"), REFUSED)
def test_what_cannot_be_revealed(
    code: str, queue: tuple[Commit, ...] | None, revealed: str, block: int, enabled: bool
) -> None:
    with pytest.raises(Rejection) as caught:
        reveal(queue, revealed, enabled=enabled, clock=at(block))
    assert caught.value.code == code


def test_the_window_is_exactly_one_epoch() -> None:
    for block in (98, 107):
        assert reveal(QUEUE, "a", enabled=True, clock=at(block)) == (SECOND, THIRD)


def test_a_batch_takes_only_what_it_reveals() -> None:
    assert batch_reveal(QUEUE, ["c", "a"], enabled=True, clock=CLOCK) == (SECOND,)
    assert batch_reveal(QUEUE, [], enabled=True, clock=CLOCK) == QUEUE


@pytest.mark.parametrize(
    ("code", "queue", "revealed"),
    [
        ("InvalidRevealCommitHashNotMatch", QUEUE, ["a", "a"]),
        ("InvalidRevealCommitHashNotMatch", QUEUE, ["a", "x"]),
        ("InvalidRevealCommitHashNotMatch", (), ["a"]),
        ("ExpiredWeightCommit", (OLD, *QUEUE), ["a", "old"]),
        ("RevealTooEarly", (FIRST, made("e", 99)), ["a", "e"]),
        ("NoWeightsCommitFound", None, ["a"]),
    ],
)
def test_a_batch_fails_as_a_whole(
    code: str, queue: tuple[Commit, ...] | None, revealed: list[str]
) -> None:
    with pytest.raises(Rejection) as caught:
        batch_reveal(queue, revealed, enabled=True, clock=CLOCK)
    assert caught.value.code == code


def test_the_oldest_commit_that_lives() -> None:
    assert oldest_live_block([92, 80, 90, 99], CLOCK) == 90
    assert oldest_live_block([80], CLOCK) is None
    assert oldest_live_block([], CLOCK) is None
