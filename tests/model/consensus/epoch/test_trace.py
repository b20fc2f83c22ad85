"""The quantities on the way, in the order in which they arise."""

from __future__ import annotations

from typing import Any

from support import PLAIN, trace

from taospec.consensus.arrays import ONE
from taospec.wire import plain


def quantities(given: dict[str, Any]) -> dict[str, Any]:
    """Every quantity by name, in order."""
    named: dict[str, Any] = vars(plain(trace(given)))
    return named


def test_every_quantity_of_a_small_epoch() -> None:
    """Given uids 0 and 1 with 5 and 3 rao, who rate 1 and 2, and 0 and 2."""
    got = quantities(PLAIN)
    five, three = 5 * ONE // 8, 3 * ONE // 8
    assert list(got)[:5] == [
        "inactive",
        "stake",
        "permits",
        "active_stake",
        "weights_permitted",
    ]
    assert got["stake"] == got["active_stake"] == [five, three, 0]
    given = [(0, [(1, 1), (2, 3)]), (1, [(0, 2), (2, 2)])]
    for name in ("weights_permitted", "weights_not_self", "weights_current", "weights_revealed"):
        assert got[name] == given
    quarter, half = ONE // 4, ONE // 2
    assert got["weights"] == [(0, [(1, quarter), (2, 3 * quarter)]), (1, [(0, half), (2, half)])]
    assert got["preranks"] == [three // 2, five // 4, 3 * five // 4 + three // 2]
    assert got["consensus"] == [0, quarter, 3 * quarter]
    assert got["clipped"] == [(0, [(1, quarter), (2, 3 * quarter)]), (1, [(2, half)])]
    assert got["validator_trust"] == [ONE, half, 0]
    assert got["ranks"] == [0, five // 4, 3 * five // 4 + three // 2]
    assert got["trust"] == [0, ONE, ONE]
    assert got["old_bonds"] == [(0, [(2, 7)]), (1, [(2, 9)])]
    assert got["weights_for_bonds"] == got["clipped"]
    assert list(got)[-3:] == ["server_share", "validator_share", "combined_share"]


def test_an_explicit_zero_is_seen() -> None:
    got = quantities(PLAIN | {"weights": [[0, [[1, 0], [2, 3]]]], "bonds": []})
    assert got["weights"] == [(0, [(1, 0), (2, ONE)])]
