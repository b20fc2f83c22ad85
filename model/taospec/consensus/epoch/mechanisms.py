"""Mechanisms: several epochs that share one subnet's emission, and one record of their results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import numpy as np

from taospec.consensus.arrays import U16_MAX, U16s, U64s
from taospec.consensus.epoch.records import EpochOutput
from taospec.consensus.quantities import AlphaRaoList, BoolList, PartList
from taospec.domain import checked
from taospec.numbers import raw
from taospec.numbers.formats import U64F64
from taospec.quantities import U8, U16, IfStated, Rao
from taospec.rules import rule
from taospec.wire import Record

U64_MAX = 2**64 - 1
NETUIDS = 4096
"""Storage indices from one mechanism of a subnet to the next."""

_32 = np.uint64(32)
_SATURATING = 1 << 80  # a U64F64 weight with which any u16 but 0 becomes the largest u16


@checked
def storage_index(netuid: U16, mechanism: U8) -> int:
    """The u16 under which weights, bonds, updates and incentives of a mechanism are stored."""
    return min(min(mechanism * NETUIDS, U16_MAX) + netuid, U16_MAX)


@rule("CON-43", "CON-63")
@checked
def split_emission(emission: Rao, count: U8, split: Sequence[U16] | None = None) -> list[int]:
    """Rao of emission for each mechanism.

    Args:
        emission: rao of the subnet.
        count: number of mechanisms.
        split: stored u16 parts, or None for equal ones. Any list is used as it is, cut or padded
            with zeros: parts that sum to more than 65535 hand out more than there is.

    Returns:
        `count` amounts. What the floors leave over goes to the first mechanism.
    """
    if split is None:
        amounts = [emission // count] * count if count else []
    else:
        amounts = [emission * part // U16_MAX for part in split[:count]]
        amounts += [0] * (count - len(amounts))
    rest = max(0, emission - (sum(amounts) & U64_MAX))
    return [min(amounts[0] + rest, U64_MAX), *amounts[1:]] if amounts else []


@rule("CON-44")
def mechanism_weight(share: int, emission: int, mechanism: int) -> int:
    """U64F64 bits of a mechanism's part of the emission; all to the first where there is none."""
    layout = U64F64.layout
    part = raw.checked_div(raw.from_int(share, layout), raw.from_int(emission, layout), layout)
    if part is not None:
        return part
    return 0 if mechanism else layout.one


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class SubnetOutput(Record):
    """Results of a mechanism as far as the chain records them for the subnet, or of all together.

    One element a uid. Incentive and bonds stay with each mechanism.

    Attributes:
        active: whether the uid updated within the activity cutoff.
        stake_weight: share of all stake, 65535 being one.
        validator_permits: the permits for the next epoch.
        consensus: largest weight that a majority supports, 65535 being one.
        validator_trust: sum of the clipped weights that the uid gave, 65535 being one.
        rank: share of all ranks, 65535 being one; not from `authorfee` on.
        trust: rank in parts of the rank without clipping, 65535 being one; not from `authorfee` on.
        dividends: share of all dividends, 65535 being one.
        server_emission: alpha rao for mining.
        validator_emission: alpha rao for validating.
        emission: alpha rao recorded for the uid.
        pruning_scores: recorded part of the emission, the largest of a mechanism being 65535; not
            from `authorfee` on.
    """

    active: BoolList
    stake_weight: PartList
    validator_permits: BoolList
    consensus: PartList
    validator_trust: PartList
    rank: Annotated[PartList | None, IfStated] = None
    trust: Annotated[PartList | None, IfStated] = None
    dividends: PartList
    server_emission: AlphaRaoList
    validator_emission: AlphaRaoList
    emission: AlphaRaoList
    pruning_scores: Annotated[PartList | None, IfStated] = None


@rule("CON-44", "CON-45", "CON-62")
def merge(
    results: Sequence[EpochOutput | SubnetOutput], shares: Sequence[int], emission: int
) -> SubnetOutput:
    """Weighted sums of the mechanisms' results, floored after every mechanism.

    Two equal halves of 65535 make 65534. Emission is weighted too, although each mechanism's is
    already a part of the whole: with two equal mechanisms half of it is recorded. What is paid for
    mining and validating is summed without weights.

    Args:
        results: one epoch's output for each mechanism, of the same n; ranks, trust and scores are
            merged if all of them have them.
        shares: rao each mechanism was given.
        emission: rao of the subnet.
    """
    weights = [mechanism_weight(share, emission, m) for m, share in enumerate(shares)]

    def weighted(name: str) -> U16s:
        return _weighted_sum([getattr(result, name) for result in results], weights)

    def scored(name: str) -> U16s | None:
        return None if any(getattr(result, name) is None for result in results) else weighted(name)

    def whole(name: str) -> U64s:
        columns = zip(*(getattr(result, name).tolist() for result in results), strict=True)
        return np.array([min(sum(column), U64_MAX) for column in columns], dtype=np.uint64)

    return SubnetOutput(
        active=np.logical_or.reduce([result.active for result in results]),
        stake_weight=weighted("stake_weight"),
        consensus=weighted("consensus"),
        rank=scored("rank"),
        trust=scored("trust"),
        dividends=weighted("dividends"),
        validator_trust=weighted("validator_trust"),
        pruning_scores=scored("pruning_scores"),
        validator_permits=np.logical_or.reduce([result.validator_permits for result in results]),
        emission=_weighted_amounts([result.emission for result in results], weights),
        server_emission=whole("server_emission"),
        validator_emission=whole("validator_emission"),
    )


def _weighted_sum(vectors: Sequence[U16s], weights: Sequence[int]) -> U16s:
    total = np.zeros(vectors[0].shape, dtype=np.uint64)
    for vector, weight in zip(vectors, weights, strict=True):
        capped = min(weight, _SATURATING)
        high, low = np.uint64(capped >> 32), np.uint64(capped & 0xFFFF_FFFF)  # x·weight: 96 bits
        x = vector.astype(np.uint64)
        total = np.minimum(total + ((x * high + ((x * low) >> _32)) >> _32), U16_MAX)
    return total.astype(np.uint16)


def _weighted_amounts(vectors: Sequence[U64s], weights: Sequence[int]) -> U64s:
    total = [0] * vectors[0].size
    for vector, weight in zip(vectors, weights, strict=True):
        parts = (amount * weight >> 64 for amount in vector.tolist())
        total = [min(sum_ + part, U64_MAX) for sum_, part in zip(total, parts, strict=True)]
    return np.array(total, dtype=np.uint64)
