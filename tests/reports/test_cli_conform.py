"""The verbs that ask an implementation: conform, smoke, serve, replay."""

from __future__ import annotations

import io
import json
import re
import socket
import subprocess
import sys
from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path

import pytest

from taospec.resources import vectors_path
from taospec.timeline import specified
from taospec_conformance.telling.log import read
from taospec_reports.cli.progress import progress
from taospec_reports.cli.verbs import run
from taospec_vectors import bundle
from taospec_vectors.load import cases, load_file
from taospec_vectors.plain import is_plain

LATE = "zoo:greater-for-greater-or-equal"
CASE = "supply.block_emission.threshold-1-reached"
Cli = Callable[..., tuple[int, str, str]]


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str]) -> Cli:
    """Arguments → exit code, standard output and standard error."""

    def start(*arguments: str | Path) -> tuple[int, str, str]:
        code = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return start


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """Arguments that ask the cases of one file only."""
    path = tmp_path_factory.mktemp("few") / "bundle.json"
    bundle.write([load_file(vectors_path("supply/block_emission.yaml"))], path)
    return "--bundle", str(path)


def test_the_reference_conforms(cli: Cli, few: tuple[str, str]) -> None:
    code, out, err = cli("conform", "reference", *few)
    assert (code, err) == (0, "")
    assert out.splitlines()[0].startswith("taospec reference model ")
    assert out.endswith(": conforms (exit code 0)\n")


@pytest.mark.parametrize("seconds", ["nan", "inf", "1e10", "-1", "0", "soon"])
@pytest.mark.parametrize("option", ["--deadline", "--timeout", "--start-timeout"])
def test_a_time_limit_that_is_none_is_refused(cli: Cli, option: str, seconds: str) -> None:
    """Given something that no clock takes, one line says so, and nothing is asked."""
    code, out, err = cli("conform", "reference", f"{option}={seconds}")
    assert (code, out) == (2, "")
    assert f"Invalid value for '{option}'" in err


def test_serve_refuses_such_a_limit_too(cli: Cli) -> None:
    code, out, err = cli("serve", "--http", "127.0.0.1:0", "--timeout", "nan")
    assert (code, out) == (2, "")
    assert "Invalid value for '--timeout': nan is not in the range" in err


def test_a_deviation_is_shown_logged_and_counted(
    cli: Cli, few: tuple[str, str], tmp_path: Path
) -> None:
    log, xml = tmp_path / "run.jsonl", tmp_path / "junit.xml"
    code, out, _ = cli(
        "conform", LATE, *few, "--results", log, "--junit", xml, "--failures", 2, "--fork", "flow"
    )
    assert code == 1
    assert out.count("\nFAIL ") + out.startswith("FAIL ") == 2
    assert f"taospec replay {log}#" in out.replace("'", "")
    logged = read(log)
    assert logged.footer is not None
    assert logged.footer.exit_code == 1
    failed = {line.case for line in logged.results if line.verdict == "fail"}
    assert CASE in failed
    assert f"\n{len(failed) - 2} more distinct failures; --failures all shows them\n" in out
    assert logged.header.selection == {"forks": ["flow"]}
    assert xml.read_text(encoding="utf-8").count("<failure ") == len(failed)


def test_failures_of_all_forks_are_one_block_and_all_can_be_shown(
    cli: Cli, few: tuple[str, str]
) -> None:
    code, out, _ = cli("conform", LATE, *few, "--failures", "ALL")
    blocks = [line for line in out.splitlines() if line.startswith("FAIL ")]
    assert code == 1
    assert len(blocks) == out.count("\n  fail: ") > 20
    assert blocks[0].startswith(f"FAIL {CASE} [{' '.join(specified())}]")
    assert "more distinct failures" not in out
    assert cli("conform", LATE, "--failures", "some")[0] == 2


def test_a_run_can_stop_after_enough_failures_and_go_on(
    cli: Cli, few: tuple[str, str], tmp_path: Path
) -> None:
    log = tmp_path / "run.jsonl"
    code, out, _ = cli("conform", LATE, *few, "--stop-after", 3, "--results", log)
    stopped = read(log)
    assert code == 1
    assert out.count("\n  fail: ") == 3
    assert f"  stopped after 3 distinct failures and {len(stopped.results)} of " in out
    assert not stopped.complete
    assert cli("conform", LATE, *few, "--resume", log)[0] == 1
    assert read(log).complete


def test_what_deviates_becomes_an_expectations_file(
    cli: Cli, few: tuple[str, str], tmp_path: Path
) -> None:
    path = tmp_path / "known.yaml"
    code, _, err = cli("conform", LATE, *few, "--write-expectations", path)
    assert (code, err) == (1, f"{path}: 1 entry, say why in it\n")
    assert cli("conform", LATE, *few, "--expectations", path)[0] == 0
    code, out, err = cli("conform", LATE, *few, "--write-expectations", path)
    assert (code, out) == (2, "")
    assert err == f"taospec: --write-expectations {path}: is there already\n"


def test_a_run_of_nothing_says_why(cli: Cli, tmp_path: Path) -> None:
    """Given filters that exclude each other, or a fork that the adapter has not."""
    code, out, _ = cli("conform", "reference", "--chapter", "network", "--operation", "supply.era")
    assert (code, out.splitlines()[1]) == (
        5,
        "  no case passes all filters at once (operations, chapters)",
    )
    assert cli("new-adapter", "python", tmp_path / "mine")[0] == 0
    target = f"stdio:{sys.executable} {tmp_path / 'mine' / 'adapter.py'}"
    code, out, _ = cli("conform", target, "--fork", "flow", "--operation", "supply.era")
    assert (code, out.splitlines()[1]) == (
        5,
        "  no case that was selected holds in a fork that the adapter has (dereg)",
    )


def test_several_processes_write_the_same_log(
    cli: Cli, few: tuple[str, str], tmp_path: Path
) -> None:
    def lines(name: str) -> list[tuple[str, str, str]]:
        return [(line.case, line.fork, line.verdict) for line in read(tmp_path / name).results]

    for name, jobs in (("one.jsonl", 1), ("two.jsonl", 2)):
        assert cli("conform", LATE, *few, "--jobs", jobs, "--results", tmp_path / name)[0] == 1
    assert lines("one.jsonl") == lines("two.jsonl")


def test_plain_cases_come_first_and_can_come_alone(cli: Cli, tmp_path: Path) -> None:
    log, marks = tmp_path / "run.jsonl", {case.id: is_plain(case) for case in cases()}
    chosen = ("--operation", "supply.block_emission", "--fork", "dereg", "--results", log)
    cli("conform", "reference", *chosen)
    kinds = [marks[line.case] for line in read(log).results]
    assert kinds == sorted(kinds, reverse=True)
    assert set(kinds) == {True, False}
    cli("conform", "reference", *chosen, "--plain")
    assert {marks[line.case] for line in read(log).results} == {True}


def test_an_adapter_that_breaks_at_its_properties_is_broken(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given an adapter that comes up once only, it passes its cases and cannot be asked again."""
    source = """
from taospec_conformance.reference import Reference
class Once(Reference):
    starts = 0
    def describe(self):
        Once.starts += 1
        if Once.starts > 1:
            raise RuntimeError("only once")
        return super().describe()
"""
    (tmp_path / "once_adapter.py").write_text(source, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    log = tmp_path / "run.jsonl"
    chosen = ("--id", CASE, "--properties", "--results", log)
    code, out, _ = cli("conform", "python:once_adapter:Once", *chosen)
    assert code == 3, out
    assert "broken: crash: RuntimeError: only once" in out
    footer = read(log).footer
    assert footer is not None
    assert (footer.exit_code, footer.counts["pass"], footer.counts["fail"]) == (
        3,
        len(specified()),
        0,
    )


def test_a_logged_case_is_replayed(cli: Cli, tmp_path: Path) -> None:
    log = tmp_path / "run.jsonl"
    assert cli("conform", LATE, "--id", CASE, "--results", log)[0] == 1
    code, out, _ = cli("replay", f"{log}#{CASE}@flow")
    assert code == 1
    assert out.startswith(
        "then [flow]  fail: an answer\nFAIL supply.block_emission.threshold-1-reached"
    )
    code, out, _ = cli("replay", f"{log}#{CASE}", "--adapter", "reference")
    assert code == 0
    assert out.count("now  [") == len(specified())
    code, _, err = cli("replay", f"{log}#{CASE}", "--adapter", "stdio:/no/such/program")
    assert code == 3
    assert err.startswith("stdio:/no/such/program: crash: cannot start")
    code, _, err = cli("replay", f"{log}#no.such.case")
    assert (code, err) == (2, f"taospec: unknown case of {log} 'no.such.case' (known: {CASE})\n")


@pytest.mark.parametrize(
    ("form", "start"),
    [("json", "{"), ("markdown", "### zoo:greater-for-greater-or-equal")],
)
def test_the_summary_has_other_forms(cli: Cli, few: tuple[str, str], form: str, start: str) -> None:
    code, out, _ = cli("conform", LATE, *few, "--summary", form, "--failures", 0)
    assert code == 1
    assert out.startswith(start)
    if form == "json":
        assert json.loads(out)["rules"]["SUP-3"]["verdict"] == "fail"


def test_known_deviations_conform(cli: Cli, few: tuple[str, str], tmp_path: Path) -> None:
    path = tmp_path / "known.yaml"
    entry = "{match: 'supply.block_emission.*-reached', outcome: mismatch, reason: late}"
    path.write_text(f"format: taospec-expectations/1\ndeviations:\n- {entry}\n", encoding="utf-8")
    code, out, _ = cli("conform", LATE, *few, "--id", "*-reached", "--expectations", path)
    assert code == 0
    assert " known" in out
    code, out, _ = cli("conform", "reference", *few, "--expectations", path, "--failures", 1)
    assert code == 1
    assert out.startswith("UNEXPECTED PASS ")


def test_invariants_are_held_against_an_adapter(cli: Cli, tmp_path: Path) -> None:
    log = tmp_path / "run.jsonl"
    chosen = ("--rule", "SUP-3", "--id", "*first*", "--operation", "supply.block_emission")
    code, out, _ = cli("conform", LATE, *chosen, "--properties", "--results", log)
    assert code == 1
    assert "FAIL property emission-closed-form [" in out
    assert re.search(r"invariants: \d+ tried, \d+ violated: ", out)
    logged = read(log)
    assert logged.footer is not None
    assert not all(item["holds"] for item in logged.footer.properties)


def test_a_broken_adapter_has_its_own_code(cli: Cli, few: tuple[str, str], tmp_path: Path) -> None:
    log = tmp_path / "run.jsonl"
    code, out, _ = cli("conform", "zoo:noise-before-handshake", *few, "--results", log)
    assert code == 3
    assert "broken: protocol_error" in out
    logged = read(log)
    assert logged.footer is not None
    assert logged.footer.exit_code == 3


def test_nothing_asked_is_no_success(cli: Cli, few: tuple[str, str]) -> None:
    assert cli("conform", "reference", *few, "--operation", "numbers.div")[0] == 5


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("refrence",), "did you mean reference?"),
        (("reference", "--fork", "merge"), "unknown fork 'merge'"),
        (("reference", "--shard", "9/3"), "shard '9/3'"),
        (("reference", "--chapter", "suply"), "unknown chapter 'suply'"),
        (("reference", "--results", "/no/such/folder/x.jsonl"), "No such file"),
        (("python:no_such_module:X",), "No module named 'no_such_module'"),
    ],
)
def test_a_mistake_of_the_caller_is_one_line(
    cli: Cli, few: tuple[str, str], arguments: tuple[str, ...], said: str
) -> None:
    code, out, err = cli("conform", *arguments, *few)
    assert (code, out) == (2, "")
    assert err.startswith("taospec: ")
    assert said in err
    assert err.count("\n") == 1


def test_a_target_that_leads_nowhere_leaves_no_log(cli: Cli, tmp_path: Path) -> None:
    log = tmp_path / "run.jsonl"
    assert cli("conform", "python:no_such_module:X", "--results", log)[0] == 2
    assert not log.exists()


def test_smoke_says_sane_or_broken(cli: Cli) -> None:
    code, out, _ = cli("smoke", "reference")
    assert code == 0
    assert all(line.startswith("ok ") for line in out.splitlines())
    code, out, _ = cli("smoke", "zoo:exits-mid-case")
    assert code == 3
    assert "BROKEN  supply.block_emission [" in out
    assert "        thread 'main' panicked: index out of bounds" in out


def test_serve_keeps_its_pipe_clean(tmp_path: Path) -> None:
    """Given an adapter that prints, its prints do not end up between the answers."""
    source = """
from taospec_conformance.reference import Reference
class Chatty(Reference):
    def execute(self, fork, operation, given):
        print("thinking", flush=True)
        return super().execute(fork, operation, given)
"""
    (tmp_path / "chatty_adapter.py").write_text(source, encoding="utf-8")
    request = {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "execute",
        "params": {
            "fork": "dereg",
            "operation": "supply.block_emission",
            "given": {"total_issuance": "0"},
        },
    }
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from taospec_reports.cli.main import main; main()",
            "serve",
            "--adapter",
            "python:chatty_adapter:Chatty",
        ],
        cwd=tmp_path,
        input=json.dumps(request).encode() + b"\n",
        capture_output=True,
        check=True,
        timeout=60,
    )
    [line] = done.stdout.splitlines()
    assert json.loads(line)["result"] == {"ok": {"emission": "1000000000"}}
    assert done.stderr == b"thinking\n"


def test_serve_over_http_says_where() -> None:
    command = [sys.executable, "-c", "from taospec_reports.cli.main import main; main()"]
    with subprocess.Popen(
        [*command, "serve", "--http", "0"], stderr=subprocess.PIPE, text=True
    ) as service:
        assert service.stderr is not None
        line = service.stderr.readline()
        match = re.fullmatch(r"serving http://127\.0\.0\.1:(\d+)/, end with Ctrl-C\n", line)
        assert match
        client = HTTPConnection("127.0.0.1", int(match[1]), timeout=10)
        message = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"protocol": 1}}
        client.request("POST", "/", json.dumps(message))
        assert json.loads(client.getresponse().read())["result"]["numeric"] == "exact"
        client.close()
        service.terminate()


@pytest.mark.parametrize(
    ("address", "said"),
    [("many", "expected [HOST:]PORT"), ("127.0.0.1:99999", "expected [HOST:]PORT")],
)
def test_an_address_that_is_none(cli: Cli, address: str, said: str) -> None:
    code, _, err = cli("serve", "--http", address)
    assert code == 2
    assert said in err


def test_an_address_that_is_taken(cli: Cli) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        code, _, err = cli("serve", "--http", f"127.0.0.1:{port}")
    assert code == 2
    assert f"cannot listen on 127.0.0.1:{port}" in err


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_shown_to_people_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Given time that flies, a terminal sees a bar; a file sees nothing, and no item is lost."""
    hours = iter(range(0, 10_000, 10))
    monkeypatch.setattr("taospec_reports.cli.progress.time.monotonic", lambda: float(next(hours)))
    quiet, terminal = io.StringIO(), _Terminal()
    assert list(progress(range(50), 50, "x", quiet)) == list(range(50))
    assert quiet.getvalue() == ""
    monkeypatch.undo()
    monkeypatch.setattr("taospec_reports.cli.progress._QUIET_SECONDS", 0.0)
    assert list(progress(range(50), 50, "my [adapter]", terminal)) == list(range(50))
    assert "my [adapter]" in terminal.getvalue()


def test_help_names_the_exit_codes(cli: Cli) -> None:
    code, out, _ = cli("conform", "--help")
    assert code == 0
    assert "Exit codes: 0 conforms, 1 deviates, 2 usage, 3 the adapter is broken" in " ".join(
        out.split()
    )
    for verb in ("smoke", "serve", "replay"):
        assert cli(verb, "--help")[0] == 0
