"""Numbers and records that the builders of the chapter share."""

from __future__ import annotations

from typing import Any

from taospec.timeline import EVERY_FORK, since, until

TAO = 10**9
U64_MAX = 2**64 - 1
ONE = 2**32
WHOLE = 2**64
MAINNET_WEIGHT = 3_320_413_933_267_719_290
CUT = 11_796

ALL = EVERY_FORK
UNTIL_FLOW = until("flow")
SINCE_FLOW = since("flow")

COINBASE_TESTS = "pallets/subtensor/src/tests/coinbase.rs @ v3.2.16-349"
EMISSION_TESTS = "pallets/subtensor/src/tests/subnet_emissions.rs @ v3.2.16-349"


def ok(**answer: Any) -> dict[str, Any]:
    """An expected answer, wide numbers as decimal strings."""
    return {"ok": {name: _wire(value) for name, value in answer.items()}}


def _wire(value: Any) -> Any:
    return str(value) if type(value) is int else value


def strings(numbers: Any) -> list[str]:
    """Wide numbers as decimal strings."""
    return [str(number) for number in numbers]
