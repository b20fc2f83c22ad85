"""Ask operations of the chapter with short questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from taospec.operations.catalogue import execute

Row = Sequence[Sequence[int]]
NO_ROWS: Mapping[int, Row] = {}


def ask(name: str, fork: str = "dereg", **given: Any) -> dict[str, Any]:
    """The answer to `consensus.<name>`.

    Raises:
        AssertionError: it is a rejection.
    """
    answer = execute(fork, f"consensus.{name}", given)
    assert "ok" in answer, answer
    accepted: dict[str, Any] = answer["ok"]
    return accepted


def refusal(name: str, fork: str = "dereg", **given: Any) -> str:
    """The code of the rejection.

    Raises:
        AssertionError: it is none.
    """
    answer = execute(fork, f"consensus.{name}", given)
    assert "reject" in answer, answer
    code: str = answer["reject"]["code"]
    return code


def state(
    stake: Sequence[int],
    weights: Mapping[int, Row] = NO_ROWS,
    bonds: Mapping[int, Row] = NO_ROWS,
    **changed: Any,
) -> dict[str, Any]:
    """A healthy `given` of `consensus.epoch` with whole stakes, and what is changed in it."""
    n = len(stake)
    return {
        "n": n,
        "block": "1000",
        "tempo": 360,
        "activity_cutoff": 5000,
        "stake": [str(amount << 64) for amount in stake],
        "stake_threshold": "0",
        "max_allowed_validators": 64,
        "owner_uid": None,
        "kappa": 32767,
        "bonds_penalty": 65535,
        "bonds_moving_average": "900000",
        "yuma3": False,
        "liquid_alpha": False,
        "alpha_low": 45875,
        "alpha_high": 58982,
        "alpha_sigmoid_steepness": 1000,
        "commit_reveal": False,
        "commit_blocks": [],
        "emission": "1000000000",
        "last_update": ["999"] * n,
        "block_at_registration": ["0"] * n,
        "validator_permits": [True] * n,
        "weights": [[uid, list(map(list, row))] for uid, row in sorted(weights.items())],
        "bonds": [[uid, list(map(list, row))] for uid, row in sorted(bonds.items())],
        **changed,
    }
