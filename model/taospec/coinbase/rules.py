"""The rules of the coinbase that forks choose among, as a record of functions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from taospec.coinbase.children import Change, Family, Relatives
from taospec.coinbase.incentives import HasUid
from taospec.coinbase.nominators import RootReceived


@dataclass(frozen=True, slots=True, kw_only=True)
class CoinbaseRules:
    """Who is not paid, and how relations change.

    Attributes:
        withheld: hotkeys whose incentive is not paid, from the owner hotkey of the subnet, the
            hotkeys of its owner's coldkey, and whether a hotkey has a uid there.
        children: the lists to write when a request for children takes effect, from the parent, its
            request, and the relations before; None where nothing happens.
        root_received: what root's pot brings one who stakes with a hotkey.
    """

    withheld: Callable[[bytes | None, Iterable[bytes], HasUid], frozenset[bytes]]
    children: Callable[[bytes, Relatives, Family], Change | None]
    root_received: RootReceived
