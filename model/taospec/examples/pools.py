"""A healthy pool: 20,000 TAO beside two million alpha, on which nobody has traded yet.

>>> from taospec import execute
>>> from taospec.examples.pools import pool
>>> given = {"pool": pool(), "tao": "1000000000", "limit": "20000000", "with_fee": True}
>>> execute("flow", "pools.buy", given)["ok"]["paid_out"]
'99944650583'
"""

from __future__ import annotations

from typing import Any

from taospec.pools.records import Pool
from taospec.wire import wire_form

TAO = 20_000 * 10**9
ALPHA = 2_000_000 * 10**9


def pool(tao: int = TAO, alpha: int = ALPHA, **changed: Any) -> dict[str, Any]:
    """Such a pool in wire form: an alpha for 0.01 TAO, unless another amount is said.

    Args:
        tao: rao in reserve.
        alpha: alpha rao in reserve.
        **changed: fields of `Pool` that are otherwise, in their own units or already in wire form.
    """
    untraded = Pool(dynamic=True, tao=tao, alpha=alpha)._asdict()
    return wire_form(Pool, {**untraded, **changed})
