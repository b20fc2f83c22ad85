"""What an epoch has to hand out, and to whom it goes if nobody mined."""

from __future__ import annotations

from dataclasses import dataclass

from taospec.numbers import raw
from taospec.rules import rule

_U64 = raw.U64


@dataclass(frozen=True, slots=True)
class Pots:
    """What an epoch pays out apart from incentives and the owner's cut.

    Attributes:
        validators: rao of alpha for validators and their nominators on the subnet.
        root: what is for stake on root: rao of TAO in `dtao` and `dereg`, of alpha from `flow` on.
    """

    validators: int
    root: int


@dataclass(frozen=True, slots=True)
class HalvedPendings:
    """What `dtao` and `dereg` have set aside since the last epoch.

    Attributes:
        emission: `PendingEmission`, rao of alpha.
        swapped: `PendingAlphaSwapped`, rao of alpha that was meant to be sold for root.
        root: `PendingRootDivs`, rao of TAO that the sales brought.
    """

    emission: int
    swapped: int
    root: int

    @property
    def total(self) -> int:
        """Rao that the epoch splits, the sold alpha included."""
        return raw.add(self.emission, self.swapped, _U64)

    def pots(self, incentives: int) -> Pots:
        """What is paid of it; see `halved_pots`."""
        return halved_pots(self, incentives)


@dataclass(frozen=True, slots=True)
class SeparatePendings:
    """What is set aside from `flow` on, rao of alpha.

    Attributes:
        server: `PendingServerEmission`.
        validator: `PendingValidatorEmission`.
        root: `PendingRootAlphaDivs`.
    """

    server: int
    validator: int
    root: int

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
        return Pots(pendings.emission, pendings.root)
    return Pots(raw.sub(pendings.total // 2, pendings.swapped, _U64), pendings.root)


@rule("COI-18")
def separate_pots(pendings: SeparatePendings, incentives: int) -> Pots:
    """From `flow` on: the validators' pot, and the miners' as well if the incentives sum to 0.

    Args:
        pendings: what was set aside.
        incentives: rao that the epoch assigned to miners.
    """
    if incentives == 0:
        return Pots(raw.add(pendings.validator, pendings.server, _U64), pendings.root)
    return Pots(pendings.validator, pendings.root)
