"""The schedule of epochs, weights that are submitted, and commits of both kinds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated, TypeVar

from taospec.consensus import schedule
from taospec.consensus.counted_epochs import Schedule
from taospec.consensus.schedule import Clock
from taospec.consensus.submission import commit_reveal, timelock
from taospec.consensus.submission import set_weights as rules
from taospec.consensus.submission.commit_reveal import Commit, Committer
from taospec.consensus.submission.set_weights import Accepted, StatedWeights, Submission
from taospec.consensus.submission.timelock import (
    Opened,
    Queues,
    Sealed,
    TimelockedCommit,
)
from taospec.forks import Fork
from taospec.operations.declare import operation
from taospec.quantities import U16, U64, Block, Bool, IfStated, Text
from taospec.timeline import since, until
from taospec.wire import Record

UNTIL_BALANCER = until("balancer")

_OF_A_REVEAL = (
    "CommitRevealDisabled",
    "ExpiredWeightCommit",
    "InvalidRevealCommitHashNotMatch",
    "NoWeightsCommitFound",
    "RevealTooEarly",
)

Call = TypeVar("Call", bound=Committer)

# Schedule


@dataclass(frozen=True, slots=True)
class Due(Record):
    """Where a block stands among epochs.

    Attributes:
        due: whether the epoch runs in this block.
        epoch: index of the epoch that the block belongs to.
    """

    due: Bool
    epoch: U64


@operation("consensus.epoch_due")
def epoch_due(fork: Fork, given: Schedule) -> Due:
    """Whether a subnet's epoch runs in a block, and which epoch the block belongs to."""
    rules = fork.consensus.schedule
    return Due(rules.due(given), rules.epoch(given))


@dataclass(frozen=True, slots=True)
class CommitBlock(Clock):
    """A commit of an earlier block.

    Attributes:
        commit_block: when it was made.
    """

    commit_block: Block


@dataclass(frozen=True, slots=True)
class RevealWindow(Record):
    """When a commit can be revealed.

    Attributes:
        first_block: the first block in which it can be.
        last_block: the last one.
        expired: whether that is over.
        revealable: whether it can be now.
    """

    first_block: Block
    last_block: Block
    expired: Bool
    revealable: Bool


@operation("consensus.reveal_window", forks=UNTIL_BALANCER)
def reveal_window(_fork: Fork, given: CommitBlock) -> RevealWindow:
    """In which blocks a commit can be revealed."""
    return RevealWindow(
        *schedule.reveal_window(given.commit_block, given),
        expired=schedule.is_expired(given.commit_block, given),
        revealable=schedule.is_revealable(given.commit_block, given),
    )


@dataclass(frozen=True, slots=True)
class CommitBlocks(Clock):
    """The commits of a hotkey.

    Attributes:
        commit_blocks: blocks of its commits of both kinds, in any order.
    """

    commit_blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class OldestCommit(Record):
    """The oldest commit that is not expired.

    Attributes:
        block: its block; null if there is none.
    """

    block: Block | None


@operation("consensus.oldest_commit", forks=since("dereg", until="balancer"))
def oldest_commit(_fork: Fork, given: CommitBlocks) -> OldestCommit:
    """Block of a hotkey's oldest live commit, with which its weights are masked."""
    return OldestCommit(commit_reveal.oldest_live_block(given.commit_blocks, given))


# Weights


@operation(
    "consensus.set_weights",
    rejects=(
        "CanNotSetRootNetworkWeights",
        "CommitRevealEnabled",
        "DuplicateUids",
        "HotKeyNotRegisteredInSubNet",
        "IncorrectWeightVersionKey",
        "MaxWeightExceeded",
        "MechanismDoesNotExist",
        "NeuronNoValidatorPermit",
        "NotEnoughStakeToSetWeights",
        "SettingWeightsTooFast",
        "SubNetworkDoesNotExist",
        "UidVecContainInvalidOne",
        "UidsLengthExceedUidsInSubNet",
        "WeightVecLengthIsLow",
        "WeightVecNotEqualSize",
    ),
)
def set_weights(fork: Fork, given: Submission) -> Accepted:
    """Weights that a hotkey submits, directly or by a reveal: what is stored of them."""
    limit = fork.consensus.submission.weight_limit(given.max_weight_limit)
    store = rules.store_weights if given.revealed else rules.set_weights
    return store(replace(given, max_weight_limit=limit), fork.consensus.submission.absent)


# Commit and reveal


def _as_checked(fork: Fork, given: Call) -> Call:
    """What is checked of a commit; early forks do not ask whether subnet and mechanism exist."""
    return replace(given, exists=fork.consensus.submission.commit_target(given.exists))


@dataclass(frozen=True, slots=True)
class CommitCall(Committer):
    """A new commit.

    Attributes:
        queue: the hotkey's commits so far, oldest first.
        hash: what the new one's weights must hash to.
    """

    queue: tuple[Commit, ...]
    hash: Text


@dataclass(frozen=True, slots=True)
class Committed(Record):
    """What is stored after a commit.

    Attributes:
        queue: the hotkey's commits, oldest first.
        last_update: block of the hotkey's last update.
    """

    queue: tuple[Commit, ...]
    last_update: Block


@operation(
    "consensus.commit",
    forks=UNTIL_BALANCER,
    rejects=(
        "CommitRevealDisabled",
        "CommittingWeightsTooFast",
        "HotKeyNotRegisteredInSubNet",
        "MechanismDoesNotExist",
        "TooManyUnrevealedCommits",
    ),
)
def commit(fork: Fork, given: CommitCall) -> Committed:
    """A hotkey promises weights by their hash."""
    queue = commit_reveal.commit(given.queue, given.hash, _as_checked(fork, given))
    return Committed(queue, given.block)


@dataclass(frozen=True, slots=True)
class Revealing(Clock):
    """The hotkey's commits when it reveals.

    Attributes:
        commit_reveal: whether the subnet uses commit-reveal.
        queue: the hotkey's commits, oldest first; null if none are stored.
    """

    commit_reveal: Bool
    queue: tuple[Commit, ...] | None


@dataclass(frozen=True, slots=True)
class RevealCall(Revealing):
    """A reveal.

    Attributes:
        hash: what the revealed weights hash to.
    """

    hash: Text


@dataclass(frozen=True, slots=True)
class BatchRevealCall(Revealing):
    """Several reveals at once.

    Attributes:
        hashes: what the weights hash to that are revealed together, in this order.
    """

    hashes: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Queue(Record):
    """What remains after a reveal.

    Attributes:
        queue: the hotkey's commits, oldest first; the last one to go takes the entry with it.
    """

    queue: tuple[Commit, ...]


@operation("consensus.reveal", forks=UNTIL_BALANCER, rejects=_OF_A_REVEAL)
def reveal(_fork: Fork, given: RevealCall) -> Queue:
    """A hotkey reveals the weights behind one hash, and drops the commits before it."""
    enabled = given.commit_reveal
    return Queue(commit_reveal.reveal(given.queue, given.hash, enabled=enabled, clock=given))


@operation("consensus.batch_reveal", forks=UNTIL_BALANCER, rejects=_OF_A_REVEAL)
def batch_reveal(_fork: Fork, given: BatchRevealCall) -> Queue:
    """A hotkey reveals the weights behind several hashes."""
    enabled = given.commit_reveal
    return Queue(
        commit_reveal.batch_reveal(given.queue, given.hashes, enabled=enabled, clock=given)
    )


# Timelocked commits


@dataclass(frozen=True, slots=True)
class TimelockedCall(Committer):
    """A new timelocked commit, and all commits of the mechanism.

    Attributes:
        version: version of the commit.
        expected_version: the version that the chain asks for; `dtao` does not ask.
        queues: all timelocked commits by the index of the epoch they were made in, oldest first.
        hotkey: who commits; any text that can be compared.
        round: the drand round whose signature opens the commit.
        sealed: what it decrypts to; null if nothing readable comes out.
        number: from `balancer` on the number of the epoch that the block belongs to; unstated, as
            the upgrade would write it in this block.
    """

    version: U16
    expected_version: U16
    queues: Queues
    hotkey: Text
    round: U64
    sealed: StatedWeights | None
    number: Annotated[U64 | None, IfStated] = None


@dataclass(frozen=True, slots=True)
class Timelocked(Record):
    """What is stored after a timelocked commit.

    Attributes:
        queues: the mechanism's commits by the index of the epoch they were made in.
        last_update: block of the hotkey's last update.
    """

    queues: Queues
    last_update: Block


@operation(
    "consensus.commit_timelocked",
    rejects=(
        "CommitRevealDisabled",
        "CommittingWeightsTooFast",
        "HotKeyNotRegisteredInSubNet",
        "IncorrectCommitRevealVersion",
        "MechanismDoesNotExist",
        "TooManyUnrevealedCommits",
    ),
)
def commit_timelocked(fork: Fork, given: TimelockedCall) -> Timelocked:
    """A hotkey promises weights that a future drand round opens."""
    new = TimelockedCommit(given.hotkey, given.block, given.round, given.sealed)
    expected = fork.consensus.submission.commit_version(given.expected_version)
    epoch = fork.consensus.submission.filed_under(given, given.number)
    queues = timelock.commit_timelocked(
        given.queues, new, given.version, expected, _as_checked(fork, given), epoch
    )
    return Timelocked(queues, given.block)


@dataclass(frozen=True, slots=True)
class TimelockedReveal(Clock):
    """All timelocked commits of a mechanism, and what opens them.

    Attributes:
        queues: the commits by the index of the epoch they were made in, oldest first.
        known_rounds: the drand rounds whose signatures the chain knows, in any order.
        number: from `balancer` on the number of the epoch that the block belongs to; unstated, as
            the upgrade would write it in this block.
    """

    queues: Queues
    known_rounds: tuple[U64, ...]
    number: Annotated[U64 | None, IfStated] = None


@operation("consensus.reveal_timelocked")
def reveal_timelocked(fork: Fork, given: TimelockedReveal) -> Opened:
    """What a block reveals of the timelocked commits of a mechanism."""
    known = frozenset(given.known_rounds)

    def opened(waiting: TimelockedCommit) -> StatedWeights | Sealed:
        if waiting.round not in known:
            return Sealed.ROUND_MISSING
        return waiting.sealed or Sealed.UNREADABLE

    return fork.consensus.submission.reveal_timelocked(given.queues, given, opened, given.number)
