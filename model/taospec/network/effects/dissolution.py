"""The end of a subnet: who is paid, what is removed, what stays behind for its successor."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

from taospec.coinbase.walk import account_key
from taospec.network.chain import Chain
from taospec.network.effects import accounts, pay, shares, swap
from taospec.network.effects.neurons import forget_mechanism, forget_weight, mechanism_indices
from taospec.network.kinds import NOBODY
from taospec.network.rules import DissolutionRules
from taospec.pools.records import U64_MAX
from taospec.registration import subnets
from taospec.registration.subnets import Holder
from taospec.rejections import Rejection
from taospec.rules import rule

ROOT = 0
# Stands for the chain among the holders; no account is so long.
_CHAIN = b"the chain" * 4


@rule("REG-19")
def dissolve(chain: Chain, netuid: int) -> None:
    """From `dereg` on: pay the pool to the holders of alpha and remove the subnet.

    Raises:
        Rejection: SubnetNotExists, for root as well.
    """
    if netuid == ROOT or not chain.exists(netuid):
        raise Rejection("SubnetNotExists", netuid=netuid)
    rules = chain.fork.network.dissolution
    rules.drop_claims(chain, netuid)
    rules.settle(chain, netuid)
    rules.remove_pool(chain, netuid)
    remove(chain, netuid)


@rule("REG-19")
def settle_in_balances(chain: Chain, netuid: int) -> None:
    """Before `netflow` holders share the pot, and the owner may get a lock back beside it."""
    refund = _refund(chain, netuid)
    _pay_holders(chain, netuid)
    _remove_alpha(chain, netuid)
    chain.subnet_locked[netuid] = 0
    if refund:
        pay.credit(chain, chain.subnet_owner[netuid], refund)


@rule("REG-40")
def settle_from_account(chain: Chain, netuid: int) -> None:
    """From `netflow` on the account pays, what it cannot pay it keeps, and the rest is recycled.

    The chain has its share for the alpha that it bought, and of younger subnets for the pool's.

    Source: pallets/subtensor/src/staking/remove_stake.rs @ v3.4.5-419
    """
    account, owner = accounts.of_subnet(netuid), chain.subnet_owner[netuid]
    refund = _refund(chain, netuid)
    kept = _pay_holders_beside_the_chain(chain, netuid, account)
    _remove_alpha(chain, netuid)
    chain.subnet_protocol_alpha.remove(netuid)
    chain.subnet_locked[netuid] = 0
    if refund:
        left = max(0, pay.free(chain, account) - kept)
        with suppress(Rejection):
            accounts.transfer(chain, account, owner, min(refund, left))
    accounts.recycle(chain, account, accounts.spendable(chain, account))


def _pay_holders_beside_the_chain(chain: Chain, netuid: int, account: bytes) -> int:
    """Pay holders from an account, as far as that goes; rao that are the chain's own share."""
    own = chain.subnet_protocol_alpha[netuid]
    if chain.network_registered_at[netuid] > chain.tao_in_refund_deployment_block.value:
        own = min(own + chain.subnet_alpha_in[netuid], U64_MAX)
    entitled = holders(chain, netuid)
    if own:
        entitled.append(Holder(_CHAIN, _CHAIN, own))
    kept = 0
    for coldkey, amount in _shares_of_pot(chain, netuid, entitled):
        if coldkey == _CHAIN:
            kept += amount
        elif amount:
            with suppress(Rejection):
                accounts.transfer(chain, account, coldkey, amount)
    return kept


def _refund(chain: Chain, netuid: int) -> int:
    """What the owner gets back of the lock; the pool is still as it was."""
    lock, registered = chain.subnet_locked[netuid], chain.network_registered_at[netuid]
    start = chain.network_registration_start_block.value
    if lock == 0 or registered >= start:
        return 0
    earned = chain.fork.network.dissolution.earned(chain, netuid)
    return subnets.refund(lock, registered, start, earned)


@rule("REG-11")
def emission_sold(chain: Chain, netuid: int) -> int:
    """`dereg`: what a sale of the owner's cut in the last epoch's emission would fetch."""
    alpha = subnets.owner_part(sum(chain.emission[netuid]), chain.subnet_owner_cut.value)
    if alpha == 0:
        return 0
    sale = swap.simulated_sale(chain, netuid, alpha)
    if sale.error is None:
        return sale.paid_out
    return swap.value(chain, netuid, alpha)


@rule("REG-11")
def issuance_at_price(chain: Chain, netuid: int) -> int:
    """From `flow` on: the owner's cut in all alpha there is, at the price of now."""
    issuance = chain.fork.supply.alpha_issuance(
        chain.subnet_alpha_in[netuid],
        chain.subnet_alpha_in_provided[netuid] if chain.stores("SubnetAlphaInProvided") else 0,
        chain.subnet_alpha_out[netuid],
    )
    alpha = subnets.owner_part(issuance, chain.subnet_owner_cut.value)
    return swap.value(chain, netuid, alpha) if alpha else 0


# Who is paid


def holders(chain: Chain, netuid: int) -> list[Holder]:
    """Who holds alpha of a subnet, in the order of storage."""
    paid = []
    for key in chain.fork.network.dissolution.holdings(chain, netuid):
        value = shares.stake(chain, *key) or chain.fork.network.shares.number(chain, key)
        if value:
            paid.append(Holder(key[0], key[1], value))
    return paid


def every_holding(chain: Chain, netuid: int) -> list[tuple[bytes, bytes, int]]:
    """Before `authorfee`: every share of the subnet's alpha."""
    keys = [key for key in chain.alpha if key[2] == netuid]
    return sorted(keys, key=lambda key: subnets.holder_order(key[0], key[1]))


@rule("REG-35")
def holdings_in_pools(chain: Chain, netuid: int) -> list[tuple[bytes, bytes, int]]:
    """From `authorfee` on: the shares in pools that have a value; others are not found."""
    every = every_holding(chain, netuid)
    return [key for key in every if (key[0], netuid) in chain.total_hotkey_alpha]


@rule("REG-35")
def decimal_holdings(chain: Chain, netuid: int) -> list[tuple[bytes, bytes, int]]:
    """From `burnprice` on: by hashed hotkey, and with each by coldkey."""
    hotkeys = sorted(pools_with_value(chain, netuid), key=account_key)
    held = chain.fork.network.shares.held_through
    return [key for hotkey in hotkeys for key in held(chain, hotkey) if key[2] == netuid]


def pools_with_holders(chain: Chain, netuid: int) -> set[bytes]:
    """Before `authorfee`: hotkeys with whom somebody holds a share."""
    return {key[0] for key in every_holding(chain, netuid)}


def pools_with_value(chain: Chain, netuid: int) -> set[bytes]:
    """From `authorfee` on: hotkeys whose pool has a value."""
    return {hotkey for hotkey, where in chain.total_hotkey_alpha if where == netuid}


def _pay_holders(chain: Chain, netuid: int) -> None:
    for coldkey, amount in _shares_of_pot(chain, netuid, holders(chain, netuid)):
        if amount:
            pay.credit(chain, coldkey, amount)


def _shares_of_pot(
    chain: Chain, netuid: int, entitled: Sequence[Holder]
) -> list[tuple[bytes, int]]:
    """Empty the pool; whom it goes to, and what each is to get, in the order of the payments."""
    pot = chain.subnet_tao[netuid]
    if pot == 0:
        return []
    chain.subnet_tao.remove(netuid)
    chain.total_stake.value = max(0, chain.total_stake.value - pot)
    return subnets.payout(pot, entitled)


# What is removed


def _remove_alpha(chain: Chain, netuid: int) -> None:
    rules = chain.fork.network.dissolution
    hotkeys = rules.pools(chain, netuid)
    for key in rules.holdings(chain, netuid):
        chain.fork.network.shares.forget(chain, key)
    for hotkey in hotkeys:
        chain.fork.network.shares.forget_pool(chain, hotkey, netuid)
    chain.subnet_alpha_in.remove(netuid)
    chain.subnet_alpha_out.remove(netuid)


def _remove_weights(chain: Chain, netuid: int) -> None:
    """From `balancer` on a pool has weights instead of ticks and positions."""
    chain.swap_swap_balancer.remove(netuid)
    chain.swap_pal_swap_initialized.remove(netuid)
    chain.swap_fee_rate.remove(netuid)


def _no_pool(_chain: Chain, _netuid: int) -> None:
    """In `dtao` a pool is nothing but its reserves."""


def _remove_positions(chain: Chain, netuid: int) -> None:
    chain.swap_positions.remove_under(netuid)
    for column in (
        chain.swap_fee_global_tao,
        chain.swap_fee_global_alpha,
        chain.swap_current_liquidity,
        chain.swap_current_tick,
        chain.swap_alpha_sqrt_price,
        chain.swap_swap_v3_initialized,
        chain.swap_fee_rate,
        chain.swap_enabled_user_liquidity,
    ):
        column.remove(netuid)


@rule("REG-20")
def remove(chain: Chain, netuid: int) -> None:
    """Remove what the fork removes of a subnet; everything else waits for the next one."""
    rules = chain.fork.network.dissolution
    for key in chain.keys.under(netuid):
        chain.is_network_member.remove((chain.keys[key], netuid))
    for name in rules.by_netuid:
        _table(chain, name).remove(netuid)
    for name in rules.by_netuid_first:
        _table(chain, name).remove_under(netuid)
    for name in rules.by_netuid_second:
        _remove_where(_table(chain, name), 1, netuid)
    rules.remove_more(chain, netuid)
    for key in chain.weights.under(ROOT):
        forget_weight(chain, key, netuid)
    chain.total_networks.value = max(0, chain.total_networks.value - 1)


def _table(chain: Chain, name: str) -> Any:
    return getattr(chain, name)


def _remove_where(table: Any, place: int, netuid: int) -> None:
    for key in table:
        if key[place] == netuid:
            table.remove(key)


@rule("REG-20")
def _remove_mechanisms(chain: Chain, netuid: int) -> None:
    """Rows and vectors of each mechanism the subnet has; those of others it once had stay."""
    for index in mechanism_indices(chain, netuid):
        forget_mechanism(chain, index)
        chain.crv3_weight_commits.remove_under(index)
        chain.crv3_weight_commits_v2.remove_under(index)
    chain.mechanism_count_current.remove(netuid)
    chain.mechanism_emission_split.remove(netuid)


@rule("REG-20")
def _remove_mechanisms_and_marks(chain: Chain, netuid: int) -> None:
    """Before `balancer` also what may not leave in this block."""
    _remove_mechanisms(chain, netuid)
    _remove_where(chain.staking_operation_rate_limiter, 2, netuid)


@rule("REG-43")
def _remove_mechanisms_and_locks(chain: Chain, netuid: int) -> None:
    """From `balancer` on locks are found through their index; one that is not in it stays."""
    _remove_mechanisms(chain, netuid)
    for key in chain.locking_coldkeys.under(netuid):
        chain.lock.remove((key[2], netuid, key[1]))
        chain.locking_coldkeys.remove(key)


@rule("REG-21")
def _pay_owner_back(chain: Chain, netuid: int) -> None:
    """`dtao`: nobody but the owner gets anything, and that only of an old lock."""
    pay.credit(chain, chain.subnet_owner[netuid], chain.subnet_locked[netuid])
    chain.subnet_locked[netuid] = 0
    chain.subnet_owner.remove(netuid)


@rule("REG-21")
def user_remove(chain: Chain, coldkey: bytes, netuid: int) -> None:
    """`dtao`: remove a subnet in the name of its owner; pool and alpha stay as they are.

    Raises:
        Rejection: SubNetworkDoesNotExist, NotSubnetOwner.
    """
    if not chain.exists(netuid):
        raise Rejection("SubNetworkDoesNotExist", netuid=netuid)
    owner = chain.subnet_owner.get(netuid) or NOBODY
    if owner != coldkey:
        raise Rejection("NotSubnetOwner", netuid=netuid, owner=owner.hex())
    remove(chain, netuid)


@rule("REG-19")
def no_claims(_chain: Chain, _netuid: int) -> None:
    """Before `flow` there is nothing to claim."""


@rule("REG-19")
def drop_claims(chain: Chain, netuid: int) -> None:
    """From `flow` on: what nobody has claimed of a subnet's root dividends is lost."""
    for hotkey in chain.root_claimable:
        rates = chain.root_claimable[hotkey]
        if netuid in rates:
            chain.root_claimable[hotkey] = {
                other: rate for other, rate in rates.items() if other != netuid
            }
    chain.root_claimed.remove_under(netuid)


_ALWAYS_REMOVED = (
    "subnetwork_n",
    "networks_added",
    "network_registered_at",
    "rank",
    "trust",
    "active",
    "emission",
    "consensus",
    "dividends",
    "pruning_scores",
    "validator_permit",
    "validator_trust",
    "tempo",
    "kappa",
    "difficulty",
    "max_allowed_uids",
    "immunity_period",
    "activity_cutoff",
    "min_allowed_weights",
    "registrations_this_interval",
    "pow_registrations_this_interval",
    "burn_registrations_this_interval",
)
_REMOVED_SINCE_DEREG = (
    *_ALWAYS_REMOVED,
    "subnet_owner",
    "subnet_alpha_in_emission",
    "subnet_alpha_out_emission",
    "subnet_tao_in_emission",
    "subnet_volume",
    "subnet_moving_price",
    "subnet_tao_provided",
    "subnet_alpha_in_provided",
    "subnet_mechanism",
    "subnet_owner_hotkey",
    "network_registration_allowed",
    "network_pow_registration_allowed",
    "transfer_toggle",
    "subnet_locked",
    "largest_locked",
    "first_emission_block_number",
    "pending_owner_cut",
    "blocks_since_last_step",
    "last_mechansim_step_block",
    "last_adjustment_block",
    "serving_rate_limit",
    "rho",
    "alpha_sigmoid_steepness",
    "max_allowed_validators",
    "adjustment_interval",
    "bonds_moving_average",
    "bonds_penalty",
    "bonds_reset_on",
    "weights_set_rate_limit",
    "validator_prune_len",
    "scaling_law_power",
    "target_registrations_per_interval",
    "adjustment_alpha",
    "commit_reveal_weights_enabled",
    "burn",
    "min_burn",
    "max_burn",
    "min_difficulty",
    "max_difficulty",
    "registrations_this_block",
    "ema_price_halving_blocks",
    "rao_recycled_for_registration",
    "max_registrations_per_block",
    "weights_version_key",
    "liquid_alpha_on",
    "yuma3_on",
    "alpha_values",
    "subtoken_enabled",
    "immune_owner_uids_limit",
    "stake_weight",
    "reveal_period_epochs",
)
_KEYED_SINCE_DEREG = (
    "uids",
    "keys",
    "block_at_registration",
    "alpha_dividends_per_subnet",
    "pending_child_keys",
    "last_hotkey_swap_on_netuid",
)
_SECOND_SINCE_DEREG = (
    "childkey_take",
    "child_keys",
    "parent_keys",
    "total_hotkey_alpha_last_epoch",
    "transaction_key_last_block",
)

# Source: pallets/subtensor/src/coinbase/root.rs @ v2.0.11, v3.2.9-326 and v3.2.16-349
in_dtao = DissolutionRules(
    by_netuid=(
        *_ALWAYS_REMOVED,
        "network_modality",
        "incentive",
        "last_update",
        "max_weights_limit",
    ),
    by_netuid_first=("uids", "keys", "bonds", "weights"),
    by_netuid_second=(),
    settle=settle_in_balances,
    remove_more=_pay_owner_back,
    holdings=every_holding,
    pools=pools_with_holders,
    remove_pool=_no_pool,
    earned=emission_sold,
    drop_claims=no_claims,
)
in_dereg = DissolutionRules(
    by_netuid=(
        *_REMOVED_SINCE_DEREG,
        "max_weights_limit",
        "pending_emission",
        "pending_root_divs",
        "pending_alpha_swapped",
    ),
    by_netuid_first=(*_KEYED_SINCE_DEREG, "tao_dividends_per_subnet"),
    by_netuid_second=_SECOND_SINCE_DEREG,
    settle=settle_in_balances,
    remove_more=_remove_mechanisms_and_marks,
    holdings=every_holding,
    pools=pools_with_holders,
    remove_pool=_remove_positions,
    earned=emission_sold,
    drop_claims=no_claims,
)
in_flow = DissolutionRules(
    by_netuid=(
        *_REMOVED_SINCE_DEREG,
        "pending_validator_emission",
        "pending_server_emission",
        "pending_root_alpha_divs",
    ),
    by_netuid_first=_KEYED_SINCE_DEREG,
    by_netuid_second=_SECOND_SINCE_DEREG,
    settle=settle_in_balances,
    remove_more=_remove_mechanisms_and_marks,
    holdings=every_holding,
    pools=pools_with_holders,
    remove_pool=_remove_positions,
    earned=issuance_at_price,
    drop_claims=drop_claims,
)
# Source: pallets/subtensor/src/staking/remove_stake.rs @ v3.3.11-385
in_authorfee = replace(
    in_flow,
    by_netuid=(*in_flow.by_netuid, "subnet_tao_flow", "subnet_ema_tao_flow"),
    holdings=holdings_in_pools,
    pools=pools_with_value,
)
_UNSCORED = ("rank", "trust", "pruning_scores", "adjustment_interval", "adjustment_alpha")
# Source: pallets/subtensor/src/coinbase/root.rs @ v3.3.15-402
in_burnprice = replace(
    in_authorfee,
    by_netuid=(
        *(name for name in in_authorfee.by_netuid if name not in _UNSCORED),
        "burn_half_life",
        "burn_increase_mult",
    ),
    holdings=decimal_holdings,
)
# Source: pallets/subtensor/src/coinbase/root.rs @ v3.4.5-419
in_netflow = replace(
    in_burnprice,
    by_netuid=(
        *in_burnprice.by_netuid,
        "subnet_protocol_flow",
        "subnet_ema_protocol_flow",
        "subnet_excess_tao",
        "subnet_root_sell_tao",
        "owner_cut_auto_lock_enabled",
        "owner_lock",
        "decaying_owner_lock",
    ),
    by_netuid_first=(*in_burnprice.by_netuid_first, "hotkey_lock", "decaying_hotkey_lock"),
    by_netuid_second=(*in_burnprice.by_netuid_second, "lock", "decaying_lock"),
    settle=settle_from_account,
)
# Source: pallets/subtensor/src/coinbase/root.rs @ v3.4.6-421
in_rootprice = replace(in_netflow, by_netuid=(*in_netflow.by_netuid, "miner_burned"))
_PROVIDED = ("subnet_tao_provided", "subnet_alpha_in_provided")
# Source: pallets/subtensor/src/coinbase/root.rs @ v3.4.9-424
in_balancer = replace(
    in_rootprice,
    by_netuid=(
        *(name for name in in_rootprice.by_netuid if name not in _PROVIDED),
        "last_epoch_block",
        "subnet_epoch_index",
        "pending_epoch_at",
        "activity_cutoff_factor_milli",
    ),
    by_netuid_second=tuple(name for name in in_rootprice.by_netuid_second if name != "lock"),
    remove_pool=_remove_weights,
    remove_more=_remove_mechanisms_and_locks,
)
