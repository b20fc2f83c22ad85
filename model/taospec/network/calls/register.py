"""Registration of neurons: by burn on a subnet, by stake on root."""

from __future__ import annotations

from taospec.network.call import (
    U64,
    Anyone,
    Coldkey,
    Hotkey,
    Netuid,
    Signed,
    UnsupportedOperationError,
    Work,
    signer_of,
)
from taospec.network.chain import Chain
from taospec.network.effects import flow, neurons, pay, swap
from taospec.network.effects.keys import bind, require_owner
from taospec.network.table import Column
from taospec.registration.burn_price import bumped
from taospec.registration.neurons import Admission, require_room
from taospec.registration.terms import Bounds
from taospec.rejections import Rejection
from taospec.rules import rule

ROOT = 0
U16_MAX = 2**16 - 1
U64_MAX = 2**64 - 1
DEFAULT_TAKE = 11_796
# Blocks for which a proof of work holds.
WORK_LASTS = 3


@rule("REG-13", "REG-12")
def burned_register(chain: Chain, origin: Signed, netuid: Netuid, hotkey: Hotkey) -> None:
    """Pay the burn of a subnet for a uid.

    Source: pallets/subtensor/src/subnets/registration.rs @ v3.2.9-326
    """
    _require_open(chain, netuid)
    require_room(_admission(chain, netuid))
    _require_new(chain, netuid, hotkey)
    burn = _affordable_burn(chain, origin, netuid, hotkey)
    paid = pay.pay(chain, origin, burn)
    _recycle_and_register(chain, netuid, hotkey, paid)
    count(chain.burn_registrations_this_interval, netuid)
    count(chain.registrations_this_interval, netuid)
    _count_burn(chain, netuid, burn)


@rule("REG-30")
def burned_register_at_any_price(
    chain: Chain, origin: Signed, netuid: Netuid, hotkey: Hotkey
) -> None:
    """From `burnprice` on: pay the burn, which rises, for a uid; nothing limits how often.

    Source: pallets/subtensor/src/subnets/registration.rs @ v3.3.15-402
    """
    _register_at_any_price(chain, origin, netuid, hotkey)


@rule("REG-38")
def burned_register_as_inflow(chain: Chain, origin: Signed, netuid: Netuid, hotkey: Hotkey) -> None:
    """From `netflow` on the burn goes to the account of the subnet, and counts as an inflow.

    Source: pallets/subtensor/src/subnets/registration.rs @ v3.4.5-419
    """
    flow.count(chain, netuid, _register_at_any_price(chain, origin, netuid, hotkey))


def _require_open(chain: Chain, netuid: int) -> None:
    """Refuse root, a subnet that is not there, and one that takes nobody.

    Raises:
        Rejection: RegistrationNotPermittedOnRootSubnet, the fork's word for a missing subnet,
            SubNetRegistrationDisabled.
    """
    if netuid == ROOT:
        raise Rejection("RegistrationNotPermittedOnRootSubnet")
    if not chain.exists(netuid):
        raise Rejection(chain.fork.registration.missing, netuid=netuid)
    if not chain.network_registration_allowed[netuid]:
        raise Rejection("SubNetRegistrationDisabled", netuid=netuid)


def _affordable_burn(chain: Chain, coldkey: bytes, netuid: int, hotkey: bytes) -> int:
    """What a uid costs, which the coldkey can pay; the hotkey is its own, and there is room.

    Raises:
        Rejection: NotEnoughBalanceToStake, NonAssociatedColdKey, NoNeuronIdAvailable.
    """
    burn = chain.burn[netuid]
    pay.require_affordable(chain, coldkey, burn, "NotEnoughBalanceToStake")
    bind(chain, coldkey, hotkey)
    require_owner(chain, hotkey, coldkey)
    if chain.max_allowed_uids[netuid] == 0:
        raise Rejection("NoNeuronIdAvailable", netuid=netuid)
    neurons.require_room(chain, netuid)
    return burn


def _recycle_and_register(chain: Chain, netuid: int, hotkey: bytes, paid: int) -> None:
    """Buy alpha for what was paid, recycle it, and give the hotkey its uid."""
    alpha = chain.fork.registration.bought(swap.buy(chain, netuid, paid))
    chain.subnet_alpha_out[netuid] = max(0, chain.subnet_alpha_out[netuid] - alpha)
    neurons.register(chain, netuid, hotkey)


def _count_burn(chain: Chain, netuid: int, burn: int) -> None:
    """Count the registration of this block, and what was recycled for all."""
    count(chain.registrations_this_block, netuid)
    recycled = chain.rao_recycled_for_registration[netuid] + burn
    chain.rao_recycled_for_registration[netuid] = min(recycled, U64_MAX)


def _register_at_any_price(chain: Chain, coldkey: bytes, netuid: int, hotkey: bytes) -> int:
    """Rao paid."""
    _require_open(chain, netuid)
    _require_new(chain, netuid, hotkey)
    burn = _affordable_burn(chain, coldkey, netuid, hotkey)
    paid = chain.fork.network.stake.pay(chain, coldkey, netuid, burn)
    _recycle_and_register(chain, netuid, hotkey, paid)
    bounds = Bounds(chain.min_burn[netuid], chain.max_burn[netuid])
    chain.burn[netuid] = bumped(burn, chain.burn_increase_mult[netuid], bounds)
    _count_burn(chain, netuid, burn)
    return paid


@rule("REG-30")
def register_limit(
    chain: Chain, origin: Signed, netuid: Netuid, hotkey: Hotkey, limit_price: U64
) -> None:
    """The same, as long as the burn is not above a limit.

    Source: pallets/subtensor/src/subnets/registration.rs @ v3.3.15-402
    """
    if netuid == ROOT:
        raise Rejection("RegistrationNotPermittedOnRootSubnet")
    if not chain.exists(netuid):
        raise Rejection(chain.fork.registration.missing, netuid=netuid)
    if chain.burn[netuid] > limit_price:
        raise Rejection(
            "RegistrationPriceLimitExceeded", burn=chain.burn[netuid], limit=limit_price
        )
    chain.fork.network.calls["burned_register"](chain, origin, netuid, hotkey)


@rule("REG-30")
def register(
    chain: Chain,
    origin: Signed,
    netuid: Netuid,
    hotkey: Hotkey,
    block_number: U64,  # noqa: ARG001 - declares an argument
    nonce: U64,  # noqa: ARG001 - declares an argument
    work: Work,  # noqa: ARG001 - declares an argument
    coldkey: Coldkey,  # noqa: ARG001 - declares an argument
) -> None:
    """From `burnprice` on the work is not looked at: the caller pays the burn.

    Source: pallets/subtensor/src/macros/dispatches.rs @ v3.3.15-402
    """
    chain.fork.network.calls["burned_register"](chain, origin, netuid, hotkey)


def _admission(chain: Chain, netuid: int) -> Admission:
    return Admission(
        chain.registrations_this_block[netuid],
        chain.max_registrations_per_block[netuid],
        chain.registrations_this_interval[netuid],
        chain.target_registrations_per_interval[netuid],
    )


def _require_new(chain: Chain, netuid: int, hotkey: bytes) -> None:
    if (netuid, hotkey) in chain.uids:
        raise Rejection("HotKeyAlreadyRegisteredInSubNet", netuid=netuid, hotkey=hotkey.hex())


def count(column: Column[int], netuid: int) -> None:
    """One registration more."""
    column[netuid] = min(column[netuid] + 1, U16_MAX)


def register_by_work(
    chain: Chain,
    origin: Signed,
    netuid: Netuid,
    hotkey: Hotkey,
    block_number: U64,
    nonce: U64,
    work: Work,
    coldkey: Coldkey,
) -> None:
    """Register by proof of work, as far as to the point where the work must be hashed.

    Raises:
        UnsupportedOperationError: nothing refuses the call before; the hashes are not computed.

    Source: pallets/subtensor/src/subnets/registration.rs @ v3.3.11-385
    """
    if origin != hotkey:
        raise Rejection("TransactorAccountShouldBeHotKey", origin=origin.hex())
    if netuid == ROOT:
        raise Rejection("RegistrationNotPermittedOnRootSubnet")
    if not chain.exists(netuid):
        raise Rejection(chain.fork.registration.missing, netuid=netuid)
    if not chain.network_pow_registration_allowed[netuid]:
        raise Rejection("SubNetRegistrationDisabled", netuid=netuid)
    require_room(_admission(chain, netuid))
    _require_new(chain, netuid, hotkey)
    if not 0 <= chain.now - block_number < WORK_LASTS:
        raise Rejection("InvalidWorkBlock", now=chain.now, worked=block_number)
    message = (
        f"unsupported: whether {len(work)} bytes of work for {coldkey.hex()} and nonce {nonce}"
    )
    raise UnsupportedOperationError(f"{message} meet the difficulty is not computed")


@rule("REG-15")
def root_register(chain: Chain, origin: Anyone, hotkey: Hotkey) -> None:
    """Take a seat on root: a free one, or from whoever has least stake there.

    Source: pallets/subtensor/src/coinbase/root.rs @ v3.2.9-326
    """
    if not chain.exists(ROOT):
        raise Rejection("RootNetworkDoesNotExist")
    coldkey = signer_of(origin)
    require_room(_admission(chain, ROOT))
    _require_new(chain, ROOT, hotkey)
    bind(chain, coldkey, hotkey)
    if chain.subnetwork_n[ROOT] < chain.max_allowed_uids[ROOT]:
        neurons.append(chain, ROOT, hotkey)
    else:
        neurons.replace(chain, ROOT, _poorest(chain, hotkey), hotkey)
    chain.fork.network.neurons.seat(chain, hotkey)
    if hotkey not in chain.delegates:
        chain.delegates[hotkey] = DEFAULT_TAKE
    count(chain.registrations_this_interval, ROOT)
    count(chain.registrations_this_block, ROOT)


@rule("REG-15")
def _poorest(chain: Chain, hotkey: bytes) -> int:
    """The uid of the lowest stake on root, among equals the lowest uid."""
    lowest, poorest = U64_MAX, 0
    for key in sorted(chain.keys.under(ROOT)):
        staked = chain.total_hotkey_alpha[chain.keys[key], ROOT]
        if staked < lowest:
            lowest, poorest = staked, key[1]
    if neurons.hotkey_of(chain, ROOT, poorest) is None:
        raise Rejection("HotKeyNotRegisteredInSubNet", netuid=ROOT, uid=poorest)
    own = chain.total_hotkey_alpha[hotkey, ROOT]
    if lowest >= own:
        raise Rejection("StakeTooLowForRoot", lowest=lowest, own=own)
    return poorest
