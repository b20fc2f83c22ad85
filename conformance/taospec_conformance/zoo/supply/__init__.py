"""Wrong supplies: of what a block mints, and of what the ledger books."""

from __future__ import annotations

from taospec_conformance.zoo.supply import emission, ledger

MODULES = (emission, ledger)
