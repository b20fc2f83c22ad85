"""When the children that a parent asked for become its children.

Relations are kept twice: a parent lists its children with the proportions it lends them, a child
lists its parents with the same. What follows changes both lists.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from taospec.rules import rule

Relative = tuple[int, bytes]
"""Proportion (u64) and account."""

Relatives = tuple[Relative, ...]

U64_MAX = 2**64 - 1


@dataclass(frozen=True, slots=True)
class Family:
    """The relations of one subnet, as functions of an account.

    Attributes:
        children: those that an account lends to, in their order.
        parents: those that lend to it, in their order.
    """

    children: Callable[[bytes], Relatives]
    parents: Callable[[bytes], Relatives]


@dataclass(frozen=True, slots=True)
class Change:
    """Lists to write; None removes the entry.

    Attributes:
        children: by parent.
        parents: by child.
    """

    children: Mapping[bytes, Relatives | None]
    parents: Mapping[bytes, Relatives | None]


@rule("COI-30")
def unchecked_children(pivot: bytes, requested: Relatives, family: Family) -> Change:
    """`dtao` and `dereg`: the list as it was given, without any check.

    Children that left keep an entry for their parents, even an empty one.

    Args:
        pivot: the parent.
        requested: its new children.
        family: relations before.
    """
    parents: dict[bytes, Relatives] = {}

    def of(child: bytes) -> Relatives:
        return parents[child] if child in parents else family.parents(child)

    for _, child in family.children(pivot):
        parents[child] = tuple(entry for entry in of(child) if entry[1] != pivot)
    for proportion, child in requested:
        parents[child] = (*of(child), (proportion, pivot))
    return Change({pivot: requested}, parents)


@rule("COI-31")
def checked_children(pivot: bytes, requested: Relatives, family: Family) -> Change | None:
    """From `flow` on: None, and everything stays as it was, where the list makes no sense.

    A repeated child counts with its last proportion, the parent itself not at all. The proportions
    must sum to at most 2**64 - 1, and nobody may be child and parent of the same hotkey.

    Args:
        pivot: the parent.
        requested: its new children.
        family: relations before.

    Returns:
        The lists to write. The parent's own two lists are sorted by account; in the lists of
        others its entry is replaced in place or appended.
    """
    wanted = {child: proportion for proportion, child in requested if child != pivot}
    lenders = {
        parent: proportion for proportion, parent in family.parents(pivot) if parent != pivot
    }
    if sum(wanted.values()) > U64_MAX or wanted.keys() & lenders.keys():
        return None
    before = {child for _, child in family.children(pivot)}
    parents: dict[bytes, Relatives | None] = {}
    for child, proportion in wanted.items():
        parents[child] = with_edge(family.parents(child), proportion, pivot)
    for child in before - wanted.keys() - {pivot}:
        kept = tuple(entry for entry in family.parents(child) if entry[1] != pivot)
        parents[child] = kept or None
    children: dict[bytes, Relatives | None] = {pivot: by_account(wanted) or None}
    for parent, proportion in lenders.items():
        children[parent] = with_edge(family.children(parent), proportion, pivot)
    parents[pivot] = by_account(lenders) or None
    return Change(children, parents)


def with_edge(relatives: Relatives, proportion: int, account: bytes) -> Relatives:
    """The list with this account at this proportion: replaced where it stands, or appended."""
    for place, (_, known) in enumerate(relatives):
        if known == account:
            return (*relatives[:place], (proportion, account), *relatives[place + 1 :])
    return (*relatives, (proportion, account))


def by_account(proportions: Mapping[bytes, int]) -> Relatives:
    """Relatives in the order of their accounts."""
    return tuple((proportions[account], account) for account in sorted(proportions))


@rule("COI-30")
def in_hashed_order(parents: Iterable[bytes], hashed: Callable[[bytes], bytes]) -> list[bytes]:
    """Parents in the order in which the chain walks their requests: that of their hashes."""
    return sorted(parents, key=hashed)
