"""What to ask of the supply: a subnet that gets half of a block, and a ledger with a stake."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from taospec.examples.questions._amounts import HALF
from taospec.examples.supply import RECORDED

_STAKED = 7_000_000 * 10**9

STATED: Mapping[str, Mapping[str, Any]] = {
    "supply.injection": {
        "subnets": [
            {
                "weight": str(1 << 63),
                "price": HALF,
                "alpha_emission": "1000000000",
                "registration_open": True,
            }
        ]
    },
    "supply.intake": {
        "subnets": [
            {
                "share": str(1 << 63),
                "price": HALF,
                "alpha_emission": "1000000000",
                "root_proportion": HALF,
                "registration_open": True,
            }
        ]
    },
    "supply.ledger_trace": {
        "ledger": {
            "total_issuance": str(RECORDED.total_issuance),
            "balances": str(RECORDED.total_issuance - _STAKED),
            "total_stake": str(_STAKED),
            "subnet_tao": str(_STAKED),
        },
        "events": [{"kind": "runtime_upgrade"}],
    },
}
