"""Wrong about subnets with several mechanisms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from taospec.consensus.arrays import U16_MAX, U16s
from taospec.consensus.epoch.mechanisms import SubnetOutput
from taospec.forks import Fork
from taospec.operations.consensus.mechanisms import (
    EmissionOfMechanisms,
    EmissionOfSubnet,
    MechanismResults,
    mechanism_merge,
    mechanism_split,
)
from taospec_conformance.zoo.base import Wrong

_PROPORTIONS = (
    "stake_weight",
    "consensus",
    "validator_trust",
    "rank",
    "trust",
    "dividends",
    "pruning_scores",
)
_U64_MAX = 2**64 - 1


class NormalisesTheSplit(Wrong):
    """Scales parts that sum to more than 65,535 down, so that no more is paid than there is."""

    name = "normalises-the-split"
    breaks = "CON-63"
    whose = "ports that check what they read from storage"
    operations = ("consensus.mechanism_split",)

    def consensus_mechanism_split(
        self, fork: Fork, given: EmissionOfSubnet
    ) -> EmissionOfMechanisms:
        """The chain's amounts of a split that is one."""
        parts = given.split or ()
        total = max(sum(parts), U16_MAX)
        scaled = tuple(part * U16_MAX // total for part in parts)
        right: EmissionOfMechanisms = mechanism_split(
            fork, replace(given, split=scaled if parts else given.split)
        )
        return right


class AveragesMechanismsAtOnce(Wrong):
    """Adds the parts of all mechanisms up and floors the sum, where the chain floors each time.

    Two equal mechanisms are then recorded as what either is.
    """

    name = "averages-mechanisms-at-once"
    breaks = "CON-62"
    whose = "ports that write a weighted average in one line"
    operations = ("consensus.mechanism_merge",)

    def consensus_mechanism_merge(self, fork: Fork, given: MechanismResults) -> SubnetOutput:
        """The right record, but for the proportions."""
        right: SubnetOutput = mechanism_merge(fork, given)
        if not given.emission:
            return right

        def averaged(name: str) -> U16s:
            columns = zip(
                *(getattr(result, name).tolist() for result in given.results), strict=True
            )
            averages = [self._average(column, given) for column in columns]
            return np.array(averages, dtype=np.uint16)

        proportions: dict[str, Any] = {name: averaged(name) for name in _PROPORTIONS}
        return replace(right, **proportions)

    @staticmethod
    def _average(values: Sequence[int], given: MechanismResults) -> int:
        weighted = sum(value * share for value, share in zip(values, given.shares, strict=True))
        return min(weighted // given.emission, U16_MAX)


class RecordsAllEmission(Wrong):
    """Records the emission of all mechanisms added up; the chain weighs it by their parts again."""

    name = "records-all-emission"
    breaks = "CON-45"
    whose = "everybody who reads `Emission` as what was paid"
    operations = ("consensus.mechanism_merge",)

    def consensus_mechanism_merge(self, fork: Fork, given: MechanismResults) -> SubnetOutput:
        """The right record, but for the emission."""
        right: SubnetOutput = mechanism_merge(fork, given)
        columns = zip(*(result.emission.tolist() for result in given.results), strict=True)
        whole = [min(sum(column), _U64_MAX) for column in columns]
        return replace(right, emission=np.array(whole, dtype=np.uint64))
