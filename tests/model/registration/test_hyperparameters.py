"""The hyperparameters as they are stated, beside the storage of the chain itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from taospec.forks import FORKS
from taospec.registration.hyperparameters import Setting, settings

_STORAGE = Path(__file__).parents[2] / "data" / "executed"
# One storage entry holds both rates; MaxWeightsLimit became a constant with another value.
_ELSEWHERE = {"AlphaHigh": ("AlphaValues", 1), "AlphaLow": ("AlphaValues", 0)}


def _stored(fork: str, setting: Setting) -> int:
    entries = json.loads((_STORAGE / f"storage-{fork}.json").read_text(encoding="utf-8"))
    name, place = _ELSEWHERE.get(setting.name, (setting.name, None))
    default = entries[name]["default"]
    value = default if place is None else default[place]
    return 0 if value == "Burn" else int(value)


@pytest.mark.parametrize("fork", list(FORKS))
def test_the_defaults_are_those_of_the_chains_storage(fork: str) -> None:
    wrong = {
        name: (setting.default, _stored(fork, setting))
        for name, setting in settings(fork).items()
        if int(_stored(fork, setting)) != setting.default
    }
    assert wrong == {}


@pytest.mark.parametrize("fork", list(FORKS))
def test_every_bound_names_an_entry_of_the_storage_and_lies_in_the_type(fork: str) -> None:
    entries = json.loads((_STORAGE / f"storage-{fork}.json").read_text(encoding="utf-8"))
    for setting in settings(fork).values():
        for bound in setting.bounds:
            assert bound.other in {"", "AlphaHigh", *entries}, setting.name
            assert bound.number is None or setting.low <= bound.number <= setting.high
        assert setting.by_owner or setting.by_root
        assert not (setting.limit and not setting.by_owner)


def test_what_nobody_can_set_any_more_is_not_there() -> None:
    assert "MaxWeightsLimit" in settings("dereg")
    assert "MaxWeightsLimit" not in settings("flow")
    assert not settings("flow")["Kappa"].by_owner
    assert settings("dereg")["Kappa"].by_owner
