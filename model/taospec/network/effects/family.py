"""Children and parents on a subnet: what a request for children makes of them."""

from __future__ import annotations

from collections.abc import Mapping

from taospec.coinbase.children import Family, Relatives
from taospec.network.chain import Chain
from taospec.network.table import Table


def carry_out(chain: Chain, netuid: int, pivot: bytes, requested: Relatives) -> None:
    """Let a hotkey's request take effect, if it makes sense to the fork."""
    change = chain.fork.coinbase.children(pivot, requested, _family(chain, netuid))
    if change is not None:
        _write(chain.child_keys, netuid, change.children)
        _write(chain.parent_keys, netuid, change.parents)


def _family(chain: Chain, netuid: int) -> Family:
    return Family(
        lambda account: chain.child_keys[account, netuid],
        lambda account: chain.parent_keys[account, netuid],
    )


def _write(
    table: Table[tuple[bytes, int], Relatives],
    netuid: int,
    lists: Mapping[bytes, Relatives | None],
) -> None:
    for account, relatives in lists.items():
        if relatives is None:
            table.remove((account, netuid))
        else:
            table[account, netuid] = relatives
