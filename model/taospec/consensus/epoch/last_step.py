"""How long ago the last epoch ran."""

from __future__ import annotations

from taospec.consensus.epoch.records import EpochInput
from taospec.rules import rule


@rule("CON-23")
def a_tempo_ago(given: EpochInput) -> int:
    """Before `balancer` the last epoch is taken to have run a tempo ago."""
    return given.tempo


@rule("CON-75")
def since_last_step(given: EpochInput) -> int:
    """From `balancer` on blocks since the one after it; a tempo if there was none."""
    return max(0, given.block - given.last_step - 1) if given.last_step else given.tempo
