"""Every rude animal gets its outcome: from the command line, from pytest, and from its workers."""

from __future__ import annotations

import io
import json
import os
import sys
import xml.etree.ElementTree as ET
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from corner import gathered

from taospec.operations.catalogue import catalogue
from taospec.resources import vectors_path
from taospec_conformance import zoo
from taospec_conformance.judging.verdict import ADAPTER_BROKEN, DEVIATES
from taospec_conformance.telling.log import RunLog, read
from taospec_conformance.under_pytest import record
from taospec_reports.cli.exits import USAGE
from taospec_reports.cli.verbs import run as taospec
from taospec_reports.inventory import Inventory
from taospec_reports.material import assemble
from taospec_reports.pages import adapter, failure, overview
from taospec_reports.site import MOST_BYTES
from taospec_reports.templating import Renderer
from taospec_vectors import bundle
from taospec_vectors.format import VectorFile
from taospec_vectors.load import load_file

pytest_plugins = ["pytester"]

# A pytest inside a test forgets what it imported, and the model must not be imported twice.
RUDE = {name: animal for name, animal in zoo.animals().items() if issubclass(animal, zoo.Rude)}
catalogue()
_RECORDER = record.Recorder
UNHEARD = {"noise-before-handshake", "counts-versions-in-floats", "introduces-itself-at-length"}
# One for each outcome, and those that get no question: what the default tests send down every road.
# All the others are met on every road by the slow ones.
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


@pytest.fixture(scope="module")
def few() -> tuple[VectorFile, ...]:
    """Two cases of the tree, so that what a log says of them can be asked again."""
    file = load_file(vectors_path("supply/block_emission.yaml"), vectors_path())
    cases = [case for case in file.cases if "dereg" in case.forks][:2]
    return (replace(file, cases=tuple(cases)),)


@pytest.mark.parametrize("name", [shown(name) for name in RUDE])
def test_the_command_line(
    name: str,
    few: Sequence[VectorFile],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Given a rude adapter, the run ends, and everything that tells of it can be read."""
    bundle.write(few, tmp_path / "bundle.json")
    log, junit = tmp_path / "run.jsonl", tmp_path / "j.xml"
    limits = ["--timeout", patience(name), "--max-message", "1000000"]
    chosen = ["--bundle", str(tmp_path / "bundle.json"), "--fork", "dereg", *limits]
    code = taospec(
        ["conform", f"zoo:{name}", *chosen, "--results", str(log), "--junit", str(junit)]
    )
    assert code == (ADAPTER_BROKEN if name in UNHEARD else DEVIATES)
    legible(capsys)
    ET.parse(junit)  # noqa: S314 - our own file
    check(name, read(log))
    code = taospec(["replay", f"{log}#{few[0].cases[0].id}@dereg", *limits])
    assert code == (USAGE if name in UNHEARD else DEVIATES)  # who was not heard has no case
    legible(capsys)


def legible(capsys: pytest.CaptureFixture[str]) -> None:
    """What was said moves no terminal, and nobody has to scroll sideways for ever."""
    output = capsys.readouterr()
    assert "Traceback" not in output.out + output.err
    assert output.out.replace("\n", "").isprintable()
    assert max(map(len, [*output.out.splitlines(), ""])) <= LONGEST_LINE


@pytest.mark.parametrize("seconds", ["0.1", "20"])
@pytest.mark.parametrize(
    ("workers", "met"),
    [
        pytest.param([], EVERY_ROAD, id="one process"),
        pytest.param([], RUDE, id="one process meets all", marks=pytest.mark.slow),
        pytest.param(["-n2"], RUDE, id="two workers", marks=pytest.mark.slow),
    ],
)
def test_pytest_and_its_workers(
    seconds: str,
    workers: list[str],
    met: Collection[str],
    pytester: pytest.Pytester,
    files: Sequence[VectorFile],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Given many of them at once, each has its log, by one process as by two."""
    rude = [name for name in RUDE if name in met and patience(name) == seconds]
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
    shown_by_a_report([pytester.path / "logs" / f"zoo-{name}.jsonl" for name in rude])


def shown_by_a_report(logs: Sequence[Path]) -> None:
    """Every page that a report has of runs can be made of these logs, and hides nothing."""
    material = assemble(corner(), [read(log) for log in logs], None)
    renderer = Renderer(material, "")
    pages = [*overview.pages(material), *adapter.pages(material, renderer)]
    texts = [renderer.page(page) for page in (*pages, *failure.pages(material))]
    assert len(texts) > len(logs)
    assert not set("\x1b\x07\x00\u202e") & set("".join(texts))
    assert max(map(len, texts)) < MOST_BYTES


@cache
def corner() -> Inventory:
    """As much of what the project states as these cases need."""
    return gathered()


def test_the_program_knows_every_animal() -> None:
    source = (Path(zoo.__file__).parent / "misbehave.py").read_text(encoding="utf-8")
    assert [name for name in RUDE if json.dumps(name) not in source] == []
