"""Registration and dissolution of subnets."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from taospec.network.call import Anyone, Coldkey, Hotkey, Netuid, Root, Signed
from taospec.network.calls.children import ask_for_children
from taospec.network.chain import Chain, storage_order
from taospec.network.effects import dissolution, neurons, pay, swap
from taospec.network.effects.keys import bind, hotkey_exists, require_owner
from taospec.network.effects.pool_storage import DYNAMIC
from taospec.network.table import Column
from taospec.numbers import U96F32
from taospec.registration import subnets
from taospec.registration.lock_cost import lock_cost, reduction_interval
from taospec.rejections import Rejection
from taospec.rules import rule
from taospec.supply.emission import TOTAL_SUPPLY, block_emission

ROOT = 0
U16_MAX = 2**16 - 1
U64_MAX = 2**64 - 1
CLOCK = "NetworkLastRegistered"

# What a new subnet begins with.
TEMPO = 360
MAX_UIDS = 256
MAX_VALIDATORS = 64
MIN_WEIGHTS = 1
ADJUSTMENT_INTERVAL = 360
TARGET_REGISTRATIONS = 1
ADJUSTMENT_ALPHA = 17_893_341_751_498_265_066
IMMUNITY_PERIOD = 5000
FIRST_BURN = 1_000_000_000


@rule("REG-16")
def register_network(chain: Chain, origin: Signed, hotkey: Hotkey) -> None:
    """From `dereg` on: pay the lock cost for a subnet, at the limit in place of another one.

    Source: pallets/subtensor/src/subnets/subnet.rs @ v3.2.9-326
    """
    netuid, paid = _make_room(chain, origin, hotkey)
    _initialise(chain, netuid)
    _found(chain, origin, netuid, hotkey, paid)
    chain.subnet_tao_provided[netuid] = 0
    chain.subnet_alpha_in_provided[netuid] = 0
    chain.subnet_alpha_out[netuid] = 0
    chain.subnet_volume[netuid] = 0
    chain.rao_recycled_for_registration[netuid] = max(0, paid - chain.network_min_lock_cost.value)
    if chain.fork.registration.opens_to_liquidity:
        chain.swap_enabled_user_liquidity[netuid] = True


@rule("REG-31")
def register_network_at_the_median(chain: Chain, origin: Signed, hotkey: Hotkey) -> None:
    """From `burnprice` on: the whole lock becomes the pool, at the median price of the others.

    Source: pallets/subtensor/src/subnets/subnet.rs @ v3.3.15-402
    """
    netuid, paid = _make_room(chain, origin, hotkey)
    median = _median_price(chain)
    _initialise_without_work(chain, netuid)
    _found_at(chain, origin, netuid, hotkey, paid, median)


@rule("REG-39")
def register_network_into_the_pool(chain: Chain, origin: Signed, hotkey: Hotkey) -> None:
    """From `netflow` on room is made first, and the lock paid to the account of the new subnet.

    Source: pallets/subtensor/src/subnets/subnet.rs @ v3.4.5-419
    """
    _require_own_or_new(chain, origin, hotkey)
    chain.fork.network.require_usable(chain, hotkey)
    last = _require_open(chain)
    pruned = _pruned(chain)
    cost = _affordable_lock(chain, origin, last)
    netuid = _freed(chain, pruned)
    median = _median_price(chain)
    _initialise_without_work(chain, netuid)
    chain.fork.network.first_epoch(chain, netuid)
    paid = chain.fork.network.stake.pay(chain, origin, netuid, cost)
    chain.network_last_lock_cost.value = paid
    chain.last_rate_limited_block[CLOCK] = chain.now
    _found_at(chain, origin, netuid, hotkey, paid, median)


def no_first_epoch(_chain: Chain, _netuid: int) -> None:
    """Before `netflow` nothing is noted for the epochs of a new subnet."""


@rule("REG-39")
def emitting_at_once(chain: Chain, netuid: int) -> None:
    """From `netflow` on a new subnet may have a part in the emission."""
    chain.subnet_emission_enabled[netuid] = True


@rule("CON-74")
def counted_from_block(chain: Chain, netuid: int) -> None:
    """From `balancer` on it has none yet, and its epochs are counted from a block near this one."""
    chain.subnet_emission_enabled[netuid] = False
    chain.last_epoch_block[netuid] = max(0, chain.now - netuid % TEMPO)


@rule("REG-31")
def _found_at(
    chain: Chain, coldkey: bytes, netuid: int, hotkey: bytes, paid: int, median: int
) -> None:
    """The first neuron, the owner, and the pool at a price; root validates for the owner."""
    tao = max(paid, chain.network_min_lock_cost.value)
    _own(chain, coldkey, netuid, hotkey)
    chain.registered_subnet_counter[netuid] = chain.registered_subnet_counter[netuid] + 1
    chain.subnet_tao[netuid] = tao
    chain.subnet_alpha_in[netuid] = subnets.alpha_beside(tao, median, chain.fork.pools.price_format)
    chain.total_stake.value = min(chain.total_stake.value + tao, U64_MAX)
    chain.subnet_locked[netuid] = paid
    if chain.stores("SubnetTaoProvided"):
        chain.subnet_tao_provided[netuid] = 0
        chain.subnet_alpha_in_provided[netuid] = 0
    chain.subnet_alpha_out[netuid] = 0
    chain.subnet_volume[netuid] = 0
    chain.rao_recycled_for_registration[netuid] = max(0, paid - tao)
    _set_root_validators(chain, netuid, hotkey)


def _make_room(chain: Chain, coldkey: bytes, hotkey: bytes) -> tuple[int, int]:
    """Take the lock, and dissolve a subnet at the limit; the id that is free, and rao paid."""
    _require_own_or_new(chain, coldkey, hotkey)
    last = _require_open(chain)
    pruned = _pruned(chain)
    paid = _pay_lock(chain, coldkey, last)
    chain.last_rate_limited_block[CLOCK] = chain.now
    return _freed(chain, pruned), paid


def _freed(chain: Chain, pruned: int | None) -> int:
    """The id for a new subnet: the lowest free one, or that of the subnet which is dissolved."""
    if pruned is None:
        return subnets.lowest_free(set(chain.networks_added))
    dissolution.dissolve(chain, pruned)
    return pruned


def _require_open(chain: Chain) -> int:
    """Refuse a subnet too early, and too soon after the last one; answers the block of that."""
    start = chain.network_registration_start_block.value
    if chain.now < start:
        raise Rejection("SubNetRegistrationDisabled", now=chain.now, start=start)
    last = chain.last_rate_limited_block[CLOCK]
    if last:
        _require_time(chain, last)
    return last


def _median_price(chain: Chain) -> int:
    others = [netuid for netuid in chain.netuids() if netuid != ROOT]
    return subnets.median_price(swap.prices(chain, others), chain.fork.pools.price_format)


def _initialise_without_work(chain: Chain, netuid: int) -> None:
    """The parameters that a new subnet gets from `burnprice` on."""
    _open_for_neurons(chain, netuid)
    chain.yuma3_on[netuid] = True
    chain.burn[netuid] = FIRST_BURN
    _keep_defaults(netuid, chain.kappa, chain.activity_cutoff, chain.registrations_this_interval)


def _open_for_neurons(chain: Chain, netuid: int) -> None:
    """What every new subnet gets, whatever a place in it costs."""
    chain.subnetwork_n[netuid] = 0
    chain.networks_added[netuid] = True
    chain.tempo[netuid] = TEMPO
    chain.total_networks.value = min(chain.total_networks.value + 1, U16_MAX)
    chain.network_registration_allowed[netuid] = True
    chain.max_allowed_uids[netuid] = MAX_UIDS
    chain.max_allowed_validators[netuid] = MAX_VALIDATORS
    chain.min_allowed_weights[netuid] = MIN_WEIGHTS
    chain.immunity_period[netuid] = IMMUNITY_PERIOD


def _keep_defaults(netuid: int, *columns: Column[Any]) -> None:
    """Write down what stands for a subnet anyway, so that a later default leaves it alone."""
    for column in columns:
        if netuid not in column:
            column[netuid] = column[netuid]


@rule("REG-32")
def _set_root_validators(chain: Chain, netuid: int, owner_hotkey: bytes) -> None:
    """The hotkeys of root become parents of the owner's, where they did not opt out."""
    everything = ((U64_MAX, owner_hotkey),)
    seats = sorted(chain.keys.under(ROOT), key=lambda key: storage_order(key[1]))
    for hotkey in [chain.keys[seat] for seat in seats]:
        if hotkey != owner_hotkey and chain.auto_parent_delegation_enabled[hotkey]:
            with suppress(Rejection):
                ask_for_children(chain, chain.owner[hotkey], hotkey, netuid, everything)


@rule("REG-16")
def register_network_in_dtao(chain: Chain, origin: Signed, hotkey: Hotkey) -> None:
    """`dtao`: pay the lock cost for a subnet; there is no limit, and nothing is cleared before.

    Source: pallets/subtensor/src/subnets/subnet.rs @ v2.0.11
    """
    _require_own_or_new(chain, origin, hotkey)
    last = chain.network_last_registered.value
    _require_time(chain, last)
    paid = _pay_lock(chain, origin, last)
    netuid = subnets.lowest_free(set(chain.networks_added))
    _initialise(chain, netuid)
    chain.network_modality[netuid] = 0
    chain.network_last_registered.value = chain.now
    chain.total_stake_at_dynamic[netuid] = chain.total_stake.value
    _found(chain, origin, netuid, hotkey, paid)


def _require_own_or_new(chain: Chain, coldkey: bytes, hotkey: bytes) -> None:
    if hotkey_exists(chain, hotkey):
        require_owner(chain, hotkey, coldkey)


def _require_time(chain: Chain, last: int) -> None:
    limit = chain.network_rate_limit.value
    if chain.now - last < limit:
        raise Rejection("NetworkTxRateLimitExceeded", now=chain.now, last=last, limit=limit)


def _pruned(chain: Chain) -> int | None:
    """The subnet that must go; None where there is room."""
    others = [netuid for netuid in chain.netuids() if netuid != ROOT]
    limit = chain.subnet_limit.value
    if len(others) < limit:
        return None
    candidates = [
        subnets.Subnet(netuid, _moving_price(chain, netuid), chain.network_registered_at[netuid])
        for netuid in others
    ]
    pruned = subnets.to_prune(candidates, chain.now, chain.network_immunity_period.value)
    if pruned is None:
        raise Rejection("SubnetLimitReached", subnets=len(others), limit=limit)
    return pruned


def _moving_price(chain: Chain, netuid: int) -> int:
    if chain.subnet_mechanism[netuid] == 0:
        return U96F32.layout.one
    return max(0, chain.subnet_moving_price[netuid])


def _pay_lock(chain: Chain, coldkey: bytes, last: int) -> int:
    paid = pay.pay(chain, coldkey, _affordable_lock(chain, coldkey, last))
    chain.network_last_lock_cost.value = paid
    return paid


def _affordable_lock(chain: Chain, coldkey: bytes, last: int) -> int:
    """What a subnet costs now, which the coldkey can pay."""
    issuance = chain.total_issuance.value
    emission = block_emission(issuance)
    cost = lock_cost(
        chain.network_last_lock_cost.value,
        last,
        chain.network_min_lock_cost.value,
        chain.now,
        reduction_interval(chain.network_lock_reduction_interval.value, emission),
    )
    pay.require_affordable(chain, coldkey, cost, chain.fork.registration.unaffordable_lock)
    if issuance < TOTAL_SUPPLY and chain.block_emission.value != emission:
        chain.block_emission.value = emission
    return cost


@rule("REG-17")
def _initialise(chain: Chain, netuid: int) -> None:
    """The parameters that a new subnet gets; what else it finds is not touched."""
    _open_for_neurons(chain, netuid)
    chain.adjustment_interval[netuid] = ADJUSTMENT_INTERVAL
    chain.target_registrations_per_interval[netuid] = TARGET_REGISTRATIONS
    chain.adjustment_alpha[netuid] = ADJUSTMENT_ALPHA
    chain.min_difficulty[netuid] = U64_MAX
    chain.max_difficulty[netuid] = U64_MAX
    if chain.fork.registration.sets_weight_limit:
        chain.max_weights_limit[netuid] = U16_MAX
    _keep_defaults(
        netuid,
        chain.kappa,
        chain.difficulty,
        chain.activity_cutoff,
        chain.registrations_this_interval,
        chain.pow_registrations_this_interval,
        chain.burn_registrations_this_interval,
    )


@rule("REG-17")
def _found(chain: Chain, coldkey: bytes, netuid: int, hotkey: bytes, paid: int) -> None:
    """The first neuron, the owner, and the pool: the minimum of the lock; the rest is recycled."""
    _own(chain, coldkey, netuid, hotkey)
    lock = subnets.split_lock(paid, chain.network_min_lock_cost.value)
    chain.subnet_tao[netuid] = lock.pool
    chain.subnet_alpha_in[netuid] = lock.pool
    if lock.recycled:
        chain.total_issuance.value = max(0, chain.total_issuance.value - lock.recycled)
    if lock.staked:
        chain.total_stake.value = min(chain.total_stake.value + lock.staked, U64_MAX)
    if chain.fork.registration.notes_lock:
        chain.subnet_locked[netuid] = paid


def _own(chain: Chain, coldkey: bytes, netuid: int, hotkey: bytes) -> None:
    """The first neuron, and the owner."""
    bind(chain, coldkey, hotkey)
    neurons.append(chain, netuid, hotkey)
    chain.subnet_mechanism[netuid] = DYNAMIC
    chain.network_registered_at[netuid] = chain.now
    chain.subnet_owner[netuid] = coldkey
    chain.subnet_owner_hotkey[netuid] = hotkey


@rule("REG-18")
def start_call(chain: Chain, origin: Anyone, netuid: Netuid) -> None:
    """From `dereg` on: let a subnet take part in the emission, and its alpha be traded.

    Source: pallets/subtensor/src/subnets/subnet.rs @ v3.2.9-326
    """
    start_call_in_dtao(chain, origin, netuid)
    chain.subtoken_enabled[netuid] = True


@rule("REG-18")
def start_call_in_dtao(chain: Chain, origin: Anyone, netuid: Netuid) -> None:
    """`dtao`: let a subnet take part in the emission.

    Source: pallets/subtensor/src/subnets/subnet.rs @ v2.0.11
    """
    if not chain.exists(netuid):
        raise Rejection(chain.fork.registration.missing, netuid=netuid)
    if origin != chain.subnet_owner[netuid]:
        raise Rejection("BadOrigin", netuid=netuid, owner=chain.subnet_owner[netuid].hex())
    first = chain.first_emission_block_number[netuid]
    if first is not None:
        raise Rejection("FirstEmissionBlockNumberAlreadySet", netuid=netuid, first=first)
    delay = chain.fork.constants["START_CALL_DELAY"]
    earliest = min(chain.network_registered_at[netuid] + delay, U64_MAX)
    if chain.now < earliest:
        raise Rejection("NeedWaitingMoreBlocksToStarCall", now=chain.now, earliest=earliest)
    chain.first_emission_block_number[netuid] = min(chain.now + 1, U64_MAX)


@rule("REG-19")
def root_dissolve_network(
    chain: Chain,
    origin: Root,  # noqa: ARG001 - declares who calls
    netuid: Netuid,
) -> None:
    """From `dereg` on: dissolve a subnet.

    Source: pallets/subtensor/src/coinbase/root.rs @ v3.2.9-326
    """
    dissolution.dissolve(chain, netuid)


@rule("REG-21")
def dissolve_network(
    chain: Chain,
    origin: Root,  # noqa: ARG001 - declares who calls
    coldkey: Coldkey,
    netuid: Netuid,
) -> None:
    """`dtao`: remove a subnet in the name of its owner.

    Source: pallets/subtensor/src/coinbase/root.rs @ v2.0.11
    """
    dissolution.user_remove(chain, coldkey, netuid)
