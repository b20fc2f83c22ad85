"""The neurons of a subnet: adding one at the end, giving a uid to another hotkey."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace as replace_fields
from typing import Any

from taospec.network.chain import Chain
from taospec.network.effects import senate
from taospec.network.kinds import packed, pairs
from taospec.network.rules import NeuronRules
from taospec.network.table import Table
from taospec.registration.neurons import Neuron, immortal_uids, least_paid_to_prune, to_prune
from taospec.rejections import Rejection
from taospec.rules import rule

MECHANISM_STRIDE = 4096
U16_MAX = 2**16 - 1
# The score of a uid that was chosen, whether or not it was then given away.
CHOSEN = U16_MAX


def mechanism_index(netuid: int, mechanism: int) -> int:
    """Where the vectors and rows of a mechanism are stored."""
    return min(MECHANISM_STRIDE * mechanism + netuid, U16_MAX)


def mechanism_indices(chain: Chain, netuid: int) -> Iterator[int]:
    """Where the vectors and rows of each mechanism of a subnet are stored."""
    for mechanism in range(chain.mechanism_count_current[netuid]):
        yield mechanism_index(netuid, mechanism)


def forget_mechanism(chain: Chain, index: int) -> None:
    """Remove what is stored of a mechanism: its vectors, its rows, and what is committed for it."""
    chain.incentive.remove(index)
    chain.last_update.remove(index)
    for table in (
        chain.weights,
        chain.bonds,
        chain.weight_commits,
        chain.timelocked_weight_commits,
    ):
        table.remove_under(index)


def has_mechanism(chain: Chain, netuid: int, mechanism: int) -> bool:
    """Whether there is such a subnet, and such a mechanism of it."""
    return chain.exists(netuid) and mechanism < chain.fork.network.neurons.mechanisms(chain, netuid)


def _one_mechanism(_chain: Chain, _netuid: int) -> int:
    return 1


def _stored_mechanisms(chain: Chain, netuid: int) -> int:
    return chain.mechanism_count_current[netuid]


@rule("REG-4")
def register(chain: Chain, netuid: int, hotkey: bytes) -> int:
    """Give a hotkey the next uid, or on a full subnet the one that makes room.

    Returns:
        The uid chosen. It still belongs to the subnet's own hotkey if nobody else could make room;
        then nothing but its score has changed.

    Raises:
        Rejection: NoNeuronIdAvailable.
    """
    if chain.subnetwork_n[netuid] < chain.max_allowed_uids[netuid]:
        return append(chain, netuid, hotkey)
    uid = require_room(chain, netuid)
    chain.fork.network.neurons.choose(chain, netuid, uid)
    replace(chain, netuid, uid, hotkey)
    return uid


def require_room(chain: Chain, netuid: int) -> int:
    """The uid for one neuron more: the next one, or on a full subnet the one that makes room.

    Raises:
        Rejection: NoNeuronIdAvailable, where nobody makes room.
    """
    if chain.subnetwork_n[netuid] < chain.max_allowed_uids[netuid]:
        return chain.subnetwork_n[netuid]
    uid = chain.fork.network.neurons.to_replace(chain, netuid)
    if uid is None:
        raise Rejection("NoNeuronIdAvailable", netuid=netuid)
    return uid


# Who makes room


@rule("REG-4")
def lowest_scored(chain: Chain, netuid: int) -> int | None:
    """Before `authorfee`: by pruning score; somebody always makes room."""
    return to_prune(neurons(chain, netuid), chain.now, chain.immunity_period[netuid])


def _score_highest(chain: Chain, netuid: int, uid: int) -> None:
    """Before `authorfee`: whoever was chosen gets the highest score."""
    set_element(chain.pruning_scores, netuid, uid, CHOSEN)


@rule("REG-28")
def least_paid(chain: Chain, netuid: int) -> int | None:
    """From `authorfee` on: by emission; so many that are old enough to go are kept."""
    return least_paid_to_prune(
        _paid(chain, netuid),
        chain.now,
        chain.immunity_period[netuid],
        chain.min_non_immune_uids[netuid],
    )


def _paid(chain: Chain, netuid: int) -> list[Neuron]:
    """The neurons that have a hotkey, with what the last epoch recorded as their emission."""
    emission = chain.emission[netuid]
    kept = _kept(chain, netuid)
    return [
        Neuron(
            uid,
            emission[uid] if uid < len(emission) else 0,
            chain.block_at_registration[netuid, uid],
            hotkey in kept,
        )
        for uid in range(chain.subnetwork_n[netuid])
        if (hotkey := hotkey_of(chain, netuid, uid)) is not None
    ]


def _nobody_notes(_chain: Chain, _netuid: int, _uid: int) -> None:
    """From `authorfee` on a choice writes nothing."""


def _kept(chain: Chain, netuid: int) -> set[bytes | None]:
    uids = chain.fork.network.neurons.immortal(chain, netuid)
    return {hotkey_of(chain, netuid, uid) for uid in uids} - {None}


def neurons(chain: Chain, netuid: int) -> list[Neuron]:
    """The neurons of a subnet, as far as it matters who makes room."""
    scores = chain.pruning_scores[netuid]
    kept = _kept(chain, netuid)
    return [
        Neuron(
            uid,
            scores[uid] if uid < len(scores) else U16_MAX,
            chain.block_at_registration[netuid, uid],
            hotkey_of(chain, netuid, uid) in kept,
        )
        for uid in range(chain.subnetwork_n[netuid])
    ]


def hotkey_of(chain: Chain, netuid: int, uid: int) -> bytes | None:
    """The hotkey at a uid; None if there is none."""
    return chain.keys.get((netuid, uid))


def owner_uid(chain: Chain, netuid: int) -> int | None:
    """The uid of the subnet's own hotkey, if it has one."""
    hotkey = chain.subnet_owner_hotkey.get(netuid)
    return None if hotkey is None else chain.uids[netuid, hotkey]


# Who is immortal


@rule("REG-5")
def owner_hotkey_only(chain: Chain, netuid: int) -> list[int]:
    """`dtao`: the uid of the subnet's own hotkey."""
    uid = owner_uid(chain, netuid)
    return [] if uid is None else [uid]


@rule("REG-5")
def owned_up_to_limit(chain: Chain, netuid: int) -> list[int]:
    """From `dereg` on: so many uids of the subnet's owner."""
    owned = []
    for hotkey in chain.owned_hotkeys[chain.subnet_owner[netuid]]:
        uid = chain.uids[netuid, hotkey]
        if uid is not None:
            owned.append(Neuron(uid, 0, chain.block_at_registration[netuid, uid]))
    return immortal_uids(owned, owner_uid(chain, netuid), chain.immune_owner_uids_limit[netuid])


# Vectors


def set_element(table: Table[int, tuple[Any, ...]], key: int, uid: int, value: Any) -> None:
    """Set one element of a vector, if the vector is that long."""
    vector = table[key]
    if uid < len(vector):
        table[key] = (*vector[:uid], value, *vector[uid + 1 :])


def extend(table: Table[int, tuple[Any, ...]], key: int, value: Any) -> None:
    """Append an element to a vector."""
    table[key] = (*table[key], value)


# Adding


@rule("REG-14")
def append(chain: Chain, netuid: int, hotkey: bytes) -> int:
    """Give a hotkey the next uid."""
    uid = chain.subnetwork_n[netuid]
    chain.subnetwork_n[netuid] = min(uid + 1, U16_MAX)
    for name in chain.fork.network.neurons.vectors:
        extend(getattr(chain, name), netuid, 0)
    extend(chain.active, netuid, True)
    extend(chain.validator_permit, netuid, False)
    chain.fork.network.neurons.append(chain, netuid, uid)
    _link(chain, netuid, uid, hotkey)
    return uid


def _link(chain: Chain, netuid: int, uid: int, hotkey: bytes) -> None:
    chain.keys[netuid, uid] = hotkey
    chain.uids[netuid, hotkey] = uid
    chain.block_at_registration[netuid, uid] = chain.now
    chain.is_network_member[hotkey, netuid] = True


@rule("REG-14")
def _append_one_mechanism(chain: Chain, netuid: int, _uid: int) -> None:
    extend(chain.incentive, netuid, 0)
    extend(chain.last_update, netuid, chain.now)


@rule("REG-14")
def _append_each_mechanism(chain: Chain, netuid: int, uid: int) -> None:
    for index in mechanism_indices(chain, netuid):
        extend(chain.incentive, index, 0)
        set_last_update(chain, netuid, index, uid)


@rule("REG-14", "REG-27")
def set_last_update(chain: Chain, netuid: int, index: int, uid: int) -> None:
    """From `dereg` on: note that a uid has set weights now; a short vector is filled with zeros."""
    blocks = chain.last_update[index]
    missing = chain.subnetwork_n[netuid] - len(blocks)
    if missing > 0:
        blocks = (*blocks, *([0] * missing))
    if uid < len(blocks):
        chain.last_update[index] = (*blocks[:uid], chain.now, *blocks[uid + 1 :])


@rule("REG-27")
def _touch_if_there(chain: Chain, _netuid: int, index: int, uid: int) -> None:
    """`dtao`: a uid beyond the end of the vector is not noted."""
    set_element(chain.last_update, index, uid, chain.now)


# Replacing


@rule("REG-14")
def replace(chain: Chain, netuid: int, uid: int, hotkey: bytes) -> None:
    """Give a uid to another hotkey, with some of what its predecessor had.

    The subnet's own hotkey is not replaced: then nothing happens, and nobody is told.
    """
    old = chain.keys[netuid, uid]
    if chain.subnet_owner_hotkey.get(netuid) == old:
        return
    chain.uids.remove((netuid, old))
    chain.is_network_member.remove((old, netuid))
    set_element(chain.active, netuid, uid, True)
    _link(chain, netuid, uid, hotkey)
    for name in chain.fork.network.neurons.reset:
        set_element(getattr(chain, name), netuid, uid, 0)
    chain.fork.network.neurons.clear(chain, netuid, uid)


@rule("REG-14")
def _clear_one_mechanism(chain: Chain, netuid: int, uid: int) -> None:
    set_element(chain.incentive, netuid, uid, 0)
    chain.bonds.remove((netuid, uid))


@rule("REG-14")
def _clear_each_mechanism(chain: Chain, netuid: int, uid: int) -> None:
    for index in mechanism_indices(chain, netuid):
        set_element(chain.incentive, index, uid, 0)
        chain.bonds.remove((index, uid))
        chain.weights.remove((index, uid))
        for key in chain.weights.under(index):
            forget_weight(chain, key, uid)
    set_element(chain.stake_weight, netuid, uid, 0)


@rule("REG-30")
def _clear_and_begin_anew(chain: Chain, netuid: int, uid: int) -> None:
    """From `burnprice` on a new hotkey at a uid counts as having set weights now."""
    _clear_each_mechanism(chain, netuid, uid)
    for index in mechanism_indices(chain, netuid):
        set_last_update(chain, netuid, index, uid)


@rule("REG-38")
def _clear_validator_too(chain: Chain, netuid: int, uid: int) -> None:
    """From `netflow` on a new hotkey at a uid inherits neither trust nor permit of a validator."""
    _clear_and_begin_anew(chain, netuid, uid)
    set_element(chain.validator_trust, netuid, uid, 0)
    set_element(chain.validator_permit, netuid, uid, False)


def forget_weight(chain: Chain, key: tuple[int, int], target: int) -> None:
    """Set every weight of a row towards a target to zero; the entries stay."""
    row = pairs(chain.weights[key])
    if any(uid == target and weight for uid, weight in row):
        chain.weights[key] = packed((uid, 0 if uid == target else weight) for uid, weight in row)


_UNRANKED = ("consensus", "dividends", "validator_trust", "emission")
_RANKED = ("rank", "trust", "pruning_scores", *_UNRANKED)

# `dtao` knows one mechanism, and lets a new neuron inherit the weights of its predecessor.
# Source: pallets/subtensor/src/subnets/uids.rs @ v2.0.11
one_mechanism = NeuronRules(
    mechanisms=_one_mechanism,
    vectors=_RANKED,
    reset=("emission", "trust", "consensus", "dividends"),
    append=_append_one_mechanism,
    clear=_clear_one_mechanism,
    immortal=owner_hotkey_only,
    to_replace=lowest_scored,
    choose=_score_highest,
    seat=senate.join,
    touch=_touch_if_there,
)
# Source: pallets/subtensor/src/subnets/uids.rs @ v3.2.9-326
several_mechanisms = NeuronRules(
    mechanisms=_stored_mechanisms,
    vectors=_RANKED,
    reset=("emission", "trust", "consensus", "dividends"),
    append=_append_each_mechanism,
    clear=_clear_each_mechanism,
    immortal=owned_up_to_limit,
    to_replace=lowest_scored,
    choose=_score_highest,
    seat=senate.join,
    touch=set_last_update,
)
without_senate = replace_fields(several_mechanisms, seat=senate.nothing)
# Source: pallets/subtensor/src/subnets/uids.rs @ v3.3.11-385
without_scores = replace_fields(
    without_senate,
    vectors=_UNRANKED,
    reset=("emission", "consensus", "dividends"),
    to_replace=least_paid,
    choose=_nobody_notes,
)
# Source: pallets/subtensor/src/subnets/uids.rs @ v3.3.15-402
beginning_anew = replace_fields(without_scores, clear=_clear_and_begin_anew)
# Source: pallets/subtensor/src/subnets/uids.rs @ v3.4.5-419
without_permit = replace_fields(beginning_anew, clear=_clear_validator_too)
