"""Timelocked commits: filed by epoch, opened when their round is known."""

from __future__ import annotations

from dataclasses import replace

import pytest

from taospec.consensus.schedule import Clock
from taospec.consensus.submission.commit_reveal import Committer
from taospec.consensus.submission.set_weights import StatedWeights
from taospec.consensus.submission.timelock import (
    Opened,
    Revealed,
    Sealed,
    TimelockedCommit,
    commit_timelocked,
    reveal_timelocked,
    reveal_timelocked_with_epoch,
)
from taospec.rejections import Rejection

# epoch 10; epochs run in blocks 97, 107, …
CLOCK = Clock(netuid=1, tempo=9, block=100, reveal_period=1)
COMMITTER = Committer(
    **CLOCK.to_dict(),
    exists=True,
    commit_reveal=True,
    registered=True,
    last_update=0,
    rate_limit=50,
)
WEIGHTS = StatedWeights(uids=(1,), values=(2,), version_key=0)
ROUNDS = {"missing": 8, "broken": 9}
OF_ALICE, OF_BOB = Revealed("alice", WEIGHTS), Revealed("bob", WEIGHTS)


def made(state: str, hotkey: str = "alice") -> TimelockedCommit:
    """A commit in some state, which its round says; other names tell commits apart."""
    weights = StatedWeights((), (), len(state) + ord(state[0]))
    return TimelockedCommit(hotkey, 100, ROUNDS.get(state, 7), weights)


def opened(commit: TimelockedCommit) -> StatedWeights | Sealed:
    """Open commits whose round allows it."""
    answers = {
        ROUNDS["missing"]: Sealed.ROUND_MISSING,
        ROUNDS["broken"]: Sealed.UNREADABLE,
    }
    return answers.get(commit.round, WEIGHTS)


def push(
    queues: dict[int, tuple[TimelockedCommit, ...]], clock: Clock = CLOCK, version: int = 4
) -> object:
    committer = replace(COMMITTER, block=clock.block)
    return commit_timelocked(queues, made("new"), version, 4, committer)


def test_a_commit_is_filed_under_its_epoch() -> None:
    assert push({10: (made("a"),), 9: ()}) == {10: (made("a"), made("new")), 9: ()}


def test_in_the_block_of_an_epoch_it_is_filed_under_the_next() -> None:
    assert push({}, replace(CLOCK, block=107)) == {11: (made("new"),)}
    assert push({}, replace(CLOCK, block=106)) == {10: (made("new"),)}
    assert push({}, replace(CLOCK, block=108)) == {11: (made("new"),)}


def test_the_version_is_asked_for_before_the_registration() -> None:
    stranger = replace(COMMITTER, registered=False)
    with pytest.raises(Rejection, match="IncorrectCommitRevealVersion"):
        commit_timelocked({}, made("new"), 3, 4, stranger)
    with pytest.raises(Rejection, match="HotKeyNotRegisteredInSubNet"):
        commit_timelocked({}, made("new"), 3, None, stranger)
    with pytest.raises(Rejection, match="CommitRevealDisabled"):
        commit_timelocked({}, made("new"), 3, 4, replace(COMMITTER, commit_reveal=False))


def test_ten_of_a_hotkey_may_wait_in_an_epoch() -> None:
    others = tuple(made("b", "bob") for _ in range(10))
    nine = tuple(made("a") for _ in range(9))
    full = push({10: others + nine, 9: nine})
    assert isinstance(full, dict)
    with pytest.raises(Rejection, match="TooManyUnrevealedCommits"):
        push(full)


def test_commits_of_one_period_ago_are_opened() -> None:
    queues = {8: (made("late"),), 9: (made("a"), made("broken"), made("b")), 10: (made("c"),)}
    got = reveal_timelocked(queues, CLOCK, opened)
    assert got == Opened((OF_ALICE, OF_ALICE), {10: (made("c"),)})


def test_a_missing_round_is_tried_again() -> None:
    queues = {9: (made("missing"), made("a", "bob"), made("broken"))}
    got = reveal_timelocked(queues, CLOCK, opened)
    assert got == Opened((OF_BOB,), {9: (made("missing"),)})
    # one epoch later it is too old
    assert reveal_timelocked(got.queues, replace(CLOCK, block=108), opened) == Opened((), {})


def test_nothing_is_opened_before_the_first_period_is_over() -> None:
    clock = replace(CLOCK, block=10, reveal_period=3)
    assert reveal_timelocked({0: (made("a"),)}, clock, opened) == Opened((), {0: (made("a"),)})
    clock = replace(clock, block=28)
    assert reveal_timelocked({0: (made("a"),)}, clock, opened).revealed == (OF_ALICE,)


def test_early_forks_open_one_epoch_sooner_and_only_once() -> None:
    queues = {9: (made("late"),), 10: (made("missing"), made("a")), 11: (made("c"),)}
    clock = replace(CLOCK, block=107)
    got = reveal_timelocked_with_epoch(queues, clock, opened)
    assert got == Opened((OF_ALICE,), {11: (made("c"),)})


def test_early_forks_with_a_longer_period() -> None:
    queues = {8: (made("late"),), 9: (made("a"),), 10: (made("b"),)}
    clock = replace(CLOCK, block=107, reveal_period=2)
    got = reveal_timelocked_with_epoch(queues, clock, opened)
    assert got == Opened((OF_ALICE,), {10: (made("b"),)})


def test_early_forks_count_a_period_of_zero_as_one() -> None:
    clock = replace(CLOCK, block=107, reveal_period=0)
    got = reveal_timelocked_with_epoch({10: (made("a"),)}, clock, opened)
    assert got == Opened((OF_ALICE,), {})


def test_early_forks_wait_for_epoch_two() -> None:
    queues = {1: (made("a"),)}
    assert reveal_timelocked_with_epoch(queues, replace(CLOCK, block=17), opened) == Opened(
        (), queues
    )
    assert (
        reveal_timelocked_with_epoch({2: (made("a"),)}, replace(CLOCK, block=27), opened).queues
        == {}
    )


@pytest.mark.parametrize("block", [98, 106, 108, 116])
def test_early_forks_look_only_in_the_block_of_an_epoch(block: int) -> None:
    queues = {8: (made("late"),), 9: (made("a"),), 10: (made("b"),), 11: (made("c"),)}
    got = reveal_timelocked_with_epoch(queues, replace(CLOCK, block=block), opened)
    assert got == Opened((), queues)
