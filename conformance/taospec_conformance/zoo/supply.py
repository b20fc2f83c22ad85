"""Wrong about the supply."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from taospec.supply.emission import BLOCK_EMISSION, THRESHOLDS
from taospec.supply.operations import Issuance
from taospec_conformance.zoo.base import Wrong


def emission(rao: int) -> Mapping[str, Any]:
    """An answer of `supply.block_emission`."""
    return {"ok": {"emission": str(rao)}}


class GreaterForGreaterOrEqual(Wrong):
    """Compares the issuance with > where the chain has >=, and halves one rao too late."""

    name = "greater-for-greater-or-equal"
    breaks = "SUP-3"
    whose = "the porter who reads `reached` as `passed`"

    def supply_block_emission(self, _fork: str, given: Issuance) -> Mapping[str, Any]:
        """Counts thresholds strictly below the issuance."""
        era = sum(given.total_issuance > threshold for threshold in THRESHOLDS)
        return emission(BLOCK_EMISSION >> era)
