"""What to ask of stake: a share pool of 20,000 alpha, of which a tenth is one coldkey's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from taospec.examples.questions._amounts import HALF, POOL_SHARES, POOL_VALUE, SHARE, TAKE

_POOL = {"value": POOL_VALUE, "shares": POOL_SHARES, "share": SHARE}
# A third of a share pool whose shares have doubled in value.
_DECIMALS = {
    "value": "6000000000",
    "shares": {"mantissa": "300000000000000000000", "exponent": "-11"},
    "share": {"mantissa": "1000000000000000000000", "exponent": "-12"},
}
# A thousand alpha, locked a hundred thousand blocks ago.
_LOCK = {
    "locked_mass": "1000000000000",
    "conviction": str(100_000_000_000 << 64),
    "last_update": "6900020",
}
_RATES = {"unlock_rate": "934866", "maturity_rate": "934866"}

STATED: Mapping[str, Mapping[str, Any]] = {
    "staking.claim_owed": {
        "rate": HALF,
        "root_stake": "500000000000",
        "claimed": "100000000000",
        "threshold": str(500_000 << 32),
    },
    "staking.decimal_deposit": {**_DECIMALS, "amount": "1000000000"},
    "staking.decimal_share": {"share": str(3 << 63)},
    "staking.decimal_withdraw": {**_DECIMALS, "amount": "1000000000"},
    "staking.decimal_worth": _DECIMALS,
    "staking.deposit": {**_POOL, "amount": "100000000000"},
    "staking.inflow": {
        "before": "1000000000",
        "after": "1999496453",
        "tao": "1000000000",
        "paid_in": "999496453",
    },
    "staking.leaving_fee": {
        "proceeds": "1000020000",
        "dividends": "3000000000",
        "alpha_last_epoch": "1000000000000",
    },
    "staking.lock_at": {**_RATES, "lock": _LOCK, "blocks": ["7000020", "7634886"]},
    "staking.outflow": {
        "before": "2000000000",
        "after": "1000000001",
        "paid_out": "1000000000",
    },
    "staking.split_lock": {"lock": _LOCK, "alpha": "400000000000"},
    "staking.subnet_king": {
        "block": "7000020",
        "registered_at": "4000000",
        "alpha_out": "20000000000000",
        "convictions": [
            {"hotkey": "0x0a", "conviction": str(1_200_000_000_000 << 64)},
            {"hotkey": "0x0b", "conviction": str(900_000_000_000 << 64)},
        ],
    },
    "staking.swept_below": {"required": "100000000", "price": HALF},
    "staking.take_split": {"payout": "1000000000", "take": TAKE},
    "staking.total_value": {"stakes": [["2000000000000", HALF], ["1000000000000", HALF]]},
    "staking.withdraw": {**_POOL, "amount": "100000000000"},
    "staking.worth": _POOL,
}
