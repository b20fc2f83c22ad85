"""The clocks of rate limits: when an account last did something.

The clocks are `LastTxBlock`, `LastTxBlockDelegateTake` and `LastTxBlockChildKeyTake`.
"""

from __future__ import annotations

from taospec.network.chain import Chain
from taospec.network.rules import ClockRules
from taospec.network.table import Table
from taospec.rules import rule


def _own_map(chain: Chain, clock: str) -> Table[bytes, int]:
    return chain.tables[clock]


@rule("NET-5")
def _read_own_map(chain: Chain, clock: str, account: bytes) -> int:
    return _own_map(chain, clock)[account]


@rule("NET-5")
def _write_own_map(chain: Chain, clock: str, account: bytes, block: int) -> None:
    _own_map(chain, clock)[account] = block


def _remove_from_own_map(chain: Chain, clock: str, account: bytes) -> int:
    return _own_map(chain, clock).remove(account)


@rule("NET-5")
def _read_common_map(chain: Chain, clock: str, account: bytes) -> int:
    return chain.last_rate_limited_block[clock, account]


@rule("NET-5")
def _write_common_map(chain: Chain, clock: str, account: bytes, block: int) -> None:
    chain.last_rate_limited_block[clock, account] = block


def _remove_from_common_map(chain: Chain, clock: str, account: bytes) -> int:
    return chain.last_rate_limited_block.remove((clock, account))


# A storage map for each clock; later one map for all, keyed by the clock's name too.
# Source: pallets/subtensor/src/lib.rs @ v2.0.11, pallets/subtensor/src/utils/rate_limiting.rs
# @ v3.2.9-326
one_map_each = ClockRules(_read_own_map, _write_own_map, _remove_from_own_map)
one_map_for_all = ClockRules(_read_common_map, _write_common_map, _remove_from_common_map)
