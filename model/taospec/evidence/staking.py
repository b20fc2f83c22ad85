"""Evidence about stake: how long it stays locked, and what it earns."""

from __future__ import annotations

from typing import Any

from taospec.evidence import Evidence
from taospec.examples.storage import account, stake
from taospec.forks import FORKS
from taospec.network import edge
from taospec.network.effects.lock_sums import rates
from taospec.operations.catalogue import execute
from taospec.staking.locks import Lock, rolled

_CLAIMED = 648_000
_LOCKED = 1_000 * 10**9
_BLOCKS_PER_DAY = 7_200


def locks_unlock_at_the_claimed_rate() -> Evidence:
    """What is left of a lock after the claimed rate, and after the chain's own."""
    held = stake(account(1), account(2), 1, _LOCKED)
    own = rates(edge.load(FORKS["netflow"], held))
    left = {
        blocks: rolled(Lock(_LOCKED, 0, 0), blocks, own, owner=False, perpetual=False).locked_mass
        for blocks in (_CLAIMED, own.unlock)
    }
    percent = {blocks: (200 * mass + _LOCKED) // (2 * _LOCKED) for blocks, mass in left.items()}
    return Evidence(
        {
            "rate": own.unlock,
            "claimed": _CLAIMED,
            "days": _CLAIMED // _BLOCKS_PER_DAY,
            "after_claimed": percent[_CLAIMED],
            "after_rate": percent[own.unlock],
        },
        {
            "the rate is the claimed one": own.unlock == _CLAIMED,
            "half of a lock is left after the claimed number": abs(2 * left[_CLAIMED] - _LOCKED)
            < _LOCKED // 1000,
        },
    )


# What locks come to

_RATE = 934_866
_ALPHA = 10**12


def _locks(fork: str, blocks: list[int], **changed: bool) -> list[dict[str, Any]]:
    """A lock of a thousand alpha in each of the blocks, told in block 0 without conviction."""
    given: dict[str, Any] = {
        "lock": {"locked_mass": str(_ALPHA), "conviction": "0", "last_update": "0"},
        "unlock_rate": str(_RATE),
        "maturity_rate": str(_RATE),
        "on_own_hotkey": False,
        "perpetual": True,
        "blocks": [str(block) for block in blocks],
    }
    return list(execute(fork, "staking.lock_at", given | changed)["ok"]["locks"])


def _percent(rao: int) -> int:
    """Of a thousand alpha, rounded."""
    return (200 * rao + _ALPHA) // (2 * _ALPHA)


def _earned(lock: dict[str, Any]) -> int:
    return int(lock["conviction"]) >> 64


def a_lock_halves_in_ninety_days() -> Evidence:
    """What is left of a lock after ninety days, and after a hundred and eighty."""
    locks = _locks("netflow", [_CLAIMED, 2 * _CLAIMED], perpetual=False)
    left = [int(lock["locked_mass"]) for lock in locks]
    return Evidence(
        {"first": _percent(left[0]), "second": _percent(left[1]), "rate": _RATE},
        {
            "a half after 90 days": abs(2 * left[0] - _ALPHA) < _ALPHA // 1000,
            "a quarter after 180 days": abs(4 * left[1] - _ALPHA) < _ALPHA // 1000,
        },
    )


def owners_have_conviction_at_once() -> Evidence:
    """Conviction of a lock after a block, on the owner's hotkey and on another."""
    [owner] = _locks("netflow", [1], on_own_hotkey=True)
    other, later = _locks("netflow", [1, _CLAIMED])
    return Evidence(
        {"owner": _percent(_earned(owner)), "days": 90, "later": _percent(_earned(later))},
        {
            "an owner's at once": _earned(owner) == _ALPHA,
            "another's with time": _earned(other) < _earned(later) < _ALPHA,
        },
    )


# Whose a subnet is

_YEAR = 2_629_800


def _king(block: int, alpha_out: int, *convictions: tuple[str, int]) -> dict[str, Any]:
    rows = [{"hotkey": hotkey, "conviction": str(rao << 64)} for hotkey, rao in convictions]
    given = {"block": str(block), "registered_at": "0", "alpha_out": str(alpha_out)}
    answer = execute("conviction", "staking.subnet_king", {**given, "convictions": rows})
    return dict(answer["ok"])


def taking_a_subnet_takes_a_tenth() -> Evidence:
    """Who wins a subnet of 10,000 alpha where the owner has locked 499 and a challenger 501."""
    outside, sides = 10_000, (("owner", 499), ("challenger", 501))
    young = _king(_YEAR - 1, outside, *sides)
    old = _king(_YEAR, outside, *sides)
    alone = _king(_YEAR, outside, ("challenger", 999))
    return Evidence(
        {"outside": outside, "owner": sides[0][1], "challenger": sides[1][1], "blocks": _YEAR},
        {
            "a subnet in its first year is exempt": young["king"] is None,
            "less than a tenth of all changes nothing": alone["king"] is None,
            "the winner needs a tenth": old["king"] != "challenger",
        },
    )
