"""Evidence about what a subnet's emission becomes: takes, root, owners, epochs."""

from __future__ import annotations

from typing import Any

from taospec.constants import constants
from taospec.evidence import Evidence
from taospec.forks import FORKS
from taospec.operations.catalogue import execute, find

_RAO = 10**9
# Under whose rules the parts of a subnet's emission are shown.
_FORK = "halving"


def _created() -> dict[str, Any]:
    """A block of a subnet with 2.5 million alpha in its pool and 2 million outside.

    There are 5.5 million TAO on root.
    """
    known = constants(_FORK)
    return {
        "alpha_out": str(_RAO),
        "owner_cut": known["SUBNET_OWNER_CUT"],
        "root_tao": str(5_500_000 * _RAO),
        "alpha_issuance": str(4_500_000 * _RAO),
        "tao_weight": str(known["TAO_WEIGHT"]),
    }


def _percent(part: int, whole: int) -> str:
    millionths = (part * 10**6 + whole // 2) // whole
    return f"{millionths // 10**4}.{millionths % 10**4:04}"


def _everywhere(operation: str, given: dict[str, Any]) -> list[dict[str, Any]]:
    """What every specified fork since `_FORK` that has the operation answers."""
    names = list(FORKS)
    recent = [name for name in names[names.index(_FORK) :] if name in find(operation).forks]
    answers: list[dict[str, Any]] = [execute(name, operation, given)["ok"] for name in recent]
    return answers


def _to_nominators(take: int) -> set[int]:
    """Of a payout of 1,000 alpha, what is not the take, all stake being of one holder.

    One number, if all forks agree.
    """
    given = {
        "validators": str(1000 * _RAO),
        "root": "0",
        "tao_weight": "0",
        "hotkeys": [{"dividend": "1", "alpha": "1", "root": "0", "take": take}],
    }
    answers = _everywhere("coinbase.dividends", given)
    return {int(paid["nominators"]) for answer in answers for paid in answer["hotkeys"]}


def delegators_get_82_percent() -> Evidence:
    """The rest of a payout beside the default take, and beside a take of nothing."""
    usual, none = _to_nominators(11_796), _to_nominators(0)
    whole = 1000 * _RAO
    return Evidence(
        {"usual": _percent(max(usual), whole), "most": _percent(max(none), whole)},
        {
            "with the default take it is 82 percent, to a hundredth, in every fork": all(
                8200 <= left * 10**4 // whole <= 8201 for left in usual
            ),
            "no validator leaves more": max(none) * 100 <= 82 * whole,
        },
    )


def root_dividends_are_burned() -> Evidence:
    """Root's part of a block: sold, set aside, or recycled where prices sum to one or less."""
    aside = execute(_FORK, "coinbase.set_aside", _created())["ok"]
    sold = execute("dereg", "coinbase.set_aside_and_sell", _created())["ok"]
    one, more = (
        {each["root_sells"] for each in _everywhere("coinbase.root_sells", {"prices": [str(bits)]})}
        for bits in (1 << 32, (1 << 32) + 1)
    )
    return Evidence(
        {"root": _percent(int(aside["root"]), _RAO)},
        {
            "they are where the prices sum to one or less, since flow": one == {False},
            "they are where the prices sum to more": more == {False},
            "they were in dereg": int(sold["swapped"]) == 0,
        },
    )


def owner_incentive_is_burned() -> Evidence:
    """Whose incentive is withheld, of an owner with two hotkeys that mine, fork by fork."""
    given = {"owner_hotkey": "a", "owned": ["a", "b"], "registered": ["a", "b", "c"]}
    withheld = {fork: execute(fork, "coinbase.withheld", given)["ok"]["hotkeys"] for fork in FORKS}
    return Evidence(
        {"one": len(withheld["dtao"]), "all": len(withheld[_FORK])},
        {
            "that of the owner hotkey is withheld": all("a" in each for each in withheld.values()),
            "that of the owner's other hotkeys is, in dtao": "b" in withheld["dtao"],
        },
    )


def emission_every_360_blocks() -> Evidence:
    """When two epochs in a row are due, and whether a block between them creates alpha."""
    first = execute(_FORK, "coinbase.next_epoch", {"netuid": 1, "tempo": 360, "block": "1000"})
    due = int(first["ok"]["block"])
    after = {"netuid": 1, "tempo": 360, "block": str(due + 1)}
    next_one = int(execute(_FORK, "coinbase.next_epoch", after)["ok"]["block"])
    since = {"netuid": 1, "tempo": 360, "block": "1001", "last_epoch": "1000"}
    counted = int(execute("balancer", "coinbase.next_epoch", since)["ok"]["block"]) - 1000
    aside = execute(_FORK, "coinbase.set_aside", _created())["ok"]
    parts = {name: int(aside[name]) for name in ("root", "server", "validator")}
    created = int(aside["owner"]) + sum(parts.values())
    gathered = {name: str(361 * part) for name, part in parts.items()}
    pots = execute(_FORK, "coinbase.pots", {**gathered, "incentives": "1"})["ok"]
    return Evidence(
        {"apart": next_one - due, "counted": counted, "created": f"{created:,}"},
        {
            "epochs pay what has gathered": int(pots["total"]) == 361 * sum(parts.values()),
            "they are 360 blocks apart": next_one - due == 360,
            "they are from balancer on": counted == 360,
            "between them nothing is created": created == 0,
        },
    )


def moving_price_alpha() -> Evidence:
    """The weight of a new price in the code, and as mainnet stored it when somebody looked."""
    entry = constants(_FORK).entry("SUBNET_MOVING_ALPHA")
    observed = 1_288_490  # SubnetMovingAlpha at mainnet's block 7,000,020, I96F32 bits
    return Evidence(
        {"times": (observed + entry.default // 2) // entry.default, "bits": f"{observed:,}"},
        {
            "the code starts with it": abs(entry.default * 10**6 - 3 * 2**32) < 2**32 // 1000,
            "mainnet runs with it": observed == entry.default,
        },
    )


def only_64_subnets_emit() -> Evidence:
    """Shares of 70 subnets with the same flow, or the same price."""
    subnets, one = 70, 1 << 64
    given = {"averages": [str(one)] * subnets, "cutoff": "0", "exponent": str(one)}
    by_flow = execute(_FORK, "coinbase.flow_shares", given)["ok"]["shares"]
    by_price = next(iter(FORKS.values())).supply.parts(_RAO, [1 << 32] * subnets)
    first = sum(map(int, by_flow[:64]))
    return Evidence(
        {"subnets": subnets, "first": _percent(first, sum(map(int, by_flow)))},
        {
            "by flow the 65th subnet has nothing": int(by_flow[64]) == 0,
            "by price the 65th subnet has nothing": by_price[64] == 0,
        },
    )


def root_voted_before_dtao() -> Evidence:
    """Nothing here can tell: the oldest fork begins where this ended."""
    oldest = next(iter(FORKS.values()))
    return Evidence({"oldest": oldest.name})
