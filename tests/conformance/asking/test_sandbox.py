"""The hard mode, where the system has it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from taospec.errors import TaospecError
from taospec_conformance.asking import target
from taospec_conformance.asking.limits import Limits
from taospec_conformance.asking.outcomes import Ok
from taospec_conformance.asking.transports import sandbox

LIMITS = Limits(sandbox=True, case_timeout=30, start_timeout=60)


def _works() -> bool:
    if shutil.which("bwrap") is None:
        return False
    try:
        done = subprocess.run(sandbox.walled(["true"]), capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0


walls = pytest.mark.skipif(not _works(), reason="bubblewrap is not installed, or may not run here")

PROBE = """
import socket
def execute(message):
    tried = {}
    for name, act in {
        "writes": lambda: open(PLACE, "w"),
        "calls": lambda: socket.create_connection(("127.0.0.1", PORT), 2),
        "signals": lambda: os.kill(RUNNER, 0),
        "keeps notes": lambda: open(os.environ.get("TMPDIR", "/tmp") + "/note", "w"),
    }.items():
        try:
            act()
            tried[name] = "done"
        except OSError as error:
            tried[name] = type(error).__name__
    reply(message, {"ok": tried})
converse(execute)
"""


@walls
def test_a_walled_adapter_cannot_reach_out(program: Callable[[str], str], tmp_path: Path) -> None:
    """Given an adapter that writes, calls and signals, only its own notes come about."""
    import os
    import socket

    with socket.create_server(("127.0.0.1", 0)) as server:
        names = {
            "PLACE": repr(str(tmp_path / "x")),
            "PORT": str(server.getsockname()[1]),
            "RUNNER": str(os.getpid()),
        }
        source = PROBE
        for name, value in names.items():
            source = source.replace(name, value)
        free = _asked(program(source), Limits(case_timeout=30))
        assert free["writes"] == free["calls"] == free["signals"] == "done"
        (tmp_path / "x").unlink()
        held = _asked(program(source), LIMITS)
    assert held["writes"] == "OSError"
    assert held["calls"] == "ConnectionRefusedError"
    assert held["signals"] == "ProcessLookupError"
    assert held["keeps notes"] == "done"
    assert not (tmp_path / "x").exists()


def _asked(text: str, limits: Limits) -> dict[str, str]:
    connection = target.parse(text).connect(limits)
    try:
        connection.open()
        outcome = connection.ask("dereg", "supply.block_emission", {})
    finally:
        connection.close()
    assert isinstance(outcome, Ok), outcome
    return dict(outcome.answer)


def test_a_system_without_it_says_so(
    monkeypatch: pytest.MonkeyPatch, program: Callable[[str], str]
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    connection = target.parse(program("converse(None)")).connect(LIMITS)
    with pytest.raises(TaospecError, match="bubblewrap is not installed"):
        connection.open()


@pytest.mark.parametrize("text", ["reference", "http://127.0.0.1:1/"])
def test_what_is_no_subprocess_is_refused(text: str) -> None:
    with pytest.raises(TaospecError, match="--sandbox holds subprocesses"):
        target.parse(text).connect(LIMITS)
