"""A block does for all subnets at once what it would do for one after the other."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from taospec import bulk
from taospec.coinbase import claims as claim_rules
from taospec.coinbase import cuts, flows, prices, root_shares
from taospec.examples.network import account, large_network
from taospec.forks import composed
from taospec.network import edge
from taospec.network.apply import answer
from taospec.network.chain import Chain
from taospec.network.effects import pool_storage, swap
from taospec.network.kinds import Balancer
from taospec.network.passes import registration as burn_price_pass
from taospec.numbers.words import listed
from taospec.pools import at_once
from taospec.registration import burn_price
from taospec.registration.terms import Bounds, is_over

FORKS = tuple(composed())
U64, U128 = 2**64 - 1, 2**128 - 1
# Entries of a subnet that blocks read, and the ends of what they hold.
EXTREMES: dict[str, tuple[Any, ...]] = {
    "SubnetTAO": (0, 1, U64),
    "SubnetAlphaIn": (0, 1, 20_999_999_999_999_999, U64),
    "SubnetAlphaOut": (0, U64),
    "SubnetMovingPrice": (-1, 0, 2**32, 2**126),
    "SubnetMechanism": (0, 1),
    "PendingServerEmission": (U64,),
    "PendingOwnerCut": (U64 - 1,),
    "EMAPriceHalvingBlocks": (0, 1, U64),
    "FirstEmissionBlockNumber": (0, 1, U64),
    "NetworkRegistrationAllowed": (False,),
    "NetworkPowRegistrationAllowed": (False,),
    "SubnetTaoFlow": (-(2**63), -1, 1, 2**63 - 1),
    "Swap.AlphaSqrtPrice": (4_293_000_000, 2**64, 2**95),
    "Swap.CurrentLiquidity": (0, 1000, U64),
    "Swap.FeeGlobalTao": (1, 2**100, U128),
    "Swap.FeeGlobalAlpha": (1, 2**100),
    "Swap.ScrapReservoirTao": (1, U64),
    "Swap.ScrapReservoirAlpha": (1, U64),
    "SubnetVolume": (U128 - 1,),
    "Swap.SwapBalancer": (Balancer(10**16), Balancer(99 * 10**16), Balancer(7 * 10**17)),
    "Swap.PalSwapInitialized": (False,),
    "SubnetProtocolAlpha": (U64,),
    "SubnetProtocolFlow": (-(2**63), -1, 2**63 - 1),
    "SubnetEmissionEnabled": (False,),
    "MinerBurned": (1, 2**31, 2**32),
    "Burn": (0, U64),
    "BurnHalfLife": (0, 1),
    "LastEpochBlock": (0, U64),
}


def drawn_network(fork: str, seed: int) -> Chain:
    """A few subnets, some of them with numbers from the ends of what storage holds."""
    random = Random(seed)  # noqa: S311 - reproducible cases, no secrets
    chain = large_network(fork, subnets=6, uids=5, validators=2, stakes=60, seed=seed)
    if seed:
        for name, numbers in EXTREMES.items():
            for netuid in range(1, 7):
                if name in chain.tables and random.random() < 0.12:
                    chain.tables[name][netuid] = random.choice(numbers)
        chain.total_issuance.value = random.choice((0, 10**16, 10_499_999_999_999_999, U64))
        chain.tao_weight.value = random.choice((0, 2**60, U64))
    if "FlowNormExponent" in chain.tables:
        chain.flow_norm_exponent.value = random.choice((1, 1, 2, 0)) << 64
    for netuid in range(1, 7):
        chain.tempo[netuid] = random.choice((2, 5))
    chain.settle()
    return chain


def one_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on no form and no shortcut for many subnets is taken."""

    def never(*_: Any) -> bool:
        return False

    for module in (swap, pool_storage):
        monkeypatch.setattr(module, "are_traded", never)
    monkeypatch.setattr(at_once, "sold_by_product", lambda *_: None)
    monkeypatch.setattr(pool_storage, "weighted_buying", lambda *_: None)
    monkeypatch.setattr(claim_rules, "are_all_unclaimable", never)
    forms = {form: rule for rule, form in bulk.forms().items()}
    monkeypatch.setattr(bulk, "_FORMS", {})
    for module in (cuts, flows, prices, root_shares, burn_price_pass):
        for name, form in list(vars(module).items()):
            if callable(form) and form in forms:
                monkeypatch.setattr(module, name, SLOW[name])


def each(rule: Callable[..., Any]) -> Callable[..., Any]:
    return lambda *lists: bulk.in_turn(rule, *lists)


def beside(rule: Callable[..., Any]) -> Callable[..., Any]:
    return lambda first, *lists: [
        rule(first, *row) for row in zip(*map(listed, lists), strict=True)
    ]


SLOW: dict[str, Callable[..., Any]] = {
    "owner_cuts": each(cuts.owner_cut),
    "root_proportions": beside(cuts.root_proportion),
    "root_alphas": each(cuts.root_alpha),
    "emissions_less_root": each(cuts.emission_less_root),
    "sets_aside": each(cuts.set_aside),
    "ages": beside(prices.age),
    "smoothings": beside(prices.smoothing),
    "next_moving_prices": each(prices.next_moving_price),
    "are_over": beside(is_over),
    "all_shares": root_shares.shares,
    "all_shares_without_root": root_shares.shares_without_root,
    "all_decayed": lambda price, blocks, now, low, high: [
        burn_price.decayed(value, half, now, Bounds(least, most))
        for value, half, least, most in zip(*map(listed, (price, blocks, low, high)), strict=True)
    ],
    "finer_moving_prices": lambda counted, price, rate, ages, halving: [
        prices.finer_moving_price(old, new, rate, *each)
        for old, new, *each in zip(*map(listed, (counted, price, ages, halving)), strict=True)
    ],
    "counted_prices": lambda stored, are_dynamic: [
        prices.counted_price(*row[:1], is_dynamic=row[1])
        for row in zip(listed(stored), are_dynamic, strict=True)
    ],
    "all_net_flows": flows.net_flows,
    "next_flows": lambda averages, moved, weight: [
        flows.next_flow(*row, weight) for row in zip(averages, moved, strict=True)
    ],
}


def blocks(chain: Chain, number: int) -> list[Any]:
    """What so many blocks answer, and the state that they leave."""
    answers = []
    for block in range(number):
        chain.parent_hash.value = account(block * 2**200 + block)
        answers.append(answer(chain, {"name": "block"}))
        chain.settle()
    return [answers, edge.dump(chain)]


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("fork", FORKS)
def test_a_block_at_once_is_the_block_one_after_the_other(
    fork: str, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once = blocks(drawn_network(fork, seed), 6)
    chain = drawn_network(fork, seed)
    one_after_the_other(monkeypatch)
    assert blocks(chain, 6) == at_once


def test_the_slow_way_takes_no_form(monkeypatch: pytest.MonkeyPatch) -> None:
    one_after_the_other(monkeypatch)
    assert not bulk.forms()
    assert not pool_storage.are_traded(drawn_network("flow", 0), [1])
    assert cuts.owner_cuts is SLOW["owner_cuts"]
