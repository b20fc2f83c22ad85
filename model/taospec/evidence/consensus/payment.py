"""Evidence about what an epoch pays, what is recorded of it, and when it runs."""

from __future__ import annotations

from typing import Any

from taospec.evidence import Evidence
from taospec.evidence.consensus.asking import CONSTANTS, ask, epoch, percent


def _totals(answer: dict[str, Any]) -> tuple[int, int]:
    """What miners and validators get together."""
    return sum(map(int, answer["server_emission"])), sum(map(int, answer["validator_emission"]))


def three_way_split() -> Evidence:
    """The owner's cut, and both halves of the rest with and without consensus."""
    cut, whole, emission = CONSTANTS["SUBNET_OWNER_CUT"], 65_535, 10**9
    agreed = _totals(epoch([2, 1, 0], {0: [[2, 1]], 1: [[2, 1]]}))
    without = _totals(epoch([2, 1, 0]))
    miners, validators, alone = (
        percent((whole - cut) * part, whole * emission, decimals=1)
        for part in (*agreed, without[1])
    )
    return Evidence(
        {
            "owner": percent(cut, whole, decimals=4),
            "miners": miners,
            "validators": validators,
            "alone": alone,
        },
        {
            "the owner gets 18 percent": percent(cut, whole, decimals=1) == "18",
            "where weights agree, miners and validators get 41 each": miners == validators == "41",
            "they always do": without[0] == without[1],
        },
    )


def recorded_emission() -> Evidence:
    """The record against the payments: of a plain subnet, an owner, and two mechanisms."""

    def differences(answer: dict[str, Any]) -> list[int]:
        columns = (answer[name] for name in ("emission", "server_emission", "validator_emission"))
        return [
            int(record) - int(server) - int(validator)
            for record, server, validator in zip(*columns, strict=True)
        ]

    plain = epoch([2, 1, 0], {0: [[2, 1]], 1: [[2, 1]]})
    weights = {0: [[0, 1], [1, 1], [2, 2]], 1: [[0, 3], [2, 2]]}
    owner = epoch([2, 1, 0], weights, owner_uid=0)
    shares = ask("mechanism_split", emission=str(2 * 10**9), count=2, split=None)["shares"]
    result = {name: plain[name] for name in plain if name not in ("incentive", "bonds")}
    merged = ask(
        "mechanism_merge", emission=str(2 * 10**9), shares=shares, results=[result, result]
    )
    recorded, paid = sum(map(int, merged["emission"])), sum(_totals(merged))
    return Evidence(
        {
            "uids": sum(difference != 0 for difference in differences(owner)),
            "rao": max(differences(owner)),
            "half": percent(recorded, paid, decimals=0),
        },
        {
            "for who only mines or only validates": differences(plain) == [0, 0, 0],
            "for who does both": differences(owner) == [0, 0, 0],
            "for a subnet of two mechanisms": recorded == paid,
        },
    )


def _due() -> list[int]:
    """Blocks below 1100 in which the epoch of subnet 1 runs at the default tempo."""
    schedule: dict[str, Any] = {"netuid": 1, "tempo": CONSTANTS["TEMPO"]}
    return [
        block for block in range(1_100) if ask("epoch_due", **schedule, block=str(block))["due"]
    ]


def epochs_apart() -> Evidence:
    """Blocks from one epoch to the next."""
    first, second, *_ = _due()
    return Evidence(
        {"apart": second - first, "tempo": CONSTANTS["TEMPO"]},
        {"they are 360 blocks apart": second - first == 360},
    )


def remainder() -> Evidence:
    """What the blocks of epochs leave when divided by their distance."""
    period = CONSTANTS["TEMPO"] + 1
    remainders = {(block + 2) % period for block in _due()}
    return Evidence(
        {"first": _due()[0], "remainder": ", ".join(map(str, sorted(remainders)))},
        {"the remainder is zero": remainders == {0}},
    )
