"""`taospec ask`: one question to the model, from the shell."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from taospec.errors import TaospecError, nearest
from taospec_reports.cli.tables import table
from taospec_reports.cli.whose import chosen, under

if TYPE_CHECKING:
    from taospec.forks import Fork
    from taospec.operations.declare import Operation
    from taospec.shapes import Fields, Shape

_STDIN = "-"
# Of a longer list the first lines are shown, unless all are asked for.
_SHOWN = 24


@click.command(
    "ask",
    epilog="""\b
Examples:
  taospec ask supply.era --set total_issuance=10.5M
  taospec ask pools.buy --set tao="1_000 TAO" --set pool.fee_rate=0.05%
  taospec ask consensus.epoch --fork flow --set kappa=60%
  taospec ask consensus.epoch --template > epoch.json
  taospec ask consensus.epoch --given epoch.json --trace
""",
)
@click.argument("operation", metavar="[OPERATION]", required=False)
@click.option(
    "--fork",
    "fork_name",
    metavar="FORK",
    help="Whose rules answer.  [default: the newest]",
)
@click.option(
    "--given",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    help="Read the input from this file, JSON in wire form; - for stdin.",
)
@click.option("--set", "stated", metavar="FIELD=VALUE", multiple=True, help="State one field.")
@click.option("--trace", is_flag=True, help="Show the intermediate quantities too.")
@click.option("--template", is_flag=True, help="Print a healthy input to start from, ask nothing.")
@click.option("--all", "whole_lists", is_flag=True, help="Show lists whole, however long.")
@click.option("--json", "as_json", is_flag=True, help="Print the answer in wire form.")
def command(
    operation: str | None,
    fork_name: str | None,
    given: Path | None,
    stated: tuple[str, ...],
    trace: bool,
    template: bool,
    whole_lists: bool,
    as_json: bool,
) -> None:
    """Put one question to the model; without OPERATION, list what can be asked.

    What is not stated takes the fork's constants and the values of a healthy network. A plain
    integer is the number of the wire (rao, raw bits, 65535ths); with decimals, k, M, G, %, TAO or
    alpha it is what people mean by it. A rejection is an answer as well.
    """
    from taospec.examples.questions import example
    from taospec.operations.catalogue import catalogue, execute, find

    if operation is None:
        click.echo(table([(name, entry.summary) for name, entry in catalogue().items()]))
        return
    entry, fork = find(operation.lower()), chosen(fork_name)
    trees = _stated(entry, stated)
    whole = {name: value for name, value in trees.items() if not isinstance(value, _Inside)}
    if trace:
        whole["trace"] = _traceable(entry)
    fields = {**_read(given), **whole} if given else example(entry, fork, whole)
    fields = _merged(fields, trees)
    if template:
        click.echo(json.dumps(fields, indent=2))
        return
    answer = execute(fork.name, entry.name, fields)
    if as_json:
        click.echo(json.dumps(answer, indent=2))
    else:
        click.echo("\n".join(_told(entry, fork, fields, answer, None if whole_lists else _SHOWN)))


class _Inside(dict[str, Any]):
    """What is stated of a record's fields, one by one."""


def _stated(entry: Operation, stated: tuple[str, ...]) -> _Inside:
    from taospec.shapes import shape_of
    from taospec_reports.cli.quantities import wire_value

    tree = _Inside()
    for text in stated:
        path, equals, value = text.partition("=")
        if not equals:
            message = f"--set {text!r}: expected FIELD=VALUE"
            raise TaospecError(message)
        place, record = tree, shape_of(entry.input)
        *records, last = path.split(".")
        for name in records:
            record = _record(entry, path, _field(entry, record, name, path))
            place = place.setdefault(name, _Inside())
        place[last] = wire_value(path, _field(entry, record, last, path), value)
    return tree


def _field(entry: Operation, record: Fields, name: str, path: str) -> Shape:
    shapes = dict(record.fields)
    if name not in shapes:
        message = f"{entry.name} has no field {path!r}{nearest(name, shapes)}"
        raise TaospecError(f"{message} (fields: {', '.join(shapes)})")
    return shapes[name]


def _record(entry: Operation, path: str, shape: Shape) -> Fields:
    from taospec.shapes import Either, Fields

    options = shape.options if isinstance(shape, Either) else (shape,)
    for option in options:
        if isinstance(option, Fields):
            return option
    message = f"{entry.name} has no field {path!r}: it is inside no record"
    raise TaospecError(message)


def _merged(fields: dict[str, Any], tree: Mapping[str, Any]) -> dict[str, Any]:
    """The fields, with what is stated inside their records."""
    merged = dict(fields)
    for name, value in tree.items():
        if isinstance(value, _Inside):
            merged[name] = _merged(merged.get(name) or {}, value)
        else:
            merged[name] = value
    return merged


def _traceable(entry: Operation) -> bool:
    from taospec.shapes import shape_of

    if "trace" not in shape_of(entry.input).names:
        message = f"{entry.name} has no intermediate quantities to show"
        raise TaospecError(message)
    return True


def _read(path: Path) -> dict[str, Any]:
    from taospec_conformance.asking.protocol import MessageError, decode

    try:
        raw = sys.stdin.read().encode() if str(path) == _STDIN else path.read_bytes()
        given = decode(raw)
    except OSError as error:
        raise TaospecError(f"{path}: {error.strerror or error}") from None
    except (UnicodeError, MessageError) as error:
        raise TaospecError(f"{path}: {error}") from None
    if not isinstance(given, dict):
        message = f"{path}: expected a JSON object with the fields of the input"
        raise TaospecError(message)
    return given


def _told(
    entry: Operation,
    fork: Fork,
    given: Mapping[str, Any],
    answer: Mapping[str, Any],
    most: int | None,
) -> Iterator[str]:
    from taospec_vectors.present import quantities

    yield f"{entry.name} under {under(fork.name)}"
    yield "\ngiven"
    yield from _columns(list(quantities(entry.input, dict(given), both=True)), most)
    if "reject" in answer:
        rejection = answer["reject"]
        yield f"\nrejected   {rejection['code']}  {rejection['detail'] or ''}".rstrip()
        return
    yield "\nanswer"
    yield from _columns(list(quantities(entry.output, answer["ok"], both=True)), most)


def _columns(rows: list[tuple[str, str]], most: int | None) -> Iterator[str]:
    """The quantities in two columns; of a list the first `most` lines, and how many follow."""
    lists = [(name, list(group)) for name, group in groupby(rows, lambda row: _list_of(row[0]))]
    shown = [(name, group[:most], len(group[most:]) if most else 0) for name, group in lists]
    width = max((len(path) for _, group, _ in shown for path, _ in group), default=0)
    for name, group, more in shown:
        for path, text in group:
            yield f"  {path.ljust(width)}  {text}"
        if more:
            yield f"  {name.ljust(width)}  … and {more:_} more lines; --all shows them"


def _list_of(path: str) -> str:
    return path.partition("[")[0]
