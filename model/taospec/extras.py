"""The extras: what else has to be installed for the parts of taospec that need more than the model.

The model computes with NumPy and reads its data with PyYAML. Everything else belongs to an extra,
and a part that needs one says so in one line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from taospec.errors import TaospecError

# Extra → the modules that it brings and that its part imports, as `pyproject.toml` lists their
# distributions.
EXTRAS: Mapping[str, Sequence[str]] = {
    "conform": ("click", "hypothesis", "pydantic", "pytest", "rich"),
    "prove": ("z3",),
    "simulate": ("pyarrow",),
    "dask": ("distributed",),
    "report": (
        "jinja2",
        "latex2mathml",
        "markdown_it",
        "matplotlib",
        "mdit_py_plugins",
        "pygments",
    ),
}


class MissingExtraError(TaospecError, ImportError):
    """Something is not installed that a part of taospec needs; the message names the extra."""


def require(extra: str) -> None:
    """Go on only if everything that an extra brings is installed.

    Raises:
        MissingExtraError: something is not; the message says how to install it.
    """
    for module in EXTRAS[extra]:
        if find_spec(module) is None:
            message = f"{module} is not installed; pip install 'taospec[{extra}]' brings it"
            raise MissingExtraError(message, name=module)


def load(extra: str, module: str) -> Any:
    """A module that an extra brings.

    Raises:
        MissingExtraError: it is not installed; the message says how to install it.
    """
    require(extra)
    return import_module(module)
