"""The emission: closed form, vectorised form, and the chain's own pipeline."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from taospec.operations.catalogue import execute
from taospec.supply import as_executed
from taospec.supply.emission import (
    ERAS,
    THRESHOLDS,
    TOTAL_SUPPLY,
    block_emission,
    block_emissions,
    thresholds_reached,
)
from taospec.timeline import specified

_U64 = st.integers(0, 2**64 - 1)
_NEAR = st.builds(
    lambda threshold, offset: threshold + offset,
    st.sampled_from(THRESHOLDS),
    st.integers(-1_000, 1_000),
)


def test_thresholds_are_the_smallest_issuances_that_leave_so_little() -> None:
    for era, threshold in enumerate(THRESHOLDS, start=1):
        assert (TOTAL_SUPPLY - threshold) * 2**era <= TOTAL_SUPPLY
        assert (TOTAL_SUPPLY - threshold + 1) * 2**era > TOTAL_SUPPLY


def test_the_last_threshold_ends_the_emission() -> None:
    assert len(THRESHOLDS) == ERAS == 30
    assert THRESHOLDS[-1] == 20_999_999_980_442_226
    assert block_emission(THRESHOLDS[-1] - 1) == 1
    assert block_emission(THRESHOLDS[-1]) == 0


@pytest.mark.parametrize("offset", [-2, -1, 0, 1, 2])
def test_the_chains_pipeline_agrees_around_every_threshold(offset: int) -> None:
    for threshold in THRESHOLDS:
        issuance = threshold + offset
        assert as_executed.block_emission(issuance) == block_emission(issuance)


@pytest.mark.parametrize("issuance", [0, 1, TOTAL_SUPPLY - 1, TOTAL_SUPPLY, 2**63, 2**64 - 1])
def test_the_chains_pipeline_agrees_at_the_edges(issuance: int) -> None:
    assert as_executed.block_emission(issuance) == block_emission(issuance)


@given(st.one_of(_U64, _NEAR, st.integers(0, TOTAL_SUPPLY)))
def test_the_chains_pipeline_agrees_everywhere(issuance: int) -> None:
    assert as_executed.block_emission(issuance) == block_emission(issuance)


@given(st.lists(st.one_of(_U64, _NEAR), min_size=1, max_size=50))
def test_the_vectorised_form_agrees(issuances: list[int]) -> None:
    array = np.array(issuances, dtype=np.uint64)
    assert block_emissions(array).tolist() == [block_emission(issuance) for issuance in issuances]
    assert block_emissions(array).dtype == np.uint64


def test_the_vectorised_form_keeps_the_shape() -> None:
    array = np.array([[0, THRESHOLDS[0]], [THRESHOLDS[1], 2**64 - 1]], dtype=np.uint64)
    expected = [[1_000_000_000, 500_000_000], [250_000_000, 0]]
    assert block_emissions(array).tolist() == expected


@given(_U64, _U64)
def test_more_coins_never_mean_more_emission(one: int, other: int) -> None:
    less, more = sorted((one, other))
    assert block_emission(more) <= block_emission(less)


@given(st.one_of(_NEAR, st.integers(0, THRESHOLDS[-1] - 1)))
def test_a_block_crosses_one_threshold_at_most(issuance: int) -> None:
    after = issuance + block_emission(issuance)
    assert thresholds_reached(after) <= thresholds_reached(issuance) + 1


def test_the_operation_is_the_same_in_every_fork() -> None:
    given = {"total_issuance": str(THRESHOLDS[0])}
    answers = [execute(fork, "supply.block_emission", given) for fork in specified()]
    assert answers == len(specified()) * [{"ok": {"emission": "500000000"}}]


def test_the_lump_of_an_era_overshoots_the_end() -> None:
    """The chain's own bounds test adds the emission of 10,500,000 blocks at a time."""
    issuance = 0
    for _ in range(100):
        issuance += block_emission(issuance) * 10_500_000
    assert issuance == 20_999_999_989_500_000
