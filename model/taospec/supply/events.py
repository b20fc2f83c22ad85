"""Everything that moves TAO between the four totals, one record for each kind of event.

An event carries the amounts that other chapters determine (what a sale pays out, what a price is)
and the accounts that pay or receive; what it does to the totals is `taospec.supply.ledger`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from taospec.wire import U128, Bool, Rao, Record, Unit

Wei = Annotated[U128, Unit("wei")]


class Payer(Record):
    """An account that is charged.

    `free` is its free balance; `frozen` the part of it that it may not spend even to the last rao:
    what locks and freezes hold back beyond its reserved balance, and at least the existential
    deposit if a reserve, a lock or a freeze needs the account to live.
    """

    free: Rao
    frozen: Rao


class Holder(Record):
    """One entry of alpha of a dissolved subnet, a pair of hotkey and coldkey.

    `alpha` is its value; `free` the free balance of the coldkey when its share arrives.
    """

    alpha: Rao
    free: Rao


# Blocks


class Injection(Record):
    """A block puts newly minted TAO into the pool of a subnet."""

    kind: Literal["injection"]
    amount: Rao


class ChainBuy(Record):
    """A block spends the TAO that a pool cannot take in on alpha of the same pool.

    `paid_in` is what the pool's counter gains, all of `amount` if the order was filled; the swap
    may also fail.
    """

    kind: Literal["chain_buy"]
    amount: Rao
    paid_in: Rao
    succeeds: Bool


class RootDividendsSold(Record):
    """A block sells the alpha that root stakers earned and puts the TAO aside for them.

    Of the `proceeds`, `provided` is paid from what users have put into the pool.
    """

    kind: Literal["root_dividends_sold"]
    proceeds: Rao
    provided: Rao


class RootDividendsPaid(Record):
    """An epoch hands the TAO put aside to the stake on root."""

    kind: Literal["root_dividends_paid"]
    amount: Rao


# Calls that pay a price


class NeuronRegistration(Record):
    """A neuron registers for the burn price, which buys alpha that is recycled.

    `fee` is the part of the price that does not reach the pool's counter; `accepted` tells whether
    the pool takes the purchase.
    """

    kind: Literal["neuron_registration"]
    cost: Rao
    fee: Rao
    payer: Payer
    accepted: Bool


class SubnetRegistration(Record):
    """A subnet registers for the lock cost; `min_lock` becomes its pool."""

    kind: Literal["subnet_registration"]
    cost: Rao
    min_lock: Rao
    payer: Payer


class PoolOverwritten(Record):
    """A registration reuses the id of a removed subnet whose pool still held `pot`."""

    kind: Literal["pool_overwritten"]
    pot: Rao


class ColdkeySwap(Record):
    """A coldkey is replaced, at a price that is 0.1 TAO when scheduled and any when root calls."""

    kind: Literal["coldkey_swap"]
    cost: Rao
    payer: Payer


class HotkeySwap(Record):
    """A hotkey is replaced on all subnets."""

    kind: Literal["hotkey_swap"]
    payer: Payer


class HotkeySwapOnSubnet(Record):
    """A hotkey is replaced on one subnet."""

    kind: Literal["hotkey_swap_on_subnet"]
    payer: Payer


class TransactionFee(Record):
    """The fee of an extrinsic, tip included.

    `withdrawn` is taken before the call; `corrected` is what it turns out to cost; `payer_lives`
    tells whether the payer's account still exists when the difference is given back.
    """

    kind: Literal["transaction_fee"]
    withdrawn: Rao
    corrected: Rao
    payer: Payer
    payer_lives: Bool


class EvmFee(Record):
    """The fee of an EVM transaction.

    `total` is base fee and tip together; `author_free` the free balance of the block author, who
    gets the tip.
    """

    kind: Literal["evm_fee"]
    total: Wei
    base: Wei
    author_free: Rao


# Staking


class Stake(Record):
    """TAO from a free balance buys alpha; `fee` is the part that does not reach the pool's side."""

    kind: Literal["stake"]
    amount: Rao
    fee: Rao
    payer: Payer


class Unstake(Record):
    """Alpha is sold and the seller paid out.

    Of `paid_out`, `provided` comes from what users have put into the pool; `receiver_free` is the
    seller's free balance before.
    """

    kind: Literal["unstake"]
    paid_out: Rao
    provided: Rao
    receiver_free: Rao


class MoveStake(Record):
    """Stake moves to another subnet: a sale there, a purchase here.

    `proceeds` is what the sale leaves, `provided` the part of it that users had put into the pool
    of the origin, `fee` that of the purchase; `accepted` tells whether the destination takes it.
    """

    kind: Literal["move_stake"]
    proceeds: Rao
    provided: Rao
    fee: Rao
    accepted: Bool


class RootClaimSwap(Record):
    """A root staker claims dividends as TAO: alpha is sold and the proceeds become root stake."""

    kind: Literal["root_claim_swap"]
    proceeds: Rao
    provided: Rao


class AddLiquidity(Record):
    """A user puts TAO into a liquidity position."""

    kind: Literal["add_liquidity"]
    amount: Rao
    payer: Payer


class RemoveLiquidity(Record):
    """A user takes a liquidity position out, with the fees it earned."""

    kind: Literal["remove_liquidity"]
    principal: Rao
    fees: Rao
    receiver_free: Rao


class CloseLiquidity(Record):
    """The chain closes a user's liquidity position, as it does when a subnet is dissolved."""

    kind: Literal["close_liquidity"]
    principal: Rao
    fees: Rao
    receiver_free: Rao


class DissolveSubnet(Record):
    """A subnet is dissolved.

    `pot` is the TAO of its pool, `holders` all its alpha entries in storage order, `refund` what a
    legacy owner gets of the lock, `owner_free` the owner's free balance then.
    """

    kind: Literal["dissolve_subnet"]
    pot: Rao
    holders: tuple[Holder, ...]
    refund: Rao
    owner_free: Rao


# Outside the protocol's own calls


class DustReaped(Record):
    """An account fell below the existential deposit and what was left in it is gone."""

    kind: Literal["dust_reaped"]
    amount: Rao


class BalanceBurned(Record):
    """An account burns part of its balance by the call of the balances pallet."""

    kind: Literal["balance_burned"]
    amount: Rao


class ForceSetBalance(Record):
    """Root sets a free balance by the call of the balances pallet."""

    kind: Literal["force_set_balance"]
    old_free: Rao
    new_free: Rao


class Faucet(Record):
    """The faucet of test networks; `enabled` tells whether the node was built with it."""

    kind: Literal["faucet"]
    enabled: Bool
    receiver_free: Rao


class RootSetsIssuance(Record):
    """Root writes the counter."""

    kind: Literal["root_sets_issuance"]
    total_issuance: Rao


class RuntimeUpgrade(Record):
    """The runtime is replaced by the next one."""

    kind: Literal["runtime_upgrade"]


Event = Annotated[
    Injection
    | ChainBuy
    | RootDividendsSold
    | RootDividendsPaid
    | NeuronRegistration
    | SubnetRegistration
    | PoolOverwritten
    | ColdkeySwap
    | HotkeySwap
    | HotkeySwapOnSubnet
    | TransactionFee
    | EvmFee
    | Stake
    | Unstake
    | MoveStake
    | RootClaimSwap
    | AddLiquidity
    | RemoveLiquidity
    | CloseLiquidity
    | DissolveSubnet
    | DustReaped
    | BalanceBurned
    | ForceSetBalance
    | Faucet
    | RootSetsIssuance
    | RuntimeUpgrade,
    Field(discriminator="kind"),
]
