"""Amounts of a healthy subnet that several examples state, in wire form."""

from __future__ import annotations

# A share pool of 20,000 alpha, of which a share holds a tenth; shares have 64 bits of a fraction.
POOL_VALUE = str(20_000 * 10**9)
POOL_SHARES = str(20_000 * 10**9 << 64)
SHARE = str(2_000 * 10**9 << 64)

# A take of 18 %, of 65535.
TAKE = 11_796

# Half a TAO for an alpha, with 32 bits of a fraction.
HALF = str(1 << 31)
ONE = str(1 << 32)
