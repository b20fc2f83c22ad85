"""A network as large as the real one, made up: to measure blocks, and to simulate."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import shake_128
from itertools import count
from struct import iter_unpack

from taospec.forks import written
from taospec.network.chain import Chain
from taospec.network.effects import swap
from taospec.network.kinds import packed

SHARE = 1 << 64
TAO = 10**9
FIRST_BLOCK = 6_900_000
ROOT = 0
_DRAWN_AT_ONCE = 1 << 16  # bytes, eight a number


def account(number: int) -> bytes:
    """An account with a number."""
    return number.to_bytes(32, "big")


class Draw:
    """Numbers that look drawn, and are always the same for one seed."""

    def __init__(self, seed: int) -> None:
        self._words = _words(seed)

    def between(self, low: int, high: int) -> int:
        """A number from low up to, but not including, high."""
        return low + next(self._words) % (high - low)


def _words(seed: int) -> Iterator[int]:
    for part in count():
        block = shake_128(f"{seed}/{part}".encode()).digest(_DRAWN_AT_ONCE)
        yield from (word for (word,) in iter_unpack("<Q", block))


def large_network(
    fork: str,
    *,
    subnets: int = 128,
    uids: int = 256,
    validators: int = 64,
    stakes: int = 100_000,
    seed: int = 7,
) -> Chain:
    """A started network: pools that have traded, neurons, validators with weights and stake.

    Args:
        fork: name of the fork.
        subnets: how many there are beside root.
        uids: neurons of each.
        validators: how many of them have a permit, stake and weights; they are on all subnets.
        stakes: entries of stake, spread over the validators of all subnets and root.
        seed: draws all amounts.
    """
    chain, draw = Chain(written(fork)), Draw(seed)
    chain.block_number.value = FIRST_BLOCK
    chain.total_issuance.value = 10_400_000 * TAO
    chain.tao_weight.value = 3_320_413_933_267_719_290
    chain.parent_hash.value = account(draw.between(0, 2**63))
    chain.networks_added[ROOT] = True
    chain.subnet_mechanism[ROOT] = 0
    chain.subnet_tao[ROOT] = 5_500_000 * TAO
    hotkeys = [account(1_000_000 + number) for number in range(validators)]
    for number, hotkey in enumerate(hotkeys):
        chain.owner[hotkey] = account(number)
    for netuid in range(1, subnets + 1):
        _add_subnet(chain, netuid, draw)
        _add_neurons(chain, netuid, hotkeys, uids, draw)
    _add_stakes(chain, hotkeys, [*range(subnets + 1)], stakes, draw)
    for netuid in range(1, subnets + 1):
        swap.chain_buy(chain, netuid, 0)
    chain.total_stake.value = sum(chain.subnet_tao.read([*range(subnets + 1)]))
    chain.settle()
    return chain


def _add_subnet(chain: Chain, netuid: int, draw: Draw) -> None:
    chain.networks_added[netuid] = True
    chain.subnet_mechanism[netuid] = 1
    chain.subnet_owner[netuid] = account(5_000_000 + netuid)
    chain.subnet_owner_hotkey[netuid] = account(6_000_000 + netuid)
    chain.first_emission_block_number[netuid] = FIRST_BLOCK - draw.between(0, 1_000_000)
    chain.subnet_tao[netuid] = draw.between(5_000, 100_000) * TAO
    chain.subnet_alpha_in[netuid] = draw.between(1_000_000, 3_000_000) * TAO
    chain.subnet_alpha_out[netuid] = draw.between(500_000, 2_000_000) * TAO
    chain.subnet_moving_price[netuid] = draw.between(1 << 24, 1 << 28)
    chain.max_allowed_validators[netuid] = 64
    chain.commit_reveal_weights_enabled[netuid] = False
    if chain.stores("SubtokenEnabled"):
        chain.subtoken_enabled[netuid] = True
    if chain.stores("LastEpochBlock"):
        chain.last_epoch_block[netuid] = FIRST_BLOCK - netuid % 360
    if chain.stores("SubnetEmaTaoFlow"):
        flow = draw.between(-(10**9), 10**10) * SHARE
        chain.subnet_ema_tao_flow[netuid] = (FIRST_BLOCK, flow)


def _add_neurons(chain: Chain, netuid: int, validators: list[bytes], uids: int, draw: Draw) -> None:
    miners = [account(2_000_000 + 1_000 * netuid + uid) for uid in range(len(validators), uids)]
    chain.subnetwork_n[netuid] = uids
    for uid, hotkey in enumerate([*validators, *miners]):
        chain.keys[netuid, uid] = hotkey
        chain.uids[netuid, hotkey] = uid
        chain.is_network_member[hotkey, netuid] = True
        chain.block_at_registration[netuid, uid] = FIRST_BLOCK - 100_000
        if uid >= len(validators):
            chain.owner[hotkey] = account(3_000_000 + 1_000 * netuid + uid)
        else:
            judged = range(len(validators), uids)
            chain.weights[netuid, uid] = packed([(i, draw.between(1, 65_536)) for i in judged])
    chain.validator_permit[netuid] = (True,) * len(validators) + (False,) * len(miners)
    chain.last_update[netuid] = (FIRST_BLOCK - 100,) * uids


def _add_stakes(
    chain: Chain, hotkeys: list[bytes], netuids: list[int], stakes: int, draw: Draw
) -> None:
    for number in range(stakes):
        netuid = netuids[number % len(netuids)]
        hotkey = hotkeys[(number // len(netuids)) % len(hotkeys)]
        owner = number < len(netuids) * len(hotkeys)
        coldkey = chain.owner[hotkey] if owner else account(4_000_000 + number % 20_000)
        amount = draw.between(1, 5_000) * TAO
        chain.alpha[hotkey, coldkey, netuid] += amount * SHARE
        chain.total_hotkey_shares[hotkey, netuid] += amount * SHARE
        chain.total_hotkey_alpha[hotkey, netuid] += amount
        held = chain.staking_hotkeys[coldkey]
        if hotkey not in held:
            chain.staking_hotkeys[coldkey] = (*held, hotkey)
