"""How fast an epoch is, exact and in floating point.

The floating-point epoch takes the same steps on the same layout and is good for nothing else: it
shows what exactness costs. Inputs are decoded once; what decoding and encoding cost is shown apart.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from functools import cache
from random import Random
from typing import Any

import numpy as np
import pytest
from benchmarking import Tell, fastest
from numpy.typing import NDArray

from taospec.consensus.epoch.records import EpochInput
from taospec.consensus.epoch.yuma import epoch
from taospec.forks import fork
from taospec.operations.catalogue import execute

Floats = NDArray[np.float64]
RULES = fork("flow").consensus.epoch
SIZES = {"n=256 dense": (256, 64, 1.0), "n=4096 at 5 %": (4096, 64, 0.05)}
CLASSIC, LIQUID = "classic", "yuma3 with liquid alpha"


def _best(run: Callable[[], object], rounds: int) -> float:
    """Milliseconds of the fastest round, which is the one least disturbed by neighbours."""
    durations = []
    for _ in range(rounds):
        start = time.perf_counter()
        run()
        durations.append(time.perf_counter() - start)
    return 1000 * min(durations)


@cache
def wire_epoch(size: str, mode: str) -> Mapping[str, Any]:
    """An epoch in wire form: validators with stake, weights and bonds, miners without."""
    n, validators, density = SIZES[size]
    rng = Random(n)  # noqa: S311 - reproducible cases, no secrets

    def rows() -> list[tuple[int, list[tuple[int, int]]]]:
        return [
            (i, [(j, rng.randrange(1, 65536)) for j in range(n) if rng.random() < density])
            for i in range(validators)
        ]

    return {
        "n": n,
        "block": "100000",
        "tempo": 360,
        "activity_cutoff": 5000,
        "stake": [str(rng.randrange(10**9, 10**14) << 64) for _ in range(validators)]
        + ["0"] * (n - validators),
        "stake_threshold": "1000",
        "max_allowed_validators": validators,
        "owner_uid": 0,
        "kappa": 32767 if density == 1.0 else 1500,  # few raters never make a majority
        "bonds_penalty": 65535,
        "bonds_moving_average": "900000",
        "yuma3": mode == LIQUID,
        "liquid_alpha": mode == LIQUID,
        "alpha_low": 45875,
        "alpha_high": 58982,
        "alpha_sigmoid_steepness": 1000,
        "commit_reveal": True,
        "commit_blocks": [],
        "emission": "148000000000",
        "last_update": ["99990"] * n,
        "block_at_registration": ["5"] * n,
        "validator_permits": [i < validators for i in range(n)],
        "weights": rows(),
        "bonds": rows(),
    }


def shares(values: Floats, axis: int) -> Floats:
    """Each value over the sum along the axis, 0 where that is 0."""
    total = values.sum(axis=axis, keepdims=True)
    quotients: Floats = np.divide(values, total, out=np.zeros_like(values), where=total != 0)
    return quotients


def float_consensus(weights: Floats, stake: Floats, kappa: float) -> Floats:
    """The largest weight of each column that stake of κ supports."""
    order = np.argsort(-weights, axis=0)
    support = np.cumsum(stake[order], axis=0)
    first = np.argmax(support >= kappa, axis=0)
    largest: Floats = weights[order[first, np.arange(first.size)], np.arange(first.size)]
    return largest


def float_bonds(given: EpochInput, weights: Floats, old: Floats, consensus: Floats) -> Floats:
    """Yuma3 bonds with liquid alpha."""
    low, high = given.alpha_low / 65535, given.alpha_high / 65535
    moved = np.where(weights >= old, weights - consensus, old - weights).clip(0, 1)
    curve = 1 / (1 + np.exp(given.alpha_sigmoid_steepness / -100 * (moved - 0.5)))
    rate = low + curve * (high - low)
    return np.minimum(rate * weights + (1 - rate) * old, 1) * (weights > 0)


def float_epoch(given: EpochInput) -> tuple[NDArray[np.uint16], ...]:
    """The steps of an epoch in double precision."""
    registered = given.block_at_registration
    stake = shares(np.array([bits >> 64 for bits in given.stake], dtype=np.float64), 0)
    votes = stake * (given.last_update + np.uint64(given.activity_cutoff) >= given.block)
    votes = shares(votes * given.validator_permits, 0)
    holders = np.union1d(given.weights.holders(), given.bonds.holders())
    mine = votes[holders]
    rows = given.weights.matrix(holders, given.n).values.astype(np.float64)
    others = np.flatnonzero(holders != given.owner_uid)
    rows[others, holders[others]] = 0
    rows *= given.last_update[holders, np.newaxis] > registered
    rows *= given.oldest_commits()[holders, np.newaxis] >= registered
    weights = shares(rows, 1)
    preranks = mine @ weights
    consensus = float_consensus(weights, mine, given.kappa / 65535)
    clipped = np.minimum(weights, consensus)
    ranks = mine @ clipped
    trust = np.divide(ranks, preranks, out=np.zeros_like(ranks), where=preranks != 0)
    incentive = shares(ranks, 0)
    old = given.bonds.matrix(holders, given.n).values.astype(np.float64)
    old *= np.uint64(given.block - given.tempo) > registered
    if given.yuma3:
        stored = float_bonds(given, clipped, old / 65535, consensus)
        earned = (shares(stored, 0) @ incentive) * mine
    else:
        rate = 1 - given.bonds_moving_average / 10**6
        bought = shares(mine[:, np.newaxis] * clipped, 0)
        held = shares(rate * bought + (1 - rate) * shares(old, 0), 0)
        earned = held @ incentive
        top = held.max(axis=0)
        stored = np.divide(held, top, out=np.zeros_like(held), where=top != 0)
    dividends = np.zeros(given.n)
    dividends[holders] = shares(earned, 0)
    emission = shares(incentive + dividends, 0)
    results = (stake, consensus, trust, incentive, dividends, emission / emission.max(), stored)
    return tuple((65535 * values).astype(np.uint16) for values in results)


@pytest.mark.parametrize(
    ("size", "mode", "budget", "rounds"),
    [
        ("n=256 dense", CLASSIC, 3, 200),
        ("n=256 dense", LIQUID, 15, 100),
        ("n=4096 at 5 %", CLASSIC, 150, 20),
        ("n=4096 at 5 %", LIQUID, 150, 20),
    ],
)
def test_an_epoch(
    benchmark: Any, tell: Tell, size: str, mode: str, budget: int, rounds: int
) -> None:
    given = EpochInput.from_wire(wire_epoch(size, mode))
    output = benchmark.pedantic(epoch, (given, RULES), rounds=rounds, warmup_rounds=2)
    assert output.incentive.any()
    assert output.dividends.any()
    exact = 1000 * fastest(benchmark)
    floating = _best(lambda: float_epoch(given), rounds)
    decode = _best(lambda: EpochInput.from_wire(wire_epoch(size, mode)), 5)
    encode = _best(output.to_wire, 5)
    tell(
        f"{size}, {mode}: {exact:.2f} ms exact (budget {budget}), {floating:.2f} ms float64, "
        f"ratio {exact / floating:.1f}; decode {decode:.1f} ms, encode {encode:.1f} ms"
    )


@pytest.mark.parametrize(("mode", "budget"), [(CLASSIC, 10), (LIQUID, 13)])
def test_a_whole_request(benchmark: Any, tell: Tell, mode: str, budget: int) -> None:
    """What an adapter in the same process is asked: read, computed and written."""
    given = json.loads(json.dumps(wire_epoch("n=256 dense", mode)))
    answer = benchmark.pedantic(
        execute, ("flow", "consensus.epoch", given), rounds=50, warmup_rounds=2
    )
    assert len(answer["ok"]["bonds"]) == SIZES["n=256 dense"][1]
    tell(f"a request of n=256 dense, {mode}: {1000 * fastest(benchmark):.2f} ms (budget {budget})")


def test_the_float_epoch_takes_the_same_steps() -> None:
    """It differs from the exact one by the roundings only, a part or two in 65535."""
    for mode in (CLASSIC, LIQUID):
        given = EpochInput.from_wire(wire_epoch("n=256 dense", mode))
        output, floating = epoch(given, RULES), float_epoch(given)
        names = ("stake_weight", "consensus", "trust", "incentive", "dividends", "pruning_scores")
        for name, values in zip(names, floating, strict=False):
            exact = getattr(output, name).astype(np.int64)
            assert np.abs(exact - values.astype(np.int64)).max() <= 2, (mode, name)


MEMORY = """
import json, pathlib, sys

def peak():
    status = pathlib.Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024

before = peak()
from taospec.consensus.epoch.yuma import epoch
from taospec.consensus.epoch.records import EpochInput
from taospec.forks import fork
from taospec.operations.catalogue import execute
libraries = peak()
given = EpochInput.from_wire(json.load(sys.stdin))
for _ in range(3):
    epoch(given, fork("flow").consensus.epoch)
print(libraries - before, peak() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads the peak from /proc")
@pytest.mark.parametrize("mode", [CLASSIC, LIQUID])
def test_memory(benchmark: Any, tell: Tell, mode: str) -> None:
    """What a fresh interpreter grows by: libraries, the decoded message and its epochs."""

    def fresh() -> str:
        return subprocess.run(
            [sys.executable, "-c", MEMORY],
            input=json.dumps(wire_epoch("n=256 dense", mode)),
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    libraries, whole = map(float, benchmark.pedantic(fresh, rounds=1).split())
    tell(f"{mode}: {whole:.0f} MB above the interpreter (budget 60), libraries {libraries:.0f} MB")
