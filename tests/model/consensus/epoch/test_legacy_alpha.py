"""Liquid alpha of classic bonds, as the fork dtao has it."""

from __future__ import annotations

import numpy as np
import pytest
from oracles import fixed as oracle

from taospec.consensus.arrays import ONE, Raw
from taospec.consensus.epoch.legacy_alpha import legacy_liquid_rate, log_odds, logistic, quantile

LOW, HIGH = 3_006_509_875, 3_865_503_334


def bits(*values: float) -> Raw:
    return np.array([round(value * ONE) for value in values], dtype=np.int64)


@pytest.mark.parametrize(
    ("values", "quarters", "expected"),
    [
        ([7], 3, 7),
        ([1, 9], 1, 3),
        ([9, 1], 3, 7),
        ([4, 1, 3, 2, 0], 1, 1),
        ([4, 1, 3, 2, 0], 3, 3),
        ([0, 0, 0, 1], 3, 0),
        ([0, 0, 1, 1], 1, 0),
        ([0, 8, 16], 4, 16),
    ],
)
def test_quantiles(values: list[int], quarters: int, expected: int) -> None:
    assert quantile(np.array(values), quarters) == expected


def test_the_curve_through_the_quartiles() -> None:
    consensus = np.array([858993459] * 2 + [429496729] * 6)  # a fifth and a tenth, floored
    assert (quantile(consensus, 1), quantile(consensus, 3)) == (429496729, 536870911)
    assert logistic(LOW, HIGH, 429496729, 536870911) == (231923970663, 19553124346)
    rate = legacy_liquid_rate(consensus, 45875, 58982)
    assert rate is not None
    rates = [3865503334] * 2 + [3006509884] * 6
    assert np.asarray(rate.new).tolist() == rates
    assert np.asarray(rate.old).tolist() == [ONE - rate for rate in rates]


def test_odds_that_have_no_logarithm() -> None:
    assert log_odds(ONE) == 0  # the odds are 0
    assert log_odds(ONE // 2) == 0  # the odds are 1, whose logarithm is 0
    assert log_odds(ONE // 4) == oracle.ln(3 * ONE)


@pytest.mark.parametrize(("low", "high"), [(0, HIGH), (LOW, 0)])
def test_a_flat_curve(low: int, high: int) -> None:
    """A bound of zero, or quartiles that do not differ, give one half before the clamp."""
    assert logistic(low, high, 429496729, 536870911) == (0, 0)
    assert logistic(LOW, HIGH, 5, 5) == (0, 0)
    rate = legacy_liquid_rate(bits(0.1, 0.1), 1638, 58982)
    assert rate is not None
    assert np.asarray(rate.new).tolist() == [ONE // 2] * 2


def test_no_hold_in_consensus() -> None:
    assert legacy_liquid_rate(bits(0, 0, 0), 45875, 58982) is None
    assert legacy_liquid_rate(bits(0, 0, 0, 0, 0.5), 45875, 58982) is None
    assert legacy_liquid_rate(bits(0, 0, 0, 0.5), 45875, 58982) is not None


def test_a_curve_too_steep_for_the_format() -> None:
    """Quartiles one unit apart would need a slope that does not fit, which is read as 0."""
    consensus = np.array([0, 0, 1, 1, ONE])
    odds = oracle.ln(oracle.div(ONE, LOW) - ONE)
    assert logistic(LOW, HIGH, 0, 1) == (0, odds) == (0, -3639272687)
    rate = legacy_liquid_rate(consensus, 45875, 58982)
    assert rate is not None
    assert len(set(np.asarray(rate.new).tolist())) == 1
