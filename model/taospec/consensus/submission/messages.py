"""What the schedule and the submission of weights are asked and answer."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator

from taospec.consensus.messages import Part, StakeBits
from taospec.wire import U16, U64, Block, Bool, Rao, Record, SparseRow, Text, Unit

Blocks = Annotated[U64, Unit("blocks")]


# Schedule


class Tempo(Record):
    """A subnet's number, its tempo and a block."""

    netuid: U16
    tempo: U16
    block: Block


class Due(Record):
    """Whether the epoch runs in this block, and the index of the epoch the block belongs to."""

    due: Bool
    epoch: U64


class Clocked(Tempo):
    """The schedule, and the epochs between a commit and its reveal."""

    reveal_period: Annotated[U64, Unit("epochs")]


class CommitBlock(Clocked):
    """A commit of an earlier block."""

    commit_block: Block


class RevealWindow(Record):
    """When a commit can be revealed, and whether that is over, or now."""

    first_block: Block
    last_block: Block
    expired: Bool
    revealable: Bool


class CommitBlocks(Clocked):
    """The blocks of a hotkey's commits of both kinds."""

    commit_blocks: tuple[Block, ...]


class OldestCommit(Record):
    """The oldest block of them that is not expired."""

    block: Block | None


# Weights


class Submission(Record):
    """Weights that a hotkey submits, and what is checked.

    `exists` says whether subnet and mechanism do; `uid` is null for a hotkey that is not
    registered; `stake_weight` is that of the hotkey; `last_update` is 0 before the first;
    `revealed` weights come out of a commit.
    """

    netuid: U16
    exists: Bool
    n: U16
    uid: U16 | None
    stake_weight: StakeBits
    stake_threshold: Rao
    network_version_key: U64
    commit_reveal: Bool
    revealed: Bool
    block: Block
    last_update: Block
    rate_limit: Blocks
    permit: Bool
    min_allowed_weights: U16
    max_weight_limit: Part
    uids: tuple[U16, ...]
    values: tuple[U16, ...]
    version_key: U64


class Accepted(Record):
    """The row of weights that is stored, and the block of the last update after it."""

    row: SparseRow
    last_update: Block


# Commit and reveal


class Commit(Record):
    """A promise to reveal the weights behind a hash; the two blocks are stored for information."""

    hash: Text
    block: Block
    first_reveal: Block
    last_reveal: Block


class Committing(Clocked):
    """What is checked of whoever commits.

    `exists` says whether subnet and mechanism do; `last_update` is 0 before the first.
    """

    exists: Bool
    commit_reveal: Bool
    registered: Bool
    last_update: Block
    rate_limit: Blocks


class CommitCall(Committing):
    """A new commit, and the hotkey's commits so far."""

    queue: tuple[Commit, ...]
    hash: Text


class Committed(Record):
    """The hotkey's commits and the block of its last update."""

    queue: tuple[Commit, ...]
    last_update: Block


class Revealing(Clocked):
    """The hotkey's commits; null if none are stored."""

    commit_reveal: Bool
    queue: tuple[Commit, ...] | None


class RevealCall(Revealing):
    """What the revealed weights hash to."""

    hash: Text


class BatchRevealCall(Revealing):
    """What the weights hash to that are revealed together."""

    hashes: tuple[Text, ...]


class Queue(Record):
    """The hotkey's commits that remain; the last one to go takes the entry with it."""

    queue: tuple[Commit, ...]


# Timelocked commits


class SealedWeights(Record):
    """What the payload of a timelocked commit decrypts to."""

    uids: tuple[U16, ...]
    values: tuple[U16, ...]
    version_key: U64


class TimelockedCommit(Record):
    """Weights that the drand `round` opens; `sealed` is null if nothing readable comes out.

    The chain stores the `block` of the commit since `dereg`.
    """

    hotkey: Text
    block: Block
    round: U64
    sealed: SealedWeights | None


def _each_epoch_once(queues: TimelockedQueues) -> TimelockedQueues:
    """The queues themselves.

    Raises:
        ValueError: an epoch has two.
    """
    if len(dict(queues)) != len(queues):
        message = "an epoch has two queues"
        raise ValueError(message)
    return queues


TimelockedQueues = tuple[tuple[U64, tuple[TimelockedCommit, ...]], ...]
Queues = Annotated[TimelockedQueues, AfterValidator(_each_epoch_once)]


class TimelockedCall(Committing):
    """A new timelocked commit, and all commits of the mechanism by epoch."""

    version: U16
    expected_version: U16
    queues: Queues
    hotkey: Text
    round: U64
    sealed: SealedWeights | None


class Timelocked(Record):
    """The mechanism's commits by epoch and the block of the hotkey's last update."""

    queues: Queues
    last_update: Block


class TimelockedReveal(Clocked):
    """All timelocked commits of a mechanism by epoch, and the drand rounds known to the chain."""

    queues: Queues
    known_rounds: tuple[U64, ...]


class Revealed(Record):
    """A hotkey's weights that came to light."""

    hotkey: Text
    weights: SealedWeights


class Opened(Record):
    """What is revealed in this block, in order, and the commits that remain."""

    revealed: tuple[Revealed, ...]
    queues: Queues
