"""Max-upscale: the largest becomes 65535, by one of two branches."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import numpy as np
import pytest

from taospec.consensus.arrays import ONE
from taospec.consensus.upscale import max_upscale, max_upscale_u16, pruning_scores

LARGEST = 2**63 - 1


def single(*values: float) -> list[int]:
    """Raw bits of single-precision literals, as the chain's own tests write them."""
    return [round(Fraction(float(np.float32(value))) * ONE) for value in values]


@pytest.mark.parametrize(
    ("bits", "expected"),
    [
        (single(0, 0.000016, 1), [0, 1, 65535]),
        (single(1e-9, 1e-9), [65535, 65535]),
        (single(0, 1e-9), [0, 65535]),
        (
            single(1e-6, 6e-6, 7e-6, 1e-4, 0.001, 0.01, 0.1, 0.2, 0.3, 0.4),
            [0, 1, 1, 16, 164, 1638, 16384, 32768, 49151, 65535],
        ),
        (single(0, 0.5, 1, 1.5, 2, 32768), [0, 1, 2, 3, 4, 65535]),
        (single(0, 0.5, 1, 1.5, 2, 32768, 32769), [0, 1, 2, 3, 4, 65533, 65535]),
        ([*single(0, 1, 32768, 32769), LARGEST], [0, 0, 1, 1, 65535]),
        ([0, 0], [0, 0]),
        ([1, 0], [65535, 0]),
        ([], []),
    ],
)
def test_fractions(bits: list[int], expected: list[int]) -> None:
    assert max_upscale(bits) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([1], [65535]),
        ([0, 1, 65534], [0, 1, 65535]),
        ([65534], [65535]),
        ([1, 2, 3], [21845, 43690, 65535]),
        ([32767, 32768, 32769], [65531, 65533, 65535]),
        ([16384, 32768], [32768, 65535]),
        ([20000, 40000], [32767, 65535]),
        ([0, 0, 0], [0, 0, 0]),
        ([5, 0, 65535], [5, 0, 65535]),
        ([], []),
    ],
)
def test_whole_numbers(values: list[int], expected: list[int]) -> None:
    assert max_upscale_u16(values) == expected
    assert max_upscale_u16(expected) == expected


def test_negative_numbers_of_absurd_states() -> None:
    assert max_upscale([-ONE, 0]) == [0, 0]
    assert max_upscale([-ONE, ONE]) == [0, 65535]
    # all negative: the quotients are positive, and the one farthest below is cut
    assert max_upscale([-ONE, -2 * ONE]) == [65535, 65535]


def test_pruning_scores_are_the_same_scaling() -> None:
    rng = Random(4)  # noqa: S311 - reproducible cases, no secrets
    shares = [rng.randrange(ONE + 1) for _ in range(500)] + [0, 1, ONE]
    expected = max_upscale(shares)
    assert pruning_scores(np.array(shares)).tolist() == expected
    assert pruning_scores(np.array(shares, dtype=object)).tolist() == expected
    assert pruning_scores(np.array([0, 0])).tolist() == [0, 0]
    assert pruning_scores(np.array([1, 0])).tolist() == [65535, 0]
    assert pruning_scores(np.array([], dtype=np.int64)).tolist() == []


def test_pruning_scores_round_half_up() -> None:
    assert pruning_scores(np.array([1, 2 * 65535])).tolist() == [1, 65535]
    assert pruning_scores(np.array([1, 2 * 65535 + 1])).tolist() == [0, 65535]
