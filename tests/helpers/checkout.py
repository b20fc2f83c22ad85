"""A copy of the whole project that a test changes as an author would, and runs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from taospec.resources import root

ROOMS = ("spec", "model", "vectors", "conformance", "reports")
VERB = "from taospec_reports.cli.main import main; main()"


def checkout(place: Path) -> Path:
    """Copy every room of the project into a folder."""
    for room in ROOMS:
        leave = shutil.ignore_patterns("__pycache__", "node_modules")
        shutil.copytree(root() / room, place / room, ignore=leave)
    return place


def replace(path: Path, old: str, new: str) -> None:
    """Replace the first occurrence of a text, which must be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path} no longer has {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def append(path: Path, text: str) -> None:
    """Add to the end of a file, which may be a new one."""
    with path.open("a", encoding="utf-8") as file:
        file.write(text)


def run(copy: Path, *arguments: str) -> str:
    """What Python prints in the copy; it must not fail."""
    paths = os.pathsep.join(str(copy / room) for room in ROOMS[1:])
    run = subprocess.run(
        [sys.executable, *arguments],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout[-2_000:] + run.stderr[-2_000:]
    return run.stdout


def taospec(copy: Path, *arguments: str) -> str:
    """What a verb of the command line prints in the copy."""
    return run(copy, "-c", VERB, *arguments)
