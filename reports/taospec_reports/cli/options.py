"""Options that several verbs share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from taospec_conformance.asking.limits import MAX_SECONDS, Limits


class _Seconds(click.FloatRange):
    """Not `inf`, not `nan`, and nothing that a clock of the system does not take."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        seconds: float = super().convert(value, param, ctx)
        if seconds != seconds:  # which no comparison with a bound tells
            self.fail(f"{value} is not in the range 0<x<={MAX_SECONDS}.", param, ctx)
        return seconds


SECONDS = _Seconds(min=0, min_open=True, max=MAX_SECONDS)

_Command = TypeVar("_Command", bound=Callable[..., Any])


def selection_options(command: _Command) -> _Command:
    """The options that choose cases."""
    for option in reversed(
        [
            click.option("--fork", "forks", multiple=True, help="Only this fork. Repeatable."),
            click.option("--operation", "operations", multiple=True, help="Glob over operations."),
            click.option("--rule", "rules", multiple=True, help="Glob over rule ids, as SUP-*."),
            click.option("--id", "ids", multiple=True, help="Glob over case ids."),
            click.option("--chapter", "chapters", multiple=True, help="Only this chapter."),
            click.option("--origin", "origins", multiple=True, help="Only cases of this origin."),
            click.option("--plain", is_flag=True, help="Only states that occur, and no edges."),
            click.option("--shard", default="1/1", help="Part I of N, as 2/5.", metavar="I/N"),
        ]
    ):
        command = option(command)
    return command


class HowMany(click.ParamType[int | None, str]):
    """A number, or `all`, which is None."""

    name = "N|all"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> int | None:
        """The number."""
        if value is None or isinstance(value, int) or str(value).lower() == "all":
            return value if isinstance(value, int) else None
        if not str(value).isdecimal():
            self.fail(f"{value!r} is neither a number nor all", param, ctx)
        return int(value)


def limit_options(command: _Command) -> _Command:
    """The options that cap an adapter."""
    standard = Limits()
    for option in reversed(
        [
            click.option(
                "--timeout",
                type=SECONDS,
                default=standard.case_timeout,
                show_default=True,
                help="Seconds for one case.",
            ),
            click.option(
                "--start-timeout",
                type=SECONDS,
                default=standard.start_timeout,
                show_default=True,
                help="Seconds until the adapter has answered initialize.",
            ),
            click.option(
                "--max-message",
                type=click.IntRange(min=1024),
                default=standard.max_message,
                show_default=True,
                help="Bytes of one message.",
            ),
            click.option(
                "--restarts",
                type=click.IntRange(min=0),
                default=standard.restarts,
                show_default=True,
                help="How often a dead adapter is started again, per hundred cases.",
            ),
            click.option(
                "--sandbox",
                is_flag=True,
                help="Run a stdio adapter without network, behind a read-only file system.",
            ),
            click.option(
                "--env",
                "pass_environment",
                multiple=True,
                metavar="NAME",
                help="Let the adapter see this environment variable. Repeatable.",
            ),
        ]
    ):
        command = option(command)
    return command


def limits_from(options: dict[str, Any]) -> Limits:
    """The caps that `limit_options` gave; they are taken out of the options."""
    return Limits(
        start_timeout=options.pop("start_timeout"),
        case_timeout=options.pop("timeout"),
        max_message=options.pop("max_message"),
        restarts=options.pop("restarts"),
        pass_environment=options.pop("pass_environment"),
        sandbox=options.pop("sandbox"),
    )
