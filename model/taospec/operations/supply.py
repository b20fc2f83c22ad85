"""Operations of the chapter supply."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from taospec.forks import Fork
from taospec.operations.declare import operation
from taospec.supply import alpha, emission, eras, minting, projection
from taospec.supply import ledger as totals
from taospec.supply.events import Event
from taospec.supply.ledger import Ledger
from taospec.wire import U8, U16, U64, U128, Block, Bool, Rao, Record, Text, Unit

Blocks = Annotated[U128, Unit("block")]
Seconds = Annotated[U128, Unit("s")]
Milliseconds = Annotated[int, Field(strict=True, ge=1, le=0xFFFF_FFFF), Unit("ms")]
Fixed32 = Annotated[U128, Unit("U96F32 bits")]
ShareBits = Annotated[U128, Unit("raw bits")]


class Nothing(Record):
    """No input."""


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


class Standing(Record):
    """The era of an issuance and what is missing to the next; null in the last era."""

    era: U8
    threshold: Rao
    emission: Rao
    next_threshold: Rao | None
    remaining: Rao | None
    blocks: Block | None


@operation("supply.era")
def era(_fork: Fork, given: Issuance) -> Standing:
    """Which halving era an issuance is in, and how far the next one is."""
    return Standing(**_fields(eras.standing(given.total_issuance)))


class Era(Record):
    """A row of the schedule; the last era has no end."""

    era: U8
    threshold: Rao
    emission: Rao
    blocks: Block | None
    blocks_before: Block
    seconds: Annotated[U64, Unit("s")]
    years: Annotated[U16, Unit("Julian years")]
    days: Annotated[U16, Unit("days")]


class Schedule(Record):
    """All eras from issuance zero, without recycling."""

    eras: tuple[Era, ...]


@operation("supply.schedule")
def schedule(_fork: Fork, given: Nothing) -> Schedule:  # noqa: ARG001 - declares that there is no input
    """The whole table of eras: threshold, emission, blocks and wall clock."""
    return Schedule(eras=tuple(Era(**_fields(row)) for row in eras.schedule()))


class Start(Record):
    """Where a projection starts and the pace it assumes; times in seconds since 1970."""

    total_issuance: Rao
    block: Block
    unix_time: Annotated[U64, Unit("s")]
    block_time: Milliseconds
    recycled_per_day: Rao


class Halving(Record):
    """A coming halving; null where the issuance never gets there."""

    era: U8
    threshold: Rao
    emission: Rao
    blocks: Blocks | None
    crossed_in: Blocks | None
    first_block: Blocks | None
    seconds: Seconds | None
    unix_time: Seconds | None


class Projection(Record):
    """Every coming halving in order."""

    halvings: tuple[Halving, ...]


@operation("supply.project")
def project(_fork: Fork, given: Start) -> Projection:
    """Block and date of each coming halving, for a given pace of recycling."""
    start = projection.Start(**dict(given))
    halvings = (Halving(**_fields(item)) for item in projection.project(start))
    return Projection(halvings=tuple(halvings))


class Subnet(Record):
    """A subnet that shares in the emission of a block.

    `weight` is its moving price (U96F32) in the forks that split by price, its share (U64F64) in
    those that split by flow; `price` TAO per alpha; `alpha_emission` what its own curve allows.
    """

    weight: ShareBits
    price: Fixed32
    alpha_emission: Rao
    registration_open: Bool


class EmittingBlock(Record):
    """A block's emission and the subnets that share it, in the chain's order."""

    emission: Rao
    subnets: tuple[Subnet, ...]


class Injection(Record):
    """What a subnet takes in, whole amounts; `excess` is TAO that buys alpha from its pool."""

    tao_in: Rao
    alpha_in: Rao
    alpha_out: Rao
    excess: Rao


class Minted(Record):
    """Every subnet's injection, and what the block adds to `TotalIssuance`."""

    subnets: tuple[Injection, ...]
    minted: Annotated[U128, Unit("rao")]


@operation("supply.injection")
def injection(fork: Fork, given: EmittingBlock) -> Minted:
    """How a block's emission is split, injected and minted."""
    parts = fork.supply.parts(given.emission, given.subnets)
    injections = [
        minting.whole(fork.supply.terms(part, subnet, given.emission))
        for part, subnet in zip(parts, given.subnets, strict=True)
    ]
    return Minted(
        subnets=tuple(Injection(**_fields(item)) for item in injections),
        minted=fork.supply.minted(injections),
    )


class AlphaReserves(Record):
    """The counters of a subnet's alpha, as the chain names them."""

    alpha_in: Rao
    alpha_in_provided: Rao
    alpha_out: Rao


class AlphaEmission(Record):
    """The alpha issuance that the curve reads, and what it answers."""

    alpha_issuance: Rao
    emission: Rao


@operation("supply.alpha_emission")
def alpha_emission(fork: Fork, given: AlphaReserves) -> AlphaEmission:
    """Alpha that a block creates for the participants of a subnet."""
    issuance = fork.supply.alpha_issuance(alpha.AlphaReserves(**dict(given)))
    return AlphaEmission(alpha_issuance=issuance, emission=emission.block_emission(issuance))


class SubnetCurve(Record):
    """A subnet whose alpha curve a block evaluates."""

    netuid: U16
    reserves: AlphaReserves


class Evaluations(Record):
    """The storage item `BlockEmission` before a block, and the curves that the block evaluates."""

    stored: Rao
    total_issuance: Rao
    subnets: tuple[SubnetCurve, ...]


class StoredEmission(Record):
    """The storage item `BlockEmission` after the block."""

    stored: Rao


@operation("supply.stored_block_emission")
def stored_block_emission(fork: Fork, given: Evaluations) -> StoredEmission:
    """What the storage item `BlockEmission` holds after a block: the last curve evaluated."""
    subnets = sorted(given.subnets, key=lambda subnet: fork.supply.curve_order(subnet.netuid))
    issuances = [given.total_issuance]
    for subnet in subnets:
        reserves = alpha.AlphaReserves(**dict(subnet.reserves))
        issuances.append(fork.supply.alpha_issuance(reserves))
    return StoredEmission(stored=alpha.stored_block_emission(given.stored, issuances))


class LedgerEvent(Record):
    """The four totals and one event."""

    ledger: Ledger
    event: Event


@operation("supply.ledger")
def ledger(fork: Fork, given: LedgerEvent) -> Ledger:
    """The four totals of TAO after an event."""
    return totals.applied(fork.supply.ledger, given.ledger, given.event, fork.constants)


class LedgerEvents(Record):
    """The four totals and a sequence of events."""

    ledger: Ledger
    events: tuple[Event, ...]


class Step(Record):
    """The code an event was rejected with, if it was, and the totals after it."""

    rejected: Text | None
    ledger: Ledger


class Steps(Record):
    """One step an event."""

    steps: tuple[Step, ...]


@operation("supply.ledger_trace")
def ledger_trace(fork: Fork, given: LedgerEvents) -> Steps:
    """The four totals after each event of a sequence; a rejected one changes nothing."""
    trace = totals.trace(fork.supply.ledger, given.ledger, given.events, fork.constants)
    return Steps(steps=tuple(Step(rejected=code, ledger=state) for code, state in trace))


def _fields(item: object) -> dict[str, int | None]:
    return {name: getattr(item, name) for name in item.__slots__}  # type: ignore[attr-defined]  # a slotted dataclass
