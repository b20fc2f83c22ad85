"""The verbs of the command `taospec`: one module each, imported only when it is asked for."""

from __future__ import annotations

import io
import os
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from typing import Any, TextIO

import click

from taospec.errors import TaospecError
from taospec.naming import known_name
from taospec_conformance.asking.endings import Ended, orderly
from taospec_conformance.asking.text import printable
from taospec_reports.cli import exits

_LONGEST_REFUSAL = 2_000
# Verb → the module that has its `command`, and the line that `taospec --help` shows.
VERBS = {
    "rules": ("taospec_reports.cli.rules", "Show the rules and what traces to each of them."),
    "forks": ("taospec_reports.cli.forks", "Show the forks and what each of them changed."),
    "fork-of": ("taospec_reports.cli.fork_of", "Say which fork a block or a day belongs to."),
    "claims": ("taospec_reports.cli.claims", "Show public claims with verdict and evidence."),
    "halving": ("taospec_reports.cli.halving", "Say when the coming halvings happen."),
    "next-epoch": (
        "taospec_reports.cli.next_epoch",
        "Say in which block a subnet's next epoch is due.",
    ),
    "ask": ("taospec_reports.cli.ask", "Put one question to the model."),
    "simulate": (
        "taospec_reports.cli.simulate",
        "Run a scenario over many blocks.",
    ),
    "vectors": ("taospec_reports.cli.vectors", "Show, fill, check and bundle test vectors."),
    "prove": ("taospec_reports.cli.prove", "Settle the invariants with the solver."),
    "new-adapter": ("taospec_reports.cli.new_adapter", "Write the skeleton of an adapter."),
    "conform": ("taospec_reports.cli.conform", "Run an implementation against the vectors."),
    "compare": (
        "taospec_reports.cli.compare",
        "Say what broke and what was mended between two result logs.",
    ),
    "smoke": ("taospec_reports.cli.smoke", "Ask whether an adapter works at all."),
    "serve": ("taospec_reports.cli.serve", "Answer as the reference over stdin and stdout."),
    "replay": ("taospec_reports.cli.replay", "Show one case of a result log, and run it again."),
    "replay-trace": (
        "taospec_reports.cli.replay_trace",
        "Judge the model or an adapter on what the chain executed.",
    ),
    "report": ("taospec_reports.cli.report", "Write the pages from result logs and proofs."),
}
SECTIONS = {
    "Read the specification": (
        "rules",
        "forks",
        "fork-of",
        "claims",
        "halving",
        "next-epoch",
        "ask",
    ),
    "Compute with it": ("simulate",),
    "Work on it": ("vectors", "prove"),
    "Test an implementation": (
        "new-adapter",
        "smoke",
        "conform",
        "compare",
        "replay",
        "replay-trace",
        "serve",
        "report",
    ),
}


class _LazyGroup(click.Group):
    """A group that knows its verbs by name and imports one when it is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        if cmd_name not in VERBS:
            return None
        command: click.Command = import_module(VERBS[cmd_name][0]).command
        _mark_as_written(command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The verb that is meant; in any case, and with a hint where there is none."""
        if args and not args[0].startswith("-"):
            args = [known_name(args[0], VERBS, "verb"), *args[1:]]
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            try:
                return super().invoke(ctx)
            finally:
                sys.stdout.flush()
        except BrokenPipeError:  # whoever read our output has left; click would call that a 1
            _forget(sys.stdout)
            return exits.BROKEN_PIPE

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        for title, verbs in SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl([(verb, VERBS[verb][1]) for verb in verbs])


def _mark_as_written(command: click.Command) -> None:
    """Let the examples of a docstring stand as they are written.

    click keeps the lines of a paragraph after a backspace. A raw docstring has two characters in
    its place, which it would print.
    """
    for name in ("help", "epilog"):
        if text := getattr(command, name, None):
            setattr(command, name, text.replace("\\b\n", "\b\n"))
    for inner in command.commands.values() if isinstance(command, click.Group) else ():
        _mark_as_written(inner)


def _print_version(ctx: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from importlib.metadata import version

        click.echo(f"taospec {version('taospec')}")
        ctx.exit()


@click.group(
    cls=_LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="""\b
Examples:
  taospec rules SUP-3                       one rule with everything that traces to it
  taospec halving -i 11597865 -r 500        the coming halvings as a table
  taospec conform reference                 the suite against the model itself
  taospec conform "stdio:node adapter.js"   the suite against an adapter in another language
""",
)
@click.option(
    "-V",
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_print_version,
    help="Show the version and exit.",
)
def cli() -> None:
    """Executable specification and conformance suite of Bittensor's economic protocol."""


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit code.

    Args:
        arguments: what follows the command's name.

    Returns:
        The verb's own code; 2 for a mistake of the caller or a place that cannot be written, which
        costs one line on stderr; 70 for a fault of ours, which costs a traceback.
    """
    if (code := _without_streams()) is not None:
        return code
    with orderly():
        try:
            return _run(arguments)
        except OSError as error:
            _forget(sys.stdout)
            where = f"{error.filename}: " if error.filename else "output: "
            return _refused(f"{where}{error.strerror or error}")
        except (click.Abort, KeyboardInterrupt):
            _say("interrupted")
            return exits.INTERRUPTED
        except Ended as ended:
            _say(f"ended by {ended}")
            return 128 + ended.number
        except Exception:  # exit code 1 would say that an adapter deviates
            _say(traceback.format_exc())
            return exits.FAULT


def _run(arguments: Sequence[str]) -> int:
    try:
        code = cli.main(list(arguments), prog_name="taospec", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return exits.USAGE
    except TaospecError as error:
        return _refused(" ".join(str(error).split()))
    return code if isinstance(code, int) else 0


def _refused(reason: str) -> int:
    _say(printable(reason, _LONGEST_REFUSAL))
    return exits.USAGE


def _say(text: str) -> None:
    """A line on standard error, if that can be written."""
    try:
        click.echo(f"taospec: {text}", err=True)
    except OSError:
        _forget(sys.stderr)


def _without_streams() -> int | None:
    """The exit code where there is nobody to tell anything, which must not look like success."""
    for stream in (sys.stdout, sys.stderr):
        if stream is None:
            if sys.stderr is not None:
                _say("standard output is closed")
            return exits.USAGE
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a console of another language shows what it can
    return None


def _forget(stream: TextIO) -> None:
    """Python would complain once more about the rest of a stream as it shuts down."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
