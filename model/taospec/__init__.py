"""The reference model of Bittensor's economic protocol: exact, pure and named by fork.

    >>> import taospec
    >>> taospec.execute("flow", "supply.block_emission", {"total_issuance": "10500000000000000"})
    {'ok': {'emission': '500000000'}}
    >>> taospec.fork("flow").constants["TEMPO"]
    360
    >>> taospec.supply.emission.block_emission(0)
    1000000000

Importing the package costs nothing: each name is fetched when it is used. The chapters are packages
of functions on plain integers; `execute` answers in the form of the vectors, and `catalogue` lists
what it can be asked.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__all__ = [
    "Fork",
    "__version__",
    "catalogue",
    "coinbase",
    "consensus",
    "execute",
    "fork",
    "network",
    "numbers",
    "pools",
    "registration",
    "staking",
    "supply",
]

_HOMES = {
    "Fork": "taospec.forks",
    "fork": "taospec.forks",
    "catalogue": "taospec.operations.catalogue",
    "execute": "taospec.operations.catalogue",
}

if TYPE_CHECKING:
    from taospec import (
        coinbase,
        consensus,
        network,
        numbers,
        pools,
        registration,
        staking,
        supply,
    )
    from taospec.forks import Fork, fork
    from taospec.operations.catalogue import catalogue, execute

    __version__: str
else:  # a type checker takes a module with this function to have every attribute

    def __getattr__(name: str) -> Any:
        if name == "__version__":
            from importlib.metadata import version  # as dear as the rest of a small question

            return version("taospec")
        if name in _HOMES:
            return getattr(import_module(_HOMES[name]), name)
        if name in __all__:
            return import_module(f"{__name__}.{name}")
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)

    def __dir__() -> list[str]:
        return sorted(__all__)
