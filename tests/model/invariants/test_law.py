"""Laws hold of the model, and each of them can be broken."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from taospec.consensus.arrays import ONE
from taospec.examples.consensus import epoch
from taospec.examples.storage import stake, subnet
from taospec.forks import fork
from taospec.invariants import laws
from taospec.invariants.asking import AskAdapter
from taospec.invariants.declare import Discarded
from taospec.invariants.law import collect, law
from taospec.network import edge
from taospec.operations.catalogue import execute
from taospec.operations.catalogue import find as find_operation
from taospec.rulebook import rulebook

Answer = dict[str, Any]
Given = Mapping[str, Any]

RAO = 1 << 64
EVERY = tuple(laws().values())

# Two validators that rate two miners; the second is inactive.
EPOCH: dict[str, Any] = epoch(
    rao=(5, 3, 1, 2),
    weights={0: [(2, 3), (3, 1), (1, 0)], 1: [(3, 1), (2, 5)]},
    bonds={0: [(2, 100)], 1: [(2, 200), (3, 300)]},
    fork="dereg",
    block=100,
    tempo=10,
    activity_cutoff=50,
    max_allowed_validators=2,
    yuma3=True,
    liquid_alpha=True,
    emission=1000,
    last_update=[100, 49, 100, 100],
    validator_permits=[True, True, False, False],
)
SHARES = ["0", "0", str(ONE // 2), str(ONE // 2)]
BONDS: dict[str, Any] = {
    **{name: EPOCH[name] for name in ("n", "yuma3", "liquid_alpha", "bonds_penalty", "bonds")},
    **{name: EPOCH[name] for name in EPOCH if name.startswith(("bonds_mov", "alpha"))},
    "consensus": SHARES,
    "incentive": SHARES,
    "active_stake": SHARES[::-1],
    "weights": [[0, [[2, str(ONE)]]], [1, [[2, "7"], [3, str(ONE - 7)]]]],
}
RESULT = {
    **{key: [True] for key in ("active", "validator_permits")},
    **{key: [5] for key in ("stake_weight", "consensus", "validator_trust", "rank", "trust")},
    **{key: [65535] for key in ("dividends", "pruning_scores")},
    **{key: ["9"] for key in ("server_emission", "validator_emission", "emission")},
}
GIVEN: dict[str, dict[str, Any]] = {
    "consensus.epoch": EPOCH,
    "consensus.epochs": {"start": EPOCH, "steps": [{"block": "7"}, {}]},
    "consensus.bonds": BONDS,
    "consensus.mechanism_split": {"emission": "10", "count": 3, "split": [1, 65534]},
    "consensus.mechanism_merge": {"emission": "9", "shares": ["9"], "results": [RESULT]},
}


def _put(name: str, value: Any, place: int = 0) -> Callable[[Given, Answer], None]:
    """Answers one element otherwise."""

    def change(_given: Given, answer: Answer) -> None:
        answer[name][place] = value

    return change


def _if(condition: Callable[[Given], bool]) -> Callable[[Given, Answer], None]:
    """Answers another trust to some questions."""

    def change(given: Given, answer: Answer) -> None:
        if condition(given):
            answer["trust"][0] = 7

    return change


def _follow_more(_given: Given, answer: Answer) -> None:
    answer["weights_for_bonds"][0][1][0][1] = str(ONE + 1)


def _leave_out_the_first(_given: Given, answer: Answer) -> None:
    answer["epochs"][0]["bonds"] = []


STAKER, HOTKEY = "0x" + "01" * 32, "0x" + "02" * 32


def economy(*, started: bool) -> dict[str, Any]:
    """A subnet, a stake on it, and ten TAO more that are staked twice."""
    rows: list[Any] = [
        ["Balances.TotalIssuance", [], str(10**12)],
        ["Balance", [STAKER], str(10**12)],
        ["Owner", [HOTKEY], STAKER],
        ["TotalStake", [], str(10**12)],
        *subnet(1, tao=10**12, alpha=10**12),
        ["SubnetAlphaOut", [1], str(10**10)],
        *stake(HOTKEY, STAKER, 1, 10**10),
    ]
    rows += [["SubtokenEnabled", [1], True]] if started else []
    args = {"hotkey": HOTKEY, "netuid": 1, "amount_staked": str(10**10)}
    return {"storage": rows, "ops": [{"name": "add_stake", "origin": STAKER, "args": args}] * 2}


def _leave(
    entry: str, *keys: Any, amount: int = 10**13, step: int = 0
) -> Callable[[Given, Answer], None]:
    """Answers a step, usually the first, that leaves another amount."""

    def change(_given: Given, answer: Answer) -> None:
        answer["steps"][step]["ok"]["diff"].append([entry, list(keys), str(amount)])

    return change


BROKEN: dict[str, Callable[[Given, Answer], None]] = {
    "a-row-of-one-is-an-epoch": _leave_out_the_first,
    "a-sole-mechanism-is-recorded-as-it-is": _put("rank", 4),
    "balances-sum-to-their-issuance": _leave("Balance", STAKER),
    "bonds-keep-within-weights": _follow_more,
    "dividends-at-most-one": _put("dividends", str(ONE)),
    "epoch-pays-at-most-its-emission": _put("emission", "1001"),
    "epoch-permits-at-most-k": _put("validator_permits", True, 2),
    "epoch-shares-at-most-one": _put("incentive", 65535),
    "explicit-zeros-are-none": _if(lambda given: len(given["weights"][0][1]) == 3),
    "issuances-move-as-the-accounts": _leave("TotalIssuance"),
    "mechanisms-share-everything": _put("shares", "0"),
    "newcomers-change-nothing": _if(lambda given: given["n"] == 5),
    "no-call-changes-the-issuance": _leave("TotalIssuance"),
    "no-call-makes-tao": _leave("SubnetTAO", 1),
    "no-call-makes-tao-in-dtao": _leave("SubnetTAO", 1),
    "no-call-makes-tao-on-accounts": _leave("Balance", STAKER, amount=10**15),
    "only-recycling-destroys-alpha": _leave("SubnetAlphaIn", 1),
    "order-of-a-row-is-nothing": _if(lambda given: given["weights"][0][1][0] == [2, 3]),
    "rank-equals-incentive": _put("rank", 7),
    "reserve-moves-as-the-position": _leave("SubnetTAO", 1, step=1),
    "root-stake-is-in-the-pool-of-root": _leave("SubnetTAO", 0),
    "root-stake-is-in-the-pool-of-root-in-dtao": _leave("TotalHotkeyAlpha", HOTKEY, 0),
    "stake-has-no-scale": _if(lambda given: int(given["stake"][0]) == 5 * RAO),
    "stake-stays-within-the-alpha-outside": _leave("TotalHotkeyAlpha", HOTKEY, 1),
    "stakes-are-worth-no-more-than-their-pool": _leave("Alpha", HOTKEY, STAKER, 1, amount=1 << 100),
    "stakes-share-their-pool-to-a-rao-each": _leave(
        "TotalHotkeyShares", HOTKEY, 1, amount=1 << 100
    ),
    "total-stake-counts-the-fees-too": _leave("SubnetTAO", 1),
    "total-stake-is-what-the-pools-hold": _leave("SubnetTAO", 1),
    "uids-are-only-names": _put("trust", 7),
    "yuma3-pays-only-votes": _put("dividends", 7, 1),
}


def _holds(name: str, change: Callable[[Given, Answer], None] = lambda *_: None) -> bool:
    """Whether a law is true of an adapter that answers like the model but for a change."""

    def answered(fork_name: str, operation: str, given: Given) -> Answer:
        answer = execute(fork_name, operation, given)
        changed: Answer = {"ok": {**answer["ok"]}}
        if operation == laws()[name].operation:
            change(given, changed["ok"])
        return changed

    ask = AskAdapter(fork(_fork_of(name)), answered)
    return laws()[name].holds(ask, {"given": _given_of(name)})


def _fork_of(name: str) -> str:
    """`dereg`, unless the law holds in another fork only."""
    forks = laws()[name].forks
    return "dereg" if "dereg" in forks else next(iter(forks))


def _given_of(name: str) -> dict[str, Any]:
    operation = laws()[name].operation
    if operation == "network.trace":
        return economy(started=edge.load(fork(_fork_of(name)), []).stores("SubtokenEnabled"))
    return GIVEN[operation]


@pytest.mark.parametrize("item", EVERY, ids=lambda item: str(item.name))
def test_a_law_is_well_declared(item: Any) -> None:
    assert item.name == item.name.lower().replace("_", "-")
    assert set(item.rules) <= set(rulebook())
    assert item.doc.endswith(".")
    for name in (item.operation, *item.operations):
        assert all(find_operation(name).exists_in(fork_name) for fork_name in item.forks)


@pytest.mark.parametrize("name", laws())
def test_the_model_keeps_a_law_and_a_wrong_answer_breaks_it(name: str) -> None:
    assert _holds(name)
    assert not _holds(name, BROKEN[name])


def test_an_input_outside_the_assumptions_says_nothing() -> None:
    ask = AskAdapter(fork("dereg"), execute)
    given = {**EPOCH, "stake": ["-1"] * 4}
    with pytest.raises(Discarded):
        laws()["epoch-shares-at-most-one"].holds(ask, {"given": given})


def test_a_name_is_given_once() -> None:
    declare = law("a", rules=[], operation="consensus.epoch", forks=[])
    first = declare(lambda *_: True)
    assert list(collect([first])) == ["a"]
    with pytest.raises(ValueError, match="law a is declared twice"):
        collect([first, declare(lambda *_: True)])
