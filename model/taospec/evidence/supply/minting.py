"""Evidence about what a block mints and injects, in TAO and in alpha."""

from __future__ import annotations

from typing import Any

from taospec.evidence import Evidence, tao
from taospec.evidence.supply.observed import TAO
from taospec.examples.supply import sharing_subnet as _subnet
from taospec.operations.catalogue import execute
from taospec.supply.emission import BLOCK_EMISSION, THRESHOLDS, block_emission
from taospec.timeline import timeline

_ONE = 2**32
_WHOLE = 2**64
_A_DAY = 7_200
_HALVED = block_emission(THRESHOLDS[0])


def _inject(fork: str, emission: int, *subnets: dict[str, Any]) -> tuple[dict[str, int], int]:
    given = {"emission": str(emission), "subnets": list(subnets)}
    answer = execute(fork, "supply.injection", given)["ok"]
    first = {name: int(amount) for name, amount in answer["subnets"][0].items()}
    return first, int(answer["minted"])


def _beside_root(emission: int, price: int) -> dict[str, int]:
    """What an only subnet takes in from `rootprice` on, if root has the weight of a quarter."""
    subnet = {
        "share": str(_WHOLE),
        "price": str(price),
        "alpha_emission": str(BLOCK_EMISSION),
        "root_proportion": str(_ONE // _QUARTER),
        "registration_open": True,
    }
    given = {"emission": str(emission), "subnets": [subnet]}
    [taken] = execute("rootprice", "supply.intake", given)["ok"]["subnets"]
    return {name: int(amount) for name, amount in taken.items()}


def _shares_by_price(*averages: int) -> list[int]:
    """Shares from `rootprice` on, of subnets that differ in their moving prices only."""
    subnets = [
        {"price": str(price), "root_proportion": str(_ONE // _QUARTER), "withheld": "0"}
        for price in averages
    ]
    answer = execute("rootprice", "coinbase.price_shares", {"subnets": subnets})["ok"]
    return [int(share) for share in answer["shares"]]


_QUARTER = 4
_CHEAP = _subnet(_WHOLE, _ONE // 100)
_EQUAL_SUBNETS = 118
# How much further up the one average is than the other, where two subnets are compared.
_TIMES = 3
_USUAL = _subnet(_WHOLE // _EQUAL_SUBNETS, _ONE)


def alpha_rate() -> Evidence:
    """Alpha for participants and for the pool, of a cheap subnet and of one of 118."""
    cheap, _ = _inject("flow", BLOCK_EMISSION, _CHEAP)
    usual, _ = _inject("flow", BLOCK_EMISSION, _USUAL)
    beside_root = _beside_root(BLOCK_EMISSION, _ONE // 100)
    return Evidence(
        {
            "root_in": beside_root["alpha_in"],
            "out": usual["alpha_out"],
            "subnets": _EQUAL_SUBNETS,
            "usual_in": usual["alpha_in"],
            "cheap_in": cheap["alpha_in"],
        },
        {
            "participants get as much alpha as a block may mint TAO": usual["alpha_out"] == TAO,
            "the pool gets as much where the cap binds": cheap["alpha_in"] == TAO,
            "the pool always does": usual["alpha_in"] == TAO,
            "it does from rootprice on where the cap binds": beside_root["alpha_in"] == TAO,
        },
    )


def alpha_after_the_halving() -> Evidence:
    """Alpha a day around the first halving, of a cheap subnet and of one of 118."""
    before, _ = _inject("flow", BLOCK_EMISSION, _CHEAP)
    after, _ = _inject("halving", _HALVED, _CHEAP)
    usual, _ = _inject("halving", _HALVED, _USUAL)
    capped, now = _daily(after), _daily(_beside_root(_HALVED, _ONE // 100))
    return Evidence(
        {
            "before": tao(_daily(before)),
            "capped": tao(capped),
            "subnets": _EQUAL_SUBNETS,
            "usual": tao(_daily(usual)),
            "now": tao(now),
        },
        {
            "14,400 alpha a day before, where the cap binds": _daily(before) == 14_400 * TAO,
            "10,800 after, where it binds": capped == 10_800 * TAO,
            "10,800 after in every subnet": _daily(usual) == 10_800 * TAO,
            "10,800 from rootprice on, where the cap binds": now == 10_800 * TAO,
        },
    )


def _daily(injection: dict[str, int]) -> int:
    return (injection["alpha_in"] + injection["alpha_out"]) * _A_DAY


def alpha_for_participants() -> Evidence:
    """Alpha for participants before and after the halving of TAO."""
    before, _ = _inject("halving", BLOCK_EMISSION, _USUAL)
    after, _ = _inject("halving", _HALVED, _USUAL)
    return Evidence(
        {"before": before["alpha_out"], "after": after["alpha_out"]},
        {"participants get the same": before["alpha_out"] == after["alpha_out"]},
    )


def alpha_two_to_one() -> Evidence:
    """Alpha for participants on both sides of a subnet's own first threshold."""
    before, after = block_emission(THRESHOLDS[0] - 1), block_emission(THRESHOLDS[0])
    return Evidence(
        {"before": tao(before), "after": tao(after), "threshold": tao(THRESHOLDS[0])},
        {"it is 2 before": before == 2 * TAO, "it is 1 after": after == TAO},
    )


def tao_in_formula() -> Evidence:
    """The TAO injected, where price times the cap is below the subnet's part and above it."""
    low, _ = _inject("halving", _HALVED, _subnet(_WHOLE, _ONE // 4))
    high, _ = _inject("halving", _HALVED, _subnet(_WHOLE // 10, _ONE // 4))
    beside_root = _beside_root(_HALVED, _ONE // 4)["tao_in"]
    return Evidence(
        {
            "part": tao(_HALVED),
            "at_cap": tao(_HALVED // 4),
            "injected": tao(low["tao_in"]),
            "beside_root": tao(beside_root),
        },
        {
            "the larger is injected where the cap binds": low["tao_in"] == _HALVED,
            "the larger is injected where it does not": high["tao_in"] == _HALVED // 4,
            "half of the price is injected from rootprice on": beside_root == BLOCK_EMISSION // 8,
        },
    )


def equal_injection() -> Evidence:
    """TAO and alpha injected at a price of a quarter TAO."""
    price = TAO // 4
    injected, _ = _inject("halving", _HALVED, _subnet(_WHOLE // 10, _ONE * price // TAO))
    return Evidence(
        {"price": tao(price), "tao": tao(injected["tao_in"]), "alpha": tao(injected["alpha_in"])},
        {"as much alpha as TAO is injected": injected["tao_in"] == injected["alpha_in"]},
    )


def twelve_percent() -> Evidence:
    """A share of 12 percent of half a TAO."""
    injected, _ = _inject("halving", _HALVED, _subnet(_WHOLE * 12 // 100, _ONE))
    return Evidence(
        {"part": tao(injected["tao_in"])},
        {"it is 0.0597 TAO": abs(injected["tao_in"] - 59_700_000) <= 50_000},
    )


def closed_subnets() -> Evidence:
    """What is minted for a subnet that admits nobody, and would be otherwise."""
    closed = _subnet(_WHOLE, _ONE // 4, is_open=False)
    by_price = _subnet(_ONE, _ONE // 4, is_open=False)
    spent, _ = _inject("dereg", BLOCK_EMISSION, by_price)
    minted = {
        "dtao": _inject("dtao", BLOCK_EMISSION, by_price)[1],
        "dereg": spent["excess"],
        "flow": _inject("flow", BLOCK_EMISSION, closed)[1],
        "halving": _inject("halving", BLOCK_EMISSION, closed)[1],
    }
    return Evidence(
        {fork: tao(rao) for fork, rao in minted.items()},
        {f"none of it comes into existence in {fork}": rao == 0 for fork, rao in minted.items()},
    )


def emission_by_price() -> Evidence:
    """A subnet's part of a block, with its price and with its moving price changed."""
    part = {
        (moving, price): _part("dereg", _subnet(moving, price), _subnet(_ONE, _ONE))
        for moving in (_ONE, _TIMES * _ONE)
        for price in (_ONE, 2 * _ONE)
    }
    share = _WHOLE // 2
    by_share = {_part("flow", _subnet(share, price)) for price in (_ONE, 2 * _ONE)}
    again, level = _shares_by_price(_TIMES * _ONE, _ONE)[0], _shares_by_price(_ONE, _ONE)[0]
    return Evidence(
        {
            "times": _TIMES,
            "equal": tao(part[_ONE, _ONE]),
            "threefold": tao(part[_TIMES * _ONE, _ONE]),
            "again": tao(BLOCK_EMISSION * again // _WHOLE),
        },
        {
            "in dtao and dereg an average of past prices decides": part[_ONE, _ONE]
            < part[_TIMES * _ONE, _ONE],
            "the price of the moment does": part[_ONE, _ONE] < part[_ONE, 2 * _ONE],
            "from flow on a price decides": len(by_share) > 1,
            "from rootprice on an average of past prices decides again": again > level,
        },
    )


def _part(fork: str, *subnets: dict[str, Any]) -> int:
    first, _ = _inject(fork, BLOCK_EMISSION, *subnets)
    return first["tao_in"] + first["excess"]


def price_cancels() -> Evidence:
    """The alpha injected into a subnet at two prices, with the part that each fork gives it."""
    other = _subnet(8 * _ONE, 8 * _ONE)
    level, moved = (
        _inject("dereg", BLOCK_EMISSION, _subnet(moving, 2 * _ONE), other)[0]["alpha_in"]
        for moving in (2 * _ONE, _ONE)
    )
    twin = _inject("dereg", BLOCK_EMISSION, other, _subnet(2 * _ONE, 2 * _ONE))[0]["alpha_in"]
    by_flow = {
        _inject("flow", BLOCK_EMISSION, _subnet(_WHOLE // 10, price))[0]["alpha_in"]
        for price in (2 * _ONE, 8 * _ONE)
    }
    return Evidence(
        {"level": tao(level), "moved": tao(moved), "flow": " or ".join(map(tao, sorted(by_flow)))},
        {
            "where the price has long stood still, two subnets get the same": level == twin,
            "they do where it has moved": moved == twin,
            "from flow on they do at any price": len(by_flow) == 1,
        },
    )


def alpha_in_at_most_one() -> Evidence:
    """The most alpha that a cheap subnet's pool takes in of a block, fork by fork."""
    by_price = _subnet(_ONE, 36_398_027)
    others = _subnet(117 * _ONE, _ONE)
    most = {
        "dtao": _inject("dtao", BLOCK_EMISSION, by_price, others)[0]["alpha_in"],
        "dereg": _inject("dereg", BLOCK_EMISSION, by_price, others)[0]["alpha_in"],
        "flow": _inject("flow", BLOCK_EMISSION, _CHEAP)[0]["alpha_in"],
        "halving": _inject("halving", _HALVED, _CHEAP)[0]["alpha_in"],
        "rootprice": _beside_root(_HALVED, _ONE // 100)["alpha_in"],
    }
    return Evidence(
        {fork: tao(alpha) for fork, alpha in most.items()},
        {f"the most is one alpha in {fork}": alpha == TAO for fork, alpha in most.items()},
    )


def flow_introduced() -> Evidence:
    """When the emission began to follow net flows, by the timeline of forks."""
    entry = timeline()["flow"]
    return Evidence(
        {"date": entry.date.isoformat(), "block": entry.first_block or 0},
        {"the fork flow came in 2026": entry.date.year == 2026},
    )
