"""The block: its passes in their order, and what each fork puts in their places."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Self

from taospec.coinbase import children, incentives
from taospec.network.chain import Chain, storage_order
from taospec.network.effects.epochs import has_duplicates
from taospec.network.passes import (
    claiming,
    emission,
    epochs,
    opening,
    registration,
    relations,
    root_dividends,
    set_aside,
)
from taospec.network.passes.epochs import DrainRules
from taospec.network.passes.moment import ROOT, Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """What happens in a block before its first extrinsic.

    Attributes:
        opening: what lasted only for the block before ends.
        registration: burn and difficulty of every network are adjusted where it is time.
        emitting: which subnets have a part in the emission.
        weights: what their parts derive from.
        inject: TAO and alpha enter the pools, and excess TAO buys.
        set_aside: the alpha of participants is cut and set aside.
        prices: moving prices take a step.
        drain: how due epochs run and pay.
        children: how requests for children take effect.
        claims: claims that the chain makes for some.
        index: the walk that finds who can be drawn.
    """

    opening: Callable[[Moment], None]
    registration: Callable[[Moment], None]
    emitting: Callable[[Moment], list[int]]
    weights: Callable[[Moment], list[int]]
    inject: Callable[[Moment], None]
    set_aside: Callable[[Moment], None]
    prices: Callable[[Moment], None]
    drain: DrainRules
    children: Callable[[Moment], None]
    claims: Callable[[Moment], None]
    index: Callable[[Moment], None]

    def evolve(self, **changed: Any) -> Self:
        """The block of the next fork."""
        return replace(self, **changed)

    def __call__(self, chain: Chain) -> None:
        """End the current block and start the next: everything before its first extrinsic."""
        chain.block_number.value += 1
        networks = chain.netuids()
        subnets = [netuid for netuid in networks if netuid != ROOT]
        moment = Moment(chain, chain.now, networks, subnets)
        self.opening(moment)
        self.registration(moment)
        moment.emitting = self.emitting(moment)
        emission.count_prices(moment)
        emission.settle_terms(moment, self.weights(moment))
        self.inject(moment)
        self.set_aside(moment)
        self.prices(moment)
        epochs.run_due(moment, self.drain)
        self.children(moment)
        self.claims(moment)
        self.index(moment)


DTAO = Block(
    opening=opening.forget_nothing,
    registration=registration.adjust_terms,
    emitting=emission.started,
    weights=emission.moving_prices,
    inject=emission.inject,
    set_aside=set_aside.sell_for_root,
    prices=set_aside.update_moving_prices,
    drain=DrainRules(
        is_skipped=epochs.never_skipped,
        take_pendings=epochs.halved_pendings,
        withheld=incentives.only_the_owner_hotkey,
        has_auto_stake=False,
        pay_root=root_dividends.pay_tao,
        order=storage_order,
    ),
    children=relations.carry_out(children.unchecked_children),
    claims=claiming.nothing_to_claim,
    index=claiming.nothing_to_index,
)
DEREG = DTAO.evolve(
    opening=opening.forget_rate_limits,
    inject=emission.buy_then_inject,
    set_aside=set_aside.sell_for_root_unless_subsidised,
    drain=DTAO.drain.evolve(
        withheld=incentives.all_hotkeys_of_the_owner,
        has_auto_stake=True,
        pay_root=root_dividends.pay_tao_into_root,
    ),
)
FLOW = DEREG.evolve(
    weights=emission.flow_shares,
    inject=emission.adjust_buy_inject,
    set_aside=set_aside.accumulate_or_recycle_for_root,
    drain=DEREG.drain.evolve(
        is_skipped=has_duplicates,
        take_pendings=epochs.separate_pendings,
        pay_root=root_dividends.credit_alpha,
    ),
    children=relations.carry_out(children.checked_children),
    claims=claiming.claim_for_the_drawn,
    index=claiming.index_a_batch,
)
HALVING = FLOW.evolve(
    emitting=emission.started_and_open,
    inject=emission.adjust_buy_whole_rao_inject,
    drain=FLOW.drain.evolve(
        pay_root=root_dividends.credit_alpha_with_a_record,
        order=int,
    ),
)
BLOCKS = {"dtao": DTAO, "dereg": DEREG, "flow": FLOW, "halving": HALVING}
