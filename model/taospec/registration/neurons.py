"""Who gets a uid, and who loses one for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from taospec.quantities import U16, Block, Bool
from taospec.rejections import Rejection
from taospec.rules import rule
from taospec.wire import Record


class Neuron(NamedTuple):
    """What decides whether a neuron keeps its uid.

    Attributes:
        uid: its place.
        score: pruning score of the last epoch, from `authorfee` on its emission in rao; the lowest
            goes first.
        registered: block in which it got the uid.
        immortal: whether it cannot lose the uid at all.
    """

    uid: U16
    score: U16
    registered: Block
    immortal: Bool = False


@dataclass(frozen=True, slots=True)
class Admission(Record):
    """What a subnet has admitted already.

    Attributes:
        this_block: neurons admitted in this block.
        most_a_block: how many a block admits (`MaxRegistrationsPerBlock`).
        this_interval: neurons admitted in this interval.
        target: of the interval (`TargetRegistrationsPerInterval`).
    """

    this_block: U16
    most_a_block: U16
    this_interval: U16
    target: U16


# An interval may admit so many times its target.
INTERVAL_FACTOR = 3
_U16_MAX = 2**16 - 1


@rule("REG-3", "REG-49")
def require_room(admission: Admission) -> int:
    """Refuse a neuron where block or interval have admitted enough.

    Returns:
        How many the interval admits.

    Raises:
        Rejection: TooManyRegistrationsThisBlock, then TooManyRegistrationsThisInterval.
    """
    if admission.this_block >= admission.most_a_block:
        raise Rejection(
            "TooManyRegistrationsThisBlock",
            admitted=admission.this_block,
            maximum=admission.most_a_block,
        )
    most = min(INTERVAL_FACTOR * admission.target, _U16_MAX)
    if admission.this_interval >= most:
        raise Rejection(
            "TooManyRegistrationsThisInterval", admitted=admission.this_interval, maximum=most
        )
    return most


@rule("REG-4")
def to_prune(neurons: Iterable[Neuron], now: int, immunity: int) -> int:
    """The uid that a new neuron takes over on a full subnet.

    The lowest score goes, among equals the earliest registration, among these the lowest uid. The
    young are asked only if there is nobody else. If all are immortal the answer is uid 0.

    Args:
        neurons: all of the subnet.
        now: the block.
        immunity: blocks for which a neuron counts as young.
    """
    mortal = [neuron for neuron in neurons if not neuron.immortal]
    old = [neuron for neuron in mortal if max(0, now - neuron.registered) >= immunity]
    candidates = old or mortal
    if not candidates:
        return 0
    return min(candidates, key=lambda neuron: (neuron.score, neuron.registered, neuron.uid)).uid


@rule("REG-28")
def least_paid_to_prune(
    neurons: Iterable[Neuron], now: int, immunity: int, kept: int
) -> int | None:
    """The uid that a new neuron takes over on a full subnet, from `authorfee` on.

    The one with the least emission goes, among equals the earliest registration, among these the
    lowest uid. The young are asked only where no more than a number of the old are left.

    Args:
        neurons: those of the subnet that have a hotkey.
        now: the block.
        immunity: blocks for which a neuron counts as young.
        kept: how many that are neither young nor immortal stay in any case (`MinNonImmuneUids`).

    Returns:
        Its uid; None if nobody makes room.
    """
    mortal = [neuron for neuron in neurons if not neuron.immortal]
    old = [neuron for neuron in mortal if max(0, now - neuron.registered) >= immunity]
    young = [neuron for neuron in mortal if max(0, now - neuron.registered) < immunity]
    candidates = old if len(old) > kept else young
    if not candidates:
        return None
    return min(candidates, key=lambda neuron: (neuron.score, neuron.registered, neuron.uid)).uid


@rule("REG-5")
def immortal_uids(owned: Sequence[Neuron], owner_uid: int | None, limit: int) -> list[int]:
    """`dereg`: the uids of a subnet's owner that no registration can take.

    The first so many of the owner's, by registration and then by uid; the one of the subnet's own
    hotkey comes before them all.

    Args:
        owned: neurons whose hotkeys belong to the subnet's owner.
        owner_uid: of the subnet's own hotkey; None if it has none.
        limit: `ImmuneOwnerUidsLimit`.
    """
    ranked = [neuron.uid for neuron in sorted(owned, key=lambda one: (one.registered, one.uid))]
    chosen = ranked[:limit]
    if owner_uid is not None and owner_uid not in chosen:
        chosen = [owner_uid, *chosen][:limit]
    return chosen
