"""Wrong about the blocks of 2026: who is paid for what, when epochs run, and what things cost."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from taospec.coinbase import flows, root_shares
from taospec.forks import Fork, change
from taospec.network.chain import Chain
from taospec.network.effects import ownership
from taospec.network.passes import emission, epochs, registration, spending
from taospec.network.passes.moment import Moment
from taospec.network.rules import DrainRules
from taospec.staking.ownership import is_quorum, total
from taospec.supply import minting
from taospec.supply.emission import block_emission
from taospec_conformance.zoo.base import wrong_rule

_BLOCKS = ("network.apply", "network.trace")
Pass = Callable[[Moment], None]
# Blocks after which a burn used to be adjusted.
_INTERVAL = 360


@wrong_rule(
    "burn-price-per-interval",
    breaks="REG-29",
    whose="miners who know the price of 2025",
    operations=_BLOCKS,
)
def burn_price_per_interval(right: Fork) -> Fork:
    """Lets the burn fall once an interval, by so much as a block takes off it."""
    decay = right.network.block.registration
    if decay not in (registration.decay_burns, registration.decay_burns_by_schedule):
        return right

    def rarely(moment: Moment) -> None:
        chain = moment.chain
        before = {netuid: chain.burn[netuid] for netuid in chain.netuids()}
        decay(moment)
        if moment.block % _INTERVAL:
            for netuid, burn in before.items():
                if chain.burn[netuid] != burn:
                    chain.burn[netuid] = burn

    return right.variant(network=change(block=change(registration=rarely)))


@wrong_rule(
    "mints-without-the-cap",
    breaks="COI-39",
    whose="supply curves drawn beyond 21 million",
    operations=_BLOCKS,
)
def mints_without_the_cap(right: Fork) -> Fork:
    """Mints what the curve says, however much there is."""
    mint = right.network.block.mint
    if mint is not emission.mint_first:
        return right

    def uncapped(moment: Moment) -> None:
        chain = moment.chain
        whole = block_emission(chain.total_issuance.value)
        mint(moment)
        missing = whole - moment.emission
        moment.emission = moment.credit = whole
        chain.total_issuance.value += missing
        chain.balances_total_issuance.value += missing

    return right.variant(network=change(block=change(mint=uncapped)))


@wrong_rule(
    "recycles-bought-alpha",
    breaks="COI-41",
    whose="readers of the release before",
    operations=_BLOCKS,
)
def recycles_bought_alpha(right: Fork) -> Fork:
    """Recycles the alpha that the chain buys, as before `netflow`, instead of keeping it."""
    inject = right.network.block.inject
    if inject is not spending.spend:
        return right

    def recycling(moment: Moment) -> None:
        chain, before = moment.chain, moment.chain.subnet_protocol_alpha.read(moment.emitting)
        inject(moment)
        for netuid, held in zip(moment.emitting, before, strict=True):
            bought = chain.subnet_protocol_alpha[netuid] - held
            if bought:
                chain.subnet_protocol_alpha[netuid] = held
                chain.subnet_alpha_out[netuid] = chain.subnet_alpha_out[netuid] - bought

    return right.variant(network=change(block=change(inject=recycling)))


@wrong_rule(
    "caps-injection-by-the-emission",
    breaks="SUP-36",
    whose="simulators of the halving",
    operations=_BLOCKS,
)
def caps_injection_by_the_emission(right: Fork) -> Fork:
    """Bounds the alpha that enters a pool by the emission of TAO, as before `rootprice`."""
    if right.supply.terms is not minting.excess_buys_above_root_part:
        return right
    return right.variant(
        supply=change(terms=minting.excess_buys_above_tao_emission),
        network=change(block=change(ceilings=_emission)),
    )


def _emission(moment: Moment) -> list[int]:
    return [moment.emission] * len(moment.emitting)


@wrong_rule(
    "shares-without-the-withheld-part",
    breaks="COI-44",
    whose="dashboards that show price shares",
    operations=_BLOCKS,
)
def shares_without_the_withheld_part(right: Fork) -> Fork:
    """Forgets that what an owner withholds from miners costs the subnet emission."""
    formulas: dict[Callable[[Moment], list[int]], Callable[[Moment], list[int]]] = {
        emission.root_price_shares: _with_root,
        emission.price_shares: _without_root,
    }
    weights = right.network.block.weights
    if weights not in formulas:
        return right

    def paid_in_full(moment: Moment) -> list[int]:
        weights(moment)
        return _of_enabled(moment, formulas[weights](moment))

    return right.variant(network=change(block=change(weights=paid_in_full)))


def _with_root(moment: Moment) -> list[int]:
    nothing = [0] * len(moment.emitting)
    proportions = emission.root_proportions(moment)
    return root_shares.shares(moment.counted_prices, proportions, nothing)


def _without_root(moment: Moment) -> list[int]:
    nothing = [0] * len(moment.emitting)
    return root_shares.shares_without_root(moment.counted_prices, nothing)


def _of_enabled(moment: Moment, shares: Sequence[int]) -> list[int]:
    enabled = moment.chain.subnet_emission_enabled.read(moment.emitting)
    return flows.shares_of_enabled(list(shares), enabled)


@wrong_rule(
    "tempo-plus-one",
    breaks="CON-74",
    whose="schedulers written in 2025",
    operations=_BLOCKS,
)
def tempo_plus_one(right: Fork) -> Fork:
    """Runs an epoch every tempo and one blocks, as before `balancer`."""
    run = right.network.block.drain.run
    if run is not epochs.run_scheduled:
        return right

    def late(moment: Moment, rules: DrainRules) -> None:
        chain, netuids = moment.chain, moment.subnets
        before = {netuid: chain.last_epoch_block[netuid] for netuid in netuids}
        for netuid in netuids:
            chain.last_epoch_block[netuid] = before[netuid] + 1
        run(moment, rules)
        for netuid in netuids:
            if chain.last_epoch_block[netuid] == before[netuid] + 1 != moment.block:
                chain.last_epoch_block[netuid] = before[netuid]

    return right.variant(network=change(block=change(drain=change(run=late))))


@wrong_rule(
    "ownership-by-the-largest-lock",
    breaks="STA-57",
    whose="summaries of ownership by conviction",
    operations=_BLOCKS,
)
def ownership_by_the_largest_lock(right: Fork) -> Fork:
    """Asks the winner alone, and not all locks together, for a tenth of the alpha."""
    owner = right.network.block.drain.owner
    if owner is not ownership.goes_by_conviction:
        return right
    return right.variant(network=change(block=change(drain=change(owner=_by_the_largest))))


def _by_the_largest(chain: Chain, netuid: int) -> None:
    alpha_out = chain.subnet_alpha_out[netuid]
    sums = ownership.convictions(chain, netuid).values()
    if sums and is_quorum(max(map(total, sums)), alpha_out):
        ownership.goes_by_conviction(chain, netuid)
