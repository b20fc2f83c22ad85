"""What an epoch has to hand out, and to whom it goes if nobody mined."""

from __future__ import annotations

from dataclasses import dataclass

from taospec.numbers import raw
from taospec.quantities import AlphaRao, Rao
from taospec.rules import rule
from taospec.wire import Record

_U64 = raw.U64


@dataclass(frozen=True, slots=True)
class Pots(Record):
    """What the epoch splits, and what is paid to validators and for root.

    Attributes:
        total: alpha that the epoch splits.
        validators: the validators' pot, alpha.
        root: root's pot: TAO before `flow`, alpha since.
    """

    total: AlphaRao
    validators: AlphaRao
    root: Rao


@dataclass(frozen=True, slots=True)
class HalvedPendings(Record):
    """What `dtao` and `dereg` have set aside since the last epoch.

    Attributes:
        emission: `PendingEmission`, alpha.
        swapped: `PendingAlphaSwapped`, alpha that was meant to be sold for root.
        root: `PendingRootDivs`, TAO that the sales brought.
    """

    emission: AlphaRao
    swapped: AlphaRao
    root: Rao

    @property
    def total(self) -> int:
        """Rao that the epoch splits, the sold alpha included."""
        return raw.add(self.emission, self.swapped, _U64)

    def pots(self, incentives: int) -> Pots:
        """What is paid of it; see `halved_pots`."""
        return halved_pots(self, incentives)


@dataclass(frozen=True, slots=True)
class SeparatePendings(Record):
    """What is set aside from `flow` on for miners, validators and root.

    Attributes:
        server: `PendingServerEmission`.
        validator: `PendingValidatorEmission`.
        root: `PendingRootAlphaDivs`.
    """

    server: AlphaRao
    validator: AlphaRao
    root: AlphaRao

    @property
    def total(self) -> int:
        """Rao that the epoch splits."""
        return raw.add(raw.add(self.server, self.validator, _U64), self.root, _U64)

    def pots(self, incentives: int) -> Pots:
        """What is paid of it; see `separate_pots`."""
        return separate_pots(self, incentives)


@rule("COI-17")
def halved_pots(pendings: HalvedPendings, incentives: int) -> Pots:
    """`dtao` and `dereg`: half of everything less what was sold, for validators.

    If the incentives sum to 0, it is all that was not sold.

    Args:
        pendings: what was set aside.
        incentives: rao that the epoch assigned to miners.
    """
    if incentives == 0:
        return Pots(pendings.total, pendings.emission, pendings.root)
    validators = raw.sub(pendings.total // 2, pendings.swapped, _U64)
    return Pots(pendings.total, validators, pendings.root)


@rule("COI-18")
def separate_pots(pendings: SeparatePendings, incentives: int) -> Pots:
    """From `flow` on: the validators' pot, and the miners' as well if the incentives sum to 0.

    Args:
        pendings: what was set aside.
        incentives: rao that the epoch assigned to miners.
    """
    validators = pendings.validator
    if incentives == 0:
        validators = raw.add(validators, pendings.server, _U64)
    return Pots(pendings.total, validators, pendings.root)
