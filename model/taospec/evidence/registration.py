"""Evidence about registrations: who gets a place, who goes, and what a place and a subnet cost."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from taospec.evidence import Evidence, tao
from taospec.forks import FORKS
from taospec.operations.catalogue import execute

_TAO = 10**9
_TEMPO = 360
_DAY = 7200
# Of a new subnet: 97 percent of an old price stays, and the code's bounds of the burn.
_AVERAGE, _MIN_BURN, _MAX_BURN = 17_893_341_751_498_265_066, 500_000, 100 * _TAO
# Blocks in which it halves from `burnprice` on, by default.
_HALF_LIFE = 360


def _account(number: int) -> str:
    return "0x" + number.to_bytes(32, "little").hex()


_FIRST, _SECOND, _OWNER = _account(1), _account(2), _account(3)
_OWN, _NEW, _OTHER = _account(21), _account(23), _account(24)


def _apply(fork: str, *ops: dict[str, Any], rows: list[list[Any]]) -> list[dict[str, Any]]:
    """What each of the calls answers."""
    steps = execute(fork, "network.trace", {"storage": rows, "ops": list(ops)})["ok"]["steps"]
    return list(steps)


def _call(name: str, origin: str, **args: Any) -> dict[str, Any]:
    return {"name": name, "origin": origin, "args": args}


def _code(step: dict[str, Any]) -> str:
    return str(step.get("reject", {}).get("code", ""))


def registration_gives_a_uid() -> Evidence:
    """A registration on a subnet whose only uid is the subnet's own hotkey."""
    rows: list[list[Any]] = [
        ["Balance", [_FIRST], str(2 * _TAO)],
        ["NetworksAdded", [1], True],
        ["SubnetMechanism", [1], 1],
        ["SubnetTAO", [1], str(1000 * _TAO)],
        ["SubnetAlphaIn", [1], str(1000 * _TAO)],
        ["NetworkRegistrationAllowed", [1], True],
        ["Burn", [1], str(_TAO)],
        ["MaxAllowedUids", [1], 1],
        ["SubnetworkN", [1], 1],
        ["Keys", [1, 0], _OWN],
        ["Uids", [1, _OWN], 0],
        ["Owner", [_OWN], _OWNER],
        ["OwnedHotkeys", [_OWNER], [_OWN]],
        ["SubnetOwner", [1], _OWNER],
        ["SubnetOwnerHotkey", [1], _OWN],
    ]
    call = _call("burned_register", _FIRST, netuid=1, hotkey=_NEW)
    given: dict[str, bool] = {}
    for fork in FORKS:
        [step] = _apply(fork, call, rows=rows)
        if _code(step):
            continue
        entries = {(row[0], str(row[1])): row[2] for row in step["ok"]["diff"]}
        given[fork] = ("Uids", str([1, _NEW])) in entries
        paid = 2 * _TAO - int(entries["Balance", str([_FIRST])])
    return Evidence(
        {"paid": tao(paid)},
        {f"a registration that succeeds gives a uid in {fork}": got for fork, got in given.items()},
    )


def _pruned(*ages: int) -> int:
    """Of neurons of these ages, the lowest score first, the uid that goes; immune below 5,000."""
    neurons = [
        {"uid": uid, "score": uid, "registered": str(100_000 - age), "immortal": False}
        for uid, age in enumerate(ages)
    ]
    given = {"neurons": neurons, "now": "100000", "immunity": "5000"}
    return int(execute("halving", "registration.prune_neuron", given)["ok"]["uid"])


def immune_are_never_pruned() -> Evidence:
    """Who goes on a full subnet with one old neuron, and on one where all are young."""
    old = 1
    return Evidence(
        {"immunity": 5000},
        {
            "a young neuron stays while there is an old one": _pruned(10, 6000) == old,
            "nobody goes while all are young": _pruned(10, 20) not in range(2),
        },
    )


def _adjusted(fork: str, burned: int, target: int = 1) -> int:
    given = {
        "burn": str(_TAO),
        "min_burn": str(_MIN_BURN),
        "max_burn": str(_MAX_BURN),
        "difficulty": "1",
        "min_difficulty": "1",
        "max_difficulty": "1",
        "registrations": burned,
        "burned": burned,
        "worked": 0,
        "target": target,
        "adjustment_alpha": str(_AVERAGE),
    }
    return int(execute(fork, "registration.adjust", given)["ok"]["burn"])


def _tenths(count: int) -> str:
    return f"{count // 10}.{count % 10}"


def _burns_in_burnprice(*ops: dict[str, Any]) -> list[int]:
    """The burn of a subnet after each block and each registration, from 1 TAO on."""
    rows: list[list[Any]] = [
        ["BlockNumber", [], "1000"],
        ["Balance", [_FIRST], str(5 * _TAO)],
        ["NetworksAdded", [1], True],
        ["SubnetMechanism", [1], 1],
        ["SubnetTAO", [1], str(1000 * _TAO)],
        ["SubnetAlphaIn", [1], str(1000 * _TAO)],
        ["NetworkRegistrationAllowed", [1], True],
        ["Burn", [1], str(_TAO)],
        ["MinBurn", [1], str(_MIN_BURN)],
        ["MaxBurn", [1], str(_MAX_BURN)],
        ["MaxAllowedUids", [1], 256],
    ]
    burn, burns = _TAO, []
    for step in _apply("burnprice", *ops, rows=rows):
        written = {str(row[:2]): row[2] for row in step["ok"]["diff"]}
        burn = int(written.get(str(["Burn", [1]]), burn))
        burns.append(burn)
    return burns


def burn_follows_demand() -> Evidence:
    """The burn after an interval with none to three registrations, and by block and registration.

    The interval has a target of one, and the blocks are those of `burnprice`.
    """
    after = [_adjusted("halving", burned) for burned in range(4)]
    parts = [_tenths(abs(price - _TAO) * 1000 // _TAO) for price in after]
    fallen = _burns_in_burnprice(*[{"name": "block"}] * _HALF_LIFE)
    [risen] = _burns_in_burnprice(_call("burned_register", _FIRST, netuid=1, hotkey=_NEW))
    return Evidence(
        {
            "few": 2,
            "many": 3,
            "idle": parts[0],
            "two": parts[2],
            "three": parts[3],
            "blocks": _HALF_LIFE,
            "left": _tenths(fallen[-1] * 1000 // _TAO),
            "bump": (risen - _TAO) * 100 // _TAO,
        },
        {
            "it falls in every block from burnprice on": all(
                later < earlier for earlier, later in pairwise([_TAO, *fallen])
            ),
            "one registration raises it from burnprice on": risen > _TAO,
            "it falls without registrations": after[0] < _TAO,
            "it rises with registrations above the target": after[2] > _TAO and after[3] > after[2],
            "one registration moves it": after[1] != _TAO,
        },
    )


def _register(origin: str, hotkey: str) -> dict[str, Any]:
    return _call("register_network", origin, hotkey=hotkey)


def network_limit_is_per_coldkey() -> Evidence:
    """A second coldkey that registers a subnet in the block after the first one did."""
    rows: list[list[Any]] = [
        ["BlockNumber", [], "1000000"],
        ["Balance", [_FIRST], str(10**6 * _TAO)],
        ["Balance", [_SECOND], str(10**6 * _TAO)],
        ["NetworkRateLimit", [], "28800"],
        ["SubnetLimit", [], 128],
        ["NetworkMinLockCost", [], str(_TAO)],
    ]
    codes = {
        fork: _code(_apply(fork, _register(_FIRST, _NEW), _register(_SECOND, _OTHER), rows=rows)[1])
        for fork in FORKS
        if fork != "dtao"
    }
    return Evidence(
        {"code": codes["halving"], "days": 28_800 // _DAY},
        {
            f"another coldkey is not held back in {fork}": code != "NetworkTxRateLimitExceeded"
            for fork, code in codes.items()
        },
    )


def lowest_subnet_is_deregistered() -> Evidence:
    """Which subnet goes where the cheapest is immune, and where all are."""

    def pruned(*subnets: tuple[int, int]) -> int | None:
        rows = [
            {"netuid": netuid, "price": str(price << 32), "registered": str(1_000_000 - age)}
            for netuid, (price, age) in enumerate(subnets, start=1)
        ]
        given = {"subnets": rows, "now": "1000000", "immunity": "864000"}
        netuid = execute("halving", "registration.prune_subnet", given)["ok"]["netuid"]
        return None if netuid is None else int(netuid)

    return Evidence(
        {"immunity": 864_000 // _DAY},
        {
            "of subnets that are not immune the cheapest goes": pruned((2, 900_000), (1, 900_000))
            == 2,
            "the cheapest goes whatever its age": pruned((2, 900_000), (1, 10)) == 2,
            "somebody always goes": pruned((2, 10), (1, 10)) is not None,
        },
    )


def lock_falls_in_eight_days() -> Evidence:
    """The lock cost eight days after 1,250 TAO were paid, before and after the first halving."""
    last = 1250 * _TAO

    def cost(issuance: int, days: int) -> int:
        given = {
            "last_lock": str(last),
            "last_block": "1000",
            "minimum": str(_TAO),
            "now": str(1000 + days * _DAY),
            "interval": "57600",
            "total_issuance": str(issuance),
        }
        return int(execute("halving", "registration.lock_cost", given)["ok"]["cost"])

    before, after = 10**16, 10_500_000 * _TAO
    above = cost(before, 8) - last
    days = next(days for days in range(1, 9) if cost(after, days) - last < 10**6)
    return Evidence(
        {"above": f"{above:,}", "after": tao(cost(after, 8)), "days": days},
        {
            "before the halving it is back at what was paid, to a thousandth of a TAO": 0
            <= above
            < 10**6,
            "after the halving it is": abs(cost(after, 8) - last) < 10**6,
        },
    )


# What a page on hyperparameters says the creator of a subnet may set.
_CREATORS = (
    "ActivityCutoff",
    "AdjustmentInterval",
    "Kappa",
    "MaxRegistrationsPerBlock",
    "MaxWeightsLimit",
    "MinDifficulty",
    "NetworkRegistrationAllowed",
    "Rho",
)


def _setting(fork: str, name: str, **other: Any) -> dict[str, Any]:
    """What the owner of a subnet is told who wants to set something to 500."""
    given = {
        "name": name,
        "value": str(other.get("value", 500)),
        "by": "owner",
        "exists": True,
        "switched_on": True,
        "netuid": 1,
        "tempo": 360,
        "now": str(other.get("now", 1_000_000)),
        "last": str(other.get("last", 0)),
        "freeze_window": other.get("freeze_window", 0),
        "tempos": 2,
        "others": [],
    }
    return execute(fork, "registration.may_set", given)


def creators_set_it() -> Evidence:
    """Which of eight hyperparameters the owner of a subnet may set, fork by fork."""
    may = {
        fork: [
            name
            for name in _CREATORS
            if "ok" in _setting(fork, name, value=1 if name.endswith("Allowed") else 500)
        ]
        for fork in FORKS
    }
    return Evidence(
        {"all": len(_CREATORS), "dtao": len(may["dtao"]), "left": " and ".join(may["halving"])},
        {
            f"the owner may set {name} in {fork}": name in names
            for fork, names in may.items()
            for name in _CREATORS
        },
    )


def version_key_pause() -> Evidence:
    """Whether an owner may set the version key again after 5, and after 1,800 blocks."""
    now = 1_000_000
    soon, late = (
        "ok" in _setting("halving", "WeightsVersionKey", now=now, last=now - passed)
        for passed in (5, 5 * _TEMPO)
    )
    return Evidence(
        {"tempo": _TEMPO, "blocks": f"{5 * _TEMPO:,}"},
        {"five blocks are enough": soon, "five tempos are not enough": not late},
    )


def freeze_window_error() -> Evidence:
    """How a change in the last blocks of a tempo is refused."""
    due = execute("halving", "coinbase.next_epoch", {"netuid": 1, "tempo": 360, "block": "1000000"})
    near = int(due["ok"]["block"]) - 3
    codes = {
        fork: _code(_setting(fork, "Rho", now=near, freeze_window=10))
        for fork in FORKS
        if fork != "dtao"
    }
    return Evidence(
        {"code": codes["halving"]},
        {
            f"it is TxRateLimitExceeded in {fork}": code == "TxRateLimitExceeded"
            for fork, code in codes.items()
        },
    )
