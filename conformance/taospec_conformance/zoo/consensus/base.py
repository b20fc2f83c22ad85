"""What wrong Yumas have in common."""

from __future__ import annotations

from abc import abstractmethod

from taospec.consensus.epoch.rules import EpochRules
from taospec.forks import Change, Fork, change
from taospec_conformance.zoo.base import Wrong

EPOCHS: tuple[str, ...] = ("consensus.epoch", "consensus.epochs")


class WrongEpoch(Wrong):
    """Runs the fork's epochs, but for one of their rules."""

    operations = EPOCHS

    @abstractmethod
    def rules(self, right: EpochRules) -> Change:
        """What changes in the rules of the epoch."""

    def changed(self, right: Fork) -> Fork:
        """The fork with these rules."""
        return right.variant(consensus=change(epoch=self.rules(right.consensus.epoch)))
