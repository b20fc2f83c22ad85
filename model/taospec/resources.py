"""Where the prose, its data and the vectors are: in a checkout, or inside the installed wheel."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent.parent


@cache
def root() -> Path:
    """Folder that holds `spec/` and `vectors/`.

    A checkout wins over the wheel's copy, so that an editable install always reads what is edited.

    Raises:
        FileNotFoundError: neither place has them; the installation is broken.
    """
    for candidate in (_CHECKOUT, _PACKAGE / "_data"):
        if (candidate / "spec" / "forks.yaml").is_file():
            return candidate
    message = f"taospec's spec/ is neither in {_CHECKOUT} nor in {_PACKAGE / '_data'}"
    raise FileNotFoundError(message)


def in_checkout() -> bool:
    """Whether `spec/` and `vectors/` are a checkout's, and not the copy inside a wheel."""
    return root() != _PACKAGE / "_data"


def spec_path(name: str = "") -> Path:
    """Path of a file under `spec/`, such as `supply.md` or `constants/dereg.yaml`."""
    return root() / "spec" / name


def vectors_path(name: str = "") -> Path:
    """Path of a file under `vectors/`, such as `supply/block_emission.yaml`."""
    return root() / "vectors" / name


def load_spec_yaml(name: str) -> Any:
    """Parsed content of one of our own YAML files under `spec/`."""
    return from_yaml(spec_path(name).read_text(encoding="utf-8"))


def from_yaml(text: str) -> Any:
    """Parsed content of our own YAML.

    Vectors and everything a stranger writes go through the strict loader of `taospec_vectors`.
    """
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - safe loader, C speed when built
