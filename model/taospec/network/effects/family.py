"""Children and parents on a subnet: what a request for children makes of them."""

from __future__ import annotations

from collections.abc import Mapping

from taospec.coinbase.children import Family, Relatives
from taospec.network.chain import Chain
from taospec.network.table import Table
from taospec.rules import rule


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


# What a child keeps


def childkey_take(chain: Chain, hotkey: bytes, netuid: int) -> int:
    """What a child keeps of what it earns for its parents, 1/65535."""
    least = chain.fork.network.least_childkey_take(chain, netuid)
    return max(chain.childkey_take[hotkey, netuid], least)


def as_little_as_it_likes(_chain: Chain, _netuid: int) -> int:
    """Before `netflow` nobody looks at the minimum."""
    return 0


@rule("STA-53")
def at_least_the_minimum(chain: Chain, netuid: int) -> int:
    """From `netflow` on: the higher of the minimum of all subnets and that of this one."""
    return max(chain.min_childkey_take.value, chain.min_childkey_take_per_subnet[netuid])
