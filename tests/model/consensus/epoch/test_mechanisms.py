"""Several mechanisms: how emission is split, and results are merged."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest
from support import PLAIN, output

from taospec.consensus.epoch.mechanisms import (
    SubnetOutput,
    mechanism_weight,
    merge,
    split_emission,
    storage_index,
)
from taospec.consensus.epoch.records import EpochOutput

U64_MAX = 2**64 - 1
WHOLE = 1 << 64


@pytest.mark.parametrize(
    ("emission", "count", "split", "expected"),
    [
        (25, 5, None, [5, 5, 5, 5, 5]),
        (10, 4, None, [4, 2, 2, 2]),
        (19, 5, [3450, 6899, 10348, 17247, 27594], [1, 2, 3, 5, 8]),
        (1000, 3, [65535], [1000, 0, 0]),
        (10**9, 2, [16383, 49152], [249988556, 750011444]),
        (1000, 1, [0, 65535], [1000]),
        (1000, 2, [65535, 65535], [1000, 1000]),
        (1000, 2, [0, 30000], [543, 457]),
        (U64_MAX, 2, [65535, 65535], [U64_MAX, U64_MAX]),
        (0, 2, None, [0, 0]),
        (7, 0, None, []),
    ],
)
def test_splitting(emission: int, count: int, split: list[int] | None, expected: list[int]) -> None:
    assert split_emission(emission, count, split) == expected


def test_storage_indices() -> None:
    assert storage_index(3, 0) == 3
    assert storage_index(3, 2) == 8195
    assert storage_index(4095, 15) == 65535


def result(**vectors: list[int] | list[bool]) -> EpochOutput:
    """An epoch's output of three uids with some vectors given."""
    plain = output(PLAIN)
    changed: dict[str, Any] = {
        name: np.array(values, dtype=getattr(plain, name).dtype) for name, values in vectors.items()
    }
    return replace(plain, **changed)


def _listed(vector: Any) -> list[int]:
    """What a vector of scores holds, which forks of before `authorfee` have."""
    assert vector is not None
    return list(vector.tolist())


def test_one_mechanism_is_itself() -> None:
    only = output(PLAIN)
    merged = merge([only], [10**9], 10**9)
    for field in fields(SubnetOutput):
        assert getattr(merged, field.name).tolist() == getattr(only, field.name).tolist()


def test_two_equal_halves_lose_a_unit() -> None:
    half = result(rank=[65535, 1, 2], emission=[100, 7, 1])
    merged = merge([half, half], [500, 500], 1000)
    assert _listed(merged.rank) == [65534, 0, 2]
    # recorded emission is weighted although it was split before: half is missing
    assert merged.emission.tolist() == [100, 6, 0]
    assert merged.server_emission.tolist() == (2 * half.server_emission).tolist()
    assert merged.validator_emission.tolist() == (2 * half.validator_emission).tolist()


def test_an_uneven_split() -> None:
    shares = split_emission(10**9, 2, [16383, 49152])
    weights = [mechanism_weight(share, 10**9, m) for m, share in enumerate(shares)]
    assert weights == [4611474913888208371, 13835269159821343244]
    first, second = result(trust=[65535, 39321, 0]), result(trust=[65535, 13107, 0])
    assert _listed(merge([first, second], shares, 10**9).trust) == [65534, 19659, 0]


def test_every_step_is_floored() -> None:
    """Three thirds of 2 are 0 + 0 + 0, not 1 or 2."""
    third = result(consensus=[2, 3, 65535])
    merged = merge([third] * 3, [100] * 3, 300)
    assert merged.consensus.tolist() == [0, 0, 65532]


def test_all_64_bits_of_a_weight_count() -> None:
    """A weight of 281479271743490 / 2**64 is the least that makes a unit of 65535."""
    largest = result(rank=[65535, 65534, 0])
    assert _listed(merge([largest], [281479271743490], U64_MAX).rank) == [1, 0, 0]
    assert _listed(merge([largest], [281479271743489], U64_MAX).rank) == [0, 0, 0]


def test_flags_are_united() -> None:
    first = result(active=[True, False, False], validator_permits=[False, False, True])
    second = result(active=[False, True, False], validator_permits=[False, False, False])
    merged = merge([first, second], [1, 1], 2)
    assert merged.active.tolist() == [True, True, False]
    assert merged.validator_permits.tolist() == [False, False, True]


def test_without_emission_the_first_mechanism_counts() -> None:
    assert [mechanism_weight(0, 0, m) for m in range(3)] == [WHOLE, 0, 0]
    first, second = result(rank=[5, 6, 7]), result(rank=[1, 2, 3])
    assert _listed(merge([first, second], [0, 0], 0).rank) == [5, 6, 7]


def test_sums_of_payments_saturate() -> None:
    rich = result(server_emission=[U64_MAX, 1, 0])
    merged = merge([rich, rich], [1, 1], 2)
    assert merged.server_emission.tolist() == [U64_MAX, 2, 0]


def test_shares_above_the_emission_saturate() -> None:
    rich = result(rank=[65535, 1, 0], emission=[U64_MAX, 1, 0])
    merged = merge([rich, rich], [U64_MAX, 4], 2)
    assert _listed(merged.rank) == [65535, 65535, 0]
    assert merged.emission.tolist() == [U64_MAX, U64_MAX // 2 + 2, 0]
