"""Commit and reveal: weights that are hidden until others can no longer copy them.

The hash that stands for the weights is made outside: Blake2-256 over the SCALE encoding of hotkey,
storage index, uids, values, salt and version key. Here it is any text that can be compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from taospec.consensus.quantities import Blocks
from taospec.consensus.schedule import Clock, is_expired, is_revealable, reveal_window
from taospec.consensus.submission.set_weights import rate_limited
from taospec.quantities import Block, Bool, Text
from taospec.rejections import Rejection
from taospec.rules import rule
from taospec.wire import Record

MAX_UNREVEALED_COMMITS = 10


@dataclass(frozen=True, slots=True)
class Commit(Record):
    """A promise to reveal certain weights.

    Attributes:
        hash: what they must hash to; any text that can be compared.
        block: when it was made.
        first_reveal: first block of the reveal, stored for information; the epochs decide.
        last_reveal: last block of the reveal, likewise.
    """

    hash: Text
    block: Block
    first_reveal: Block
    last_reveal: Block


@dataclass(frozen=True, slots=True)
class Committer(Clock):
    """What the checks of a commit read, of the schedule and of the hotkey.

    Attributes:
        exists: whether subnet and mechanism exist; `dtao` does not ask.
        commit_reveal: whether the subnet uses commit-reveal.
        registered: whether the hotkey has a uid on the subnet.
        last_update: block of the uid's last weights or commit on the mechanism; 0 before the first.
        rate_limit: blocks that must pass between two.
    """

    exists: Bool
    commit_reveal: Bool
    registered: Bool
    last_update: Block
    rate_limit: Blocks


def check_committer(committer: Committer, *, version_fits: bool = True) -> None:
    """The checks that both kinds of commits begin with.

    Args:
        committer: what is checked.
        version_fits: whether a timelocked commit has the version that the chain expects.

    Raises:
        Rejection: the first check that fails.
    """
    require_target(exists=committer.exists)
    if not committer.commit_reveal:
        raise Rejection("CommitRevealDisabled")
    if not version_fits:
        raise Rejection("IncorrectCommitRevealVersion")
    if not committer.registered:
        raise Rejection("HotKeyNotRegisteredInSubNet")
    if rate_limited(committer.block, committer.last_update, committer.rate_limit):
        raise Rejection(
            "CommittingWeightsTooFast",
            block=committer.block,
            last_update=committer.last_update,
            rate_limit=committer.rate_limit,
        )


def require_target(*, exists: bool) -> None:
    """Refuse a commit to a mechanism that is not there; a call asks this first of all.

    Raises:
        Rejection: MechanismDoesNotExist.
    """
    if not exists:
        raise Rejection("MechanismDoesNotExist")


@rule("CON-51")
def commit(queue: Sequence[Commit], commit_hash: str, committer: Committer) -> tuple[Commit, ...]:
    """The hotkey's commits after one more. Its last update becomes the current block.

    Expired commits leave the front of the queue; at most ten may wait.

    Raises:
        Rejection: the first check that fails.
    """
    check_committer(committer)
    _, live = _split(queue, committer)
    if len(live) >= MAX_UNREVEALED_COMMITS:
        raise Rejection("TooManyUnrevealedCommits", commits=len(live), limit=MAX_UNREVEALED_COMMITS)
    window = reveal_window(committer.block, committer)
    return (*live, Commit(commit_hash, committer.block, *window))


@rule("CON-52")
def reveal(
    queue: Sequence[Commit] | None, revealed: str, *, enabled: bool, clock: Clock
) -> tuple[Commit, ...]:
    """The hotkey's commits after a reveal: the revealed one is gone, and **all before it**.

    The weights are then set by `store_weights`; if that rejects, the queue stays as it was.

    Args:
        queue: the hotkey's commits, oldest first; None where none are stored.
        revealed: hash of the revealed weights.
        enabled: whether the subnet uses commit-reveal.
        clock: schedule and current block.

    Raises:
        Rejection: CommitRevealDisabled, NoWeightsCommitFound, ExpiredWeightCommit,
            InvalidRevealCommitHashNotMatch or RevealTooEarly.
    """
    expired, live = _open(queue, enabled=enabled, clock=clock)
    if not live and not _holds(expired, revealed):
        raise Rejection("NoWeightsCommitFound", expired=len(expired))
    return live[_find(expired, live, revealed, clock) + 1 :]


@rule("CON-53")
def batch_reveal(
    queue: Sequence[Commit] | None,
    revealed: Sequence[str],
    *,
    enabled: bool,
    clock: Clock,
) -> tuple[Commit, ...]:
    """The hotkey's commits after several reveals: only the revealed ones are gone.

    All are validated before the first is removed, so one that is named twice fails the second time.

    Raises:
        Rejection: as `reveal`, except that an empty queue gets the answer for an unknown hash.
    """
    expired, live = _open(queue, enabled=enabled, clock=clock)
    for reveal in revealed:
        _find(expired, live, reveal, clock)
    for reveal in revealed:
        position = _find(expired, live, reveal, clock)
        live = live[:position] + live[position + 1 :]
    return live


@rule("CON-14")
def oldest_live_block(blocks: Iterable[int], clock: Clock) -> int | None:
    """Block of a hotkey's oldest commit that is not expired, over both kinds of commits."""
    return min((block for block in blocks if not is_expired(block, clock)), default=None)


def _split(queue: Sequence[Commit], clock: Clock) -> tuple[tuple[Commit, ...], tuple[Commit, ...]]:
    """The expired commits at the front of the queue, and the rest."""
    live = 0
    while live < len(queue) and is_expired(queue[live].block, clock):
        live += 1
    return tuple(queue[:live]), tuple(queue[live:])


def _open(
    queue: Sequence[Commit] | None, *, enabled: bool, clock: Clock
) -> tuple[tuple[Commit, ...], tuple[Commit, ...]]:
    if not enabled:
        raise Rejection("CommitRevealDisabled")
    if queue is None:
        raise Rejection("NoWeightsCommitFound")
    return _split(queue, clock)


def _holds(commits: Iterable[Commit], commit_hash: str) -> bool:
    return any(commit.hash == commit_hash for commit in commits)


def _find(expired: Sequence[Commit], live: Sequence[Commit], revealed: str, clock: Clock) -> int:
    """Position of the first live commit with this hash, which must be in its epoch."""
    for position, commit in enumerate(live):
        if commit.hash == revealed:
            if not is_revealable(commit.block, clock):
                raise Rejection("RevealTooEarly", epoch=clock.epoch, committed=commit.block)
            return position
    if _holds(expired, revealed):
        raise Rejection("ExpiredWeightCommit", epoch=clock.epoch)
    raise Rejection("InvalidRevealCommitHashNotMatch", commits=len(live))
