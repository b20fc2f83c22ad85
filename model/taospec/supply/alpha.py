"""The same curve for the alpha of each subnet, and the storage item that the two curves share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from taospec.bulk import bulk
from taospec.domain import checked
from taospec.numbers.raw import U64
from taospec.numbers.words import Numbers, Words, sums
from taospec.quantities import AlphaRao, Rao
from taospec.rules import rule
from taospec.supply.emission import TOTAL_SUPPLY, block_emission
from taospec.wire import Record


@dataclass(frozen=True, slots=True)
class AlphaReserves(Record):
    """The counters of a subnet's alpha.

    Attributes:
        alpha_in: `SubnetAlphaIn`, alpha that the protocol holds in the pool.
        alpha_in_provided: `SubnetAlphaInProvided`, alpha that users hold in the pool.
        alpha_out: `SubnetAlphaOut`, alpha outside the pool.
    """

    alpha_in: AlphaRao
    alpha_in_provided: AlphaRao
    alpha_out: AlphaRao


@rule("SUP-11")
def pool_and_outstanding(alpha_in: int, _provided: int, alpha_out: int) -> int:
    """Alpha issuance: the protocol's pool side and what is outside, saturating."""
    return _saturating_sum(alpha_in, alpha_out)


@rule("SUP-11")
def with_provided(alpha_in: int, provided: int, alpha_out: int) -> int:
    """Alpha issuance that counts what users have put into the pool as well, saturating."""
    return _saturating_sum(_saturating_sum(alpha_in, provided), alpha_out)


@bulk(pool_and_outstanding)
def all_pools_and_outstanding(alpha_in: Numbers, _provided: Numbers, alpha_out: Numbers) -> Words:
    """`pool_and_outstanding` of many, each a counter."""
    return sums(*_counters(alpha_in, alpha_out))


@bulk(with_provided)
def all_with_provided(alpha_in: Numbers, provided: Numbers, alpha_out: Numbers) -> Words:
    """`with_provided` of many, each a counter."""
    inside, beside, outside = _counters(alpha_in, provided, alpha_out)
    return sums(sums(inside, beside), outside)


def _counters(*columns: Numbers) -> list[Words]:
    return [np.asarray(column, dtype=np.uint64) for column in columns]


def _saturating_sum(a: int, b: int) -> int:
    total = a + b
    return U64.high if total > U64.high else total


@rule("SUP-12")
@checked
def stored_block_emission(stored: Rao, issuances: Sequence[Rao]) -> Rao:
    """What the storage item `BlockEmission` holds after the curve was evaluated so often.

    Args:
        stored: what it held before.
        issuances: every issuance of the block in the order of evaluation, TAO first.

    An issuance at or above the total supply answers zero without storing it.
    """
    for issuance in reversed(issuances):
        if issuance < TOTAL_SUPPLY:
            return block_emission(issuance)
    return stored


@rule("SUP-12")
def storage_order(netuid: int) -> tuple[int, int]:
    """Sort key of a subnet where the chain walks its storage: low byte of the id first."""
    return netuid & 0xFF, netuid >> 8


@rule("SUP-12")
def numeric_order(netuid: int) -> tuple[int, int]:
    """Sort key of a subnet where the chain walks a sorted map: the id itself."""
    return netuid >> 8, netuid & 0xFF
