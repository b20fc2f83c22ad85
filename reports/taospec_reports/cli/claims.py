"""`taospec claims`: what people say about the protocol, and what the model finds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import click

from taospec.evidence.claims import VERDICTS, Claim, Settled, ledger, settle
from taospec.naming import known_name
from taospec.timeline import scope
from taospec_reports.cli.tables import wrapped

_MOST = 96
_SIGNS = {"holds": "✓", "in-part": "~", "refuted": "✗", "undecidable": "?"}


@click.command("claims")
@click.argument("claim_id", metavar="[CLAIM]", required=False)
@click.option(
    "--verdict", type=click.Choice(VERDICTS), default=None, help="Only claims with this verdict."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(claim_id: str | None, verdict: str | None, as_json: bool) -> None:
    """Show public claims about the protocol with verdict and evidence.

    The evidence is computed by the model now. CLAIM is an id; without it all claims are listed.
    """
    chosen = [_find(claim_id)] if claim_id else list(ledger())
    settled = [settle(claim) for claim in chosen if verdict in (None, claim.verdict)]
    if as_json:
        click.echo(json.dumps([_plain(claim) for claim in settled], indent=2, ensure_ascii=False))
        return
    whole = claim_id is not None
    click.echo("\n\n".join("\n".join(_lines(claim, whole=whole)) for claim in settled))
    if not whole:
        click.echo("\n" + "\n".join(wrapped(scope(), most=_MOST)))


def _find(claim_id: str) -> Claim:
    known = {claim.id: claim for claim in ledger()}
    return known[known_name(claim_id, known, "claim")]


def _lines(settled: Settled, *, whole: bool) -> Iterator[str]:
    claim = settled.claim
    yield f"{_SIGNS[claim.verdict]} {claim.id} ({claim.verdict})"
    yield from _wrapped(f"“{claim.claim}”")
    yield from _wrapped(settled.answer)
    if whole:
        yield from _wrapped(f"said by: {claim.source}")
        for link in claim.links:
            yield f"  {link}"
        if claim.unlinked:
            yield from _wrapped(f"no link: {claim.unlinked}")
        yield from _wrapped(f"rules: {', '.join(claim.rules)}")
        yield from _wrapped(f"judged under: {', '.join(claim.forks)}")
        for fork, change in claim.later:
            yield from _wrapped(f"later, in {fork}: {change}")
        for name, value in settled.evidence.values.items():
            yield from _wrapped(f"{name}: {value}")


def _wrapped(text: str) -> list[str]:
    return wrapped(text, indent="  ", most=_MOST)


def _plain(settled: Settled) -> dict[str, Any]:
    claim = settled.claim
    return {
        "id": claim.id,
        "claim": claim.claim,
        "source": claim.source,
        "links": list(claim.links),
        "unlinked": claim.unlinked,
        "rules": list(claim.rules),
        "forks": list(claim.forks),
        "later": dict(claim.later),
        "verdict": claim.verdict,
        "answer": settled.answer,
        "evidence": {"function": claim.evidence, "values": dict(settled.evidence.values)},
    }
