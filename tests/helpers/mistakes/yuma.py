"""One question to each wrong Yuma that shows its mistake."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mistakes.yuma_questions import (
    CLOCK,
    ONE,
    OPEN,
    RAO,
    RESULT,
    WHOLE,
    commit,
    submission,
    subnet,
    timelocked,
)


@dataclass(frozen=True)
class Mistake:
    """A question, and one field of the answers to it.

    Attributes:
        animal: who is wrong.
        operation: what is asked.
        given: the input in wire form.
        field: of the answer.
        right: what the chain has there.
        wrong: what the animal has there.
        fork: where it is asked.
    """

    animal: str
    operation: str
    given: Mapping[str, Any]
    field: str
    right: Any
    wrong: Any
    fork: str = "dereg"


def epoch(animal: str, given: Mapping[str, Any], field: str, right: Any, wrong: Any) -> Mistake:
    return Mistake(animal, "consensus.epoch", given, field, right, wrong)


BOTH = [[2, 30000], [3, 30000]]
LIQUID: dict[str, Any] = {
    "bonds_penalty": 0,
    "yuma3": True,
    "liquid_alpha": True,
    "bonds": [[0, BOTH], [1, BOTH]],
}
TWO_MINERS = {0: [[2, WHOLE], [3, WHOLE]], 1: [[2, WHOLE], [3, WHOLE]]}

HALVES = {"emission": "1000", "shares": ["500", "500"]}

WHO_COUNTS = [
    Mistake(
        "threshold-in-doubles",
        "consensus.permits",
        {
            "stake": [str(1000 * RAO - 1), str(1000 * RAO)],
            "stake_threshold": "1000",
            "max_allowed_validators": 2,
        },
        "validator_permits",
        [False, True],
        [True, True],
    ),
    epoch(
        "inactive-at-the-cutoff",
        subnet((5, 3, 0), {}, activity_cutoff=50, last_update=[49, 50, 51]),
        "active",
        [False, True, True],
        [False, False, True],
    ),
    Mistake(
        "lower-uid-keeps-the-permit",
        "consensus.permits",
        {"stake": [str(RAO)] * 4, "stake_threshold": "0", "max_allowed_validators": 2},
        "validator_permits",
        [False, False, True, True],
        [True, True, False, False],
    ),
    epoch(
        "drops-the-owners-self-weight",
        subnet((1, 0), {0: [[0, 1], [1, 1]]}, owner_uid=0),
        "consensus",
        [32767, 32767],
        [0, 65535],
    ),
    epoch(
        "outdated-by-one-block-less",
        subnet((1, 0, 0), {0: [[1, 1], [2, 3]]}, block_at_registration=[0, 99, 100]),
        "consensus",
        [0, 65535, 0],
        [0, 16383, 49151],
    ),
]

VOTES = [
    Mistake(
        "more-than-kappa",
        "consensus.majority",
        {"kappa": 21845, "stake": [str(ONE // 3)] * 3, "weights": [str(ONE), "0", "0"]},
        "consensus",
        str(ONE),
        "0",
    ),
    Mistake(
        "half-is-no-majority",
        "consensus.majority",
        {"kappa": 32767, "stake": [str(ONE // 2)] * 2, "weights": [str(ONE), "0"]},
        "consensus",
        str(ONE),
        "0",
    ),
    # Three equal validators with 0.5, 0.3 and 0.2 in turns: consensus is 0.3 for each miner, and
    # 0.3333 once it is made to sum to one, so 0.8 and 0.8333 of every row survive.
    epoch(
        "clips-at-quantised-consensus",
        subnet(
            (1, 1, 1, 0, 0, 0),
            {
                0: [[3, 5], [4, 3], [5, 2]],
                1: [[3, 2], [4, 5], [5, 3]],
                2: [[3, 3], [4, 2], [5, 5]],
            },
        ),
        "validator_trust",
        [52427, 52427, 52427, 0, 0, 0],
        [54612, 54612, 54612, 0, 0, 0],
    ),
    # Three thirds, each of them floored, are one step less than one.
    epoch(
        "float64-epoch",
        subnet((1, 0, 0, 0), {0: [[1, 1], [2, 1], [3, 1]]}),
        "validator_trust",
        [65534, 0, 0, 0],
        [65535, 0, 0, 0],
    ),
]

BONDS = [
    # The figures of the float simulator, 0.396825, 0.351052 and 0.252120, and those of the chain,
    # 0.335063, 0.415413 and 0.249525.
    epoch(
        "ignores-the-bonds-penalty",
        subnet(
            (400, 350, 250, 0, 0),
            {
                0: [[3, 50000], [4, 15535]],
                1: [[3, 30000], [4, 35535]],
                2: [[3, 20000], [4, 45535]],
            },
            yuma3=True,
        ),
        "dividends",
        [21958, 27224, 16352, 0, 0],
        [26006, 23006, 16522, 0, 0],
    ),
    epoch(
        "liquid-alpha-on-classic-bonds",
        subnet(
            (5, 3, 0),
            {0: [[1, 1], [2, 3]], 1: [[0, 2], [2, 2]]},
            bonds=[[0, [[2, 7]]], [1, [[2, 9]]]],
            liquid_alpha=True,
        ),
        "dividends",
        [37225, 28309, 0],
        [48946, 16588, 0],
    ),
    epoch(
        "averages-omitted-bonds",
        subnet((60, 40, 0, 0), {**TWO_MINERS, 1: [[2, WHOLE]]}, **LIQUID),
        "bonds",
        [[0, [[2, 31940], [3, 31940]]], [1, [[2, 58428]]]],
        [[0, [[2, 31940], [3, 31940]]], [1, [[2, 58428], [3, 6623]]]],
    ),
    epoch(
        "looks-weights-up-by-uid",
        subnet((60, 40, 0, 0), {**TWO_MINERS, 1: [[3, WHOLE], [2, WHOLE]]}, **LIQUID),
        "bonds",
        [[0, [[2, 31940], [3, 31940]]], [1, [[3, 31940], [2, 32156]]]],
        [[0, [[2, 31940], [3, 31940]]], [1, [[2, 31940], [3, 31940]]]],
    ),
    epoch(
        "dividends-by-active-stake",
        subnet(
            (1, 1, 0, 0),
            TWO_MINERS,
            block=5002,
            last_update=[5002, 1, 5002, 5002],
            bonds=[[0, BOTH], [1, BOTH]],
        ),
        "dividends",
        [36044, 29490, 0, 0],
        [65535, 0, 0, 0],
    ),
    epoch(
        "forgets-by-the-real-epoch",
        subnet(
            (1, 1, 0, 0),
            TWO_MINERS,
            bonds=[[0, [[2, 7], [3, 7]]]],
            block_at_registration=[0, 0, 88, 89],
        ),
        "bonds",
        [[0, [[2, 65535], [3, 65535]]], [1, [[2, 3449], [3, 3449]]]],
        [[0, [[2, 65535], [3, 65535]]], [1, [[2, 3449], [3, 65535]]]],
    ),
    epoch(
        "clamps-the-moving-average",
        subnet(
            (1, 0, 0),
            {0: [[1, 1]]},
            yuma3=True,
            bonds_moving_average=2_000_000,
            bonds=[[0, [[2, 20000]]]],
        ),
        "bonds",
        [[0, [[2, 39999]]]],
        [[0, [[2, 19999]]]],
    ),
    Mistake(
        "sigmoid-that-never-turns",
        "consensus.alpha",
        {
            "consensus": "0",
            "weight": "0",
            "bond": "0",
            "alpha_low": 45875,
            "alpha_high": 58982,
            "alpha_sigmoid_steepness": 4178,
        },
        "alpha",
        str(58982 * 65537),
        str(45875 * 65537 + 1),
    ),
]

PAYMENTS = [
    epoch(
        "rounds-proportions",
        subnet((5, 3), {}),
        "stake_weight",
        [40959, 24575],
        [40959, 24576],
    ),
    epoch(
        "adds-up-the-emission",
        subnet(
            (5, 3, 0),
            {0: [[0, 1], [2, 3]], 1: [[0, 2], [2, 2]]},
            bonds=[[0, [[2, 7]]], [1, [[2, 9]]]],
            owner_uid=0,
        ),
        "emission",
        ["392564655", "245366379", "362068965"],
        ["392564654", "245366379", "362068965"],
    ),
    epoch(
        "stores-ranks-as-they-are",
        subnet((1, 1, 1, 0, 0), {0: [[3, 1]], 1: [[3, 1], [4, 1]], 2: [[4, 1]]}),
        "rank",
        [0, 0, 0, 32767, 32767],
        [0, 0, 0, 21844, 21844],
    ),
    Mistake(
        "normalises-the-split",
        "consensus.mechanism_split",
        {"emission": "1000", "count": 2, "split": [WHOLE, WHOLE]},
        "shares",
        ["1000", "1000"],
        ["501", "499"],
    ),
    Mistake(
        "averages-mechanisms-at-once",
        "consensus.mechanism_merge",
        {**HALVES, "results": [RESULT, RESULT]},
        "stake_weight",
        [65534],
        [65535],
    ),
    Mistake(
        "records-all-emission",
        "consensus.mechanism_merge",
        {**HALVES, "results": [RESULT, RESULT]},
        "emission",
        ["500"],
        ["1000"],
    ),
]


SUBMISSION = [
    Mistake(
        "epoch-at-remainder-zero",
        "consensus.epoch_due",
        {"netuid": 1, "tempo": 360, "block": "359"},
        "due",
        False,
        True,
    ),
    Mistake(
        "one-upscale",
        "consensus.max_upscale",
        {"weights": [20000, 40000]},
        "weights",
        [32767, 65535],
        [32768, 65535],
    ),
    Mistake(
        "one-upscale",
        "consensus.max_upscale_fixed",
        {"values": [str(20000 * ONE), str(40000 * ONE)]},
        "weights",
        [32767, 65535],
        [32768, 65535],
    ),
    Mistake(
        "one-upscale",
        "consensus.set_weights",
        submission(values=[20000, 40000]),
        "row",
        [[2, 32767], [3, 65535]],
        [[2, 32768], [3, 65535]],
    ),
    Mistake(
        "updates-at-the-reveal", "consensus.set_weights", submission(), "last_update", "40", "100"
    ),
    Mistake(
        "reveals-one-only",
        "consensus.reveal",
        {
            **CLOCK,
            "block": "25",
            "commit_reveal": True,
            "queue": [commit("a", 12), commit("b", 13), commit("c", 14)],
            "hash": "b",
        },
        "queue",
        [commit("c", 14)],
        [commit("a", 12), commit("c", 14)],
    ),
    Mistake(
        "retries-reveals",
        "consensus.reveal_timelocked",
        {**OPEN, "block": "30", "queues": [["2", [timelocked(20, 6)]]]},
        "queues",
        [],
        [["2", [timelocked(20, 6)]]],
        fork="dtao",
    ),
]

MISTAKES = [*WHO_COUNTS, *VOTES, *BONDS, *PAYMENTS, *SUBMISSION]
