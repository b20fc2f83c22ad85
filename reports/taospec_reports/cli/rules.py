"""`taospec rules`: the rules, what traces to each of them, and whether anything is missing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import click

from taospec.naming import matching
from taospec_reports.cli.tables import prose, table
from taospec_reports.cli.whose import span
from taospec_reports.cli.writing import require_checkout
from taospec_reports.plain_math import readable

if TYPE_CHECKING:
    from taospec.rulebook import Rule
    from taospec_vectors.traceability import Trace

EXIT_DEVIATES = 1

_COLUMNS = ("rule", "title", "forks", "functions", "vectors", "proofs", "claims")
# How many vectors of a rule are named before they are only counted.
_NAMED = 12


@click.command("rules")
@click.argument("globs", nargs=-1, metavar="[RULE]...")
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
    help="How to print the table.",
)
@click.option("--check", is_flag=True, help="Fail on whatever is missing or contradicts itself.")
@click.option(
    "--record", is_flag=True, help="Enter new rule ids into spec/RULES.tsv, renew tables."
)
def command(globs: tuple[str, ...], style: str, check: bool, record: bool) -> None:
    r"""Show the rules and what traces to each of them.

    RULE is an id or a glob. One id shows the rule with its prose and everything that names it.

    \b
    Examples:
      taospec rules                      every rule in one table
      taospec rules SUP-3                one rule with everything that names it
      taospec rules 'SUP-*' --format markdown
      taospec rules --check              exit with 1 if a layer lacks a rule or contradicts it
    """
    if record:
        _record()
    if check:
        _check()
    if not record and not check:
        _show(globs, style)


def _record() -> None:
    require_checkout("rules --record")
    from taospec.rulebook import rulebook
    from taospec_vectors import prose_tables
    from taospec_vectors.rule_check import record

    for rule_id in record(rulebook()):
        click.echo(f"recorded {rule_id}")
    prose_tables.record()


def _check() -> None:
    from taospec.rulebook import rulebook
    from taospec_vectors.rule_check import check

    problems = check()
    for problem in problems:
        click.echo(problem, err=True)
    if problems:
        raise SystemExit(EXIT_DEVIATES)
    click.echo(_complete(list(rulebook().values())))


def _complete(rules: Sequence[Rule]) -> str:
    """What a check found that found nothing."""
    lacking = [
        f"{count} without {what}"
        for what in ("function", "vector", "proof")
        if (count := sum(getattr(rule, f"no_{what}") is not None for rule in rules))
    ]
    reasons = f", but for a stated reason: {', '.join(lacking)}" if lacking else ""
    whole = f"{len(rules)} rules, each with function, vectors and proof"
    return f"{whole}{reasons}; nothing contradicts it"


def _show(globs: Sequence[str], style: str) -> None:
    from taospec.rulebook import rulebook
    from taospec_vectors.load import load_all
    from taospec_vectors.traceability import links, traces

    names = matching(globs or ("*",), rulebook(), "rule")
    linked = links(load_all(rules=names if globs else ()))
    chosen = [trace for trace in traces(linked) if trace.rule.id in names]
    if style == "json":
        click.echo(json.dumps([_as_json(trace) for trace in chosen], indent=2, ensure_ascii=False))
    elif len(chosen) == 1 and globs and style == "text":
        for line in _card(chosen[0]):
            click.echo(line)
    else:
        for line in _table([_COLUMNS, *map(_row, chosen)], markdown=style == "markdown"):
            click.echo(line)


def _row(trace: Trace) -> tuple[str, ...]:
    rule = trace.rule
    counts = (trace.functions, trace.vectors, trace.invariants, trace.claims)
    title = f"{rule.title} (quirk)" if rule.quirk else rule.title
    return (rule.id, title, span(rule.forks), *(str(len(names) or "-") for names in counts))


def _table(rows: Sequence[Sequence[str]], *, markdown: bool) -> Iterable[str]:
    if markdown:
        header, *body = (f"| {' | '.join(row)} |" for row in rows)
        yield from (header, "|" + "---|" * len(rows[0]), *body)
        return
    yield table(rows)


def _card(trace: Trace) -> Iterable[str]:
    rule = trace.rule
    yield f"{rule.id} {rule.title}"
    yield ""
    yield prose(readable(rule.prose))
    yield ""
    for label, names in (
        ("quirk", (rule.quirk,) if rule.quirk else ()),
        ("forks", rule.forks),
        ("source", rule.source),
        ("stated in", (f"spec/{rule.chapter}.md:{rule.line}",)),
        ("operations", rule.operations),
        ("constants", rule.constants),
        ("functions", trace.functions or _reason(rule.no_function)),
        ("proofs", trace.invariants or _reason(rule.no_proof)),
        ("claims", trace.claims),
        ("vectors", _shortened(trace.vectors) or _reason(rule.no_vector)),
    ):
        for index, name in enumerate(names):
            yield f"{label if index == 0 else '':<12}{name}"


def _reason(text: str | None) -> tuple[str, ...]:
    return (f"none: {text}",) if text else ()


def _shortened(names: tuple[str, ...]) -> tuple[str, ...]:
    more = len(names) - _NAMED
    return (*names[:_NAMED], f"and {more} more") if more > 0 else names


def _as_json(trace: Trace) -> dict[str, Any]:
    rule = trace.rule
    return {
        "id": rule.id,
        "title": rule.title,
        "chapter": rule.chapter,
        "line": rule.line,
        "forks": rule.forks,
        "source": rule.source,
        "quirk": rule.quirk,
        "operations": rule.operations,
        "constants": rule.constants,
        "functions": trace.functions,
        "vectors": trace.vectors,
        "invariants": trace.invariants,
        "claims": trace.claims,
    }
