"""What a subprocess may see of the one that has started it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from report_logs import footer, header, passed, questions, write

OPERATION = "supply.block_emission"
# 3 is PR_GET_DUMPABLE.
_SEE = """
import ctypes, sys
from taospec_reports.cli.verbs import run
libc = ctypes.CDLL(None)
before = libc.prctl(3)
run(sys.argv[1:])
print("dumpable", before, libc.prctl(3))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can close a process to others")
@pytest.mark.parametrize(
    "verb",
    ["smoke", *(pytest.param(verb, marks=pytest.mark.slow) for verb in ("conform", "replay"))],
)
def test_the_memory_of_the_runner_is_closed_to_an_adapter(
    verb: str, program: Callable[[str], str], tmp_path: Path
) -> None:
    """Given any verb that starts a stranger's program, the kernel shows it nothing of the verb."""
    text = program('converse(lambda message: reply(message, {"ok": {"emission": "1"}}))')
    case, fork = next(asked for asked in questions() if asked[0].operation == OPERATION)
    line = passed(case, fork)
    log = write(tmp_path / "run.jsonl", header(target=text), line, footer([line]))
    arguments: Sequence[str] = {
        "smoke": ["smoke", text],
        "conform": ["conform", text, "--id", case.id, "--fork", fork],
        "replay": ["replay", f"{log}#{case.id}@{fork}"],
    }[verb]
    done = subprocess.run(
        [sys.executable, "-c", _SEE, *arguments], capture_output=True, text=True, check=False
    )
    assert done.stdout.splitlines()[-1] == "dumpable 1 0", done.stderr
