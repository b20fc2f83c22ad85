"""The model against the oracle on random epochs: two programs, one prose."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from oracles import epoch as oracle
from random_epochs import extreme_epoch, malformed_epoch, random_epoch
from support import answer

KINDS = (random_epoch, extreme_epoch, random_epoch, malformed_epoch, extreme_epoch)


def differences(seeds: range) -> list[tuple[int, str, list[str]]]:
    """Seed, fork and fields of every epoch that the two answer differently."""
    found = []
    for seed in seeds:
        kind = KINDS[seed % len(KINDS)]
        given = kind(Random(seed))  # noqa: S311 - reproducible cases, no secrets
        # early forks panic on malformed state
        for fork in ("dereg",) if kind is malformed_epoch else ("dereg", "dtao"):
            expected, got = oracle.epoch(given, fork), answer(given, fork)
            if expected != got:
                fields = [name for name in expected if expected[name] != got[name]]
                found.append((seed, fork, fields))
    return found


def test_hundreds_of_random_epochs() -> None:
    assert differences(range(200)) == []


@pytest.mark.slow
def test_more_than_ten_thousand_random_epochs() -> None:
    assert differences(range(200, 13_200)) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("n", "validators", "density"), [(256, 64, 1.0), (256, 256, 0.5), (4096, 64, 0.05)]
)
@pytest.mark.parametrize("mode", ["classic", "yuma3", "yuma3-liquid", "dtao-liquid"])
def test_a_large_epoch(n: int, validators: int, density: float, mode: str) -> None:
    given = large_epoch(n, validators, density)
    given["yuma3"], given["liquid_alpha"] = mode.startswith("yuma3"), mode.endswith("liquid")
    fork = "dtao" if mode.startswith("dtao") else "dereg"
    expected = oracle.epoch(given, fork)
    assert any(expected["incentive"])
    assert any(expected["dividends"])
    assert answer(given, fork) == expected


def large_epoch(n: int, validators: int, density: float) -> dict[str, Any]:
    """Validators with rows of the given density, old bonds, and everybody registered long ago."""
    rng = Random(n * validators)  # noqa: S311 - reproducible cases, no secrets

    def some_rows() -> list[list[Any]]:
        return [
            [i, [[j, rng.randrange(65536)] for j in range(n) if rng.random() < density]]
            for i in range(validators)
        ]

    return random_epoch(rng, 2) | {
        "n": n,
        "block": "5000",
        "tempo": 360,
        "activity_cutoff": 5000,
        "stake": [str(rng.randrange(10**15) << 64) for _ in range(n)],
        "stake_threshold": "1000",
        "max_allowed_validators": validators,
        "owner_uid": 0,
        "kappa": 32767 if density >= 0.5 else 1500,  # few raters never make a majority
        "bonds_penalty": rng.choice((0, 40000, 65535)),
        "bonds_moving_average": "900000",
        "alpha_low": 45875,
        "alpha_high": 58982,
        "commit_reveal": True,
        "commit_blocks": [[1, "30"]],
        "last_update": ["4990"] * n,
        "block_at_registration": [str(rng.choice((0, 0, 0, 4990, 40))) for _ in range(n)],
        "validator_permits": [i < validators for i in range(n)],
        "weights": some_rows(),
        "bonds": some_rows(),
    }
