"""Root's pot of an epoch: TAO into the stake on root at first, later alpha that is claimed."""

from __future__ import annotations

from collections.abc import Sequence

from taospec.coinbase import cuts
from taospec.coinbase.dividends import Payout, TakeSplit, take_split
from taospec.network.chain import Chain
from taospec.network.effects import claims, shares
from taospec.network.passes.moment import ROOT
from taospec.network.writer import writes
from taospec.numbers import raw
from taospec.numbers.raw import U64

_NOTHING = TakeSplit(0, 0)

Paid = Sequence[tuple[bytes, Payout]]


@writes("COI-26")
def pay_tao(chain: Chain, netuid: int, paid: Paid) -> None:
    """`dtao`: stake on root grows, and the pot of root is not told."""
    chain.tao_dividends_per_subnet.remove_under(netuid)
    for hotkey, payout in paid:
        split = _split(chain, hotkey, payout.root)
        shares.buy(chain, hotkey, chain.owner[hotkey], ROOT, split.take)
        shares.grow(chain, hotkey, ROOT, split.nominators)
        chain.tao_dividends_per_subnet[netuid, hotkey] = split.nominators


@writes("COI-26")
def pay_tao_into_root(chain: Chain, netuid: int, paid: Paid) -> None:
    """`dereg`: the pot of root grows by the same."""
    pay_tao(chain, netuid, paid)
    splits = [_split(chain, hotkey, payout.root) for hotkey, payout in paid]
    added = sum(split.take + split.nominators for split in splits)
    chain.subnet_tao[ROOT] = raw.add(chain.subnet_tao[ROOT], added, U64)


@writes("COI-25", "COI-27")
def credit_alpha(chain: Chain, netuid: int, paid: Paid) -> None:
    """`flow`: the take is staked, the rest can be claimed; the record of dividends has both."""
    record = chain.alpha_dividends_per_subnet
    for hotkey, payout in paid:
        key, credited = (netuid, hotkey), _credit(chain, netuid, hotkey, payout)
        before = record[key]
        record[key] = raw.add(before, credited, U64) if credited else before


@writes("COI-25", "COI-27")
def credit_alpha_with_a_record(chain: Chain, netuid: int, paid: Paid) -> None:
    """`halving`: root's dividends have a record of their own."""
    record = chain.root_alpha_dividends_per_subnet
    record.remove_under(netuid, {(netuid, hotkey) for hotkey, _ in paid})
    for hotkey, payout in paid:
        record[netuid, hotkey] = _credit(chain, netuid, hotkey, payout)


def _credit(chain: Chain, netuid: int, hotkey: bytes, payout: Payout) -> int:
    split = _split(chain, hotkey, payout.root)
    shares.buy(chain, hotkey, chain.owner[hotkey], netuid, split.take)
    claims.credit(chain, hotkey, netuid, split.nominators)
    return split.nominators


def _split(chain: Chain, hotkey: bytes, payout: int) -> TakeSplit:
    return take_split(payout, cuts.u16_part(chain.delegates[hotkey])) if payout else _NOTHING
