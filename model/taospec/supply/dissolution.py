"""How the pool of a dissolved subnet is shared among the holders of its alpha."""

from __future__ import annotations

from collections.abc import Sequence

from taospec.domain import checked
from taospec.quantities import U128, Rao
from taospec.rules import rule


@rule("SUP-28")
@checked
def shares(pot: Rao, values: Sequence[U128]) -> list[int]:
    """Rao for each holder: proportional, floored, and the rest by largest remainder.

    Args:
        pot: rao to share.
        values: alpha value of each holder in storage order.

    Returns:
        One share a value. They sum to the pot, or to zero if no holder has any value. Equal
        remainders are served in the given order.
    """
    total = sum(values)
    if total == 0:
        return [0] * len(values)
    divided = [divmod(pot * value, total) for value in values]
    shares = [share for share, _ in divided]
    by_remainder = sorted(range(len(values)), key=lambda holder: divided[holder][1], reverse=True)
    for holder in by_remainder[: pot - sum(shares)]:
        shares[holder] += 1
    return shares
