"""What to ask of places and subnets: one that costs a TAO, and one that is dissolved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from taospec.examples.questions._amounts import HALF, TAKE

# 1,250 TAO were paid for the last subnet, in the block before.
_LOCK = {
    "last_lock": "1250000000000",
    "last_block": "7000019",
    "minimum": "1000000000",
    "interval": "57600",
}
# A place that costs a TAO, and never less than 500,000 rao or more than 100 TAO.
_BURN = {"burn": "1000000000", "min_burn": "500000", "max_burn": "100000000000"}
_NOW = "7000020"
_BEFORE = "1000000"


STATED: Mapping[str, Mapping[str, Any]] = {
    "registration.adjust": {
        "burn": "1000000000",
        "min_burn": "500000",
        "max_burn": "100000000000",
        "difficulty": "10000000",
        "min_difficulty": "10000000",
        "max_difficulty": str(2**62),
        "registrations": 2,
        "burned": 2,
        "target": 1,
        "adjustment_alpha": "17893341751498265066",
    },
    "registration.admit": {"most_a_block": 1, "target": 1},
    "registration.burn_after_registration": {**_BURN, "multiplier": "23242897532874035200"},
    "registration.burn_at": {**_BURN, "half_life": 360, "block": _NOW, "after": [1, 360, 7200]},
    "registration.dissolve": {
        "pot": "1000000000",
        "entries": [{"account": 0, "value": "3"}, {"account": 1, "value": "4"}],
        "free": ["1000000000", "1000000000", "1000000000"],
        "owner": 2,
    },
    "registration.immortal": {
        "owned": [
            {"uid": uid, "score": 0, "registered": _BEFORE, "immortal": False} for uid in (1, 2)
        ],
        "owner_uid": 2,
        "limit": 1,
    },
    "registration.lock_cost": {**_LOCK, "now": _NOW},
    "registration.lock_cost_at": {**_LOCK, "block": _NOW, "after": ["0", "57600", "115200"]},
    "registration.make_room": {
        "neurons": [
            {"uid": uid, "emission": str(emission), "registered": _BEFORE, "immortal": False}
            for uid, emission in enumerate((2 * 10**9, 10**9, 0))
        ],
        "now": _NOW,
        "immunity": "5000",
        "kept": 1,
    },
    "registration.may_set": {
        "name": "Rho",
        "by": "owner",
        "switched_on": True,
        "tempo": 360,
        "now": _NOW,
        "freeze_window": 10,
        "tempos": 2,
    },
    "registration.open_pool": {
        "paid": "1250000000000",
        "minimum": "1000000000",
        "prices": ["42949673", "128849019", "858993459"],
    },
    "registration.payout": {"pot": "1000000000", "values": ["3000000000", "4000000000"]},
    "registration.prune_neuron": {
        "neurons": [
            {"uid": uid, "score": score, "registered": _BEFORE, "immortal": False}
            for uid, score in enumerate((30_000, 20_000, 0))
        ],
        "now": _NOW,
        "immunity": "5000",
    },
    "registration.refund": {
        "lock": "1250000000000",
        "registered": _BEFORE,
        "start": "6000000",
        "alpha": "1000000000000",
        "cut": TAKE,
        "price": HALF,
    },
    "registration.register_subnet": {
        "free": "5000000000000",
        "cost": "2500000000000",
        "minimum": "1000000000",
    },
    "registration.set_take": {"take": 9000, "raises": True, "current": 5000, "maximum": TAKE},
    "registration.swap_cost": {"now": _NOW, "free": "1000000000", "rate_limit": "1000"},
}
