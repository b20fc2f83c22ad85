"""Adapters that are wrong in one documented way each. The suite must convict every one of them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from taospec_conformance.zoo.base import Animal, Rude, Wrong

__all__ = ["Animal", "Rude", "Wrong", "animals"]


@cache
def animals() -> Mapping[str, type[Rude] | type[Wrong]]:
    """Every animal by its name."""
    # They build on this package's base and on the whole model.
    from taospec_conformance.zoo import consensus, numbers, rude, supply

    found = [
        item
        for module in (numbers, *supply.MODULES, *consensus.MODULES, rude)
        for item in vars(module).values()
        if isinstance(item, type) and issubclass(item, Rude | Wrong) and "name" in vars(item)
    ]
    return {item.name: item for item in found}
