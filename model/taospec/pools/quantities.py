"""Numbers of pools, and what they count."""

from __future__ import annotations

from typing import Annotated

from taospec.quantities import I128, U64, U128, Unit

Root = Annotated[U128, Unit("U64F64 bits")]
Counter = Annotated[U128, Unit("U64F64 bits")]
Checkpoint = Annotated[I128, Unit("I64F64 bits")]
Price = Annotated[U128, Unit("U96F32 bits")]
LimitPrice = Annotated[U64, Unit("rao per 10^9 alpha")]
