"""Every rude animal gets its outcome: from the command line, from pytest, and from its workers."""

from __future__ import annotations

import io
import json
import os
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from taospec.operations.catalogue import catalogue
from taospec_conformance import zoo
from taospec_conformance.judging.verdict import ADAPTER_BROKEN, DEVIATES
from taospec_conformance.telling.log import RunLog, read
from taospec_conformance.under_pytest import record
from taospec_reports.cli.verbs import run as taospec
from taospec_vectors import bundle
from taospec_vectors.format import VectorFile

pytest_plugins = ["pytester"]

# A pytest inside a test forgets what it imported, and the model must not be imported twice.
RUDE = {name: animal for name, animal in zoo.animals().items() if issubclass(animal, zoo.Rude)}
catalogue()
_RECORDER = record.Recorder
UNHEARD = {"noise-before-handshake", "counts-versions-in-floats", "introduces-itself-at-length"}
# One for each outcome, and those that get no question: what the default tests send down every road.
# All the others are met by one pytest in the default tests, and on every road by the slow ones.
OF_A_KIND = {animal.outcome: name for name, animal in reversed(RUDE.items())}
EVERY_ROAD = UNHEARD | set(OF_A_KIND.values())
# As long as a person looks at a line.
LONGEST_LINE = 300
MOST_LOGGED = 200_000


@pytest.fixture(autouse=True)
def _nothing_stays() -> Iterator[None]:
    """No program of the zoo outlives its test."""
    yield
    assert list(_running()) == []


def _running() -> Iterator[str]:
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes().decode().split("\0")
            parent = (folder / "stat").read_text().rpartition(")")[2].split()[1]
        except OSError:
            continue
        if any(part.endswith("misbehave.py") for part in command) and parent == str(os.getpid()):
            yield " ".join(command)


def shown(name: str) -> Any:
    """An animal as a parameter of the default tests, or of the slow ones."""
    return pytest.param(name, marks=() if name in EVERY_ROAD else pytest.mark.slow)


def patience(name: str) -> str:
    """Seconds: little for those that never answer, much for those that must on a slow machine."""
    return "0.1" if RUDE[name].outcome == "timeout" else "20"


def check(name: str, log: RunLog) -> None:
    """A log holds the outcome of an animal, once for each case that it was asked."""
    expected = RUDE[name].outcome
    assert log.footer is not None
    if name in UNHEARD:
        assert log.footer.exit_code == ADAPTER_BROKEN
        assert log.footer.broken is not None
        assert log.footer.broken.kind == expected
        return
    assert log.footer.exit_code == DEVIATES
    assert {line.outcome.kind for line in log.results} == {expected}
    assert {line.verdict.value for line in log.results} == {"fail"}
    assert log.path.stat().st_size < MOST_LOGGED


@pytest.mark.parametrize("name", [shown(name) for name in RUDE])
def test_the_command_line(
    name: str,
    files: Sequence[VectorFile],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Given a rude adapter, the run ends, and everything that tells of it can be read."""
    bundle.write(files, tmp_path / "bundle.json")
    log, junit = tmp_path / "run.jsonl", tmp_path / "j.xml"
    few = ["--bundle", str(tmp_path / "bundle.json"), "--fork", "dereg"]
    few += ["--operation", "supply.block_emission"]
    limits = ["--timeout", patience(name), "--max-message", "1000000"]
    code = taospec(
        ["conform", f"zoo:{name}", *few, *limits, "--results", str(log), "--junit", str(junit)]
    )
    said = capsys.readouterr()
    assert code == (ADAPTER_BROKEN if name in UNHEARD else DEVIATES)
    assert "Traceback" not in said.out + said.err
    assert said.out.replace("\n", "").isprintable()
    assert max(map(len, said.out.splitlines())) <= LONGEST_LINE
    ET.parse(junit)  # noqa: S314 - our own file
    check(name, read(log))


@pytest.mark.parametrize("seconds", ["0.1", "20"])
@pytest.mark.parametrize(
    "workers",
    [
        pytest.param([], id="one process"),
        pytest.param(["-n2"], id="two workers", marks=pytest.mark.slow),
    ],
)
def test_pytest_and_its_workers(
    seconds: str,
    workers: list[str],
    pytester: pytest.Pytester,
    files: Sequence[VectorFile],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Given all of them at once, each has its log, by one process as by two."""
    rude = [name for name in RUDE if patience(name) == seconds]
    pytester.makeini("[pytest]\n")
    bundle.write(files, pytester.path / "bundle.json")
    monkeypatch.delenv("PYTEST_ADDOPTS", raising=False)
    arguments: list[Any] = [f"--taospec-adapter=zoo:{name}" for name in rude]
    arguments += ["--taospec-bundle=bundle.json", "--taospec-fork=dereg", "--taospec-results=logs"]
    arguments += [f"--taospec-timeout={seconds}", "--taospec-max-message=1000000"]
    for plugin in ("cacheprovider", "hypothesispytest", "benchmark", "pytest_cov"):
        arguments += ["-p", f"no:{plugin}"]
    chosen = ["--taospec-operation=supply.block_emission", "--pyargs", "taospec_conformance"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", io.StringIO())
        done = pytester.runpytest_inprocess(*arguments, *chosen, *workers)
    assert done.ret == 1
    text = "\n".join(done.outlines)
    assert "INTERNALERROR" not in text
    assert not set("\x1b\x07\x00") & set(text)
    for name in rude:
        check(name, read(pytester.path / "logs" / f"zoo-{name}.jsonl"))


def test_the_program_knows_every_animal() -> None:
    source = (Path(zoo.__file__).parent / "misbehave.py").read_text(encoding="utf-8")
    assert [name for name in RUDE if json.dumps(name) not in source] == []
