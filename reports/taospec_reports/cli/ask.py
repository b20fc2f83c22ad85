"""`taospec ask`: one question to the model, from the shell."""

from __future__ import annotations

import json
import sys
import textwrap
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from taospec.errors import TaospecError, nearest

if TYPE_CHECKING:
    from taospec.forks import Fork
    from taospec.operations.declare import Operation

_STDIN = "-"


@click.command("ask")
@click.argument("operation", metavar="[OPERATION]", required=False)
@click.option("--fork", "fork_name", metavar="FORK", help="Whose rules answer.  [default: dereg]")
@click.option(
    "--given",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    help="Read the input from this file, JSON in wire form; - for stdin.",
)
@click.option("--set", "stated", metavar="FIELD=VALUE", multiple=True, help="State one field.")
@click.option("--trace", is_flag=True, help="Show the intermediate quantities too.")
@click.option("--template", is_flag=True, help="Print a healthy input to start from, ask nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the answer in wire form.")
def command(
    operation: str | None,
    fork_name: str | None,
    given: Path | None,
    stated: tuple[str, ...],
    trace: bool,
    template: bool,
    as_json: bool,
) -> None:
    r"""Put one question to the model; without OPERATION, list what can be asked.

    What is not stated takes the fork's constants and the values of a healthy network. A plain
    integer is the number of the wire (rao, raw bits, 65535ths); with decimals, k, M, G, % or TAO it
    is what people mean by it. A rejection is an answer as well.

    \b
    Examples:
      taospec ask supply.era --set total_issuance=10.5M
      taospec ask consensus.epoch --fork flow --set kappa=60%
      taospec ask consensus.epoch --template > epoch.json
      taospec ask consensus.epoch --given epoch.json --trace
    """
    from taospec.examples.questions import example
    from taospec.forks import fork
    from taospec.operations.catalogue import catalogue, execute, find

    if operation is None:
        click.echo("\n".join(_listed(catalogue())))
        return
    entry, chosen = find(operation), fork(fork_name)
    fields = _stated(entry, stated)
    if trace:
        fields["trace"] = _traceable(entry)
    fields = {**_read(given), **fields} if given else example(entry, chosen, fields)
    if template:
        click.echo(json.dumps(fields, indent=2))
        return
    answer = execute(chosen.name, entry.name, fields)
    if as_json:
        click.echo(json.dumps(answer, indent=2))
    else:
        click.echo("\n".join(_told(entry, chosen, fields, answer)))


def _listed(operations: Mapping[str, Operation]) -> Iterator[str]:
    width = max(map(len, operations))
    for name, entry in operations.items():
        summary = textwrap.shorten(entry.summary, 96 - width, placeholder=" …")
        yield f"{name.ljust(width)}  {summary}"


def _stated(entry: Operation, stated: tuple[str, ...]) -> dict[str, Any]:
    from taospec.shapes import shape_of
    from taospec_reports.cli.quantities import wire_value

    shapes = dict(shape_of(entry.input).fields)
    fields = {}
    for text in stated:
        name, equals, value = text.partition("=")
        if not equals:
            message = f"--set {text!r}: expected FIELD=VALUE"
            raise TaospecError(message)
        if name not in shapes:
            message = f"{entry.name} has no field {name!r}{nearest(name, shapes)}"
            raise TaospecError(f"{message} (fields: {', '.join(shapes)})")
        fields[name] = wire_value(name, shapes[name], value)
    return fields


def _traceable(entry: Operation) -> bool:
    from taospec.shapes import shape_of

    if "trace" not in shape_of(entry.input).names:
        message = f"{entry.name} has no intermediate quantities to show"
        raise TaospecError(message)
    return True


def _read(path: Path) -> dict[str, Any]:
    try:
        text = sys.stdin.read() if str(path) == _STDIN else path.read_text(encoding="utf-8")
        given = json.loads(text)
    except (OSError, ValueError) as error:
        message = f"{path}: {error}"
        raise TaospecError(message) from None
    if not isinstance(given, dict):
        message = f"{path}: expected a JSON object with the fields of the input"
        raise TaospecError(message)
    return given


def _told(
    entry: Operation, fork: Fork, given: Mapping[str, Any], answer: Mapping[str, Any]
) -> Iterator[str]:
    from taospec.timeline import timeline
    from taospec_vectors.present import quantities

    names = list(timeline())
    later = names[names.index(fork.name) + 1 :]
    yield f"{entry.name} under the rules of {fork.name} ({timeline()[fork.name].tag})"
    if later:
        yield f"later forks: {', '.join(later)}"
    yield "\ngiven"
    yield from _columns(list(quantities(entry.input, dict(given))))
    if "reject" in answer:
        rejection = answer["reject"]
        yield f"\nrejected   {rejection['code']}  {rejection['detail'] or ''}".rstrip()
        return
    yield "\nanswer"
    yield from _columns(list(quantities(entry.output, answer["ok"])))


def _columns(rows: list[tuple[str, str]]) -> Iterator[str]:
    width = max((len(path) for path, _ in rows), default=0)
    for path, text in rows:
        yield f"  {path.ljust(width)}  {text}"
