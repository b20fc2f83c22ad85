"""Which children a hotkey may ask for.

A request is a list of `(proportion, child)`, the proportions in parts of 2**64 - 1.
"""

from __future__ import annotations

from collections.abc import Sequence

from taospec.rejections import Rejection
from taospec.rules import rule

Relatives = Sequence[tuple[int, bytes]]

MOST_CHILDREN = 5
WHOLE = 2**64 - 1


@rule("STA-29")
def check_request_alone(
    hotkey: bytes, children: Relatives, _stored_children: Relatives, _stored_parents: Relatives
) -> None:
    """`dtao`, `dereg`: the request is checked by itself; nobody asks who is a parent already.

    Raises:
        Rejection: TooManyChildren, InvalidChild, ProportionOverflow, DuplicateChild, in this order.
    """
    _not_too_many(children)
    _not_itself(hotkey, children)
    _at_most_whole(children)
    _no_duplicate(children)


@rule("STA-29")
def check_request_among_relations(
    hotkey: bytes, children: Relatives, stored_children: Relatives, stored_parents: Relatives
) -> None:
    """From `flow` on: the stored relations first, then the request, then the request against them.

    Raises:
        Rejection: DuplicateChild; ProportionOverflow and ChildParentInconsistency of what is
            stored; InvalidChild, TooManyChildren, ProportionOverflow, ChildParentInconsistency of
            what is asked for, in this order.
    """
    _no_duplicate(children)
    check_stored_relations(stored_children, stored_parents)
    _not_itself(hotkey, children)
    _not_too_many(children)
    _at_most_whole(children)
    _no_parent_among(children, stored_parents)


def check_stored_relations(children: Relatives, parents: Relatives) -> None:
    """What is stored must make sense before it is changed.

    Raises:
        Rejection: ProportionOverflow, ChildParentInconsistency.
    """
    _at_most_whole(children)
    _no_parent_among(children, parents)


def _not_too_many(children: Relatives) -> None:
    if len(children) > MOST_CHILDREN:
        raise Rejection("TooManyChildren", children=len(children), maximum=MOST_CHILDREN)


def _not_itself(hotkey: bytes, children: Relatives) -> None:
    if any(child == hotkey for _, child in children):
        raise Rejection("InvalidChild", child=hotkey.hex())


def _at_most_whole(children: Relatives) -> None:
    total = sum(proportion for proportion, _ in children)
    if total > WHOLE:
        raise Rejection("ProportionOverflow", total=total, maximum=WHOLE)


def _no_duplicate(children: Relatives) -> None:
    distinct = {child for _, child in children}
    if len(distinct) != len(children):
        raise Rejection("DuplicateChild", children=len(children), distinct=len(distinct))


def _no_parent_among(children: Relatives, parents: Relatives) -> None:
    both = {child for _, child in children} & {parent for _, parent in parents}
    if both:
        raise Rejection("ChildParentInconsistency", hotkey=min(both).hex())
