"""What wrong Yumas are asked: small subnets, and questions at which no mistake shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from support import PLAIN

from taospec.consensus.epoch.records import EpochInput
from taospec.wire import wire_form

ONE = 2**32
RAO = 2**64
WHOLE = 65535


def subnet(stake: Sequence[int], weights: Mapping[int, Any], **changed: Any) -> dict[str, Any]:
    """An epoch in which everything counts; stakes in rao, rows by uid."""
    n = len(stake)
    everybody = {
        "n": n,
        "stake": [rao * RAO for rao in stake],
        "last_update": [100] * n,
        "block_at_registration": [0] * n,
        "validator_permits": [True] * n,
        "weights": list(weights.items()),
        "bonds": [],
    }
    return wire_form(EpochInput, {**PLAIN, **everybody, **changed})


RESULT: dict[str, Any] = {
    "active": [True],
    "stake_weight": [WHOLE],
    "validator_permits": [True],
    "consensus": [1],
    "validator_trust": [3],
    "rank": [WHOLE],
    "trust": [2],
    "dividends": [0],
    "server_emission": ["500"],
    "validator_emission": ["0"],
    "emission": ["500"],
    "pruning_scores": [WHOLE],
}


def submission(**changed: Any) -> dict[str, Any]:
    """Weights that come out of a reveal and are accepted."""
    return {
        "netuid": 1,
        "exists": True,
        "n": 4,
        "uid": 0,
        "stake_weight": str(RAO),
        "stake_threshold": "0",
        "network_version_key": "0",
        "commit_reveal": True,
        "revealed": True,
        "block": "100",
        "last_update": "40",
        "rate_limit": "10",
        "permit": True,
        "min_allowed_weights": 1,
        "max_weight_limit": WHOLE,
        "uids": [2, 3],
        "values": [1, 2],
        "version_key": "0",
        **changed,
    }


def commit(name: str, block: int) -> dict[str, Any]:
    return {"hash": name, "block": str(block), "first_reveal": "0", "last_reveal": "0"}


def timelocked(block: int, drand_round: int) -> dict[str, Any]:
    sealed = {"uids": [1], "values": [1], "version_key": "0"}
    return {"hotkey": "h", "block": str(block), "round": str(drand_round), "sealed": sealed}


CLOCK = {"netuid": 1, "tempo": 10, "reveal_period": "1"}
OPEN = {**CLOCK, "block": "31", "known_rounds": ["5"]}

# Questions at which no mistake shows: one validator with all of the stake, one miner with all of
# its weight, and so on.
PLAIN_EPOCH = subnet((1, 0), {0: [[1, 1]]})
HARMLESS: dict[str, Mapping[str, Any]] = {
    "consensus.permits": {
        "stake": [str(RAO), str(3 * RAO)],
        "stake_threshold": "1",
        "max_allowed_validators": 1,
    },
    "consensus.epoch": PLAIN_EPOCH,
    "consensus.epochs": {"start": PLAIN_EPOCH, "steps": [{}, {"block": "111"}]},
    "consensus.majority": {"kappa": 32767, "stake": [str(ONE)], "weights": [str(ONE)]},
    "consensus.bonds": {
        "n": 2,
        **{name: PLAIN_EPOCH[name] for name in ("yuma3", "liquid_alpha", "bonds_penalty")},
        "bonds_moving_average": "900000",
        **{name: PLAIN_EPOCH[name] for name in ("alpha_low", "alpha_high")},
        "alpha_sigmoid_steepness": 1000,
        "consensus": ["0", str(ONE)],
        "incentive": ["0", str(ONE)],
        "active_stake": [str(ONE), "0"],
        "weights": [[0, [[1, str(ONE)]]]],
        "bonds": [],
    },
    "consensus.alpha": {
        "consensus": "0",
        "weight": str(ONE),
        "bond": "0",
        "alpha_low": 45875,
        "alpha_high": 58982,
        "alpha_sigmoid_steepness": 1000,
    },
    "consensus.mechanism_split": {"emission": "1000", "count": 2, "split": [WHOLE, 0]},
    "consensus.mechanism_merge": {"emission": "500", "shares": ["500"], "results": [RESULT]},
    "consensus.epoch_due": {"netuid": 1, "tempo": 360, "block": "100"},
    "consensus.max_upscale": {"weights": [1, 2]},
    "consensus.max_upscale_fixed": {"values": [str(-ONE), str(ONE)]},
    "consensus.set_weights": submission(commit_reveal=False),
    "consensus.reveal": {
        **CLOCK,
        "block": "25",
        "commit_reveal": True,
        "queue": [commit("a", 12)],
        "hash": "a",
    },
    "consensus.reveal_timelocked": {**OPEN, "queues": [["4", [timelocked(40, 5)]]]},
}
