"""Every end of a run leaves no adapter behind, and a log whose lines are whole."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from processes import PATIENCE, is_alive, until

from taospec_conformance.telling.log import read
from taospec_reports.cli.verbs import run as taospec
from taospec_vectors import bundle
from taospec_vectors.format import VectorFile

TAOSPEC = [sys.executable, "-c", "from taospec_reports.cli.main import main; main()"]
CODES = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGHUP: 129}

# Answers a few questions, tells its process id in a file, and then says nothing more.
STALLS = """
import os
left = {answers}
own = {place!r} + "-" + str(os.getpid())
for name in own, own + ".new":
    with open(name, "w") as file:
        file.write(str(os.getpid()))
os.replace(own + ".new", {place!r})  # there whole, whoever looks
def execute(message):
    global left
    if not left:
        time.sleep(3600)
    left -= 1
    reply(message, {{"ok": {{"emission": "1"}}}})
{start}
"""
CONVERSES = "converse(execute)"
MUTE = "time.sleep(3600)"


@pytest.fixture
def few(files: Sequence[VectorFile], tmp_path: Path) -> list[str]:
    bundle.write(files, tmp_path / "bundle.json")
    return ["--bundle", str(tmp_path / "bundle.json"), "--operation", "supply.block_emission"]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "pid"


def hear_signals() -> None:
    """What ignores signals, such as `nohup`, hands that down; here they must be heard."""
    for number in CODES:
        signal.signal(number, signal.SIG_DFL)


@pytest.fixture
def started(place: Path, tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Arguments → a `taospec` whose adapter has come up; killed with the test."""
    processes = []

    def start(*arguments: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [*TAOSPEC, *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
            preexec_fn=hear_signals,
            cwd=tmp_path,
        )
        processes.append(process)
        until(lambda: place.exists() and place.read_text(encoding="ascii").isdigit())
        return process

    yield start
    for process in processes:
        process.kill()
        process.communicate()


@pytest.mark.parametrize(
    ("number", "start"),
    [
        pytest.param(signal.SIGINT, CONVERSES, id="SIGINT in a case"),
        pytest.param(signal.SIGINT, MUTE, id="SIGINT in the handshake", marks=pytest.mark.slow),
        pytest.param(signal.SIGTERM, CONVERSES, id="SIGTERM in a case", marks=pytest.mark.slow),
        pytest.param(signal.SIGTERM, MUTE, id="SIGTERM in the handshake", marks=pytest.mark.slow),
        pytest.param(signal.SIGHUP, CONVERSES, id="SIGHUP in a case", marks=pytest.mark.slow),
        pytest.param(signal.SIGHUP, MUTE, id="SIGHUP in the handshake", marks=pytest.mark.slow),
    ],
)
def test_a_signal_ends_the_adapter_too(
    number: signal.Signals,
    start: str,
    program: Callable[[str], str],
    few: list[str],
    place: Path,
    tmp_path: Path,
    started: Callable[..., subprocess.Popen[bytes]],
) -> None:
    """Given a run that waits, one signal, or three of them, end it in one line."""
    text = program(STALLS.format(answers=3, place=str(place), start=start))
    log = tmp_path / "run.jsonl"
    limits = ["--timeout", "600", "--start-timeout", "600"]
    process = started("conform", text, *few, *limits, "--results", str(log))
    adapter = int(place.read_text(encoding="ascii"))
    if start == CONVERSES:
        until(lambda: log.exists() and log.read_bytes().count(b"\n") == 4)
    for _ in range(3):
        process.send_signal(number)
        time.sleep(0.01)
    _, complaint = process.communicate(timeout=PATIENCE)
    assert process.returncode == CODES[number]
    assert b"Traceback" not in complaint
    until(lambda: not is_alive(adapter))
    if start == CONVERSES:
        run = read(log)
        assert not run.complete
        assert len(run.results) == 3


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a parent-death signal")
def test_a_killed_runner_takes_its_adapter_along(
    program: Callable[[str], str],
    few: list[str],
    place: Path,
    started: Callable[..., subprocess.Popen[bytes]],
) -> None:
    text = program(STALLS.format(answers=0, place=str(place), start=CONVERSES))
    process = started("conform", text, *few, "--timeout", "600")
    adapter = int(place.read_text(encoding="ascii"))
    assert is_alive(adapter)
    process.kill()
    until(lambda: not is_alive(adapter))


@pytest.mark.parametrize(
    ("number", "start"),
    [
        pytest.param(signal.SIGTERM, CONVERSES, id="SIGTERM in a question"),
        pytest.param(signal.SIGINT, CONVERSES, id="SIGINT in a question", marks=pytest.mark.slow),
        pytest.param(signal.SIGHUP, CONVERSES, id="SIGHUP in a question", marks=pytest.mark.slow),
        pytest.param(signal.SIGINT, MUTE, id="SIGINT in the handshake", marks=pytest.mark.slow),
    ],
)
def test_smoke_ends_its_adapter(
    number: signal.Signals,
    start: str,
    program: Callable[[str], str],
    place: Path,
    started: Callable[..., subprocess.Popen[bytes]],
) -> None:
    """Given three signals at once, the first is obeyed and the others disturb nothing."""
    text = program(STALLS.format(answers=0, place=str(place), start=start))
    process = started("smoke", text, "--timeout", "600", "--start-timeout", "600")
    for _ in range(3):
        process.send_signal(number)
    _, complaint = process.communicate(timeout=PATIENCE)
    assert process.returncode == CODES[number]
    assert b"Traceback" not in complaint
    until(lambda: not is_alive(int(place.read_text(encoding="ascii"))))


def pytest_of(text: str, few: list[str], log: Path, *more: str) -> list[str]:
    return [
        *(sys.executable, "-m", "pytest", "-q"),
        *(f"-pno:{plugin}" for plugin in ("cacheprovider", "hypothesispytest", "benchmark")),
        *("--pyargs", "taospec_conformance", f"--taospec-adapter={text}"),
        *(f"--taospec-bundle={few[1]}", "--taospec-operation=supply.block_emission"),
        *("--taospec-timeout=600", f"--taospec-results={log}", *more),
    ]


@pytest.mark.parametrize(
    ("number", "to_group", "more"),
    [
        pytest.param(signal.SIGTERM, False, [], id="SIGTERM, one process"),
        pytest.param(signal.SIGINT, True, [], id="Ctrl-C, one process", marks=pytest.mark.slow),
        pytest.param(signal.SIGHUP, True, [], id="SIGHUP, one process", marks=pytest.mark.slow),
        pytest.param(
            signal.SIGTERM, False, ["-n1"], id="SIGTERM, a worker", marks=pytest.mark.slow
        ),
        pytest.param(signal.SIGINT, True, ["-n2"], id="Ctrl-C, workers", marks=pytest.mark.slow),
        pytest.param(signal.SIGHUP, True, ["-n1"], id="SIGHUP, a worker", marks=pytest.mark.slow),
    ],
)
def test_pytest_ends_its_adapters(
    number: signal.Signals,
    to_group: bool,
    more: list[str],
    program: Callable[[str], str],
    few: list[str],
    place: Path,
    tmp_path: Path,
) -> None:
    """Given a signal in the fourth case, three times, the log has those before and no footer.

    A terminal sends it to the whole group, workers included.
    """
    text = program(STALLS.format(answers=3, place=str(place), start=CONVERSES))
    log = tmp_path / "run.jsonl"
    with subprocess.Popen(
        pytest_of(text, few, log, *more),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        preexec_fn=hear_signals,
        cwd=tmp_path,
    ) as process:
        until(lambda: log.exists() and log.read_bytes().count(b"\n") >= 4)
        for _ in range(3):
            os.killpg(process.pid, number) if to_group else process.send_signal(number)
        process.communicate(timeout=PATIENCE)
    adapters = [int(told.read_text(encoding="ascii")) for told in tmp_path.glob("pid-*")]
    assert adapters
    until(lambda: not any(map(is_alive, adapters)))
    run = read(log)
    assert not run.complete
    assert len(run.results) >= 3


def test_a_stopped_run_is_resumed(
    program: Callable[[str], str],
    few: list[str],
    files: Sequence[VectorFile],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Given a log that was cut in the middle of a line, only what is missing is asked."""
    log, asked = tmp_path / "run.jsonl", tmp_path / "asked"
    text = program(
        f"""
def execute(message):
    with open({str(asked)!r}, "a") as file:
        file.write("x")
    reply(message, {{"ok": {{"emission": "1"}}}})
converse(execute)
"""
    )
    assert taospec(["conform", text, *few, "--results", str(log)]) == 1
    lines = log.read_bytes().splitlines(keepends=True)
    questions = len(lines) - 2
    log.write_bytes(b"".join(lines[:4]) + lines[4][:50])
    asked.unlink()

    def resume(*arguments: str) -> tuple[int, str]:
        code = taospec(["conform", text, *arguments, "--resume", str(log)])
        return code, capsys.readouterr().err

    code, complaint = resume(*few, "--fork", "dereg")
    assert code == 2
    assert complaint.endswith("is the log of a run with another selection\n")
    bundle.write(files[1:], tmp_path / "other.json")
    other = ["--bundle", str(tmp_path / "other.json"), *few[2:]]
    assert resume(*other)[1].endswith("is the log of a run with other vectors\n")
    assert taospec(["conform", "reference", *few, "--resume", str(log)]) == 2
    assert capsys.readouterr().err.endswith("is the log of a run with another adapter\n")
    assert not asked.exists()
    assert resume(*few)[0] == 1
    assert asked.read_text(encoding="ascii") == "x" * (questions - 3)
    run = read(log)
    assert run.complete
    assert not run.contradicts_itself
    assert len(run.results) == questions
    assert resume(*few)[1].endswith("there is nothing to resume\n")


def test_a_second_run_does_not_write_into_the_log_of_the_first(
    program: Callable[[str], str],
    few: list[str],
    place: Path,
    tmp_path: Path,
    started: Callable[..., subprocess.Popen[bytes]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = program(STALLS.format(answers=2, place=str(place), start=CONVERSES))
    log = tmp_path / "run.jsonl"
    started("conform", text, *few, "--timeout", "600", "--results", str(log))
    until(lambda: log.exists() and log.read_bytes().count(b"\n") == 3)
    before = log.read_bytes()
    assert taospec(["conform", "reference", *few, "--results", str(log)]) == 2
    assert capsys.readouterr().err == f"taospec: {log}: another run is writing it\n"
    assert log.read_bytes() == before


FULL = pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
VERBS = [
    ["halving", "-i", "11597865", "-r", "500"],
    ["conform", "reference", "--id", "supply.block_emission.threshold-1-reached"],
]


def by_shell(verb: Sequence[str], redirection: str) -> subprocess.CompletedProcess[str]:
    """A verb whose output the shell has put somewhere."""
    command = f"{shlex.join([*TAOSPEC, *verb])} {redirection}"
    return subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=False)


@FULL
@pytest.mark.parametrize(
    ("verb", "redirection"),
    [
        pytest.param(VERBS[0], ">&-", id="halving closed"),
        pytest.param(VERBS[1], ">/dev/full", id="conform full"),
        pytest.param(VERBS[0], ">/dev/full", id="halving full", marks=pytest.mark.slow),
        pytest.param(VERBS[1], ">&-", id="conform closed", marks=pytest.mark.slow),
    ],
)
def test_output_that_cannot_be_written_is_one_line(verb: list[str], redirection: str) -> None:
    done = by_shell(verb, redirection)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("taospec: ")


@FULL
@pytest.mark.parametrize("option", ["--results", "--junit"])
def test_a_full_disk_is_no_deviation(
    option: str, few: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert taospec(["conform", "reference", *few, option, "/dev/full"]) == 2
    assert capsys.readouterr().err == "taospec: /dev/full: No space left on device\n"


def test_a_disk_that_vanishes_is_no_deviation(
    program: Callable[[str], str],
    few: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    log = tmp_path / "run.jsonl"
    text = program(
        f"""
def execute(message):
    if os.path.exists({str(log)!r}):
        os.unlink({str(log)!r})
    reply(message, {{"ok": {{"emission": "1"}}}})
converse(execute)
"""
    )
    assert taospec(["conform", text, *few, "--results", str(log)]) == 2
    assert capsys.readouterr().err == f"taospec: {log}: No such file or directory\n"


def test_a_closed_standard_error_is_no_success() -> None:
    assert by_shell(VERBS[0], "2>&-").returncode == 2


def test_a_console_of_another_language_shows_what_it_can() -> None:
    done = subprocess.run(
        [*TAOSPEC, "rules", "SUP-3"],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"},
    )
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr
