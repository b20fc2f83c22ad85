"""The simulator bactensor/yuma-simulation: several versions of Yuma on tensors of 32-bit floats.

It is not on any package index: `TAOSPEC_YUMA_SIMULATION` names a checkout of it, and torch has to
be there. Its own functions answer, with the subnet's parameters instead of its defaults: classic
epochs by the version that it labels "Yuma 2 (subtensor)", Yuma3 by "Yuma 3 (Rhef+relative bonds)".
As in its own loop, the first epoch of a row has no consensus before it and hence no liquid alpha;
with bonds an epoch is not the first. It keeps its bonds in floats from epoch to epoch. In a row of
epochs, one without weights and bonds is not put to it: see `float_epoch.idle_answer`.

`float_epoch` says what it cannot be asked.
"""

from __future__ import annotations

import os
import sys
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any
from unittest.mock import MagicMock

from taospec.timeline import since, until
from taospec_conformance.adapters import float_epoch
from taospec_conformance.adapters.float_epoch import Given, Parameters, Proportions
from taospec_conformance.asking.protocol import PROTOCOL, UnsupportedError

CHECKOUT = "TAOSPEC_YUMA_SIMULATION"
_REPOSITORY = "https://github.com/bactensor/yuma-simulation"
# What its liquid alpha shares a module with: charts and downloads, which no epoch needs.
_WITH_YUMA3 = since("dereg")  # of the specified forks
_LEFT_OUT = (
    "bittensor",
    "matplotlib",
    "matplotlib.axes",
    "matplotlib.gridspec",
    "matplotlib.pyplot",
    "matplotlib.ticker",
    "pandas",
)


def _checkout() -> Path:
    named = os.environ.get(CHECKOUT)
    if not named or not (Path(named) / "src" / "yuma_simulation").is_dir():
        message = f"{CHECKOUT} must name a checkout of {_REPOSITORY}"
        raise ImportError(message)
    return Path(named)


@contextmanager
def _stand_ins(source: Path) -> Iterator[None]:
    """The checkout's sources before all others, and empty modules for what is left out."""
    kept = {name: sys.modules.get(name) for name in _LEFT_OUT}
    sys.path.insert(0, str(source))
    sys.modules.update({name: MagicMock() for name in _LEFT_OUT})
    try:
        yield
    finally:
        sys.path.remove(str(source))
        for name, module in kept.items():
            del sys.modules[name]
            if module is not None:
                sys.modules[name] = module


_FOLDER = _checkout()
try:
    torch: Any = import_module("torch")
except ImportError as error:
    message = "the adapter yuma_simulation computes with torch: pip install torch"
    raise ImportError(message) from error
torch.set_num_threads(1)  # so that a sum is always taken in one order; the matrices are small
with _stand_ins(_FOLDER / "src"):
    yumas: Any = import_module("yuma_simulation._internal.yumas")
    import_module("yuma_simulation._internal.simulation_utils")


class YumaSimulation:
    """Answers `consensus.epoch` and `consensus.epochs` with the simulator's functions."""

    def describe(self) -> dict[str, Any]:
        """Both operations in the forks that store ranks; it does not tell forks apart."""
        project = tomllib.loads((_FOLDER / "pyproject.toml").read_text("utf-8"))["project"]
        return {
            "protocol": PROTOCOL,
            "adapter": {
                "name": "yuma-simulation",
                "version": f"{project['version']} (torch {torch.__version__})",
                "language": "Python (torch, float32)",
                "homepage": _REPOSITORY,
                "issues": f"{_REPOSITORY}/issues",
            },
            "forks": list(until("authorfee")),
            "operations": ["consensus.epoch", "consensus.epochs"],
            "numeric": "float32",
        }

    def execute(self, fork: str, operation: str, given: Given) -> dict[str, Any]:
        """The simulator's own answer.

        Raises:
            UnsupportedError: it has no such operation, or no notion of what is asked.
        """
        if operation == "consensus.epoch":
            return {"ok": _Subnet(fork).epoch(given)}
        if operation == "consensus.epochs":
            return {"ok": {"epochs": list(_epochs(_Subnet(fork), given))}}
        text = f"yuma-simulation has nothing like {operation}"
        raise UnsupportedError(text)


def _epochs(subnet: _Subnet, given: Given) -> Iterator[dict[str, Any]]:
    state = dict(given["start"])
    for step in given["steps"]:
        stated = {name: value for name, value in step.items() if value is not None}
        if "bonds" in stated:
            subnet.forget()
        state |= stated
        answer = subnet.idle(state) if float_epoch.is_idle(state) else subnet.epoch(state)
        # The bonds stay with the subnet; here they only say in whom somebody has one.
        bonds = [[uid, [[about, 1] for about, _ in row]] for uid, row in answer["bonds"]]
        state |= {"bonds": bonds, "validator_permits": answer["validator_permits"]}
        if stated.get("shown", True):
            yield answer


class _Subnet:
    """The simulator's state between epochs."""

    def __init__(self, fork: str) -> None:
        self._fork = fork
        self._bonds: Any = None
        self._consensus: Any = None

    def forget(self) -> None:
        """Let the bonds of the question count again."""
        self._bonds = self._consensus = None

    def idle(self, given: Given) -> dict[str, Any]:
        """An epoch in which nothing happens, so that the next one is not the first.

        Raises:
            UnsupportedError: something matters in the question that the simulator has not.
        """
        _refuse(float_epoch.inexpressible_idle(given, self._fork))
        self._bonds = torch.zeros(given["n"], given["n"])
        self._consensus = torch.zeros(given["n"])
        return float_epoch.idle_answer(given, self._fork)

    def epoch(self, given: Given) -> dict[str, Any]:
        """The answer to `consensus.epoch`.

        Raises:
            UnsupportedError: something matters in the question that the simulator has not.
        """
        _refuse(float_epoch.inexpressible(given, self._fork))
        proportions = self._yuma3(given) if self._is_yuma3(given) else self._classic(given)
        return float_epoch.answer(given, self._fork, proportions)

    def _is_yuma3(self, given: Given) -> bool:
        return self._fork in _WITH_YUMA3 and bool(given["yuma3"])

    def _classic(self, given: Given) -> Proportions:
        result = self._run(yumas.Yuma, given, float_epoch.classic_bonds(given))
        self._bonds = result["validator_ema_bond"]
        return _proportions(result, float_epoch.by_largest(self._bonds.tolist()))

    def _yuma3(self, given: Given) -> Proportions:
        result = self._run(yumas.Yuma3, given, float_epoch.yuma3_bonds(given))
        self._bonds = result["validator_bonds"]
        return _proportions(result, self._bonds.tolist())

    def _run(self, version: Any, given: Given, bonds: float_epoch.Matrix | None) -> Any:
        """Call a version of Yuma with what the epoch before left, else with the given bonds."""
        if self._bonds is None and bonds is not None:
            self._bonds, self._consensus = torch.tensor(bonds), torch.zeros(given["n"])
        result = version(
            torch.tensor(float_epoch.weights(given)),
            torch.tensor(float_epoch.stakes(given)),
            num_servers=given["n"],
            num_validators=given["n"],
            use_full_matrices=False,
            B_old=self._bonds,
            C_old=self._consensus,
            config=_config(Parameters.of(given)),
        )
        self._consensus = result["server_consensus_weight"]
        return result


def _refuse(reason: str | None) -> None:
    if reason:
        raise UnsupportedError(reason)


def _config(parameters: Parameters) -> Any:
    return yumas.YumaConfig(
        simulation=yumas.SimulationHyperparameters(
            kappa=parameters.kappa, bond_penalty=parameters.bonds_penalty
        ),
        yuma_params=yumas.YumaParams(
            bond_moving_avg=parameters.bonds_moving_average,
            liquid_alpha=parameters.liquid_alpha,
            alpha_low=parameters.alpha_low,
            alpha_high=parameters.alpha_high,
            alpha_sigmoid_steepness=parameters.steepness,
        ),
    )


def _proportions(result: Mapping[str, Any], bonds: float_epoch.Matrix) -> Proportions:
    """What a version of Yuma returns; Yuma3 computes both trusts and returns neither."""
    weights, clipped = result["weight"], result["consensus_clipped_weight"]
    given = weights.sum(dim=1)
    kept = torch.where(given > 0, clipped.sum(dim=1) / given, torch.zeros_like(given))
    trust = (result["server_rank"] / result["server_prerank"]).nan_to_num(0)
    return Proportions(
        consensus=result["server_consensus_weight"].tolist(),
        incentive=result["server_incentive"].tolist(),
        trust=trust.tolist(),
        validator_trust=kept.tolist(),
        dividends=result["validator_reward_normalized"].tolist(),
        bonds=bonds,
    )
