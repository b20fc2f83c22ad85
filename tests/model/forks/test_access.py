"""Forks, their timeline and their constants."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import fields

import pytest

from taospec.constants import Constants, constants
from taospec.errors import TaospecError, UnknownForkError
from taospec.forks import FORKS, Fork, access, fork
from taospec.forks.access import composed
from taospec.timeline import default_fork, drafted, specified, timeline


def test_the_timeline_names_twenty_six_forks_in_order() -> None:
    entries = list(timeline().values())
    assert len(entries) == 26
    assert [entry.spec_version for entry in entries] == sorted(e.spec_version for e in entries)
    assert [entry.date for entry in entries] == sorted(entry.date for entry in entries)


def test_the_model_composes_exactly_the_specified_forks() -> None:
    assert tuple(FORKS) == specified()
    assert tuple(composed()) == (*specified(), *drafted())


@pytest.mark.parametrize("name", specified())
def test_a_fork_has_the_parts_that_the_changelog_composes(name: str) -> None:
    access._named.cache_clear()
    assert fork(name) == composed()[name]
    assert type(fork(name)) is Fork
    for slot in fields(Fork)[1:]:
        assert getattr(fork(name), slot.name) is getattr(composed()[name], slot.name)


def test_the_parts_are_composed_when_the_first_is_asked_for() -> None:
    program = """
import sys, taospec
rules = taospec.fork("flow")
print(rules.name, rules.constants["TEMPO"], len(taospec.forks.FORKS) > 3)
print([name for name in ("numpy", "taospec.consensus", "taospec.network") if name in sys.modules])
print(rules.supply.curve_order.__name__, "taospec.network" in sys.modules)
"""
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert run.stdout.splitlines() == ["flow 360 True", "[]", "storage_order True"]


def test_a_fork_that_is_specified_and_not_composed_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(access, "composed", dict)
    access._named.cache_clear()
    with pytest.raises(TaospecError, match=r"flow is specified in .*, but not composed"):
        fork("flow").supply  # noqa: B018 - the access is the test
    access._named.cache_clear()


def test_what_no_fork_has_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="emission"):
        fork("flow").emission  # type: ignore[attr-defined]  # noqa: B018 - the same


def test_without_a_name_the_default_fork_is_meant() -> None:
    assert default_fork() == specified()[-1]
    assert fork() is FORKS[default_fork()]


def test_a_fork_that_is_only_planned_says_so() -> None:
    with pytest.raises(UnknownForkError, match="planned, not specified yet"):
        fork("subsidy")


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
