"""Quantities of the chapter, and the lists of them that records hold as arrays.

Proportions travel as the chain holds them at that point: stored ones as u16, where 65535 is one,
those inside an epoch as raw bits of I32F32, where 2**32 is one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import numpy as np

from taospec.consensus.arrays import ONE, Bools, Raw, U16s, U64s, array_of
from taospec.quantities import I16, I64, I128, U16, U64, AlphaRao, Block, Bool, Held, Integer, Unit

MAX_UIDS = 4096
"""More uids than any subnet has, and few enough for every sum of an epoch to stay exact."""

UidCount = Annotated[int, Integer(0, MAX_UIDS)]
Part = Annotated[U16, Unit("of 65535")]
Share = Annotated[int, Integer(0, ONE, "u64", wide=True), Unit("I32F32 bits")]
Bits = Annotated[I64, Unit("I32F32 bits")]
StakeBits = Annotated[I128, Unit("I64F64 bits")]
Millionths = Annotated[U64, Unit("millionths")]
Hundredths = Annotated[I16, Unit("hundredths")]
Blocks = Annotated[U64, Unit("blocks")]


# Lists that are held as arrays


def _bools(values: Sequence[bool]) -> Bools:
    return np.array(values, dtype=np.bool_)


def _u16s(values: Sequence[int]) -> U16s:
    return np.array(values, dtype=np.uint16)


def _u64s(values: Sequence[int]) -> U64s:
    return np.array(values, dtype=np.uint64)


def _raws(values: Sequence[int]) -> Raw:
    return array_of(values)


def _listed(values: Any) -> list[Any]:
    plain: list[Any] = values.tolist()
    return plain


BoolList = Annotated[Bools, Held(tuple[Bool, ...], _bools, _listed)]
PartList = Annotated[U16s, Held(tuple[Part, ...], _u16s, _listed)]
BlockList = Annotated[U64s, Held(tuple[Block, ...], _u64s, _listed)]
AlphaRaoList = Annotated[U64s, Held(tuple[AlphaRao, ...], _u64s, _listed)]
BitsList = Annotated[Raw, Held(tuple[Bits, ...], _raws, _listed)]
ShareList = Annotated[Raw, Held(tuple[Share, ...], _raws, _listed)]
