"""The examples of the chapter supply are computed by the model, so that prose and code agree."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from prose import says, text

import taospec
from taospec.examples.supply import sharing_subnet
from taospec.operations.catalogue import execute
from taospec.supply.emission import THRESHOLDS, block_emission
from taospec.timeline import since, specified

TAO = 10**9
SUPPLY = 21_000_000 * TAO
DAY = 7_200


def answered(fork: str, operation: str, **given: Any) -> dict[str, Any]:
    answer: dict[str, Any] = execute(fork, operation, given)["ok"]
    return answer


def eras() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = answered("dtao", "supply.schedule")["eras"]
    return rows


def injected(fork: str, emission: int, **subnet: Any) -> list[dict[str, Any]]:
    """What a block puts into equal subnets, `count` of them."""
    count = subnet.pop("count")
    one = 2**64 if fork in since("flow") else 2**32
    shared = {**sharing_subnet(one // count), **subnet}
    if fork in since("rootprice"):
        shared = {**shared, "share": shared["weight"], "root_proportion": str(2**32)}
        del shared["weight"]
    operation = "supply.intake" if fork in since("rootprice") else "supply.injection"
    given = {"emission": str(emission), "subnets": [shared] * count}
    return [*answered(fork, operation, **given)["subnets"]]


def test_the_headline_is_the_end_of_the_schedule() -> None:
    missing, years = SUPPLY - THRESHOLDS[-1], Fraction(eras()[-1]["seconds"]) / 31_557_600
    page = text("supply")
    assert f"reaches zero {missing / TAO:.4f} TAO below 21 million" in page
    assert f"that would take {round(years)} years" in page


def test_the_first_thresholds_are_quarters_and_eighths() -> None:
    for threshold in THRESHOLDS[:3]:
        says("SUP-2", f"{threshold / TAO / 10**6:g} million")
    exact = [k for k in range(1, 31) if SUPPLY % 2**k == 0]
    assert exact == list(range(1, 16))
    says("SUP-2", f"Up to $T_{{{exact[-1]}}}$ the division is exact")
    assert all(
        threshold - Fraction(SUPPLY * (2**k - 1), 2**k) < 1
        for k, threshold in enumerate(THRESHOLDS, 1)
    )


@pytest.mark.parametrize("fork", specified())
def test_the_last_rao_are_never_minted(fork: str) -> None:
    last = THRESHOLDS[-1]
    for issuance, emission in ((last - 1, "1"), (last, "0")):
        answer = answered(fork, "supply.block_emission", total_issuance=str(issuance))
        assert answer["emission"] == emission
    says("SUP-3", last, SUPPLY - last)


def test_the_schedule_has_the_figures_of_its_rule() -> None:
    rows = eras()
    blocks = [int(row["blocks"] or 0) for row in rows]
    assert set(blocks[:10]) == {10_500_000}
    assert all(10_500_000 < longer < 20_000_000 for longer in blocks[10:30])
    seconds = 10_500_000 * taospec.fork("dereg").constants["BLOCK_TIME"] // 1000
    days, rest = divmod(seconds, 86_400)
    says("SUP-5", 10_500_000, f"{days:,} days and {rest // 3600} hours")
    says("SUP-5", f"{seconds / 31_557_600:.2f} years", blocks[29], int(rows[-1]["blocks_before"]))
    says("SUP-5", f"{rows[-1]['years']} years and {rows[-1]['days']} days")


@pytest.mark.parametrize("fork", specified())
def test_floors_cost_rao_and_in_the_end_everything(fork: str) -> None:
    """Given equal subnets, 118 of them mint less than a TAO and 128 of them nothing at all."""
    minted = [int(row["tao_in"]) for row in injected(fork, TAO, count=118)]
    says("SUP-7", "118 equal subnets", sum(minted))
    last, next_to_last = (emission for emission in (119, 238))
    assert sum(int(row["tao_in"]) for row in injected(fork, last, count=128)) == 0
    assert sum(int(row["tao_in"]) for row in injected(fork, next_to_last, count=128)) == 128
    says("SUP-7", f"with 128 and an emission of {last} rao")
    stopped = next(threshold for threshold in THRESHOLDS if block_emission(threshold) == last)
    assert f"{(SUPPLY - stopped) / TAO:.1f}" == "2.5"
    says("SUP-7", "2.5 TAO below 21 million")


def test_the_first_halving_lowers_the_alpha_that_is_created() -> None:
    """Given a pool whose cap binds, a young subnet creates two alpha a block, then one and half."""
    created = []
    for emission in (TAO, TAO // 2):
        cheap = injected("halving", emission, count=1, price=str(2**30))[0]
        created.append(int(cheap["alpha_in"]) + int(cheap["alpha_out"]))
    before, after = (DAY * alpha // TAO for alpha in created)
    says("SUP-10", f"from {before:,} to {after:,}")
    dear = [injected("halving", emission, count=1)[0] for emission in (TAO, TAO // 2)]
    assert [int(row["alpha_out"]) for row in dear] == [TAO, TAO]


@pytest.mark.parametrize("fork", specified())
def test_alpha_halves_after_half_as_many_blocks(fork: str) -> None:
    """Given a pool that takes in what participants get, issuance grows by two alpha a block."""
    reached = {"alpha_in": str(5_250_000 * TAO), "alpha_in_provided": "0"}
    for missing, emission in ((1, TAO), (0, TAO // 2)):
        out = str(5_250_000 * TAO - missing)
        answer = answered(fork, "supply.alpha_emission", alpha_out=out, **reached)
        assert int(answer["emission"]) == emission
    says("SUP-11", "10.5 million", 5_250_000)


@pytest.mark.parametrize("fork", specified())
def test_a_payer_with_just_enough_pays_the_deposit_less(fork: str) -> None:
    constants = taospec.fork(fork).constants
    deposit, cost = constants["EXISTENTIAL_DEPOSIT"], constants["KEY_SWAP_COST"]
    payer = {"free": str(cost), "frozen": "0"}
    names = ("total_issuance", "balances", "total_stake", "subnet_tao")
    totals = {name: str(TAO) for name in names}
    place = {"kind": "neuron_registration", "cost": str(cost), "fee": "0", "accepted": True}
    event = {**place, "payer": payer}
    after = answered(fork, "supply.ledger", ledger=totals, event=event)
    assert int(after["total_stake"]) - TAO == cost - deposit
    says("SUP-14", f"up to {deposit} rao less")


@pytest.mark.parametrize("fork", since("dereg"))
def test_one_subnet_costs_a_hundredth(fork: str) -> None:
    constants = taospec.fork(fork).constants
    assert constants["KEY_SWAP_COST"] == 100 * constants["KEY_SWAP_ON_SUBNET_COST"]
    says("SUP-35", "a hundredth")
