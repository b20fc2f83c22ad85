"""Animals of the forks of 2026 are wrong by what the chain executed, and by the cases of pools.

One that breaks a rule of drafts only waits: the suite asks for it when its fork is specified.
"""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from taospec.forks import Fork, written
from taospec.operations.catalogue import find
from taospec.rejections import Rejection
from taospec.rulebook import rulebook
from taospec.wire import Record
from taospec_conformance import executed, zoo
from taospec_conformance.executed import judge
from taospec_conformance.trace_files import read_traces
from taospec_vectors.cases.pools import weighted

EXECUTED = Path(__file__).parents[2] / "data" / "executed"
# The fork of the rule, and a trace in which it shows, by its place in the file.
TRACES = {
    "burn-price-per-interval": ("burnprice", 0),
    "mints-without-the-cap": ("netflow", 3),
    "recycles-bought-alpha": ("netflow", 0),
    "caps-injection-by-the-emission": ("rootprice", 0),
    "shares-without-the-withheld-part": ("rootprice", 1),
    "tempo-plus-one": ("balancer", 0),
    "weights-not-moved-by-injections": ("balancer", 0),
    "ownership-by-the-largest-lock": ("conviction", 39),
}
POOLS = (
    "constant-product-in-a-weighted-pool",
    "float64-power",
    "weights-not-moved-by-injections",
)
ALL = {**zoo.animals(), **zoo.awaiting()}


def changed(name: str, fork: Fork) -> Fork:
    """A fork with the rule that an animal replaces."""
    animal = ALL[name]
    assert issubclass(animal, zoo.Wrong)
    return animal().changed(fork)


def test_each_is_convicted_here() -> None:
    assert set(zoo.awaiting()) <= {*TRACES, *POOLS}
    assert not set(zoo.awaiting()) & set(zoo.animals())


@pytest.mark.parametrize("name", zoo.awaiting())
def test_it_waits_for_a_rule_of_a_draft(name: str) -> None:
    assert rulebook()[zoo.awaiting()[name].breaks].forks == ()
    assert zoo.awaiting()[name].__doc__
    assert zoo.awaiting()[name].whose


@pytest.mark.parametrize("name", TRACES)
def test_the_chain_does_otherwise(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fork, place = TRACES[name]
    [trace] = islice(read_traces(EXECUTED / f"trace-{fork}.jsonl.gz"), place, place + 1)
    assert {verdict.outcome for verdict in judge(trace)} == {"exact"}
    wrong = changed(name, written(fork))
    monkeypatch.setattr(executed, "written", lambda _name: wrong)
    assert "wrong" in {verdict.outcome for verdict in judge(trace)}


@pytest.mark.parametrize("name", POOLS)
def test_the_cases_of_pools_tell_it_by_its_rule(name: str) -> None:
    right = written("balancer")
    wrong, rule = changed(name, right), ALL[name].breaks
    told = [
        case.slug
        for verb, cases in weighted.by_operation()
        for case in cases
        if rule in case.rules
        and answer(right, f"pools.{verb}", case.given) != answer(wrong, f"pools.{verb}", case.given)
    ]
    assert told != []


def answer(fork: Fork, operation: str, given: Any) -> Any:
    """What a fork answers, in wire form."""
    assert not isinstance(given, Record)
    try:
        return find(operation).run(fork, find(operation).input.from_wire(given)).to_wire()
    except Rejection as rejection:
        return rejection.code
