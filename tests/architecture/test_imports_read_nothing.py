"""Importing a module opens no file of `spec/` or `vectors/`: who needs one reads it when asked."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

# Imports every module of packages in a fresh interpreter, and prints what is opened meanwhile.
PROGRAM = """
import importlib, pkgutil, sys, traceback
from taospec.resources import root

folders = tuple(str(root() / name) for name in ("spec", "vectors"))

def listen(event, arguments):
    if event == "open" and str(arguments[0]).startswith(folders):
        if not str(arguments[0]).endswith((".py", ".pyc")):
            callers = [frame.filename for frame in traceback.extract_stack()]
            print(arguments[0], "opened by", callers[-4:])

def load(name):
    if name.startswith("taospec_conformance.adapters."):
        return  # they import other people's packages, which may not be there
    module = importlib.import_module(name)
    for inner in pkgutil.iter_modules(getattr(module, "__path__", ())):
        load(f"{name}.{inner.name}")

sys.addaudithook(listen)
for package in sys.argv[1:]:
    load(package)
"""


def opened(*packages: str, folder: Path | None = None) -> str:
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM, *packages],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    return run.stdout


def test_importing_our_packages_reads_nothing() -> None:
    packages = "taospec", "taospec_vectors", "taospec_conformance", "taospec_reports"
    assert opened(*packages) == ""


def test_a_module_that_reads_is_noticed(tmp_path: Path) -> None:
    text = "from taospec.timeline import specified\nNAMES = specified()\n"
    (tmp_path / "reader.py").write_text(text, encoding="utf-8")
    assert "forks.yaml opened by" in opened("reader", folder=tmp_path)
