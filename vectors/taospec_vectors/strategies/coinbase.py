"""Inputs of the chapter for fuzzing: hashes and accounts in hex, relatives that meet, families."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from hypothesis import strategies as st

from taospec.operations.coinbase.family import FamilyEpoch
from taospec.shapes import shape_of
from taospec_vectors.strategies.general import LONGEST_LIST, Given, integers, strategy_of

_U64_MAX = 2**64 - 1
_HASHES = st.binary(min_size=32, max_size=32).map(lambda drawn: "0x" + drawn.hex())
_NETUIDS = integers(0, 65_535, wide=False)
# A handful of accounts, so that lists name each other.
_FEW = st.sampled_from(["0x0a", "0x0b", "0x0c", "0x50"])


def _draw() -> Given:
    return st.fixed_dictionaries(
        {
            "parent_hash": _HASHES,
            "draws": integers(0, 255, wide=False),
            "coldkeys": integers(0, _U64_MAX),
        }
    )


def _walk() -> Given:
    few = st.sampled_from(["0x" + bytes([number] * 32).hex() for number in range(3)])
    account = _HASHES | few
    entry = st.fixed_dictionaries({"hotkey": account, "coldkey": account, "netuid": _NETUIDS})
    entries = st.lists(entry, max_size=40)
    return st.fixed_dictionaries({"entries": entries, "last": st.none() | entry})


def _relatives() -> st.SearchStrategy[list[dict[str, Any]]]:
    relative = st.fixed_dictionaries({"proportion": integers(0, _U64_MAX), "hotkey": _FEW})
    return st.lists(relative, max_size=LONGEST_LIST)


def _children() -> Given:
    listed = st.fixed_dictionaries({"hotkey": _FEW, "relatives": _relatives()})
    lists = st.lists(listed, max_size=3, unique_by=lambda row: row["hotkey"])
    return st.fixed_dictionaries(
        {"parent": _FEW, "requested": _relatives(), "children": lists, "parents": lists}
    )


def _owners() -> Given:
    accounts = st.lists(_FEW, max_size=LONGEST_LIST)
    return st.fixed_dictionaries(
        {"owner_hotkey": st.none() | _FEW, "owned": accounts, "registered": accounts}
    )


def _family() -> Given:
    """Own dividends of as many parents as there are, and a nominator of one who is there."""
    fields = shape_of(FamilyEpoch).fields
    drawn = st.fixed_dictionaries({name: strategy_of(inner) for name, inner in fields})
    return drawn.map(_of_its_parents)


def _of_its_parents(drawn: dict[str, Any]) -> dict[str, Any]:
    parents = len(drawn["family"]["parents"])
    own = [*drawn["own"], *("0",) * parents][:parents]
    place = drawn["parent"]
    return {
        **drawn,
        "own": own,
        "parent": place % parents if place is not None and parents else None,
    }


STRATEGIES: Mapping[str, Callable[[], Given]] = {
    "coinbase.family_share": _family,
    "coinbase.withheld": _owners,
    "coinbase.drawn": _draw,
    "coinbase.walk": _walk,
    "coinbase.children": _children,
}
