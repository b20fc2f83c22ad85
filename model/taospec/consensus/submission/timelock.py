"""Timelocked commits: weights that reveal themselves when a drand round is published.

Decryption is done outside. Here a commit is opened by a function that says what came out: the
weights, nothing readable, or that the round is not known yet.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from operator import itemgetter
from typing import Annotated

from taospec.consensus.schedule import Clock, epoch_due
from taospec.consensus.submission.commit_reveal import (
    MAX_UNREVEALED_COMMITS,
    Committer,
    check_committer,
)
from taospec.consensus.submission.set_weights import StatedWeights
from taospec.quantities import U64, Block, Held, Text
from taospec.rejections import Rejection
from taospec.rules import rule
from taospec.wire import Record

FIRST_EPOCH_OF_EARLY_REVEALS = 2


@dataclass(frozen=True, slots=True)
class TimelockedCommit(Record):
    """Encrypted weights.

    Attributes:
        hotkey: who committed; any text that can be compared.
        block: when; the chain stores it since `dereg`.
        round: the drand round whose signature opens it.
        sealed: what it decrypts to; null if nothing readable comes out.
    """

    hotkey: Text
    block: Block
    round: U64
    sealed: StatedWeights | None


class Sealed(Enum):
    """Why a commit could not be opened."""

    ROUND_MISSING = "the round is not known to the chain yet"
    UNREADABLE = "payload, signature or hotkey are wrong"


Opener = Callable[[TimelockedCommit], StatedWeights | Sealed]


def _by_epoch(
    pairs: Sequence[tuple[int, tuple[TimelockedCommit, ...]]],
) -> Mapping[int, tuple[TimelockedCommit, ...]]:
    """Queues by epoch.

    Raises:
        ValueError: an epoch has two.
    """
    queues = dict(pairs)
    if len(queues) != len(pairs):
        message = "an epoch has two queues"
        raise ValueError(message)
    return queues


def _ascending(
    queues: Mapping[int, tuple[TimelockedCommit, ...]],
) -> list[tuple[int, tuple[TimelockedCommit, ...]]]:
    return sorted(queues.items(), key=itemgetter(0))


Queues = Annotated[
    Mapping[int, tuple[TimelockedCommit, ...]],
    Held(tuple[tuple[U64, tuple[TimelockedCommit, ...]], ...], _by_epoch, _ascending),
]
"""Commits of a mechanism by the index of the epoch they were made in, oldest first."""


@dataclass(frozen=True, slots=True)
class Revealed(Record):
    """A hotkey's weights that came to light.

    Attributes:
        hotkey: who had committed them.
        weights: the submission, which may still be refused.
    """

    hotkey: Text
    weights: StatedWeights


@dataclass(frozen=True, slots=True)
class Opened(Record):
    """What a block's attempt to reveal comes to.

    Attributes:
        revealed: what was opened, in order; each is then set by `store_weights`, and dropped if
            that rejects.
        queues: the commits that remain, by the index of the epoch they were made in.
    """

    revealed: tuple[Revealed, ...]
    queues: Queues


@rule("CON-54")
def filed_under_block(clock: Clock, _number: int | None) -> int:
    """The epoch that a commit is filed under: that of now, or the next if an epoch runs now."""
    return clock.epoch + epoch_due(clock.block, clock.netuid, clock.tempo)


@rule("CON-76")
def filed_under_number(clock: Clock, number: int | None) -> int:
    """From `balancer` on: the number of the epoch; unstated, as the upgrade would write it."""
    return filed_under_block(clock, None) if number is None else number


@rule("CON-54")
def commit_timelocked(
    queues: Queues,
    commit: TimelockedCommit,
    version: int,
    expected_version: int | None,
    committer: Committer,
    number: int | None = None,
) -> Queues:
    """The mechanism's commits after one more. The hotkey's last update becomes the current block.

    Args:
        queues: all commits of the mechanism.
        commit: the new one.
        version: version of the commit.
        expected_version: version that the chain asks for; None in forks that do not ask.
        committer: what is checked, with schedule and current block.
        number: the epoch that it is filed under; None for the one that follows from the block.

    Raises:
        Rejection: the first check that fails.
    """
    epoch = filed_under_block(committer, None) if number is None else number
    queue = queues.get(epoch, ())
    require_place(
        sum(other.hotkey == commit.hotkey for other in queue), version, expected_version, committer
    )
    return {**queues, epoch: (*queue, commit)}


@rule("CON-54")
def require_place(
    waiting: int, version: int, expected_version: int | None, committer: Committer
) -> None:
    """Refuse a commit to an epoch in which so many of its hotkey wait already.

    Raises:
        Rejection: the first check that fails.
    """
    fits = expected_version is None or version == expected_version
    check_committer(committer, version_fits=fits)
    if waiting >= MAX_UNREVEALED_COMMITS:
        raise Rejection("TooManyUnrevealedCommits", commits=waiting, limit=MAX_UNREVEALED_COMMITS)


@rule("CON-55")
def reveal_timelocked(
    queues: Queues, clock: Clock, opened: Opener, _number: int | None = None
) -> Opened:
    """Open the commits of the epoch one reveal period ago; asked in every block.

    Older ones are deleted. One whose round is missing is tried again in the next block; one that
    cannot be read is dropped.
    """
    return _revealed(queues, clock.epoch, clock.reveal_period, opened)


@rule("CON-76")
def reveal_numbered(
    queues: Queues, clock: Clock, opened: Opener, number: int | None = None
) -> Opened:
    """From `balancer` on by the number of the epoch, which a block that is due counts already."""
    return _revealed(queues, filed_under_number(clock, number), clock.reveal_period, opened)


def _revealed(queues: Queues, now: int, period: int, opened: Opener) -> Opened:
    epoch = max(0, now - period)
    kept = {key: queue for key, queue in queues.items() if key >= epoch}
    if now < period:
        return Opened((), kept)
    results = [(commit, opened(commit)) for commit in kept.pop(epoch, ())]
    waiting = tuple(commit for commit, result in results if result is Sealed.ROUND_MISSING)
    return Opened(_weights(results), kept | ({epoch: waiting} if waiting else {}))


@rule("CON-56")
def reveal_timelocked_with_epoch(
    queues: Queues, clock: Clock, opened: Opener, _number: int | None = None
) -> Opened:
    """How early forks reveal: only in the block of an epoch, one epoch sooner, and only once.

    A commit whose round is missing at that moment is lost. In every other block nothing is looked
    at, and nothing is deleted.
    """
    if not epoch_due(clock.block, clock.netuid, clock.tempo):
        return Opened((), queues)
    epoch = max(0, clock.epoch - max(0, clock.reveal_period - 1))
    kept = {key: queue for key, queue in queues.items() if key >= epoch}
    if clock.epoch < FIRST_EPOCH_OF_EARLY_REVEALS:
        return Opened((), kept)
    return Opened(_weights([(commit, opened(commit)) for commit in kept.pop(epoch, ())]), kept)


def _weights(
    results: list[tuple[TimelockedCommit, StatedWeights | Sealed]],
) -> tuple[Revealed, ...]:
    return tuple(
        Revealed(commit.hotkey, result)
        for commit, result in results
        if isinstance(result, StatedWeights)
    )
