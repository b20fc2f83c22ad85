"""Every step of the executed traces, as the chain's own pallets answered it; in CI all of them."""

from __future__ import annotations

from collections import Counter
from copy import copy
from itertools import islice
from pathlib import Path
from types import MappingProxyType

import pytest

from taospec.forks import written
from taospec.timeline import drafted, specified
from taospec_conformance import executed
from taospec_conformance.executed import judge
from taospec_conformance.trace_files import read_traces
from taospec_vectors.cases.network._executed import data_of

STEPS = {
    "dtao": 721,
    "dereg": 710,
    "flow": 714,
    "halving": 731,
    "authorfee": 867,
    "burnprice": 753,
    "netflow": 746,
    "rootprice": 407,
    "balancer": 901,
    "conviction": 673,
}


@pytest.mark.parametrize("fork", specified())
def test_every_step_is_exact(fork: str) -> None:
    outcomes: Counter[str] = Counter()
    for trace in read_traces(data_of(fork)):
        for verdict in judge(trace):
            where = f"{verdict.trace}, step {verdict.step}, {verdict.operation}"
            assert verdict.outcome == "exact", f"{where}: {verdict.problem}"
            outcomes[verdict.outcome] += 1
    assert outcomes.total() == STEPS[fork]


ALL = Path(__file__).parents[1] / "data" / "executed"
ALL_STEPS = {
    "dtao": 5852,
    "dereg": 6852,
    "flow": 7121,
    "halving": 7129,
    "authorfee": 4331,
    "burnprice": 4712,
    "netflow": 4787,
    "rootprice": 4696,
    "balancer": 8032,
    "conviction": 4168,
}
# Dissolutions of four traces pay 1 to 3 rao to accounts that had none, and the payments arrive: the
# runtime of those traces had an existential deposit of 1 rao, which no storage entry says.
ANOTHER_DEPOSIT = {
    ("ties-3000163", 2),
    ("ties-3000163", 4),
    ("ties-3000164", 2),
    ("ties-3000164", 6),
    ("ties-3000167", 6),
    ("ties-3000168", 2),
    ("ties-3000168", 4),
}


# Steps without edits, of files by kind, and of the forks that have such files.
KINDS = {
    "authorfee-commits": 480,
    "authorfee-gaps": 286,
    "authorfee-leases": 128,
    "burnprice": 4029,
    "burnprice-commits": 480,
    "burnprice-gaps": 460,
    "burnprice-leases": 128,
    "netflow": 4082,
    "netflow-commits": 480,
    "netflow-gaps": 352,
    "netflow-leases": 128,
    "rootprice": 4000,
    "rootprice-commits": 480,
    "rootprice-gaps": 403,
    "rootprice-leases": 128,
    "balancer": 6846,
    "balancer-commits": 840,
    "balancer-gaps": 578,
    "balancer-leases": 192,
    "balancer-orders": 774,
    "conviction": 3480,
}


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in KINDS if name not in ALL_STEPS])
def test_every_executed_step_of_a_later_fork_is_exact(name: str) -> None:
    traces = read_traces(ALL / f"trace-{name}.jsonl.gz")
    verdicts = [verdict for trace in traces for verdict in judge(trace)]
    problems = [f"{each.trace}/{each.step}: {each.problem}" for each in verdicts if each.problem]
    assert problems == []
    steps = [verdict for verdict in verdicts if verdict.operation != "edit"]
    assert len(steps) == KINDS[name]


@pytest.mark.parametrize("fork", drafted())
def test_a_draft_is_exact_in_its_first_traces(fork: str) -> None:
    for trace in islice(read_traces(ALL / f"trace-{fork}.jsonl.gz"), 3):
        assert [each.problem for each in judge(trace) if each.problem] == []


@pytest.mark.slow
@pytest.mark.parametrize("fork", specified())
def test_every_executed_step_is_exact(fork: str) -> None:
    verdicts = [
        verdict for trace in read_traces(ALL / f"trace-{fork}.jsonl.gz") for verdict in judge(trace)
    ]
    wrong = {(verdict.trace, verdict.step) for verdict in verdicts if verdict.outcome != "exact"}
    assert wrong == (ANOTHER_DEPOSIT if fork == "dereg" else set())
    assert len(verdicts) == ALL_STEPS[fork]
    steps = [verdict for verdict in verdicts if verdict.operation != "edit"]
    assert len(steps) == KINDS.get(fork, len(steps))


@pytest.mark.slow
def test_with_the_deposit_of_their_runtime_the_others_are_exact_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Given an existential deposit of 1 rao, as the runtime of four traces had it."""
    dereg = copy(written("dereg"))
    deposit = {"EXISTENTIAL_DEPOSIT": 1}
    object.__setattr__(dereg, "constants", MappingProxyType({**dereg.constants, **deposit}))
    monkeypatch.setattr(executed, "written", lambda _name: dereg)
    names = {name for name, _ in ANOTHER_DEPOSIT}
    traces = [each for each in read_traces(ALL / "trace-dereg.jsonl.gz") if each["name"] in names]
    verdicts = [verdict for trace in traces for verdict in judge(trace)]
    assert {(verdict.trace, verdict.step) for verdict in verdicts} >= ANOTHER_DEPOSIT
    assert [verdict for verdict in verdicts if verdict.outcome != "exact"] == []
