"""What to ask of the block step: a subnet that pays 41 alpha each to miners and validators."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from taospec.examples.questions._amounts import HALF, ONE, POOL_SHARES, POOL_VALUE, SHARE, TAKE

_PARENT, _CHILD, _OTHER = "0x50", "0x0a", "0x0b"
_ROOT_STAKE = str(500 * 10**9)
_THRESHOLD = str(500_000 << 32)
# A child with 1,000 alpha, to which one parent lends all of its 3,000.
_FAMILY = {
    "dividend": "10000000000",
    "alpha": "1000000000000",
    "lent": [],
    "parents": [
        {
            "proportion": str(2**64 - 1),
            "alpha": "3000000000000",
            "root": "0",
            "same_owner": False,
        }
    ],
    "take": TAKE,
}
_IN_POOL = {"shares": POOL_SHARES, "nominator": SHARE, "owner": "0"}


STATED: Mapping[str, Mapping[str, Any]] = {
    "coinbase.children": {
        "parent": _PARENT,
        "requested": [{"proportion": str(2**63), "hotkey": _CHILD}],
        "children": [
            {"hotkey": _PARENT, "relatives": [{"proportion": str(2**62), "hotkey": _OTHER}]}
        ],
        "parents": [
            {"hotkey": _OTHER, "relatives": [{"proportion": str(2**62), "hotkey": _PARENT}]}
        ],
    },
    "coinbase.claim": {
        "rate": HALF,
        "root_stake": _ROOT_STAKE,
        "claimed": "100000000000",
        "threshold": _THRESHOLD,
    },
    "coinbase.count_root_stake": {
        "rate": HALF,
        "claimed": "100000000000",
        "added": _ROOT_STAKE,
        "removed": "50000000000",
    },
    "coinbase.credit": {"rate": HALF, "amount": "1000000000", "root_stake": _ROOT_STAKE},
    "coinbase.dividends": {
        "validators": "41000000000",
        "root": "2000000000",
        "hotkeys": [
            {"dividend": "30000000000", "alpha": "3000000000000", "root": "0", "take": TAKE},
            {
                "dividend": "13000000000",
                "alpha": "1000000000000",
                "root": "2000000000000",
                "take": TAKE,
            },
        ],
    },
    "coinbase.drawn": {"parent_hash": "0x" + "5a" * 32, "draws": 15, "coldkeys": "1000"},
    "coinbase.family_share": {
        "family": {**_FAMILY, "root": "0", "burn": "0"},
        "own": ["5000000000"],
        "others": [{"dividend": "25000000000", "alpha": "3000000000000", "root": "0"}],
        "validators": "41000000000",
        "root": "2000000000",
        "take": TAKE,
        "on_subnet": _IN_POOL,
        "on_root": _IN_POOL,
    },
    "coinbase.flow_average": {
        "average": str(2 << 64),
        "smoothing_factor": "29597889189277",
    },
    "coinbase.flow_shares": {
        "averages": [str(part << 64) for part in (60, 30, 10)],
        "exponent": str(1 << 64),
    },
    "coinbase.nominator_share": {
        "payout": "41000000000",
        "take": TAKE,
        "value": POOL_VALUE,
        "shares": POOL_SHARES,
        "nominator": SHARE,
    },
    "coinbase.parent_split": _FAMILY,
    "coinbase.pots": {
        "server": "41000000000",
        "validator": "39000000000",
        "root": "2000000000",
        "incentives": "65535",
    },
    "coinbase.price_shares": {
        "subnets": [
            {"price": ONE, "root_proportion": HALF, "withheld": "0"},
            {"price": HALF, "root_proportion": HALF, "withheld": HALF},
        ]
    },
    "coinbase.root_sells": {"prices": [ONE, HALF]},
    "coinbase.shares_without_root": {
        "subnets": [{"price": ONE, "withheld": "0"}, {"price": HALF, "withheld": HALF}]
    },
    "coinbase.walk": {
        "entries": [
            {"hotkey": "0x" + "02" * 32, "coldkey": "0x" + "01" * 32, "netuid": netuid}
            for netuid in (0, 1)
        ]
    },
    "coinbase.withheld": {
        "owner_hotkey": "0x02",
        "owned": ["0x01", "0x02", "0x03"],
        "registered": ["0x01", "0x02", "0x04"],
    },
    "coinbase.withheld_part": {"withheld": "10000000000", "total": "41000000000"},
}
