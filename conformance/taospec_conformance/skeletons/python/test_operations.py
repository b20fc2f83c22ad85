"""Tests of your own; taospec brings its vectors besides."""

from operations import OPERATIONS


def test_emission_halves_at_the_threshold() -> None:
    emission = OPERATIONS["supply.block_emission"]
    at, before = str(10_500_000 * 10**9), str(10_500_000 * 10**9 - 1)
    assert emission("dereg", {"total_issuance": at}) == {"emission": "500000000"}
    assert emission("dereg", {"total_issuance": before}) == {"emission": "1000000000"}
