"""Requests for children: without checks at first, later checked, sorted and re-asserted."""

from collections.abc import Mapping

from taospec.coinbase.children import (
    Change,
    Family,
    Relatives,
    checked_children,
    unchecked_children,
)

A, B, C, P, Q = (bytes([number]) * 32 for number in (1, 2, 3, 8, 9))


def family(
    children: Mapping[bytes, Relatives] | None = None,
    parents: Mapping[bytes, Relatives] | None = None,
) -> Family:
    """Relations of a subnet."""
    known_children, known_parents = children or {}, parents or {}
    return Family(
        lambda account: known_children.get(account, ()),
        lambda account: known_parents.get(account, ()),
    )


def test_unchecked_lists_stand_as_they_are() -> None:
    before = family({P: ((5, A), (6, B))}, {A: ((1, Q), (5, P)), B: ((6, P),)})
    after = unchecked_children(P, ((9, C), (7, A), (8, A)), before)
    assert after == Change(
        {P: ((9, C), (7, A), (8, A))},
        {A: ((1, Q), (7, P), (8, P)), B: (), C: ((9, P),)},
    )


def test_checked_lists_are_sorted_and_keep_their_places() -> None:
    before = family(
        {P: ((5, A), (6, B)), Q: ((3, P),)},
        {A: ((5, P), (1, Q)), B: ((6, P),), P: ((4, Q),)},
    )
    after = checked_children(P, ((9, C), (7, A), (8, A), (1, P)), before)
    assert after == Change(
        {P: ((8, A), (9, C)), Q: ((4, P),)},
        {A: ((8, P), (1, Q)), B: None, C: ((9, P),), P: ((4, Q),)},
    )


def test_a_checked_list_that_makes_no_sense_changes_nothing() -> None:
    before = family({}, {P: ((4, Q),)})
    assert checked_children(P, ((1, Q),), before) is None
    assert checked_children(P, ((2**64 - 1, A), (1, B)), before) is None
    assert checked_children(P, ((2**64 - 2, A), (1, B)), before) is not None


def test_removing_all_children() -> None:
    before = family({P: ((5, A),)}, {A: ((5, P),)})
    assert checked_children(P, (), before) == Change({P: None}, {A: None, P: None})
    assert unchecked_children(P, (), before) == Change({P: ()}, {A: ()})
