"""Mechanisms: what they share out, and what is recorded of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any

from taospec.consensus.epoch import mechanisms
from taospec.consensus.epoch.mechanisms import SubnetOutput
from taospec.consensus.epoch.records import other_lengths
from taospec.forks import Fork
from taospec.operations.consensus.steps import SINCE_DEREG
from taospec.operations.declare import operation
from taospec.quantities import U8, U16, AlphaRao, Length
from taospec.wire import Record


@dataclass(frozen=True, slots=True)
class EmissionOfSubnet(Record):
    """What the mechanisms of a subnet share.

    Attributes:
        emission: alpha rao of the subnet.
        count: its number of mechanisms.
        split: the stored parts, of 65535 together; null for equal ones.
    """

    emission: AlphaRao
    count: U8
    split: tuple[U16, ...] | None


@dataclass(frozen=True, slots=True)
class EmissionOfMechanisms(Record):
    """What each mechanism gets.

    Attributes:
        shares: alpha rao, one amount a mechanism; what the floors leave over is in the first.
    """

    shares: tuple[AlphaRao, ...]


@operation("consensus.mechanism_split", forks=SINCE_DEREG)
def mechanism_split(_fork: Fork, given: EmissionOfSubnet) -> EmissionOfMechanisms:
    """What each mechanism of a subnet gets to share out."""
    shares = mechanisms.split_emission(given.emission, given.count, given.split)
    return EmissionOfMechanisms(tuple(shares))


def _stated(result: SubnetOutput) -> dict[str, Any]:
    """Its lists; of some a fork knows nothing."""
    return {name: value for name, value in result.to_dict().items() if value is not None}


@dataclass(frozen=True, slots=True, eq=False)
class MechanismResults(Record):
    """What each mechanism got of a subnet's emission, and what came of that.

    Attributes:
        emission: alpha rao of the subnet.
        shares: alpha rao that each mechanism got.
        results: results of each mechanism, all of the same n.
    """

    emission: AlphaRao
    shares: Annotated[tuple[AlphaRao, ...], Length(least=1)]
    results: tuple[SubnetOutput, ...]

    def misfits(self) -> Iterator[tuple[str, str]]:
        """Another number of results than of shares, or the first list of another length."""
        wrong = [*other_lengths(len(self.shares), results=self.results)]
        if not wrong:
            n = len(self.results[0].active)
            wrong = [bad for result in self.results for bad in other_lengths(n, **_stated(result))]
        yield from wrong[:1]


@operation("consensus.mechanism_merge", forks=SINCE_DEREG)
def mechanism_merge(_fork: Fork, given: MechanismResults) -> SubnetOutput:
    """The results of all mechanisms as they are recorded for the subnet."""
    return mechanisms.merge(given.results, given.shares, given.emission)
