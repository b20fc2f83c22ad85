"""Registration of neurons: by burn on a subnet, by stake on root."""

from __future__ import annotations

from taospec.network.call import Hotkey, Netuid, Signed
from taospec.network.chain import Chain
from taospec.network.effects import neurons, pay, swap
from taospec.network.effects.keys import bind, require_owner
from taospec.network.table import Column
from taospec.registration.neurons import Admission, require_room
from taospec.rejections import Rejection
from taospec.rules import rule

ROOT = 0
U16_MAX = 2**16 - 1
U64_MAX = 2**64 - 1
DEFAULT_TAKE = 11_796


@rule("REG-13", "REG-12")
def burned_register(chain: Chain, origin: Signed, netuid: Netuid, hotkey: Hotkey) -> None:
    """Pay the burn of a subnet for a uid.

    Source: pallets/subtensor/src/subnets/registration.rs @ v3.2.9-326
    """
    if netuid == ROOT:
        raise Rejection("RegistrationNotPermittedOnRootSubnet")
    if not chain.exists(netuid):
        raise Rejection(chain.fork.registration.missing, netuid=netuid)
    if not chain.network_registration_allowed[netuid]:
        raise Rejection("SubNetRegistrationDisabled", netuid=netuid)
    require_room(_admission(chain, netuid))
    _require_new(chain, netuid, hotkey)
    burn = chain.burn[netuid]
    pay.require_affordable(chain, origin, burn, "NotEnoughBalanceToStake")
    bind(chain, origin, hotkey)
    require_owner(chain, hotkey, origin)
    if chain.max_allowed_uids[netuid] == 0:
        raise Rejection("NoNeuronIdAvailable", netuid=netuid)
    paid = pay.pay(chain, origin, burn)
    alpha = chain.fork.registration.bought(swap.buy(chain, netuid, paid))
    chain.subnet_alpha_out[netuid] = max(0, chain.subnet_alpha_out[netuid] - alpha)
    neurons.register(chain, netuid, hotkey)
    count(chain.burn_registrations_this_interval, netuid)
    count(chain.registrations_this_interval, netuid)
    count(chain.registrations_this_block, netuid)
    recycled = chain.rao_recycled_for_registration[netuid] + burn
    chain.rao_recycled_for_registration[netuid] = min(recycled, U64_MAX)


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


@rule("REG-15")
def root_register(chain: Chain, origin: Signed, hotkey: Hotkey) -> None:
    """Take a seat on root: a free one, or from whoever has least stake there.

    Source: pallets/subtensor/src/coinbase/root.rs @ v3.2.9-326
    """
    if not chain.exists(ROOT):
        raise Rejection("RootNetworkDoesNotExist")
    require_room(_admission(chain, ROOT))
    _require_new(chain, ROOT, hotkey)
    bind(chain, origin, hotkey)
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
