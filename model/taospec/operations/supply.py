"""Operations of the chapter supply."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from taospec.forks import Fork
from taospec.operations.declare import operation
from taospec.quantities import U16, U128, AlphaRao, Bool, Rao, Text, Unit
from taospec.supply import alpha, emission, eras, minting, projection
from taospec.supply import ledger as totals
from taospec.supply.alpha import AlphaReserves
from taospec.supply.eras import Era, Standing
from taospec.supply.events import Event
from taospec.supply.ledger import Ledger
from taospec.supply.minting import Injection, Subnet
from taospec.supply.projection import Halving, Start
from taospec.timeline import since, until
from taospec.wire import Record


@dataclass(frozen=True, slots=True)
class Nothing(Record):
    """No input."""


@dataclass(frozen=True, slots=True)
class Issuance(Record):
    """The counter `TotalIssuance`.

    Attributes:
        total_issuance: TAO in existence before the block, as the chain counts it.
    """

    total_issuance: Rao


@dataclass(frozen=True, slots=True)
class Emission(Record):
    """What one block mints at most.

    Attributes:
        emission: TAO that the block mints at most.
    """

    emission: Rao


@operation("supply.block_emission")
def block_emission(_fork: Fork, given: Issuance) -> Emission:
    """Rao that the next block mints at most, from the issuance before it."""
    return Emission(emission.block_emission(given.total_issuance))


@operation("supply.era")
def era(_fork: Fork, given: Issuance) -> Standing:
    """Which halving era an issuance is in, and how far the next one is."""
    return eras.standing(given.total_issuance)


@dataclass(frozen=True, slots=True)
class Schedule(Record):
    """All eras from issuance zero, without recycling.

    Attributes:
        eras: one row an era, the last one without emission included.
    """

    eras: tuple[Era, ...]


@operation("supply.schedule")
def schedule(_fork: Fork, given: Nothing) -> Schedule:  # noqa: ARG001 - declares that there is no input
    """The whole table of eras: threshold, emission, blocks and wall clock."""
    return Schedule(tuple(eras.schedule()))


@dataclass(frozen=True, slots=True)
class Projection(Record):
    """Every coming halving in order.

    Attributes:
        halvings: the next one first; none past the last threshold.
    """

    halvings: tuple[Halving, ...]


@operation("supply.project")
def project(_fork: Fork, given: Start) -> Projection:
    """Block and date of each coming halving, for a given pace of recycling."""
    return Projection(tuple(projection.project(given)))


@dataclass(frozen=True, slots=True)
class EmittingBlock(Record):
    """A block's emission and the subnets that share it.

    Attributes:
        emission: TAO that the block mints at most.
        subnets: the subnets that share it, in the chain's order.
    """

    emission: Rao
    subnets: tuple[Subnet, ...]


@dataclass(frozen=True, slots=True)
class Minted(Record):
    """What a block puts into subnets and mints.

    Attributes:
        subnets: every subnet's injection, in the order of the input.
        minted: what the block adds to `TotalIssuance`.
    """

    subnets: tuple[Injection, ...]
    minted: Annotated[U128, Unit("rao")]


@operation("supply.injection", forks=until("rootprice"))
def injection(fork: Fork, given: EmittingBlock) -> Minted:
    """How a block's emission is split, injected and minted."""
    rules, emission = fork.supply, given.emission
    parts = rules.parts(emission, [subnet.weight for subnet in given.subnets])
    injections = tuple(
        minting.whole(
            rules.terms(
                part, subnet.price, subnet.alpha_emission, subnet.registration_open, emission
            )
        )
        for part, subnet in zip(parts, given.subnets, strict=True)
    )
    tao_in = [injection.tao_in for injection in injections]
    return Minted(injections, rules.minted(tao_in, [each.excess for each in injections]))


@dataclass(frozen=True, slots=True)
class SubnetBesideRoot(Record):
    """A subnet that shares in the emission of a block, and root's weight in it.

    Attributes:
        share: its share of the emission, raw bits of U64F64.
        price: TAO per alpha, raw bits of U96F32.
        alpha_emission: alpha rao that its own curve allows a block.
        root_proportion: root's weight in the subnet, raw bits of U96F32; at most 1 on the chain.
        registration_open: whether neurons can register, by burn or by proof of work.
    """

    share: Annotated[U128, Unit("U64F64 bits")]
    price: Annotated[U128, Unit("U96F32 bits")]
    alpha_emission: AlphaRao
    root_proportion: Annotated[U128, Unit("U96F32 bits")]
    registration_open: Bool


@dataclass(frozen=True, slots=True)
class MintedBlock(Record):
    """What a block has minted and the subnets that share it.

    Attributes:
        emission: TAO that the block has minted.
        subnets: the subnets that share it, in the order of storage.
    """

    emission: Rao
    subnets: tuple[SubnetBesideRoot, ...]


@dataclass(frozen=True, slots=True)
class Intakes(Record):
    """What a block puts into subnets, and what of its emission it does not.

    Attributes:
        subnets: every subnet's injection, in the order of the input.
        left: TAO that neither enters a pool nor buys from one; it is recycled.
    """

    subnets: tuple[Injection, ...]
    left: Rao


@operation("supply.intake", forks=since("rootprice"))
def intake(fork: Fork, given: MintedBlock) -> Intakes:
    """How the minted emission of a block is split and what pools can take in beside root."""
    rules, emission = fork.supply, given.emission
    parts = rules.parts(emission, [subnet.share for subnet in given.subnets])
    taken = tuple(
        minting.whole(
            rules.terms(
                part,
                subnet.price,
                subnet.alpha_emission,
                subnet.registration_open,
                subnet.root_proportion,
            )
        )
        for part, subnet in zip(parts, given.subnets, strict=True)
    )
    spent = sum(each.tao_in + each.excess for each in taken)
    return Intakes(taken, max(0, emission - spent))


@dataclass(frozen=True, slots=True)
class AlphaEmission(Record):
    """The alpha issuance that the curve reads, and what it answers.

    Attributes:
        alpha_issuance: alpha rao in existence, as the fork counts it.
        emission: alpha rao that a block creates for the participants of the subnet.
    """

    alpha_issuance: AlphaRao
    emission: AlphaRao


@operation("supply.alpha_emission")
def alpha_emission(fork: Fork, given: AlphaReserves) -> AlphaEmission:
    """Alpha that a block creates for the participants of a subnet."""
    issuance = _issuance(fork, given)
    return AlphaEmission(issuance, emission.block_emission(issuance))


@dataclass(frozen=True, slots=True)
class SubnetCurve(Record):
    """A subnet whose alpha curve a block evaluates.

    Attributes:
        netuid: number of the subnet.
        reserves: the counters of its alpha.
    """

    netuid: U16
    reserves: AlphaReserves


@dataclass(frozen=True, slots=True)
class Evaluations(Record):
    """What the storage item `BlockEmission` depends on in a block.

    Attributes:
        stored: what it holds before the block, in rao.
        total_issuance: the counter `TotalIssuance`, of which the curve is evaluated first.
        subnets: the subnets whose curves the block evaluates, in any order.
    """

    stored: Rao
    total_issuance: Rao
    subnets: tuple[SubnetCurve, ...]


@dataclass(frozen=True, slots=True)
class StoredEmission(Record):
    """The storage item `BlockEmission` after the block.

    Attributes:
        stored: what it holds, in rao of whichever token the last stored evaluation was about.
    """

    stored: Rao


@operation("supply.stored_block_emission")
def stored_block_emission(fork: Fork, given: Evaluations) -> StoredEmission:
    """What the storage item `BlockEmission` holds after a block: the last curve evaluated."""
    subnets = sorted(given.subnets, key=lambda subnet: fork.supply.curve_order(subnet.netuid))
    issuances = [given.total_issuance]
    issuances += (_issuance(fork, subnet.reserves) for subnet in subnets)
    return StoredEmission(alpha.stored_block_emission(given.stored, issuances))


def _issuance(fork: Fork, reserves: AlphaReserves) -> int:
    return fork.supply.alpha_issuance(
        reserves.alpha_in, reserves.alpha_in_provided, reserves.alpha_out
    )


@dataclass(frozen=True, slots=True)
class LedgerEvent(Record):
    """The four totals and one event.

    Attributes:
        ledger: the totals before it.
        event: what happens, by its kind.
    """

    ledger: Ledger
    event: Event


@operation(
    "supply.ledger",
    rejects=(
        "CannotAffordLockCost",
        "FaucetDisabled",
        "InsufficientBalance",
        "InsufficientLiquidity",
        "NoSuchEvent",
        "NotEnoughBalanceToPaySwapColdKey",
        "NotEnoughBalanceToPaySwapHotKey",
        "NotEnoughBalanceToStake",
        "Payment",
        "Token(BelowMinimum)",
        "ZeroBalanceAfterWithdrawn",
    ),
)
def ledger(fork: Fork, given: LedgerEvent) -> Ledger:
    """The four totals of TAO after an event."""
    return totals.applied(fork.supply.ledger, given.ledger, given.event, fork.constants)


@dataclass(frozen=True, slots=True)
class LedgerEvents(Record):
    """The four totals and a sequence of events.

    Attributes:
        ledger: the totals before the first event.
        events: what happens, in this order.
    """

    ledger: Ledger
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Step(Record):
    """What became of one event.

    Attributes:
        rejected: the code it was rejected with, null if it was not.
        ledger: the totals after it; a rejected event changes nothing.
    """

    rejected: Text | None
    ledger: Ledger


@dataclass(frozen=True, slots=True)
class Steps(Record):
    """A trace of the totals.

    Attributes:
        steps: one for each event, in order.
    """

    steps: tuple[Step, ...]


@operation("supply.ledger_trace")
def ledger_trace(fork: Fork, given: LedgerEvents) -> Steps:
    """The four totals after each event of a sequence; a rejected one changes nothing."""
    trace = totals.trace(fork.supply.ledger, given.ledger, given.events, fork.constants)
    return Steps(tuple(Step(code, state) for code, state in trace))
