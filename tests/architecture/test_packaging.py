"""What the wheel carries."""

from __future__ import annotations

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_wheel_carries_every_chapter_of_vectors() -> None:
    """The build needs a list, because the folder also holds a package; the list must be whole."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    included = settings["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    there = {f"vectors/{path.name}" for path in (ROOT / "vectors").iterdir()}
    assert {name for name in included if name.startswith("vectors/")} == there - {
        "vectors/taospec_vectors"
    }
    assert all(target == f"taospec/_data/{name}" for name, target in included.items())
