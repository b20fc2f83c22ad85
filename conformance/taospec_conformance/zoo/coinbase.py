"""Wrong coinbases: shares, cuts and payments as people take them to be."""

from __future__ import annotations

from dataclasses import replace

from taospec.coinbase import children, claims, cuts, flows, incentives, prices
from taospec.coinbase.families import FamilySplit
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
    Schedule,
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
from taospec_conformance.zoo.base import Wrong

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


class NoDeadZone(Wrong):
    """Keeps 64 fractional bits inside a step, and rounds the result to the nearest."""

    name = "no-dead-zone"
    breaks = "COI-6"
    whose = "simulators that compute the average in floating point"
    operations = ("coinbase.moving_price",)

    def coinbase_moving_price(self, fork: Fork, given: PriceState) -> NextPrice:
        """One rounding instead of two floors."""
        right = moving_price(fork, given)
        weight = min(right.weight, _ONE)
        exact = weight * min(given.price, _ONE) + (_ONE - weight) * right.counted
        rounded = (exact + _ONE // 2) // _ONE
        return NextPrice(counted=right.counted, weight=right.weight, moving_price=rounded)


class FlowRoundsTowardZero(Wrong):
    """Truncates the negative products of the average toward zero, so that it heals."""

    name = "flow-rounds-toward-zero"
    breaks = "COI-7"
    whose = "ports to languages whose division truncates"
    operations = ("coinbase.flow_average",)

    def coinbase_flow_average(self, fork: Fork, given: FlowState) -> NextFlow:
        """Each product on its own."""
        right = flow_average(fork, given)
        one = 1 << 64
        kept = _toward_zero((one - right.weight) * given.average, one)
        fresh = _toward_zero(right.weight * given.flow * one, one)
        low, high = -(2**127), 2**127 - 1
        return NextFlow(weight=right.weight, average=max(low, min(kept + fresh, high)))


def _toward_zero(product: int, one: int) -> int:
    return -(-product // one) if product < 0 else product // one


class ShareIsTheFlow(Wrong):
    """Divides each flow by the sum of the flows, as an exponent of 1 suggests."""

    name = "share-is-the-flow"
    breaks = "COI-9"
    whose = "descriptions of flow-based emission"
    operations = ("coinbase.flow_shares",)

    def coinbase_flow_shares(self, fork: Fork, given: Flows) -> FlowShares:
        """Exact proportions."""
        right = flow_shares(fork, given)
        offsets = flows.offset_flows(given.averages, right.limit)
        total = sum(offsets)
        shares = tuple((flow << 64) // total if total else 0 for flow in offsets)
        return FlowShares(limit=right.limit, shares=shares)


class SellsAtOne(Wrong):
    """Gives root a part when the prices sum to exactly 1."""

    name = "sells-at-one"
    breaks = "COI-10"
    whose = "ports that read `above 1` as `at least 1`"
    operations = ("coinbase.root_sells",)

    def coinbase_root_sells(self, _fork: Fork, given: CountedPrices) -> Sells:
        """At least instead of more than."""
        return Sells(root_sells=prices.root_sells(given.prices) or sum(given.prices) == _ONE)


class EighteenPercent(Wrong):
    """Cuts exactly 18 percent for the owner."""

    name = "eighteen-percent"
    breaks = "COI-12"
    whose = "the documentation and most explainers"
    operations = ("coinbase.set_aside",)

    def coinbase_set_aside(self, _fork: Fork, given: Created) -> SetAside:
        """18 of 100 where the default cut is stored."""
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


class RootTakesFromMiners(Wrong):
    """Takes root's part before the rest is halved, so that miners pay half of it."""

    name = "root-takes-from-miners"
    breaks = "COI-15"
    whose = "the picture of 41 percent each after root"
    operations = ("coinbase.set_aside",)

    def coinbase_set_aside(self, fork: Fork, given: Created) -> SetAside:
        """Halves of what root leaves."""
        right = set_aside(fork, given)
        left = right.server + right.validator
        return SetAside(
            owner=right.owner,
            root_proportion=right.root_proportion,
            root=right.root,
            server=left // 2,
            validator=left - left // 2,
        )


class TakesOfTheWhole(Wrong):
    """Lets the child take its take of the whole dividend, parents or not."""

    name = "takes-of-the-whole"
    breaks = "COI-19"
    whose = "readers of `childkey take` as a commission"
    operations = ("coinbase.parent_split",)

    def coinbase_parent_split(self, fork: Fork, given: Family) -> FamilySplit:
        """No question whether the owners differ."""
        parents = tuple(replace(each, same_owner=False) for each in given.parents)
        answer: FamilySplit = parent_split(fork, replace(given, parents=parents))
        return answer


class OnePotForAll(Wrong):
    """Divides both pots by the dividends, whatever the stake behind them."""

    name = "one-pot-for-all"
    breaks = "COI-20"
    whose = "dashboards that split an epoch by dividends"
    operations = ("coinbase.dividends",)

    def coinbase_dividends(self, fork: Fork, given: SharedPots) -> Payouts:
        """As if everybody had staked half on root."""
        equal = tuple(replace(each, alpha=1, root=1) for each in given.hotkeys)
        answer: Payouts = shared_dividends(fork, replace(given, hotkeys=equal))
        return answer


class NominatorsFirst(Wrong):
    """Raises the value of all shares before the take buys any."""

    name = "nominators-first"
    breaks = "COI-34"
    whose = "ports that pay the many before the one"
    operations = ("coinbase.nominator_share",)

    def coinbase_nominator_share(self, fork: Fork, given: NominatorStake) -> NominatorShare:
        """The rest at the shares before the purchase."""
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


class OwnerIsPaid(Wrong):
    """Pays the subnet's owner for mining, and withholds nothing."""

    name = "owner-is-paid"
    breaks = "COI-23"
    whose = "calculators that pay every uid its incentive"
    operations = ("coinbase.withheld",)

    def changed(self, right: Fork) -> Fork:
        """Nobody is withheld."""
        return right.variant(coinbase=change(withheld=lambda *_: frozenset()))


class OneOwnerHotkey(Wrong):
    """Withholds the owner hotkey only, as the first fork did."""

    name = "one-owner-hotkey"
    breaks = "COI-23"
    whose = "ports of an older release"
    operations = ("coinbase.withheld",)

    def changed(self, right: Fork) -> Fork:
        """The rule of the oldest fork."""
        return right.variant(coinbase=change(withheld=incentives.only_the_owner_hotkey))


class CreditsEverything(Wrong):
    """Credits amounts that are larger than the stake on root."""

    name = "credits-everything"
    breaks = "COI-27"
    whose = "ports that leave out a case called unlikely"
    operations = ("coinbase.credit",)

    def coinbase_credit(self, _fork: Fork, given: Credit) -> Credited:
        """A rate in any case."""
        rate = claims.credited_rate(given.rate, given.amount, given.root_stake)
        if rate is None:
            added = (given.amount << 32) // given.root_stake if given.root_stake else 0
            rate = min(given.rate + added, 2**127 - 1)
        return Credited(rate=rate)


class ClaimsAboveTheThreshold(Wrong):
    """Compares whole rao with the threshold, so that fractions do not count."""

    name = "claims-whole-rao"
    breaks = "COI-28"
    whose = "ports that round before they compare"
    operations = ("coinbase.claim",)

    def coinbase_claim(self, _fork: Fork, given: Claim) -> Claimable:
        """More than the threshold instead of at least."""
        owed = claims.owed(given.rate, given.root_stake, given.claimed)
        pays = claims.claimable(owed, given.threshold) if owed > given.threshold else 0
        return Claimable(owed=owed, pays=pays)


class LittleEndianDraw(Wrong):
    """Reads the words of the hash with the low byte first."""

    name = "little-endian-draw"
    breaks = "COI-32"
    whose = "ports that read numbers as their machine does"
    operations = ("coinbase.drawn",)

    def coinbase_drawn(self, _fork: Fork, given: Draw) -> Drawn:
        """Each word reversed."""
        words = bytes.fromhex(given.parent_hash[2:])
        turned = b"".join(words[at : at + 8][::-1] for at in range(0, 32, 8))
        return Drawn(indices=tuple(claims.drawn(turned, given.draws, given.coldkeys)))


class ChildrenAsGiven(Wrong):
    """Carries out requests for children as they are, as the first forks did."""

    name = "children-as-given"
    breaks = "COI-31"
    whose = "ports of an older release"
    operations = ("coinbase.children",)

    def changed(self, right: Fork) -> Fork:
        """The rule of the oldest forks."""
        return right.variant(coinbase=change(children=children.unchecked_children))


class EpochEveryTempo(Wrong):
    """Counts an epoch every `tempo` blocks."""

    name = "epoch-every-tempo"
    breaks = "COI-35"
    whose = "everybody who says `every 360 blocks`"
    operations = ("coinbase.next_epoch",)

    def coinbase_next_epoch(self, _fork: Fork, given: Schedule) -> Due:
        """Modulo the tempo."""
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
