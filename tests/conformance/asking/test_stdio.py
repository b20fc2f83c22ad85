"""Whatever a program does on its pipes becomes an outcome in bounded time."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from processes import is_alive, until

from taospec_conformance.asking import target
from taospec_conformance.asking.limits import Limits
from taospec_conformance.asking.outcomes import (
    AdapterFaultError,
    Crash,
    Desync,
    Fault,
    Ok,
    Outcome,
    Oversize,
    ProtocolError,
    Reject,
    Timeout,
    Unsupported,
)
from taospec_conformance.asking.transports.connection import Connection
from taospec_conformance.asking.transports.processes import clean_environment

# For what never answers; whatever does must have the time for it on the slowest machine.
QUICK = Limits(start_timeout=60, case_timeout=0.2, stop_timeout=0.5, max_message=200_000)
PATIENT = Limits(start_timeout=60, case_timeout=60, stop_timeout=0.5, max_message=200_000)
Open = Callable[..., Connection]


@pytest.fixture
def connect(program: Callable[[str], str]) -> Iterator[Open]:
    """Source of a program → a connection to it, closed after the test."""
    opened: list[Connection] = []

    def start(source: str, limits: Limits = PATIENT) -> Connection:
        connection = target.parse(program(source)).connect(limits)
        opened.append(connection)
        connection.open()
        return connection

    yield start
    for connection in opened:
        connection.close()


def ask(connection: Connection, **given: Any) -> Outcome:
    return connection.ask("dereg", "supply.block_emission", given)


def test_questions_are_answered_one_after_the_other(connect: Open) -> None:
    connection = connect("converse(lambda m: reply(m, {'ok': m['params']['given']}))")
    assert [ask(connection, n=str(n)) for n in range(50)] == [Ok({"n": str(n)}) for n in range(50)]
    assert connection.is_open
    assert connection.close() is None
    assert not connection.is_open


def test_the_question_holds_neither_expectation_nor_name(connect: Open) -> None:
    connection = connect("converse(lambda m: reply(m, {'ok': {'asked': m}}))")
    outcome = ask(connection, total_issuance="0")
    assert isinstance(outcome, Ok)
    asked = outcome.answer["asked"]
    assert set(asked) == {"jsonrpc", "id", "method", "params"}
    assert asked["params"] == {
        "fork": "dereg",
        "operation": "supply.block_emission",
        "given": {"total_issuance": "0"},
    }


def test_large_messages_pass_in_both_directions_at_once(connect: Open) -> None:
    """Given a program that answers while it still reads, neither side waits for the other."""
    connection = connect(
        "converse(lambda m: reply(m, {'ok': m['params']['given']}))",
        Limits(case_timeout=10, max_message=8_000_000),
    )
    rows = [[uid, [[other, other * 7] for other in range(64)]] for uid in range(4000)]
    assert ask(connection, rows=rows) == Ok({"rows": rows})


def test_a_question_beyond_the_cap_is_not_sent(connect: Open) -> None:
    connection = connect("converse(lambda m: reply(m, {'ok': {}}))")
    outcome = ask(connection, text="x" * 300_000)
    assert isinstance(outcome, Oversize)
    assert "the question itself" in outcome.detail


def test_silence_is_a_timeout_and_ends_the_process(connect: Open, tmp_path: Path) -> None:
    mark = tmp_path / "pid"
    connection = connect(
        f"open({str(mark)!r}, 'w').write(str(os.getpid()))\nconverse(lambda m: time.sleep(60))",
        QUICK,
    )
    outcome = ask(connection)
    assert outcome == Timeout("no answer to execute within 0.2 s")
    assert not connection.is_open
    assert not is_alive(int(mark.read_text()))


def test_an_answer_that_drips_is_a_timeout(connect: Open) -> None:
    connection = connect(
        """
def drip(message):
    while True:
        write("x")
        time.sleep(0.01)
converse(drip)
""",
        QUICK,
    )
    assert isinstance(ask(connection), Timeout)


def test_children_of_an_adapter_are_killed_with_it(connect: Open, tmp_path: Path) -> None:
    mark = tmp_path / "pid"
    source = f"""
import subprocess
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
open({str(mark)!r}, "w").write(str(child.pid))
converse(lambda m: reply(m, {{"ok": {{}}}}))
"""
    connection = connect(source)
    assert ask(connection) == Ok({})
    child = int(mark.read_text())
    assert is_alive(child)
    connection.close()
    until(lambda: not is_alive(child))  # the signal is sent; when the kernel delivers it is its own


@pytest.mark.parametrize(
    ("last_words", "how"),
    [
        ("os._exit(0)", "exited with code 0"),
        ("sys.exit(3)", "exited with code 3"),
        ("os.kill(os.getpid(), 9)", "killed by SIGKILL"),
        ("os.abort()", "killed by SIGABRT"),
        ("os.close(1); time.sleep(60)", "closed its standard output and kept running"),
        (
            'write(\'{"jsonrpc": "2.0", "id\'); os._exit(0)',
            'exited with code 0 after an unfinished line: {"jsonrpc": "2.0", "id',
        ),
    ],
)
def test_an_end_is_a_crash_that_says_how(connect: Open, last_words: str, how: str) -> None:
    connection = connect(f"def end(m):\n    {last_words}\nconverse(end)")
    assert ask(connection) == Crash(how)


def test_a_crash_carries_the_last_lines_of_standard_error(connect: Open) -> None:
    connection = connect(
        """
def end(message):
    sys.stderr.write("warming up\\nthread panicked: index out of bounds\\n")
    sys.stderr.flush()
    os._exit(101)
converse(end)
"""
    )
    outcome = ask(connection)
    assert outcome == Crash(
        "exited with code 101", "warming up\nthread panicked: index out of bounds\n"
    )


def test_only_the_end_of_standard_error_is_kept(connect: Open) -> None:
    """Given megabytes of log, neither the pipe fills up nor the runner's memory."""
    connection = connect(
        """
def chat(message):
    for number in range(20000):
        sys.stderr.write(f"line {number} " + "x" * 90 + "\\n")
    sys.stderr.flush()
    reply(message, {"ok": {}})
    os._exit(1)
converse(chat)
""",
        Limits(case_timeout=10, stderr_tail=1000),
    )
    assert ask(connection) == Ok({})
    outcome = ask(connection)
    assert isinstance(outcome, Crash)
    assert len(outcome.stderr) == 1000
    assert outcome.stderr.endswith("line 19999 " + "x" * 90 + "\n")


def test_a_line_without_end_is_oversize(connect: Open) -> None:
    connection = connect("def flood(m):\n    while True: write('A' * 65536)\nconverse(flood)")
    outcome = ask(connection)
    assert isinstance(outcome, Oversize)
    assert "more than 200000 bytes in one message, starting AAAA" in outcome.detail


def test_a_long_line_that_ends_is_oversize_too(connect: Open) -> None:
    connection = connect("converse(lambda m: write('A' * 300000 + '\\n'))")
    assert isinstance(ask(connection), Oversize)


def test_the_answer_to_another_question_is_a_desync(connect: Open) -> None:
    connection = connect("converse(lambda m: reply({'id': m['id'] + 1}, {'ok': {}}))")
    assert ask(connection) == Desync("question 2 was answered with id 3")


def test_a_second_answer_is_held_against_the_case_that_sent_it(connect: Open) -> None:
    """Given an adapter that repeats itself in one breath, the first case is not settled."""
    connection = connect(
        """
def twice(m):
    answer = json.dumps({"jsonrpc": "2.0", "id": m["id"], "result": {"ok": {}}})
    write(f"{answer}\\n{answer}\\n")
converse(twice)
"""
    )
    assert ask(connection) == Ok({})
    fault = connection.settle()
    assert isinstance(fault, Desync)
    assert fault.detail.startswith("something came after the answer: {")
    assert not connection.is_open
    assert connection.settle() is None


def test_an_answer_that_was_there_before_its_question_is_a_desync(
    connect: Open, tmp_path: Path
) -> None:
    settled, sent = tmp_path / "settled", tmp_path / "sent"
    connection = connect(
        f"""
def ahead(m):
    reply(m, {{"ok": {{}}}})
    while not os.path.exists({str(settled)!r}):
        time.sleep(0.01)
    reply({{"id": m["id"] + 1}}, {{"ok": {{}}}})
    open({str(sent)!r}, "w").close()
converse(ahead)
"""
    )
    assert ask(connection) == Ok({})
    assert connection.settle() is None
    settled.touch()
    until(sent.exists)
    fault = ask(connection)
    assert isinstance(fault, Desync)
    assert fault.detail.startswith("something came before the question was asked: {")


def test_an_answer_before_the_question_was_read_is_a_desync(connect: Open) -> None:
    connection = connect(
        """
line = os.read(0, 1 << 16)
reply(json.loads(line), SAID)
os.read(0, 1)
reply({"id": 2}, {"ok": {}})
time.sleep(60)
""",
        Limits(case_timeout=60, max_message=8_000_000),
    )
    outcome = ask(connection, text="x" * 4_000_000)
    assert isinstance(outcome, Desync)
    assert outcome.detail.startswith("answered before it had read the whole question: {")


def test_an_answer_that_comes_again_later_is_told_by_its_number(connect: Open) -> None:
    """Given each answer sent again when the next question is read, nobody else is blamed."""
    connection = connect(
        """
last = None
def again(m):
    global last
    if last:
        reply(last, {"ok": {"again": True}})
    last = m
    reply(m, {"ok": {}})
converse(again)
"""
    )
    for number in range(4):
        assert ask(connection) == Ok({})
        assert connection.settle() is None
        assert connection.repeated() == ((number - 1,) if number else ())


def test_an_answer_that_comes_again_before_the_next_question_is_told_too(
    connect: Open, tmp_path: Path
) -> None:
    sent = tmp_path / "sent"
    connection = connect(
        f"""
def late(m):
    reply(m, {{"ok": {{}}}})
    time.sleep(0.05)
    reply(m, {{"ok": {{}}}})
    open({str(sent)!r}, "w").close()
converse(late)
"""
    )
    assert ask(connection) == Ok({})
    until(sent.exists)
    assert ask(connection) == Ok({})
    assert connection.repeated() == (0,)
    connection.close()
    assert connection.repeated() == (1,)


def test_an_old_number_alone_is_a_desync(connect: Open) -> None:
    source = "converse(lambda m: reply({'id': 2}, {'ok': {}}))"
    connection = connect(source, Limits(case_timeout=1))  # the second wait lasts that long
    assert ask(connection) == Ok({})
    assert ask(connection) == Desync("question 3 was answered with id 2 only")
    assert connection.repeated() == ()


def test_prose_is_a_protocol_error_and_shown_escaped(connect: Open) -> None:
    connection = connect("converse(lambda m: write('\\x1b[31mhello\\x07\\n'))")
    outcome = ask(connection)
    assert isinstance(outcome, ProtocolError)
    assert outcome.detail.startswith("not JSON: ")
    assert outcome.detail.endswith("; got \\x1b[31mhello\\x07")


def test_deep_nesting_is_a_protocol_error(connect: Open) -> None:
    connection = connect("converse(lambda m: write('[' * 50000 + ']' * 50000 + '\\n'))")
    assert isinstance(ask(connection), ProtocolError)


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        ({"code": -32601, "message": "not here"}, Unsupported("not here")),
        (
            {"code": -32603, "message": "oops"},
            ProtocolError("error -32603 (internal error): oops"),
        ),
        ({"code": -32602, "message": "?"}, ProtocolError("error -32602 (invalid params): ?")),
        ({"code": 17, "message": "mine"}, ProtocolError("error 17 (error): mine")),
    ],
)
def test_an_error_reply_leaves_the_line_open(
    connect: Open, error: dict[str, Any], expected: Outcome
) -> None:
    connection = connect(
        f"""
def fail(message):
    error = {error!r}
    write(json.dumps({{"jsonrpc": "2.0", "id": message["id"], "error": error}}) + "\\n")
converse(fail)
"""
    )
    assert [ask(connection), ask(connection)] == [expected, expected]


def test_a_rejection_is_an_answer(connect: Open) -> None:
    connection = connect("converse(lambda m: reply(m, {'reject': {'code': 'Overflow'}}))")
    assert ask(connection) == Reject("Overflow")


@pytest.mark.parametrize(
    ("source", "kind", "detail"),
    [
        ("write('Welcome!\\n')\nconverse(None)", ProtocolError, "got Welcome!"),
        ("os._exit(4)", Crash, "exited with code 4"),
        ("time.sleep(60)", Timeout, "no answer to initialize within 0.3 s"),
        ("converse(None, {**SAID, 'protocol': 9})", ProtocolError, "initialize: protocol"),
        ("converse(None, [])", ProtocolError, "initialize: result"),
        (
            """
sys.stdin.readline()
error = {"code": -32602, "message": "no"}
write(json.dumps({"jsonrpc": "2.0", "id": 1, "error": error}) + "\\n")
""",
            ProtocolError,
            "initialize: error -32602 (invalid params): no",
        ),
    ],
)
def test_an_adapter_that_does_not_come_up(
    program: Callable[[str], str], source: str, kind: type[Fault], detail: str
) -> None:
    limits = Limits(start_timeout=0.3 if kind is Timeout else 60.0)
    connection = target.parse(program(source)).connect(limits)
    with pytest.raises(AdapterFaultError) as failure:
        connection.open()
    assert type(failure.value.fault) is kind
    assert detail in failure.value.fault.detail
    assert not connection.is_open


def test_a_program_that_does_not_exist() -> None:
    connection = target.parse("stdio:/no/such/program --flag").connect(QUICK)
    with pytest.raises(AdapterFaultError, match="cannot start /no/such/program: No such file"):
        connection.open()


def test_a_goodbye_that_fails_is_told_and_judged_by_nobody(connect: Open) -> None:
    connection = connect(
        "for line in sys.stdin:\n"
        "    message = json.loads(line)\n"
        "    if message['method'] == 'shutdown': os._exit(9)\n"
        "    reply(message, SAID)"
    )
    assert connection.close() == Crash("exited with code 9")


def test_no_shell_sees_the_command(tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    connection = target.parse(f"stdio:{sys.executable} -c 'pass' ; touch {trap}").connect(QUICK)
    with pytest.raises(AdapterFaultError):
        connection.open()
    assert not trap.exists()


def test_the_environment_is_cleaned(connect: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI_TOKEN", "secret")
    monkeypatch.setenv("WANTED", "yes")
    source = "converse(lambda m: reply(m, {'ok': dict(os.environ)}))"
    outcome = ask(connect(source, Limits(pass_environment=("WANTED",))))
    assert isinstance(outcome, Ok)
    assert "CI_TOKEN" not in outcome.answer
    assert outcome.answer["WANTED"] == "yes"


def test_the_search_path_ends_with_the_scripts_of_this_installation() -> None:
    cleaned = clean_environment({"PATH": "/bin", "SECRET": "x"})
    assert list(cleaned) == ["PATH"]
    first, *_, last = cleaned["PATH"].split(os.pathsep)
    assert first == "/bin"
    assert (Path(last) / "taospec").exists()
