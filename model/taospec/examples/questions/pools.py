"""What to ask of the pool of a healthy subnet: to buy for a TAO, and to sell a hundred alpha."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

BUY: Mapping[str, Any] = {"tao": "1000000000", "limit": "20000000"}
SELL: Mapping[str, Any] = {"alpha": "100000000000", "limit": "5000000"}

STATED: Mapping[str, Mapping[str, Any]] = {
    "pools.adjust": {"tao": "1000000000", "alpha": "100000000000"},
    "pools.buy": {**BUY, "with_fee": True},
    "pools.max_buy": {"limit": BUY["limit"]},
    "pools.max_move": {"limit": "500000000"},
    "pools.max_sell": {"limit": SELL["limit"]},
    "pools.quote_buy": BUY,
    "pools.quote_sell": SELL,
    "pools.sell": {**SELL, "with_fee": True},
    "pools.sqrt_price_at": {"tick": -46_054},
    "pools.tick_at": {"sqrt_price": "1844674407370955161"},
}
