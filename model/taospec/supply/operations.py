"""Operations of the chapter supply."""

from __future__ import annotations

from taospec.forks import Fork
from taospec.operations import operation
from taospec.supply import emission
from taospec.wire import Rao, Record


class Issuance(Record):
    """The counter `TotalIssuance`."""

    total_issuance: Rao


class Emission(Record):
    """What one block mints at most."""

    emission: Rao


@operation("supply.block_emission")
def block_emission(_fork: Fork, given: Issuance) -> Emission:
    """Rao that the next block mints at most, from the issuance before it."""
    return Emission(emission=emission.block_emission(given.total_issuance))
