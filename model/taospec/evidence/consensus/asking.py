"""Short questions to the model about epochs, and numbers for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from taospec.forks import FORKS
from taospec.operations.catalogue import execute

ONE = 2**32
CONSTANTS = FORKS["dereg"].constants
Rows = Mapping[int, Sequence[Sequence[int]]]
NO_ROWS: Rows = {}


def ask(name: str, fork: str = "dereg", **given: Any) -> dict[str, Any]:
    """The answer to `consensus.<name>`, which must not be a rejection."""
    answer: dict[str, Any] = execute(fork, f"consensus.{name}", given)["ok"]
    return answer


def epoch(
    stake: Sequence[int],
    weights: Rows = NO_ROWS,
    bonds: Rows = NO_ROWS,
    fork: str = "dereg",
    **changed: Any,
) -> dict[str, Any]:
    """The answer to an epoch of a healthy subnet; see `state`."""
    return ask("epoch", fork, **state(stake, weights, bonds, **changed))


def state(
    stake: Sequence[int], weights: Rows = NO_ROWS, bonds: Rows = NO_ROWS, **changed: Any
) -> dict[str, Any]:
    """What an epoch of a healthy subnet reads, with mainnet's settings and whole stakes.

    Everybody is active and holds a permit; nobody is new; one alpha is shared.
    """
    n = len(stake)
    given = {
        "n": n,
        "block": "100000",
        "tempo": CONSTANTS["TEMPO"],
        "activity_cutoff": CONSTANTS["ACTIVITY_CUTOFF"],
        "stake": [str(amount << 64) for amount in stake],
        "stake_threshold": "0",
        "max_allowed_validators": CONSTANTS["MAX_ALLOWED_VALIDATORS"],
        "owner_uid": None,
        "kappa": CONSTANTS["KAPPA"],
        **bond_settings(),
        "commit_reveal": False,
        "commit_blocks": [],
        "emission": str(10**9),
        "last_update": ["99999"] * n,
        "block_at_registration": ["0"] * n,
        "validator_permits": [True] * n,
        "weights": rows(weights),
        "bonds": rows(bonds),
    }
    return given | changed


def bond_settings() -> dict[str, Any]:
    """How bonds move with mainnet's settings: the classic way, without liquid alpha."""
    return {
        "bonds_penalty": CONSTANTS["BONDS_PENALTY"],
        "bonds_moving_average": str(CONSTANTS["BONDS_MOVING_AVERAGE"]),
        "yuma3": False,
        "liquid_alpha": False,
        "alpha_low": CONSTANTS["ALPHA_LOW"],
        "alpha_high": CONSTANTS["ALPHA_HIGH"],
        "alpha_sigmoid_steepness": CONSTANTS["ALPHA_SIGMOID_STEEPNESS"],
    }


def rows(table: Rows) -> list[Any]:
    """Sparse rows in wire form."""
    return [[uid, [list(pair) for pair in row]] for uid, row in sorted(table.items())]


def percent(part: int, whole: int, decimals: int = 2) -> str:
    """A part in percent, rounded, without zeros at the end."""
    scale = 10**decimals
    units = (part * 100 * scale * 2 + whole) // (2 * whole)
    fraction = f"{units % scale:0{decimals}}".rstrip("0")
    return f"{units // scale}" + (f".{fraction}" if fraction else "")
