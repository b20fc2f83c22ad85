"""Evidence about what an epoch pays, what is recorded of it, and when it runs."""

from __future__ import annotations

from typing import Any

from taospec.coinbase.drain import HalvedPendings
from taospec.evidence import Evidence
from taospec.evidence.consensus.asking import CONSTANTS, ask, epoch, percent

_EMISSION = 10**9
_NETUID = 1


def _totals(answer: dict[str, Any]) -> tuple[int, int]:
    """What miners and validators get together."""
    return sum(map(int, answer["server_emission"])), sum(map(int, answer["validator_emission"]))


def _paid(answer: dict[str, Any]) -> tuple[int, int]:
    """What miners are paid and what validators share, where nothing was set aside for root."""
    mined, _ = _totals(answer)
    pending = HalvedPendings(emission=_EMISSION, swapped=0, root=0)
    return mined, pending.pots(mined).validators


def three_way_split() -> Evidence:
    """The owner's cut, and what of the rest is paid: with consensus, without, and without bonds."""
    cut, whole = CONSTANTS["SUBNET_OWNER_CUT"], 65_535
    weights = {0: [[2, 1]], 1: [[2, 1]]}
    agreed = _paid(epoch([2, 1, 0], weights))
    without = _paid(epoch([2, 1, 0]))
    frozen = _paid(epoch([2, 1, 0], weights, bonds_moving_average="1000000"))
    owner = epoch([2, 1, 0], {0: [[0, 9], [2, 1]], 1: [[0, 9], [2, 1]]}, owner_uid=0)
    miners, validators, most, withheld, alone = (
        percent((whole - cut) * part, whole * _EMISSION, decimals=1)
        for part in (*agreed, frozen[0], int(owner["server_emission"][0]), without[1])
    )
    return Evidence(
        {
            "owner": percent(cut, whole, decimals=4),
            "miners": miners,
            "validators": validators,
            "most": most,
            "withheld": withheld,
            "half": percent(agreed[1], _EMISSION, decimals=0),
            "alone": alone,
        },
        {
            "the owner gets 18 percent": percent(cut, whole, decimals=1) == "18",
            "where weights agree, miners and validators get 41 each": miners == validators == "41",
            "miners always get 41": agreed[0] == without[0] == frozen[0],
            "validators always get 41": agreed[1] == without[1] == frozen[1],
        },
    )


def recorded_emission() -> Evidence:
    """The record against the two amounts: of a plain subnet, an owner, and two mechanisms."""

    def differences(answer: dict[str, Any]) -> list[int]:
        columns = (answer[name] for name in ("emission", "server_emission", "validator_emission"))
        return [
            int(record) - int(server) - int(validator)
            for record, server, validator in zip(*columns, strict=True)
        ]

    plain = epoch([2, 1, 0], {0: [[2, 1]], 1: [[2, 1]]})
    weights = {0: [[0, 1], [1, 1], [2, 2]], 1: [[0, 3], [2, 2]]}
    owner = epoch([2, 1, 0], weights, owner_uid=0)
    count = 2
    shares = ask("mechanism_split", emission=str(2 * 10**9), count=count, split=None)["shares"]
    result = {name: plain[name] for name in plain if name not in ("incentive", "bonds")}
    merged = ask(
        "mechanism_merge", emission=str(2 * 10**9), shares=shares, results=count * [result]
    )
    recorded, paid = sum(map(int, merged["emission"])), sum(_totals(merged))
    return Evidence(
        {
            "uids": sum(difference != 0 for difference in differences(owner)),
            "rao": max(differences(owner)),
            "mechanisms": count,
            "half": percent(recorded, paid, decimals=0),
            "withheld": f"{int(owner['server_emission'][0]):,}",
        },
        {
            "for who only mines or only validates": differences(plain) == [0, 0, 0],
            "for who does both": differences(owner) == [0, 0, 0],
            "for a subnet of two mechanisms": recorded == paid,
        },
    )


def _due() -> list[int]:
    """Blocks below 1100 in which the epoch of the subnet runs at the default tempo."""
    schedule: dict[str, Any] = {"netuid": _NETUID, "tempo": CONSTANTS["TEMPO"]}
    return [
        block for block in range(1_100) if ask("epoch_due", **schedule, block=str(block))["due"]
    ]


def epochs_apart() -> Evidence:
    """Blocks from one epoch to the next."""
    first, second, *_ = _due()
    schedule: dict[str, Any] = {"netuid": _NETUID, "tempo": CONSTANTS["TEMPO"]}
    counted = next(
        block
        for block in range(first, first + 1_000)
        if ask("epoch_due", "balancer", **schedule, block=str(block), last_epoch=str(first))["due"]
    )
    return Evidence(
        {"apart": second - first, "tempo": CONSTANTS["TEMPO"], "counted": counted - first},
        {
            "they are 360 blocks apart": second - first == 360,
            "they are from balancer on": counted - first == 360,
        },
    )


def remainder() -> Evidence:
    """What the blocks of epochs leave when divided by their distance."""
    period = CONSTANTS["TEMPO"] + 1
    remainders = {(block + _NETUID + 1) % period for block in _due()}
    schedule: dict[str, Any] = {"netuid": _NETUID, "tempo": CONSTANTS["TEMPO"]}
    at = {**schedule, "block": str(10 * period - _NETUID - 1)}
    counted = ask("epoch_due", "balancer", **at, last_epoch=str(9 * period))["due"]
    return Evidence(
        {
            "netuid": _NETUID,
            "first": _due()[0],
            "remainder": ", ".join(map(str, sorted(remainders))),
        },
        {"the remainder is zero": remainders == {0}, "it decides from balancer on": counted},
    )
