"""Every kind of ledger event built from a few quantities, for statements over all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from taospec.supply import events
from taospec.supply.events import Event, Holder, Payer

# Far above the existential deposit of any fork, so that the account certainly lives on.
_ALIVE = 10**9


@dataclass(frozen=True, slots=True)
class Quantities:
    """What an event may need.

    Attributes:
        amount: rao that move.
        part: rao of these that take another way: a fee, a minimum, what users had provided.
        free: free balance of the account that pays or receives, before.
    """

    amount: int
    part: int
    free: int

    @property
    def payer(self) -> Payer:
        """The account, nothing frozen."""
        return Payer(free=self.free, frozen=0)


# Kind → `(quantities) -> event`; each event succeeds if the account can pay.
BUILDERS: dict[str, Callable[[Quantities], Event]] = {
    "injection": lambda q: events.EmissionInjected(kind="injection", amount=q.amount),
    "chain_buy": lambda q: events.ChainBuy(
        kind="chain_buy", amount=q.amount, paid_in=q.amount, succeeds=True
    ),
    "failed_chain_buy": lambda q: events.ChainBuy(
        kind="chain_buy", amount=q.amount, paid_in=0, succeeds=False
    ),
    "root_dividends_sold": lambda q: events.RootDividendsSold(
        kind="root_dividends_sold", proceeds=q.amount, provided=0
    ),
    "root_dividends_paid": lambda q: events.RootDividendsPaid(
        kind="root_dividends_paid", amount=q.amount
    ),
    "neuron_registration": lambda q: events.NeuronRegistration(
        kind="neuron_registration", cost=q.amount, fee=q.part, payer=q.payer, accepted=True
    ),
    "refused_neuron_registration": lambda q: events.NeuronRegistration(
        kind="neuron_registration", cost=q.amount, fee=q.part, payer=q.payer, accepted=False
    ),
    "subnet_registration": lambda q: events.SubnetRegistration(
        kind="subnet_registration", cost=q.amount, min_lock=q.part, payer=q.payer
    ),
    "pool_overwritten": lambda q: events.PoolOverwritten(kind="pool_overwritten", pot=q.amount),
    "coldkey_swap": lambda q: events.ColdkeySwap(kind="coldkey_swap", cost=q.amount, payer=q.payer),
    "hotkey_swap": lambda q: events.HotkeySwap(kind="hotkey_swap", payer=q.payer),
    "hotkey_swap_on_subnet": lambda q: events.HotkeySwapOnSubnet(
        kind="hotkey_swap_on_subnet", payer=q.payer
    ),
    "transaction_fee": lambda q: events.TransactionFee(
        kind="transaction_fee",
        withdrawn=q.amount,
        corrected=q.part,
        payer=q.payer,
        payer_lives=True,
    ),
    "transaction_fee_with_an_author": lambda q: events.TransactionFee(
        kind="transaction_fee",
        withdrawn=q.amount,
        corrected=q.part,
        payer=q.payer,
        payer_lives=True,
        author_free=_ALIVE,
    ),
    "evm_fee": lambda q: events.EvmFee(
        kind="evm_fee", total=q.amount * 10**9, base=q.part * 10**9, author_free=_ALIVE
    ),
    "stake": lambda q: events.Stake(kind="stake", amount=q.amount, fee=q.part, payer=q.payer),
    "stake_with_an_author": lambda q: events.Stake(
        kind="stake", amount=q.amount, fee=q.part, payer=q.payer, author_free=_ALIVE
    ),
    "move_stake_with_an_author": lambda q: events.MoveStake(
        kind="move_stake",
        proceeds=q.amount,
        provided=0,
        fee=q.part,
        accepted=True,
        author_free=_ALIVE,
    ),
    "unstake": lambda q: events.Unstake(
        kind="unstake", paid_out=q.amount, provided=q.part, receiver_free=q.free
    ),
    "move_stake": lambda q: events.MoveStake(
        kind="move_stake", proceeds=q.amount, provided=0, fee=q.part, accepted=True
    ),
    "root_claim_swap": lambda q: events.RootClaimSwap(
        kind="root_claim_swap", proceeds=q.amount, provided=q.part
    ),
    "add_liquidity": lambda q: events.AddLiquidity(
        kind="add_liquidity", amount=q.amount, payer=q.payer
    ),
    "remove_liquidity": lambda q: events.RemoveLiquidity(
        kind="remove_liquidity", principal=q.amount, fees=q.part, receiver_free=q.free
    ),
    "close_liquidity": lambda q: events.CloseLiquidity(
        kind="close_liquidity", principal=q.amount, fees=q.part, receiver_free=q.free
    ),
    "dissolve_subnet": lambda q: events.DissolveSubnet(
        kind="dissolve_subnet",
        pot=q.amount,
        holders=(Holder(alpha=1, free=q.free), Holder(alpha=2, free=q.free)),
        refund=0,
        owner_free=q.free,
    ),
    "dissolve_subnet_with_an_account": lambda q: events.DissolveSubnet(
        kind="dissolve_subnet",
        pot=q.part,
        holders=(Holder(alpha=1, free=q.free),),
        refund=q.part,
        owner_free=q.free,
        protocol_alpha=1,
        account_free=q.amount,
    ),
    "dissolve_subnet_without_holders": lambda q: events.DissolveSubnet(
        kind="dissolve_subnet", pot=q.amount, holders=(), refund=0, owner_free=q.free
    ),
    "refund_legacy_owner": lambda q: events.DissolveSubnet(
        kind="dissolve_subnet", pot=0, holders=(), refund=q.amount, owner_free=q.free
    ),
    "dust_reaped": lambda q: events.DustReaped(kind="dust_reaped", amount=q.amount),
    "balance_burned": lambda q: events.BalanceBurned(kind="balance_burned", amount=q.amount),
    "force_set_balance": lambda q: events.ForceSetBalance(
        kind="force_set_balance", old_free=q.free, new_free=q.amount
    ),
    "faucet": lambda q: events.Faucet(kind="faucet", enabled=True, receiver_free=q.free),
    "root_sets_issuance": lambda q: events.RootSetsIssuance(
        kind="root_sets_issuance", total_issuance=q.amount
    ),
    "runtime_upgrade": lambda _: events.RuntimeUpgrade(kind="runtime_upgrade"),
}
