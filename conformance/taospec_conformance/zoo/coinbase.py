"""Wrong coinbases: shares, cuts and payments as people take them to be."""

from __future__ import annotations

from dataclasses import replace

from taospec.coinbase import children, claims, cuts, flows, incentives, prices
from taospec.coinbase.families import FamilySplit
from taospec.consensus.schedule import Tempo
from taospec.forks import Fork, change
from taospec.numbers import U96F32
from taospec.operations.coinbase.claiming import Claim, Claimable, Credit, Credited, Draw, Drawn
from taospec.operations.coinbase.ordering import BlockOrder, BlockSubnets
from taospec.operations.coinbase.paying import (
    Due,
    Family,
    NominatorShare,
    NominatorStake,
    Payouts,
    SharedPots,
    nominator_share,
    parent_split,
    shared_dividends,
)
from taospec.operations.coinbase.setting_aside import Created, SetAside, set_aside
from taospec.operations.coinbase.shares import (
    CountedPrices,
    Flows,
    FlowShares,
    FlowState,
    NextFlow,
    NextPrice,
    PriceState,
    Sells,
    flow_average,
    flow_shares,
    moving_price,
)
from taospec_conformance.zoo.base import Wrong, wrong_answer, wrong_rule

_ONE = U96F32.layout.one


class SpotPriceForMoving(Wrong):
    """Takes the spot price where the chain has its slow average."""

    name = "spot-price-for-moving"
    breaks = "COI-5"
    whose = "explanations that say emission follows the price"
    operations = ("coinbase.moving_price",)

    def coinbase_moving_price(self, fork: Fork, given: PriceState) -> NextPrice:
        """The price itself."""
        right = moving_price(fork, given)
        return NextPrice(
            counted=right.counted, weight=right.weight, moving_price=min(given.price, _ONE)
        )


@wrong_answer(
    "no-dead-zone",
    breaks="COI-6",
    whose="simulators that compute the average in floating point",
    operation="coinbase.moving_price",
)
def no_dead_zone(fork: Fork, given: PriceState) -> NextPrice:
    """Keeps 64 fractional bits inside a step, and rounds the result to the nearest."""
    right = moving_price(fork, given)
    weight = min(right.weight, _ONE)
    exact = weight * min(given.price, _ONE) + (_ONE - weight) * right.counted
    rounded = (exact + _ONE // 2) // _ONE
    return NextPrice(counted=right.counted, weight=right.weight, moving_price=rounded)


@wrong_answer(
    "flow-rounds-toward-zero",
    breaks="COI-7",
    whose="ports to languages whose division truncates",
    operation="coinbase.flow_average",
)
def flow_rounds_toward_zero(fork: Fork, given: FlowState) -> NextFlow:
    """Truncates the negative products of the average toward zero, so that it heals."""
    right = flow_average(fork, given)
    one = 1 << 64
    kept = _toward_zero((one - right.weight) * given.average, one)
    fresh = _toward_zero(right.weight * given.flow * one, one)
    low, high = -(2**127), 2**127 - 1
    return NextFlow(weight=right.weight, average=max(low, min(kept + fresh, high)))


def _toward_zero(product: int, one: int) -> int:
    return -(-product // one) if product < 0 else product // one


@wrong_answer(
    "share-is-the-flow",
    breaks="COI-9",
    whose="descriptions of flow-based emission",
    operation="coinbase.flow_shares",
)
def share_is_the_flow(fork: Fork, given: Flows) -> FlowShares:
    """Divides each flow by the sum of the flows, as an exponent of 1 suggests."""
    right = flow_shares(fork, given)
    offsets = flows.offset_flows(given.averages, right.limit)
    total = sum(offsets)
    shares = tuple((flow << 64) // total if total else 0 for flow in offsets)
    return FlowShares(limit=right.limit, shares=shares)


@wrong_answer(
    "sells-at-one",
    breaks="COI-10",
    whose="ports that read `above 1` as `at least 1`",
    operation="coinbase.root_sells",
)
def sells_at_one(_fork: Fork, given: CountedPrices) -> Sells:
    """Gives root a part when the prices sum to exactly 1."""
    return Sells(root_sells=prices.root_sells(given.prices) or sum(given.prices) == _ONE)


@wrong_answer(
    "eighteen-percent",
    breaks="COI-12",
    whose="the documentation and most explainers",
    operation="coinbase.set_aside",
)
def eighteen_percent(_fork: Fork, given: Created) -> SetAside:
    """Cuts exactly 18 percent for the owner."""
    part = 18 * _ONE // 100 if given.owner_cut == 11_796 else cuts.u16_part(given.owner_cut)
    cut = cuts.owner_cut(given.alpha_out * _ONE, part)
    weighted = cuts.weighted_root(given.root_tao, cuts.u64_part(given.tao_weight))
    proportion = cuts.root_proportion(weighted, given.alpha_issuance)
    split = cuts.set_aside(cut.rest, cuts.root_alpha(proportion, cut.rest))
    return SetAside(
        owner=cut.owner // _ONE,
        root_proportion=proportion,
        root=split.root,
        server=split.server,
        validator=split.validator,
    )


@wrong_answer(
    "root-takes-from-miners",
    breaks="COI-15",
    whose="the picture of 41 percent each after root",
    operation="coinbase.set_aside",
)
def root_takes_from_miners(fork: Fork, given: Created) -> SetAside:
    """Takes root's part before the rest is halved, so that miners pay half of it."""
    right = set_aside(fork, given)
    left = right.server + right.validator
    return SetAside(
        owner=right.owner,
        root_proportion=right.root_proportion,
        root=right.root,
        server=left // 2,
        validator=left - left // 2,
    )


@wrong_answer(
    "takes-of-the-whole",
    breaks="COI-19",
    whose="readers of `childkey take` as a commission",
    operation="coinbase.parent_split",
)
def takes_of_the_whole(fork: Fork, given: Family) -> FamilySplit:
    """Lets the child take its take of the whole dividend, parents or not."""
    parents = tuple(replace(each, same_owner=False) for each in given.parents)
    answer: FamilySplit = parent_split(fork, replace(given, parents=parents))
    return answer


@wrong_answer(
    "one-pot-for-all",
    breaks="COI-20",
    whose="dashboards that split an epoch by dividends",
    operation="coinbase.dividends",
)
def one_pot_for_all(fork: Fork, given: SharedPots) -> Payouts:
    """Divides both pots by the dividends, whatever the stake behind them."""
    equal = tuple(replace(each, alpha=1, root=1) for each in given.hotkeys)
    answer: Payouts = shared_dividends(fork, replace(given, hotkeys=equal))
    return answer


@wrong_answer(
    "nominators-first",
    breaks="COI-34",
    whose="ports that pay the many before the one",
    operation="coinbase.nominator_share",
)
def nominators_first(fork: Fork, given: NominatorStake) -> NominatorShare:
    """Raises the value of all shares before the take buys any."""
    right: NominatorShare = nominator_share(fork, given)
    alone = nominator_share(fork, replace(given, take=0))
    if not given.payout:
        return right
    gained = alone.gained * right.nominators // given.payout
    return replace(
        right,
        after=right.before + gained,
        gained=gained,
        gained_a_year=gained * right.epochs_a_year,
    )


@wrong_rule(
    "owner-is-paid",
    breaks="COI-23",
    whose="calculators that pay every uid its incentive",
    operations=("coinbase.withheld",),
)
def owner_is_paid(right: Fork) -> Fork:
    """Pays the subnet's owner for mining, and withholds nothing."""
    return right.variant(coinbase=change(withheld=lambda *_: frozenset()))


@wrong_rule(
    "one-owner-hotkey",
    breaks="COI-23",
    whose="ports of an older release",
    operations=("coinbase.withheld",),
)
def one_owner_hotkey(right: Fork) -> Fork:
    """Withholds the owner hotkey only, as the first fork did."""
    return right.variant(coinbase=change(withheld=incentives.only_the_owner_hotkey))


@wrong_answer(
    "credits-everything",
    breaks="COI-27",
    whose="ports that leave out a case called unlikely",
    operation="coinbase.credit",
)
def credits_everything(_fork: Fork, given: Credit) -> Credited:
    """Credits amounts that are larger than the stake on root."""
    rate = claims.credited_rate(given.rate, given.amount, given.root_stake)
    if rate is None:
        added = (given.amount << 32) // given.root_stake if given.root_stake else 0
        rate = min(given.rate + added, 2**127 - 1)
    return Credited(rate=rate)


@wrong_answer(
    "claims-whole-rao",
    breaks="COI-28",
    whose="ports that round before they compare",
    operation="coinbase.claim",
)
def claims_whole_rao(_fork: Fork, given: Claim) -> Claimable:
    """Compares whole rao with the threshold, so that fractions do not count."""
    owed = claims.owed(given.rate, given.root_stake, given.claimed)
    pays = claims.claimable(owed, given.threshold) if owed > given.threshold else 0
    return Claimable(owed=owed, pays=pays)


@wrong_answer(
    "little-endian-draw",
    breaks="COI-32",
    whose="ports that read numbers as their machine does",
    operation="coinbase.drawn",
)
def little_endian_draw(_fork: Fork, given: Draw) -> Drawn:
    """Reads the words of the hash with the low byte first."""
    words = bytes.fromhex(given.parent_hash[2:])
    turned = b"".join(words[at : at + 8][::-1] for at in range(0, 32, 8))
    return Drawn(indices=tuple(claims.drawn(turned, given.draws, given.coldkeys)))


@wrong_rule(
    "children-as-given",
    breaks="COI-31",
    whose="ports of an older release",
    operations=("coinbase.children",),
)
def children_as_given(right: Fork) -> Fork:
    """Carries out requests for children as they are, as the first forks did."""
    return right.variant(coinbase=change(children=children.unchecked_children))


@wrong_answer(
    "epoch-every-tempo",
    breaks="COI-35",
    whose="everybody who says `every 360 blocks`",
    operation="coinbase.next_epoch",
)
def epoch_every_tempo(_fork: Fork, given: Tempo) -> Due:
    """Counts an epoch every `tempo` blocks."""
    if not given.tempo:
        return Due(blocks=None, block=None)
    blocks = -(given.block + given.netuid + 1) % given.tempo
    return Due(blocks=blocks, block=given.block + blocks)


class NumbersForStorageOrder(Wrong):
    """Walks subnets by their numbers, as they are listed everywhere."""

    name = "numbers-for-storage-order"
    breaks = "NET-6"
    whose = "ports that never saw a subnet above 255"
    operations = ("coinbase.block_order",)

    def tell(self, given: BlockSubnets, right: BlockOrder) -> BlockOrder:  # noqa: ARG002 - unused
        """Everything ascending."""
        return BlockOrder(tuple(sorted(right.walked)), tuple(sorted(right.epochs)))
