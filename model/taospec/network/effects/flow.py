"""What flows in and out of a subnet: counters of TAO that may be negative."""

from __future__ import annotations

from collections.abc import Sequence

from taospec.network.chain import Chain
from taospec.network.table import Column
from taospec.network.writer import writes

_I64_MIN, _I64_MAX = -(2**63), 2**63 - 1


def add(column: Column[int], netuid: int, tao: int) -> None:
    """Count TAO that came in, or with a minus sign went out, saturating."""
    column[netuid] = min(max(column[netuid] + tao, _I64_MIN), _I64_MAX)


def add_at(
    column: Column[int], netuids: Sequence[int], places: Sequence[int], tao: Sequence[int]
) -> None:
    """`add` to some of many subnets, by where they stand among them."""
    before = column.read(netuids)
    after = [
        min(max(before[place] + amount, _I64_MIN), _I64_MAX)
        for place, amount in zip(places, tao, strict=True)
    ]
    column.write_at(netuids, places, after)


@writes("STA-24")
def count(chain: Chain, netuid: int, tao: int) -> None:
    """Count TAO that users brought, or took."""
    add(chain.subnet_tao_flow, netuid, tao)
