"""`taospec prove`: settle the invariants with the solver."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from taospec.naming import matching
from taospec_conformance.telling.log import Writer
from taospec_reports.cli.progress import progress
from taospec_reports.cli.tables import table
from taospec_reports.cli.writing import require_checkout

if TYPE_CHECKING:
    from taospec.invariants.declare import Invariant
    from taospec.invariants.engine import Proof

# A proof that needs more of its budget than this is one change away from failing.
BRITTLE = 0.5


@click.command(epilog="Example: taospec prove emission-closed-form emission-never-grows")
@click.argument("names", nargs=-1, metavar="[INVARIANT]...")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write the log here.")
@click.option("--record", is_flag=True, help="Keep the counterexamples found (for maintainers).")
@click.option("--list", "only_list", is_flag=True, help="Show the invariants, settle none.")
def command(names: tuple[str, ...], out: Path | None, record: bool, only_list: bool) -> int:
    """Settle the invariants: all, or those that INVARIANT names, an id or a glob.

    The solver runs the model's own functions on symbolic integers. An invariant that is expected to
    be refuted is a known false belief; its counterexample is the finding.

    Exit codes: 0 all as expected, 1 a finding is another than expected, 2 usage, 4 unknown.
    """
    from taospec.invariants import catalogue

    names = matching(names, catalogue(), "invariant") if names else ()
    if only_list:
        listed = [catalogue()[name] for name in names or catalogue()]
        click.echo(table([_entry(invariant) for invariant in listed]))
        return 0
    from taospec.invariants import runner  # z3 takes a while to import

    if record:
        require_checkout("prove --record")
    chosen = runner.chosen(names)
    proofs: list[Proof] = []

    def so_far() -> str:
        """The one that is being settled, since one may take a minute."""
        return chosen[len(proofs)].name if len(proofs) < len(chosen) else ""

    settling = runner.run(chosen)
    proofs_so_far = progress(settling, len(chosen), "settling", sys.stderr, so_far)
    with Writer(out) if out else nullcontext() as log:
        for line in runner.lines(_kept(proofs_so_far, proofs)):
            if log:
                log.append(line)
    if record:
        runner.write_counterexamples(proofs)
    _show(proofs, in_full=bool(names))
    return runner.exit_code(proofs)


def _kept(settled: Iterable[Proof], proofs: list[Proof]) -> Iterator[Proof]:
    for proof in settled:
        proofs.append(proof)
        yield proof


def _show(proofs: Sequence[Proof], *, in_full: bool) -> None:
    header = ("invariant", "verdict", "paths", "seconds", "work", "settled for")
    click.echo(table([header, *(_row(proof) for proof in proofs)]))
    click.echo()
    for proof in proofs:
        for remark in (*_alarms(proof), *(_details(proof) if in_full else ())):
            click.echo(f"{proof.invariant.name}: {remark}")
    surprises = sum(not proof.as_expected for proof in proofs)
    seconds = sum(proof.milliseconds for proof in proofs) / 1000
    click.echo(f"{len(proofs)} settled in {seconds:.1f} s, {surprises} not as expected")


def _row(proof: Proof) -> tuple[str, ...]:
    mark = "" if proof.as_expected else "  (!)"
    return (
        proof.invariant.name,
        proof.verdict + mark,
        f"{proof.own.paths:,}",
        f"{proof.milliseconds / 1000:.2f}",
        f"{_share(proof):.1%}",
        proof.invariant.bounds,
    )


def _entry(invariant: Invariant) -> tuple[str, ...]:
    return invariant.name, invariant.expected, " ".join(invariant.rules), invariant.doc


def _share(proof: Proof) -> float:
    from taospec.invariants.engine import BUDGET

    return proof.spent / BUDGET


def _alarms(proof: Proof) -> Iterator[str]:
    """What nobody may overlook."""
    if not proof.as_expected:
        yield f"expected {proof.invariant.expected}, found {proof.verdict}"
        yield from (_values("counterexample", values) for values in proof.own.counterexamples)
    if proof.own.problem:
        yield proof.own.problem
    if _share(proof) > BRITTLE:
        yield f"uses {_share(proof):.0%} of its budget, which is brittle"


def _details(proof: Proof) -> Iterator[str]:
    """What somebody who asked for this proof wants to see."""
    yield proof.invariant.doc
    yield from proof.invariant.abstractions
    if proof.invariant.expected == "refuted":
        yield from (_values("counterexample", values) for values in proof.own.counterexamples)
        return
    yield from (_values("witness", values) for values in proof.own.witnesses)
    if proof.sibling and proof.invariant.sibling:
        name = f"false sibling {proof.invariant.sibling.name}, broken by"
        yield from (_values(name, values) for values in proof.sibling.counterexamples)


def _values(what: str, values: Mapping[str, Any]) -> str:
    return " ".join([what, *(f"{name}={value}" for name, value in values.items())])
