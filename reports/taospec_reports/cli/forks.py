"""`taospec forks`: the named states of the protocol, and what each of them changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from taospec_reports.cli.tables import table, wrapped

if TYPE_CHECKING:
    from taospec.forks import Replacement
    from taospec.timeline import ForkEntry
    from taospec_reports.changelog import ConstantChange, ForkChanges

_COLUMNS = ("fork", "date", "spec", "release", "state", "first block")
_STATES = (
    "specified: the model answers every question; draft: it computes blocks and calls, and nothing "
    "can be asked about it yet; planned: it only has a name."
)
_LONGEST_VALUE = 60
_MOST = 100


@click.command("forks")
@click.argument("name", metavar="[FORK]", required=False)
@click.option("--against", metavar="FORK", help="Compare with this fork, not the one before.")
def command(name: str | None, against: str | None) -> None:
    r"""Show the forks, or what one of them changed.

    Without FORK the whole timeline is listed, the planned forks too.

    \b
    Examples:
      taospec forks                           the timeline
      taospec forks dereg                     what dereg changed against the fork before it
      taospec forks halving --against dtao    everything that changed from dtao to halving
    """
    from taospec.timeline import require_specified, timeline
    from taospec_reports.changelog import compared

    if name is None:
        if against is not None:
            message = "--against needs the fork to compare"
            raise click.UsageError(message)
        lines = [table(list(_timeline(timeline().values()))), "", *wrapped(_STATES, most=_MOST)]
    else:
        older = require_specified(against.lower()) if against is not None else None
        lines = list(_compared(compared(require_specified(name.lower()), older)))
    click.echo("\n".join(lines))


def _timeline(entries: Iterable[ForkEntry]) -> Iterator[tuple[str, ...]]:
    from taospec.timeline import default_fork

    yield _COLUMNS
    for entry in entries:
        status = f"{entry.status}, default" if entry.name == default_fork() else entry.status
        first = f"{entry.first_block:,}" if entry.first_block is not None else ""
        yield entry.name, str(entry.date), str(entry.spec_version), entry.tag, status, first


def _compared(changes: ForkChanges) -> Iterator[str]:
    entry = changes.entry
    yield from wrapped(f"{entry.name}: {entry.summary}", most=_MOST)
    yield f"rules read at {entry.tag} (spec {entry.spec_version}, {entry.date})"
    yield f"{changes.rules} rules hold in it"
    if changes.against is None:
        yield "the oldest fork that is specified: there is none to compare it with"
        return
    yield f"\nagainst {changes.against}: {len(changes.replaced)} slots differ"
    yield table([_replaced(replacement) for replacement in changes.replaced], indent="  ")
    for title, rules in (("rules that begin", changes.begins), ("rules that end", changes.ends)):
        if rules:
            yield f"\n{title}"
            yield table([(rule.id, rule.title) for rule in rules], indent="  ")
    if changes.constants:
        yield "\nconstants, code default and mainnet"
        yield table([_constant(change) for change in changes.constants], indent="  ")


def _cut(text: str, longest: int) -> str:
    """A text, cut where it is a whole table of calls; the page of the fork has all of it."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def _replaced(replacement: Replacement) -> tuple[str, ...]:
    from taospec.forks import called

    change = " → ".join(
        _cut(called(value), _LONGEST_VALUE) for value in (replacement.before, replacement.after)
    )
    return replacement.path, change, ", ".join(replacement.rules)


def _constant(change: ConstantChange) -> tuple[str, ...]:
    before = "new" if change.before is None else " ".join(map(str, change.before))
    return change.name, f"{before} → {' '.join(map(str, change.after))}"
