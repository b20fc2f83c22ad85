"""What wrong Yumas have in common."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import replace

from taospec.consensus.epoch.rules import EpochRules
from taospec.forks import Fork
from taospec_conformance.zoo.base import Wrong

EPOCHS: tuple[str, ...] = ("consensus.epoch", "consensus.epochs")


class WrongEpoch(Wrong):
    """Runs the fork's epochs, but for one of their rules."""

    operations = EPOCHS

    @abstractmethod
    def rules(self, right: EpochRules) -> EpochRules:
        """The rules of the epoch, with one replaced."""

    def changed(self, right: Fork) -> Fork:
        """The fork with these rules."""
        return replace(right, epoch=self.rules(right.epoch))
