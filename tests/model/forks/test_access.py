"""Forks, their timeline and their constants."""

from __future__ import annotations

import pytest

from taospec.constants import Constants, constants
from taospec.errors import UnknownForkError
from taospec.forks import FORKS, fork
from taospec.timeline import default_fork, specified, timeline


def test_the_timeline_names_sixteen_forks_in_order() -> None:
    entries = list(timeline().values())
    assert len(entries) == 16
    assert [entry.spec_version for entry in entries] == sorted(e.spec_version for e in entries)
    assert [entry.date for entry in entries] == sorted(entry.date for entry in entries)


def test_the_model_composes_exactly_the_specified_forks() -> None:
    assert tuple(FORKS) == specified()


def test_without_a_name_the_default_fork_is_meant() -> None:
    assert default_fork() == "dereg"
    assert fork() is FORKS["dereg"]


def test_a_fork_that_is_only_planned_says_so() -> None:
    with pytest.raises(UnknownForkError, match="planned, not specified yet"):
        fork("balancer")


@pytest.mark.parametrize("name", specified())
def test_every_constant_has_both_columns_a_unit_and_a_source(name: str) -> None:
    values = constants(name)
    assert isinstance(values, Constants)
    for key in values:
        entry = values.entry(key)
        assert key == key.upper()
        assert entry.unit
        assert "@" in entry.source[0]
        assert values[key] == entry.mainnet
