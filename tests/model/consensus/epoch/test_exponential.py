"""The exponential function on arrays is the library's."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from taospec.consensus.arrays import ONE
from taospec.consensus.epoch.exponential import SERIES_LIMIT, exp_or_zero, reciprocal
from taospec.numbers.formats import I32F32
from taospec.numbers.transcendental import exp

Q = I32F32.layout
GOLDEN = {
    1: 4294967297,
    -1: 4294967295,
    ONE // 2: 7081203935,
    -ONE // 2: 2605029348,
    ONE: 11674931200,
    ONE - 1: 11674931544,
    ONE + 1: 11674931552,
    -ONE: 1580030169,
    2 * ONE: 31735754285,
    -2 * ONE: 581260615,
    5 * ONE: 637429664624,
    -10 * ONE: 194991,
    20 * ONE: 2066907302758576256,
    -20 * ONE: 8,
    SERIES_LIMIT: 4994766200130743759,
    -SERIES_LIMIT: 3,
    SERIES_LIMIT + 1: 0,
    -SERIES_LIMIT - 1: 0,
    Q.high: 0,
    Q.low: 0,
    0: ONE,
}


def test_goldens() -> None:
    powers = np.array(list(GOLDEN), dtype=np.int64)
    assert exp_or_zero(powers).tolist() == list(GOLDEN.values())


@pytest.mark.parametrize("bound", [SERIES_LIMIT + 9, 9 * ONE, 5 * ONE, ONE, ONE // 9, 999, 0])
def test_random_powers(bound: int) -> None:
    rng = Random(2)  # noqa: S311 - reproducible cases, no secrets
    powers = [rng.randint(-bound, bound) for _ in range(2000)]
    expected = [exp(power, Q) or 0 for power in powers]
    assert exp_or_zero(np.array(powers, dtype=np.int64)).tolist() == expected


def test_the_limit_is_where_the_series_fails() -> None:
    assert exp(SERIES_LIMIT, Q) is not None
    assert exp(SERIES_LIMIT + 1, Q) is None
    assert exp(-SERIES_LIMIT - 1, Q) is None


def test_reciprocals() -> None:
    values = [ONE, ONE + 1, 2 * ONE, 2 * ONE - 1, 3 * ONE, 2**62, 2**63 - 1, 2**40 - 1]
    expected = [2**64 // value for value in values]
    assert reciprocal(np.array(values, dtype=np.int64)).tolist() == expected
