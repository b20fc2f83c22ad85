"""Where TAO goes when something happens: what recycles, what burns, what only moves.

Each of the events below is put to the ledger of a fork with plain amounts, and what became of the
totals is told in words. So the table that the prose shows says what the rules compute.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from taospec.supply import closed_ledger, ledger
from taospec.supply.events import (
    BalanceBurned,
    ColdkeySwap,
    DissolveSubnet,
    Holder,
    HotkeySwap,
    HotkeySwapOnSubnet,
    NeuronRegistration,
    Payer,
    RootClaimSwap,
    Stake,
    SubnetRegistration,
    TransactionFee,
    Unstake,
)

TAO = 10**9
_RICH = Payer(free=10_000 * TAO, frozen=0)
_NOBODY_HOLDS: tuple[Holder, ...] = ()


class Flow(NamedTuple):
    """What an event did to the totals, in rao.

    Attributes:
        paid: what left the accounts of people; negative if they got it.
        staked: what the sum of all stake grew by, and where pools have accounts what these did.
        recycled: what left the issuance; negative if it grew.
    """

    paid: int
    staked: int
    recycled: int

    @property
    def lost(self) -> int:
        """What nobody has although it counts as issued; negative if it was never counted."""
        return self.paid - self.staked - self.recycled


def happenings() -> dict[str, Any]:
    """The events of the table, by what they are called there."""
    holders = (Holder(alpha=3, free=500), Holder(alpha=5, free=500))
    return {
        "a neuron, burn 1 TAO": NeuronRegistration(
            kind="neuron_registration", cost=TAO, fee=0, payer=_RICH, accepted=True
        ),
        "… which the pool refuses": NeuronRegistration(
            kind="neuron_registration", cost=TAO, fee=0, payer=_RICH, accepted=False
        ),
        "a subnet, lock 2,500 TAO": SubnetRegistration(
            kind="subnet_registration", cost=2500 * TAO, min_lock=TAO, payer=_RICH
        ),
        "a new coldkey": ColdkeySwap(kind="coldkey_swap", cost=TAO // 10, payer=_RICH),
        "a new hotkey": HotkeySwap(kind="hotkey_swap", payer=_RICH),
        "… on one subnet": HotkeySwapOnSubnet(kind="hotkey_swap_on_subnet", payer=_RICH),
        "a transaction fee of 1 TAO": TransactionFee(
            kind="transaction_fee", withdrawn=TAO, corrected=TAO, payer=_RICH, payer_lives=True
        ),
        "10 TAO staked, fee 1": Stake(kind="stake", amount=10 * TAO, fee=TAO, payer=_RICH),
        "10 TAO unstaked": Unstake(
            kind="unstake", paid_out=10 * TAO, provided=0, receiver_free=TAO
        ),
        "1 TAO of a claim that is sold": RootClaimSwap(
            kind="root_claim_swap", proceeds=TAO, provided=0
        ),
        "a subnet ends, 1,000 TAO in its pool": DissolveSubnet(
            kind="dissolve_subnet", pot=1000 * TAO, holders=holders, refund=0, owner_free=TAO
        ),
        "… and nobody holds its alpha": DissolveSubnet(
            kind="dissolve_subnet", pot=1000 * TAO, holders=_NOBODY_HOLDS, refund=0, owner_free=TAO
        ),
        "… and its lock of 7 TAO is refunded": DissolveSubnet(
            kind="dissolve_subnet", pot=0, holders=_NOBODY_HOLDS, refund=7 * TAO, owner_free=TAO
        ),
        "1 TAO burned by an account": BalanceBurned(kind="balance_burned", amount=TAO),
    }


def flow(rules: Mapping[str, Any], event: Any, constants: Mapping[str, int]) -> Flow | None:
    """What an event does in a fork; None where there is no such event.

    Args:
        rules: the ledger of the fork.
        event: one of `happenings`.
        constants: of the fork.

    Raises:
        Rejection: the fork rejects the event.
    """
    if event.kind not in rules:
        return None
    before = ledger.Ledger(
        total_issuance=21_000 * TAO,
        balances=20_000 * TAO,
        total_stake=10_000 * TAO,
        subnet_tao=10_000 * TAO,
    )
    after = ledger.applied(rules, before, event, constants)
    paid, pooled = before.balances - after.balances, after.subnet_tao - before.subnet_tao
    recycled = before.total_issuance - after.total_issuance
    if rules["runtime_upgrade"] is closed_ledger.runtime_upgrade:
        # The balances hold what is in pools as well.
        return Flow(paid=paid + pooled, staked=pooled, recycled=recycled)
    return Flow(paid=paid, staked=after.total_stake - before.total_stake, recycled=recycled)


def words(moved: Flow) -> str:
    """A flow in a few words; amounts in TAO."""
    return ", ".join(_words(moved)) or "nothing"


def _words(moved: Flow) -> Iterator[str]:
    # What left the accounts and arrived in pools, or the other way round.
    between = min(moved.paid, moved.staked) if moved.paid > 0 else -max(moved.paid, moved.staked)
    if between > 0:
        yield f"moves {_tao(between)}"
    if moved.recycled > 0:
        yield f"recycles {_tao(moved.recycled)}"
    if moved.lost > 0:
        yield f"burns {_tao(moved.lost)}"
    if moved.lost < 0:
        yield f"pays {_tao(-moved.lost)} that nobody counts"


def _tao(rao: int) -> str:
    whole, part = divmod(rao, TAO)
    return f"{whole:,}" + (f".{part:09}".rstrip("0") if part else "")
