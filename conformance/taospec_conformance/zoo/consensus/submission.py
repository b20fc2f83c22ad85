"""Wrong about when an epoch runs, and how weights get into storage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from taospec.consensus.arrays import U16_MAX
from taospec.consensus.schedule import Tempo
from taospec.consensus.submission.set_weights import Accepted, Submission
from taospec.consensus.submission.timelock import reveal_timelocked
from taospec.forks import Fork, change
from taospec.operations.consensus.steps import Numbers, Upscaled, Weights, max_upscale_fixed
from taospec.operations.consensus.submission import (
    BatchRevealCall,
    Due,
    Queue,
    RevealCall,
    batch_reveal,
    epoch_due,
    reveal,
    set_weights,
)
from taospec_conformance.zoo.base import Wrong


class EpochAtRemainderZero(Wrong):
    """Runs the epoch where the remainder is 0, a block after the chain does."""

    name = "epoch-at-remainder-zero"
    breaks = "CON-46"
    whose = "readers of the comment above the function"
    operations = ("consensus.epoch_due",)

    def consensus_epoch_due(self, fork: Fork, given: Tempo) -> Due:
        """The chain's schedule, a block late."""
        before = replace(given, block=max(given.block - 1, 0))
        right: Due = epoch_due(fork, given)
        return replace(right, due=epoch_due(fork, before).due)


class OneUpscale(Wrong):
    """Scales weights of every size by one formula, where the chain has two branches."""

    name = "one-upscale"
    breaks = "CON-65"
    whose = "ports that see one formula in two, and clients that scale before they submit"
    operations = ("consensus.max_upscale", "consensus.max_upscale_fixed", "consensus.set_weights")

    def consensus_max_upscale(self, _fork: Fork, given: Weights) -> Upscaled:
        """The exact parts of the largest."""
        return Upscaled(weights=_upscaled(given.weights))

    def consensus_max_upscale_fixed(self, fork: Fork, given: Numbers) -> Upscaled:
        """The same; numbers below zero are the chain's business."""
        if min(given.values, default=0) < 0:
            right: Upscaled = max_upscale_fixed(fork, given)
            return right
        return Upscaled(weights=_upscaled(given.values))

    def consensus_set_weights(self, fork: Fork, given: Submission) -> Accepted:
        """What is stored of weights that the chain accepts."""
        right: Accepted = set_weights(fork, given)
        row = zip(given.uids, _upscaled(given.values), strict=True)
        return replace(right, row=tuple(row))


def _upscaled(values: Sequence[int]) -> tuple[int, ...]:
    largest = max(values, default=0) or 1
    return tuple((2 * U16_MAX * value + largest) // (2 * largest) for value in values)


class UpdatesAtTheReveal(Wrong):
    """Takes the block of a reveal for the last update, which the commit has set already."""

    name = "updates-at-the-reveal"
    breaks = "CON-48"
    whose = "ports in which a reveal is a submission like any other"
    operations = ("consensus.set_weights",)

    def consensus_set_weights(self, fork: Fork, given: Submission) -> Accepted:
        """Every accepted submission is an update."""
        right: Accepted = set_weights(fork, given)
        return replace(right, last_update=given.block)


class RevealsOneOnly(Wrong):
    """Removes the revealed commit and leaves those before it in the queue."""

    name = "reveals-one-only"
    breaks = "CON-52"
    whose = "ports in which a single reveal is a batch of one"
    operations = ("consensus.reveal",)

    def consensus_reveal(self, fork: Fork, given: RevealCall) -> Queue:
        """What the chain accepts, but with the rule of a batch for what remains."""
        reveal(fork, given)
        fields = given.to_dict()
        remains: Queue = batch_reveal(fork, BatchRevealCall(hashes=(fields.pop("hash"),), **fields))
        return remains


class RetriesReveals(Wrong):
    """Tries timelocked commits again in every block, which `dtao` does not."""

    name = "retries-reveals"
    breaks = "CON-56"
    whose = "indexers that replay old blocks with the rules of today"
    operations = ("consensus.reveal_timelocked",)

    def changed(self, right: Fork) -> Fork:
        """The fork with what later forks do."""
        return right.variant(
            consensus=change(submission=change(reveal_timelocked=reveal_timelocked))
        )
