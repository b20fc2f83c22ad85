"""Short questions to the model about epochs, and numbers for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from taospec.constants import constants
from taospec.examples import consensus as examples
from taospec.operations.catalogue import execute
from taospec.operations.consensus.steps import BondState
from taospec.wire import wire_form

ONE = 2**32
CONSTANTS = constants("dereg")
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
    then = {"block": "100000", "last_update": ["99999"] * n}
    return examples.epoch(stake, weights, bonds, fork="dereg", **then | changed)


def bond_settings() -> dict[str, Any]:
    """How bonds move with mainnet's settings: the classic way, without liquid alpha."""
    return wire_form(BondState, examples.bond_settings("dereg"))


def percent(part: int, whole: int, decimals: int = 2) -> str:
    """A part in percent, rounded, without zeros at the end."""
    scale = 10**decimals
    units = (part * 100 * scale * 2 + whole) // (2 * whole)
    fraction = f"{units % scale:0{decimals}}".rstrip("0")
    return f"{units // scale}" + (f".{fraction}" if fraction else "")
