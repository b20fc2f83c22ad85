"""The forks as compositions of rules: what each one changed, and nothing else.

Read from top to bottom this file is the protocol's changelog. A fork is a frozen record of rule
functions and constants; the next one evolves from it by naming what changed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Self

from taospec.constants import Constants, constants
from taospec.timeline import default_fork, require_specified


@dataclass(frozen=True, slots=True)
class Fork:
    """Rules and constants of one named state of the protocol.

    Attributes:
        name: its name in `spec/forks.yaml`.
        constants: mainnet column by name, both columns by `constants.entry(name)`.
    """

    name: str
    constants: Constants

    def evolve(self, name: str, **changed: Callable[..., Any]) -> Self:
        """The next fork: its own constants, the changed rules, everything else as it was."""
        return replace(self, name=name, constants=constants(name), **changed)


dtao = Fork("dtao", constants("dtao"))
dereg = dtao.evolve("dereg")
flow = dereg.evolve("flow")
halving = flow.evolve("halving")

FORKS: Mapping[str, Fork] = {item.name: item for item in (dtao, dereg, flow, halving)}


@cache
def fork(name: str | None = None) -> Fork:
    """The fork of this name, the default one without a name.

    Raises:
        UnknownForkError: no such fork, or it is only planned.
    """
    return FORKS[require_specified(name or default_fork())]
