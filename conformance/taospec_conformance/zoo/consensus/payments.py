"""Wrong about what is stored and paid."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import replace
from typing import Any

import numpy as np

from taospec.consensus.arrays import U16_MAX, Raw, U16s, to_u16
from taospec.consensus.epoch.records import EpochInput, EpochOutput
from taospec.consensus.epoch.rules import EpochRules
from taospec.forks import Change, Fork, change
from taospec.operations.consensus.epoch import EpochResults, EpochRow, epoch, epochs
from taospec_conformance.zoo.base import Wrong
from taospec_conformance.zoo.consensus.base import EPOCHS, WrongEpoch

_HALF = 1 << 31


class RoundsProportions(WrongEpoch):
    """Stores the nearest 65,535th of a proportion, where the chain floors."""

    name = "rounds-proportions"
    breaks = "CON-2"
    whose = "ports that round wherever they lose digits"
    operations = ("consensus.bonds", *EPOCHS)

    def rules(self, _right: EpochRules) -> Change:
        """⌊65535·x + 1/2⌋."""

        def nearest(values: Raw) -> U16s:
            units: Raw = np.minimum(np.maximum((values * U16_MAX + _HALF) >> 32, 0), U16_MAX)
            return units.astype(np.uint16)

        return change(to_u16=nearest)


class _Misreports(Wrong):
    """Runs the right epochs and says something else of them."""

    operations = EPOCHS

    @abstractmethod
    def reported(self, right: EpochOutput) -> dict[str, Any]:
        """The fields that are wrong, from an answer that has its trace."""

    def consensus_epoch(self, fork: Fork, given: EpochInput) -> EpochOutput:
        """One epoch, reported wrongly."""
        return self._report(epoch(fork, _traced(given)), traced=given.trace)

    def consensus_epochs(self, fork: Fork, given: EpochRow) -> EpochResults:
        """Epochs in a row; what is wrong here feeds no later one."""
        row = replace(given, start=_traced(given.start))
        reported = (
            self._report(epoch, traced=given.start.trace) for epoch in epochs(fork, row).epochs
        )
        return EpochResults(tuple(reported))

    def _report(self, right: EpochOutput, *, traced: bool) -> EpochOutput:
        shown = right.trace if traced else None
        return replace(right, **self.reported(right), trace=shown)


def _traced(given: EpochInput) -> EpochInput:
    return replace(given, trace=True)


class AddsUpTheEmission(_Misreports):
    """Records as emission what it paid for mining and for validating, added up.

    The chain floors their sum by itself, a rao or more above the two floors.
    """

    name = "adds-up-the-emission"
    breaks = "CON-37"
    whose = "dashboards, and ports that store one number less"

    def reported(self, right: EpochOutput) -> dict[str, Any]:
        """The sum of two floors."""
        return {"emission": right.server_emission + right.validator_emission}


class StoresRanksAsTheyAre(_Misreports):
    """Stores under the name of rank the ranks, and not the incentive once more."""

    name = "stores-ranks-as-they-are"
    breaks = "CON-67"
    whose = "ports that go by the names of the storage items"

    def reported(self, right: EpochOutput) -> dict[str, Any]:
        """The ranks before they are normalised."""
        assert right.trace is not None  # noqa: S101 - it was asked for
        return {"rank": to_u16(right.trace.ranks)}
