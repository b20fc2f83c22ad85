"""The command line as a whole: help, verbs, exit codes."""

from __future__ import annotations

import os
import pty
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version

import click
import pytest

from taospec.errors import TaospecError
from taospec_reports.cli import exits
from taospec_reports.cli.vectors import command as vectors_command
from taospec_reports.cli.verbs import SECTIONS, VERBS, cli, run

TAOSPEC = (sys.executable, "-c", "from taospec_reports.cli.main import main; main()")


@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_help_shows_every_verb_and_examples(flag: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([flag]) == 0
    text = capsys.readouterr().out
    for verb, (_, line) in VERBS.items():
        assert f"  {verb} " in text
        assert line in text
    assert "taospec conform reference" in text


def test_every_verb_is_in_one_section() -> None:
    assert sorted(verb for verbs in SECTIONS.values() for verb in verbs) == sorted(VERBS)


def test_every_example_is_one_that_can_be_typed() -> None:
    lines = [line.strip() for line in (cli.epilog or "").splitlines() if "taospec " in line]
    assert len(lines) >= 4
    above = click.Context(cli, **cli.context_settings)
    for line in lines:
        example, _ = re.split(r" {2,}", line)
        _, verb, *arguments = shlex.split(example)
        command = cli.get_command(above, verb)
        assert command is not None
        with command.make_context(
            verb, arguments, parent=above
        ):  # raises what a mistake would print
            pass


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_exists_and_explains_itself(
    verb: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([verb, "-h"]) == 0
    assert capsys.readouterr().out.startswith(f"Usage: taospec {verb} ")


def pages(command: click.Command, above: click.Context) -> Iterator[str]:
    """The help of a command, and of all that is in it."""
    yield command.get_help(above)
    if isinstance(command, click.Group):
        for name in command.list_commands(above):
            inner = command.get_command(above, name)
            assert inner is not None
            yield from pages(inner, click.Context(inner, above, name))


def test_what_a_command_does_is_never_cut(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["vectors", "--help"]) == 0
    told = " ".join(capsys.readouterr().out.partition("Commands:")[2].split())
    assert "..." not in told
    for name, inner in vectors_command.commands.items():
        assert f"{name} {' '.join((inner.help or '').partition(chr(10) * 2)[0].split())}" in told


def test_no_page_of_help_shows_a_mark_of_its_markup() -> None:
    texts = list(pages(cli, click.Context(cli, info_name="taospec", **cli.context_settings)))
    assert len(texts) > len(VERBS)
    assert not any("\b" in text or "\\b" in text for text in texts)
    assert any("taospec rules SUP-3                one rule" in text for text in texts)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("confrom", "unknown verb 'confrom'; did you mean conform?"),
        ("claim", "unknown verb 'claim'; did you mean claims?"),
    ],
)
def test_a_verb_that_is_none_gets_a_hint(
    typed: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([typed]) == 2
    assert capsys.readouterr() == ("", f"taospec: {said}\n")


def test_a_verb_is_taken_in_any_case(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["Forks", "DEREG"]) == 0
    assert capsys.readouterr().out.startswith("dereg: ")


def test_serve_at_a_terminal_says_what_it_waits_for() -> None:
    """Given somebody who types `taospec serve`, it does not just stand there."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [*TAOSPEC, "serve"], stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        os.close(theirs)
        assert process.stderr is not None
        assert process.stderr.readline().startswith(b"waiting for one JSON-RPC message a line")
        os.write(ours, b"\x04")  # Ctrl-D
        assert process.wait(timeout=30) == 0
        os.close(ours)


def test_help_imports_nothing_heavy() -> None:
    """Given a fresh interpreter, when help is shown, then no library of the verbs was imported."""
    program = (
        "import sys; from taospec_reports.cli.verbs import run; run(['--help'])\n"
        "heavy = {'numpy', 'pydantic', 'yaml', 'z3', 'hypothesis', 'jinja2', 'matplotlib'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stderr == "[]\n"


@pytest.mark.parametrize("flag", ["--version", "-V"])
def test_version(flag: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([flag]) == 0
    assert capsys.readouterr().out == f"taospec {version('taospec')}\n"


def test_a_verb_that_does_not_exist(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["conforms"]) == 2
    assert "unknown verb 'conforms'; did you mean conform?" in capsys.readouterr().err


def raise_from_rules(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    @click.command()
    def fails() -> None:
        raise error

    monkeypatch.setattr(cli, "get_command", lambda _context, _name: fails)


def test_a_mistake_of_the_caller_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    raise_from_rules(monkeypatch, TaospecError("file: case: field:\n  what is wrong"))
    assert run(["rules"]) == 2
    assert capsys.readouterr().err == "taospec: file: case: field: what is wrong\n"


def test_an_interruption(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    raise_from_rules(monkeypatch, KeyboardInterrupt())
    assert run(["rules"]) == 130
    assert capsys.readouterr().err.strip() == "taospec: interrupted"


def test_an_exit_code_of_a_verb_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    raise_from_rules(monkeypatch, SystemExit(3))
    with pytest.raises(SystemExit) as caught:
        run(["rules"])
    assert caught.value.code == 3


def test_a_reader_that_leaves_early_costs_no_complaint() -> None:
    """Given more output than a pipe holds, when its reader closes early, then no traceback."""
    command = [*TAOSPEC, "vectors", "list", "--chapter", "numbers", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith(b'{"id"')
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == exits.BROKEN_PIPE
