"""Children and parents when a hotkey takes another one's place on a subnet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from taospec.coinbase.children import Relatives, by_account, with_edge
from taospec.network.chain import Chain
from taospec.network.table import Table
from taospec.rejections import Rejection
from taospec.rules import rule

U64_MAX = 2**64 - 1
MOST_CHILDREN = 5

Lists = Table[tuple[bytes, int], Relatives]


@rule("REG-24")
def rename_in_pending(chain: Chain, old: bytes, new: bytes, netuid: int) -> None:
    """In lists of children that wait, the new hotkey stands at the end with the old one's part."""
    for key in chain.pending_child_keys.under(netuid):
        children, cooldown = chain.pending_child_keys[key]
        for place, (proportion, child) in enumerate(children):
            if child == old:
                rest = (*children[:place], *children[place + 1 :])
                chain.pending_child_keys[key] = ((*rest, (proportion, new)), cooldown)
                break


def move_own_pending(chain: Chain, old: bytes, new: bytes, netuid: int) -> None:
    """The list of children that the old hotkey asked for becomes the new one's."""
    key = (netuid, old)
    if key in chain.pending_child_keys:
        chain.pending_child_keys[netuid, new] = chain.pending_child_keys.remove(key)


# `dtao` and `dereg`


@rule("REG-24")
def rename(chain: Chain, old: bytes, new: bytes, netuid: int) -> None:
    """The new hotkey gets both lists as they are, and the old one's place in those of others.

    Lists that the new hotkey had are overwritten; what others say of it stays.
    """
    _rename_one_side(chain.child_keys, chain.parent_keys, old, new, netuid)
    _rename_one_side(chain.parent_keys, chain.child_keys, old, new, netuid)
    move_own_pending(chain, old, new, netuid)


def _rename_one_side(own: Lists, others: Lists, old: bytes, new: bytes, netuid: int) -> None:
    relatives = own.remove((old, netuid))
    own[new, netuid] = relatives
    for _, account in relatives:
        others[account, netuid] = tuple(
            (proportion, new if relative == old else relative)
            for proportion, relative in others[account, netuid]
        )


# From `flow` on


@rule("REG-24")
def transplant(chain: Chain, old: bytes, new: bytes, netuid: int) -> None:
    """The new hotkey gets the relations of the old one, if they are consistent, and only these.

    Raises:
        Rejection: ProportionOverflow, ChildParentInconsistency, InvalidChild, TooManyChildren.
    """
    children = _proportions(chain.child_keys[old, netuid], old)
    parents = _proportions(chain.parent_keys[old, netuid], old)
    _require_whole(children)
    _require_apart(children, parents)
    _forget(chain, old, netuid, children, parents)
    if new in children or new in parents:
        raise Rejection("InvalidChild", hotkey=new.hex())
    if (netuid, old) in chain.pending_child_keys:
        pending, _ = chain.pending_child_keys[netuid, old]
        _require_possible(_proportions(pending, None), parents, new)
    move_own_pending(chain, old, new, netuid)
    _plant(chain.child_keys, chain.parent_keys, new, netuid, children)
    _plant(chain.parent_keys, chain.child_keys, new, netuid, parents)


def _proportions(relatives: Relatives, without: bytes | None) -> dict[bytes, int]:
    """Proportions by account; of an account that is listed twice the last one counts."""
    return {account: proportion for proportion, account in relatives if account != without}


def _require_whole(children: Mapping[bytes, int]) -> None:
    total = sum(children.values())
    if total > U64_MAX:
        raise Rejection("ProportionOverflow", total=total)


def _require_apart(children: Iterable[bytes], parents: Mapping[bytes, int]) -> None:
    for child in children:
        if child in parents:
            raise Rejection("ChildParentInconsistency", hotkey=child.hex())


def _require_possible(
    children: Mapping[bytes, int], parents: Mapping[bytes, int], pivot: bytes
) -> None:
    if pivot in children:
        raise Rejection("InvalidChild", hotkey=pivot.hex())
    if len(children) > MOST_CHILDREN:
        raise Rejection("TooManyChildren", children=len(children), maximum=MOST_CHILDREN)
    _require_whole(children)
    _require_apart(children, parents)


def _forget(
    chain: Chain,
    old: bytes,
    netuid: int,
    children: Mapping[bytes, int],
    parents: Mapping[bytes, int],
) -> None:
    """Nobody lists the old hotkey any more; its own list of children stays, empty."""
    for child in children:
        _store(chain.parent_keys, child, netuid, _without(chain.parent_keys[child, netuid], old))
    for parent in parents:
        chain.child_keys[parent, netuid] = _without(chain.child_keys[parent, netuid], old)
    chain.child_keys[old, netuid] = ()
    chain.parent_keys.remove((old, netuid))


def _without(relatives: Relatives, account: bytes) -> Relatives:
    return tuple(entry for entry in relatives if entry[1] != account)


def _store(lists: Lists, account: bytes, netuid: int, relatives: Relatives) -> None:
    """An empty list is no entry."""
    lists.keep((account, netuid), relatives, there=bool(relatives))


def _plant(
    own: Lists, others: Lists, pivot: bytes, netuid: int, relatives: Mapping[bytes, int]
) -> None:
    """Give the pivot this list, sorted, and let the lists of all concerned say the same."""
    before = _proportions(own[pivot, netuid], None)
    _store(own, pivot, netuid, by_account(relatives))
    for account in sorted(relatives):
        listed = with_edge(others[account, netuid], relatives[account], pivot)
        _store(others, account, netuid, listed)
    for account in sorted(before.keys() - relatives.keys()):
        _store(others, account, netuid, _without(others[account, netuid], pivot))
