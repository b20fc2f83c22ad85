"""Wrong about how much a block mints."""

from __future__ import annotations

import math
from abc import abstractmethod
from dataclasses import replace

from taospec.forks import Fork, change
from taospec.operations.supply import (
    Emission,
    EmittingBlock,
    Evaluations,
    Issuance,
    Minted,
    Nothing,
    Projection,
    Schedule,
    StoredEmission,
    injection,
    project,
    schedule,
)
from taospec.supply.emission import BLOCK_EMISSION, THRESHOLDS, TOTAL_SUPPLY, block_emission
from taospec.supply.eras import Era
from taospec.supply.projection import Start
from taospec_conformance.zoo.base import Wrong

_BLOCKS_PER_ERA = 10_500_000


class _WrongEmission(Wrong):
    """Breaks SUP-3, by a curve of its own."""

    breaks = "SUP-3"
    operations = ("supply.block_emission",)

    @abstractmethod
    def curve(self, issuance: int) -> int:
        """Rao that the next block mints."""

    def supply_block_emission(self, _fork: Fork, given: Issuance) -> Emission:
        """What the curve says."""
        return Emission(emission=self.curve(given.total_issuance))


class HalvesByBlockHeight(_WrongEmission):
    """Counts blocks instead of coins: a halving every 10,500,000 blocks.

    Since the chain minted one TAO a block from the start, it takes the issuance in TAO for the
    height, which is right in the first era only.
    """

    name = "halves-by-block-height"
    whose = "most explainers, after the model of Bitcoin"

    def curve(self, issuance: int) -> int:
        """Half as much with every 10,500,000 blocks."""
        height = issuance // BLOCK_EMISSION
        return BLOCK_EMISSION >> height // _BLOCKS_PER_ERA


class HalvesAtARoundedThreshold(_WrongEmission):
    """Rounds the logarithm to the nearest integer where the chain floors it.

    The first halving then comes at 6,150,758 TAO.
    """

    name = "halves-at-a-rounded-threshold"
    whose = "a public simulator of subnet economics"

    def curve(self, issuance: int) -> int:
        """The nearest power of two."""
        if issuance >= TOTAL_SUPPLY:
            return 0
        return BLOCK_EMISSION >> round(math.log2(TOTAL_SUPPLY / (TOTAL_SUPPLY - issuance)))


class Float64Issuance(_WrongEmission):
    """Holds the issuance in TAO as a double, which has no room for the last rao."""

    name = "float64-issuance"
    whose = "ports to JavaScript that read amounts as numbers"

    def curve(self, issuance: int) -> int:
        """The chain's formula on doubles."""
        ratio = (issuance / 1e9) / 21_000_000.0
        if ratio >= 1.0:
            return 0
        return math.floor(1e9 / 2.0 ** math.floor(math.log2(1.0 / (1.0 - ratio))))


class SmoothLogarithm(_WrongEmission):
    """Leaves out the floor: the emission then falls a little with every block."""

    name = "smooth-logarithm"
    whose = "readers of a comment in the source that says `smooth out the emission rate`"

    def curve(self, issuance: int) -> int:
        """Proportional to what is left to mint."""
        left = max(0, TOTAL_SUPPLY - issuance)
        return BLOCK_EMISSION * left // TOTAL_SUPPLY


class ForgetsTheCap(_WrongEmission):
    """Goes on minting one rao a block for ever."""

    name = "forgets-the-cap"
    whose = "ports whose table of eras has no last row"

    def curve(self, issuance: int) -> int:
        """At least one rao."""
        return max(1, block_emission(issuance))


class GreaterForGreaterOrEqual(_WrongEmission):
    """Compares with > where the chain has >=, and halves one rao too late."""

    name = "greater-for-greater-or-equal"
    whose = "ports that read `reached` as `passed`"

    def curve(self, issuance: int) -> int:
        """Half as much for every threshold below the issuance."""
        return BLOCK_EMISSION >> sum(issuance > threshold for threshold in THRESHOLDS)


class EqualEras(Wrong):
    """Gives every era 10,500,000 blocks.

    From era 10 on the emission is no power of two any more, and an era takes longer.
    """

    name = "equal-eras"
    breaks = "SUP-5"
    whose = "tables that continue the first eras by copying them"
    operations = ("supply.schedule",)

    def supply_schedule(self, fork: Fork, given: Nothing) -> Schedule:
        """The right table but for the blocks."""
        right = schedule(fork, given)
        return Schedule(eras=tuple(self._equal(row) for row in right.eras))

    @staticmethod
    def _equal(row: Era) -> Era:
        blocks = None if row.blocks is None else _BLOCKS_PER_ERA
        before = row.era * _BLOCKS_PER_ERA
        return replace(row, blocks=blocks, blocks_before=before)


class IgnoresRecycling(Wrong):
    """Counts down to the next halving as if nothing were ever recycled."""

    name = "ignores-recycling"
    breaks = "SUP-6"
    whose = "countdown pages"
    operations = ("supply.project",)

    def supply_project(self, fork: Fork, given: Start) -> Projection:
        """The projection without recycling."""
        right: Projection = project(fork, replace(given, recycled_per_day=0))
        return right


class MintsAllOfIt(Wrong):
    """Says that a block mints its whole emission, whatever the floors of the shares leave."""

    name = "mints-all-of-it"
    breaks = "SUP-7"
    whose = "simulators that add the emission to the issuance once a block"
    operations = ("supply.injection",)

    def supply_injection(self, fork: Fork, given: EmittingBlock) -> Minted:
        """The right injections, and the emission as their sum."""
        right: Minted = injection(fork, given)
        return replace(right, minted=given.emission)


class AlphaOutsideOnly(Wrong):
    """Reads the alpha curve at the alpha outside the pool, and forgets what is inside."""

    name = "alpha-outside-only"
    breaks = "SUP-11"
    whose = "readers who take `SubnetAlphaOut` for the supply of a subnet's alpha"
    operations = ("supply.alpha_emission",)

    def changed(self, right: Fork) -> Fork:
        """The fork with another alpha issuance."""

        def outside(_alpha_in: int, _provided: int, alpha_out: int) -> int:
            return alpha_out

        return right.variant(supply=change(alpha_issuance=outside))


class TrustsBlockEmission(Wrong):
    """Believes that the storage item `BlockEmission` holds the emission of TAO."""

    name = "trusts-block-emission"
    breaks = "SUP-12"
    whose = "several libraries and dashboards that read it from storage"
    operations = ("supply.stored_block_emission",)

    def supply_stored_block_emission(self, _fork: Fork, given: Evaluations) -> StoredEmission:
        """The emission of the TAO curve."""
        return StoredEmission(stored=block_emission(given.total_issuance))
