"""Timelocked commits: weights that reveal themselves when a drand round is published.

Decryption is done outside. Here a commit is opened by a function that says what came out: the
weights, nothing readable, or that the round is not known yet.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from taospec.consensus.schedule import Clock, epoch_due
from taospec.consensus.submission.commit_reveal import (
    MAX_UNREVEALED_COMMITS,
    Committer,
    check_committer,
)
from taospec.consensus.submission.set_weights import WeightsCall
from taospec.rejections import Rejection
from taospec.rules import rule

FIRST_EPOCH_OF_EARLY_REVEALS = 2


@dataclass(frozen=True, slots=True)
class TimelockedCommit:
    """Encrypted weights.

    Attributes:
        hotkey: who committed.
        block: when; early forks do not store it.
        payload: the encrypted weights, at most 5000 bytes on the chain.
        round: the drand round whose signature opens them.
    """

    hotkey: Hashable
    block: int
    payload: Any
    round: int


class Sealed(Enum):
    """Why a commit could not be opened."""

    ROUND_MISSING = "the round is not known to the chain yet"
    UNREADABLE = "payload, signature or hotkey are wrong"


Opener = Callable[[TimelockedCommit], WeightsCall | Sealed]
Queues = Mapping[int, tuple[TimelockedCommit, ...]]
"""Commits of a mechanism by the index of the epoch they were made in, oldest first."""


@dataclass(frozen=True, slots=True)
class Reveal:
    """What a block's attempt to reveal comes to.

    Attributes:
        queues: the commits that remain.
        revealed: hotkey and weights of each commit that was opened, in order; each is then set by
            `store_weights`, and dropped if that rejects.
    """

    queues: Queues
    revealed: tuple[tuple[Hashable, WeightsCall], ...]


@rule("CON-54")
def commit_timelocked(
    queues: Queues,
    item: TimelockedCommit,
    version: int,
    expected_version: int | None,
    committer: Committer,
    clock: Clock,
) -> Queues:
    """The mechanism's commits after one more. The hotkey's last update becomes the current block.

    It is filed under the current epoch, or under the next if the epoch ran in this block.

    Args:
        queues: all commits of the mechanism.
        item: the new one.
        version: version of the commit.
        expected_version: version that the chain asks for; None in forks that do not ask.
        committer: what is checked.
        clock: schedule and current block.

    Raises:
        Rejection: the first check that fails.
    """
    fits = expected_version is None or version == expected_version
    check_committer(committer, clock.block, version_fits=fits)
    epoch = clock.epoch + epoch_due(clock.block, clock.netuid, clock.tempo)
    queue = queues.get(epoch, ())
    waiting = sum(other.hotkey == item.hotkey for other in queue)
    if waiting >= MAX_UNREVEALED_COMMITS:
        raise Rejection("TooManyUnrevealedCommits", commits=waiting, limit=MAX_UNREVEALED_COMMITS)
    return {**queues, epoch: (*queue, item)}


@rule("CON-55")
def reveal_timelocked(queues: Queues, clock: Clock, opened: Opener) -> Reveal:
    """Open the commits of the epoch one reveal period ago; asked in every block.

    Older ones are deleted. One whose round is missing is tried again in the next block; one that
    cannot be read is dropped.
    """
    epoch = max(0, clock.epoch - clock.reveal_period)
    kept = {key: queue for key, queue in queues.items() if key >= epoch}
    if clock.epoch < clock.reveal_period:
        return Reveal(kept, ())
    results = [(item, opened(item)) for item in kept.pop(epoch, ())]
    waiting = tuple(item for item, result in results if result is Sealed.ROUND_MISSING)
    return Reveal(kept | ({epoch: waiting} if waiting else {}), _weights(results))


@rule("CON-56")
def reveal_timelocked_with_epoch(queues: Queues, clock: Clock, opened: Opener) -> Reveal:
    """How early forks reveal: only in the block of an epoch, one epoch sooner, and only once.

    A commit whose round is missing at that moment is lost. In every other block nothing is looked
    at, and nothing is deleted.
    """
    if not epoch_due(clock.block, clock.netuid, clock.tempo):
        return Reveal(queues, ())
    epoch = max(0, clock.epoch - max(0, clock.reveal_period - 1))
    kept = {key: queue for key, queue in queues.items() if key >= epoch}
    if clock.epoch < FIRST_EPOCH_OF_EARLY_REVEALS:
        return Reveal(kept, ())
    return Reveal(kept, _weights([(item, opened(item)) for item in kept.pop(epoch, ())]))


def _weights(
    results: list[tuple[TimelockedCommit, WeightsCall | Sealed]],
) -> tuple[tuple[Hashable, WeightsCall], ...]:
    return tuple(
        (item.hotkey, result) for item, result in results if isinstance(result, WeightsCall)
    )
