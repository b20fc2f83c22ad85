"""Operations about places: their prices, who is admitted, who makes room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, NamedTuple

from taospec.forks import Fork
from taospec.operations.declare import operation
from taospec.quantities import U16, U64, AlphaRao, Block, Bool, Rao, Unit
from taospec.registration import neurons, terms
from taospec.registration.neurons import Admission, Neuron
from taospec.rejections import Rejection
from taospec.timeline import since, until
from taospec.wire import Record

Part = Annotated[U64, Unit("1/(2^64-1)")]


@dataclass(frozen=True, slots=True)
class Terms(Record):
    """The two prices of a place, their bounds, and what an interval counted.

    Attributes:
        burn: price in TAO.
        min_burn: lower bound of it.
        max_burn: upper bound of it.
        difficulty: price in work.
        min_difficulty: lower bound of it.
        max_difficulty: upper bound of it.
        registrations: of the interval.
        burned: those by burn.
        worked: those by proof of work.
        target: how many there should be.
        adjustment_alpha: how much of an old price stays.
    """

    burn: Rao
    min_burn: Rao
    max_burn: Rao
    difficulty: U64
    min_difficulty: U64
    max_difficulty: U64
    registrations: U16
    burned: U16
    worked: U16
    target: U16
    adjustment_alpha: Part


@dataclass(frozen=True, slots=True)
class Adjusted(Record):
    """The two prices after an interval.

    Attributes:
        burn: price in TAO.
        difficulty: price in work.
    """

    burn: Rao
    difficulty: U64


@operation("registration.adjust", forks=until("burnprice"))
def adjust(_fork: Fork, given: Terms) -> Adjusted:
    """Burn and difficulty after an interval of registrations."""
    interval = terms.Interval(given.registrations, given.burned, given.worked, given.target)
    moves, alpha = terms.moving(interval), given.adjustment_alpha
    burn, difficulty = given.burn, given.difficulty
    if moves.burn:
        bounds = terms.Bounds(given.min_burn, given.max_burn)
        burn = terms.adjusted(burn, interval, alpha, bounds)
    if moves.difficulty:
        bounds = terms.Bounds(given.min_difficulty, given.max_difficulty)
        difficulty = terms.adjusted(difficulty, interval, alpha, bounds)
    return Adjusted(burn, difficulty)


@dataclass(frozen=True, slots=True)
class Admitted(Record):
    """A place for one more.

    Attributes:
        left: neurons that the interval still admits after this one.
    """

    left: U16


@operation(
    "registration.admit",
    forks=until("burnprice"),
    rejects=(
        "TooManyRegistrationsThisBlock",
        "TooManyRegistrationsThisInterval",
    ),
)
def admit(_fork: Fork, given: Admission) -> Admitted:
    """Whether block and interval admit one more neuron."""
    return Admitted(neurons.require_room(given) - given.this_interval - 1)


@dataclass(frozen=True, slots=True)
class FullSubnet(Record):
    """The neurons of a subnet that has no place left.

    Attributes:
        neurons: all of them.
        now: the block.
        immunity: blocks for which a neuron counts as young.
    """

    neurons: tuple[Neuron, ...]
    now: Block
    immunity: Block


@dataclass(frozen=True, slots=True)
class Place(Record):
    """A place on a subnet.

    Attributes:
        uid: its number.
    """

    uid: U16


@operation("registration.prune_neuron", forks=until("authorfee"))
def prune_neuron(_fork: Fork, given: FullSubnet) -> Place:
    """The uid that a new neuron takes over."""
    return Place(neurons.to_prune(given.neurons, given.now, given.immunity))


class PaidNeuron(NamedTuple):
    """What decides whether a neuron keeps its uid, from `authorfee` on.

    Attributes:
        uid: its place.
        emission: alpha that the last epoch recorded for it.
        registered: block in which it got the uid.
        immortal: whether it cannot lose the uid at all.
    """

    uid: U16
    emission: AlphaRao
    registered: Block
    immortal: Bool


@dataclass(frozen=True, slots=True)
class PaidNeurons(Record):
    """The neurons of a subnet that has no place left.

    Attributes:
        neurons: those that have a hotkey.
        now: the block.
        immunity: blocks for which a neuron counts as young.
        kept: how many that are neither young nor immortal stay (`MinNonImmuneUids`).
    """

    neurons: tuple[PaidNeuron, ...]
    now: Block
    immunity: Block
    kept: U16


@operation("registration.make_room", forks=since("authorfee"), rejects=("NoNeuronIdAvailable",))
def make_room(_fork: Fork, given: PaidNeurons) -> Place:
    """The uid that a new neuron takes over, where the least paid makes room."""
    paid = [Neuron(*neuron) for neuron in given.neurons]
    uid = neurons.least_paid_to_prune(paid, given.now, given.immunity, given.kept)
    if uid is None:
        raise Rejection("NoNeuronIdAvailable")
    return Place(uid)


@dataclass(frozen=True, slots=True)
class OwnedNeurons(Record):
    """The neurons of a subnet's owner.

    Attributes:
        owned: those whose hotkeys belong to the owner.
        owner_uid: of the subnet's own hotkey; null if it has none.
        limit: how many are immortal.
    """

    owned: tuple[Neuron, ...]
    owner_uid: U16 | None
    limit: U16


@dataclass(frozen=True, slots=True)
class Places(Record):
    """Places on a subnet.

    Attributes:
        uids: their numbers.
    """

    uids: tuple[U16, ...]


@operation("registration.immortal", forks=since("dereg"))
def immortal(_fork: Fork, given: OwnedNeurons) -> Places:
    """The uids of a subnet's owner that no registration can take."""
    return Places(tuple(neurons.immortal_uids(given.owned, given.owner_uid, given.limit)))
