"""`pytest --pyargs taospec_conformance --taospec-adapter TARGET`, in processes of its own."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from taospec.operations.catalogue import catalogue
from taospec_conformance import zoo
from taospec_conformance.telling.lines import Footer
from taospec_conformance.telling.log import read
from taospec_conformance.under_pytest import record
from taospec_vectors import bundle
from taospec_vectors.format import VectorFile

pytest_plugins = ["pytester"]

# A pytest inside a test forgets what it imported, and the model must not be imported twice.
zoo.animals()
catalogue()
_RECORDER = record.Recorder

AT, BELOW, PRODUCT = (
    "supply.block_emission.first-threshold-reached[dereg]",
    "supply.block_emission.from-nothing[dereg]",
    "numbers.mul.floors-minus-one-and-a-half[dereg]",
)
LATE = "zoo:greater-for-greater-or-equal"


@pytest.fixture
def run(
    pytester: pytest.Pytester, files: Sequence[VectorFile], monkeypatch: pytest.MonkeyPatch
) -> Any:
    """Arguments → exit code and output of a pytest that knows nothing of this project."""
    pytester.makeini("[pytest]\n")
    bundle.write(files, pytester.path / "bundle.json")
    monkeypatch.delenv("PYTEST_ADDOPTS", raising=False)
    few = ["--taospec-bundle=bundle.json", "--taospec-fork=dereg"]
    for plugin in ("cacheprovider", "hypothesispytest", "benchmark", "pytest_cov"):
        few += ["-p", f"no:{plugin}"]

    def start(*arguments: str, suite: str = "taospec_conformance") -> tuple[int, str]:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys, "stdin", io.StringIO())
            done = pytester.runpytest_inprocess("--pyargs", suite, *few, *arguments)
        return int(done.ret), "\n".join([*done.outlines, *done.errlines])

    return start


@pytest.fixture
def bare(pytester: pytest.Pytester, files: Sequence[VectorFile]) -> Any:
    """Arguments → exit code and output of a pytest in a process of its own, with its cache."""
    pytester.makeini("[pytest]\n")
    bundle.write(files, pytester.path / "bundle.json")

    def start(*arguments: str) -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-p", "no:hypothesispytest", *arguments],
            cwd=pytester.path,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        return done.returncode, done.stdout + done.stderr

    return start


def _footer(path: Path) -> Footer:
    footer = read(path).footer
    assert footer is not None
    return footer


def test_every_case_and_fork_is_an_item(run: Any, pytester: pytest.Pytester) -> None:
    code, output = run("-v", "--taospec-adapter=reference", "--taospec-results=run.jsonl")
    assert code == 0, output
    assert "3 passed" in output
    for name in (AT, BELOW, PRODUCT):
        assert f"taospec_conformance::reference::{name} PASSED" in output
    log = read(pytester.path / "run.jsonl")
    assert log.header.target == "reference"
    assert log.header.selection["forks"] == ["dereg"]
    assert len(log.results) == 3
    assert log.footer is not None
    assert log.footer.exit_code == 0


def test_a_failure_is_told_as_everywhere_and_reaches_junit(
    run: Any, pytester: pytest.Pytester
) -> None:
    code, output = run(
        f"--taospec-adapter={LATE}", "--taospec-results=run.jsonl", "--junit-xml=j.xml"
    )
    assert code == 1
    assert f"_ {LATE} {AT} _" in output
    assert "FAIL supply.block_emission.first-threshold-reached [dereg]" in output
    assert "off by +500_000_000 rao (+0.500000000 TAO)" in output
    assert (
        "taospec replay 'run.jsonl#supply.block_emission.first-threshold-reached@dereg'" in output
    )
    assert "Traceback" not in output
    root = ET.parse(pytester.path / "j.xml")  # noqa: S314 - pytest's own file
    cases = {case.attrib["name"]: case for case in root.iter("testcase")}
    properties = [item.attrib for item in cases[AT].iter("property")]
    assert {"name": "rule", "value": "SUP-3"} in properties
    log = read(pytester.path / "run.jsonl")
    assert {line.case: line.verdict for line in log.results}[AT[:-7]] == "fail"
    assert log.footer is not None
    assert log.footer.exit_code == 1


def test_filters_that_exclude_each_other_are_named(run: Any) -> None:
    chosen = ("--taospec-chapter=supply", "--taospec-operation=numbers.*")
    code, output = run("--taospec-adapter=reference", *chosen)
    assert code == pytest.ExitCode.NO_TESTS_COLLECTED
    assert "taospec: no case passes all filters at once (forks, operations, chapters)" in output


def test_workers_share_the_work_and_one_log(
    run: Any, pytester: pytest.Pytester, program: Any
) -> None:
    """Given two workers and several adapters, of which some are rude, each has a complete log.

    What one of them does not declare is one skip, and a line in the log for each case.
    """
    rude = {"is-killed": "crash", "answers-twice": "desync", "nests-without-end": "protocol_error"}
    small = program(
        'converse(lambda m: reply(m, {"ok": {}}), {**SAID, "operations": ["numbers.mul"]})'
    )
    adapters = ["reference", LATE, *(f"zoo:{name}" for name in rude), small]
    code, output = run(
        "-n2", *(f"--taospec-adapter={name}" for name in adapters), "--taospec-results=logs"
    )
    assert code == 1
    assert f"{2 + 2 * len(rude)} failed, 5 passed, {1 + len(rude)} skipped" in output, output
    logs = {path.name: path for path in (pytester.path / "logs").iterdir()}
    [small_log] = [logs.pop(name) for name in list(logs) if name.startswith("stdio-")]
    verdicts = [(line.operation, line.verdict.value) for line in read(small_log).results]
    assert verdicts.count(("supply.block_emission", "unsupported")) == 2
    assert verdicts.count(("numbers.mul", "fail")) == 1
    counts = {name: _footer(path) for name, path in logs.items()}
    assert set(counts) == {f"{name.replace(':', '-')}.jsonl" for name in adapters[:-1]}
    assert counts["reference.jsonl"].counts["pass"] == 3
    assert counts["zoo-greater-for-greater-or-equal.jsonl"].counts["fail"] == 1
    for name, kind in rude.items():
        log = read(pytester.path / "logs" / f"zoo-{name}.jsonl")
        asked = [line for line in log.results if line.operation == "supply.block_emission"]
        assert [line.outcome.kind for line in asked] == [kind, kind]


def test_collecting_starts_no_adapter(run: Any, pytester: pytest.Pytester) -> None:
    mark = pytester.path / "started"
    code, output = run(f"--taospec-adapter=stdio:touch {mark}", "--collect-only", "-q")
    assert code == 0, output
    assert f"::stdio:touch {mark}::{AT}" in output
    assert not mark.exists()


@pytest.mark.parametrize(
    "package", ["taospec_conformance", "taospec_conformance.under_pytest.suite"]
)
def test_an_item_can_be_named_on_the_command_line(run: Any, package: str) -> None:
    code, output = run("--taospec-adapter=reference", suite=f"{package}::reference::{AT}")
    assert code == 0, output
    assert "1 passed" in output


@pytest.mark.parametrize("workers", [(), pytest.param(("-n1",), marks=pytest.mark.slow)])
def test_a_printed_id_can_be_pasted(run: Any, bare: Any, workers: tuple[str, ...]) -> None:
    """Given the id of a failure as it is printed, it is run again without another option."""
    _, output = run(f"--taospec-adapter={LATE}")
    [line] = [line for line in output.splitlines() if line.startswith("FAILED ")]
    code, output = bare(line.split()[1], "--taospec-bundle=bundle.json", *workers)
    assert code == 1
    assert "1 failed" in output
    assert "passed" not in output


def test_the_id_of_an_adapter_names_all_that_it_is_asked(bare: Any) -> None:
    code, output = bare(f"taospec_conformance::{LATE}", "--taospec-bundle=bundle.json")
    assert code == 1
    assert "4 failed, 8 passed" in output


def test_last_failed_runs_what_failed_last(bare: Any) -> None:
    options = ("--pyargs", "taospec_conformance", "--taospec-bundle=bundle.json", "--lf")
    assert bare(*options, f"--taospec-adapter={LATE}")[0] == 1
    code, output = bare(*options, f"--taospec-adapter={LATE}")
    assert code == 1
    assert "4 failed, 8 deselected" in output


@pytest.mark.parametrize(
    ("arguments", "count"),
    [
        (("-m", "taospec_rule(id='SUP-3')"), 2),
        (("-m", "taospec_rule(id='NUM-2')"), 1),
        (("-m", "not taospec_rule"), 0),
        (("-k", "reached"), 1),
    ],
)
def test_cases_can_be_chosen_by_marker_and_keyword(
    run: Any, arguments: tuple[str, ...], count: int
) -> None:
    _, output = run("--taospec-adapter=reference", "--collect-only", "-q", *arguments)
    assert output.count("::reference::") == count


def test_without_an_adapter_there_is_one_clear_line(run: Any) -> None:
    code, output = run()
    assert code == 4
    assert output.startswith("ERROR: taospec: no adapter to ask. Pass --taospec-adapter TARGET")
    assert len(output.strip().splitlines()) == 1


def test_without_an_adapter_the_file_of_the_suite_says_the_same(run: Any) -> None:
    code, output = run(suite="taospec_conformance.under_pytest.suite")
    assert code == 4
    assert "taospec: no adapter to ask. Pass --taospec-adapter TARGET" in output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--taospec-adapter=refrence",), "did you mean reference?"),
        (("--taospec-adapter=reference", "--taospec-fork=merge"), "unknown fork 'merge'"),
        (("--taospec-adapter=reference", "--taospec-shard=3/2"), "shard '3/2': expected I/N"),
        (("--taospec-adapter=reference", "--taospec-timeout=soon"), "--taospec-timeout 'soon'"),
        (("--taospec-adapter=reference", "--taospec-bands=no.yaml"), "no.yaml: No such file"),
        (
            (
                "--taospec-adapter=reference",
                "--taospec-adapter=zoo:hangs",
                "--taospec-results=x.jsonl",
            ),
            "one file holds one adapter, name a folder",
        ),
    ],
)
def test_an_option_that_means_nothing_is_a_usage_error(
    run: Any, arguments: tuple[str, ...], said: str
) -> None:
    code, output = run(*arguments)
    assert code == 4
    assert said in output
    assert len(output.strip().splitlines()) == 1


def test_options_may_stand_in_the_ini_file(run: Any, pytester: pytest.Pytester) -> None:
    ini = f"""
[pytest]
taospec_adapter = {LATE}
taospec_expectations = expectations.yaml
"""
    (pytester.path / "pytest.ini").write_text(ini, encoding="utf-8")
    entry = "{match: '*-reached', outcome: mismatch, reason: one rao late}"
    gone = "{match: 'no.such.case', outcome: mismatch, reason: was fixed}"
    file = pytester.path / "expectations.yaml"
    file.write_text(f"format: taospec-expectations/1\ndeviations:\n- {entry}\n", encoding="utf-8")
    code, output = run("-rx")
    assert code == 0, output
    assert "2 passed, 1 xfailed" in output
    assert "known: one rao late" in output
    file.write_text(
        f"format: taospec-expectations/1\ndeviations:\n- {entry}\n- {gone}\n", encoding="utf-8"
    )
    code, output = run()
    assert code == 1
    assert "stale entry of the expectations file, no case matches: no.such.case" in output


def test_what_is_not_claimed_is_one_skip_and_nothing_is_no_success(run: Any) -> None:
    code, output = run("-rs", "--taospec-adapter=zoo:hangs", "--taospec-operation=numbers.*")
    assert code == 5
    assert "1 skipped" in output
    assert "unsupported: the adapter does not declare numbers.mul (1 cases)" in output


@pytest.mark.parametrize("workers", [(), pytest.param(("-n2",), marks=pytest.mark.slow)])
def test_an_adapter_that_does_not_come_up_is_one_error(
    run: Any, pytester: pytest.Pytester, workers: tuple[str, ...]
) -> None:
    adapter = "--taospec-adapter=zoo:noise-before-handshake"
    code, output = run(adapter, "--taospec-results=run.jsonl", *workers)
    assert code == 1
    assert re.search(r"^=+ 1 error in ", output, re.MULTILINE), output
    assert "Welcome" in output
    assert "DeviationError" not in output
    log = read(pytester.path / "run.jsonl")
    assert log.results == ()
    assert log.footer is not None
    assert log.footer.exit_code == 3
    assert log.footer.broken is not None
    assert log.footer.broken.kind == "protocol_error"


def test_an_adapter_that_breaks_fails_once_and_is_not_asked_again(
    run: Any, pytester: pytest.Pytester, program: Any
) -> None:
    adapter = program("converse(lambda m: os._exit(7))")
    options = ("--taospec-results=run.jsonl", "--taospec-restarts=0")
    code, output = run(f"--taospec-adapter={adapter}", *options)
    assert code == 1
    assert "2 failed, 1 skipped" in output  # the case at which it ended, and that it is given up
    log = read(pytester.path / "run.jsonl")
    assert [line.verdict.value for line in log.results] == ["fail"] * 3
    assert log.footer is not None
    assert log.footer.exit_code == 3


def test_an_unexpected_pass_fails(run: Any, pytester: pytest.Pytester) -> None:
    entry = "{match: 'numbers.*', outcome: mismatch, reason: was mended}"
    file = pytester.path / "known.yaml"
    file.write_text(f"format: taospec-expectations/1\ndeviations:\n- {entry}\n", encoding="utf-8")
    code, output = run("--taospec-adapter=reference", "--taospec-expectations=known.yaml")
    assert code == 1
    assert "1 failed, 2 passed" in output
    assert "UNEXPECTED PASS numbers.mul.floors-minus-one-and-a-half [dereg]" in output


@pytest.mark.parametrize(("suite", "warned"), [("taospec_conformance", False), ("json", True)])
@pytest.mark.parametrize("workers", [(), pytest.param(("-n1",), marks=pytest.mark.slow)])
def test_an_adapter_without_the_suite_warns(
    run: Any, suite: str, warned: bool, workers: tuple[str, ...]
) -> None:
    _, output = run("--taospec-adapter=reference", *workers, suite=suite)
    assert ("--taospec-adapter names an adapter that was not asked" in output) is warned


def test_an_expected_failure_costs_what_a_pass_costs(
    run: Any, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given a known deviation, pytest writes no traceback for it, which takes milliseconds."""
    entry = "{match: '*', outcome: mismatch, reason: late}"
    file = pytester.path / "known.yaml"
    file.write_text(f"format: taospec-expectations/1\ndeviations:\n- {entry}\n", encoding="utf-8")
    written: list[object] = []
    monkeypatch.setattr(pytest.ExceptionInfo, "getrepr", lambda *it, **_: written.append(it))
    chosen = ("--taospec-expectations=known.yaml", "--taospec-id=*reached", "-rx")
    code, output = run(f"--taospec-adapter={LATE}", *chosen)
    assert code == 0, output
    assert "1 xfailed" in output
    assert written == []


@pytest.mark.parametrize("junit", [(), ("--junit-xml=j.xml",)])
def test_a_case_has_one_phase_unless_somebody_needs_more(
    run: Any, pytester: pytest.Pytester, junit: tuple[str, ...]
) -> None:
    source = """
def pytest_runtest_logreport(report):
    with open("phases", "a") as file:
        file.write(report.when + "\\n")
"""
    pytester.makepyfile(phases_plugin=source)
    pytester.syspathinsert()
    run("--taospec-adapter=reference", "-p", "phases_plugin", *junit)
    phases = (pytester.path / "phases").read_text().split()
    assert phases.count("call") == 3
    assert phases.count("teardown") == (3 if junit else 1)
    assert "setup" not in phases


def test_other_projects_pay_nothing_for_the_plugin(pytester: pytest.Pytester) -> None:
    """Given pytest as it starts everywhere, nothing heavy of taospec is imported."""
    source = (
        "import sys, pytest\n"
        "pytest.main(['--collect-only', '-q', '-p', 'no:cacheprovider', '-p', 'no:benchmark'])\n"
        "import json; print(json.dumps(sorted(m for m in sys.modules if m.startswith('taospec')"
        " or m in ('pydantic', 'numpy', 'yaml', 'rich'))))"
    )
    done = subprocess.run(
        [sys.executable, "-c", source],
        cwd=pytester.path,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    loaded = json.loads(done.stdout.splitlines()[-1])
    assert loaded == [
        "taospec",
        "taospec.errors",
        "taospec.extras",
        "taospec_conformance",
        "taospec_conformance.plugin",
        "taospec_conformance.under_pytest",
        "taospec_conformance.under_pytest.ids",
        "taospec_conformance.under_pytest.options",
    ]
