"""Everything that moves TAO between the four totals, one record for each kind of event.

An event carries the amounts that other chapters determine (what a sale pays out, what a price is)
and the accounts that pay or receive; what it does to the totals is `taospec.supply.ledger`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from taospec.quantities import U128, AlphaRao, Bool, IfStated, Rao, Tag, Unit
from taospec.wire import Record

Wei = Annotated[U128, Unit("wei")]


@dataclass(frozen=True, slots=True)
class Payer(Record):
    """An account that is charged.

    Attributes:
        free: its free balance.
        frozen: the part of it that it may not spend even to the last rao: what locks and freezes
            hold back beyond its reserved balance, and at least the existential deposit if a
            reserve, a lock or a freeze needs the account to live.
    """

    free: Rao
    frozen: Rao


@dataclass(frozen=True, slots=True)
class Holder(Record):
    """One entry of alpha of a dissolved subnet, a pair of hotkey and coldkey.

    Attributes:
        alpha: value of the entry, in alpha rao.
        free: free balance of the coldkey when its share arrives.
    """

    alpha: AlphaRao
    free: Rao


class _OneKind(Record):
    """One kind of event.

    Attributes:
        kind: names the event.
    """

    __slots__ = ()


# Blocks


@dataclass(frozen=True, slots=True)
class EmissionInjected(_OneKind):
    """A block puts newly minted TAO into the pool of a subnet.

    Attributes:
        amount: TAO that enters the pool.
    """

    kind: Literal["injection"]
    amount: Rao


@dataclass(frozen=True, slots=True)
class ChainBuy(_OneKind):
    """A block spends the TAO that a pool cannot take in on alpha of the same pool.

    Attributes:
        amount: TAO that is spent.
        paid_in: what the pool's counter gains, all of `amount` if the order was filled.
        succeeds: whether the swap does; it may fail.
    """

    kind: Literal["chain_buy"]
    amount: Rao
    paid_in: Rao
    succeeds: Bool


@dataclass(frozen=True, slots=True)
class RootDividendsSold(_OneKind):
    """A block sells the alpha that root stakers earned and puts the TAO aside for them.

    Attributes:
        proceeds: TAO that the sale brings.
        provided: the part of it that is paid from what users have put into the pool.
    """

    kind: Literal["root_dividends_sold"]
    proceeds: Rao
    provided: Rao


@dataclass(frozen=True, slots=True)
class RootDividendsPaid(_OneKind):
    """An epoch hands the TAO put aside to the stake on root.

    Attributes:
        amount: TAO that is handed out.
    """

    kind: Literal["root_dividends_paid"]
    amount: Rao


# Calls that pay a price


@dataclass(frozen=True, slots=True)
class NeuronRegistration(_OneKind):
    """A neuron registers for the burn price, which buys alpha that is recycled.

    Attributes:
        cost: the burn price.
        fee: the part of the price that does not reach the pool's counter.
        payer: the coldkey's account.
        accepted: whether the pool takes the purchase.
    """

    kind: Literal["neuron_registration"]
    cost: Rao
    fee: Rao
    payer: Payer
    accepted: Bool


@dataclass(frozen=True, slots=True)
class SubnetRegistration(_OneKind):
    """A subnet registers for the lock cost.

    Attributes:
        cost: the lock cost.
        min_lock: the part of it that becomes the subnet's pool.
        payer: the coldkey's account.
    """

    kind: Literal["subnet_registration"]
    cost: Rao
    min_lock: Rao
    payer: Payer


@dataclass(frozen=True, slots=True)
class PoolOverwritten(_OneKind):
    """A registration reuses the id of a removed subnet.

    Attributes:
        pot: TAO that the removed subnet's pool still held.
    """

    kind: Literal["pool_overwritten"]
    pot: Rao


@dataclass(frozen=True, slots=True)
class ColdkeySwap(_OneKind):
    """A coldkey is replaced.

    Attributes:
        cost: the price, 0.1 TAO when scheduled and any when root calls.
        payer: the old coldkey's account.
    """

    kind: Literal["coldkey_swap"]
    cost: Rao
    payer: Payer


@dataclass(frozen=True, slots=True)
class HotkeySwap(_OneKind):
    """A hotkey is replaced on all subnets.

    Attributes:
        payer: account of the coldkey that owns it.
    """

    kind: Literal["hotkey_swap"]
    payer: Payer


@dataclass(frozen=True, slots=True)
class HotkeySwapOnSubnet(_OneKind):
    """A hotkey is replaced on one subnet.

    Attributes:
        payer: account of the coldkey that owns it.
    """

    kind: Literal["hotkey_swap_on_subnet"]
    payer: Payer


@dataclass(frozen=True, slots=True)
class TransactionFee(_OneKind):
    """The fee of an extrinsic, tip included.

    Attributes:
        withdrawn: what is taken before the call.
        corrected: what the call turns out to cost.
        payer: the signer's account.
        payer_lives: whether that still exists when the difference is given back.
        author_free: free balance of the block's author, who gets the fee from `authorfee` on; left
            out where nobody is the author.
    """

    kind: Literal["transaction_fee"]
    withdrawn: Rao
    corrected: Rao
    payer: Payer
    payer_lives: Bool
    author_free: Annotated[Rao | None, IfStated] = None


@dataclass(frozen=True, slots=True)
class EvmFee(_OneKind):
    """The fee of an EVM transaction.

    Attributes:
        total: base fee and tip together.
        base: the base fee.
        author_free: free balance of the block author, who gets the tip.
    """

    kind: Literal["evm_fee"]
    total: Wei
    base: Wei
    author_free: Rao


# Staking


@dataclass(frozen=True, slots=True)
class Stake(_OneKind):
    """TAO from a free balance buys alpha.

    Attributes:
        amount: TAO that is staked.
        fee: the part of it that does not reach the pool's side.
        payer: the coldkey's account.
        author_free: free balance of the block's author, who gets the fee from `authorfee` on; left
            out where nobody is the author.
    """

    kind: Literal["stake"]
    amount: Rao
    fee: Rao
    payer: Payer
    author_free: Annotated[Rao | None, IfStated] = None


@dataclass(frozen=True, slots=True)
class Unstake(_OneKind):
    """Alpha is sold and the seller paid out.

    Attributes:
        paid_out: TAO that the sale brings.
        provided: the part of it that comes from what users have put into the pool.
        receiver_free: the seller's free balance before.
    """

    kind: Literal["unstake"]
    paid_out: Rao
    provided: Rao
    receiver_free: Rao


@dataclass(frozen=True, slots=True)
class MoveStake(_OneKind):
    """Stake moves to another subnet: a sale there, a purchase here.

    Attributes:
        proceeds: TAO that the sale leaves.
        provided: the part of it that users had put into the pool of the origin.
        fee: the part of the purchase that does not reach the pool's side.
        accepted: whether the destination takes it.
        author_free: free balance of the block's author, who gets the fee from `authorfee` on; left
            out where nobody is the author.
    """

    kind: Literal["move_stake"]
    proceeds: Rao
    provided: Rao
    fee: Rao
    accepted: Bool
    author_free: Annotated[Rao | None, IfStated] = None


@dataclass(frozen=True, slots=True)
class RootClaimSwap(_OneKind):
    """A root staker claims dividends as TAO: alpha is sold and the proceeds become root stake.

    Attributes:
        proceeds: TAO that the sale brings.
        provided: the part of it that is paid from what users have put into the pool.
    """

    kind: Literal["root_claim_swap"]
    proceeds: Rao
    provided: Rao


@dataclass(frozen=True, slots=True)
class AddLiquidity(_OneKind):
    """A user puts TAO into a liquidity position.

    Attributes:
        amount: TAO that is put in.
        payer: the user's account.
    """

    kind: Literal["add_liquidity"]
    amount: Rao
    payer: Payer


@dataclass(frozen=True, slots=True)
class RemoveLiquidity(_OneKind):
    """A user takes a liquidity position out, with the fees it earned.

    Attributes:
        principal: TAO of the position.
        fees: TAO that it earned.
        receiver_free: the user's free balance before.
    """

    kind: Literal["remove_liquidity"]
    principal: Rao
    fees: Rao
    receiver_free: Rao


@dataclass(frozen=True, slots=True)
class CloseLiquidity(_OneKind):
    """The chain closes a user's liquidity position, as it does when a subnet is dissolved.

    Attributes:
        principal: TAO of the position.
        fees: TAO that it earned.
        receiver_free: the user's free balance before.
    """

    kind: Literal["close_liquidity"]
    principal: Rao
    fees: Rao
    receiver_free: Rao


@dataclass(frozen=True, slots=True)
class DissolveSubnet(_OneKind):
    """A subnet is dissolved.

    Attributes:
        pot: TAO of its pool.
        holders: all its alpha entries, in storage order.
        refund: what a legacy owner gets of the lock.
        owner_free: the owner's free balance then.
        protocol_alpha: alpha for which the chain itself has a part, from `netflow` on; none where
            it is left out.
        account_free: free balance of the subnet's account, from `netflow` on; the pot where it is
            left out.
    """

    kind: Literal["dissolve_subnet"]
    pot: Rao
    holders: tuple[Holder, ...]
    refund: Rao
    owner_free: Rao
    protocol_alpha: Annotated[AlphaRao | None, IfStated] = None
    account_free: Annotated[Rao | None, IfStated] = None


# Outside the protocol's own calls


@dataclass(frozen=True, slots=True)
class DustReaped(_OneKind):
    """An account fell below the existential deposit and what was left in it is gone.

    Attributes:
        amount: what was left.
    """

    kind: Literal["dust_reaped"]
    amount: Rao


@dataclass(frozen=True, slots=True)
class BalanceBurned(_OneKind):
    """An account burns part of its balance by the call of the balances pallet.

    Attributes:
        amount: what is burned.
    """

    kind: Literal["balance_burned"]
    amount: Rao


@dataclass(frozen=True, slots=True)
class ForceSetBalance(_OneKind):
    """Root sets a free balance by the call of the balances pallet.

    Attributes:
        old_free: the free balance before.
        new_free: the one that root sets.
    """

    kind: Literal["force_set_balance"]
    old_free: Rao
    new_free: Rao


@dataclass(frozen=True, slots=True)
class Faucet(_OneKind):
    """The faucet of test networks.

    Attributes:
        enabled: whether the node was built with it.
        receiver_free: free balance of whoever calls it, before.
    """

    kind: Literal["faucet"]
    enabled: Bool
    receiver_free: Rao


@dataclass(frozen=True, slots=True)
class RootSetsIssuance(_OneKind):
    """Root writes the counter.

    Attributes:
        total_issuance: what it writes.
    """

    kind: Literal["root_sets_issuance"]
    total_issuance: Rao


@dataclass(frozen=True, slots=True)
class RuntimeUpgrade(_OneKind):
    """The runtime is replaced by the next one."""

    kind: Literal["runtime_upgrade"]


Event = Annotated[
    EmissionInjected
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
    Tag("kind"),
]
