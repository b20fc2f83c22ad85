"""`taospec vectors`: show, fill, check and bundle test vectors."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from taospec.resources import vectors_path
from taospec_reports.cli.writing import require_checkout, say_that_it_takes

if TYPE_CHECKING:
    from taospec_vectors.format import Case, VectorFile

EXIT_DEVIATES = 1

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
# Quantities of a case that fill a page.
_SHOWN = 40
# How many ids of a kind are named before they are only counted.
_NAMED = 12
_ANY = click.Path(exists=True, path_type=Path)


class _Explained(click.Group):
    """A group whose help says of each command all that one sentence says."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            names = self.list_commands(ctx)
            formatter.write_dl([(name, _sentence(self.commands[name])) for name in names])


def _sentence(of: click.Command) -> str:
    return (of.help or "").partition("\n\n")[0].replace("\n", " ")


@click.group("vectors", cls=_Explained)
def command() -> None:
    """Show, fill, check and bundle test vectors.

    A vector is one question with its answer. Builders under vectors/taospec_vectors/cases propose
    the questions, the reference model answers them, and `fill` is the only writer of the YAML.
    vectors/README.md tells how to add, change and retire one.
    """


def _fail_with(lines: Iterable[object]) -> None:
    """Print the lines on stderr; if there are any, leave with the code of a deviation."""
    problems = [str(line) for line in lines]
    for line in problems:
        click.echo(line, err=True)
    if problems:
        raise SystemExit(EXIT_DEVIATES)


@command.command("list")
@click.option("--fork", metavar="NAME", help="Cases that hold in this fork.")
@click.option("--rule", "rules", metavar="GLOB", multiple=True, help="Of rules such as 'SUP-*'.")
@click.option("--chapter", "chapters", metavar="NAME", multiple=True, help="Of this chapter.")
@click.option("--origin", "origins", metavar="NAME", multiple=True, help="Of this origin.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a case.")
@click.argument("ids", nargs=-1, metavar="[ID_GLOB]...")
def list_(
    fork: str | None,
    rules: tuple[str, ...],
    chapters: tuple[str, ...],
    origins: tuple[str, ...],
    as_json: bool,
    ids: tuple[str, ...],
) -> None:
    r"""List cases: id, rules and the bug each one catches.

    \b
    Examples:
      taospec vectors list --rule SUP-3
      taospec vectors list 'supply.*threshold*' --fork halving
    """
    from taospec_conformance.asking.selection import Selection, vectors

    forks = (fork,) if fork is not None else ()
    selection = Selection(forks, rules=rules, ids=ids, chapters=chapters, origins=origins)
    chosen = {case.id: case for case, _ in selection.questions(vectors(selection))}
    if not chosen:
        click.echo("no case passes all of these filters", err=True)
    for case in chosen.values():
        click.echo(_as_json(case) if as_json else f"{case.id}\t{','.join(case.rules)}\t{case.why}")


def _as_json(case: Case) -> str:
    from taospec_vectors.plain import is_plain

    fields = {
        "id": case.id,
        "operation": case.operation,
        "forks": case.forks,
        "rules": case.rules,
        "why": case.why,
        "origin": case.origin,
        "plain": is_plain(case),
        "source": case.source,
        "given": case.given,
        "expect": case.expect,
    }
    return json.dumps(fields, ensure_ascii=False)


@command.command()
@click.argument("globs", nargs=-1, metavar="[OPERATION]...")
def operations(globs: tuple[str, ...]) -> None:
    """List the operations: forks, plain and edge cases, and what each answers."""
    from taospec.naming import matching
    from taospec.operations.catalogue import catalogue
    from taospec_reports.cli.tables import table
    from taospec_reports.cli.whose import span
    from taospec_vectors.load import cases
    from taospec_vectors.plain import is_plain

    chosen = matching(globs, catalogue(), "operation") if globs else tuple(catalogue())
    counts = {name: [0, 0] for name in catalogue()}
    for case in cases():
        counts[case.operation][0 if is_plain(case) else 1] += 1
    rows = [("operation", "forks", "plain", "edge", "answers")]
    for name in chosen:
        entry, (plain, edge) = catalogue()[name], counts[name]
        rows.append((name, span(tuple(entry.forks)), f"{plain:_}", f"{edge:_}", entry.summary))
    click.echo(table(rows))


@command.command()
@click.argument("case_id", metavar="ID")
@click.option("--all", "whole", is_flag=True, help="Every quantity, however many there are.")
def show(case_id: str, whole: bool) -> None:
    """Show one case for people: amounts in TAO, one line a quantity.

    Of a large state the first quantities are shown.
    """
    from taospec.naming import known_name
    from taospec_reports.cli.tables import cut, terminal_width
    from taospec_vectors.load import cases

    every = {case.id: case for case in cases()}
    most, room = (None, None) if whole else (_SHOWN, terminal_width())
    for label, text in _card(every[known_name(case_id, every, "case")], most):
        line = f"{label:<10}{text}".rstrip()
        click.echo(line if room is None else cut(line, room))


def _card(case: Case, most: int | None) -> Iterable[tuple[str, str]]:
    from taospec.operations.catalogue import find
    from taospec.rejections import codes
    from taospec.rulebook import rulebook
    from taospec_vectors.plain import is_plain
    from taospec_vectors.present import quantities

    operation = find(case.operation)
    yield "case", case.id
    for rule_id in case.rules:
        yield "rule", f"{rule_id} {rulebook()[rule_id].title if rule_id in rulebook() else ''}"
    yield "why", case.why
    yield "forks", ", ".join(case.forks)
    yield "kind", "plain" if is_plain(case) else "edge"
    yield "origin", f"{case.origin}{f' ({case.source})' if case.source else ''}"
    yield from _labelled("given", list(quantities(operation.input, case.given)), most)
    if case.rejects:
        code = case.expect["reject"]["code"]
        yield "expected", f"rejected with {code}: {codes()[code]}"
    else:
        rows = list(quantities(operation.output, case.expect["ok"]))
        yield from _labelled("expected", rows, most)


def _labelled(
    label: str, rows: list[tuple[str, str]], most: int | None
) -> Iterable[tuple[str, str]]:
    shown = rows[:most]
    width = max((len(path) for path, _ in shown), default=0)
    for index, (path, text) in enumerate(shown):
        yield label if index == 0 else "", f"{path:<{width}}  {text}"
    if len(rows) > len(shown):
        yield "", f"and {len(rows) - len(shown):_} more quantities; --all shows them"


@command.command()
@click.argument("chapters", nargs=-1, metavar="[CHAPTER]...")
@click.option("--accept-changes", is_flag=True, help="Let ids assert something else than before.")
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 if anything would change.")
def fill(chapters: tuple[str, ...], accept_changes: bool, check: bool) -> None:
    """Write the vectors from builders and model.

    Nothing is written unless every case stands. Without CHAPTER, all of them.
    """
    from taospec.chapters import CHAPTERS
    from taospec.naming import known_name
    from taospec_vectors.fill import fill as run

    chapters = tuple(known_name(name, CHAPTERS, "chapter") for name in chapters)
    if not check:
        require_checkout("vectors fill")
    say_that_it_takes("the model answers every case; all chapters take about a minute")
    changes, touched = run(chapters=chapters, accept_changes=accept_changes, check=check)
    for word in ("added", "removed", "changed"):
        names = getattr(changes, word)
        for name in names[:_NAMED]:
            click.echo(f"{word:<8} {name}")
        if len(names) > _NAMED:
            click.echo(f"{word:<8} {len(names) - _NAMED} more")
    if check:
        _fail_with(f"{path}: is not what fill writes" for path in touched)
    else:
        for path in touched:
            click.echo(f"wrote    {vectors_path(str(path))}")


@command.command()
def verify() -> None:
    """Fill twice under two hash seeds and compare with each other and with the tree, by byte."""
    from taospec_vectors.determinism import verify as run

    say_that_it_takes("filling twice, in processes with different hash seeds; a minute or two")
    _fail_with(run())
    click.echo("the tree is what fill writes, whatever the hash seed")


@command.command()
@click.argument("forks", nargs=-1, metavar="[FORK]...")
@click.option("--record", is_flag=True, help="Keep what was found (for maintainers).")
def differences(forks: tuple[str, ...], record: bool) -> None:
    """Find for each slot that a fork changed an input on which it and the one before differ.

    Without FORK, all of them. What no vector shows is listed; where one of a single fork would, the
    other fork's answer to it is missing, and it is named.
    """
    from taospec.timeline import require_specified, specified
    from taospec_vectors.differences import DIFFERENCES, recorded, search, table_text
    from taospec_vectors.load import load_all

    if record:
        require_checkout("vectors differences --record")
    say_that_it_takes("older rules answer the vectors of newer forks; half a minute a fork")
    files, rows = load_all(), recorded()
    for name in map(require_specified, forks or specified()):
        searched = search(name, files)
        rows = {key: row for key, row in rows.items() if key[0] != name}
        for difference, missing in searched.differences() if searched else ():
            rows[name, difference.slot] = difference
            if not (difference.before or difference.after):
                told = f"; {missing[1]} answers {missing[0]} otherwise" if missing else ""
                click.echo(f"{name}: nothing shows {difference.slot}{told}")
    if record:
        order = {name: place for place, name in enumerate(specified())}
        kept = sorted(rows.values(), key=lambda row: order[row.fork])
        vectors_path(DIFFERENCES).write_text(table_text(kept), encoding="utf-8")
        click.echo(f"wrote    {vectors_path(DIFFERENCES)}")


@command.command()
@click.argument("operations", nargs=-1, metavar="[OPERATION]...")
@click.option("--fork", metavar="NAME", help="Of this fork; the newest that has the operation.")
@click.option("--draws", type=click.IntRange(1, 100_000), default=200, show_default=True)
def reach(operations: tuple[str, ...], fork: str | None, draws: int) -> None:
    """Say how much of what is drawn for fuzzing the model accepts, and what refuses the rest.

    Without OPERATION, all of them that refuse anything.
    """
    from taospec.operations.catalogue import catalogue
    from taospec.timeline import require_specified
    from taospec_vectors.drafting import every_fork
    from taospec_vectors.strategies.reach import reach as run

    if fork is not None:
        require_specified(fork)
    for name in operations or catalogue():
        row = run(name, fork or every_fork(name)[-1], draws)
        if row.refused or operations:
            refused = ", ".join(f"{code} {count}" for code, count in row.refused.items())
            click.echo(f"{name:<32}{row.accepted:>6} of {row.drawn}  {refused}".rstrip())


@command.command()
@click.argument("root", type=_FOLDER, required=False)
def lint(root: Path | None) -> None:
    """Check what a schema cannot: rules, wording, single faults, repetition, inventory."""
    from taospec_vectors.lint import lint as run

    findings = run(root)
    for finding in findings:
        if not finding.fails:
            click.echo(finding)
    _fail_with(finding for finding in findings if finding.fails)
    click.echo("no findings")


@command.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 if a file would change.")
def fmt(paths: tuple[Path, ...], check: bool) -> None:
    """Write vector files in their canonical form."""
    from taospec_vectors.emit import format_file

    changed = [path for path in paths if format_file(path, write=not check)]
    if check:
        _fail_with(f"{path}: not in canonical form" for path in changed)
    for path in changed:
        click.echo(f"wrote    {path}")


@command.command()
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("build/taospec-vectors.json"),
    show_default=True,
    help="The file to write; its SHA-256 goes beside it.",
)
def bundle(out: Path) -> None:
    """Write all vectors into one JSON file with its SHA-256, for consumers without YAML."""
    from taospec_vectors.bundle import write
    from taospec_vectors.load import load_all

    click.echo(f"{write(load_all(), out)}  {out}")


@command.command()
@click.argument("old", type=_ANY)
@click.argument("new", type=_ANY, required=False)
def diff(old: Path, new: Path | None) -> None:
    """Compare two trees or bundles by case; exit with 1 if they differ.

    Without NEW, the vectors of this installation.
    """
    from taospec_vectors.inventory import compare, entries_of

    changes = compare(entries_of(_vectors_of(old)), entries_of(_vectors_of(new or vectors_path())))
    for mark, names in (("+", changes.added), ("-", changes.removed), ("~", changes.changed)):
        for name in names:
            click.echo(f"{mark} {name}")
    if changes:
        raise SystemExit(EXIT_DEVIATES)


def _vectors_of(path: Path) -> tuple[VectorFile, ...]:
    from taospec_vectors.load import load_all, load_bundle

    return load_all(path) if path.is_dir() else load_bundle(path)


@command.command()
@click.argument("case_id", metavar="ID")
@click.option("--reason", required=True, help="Why it is not needed any more, in one line.")
def retire(case_id: str, reason: str) -> None:
    """Bury an id for ever. Remove its draft from the builder, then run fill."""
    from taospec_vectors.inventory import retire as run

    require_checkout("vectors retire")
    run(vectors_path(), case_id, reason)
    click.echo(f"retired  {case_id}")


@command.command()
@click.argument("operation", metavar="[OPERATION]", required=False)
def schema(operation: str | None) -> None:
    """Print the JSON Schemas of an operation: input, answer, rejections.

    Without OPERATION, that of the bundle, which `taospec vectors bundle` writes.
    """
    from taospec.naming import known_name
    from taospec.operations.catalogue import catalogue
    from taospec_vectors.json_schema import bundle_schema, schema_of

    if operation:
        operation = known_name(operation, catalogue(), "operation")
    printed = schema_of(operation) if operation else bundle_schema()
    click.echo(json.dumps(printed, indent=2, ensure_ascii=False))
