"""Every step of the executed traces that are kept here, as the chain's own pallets answered it."""

from __future__ import annotations

from collections import Counter

import pytest

from taospec.timeline import specified
from taospec_conformance.executed import judge, read_traces
from taospec_vectors.cases.network._executed import data_of

STEPS = {"dtao": 721, "dereg": 710, "flow": 714, "halving": 731}


@pytest.mark.parametrize("fork", specified())
def test_every_step_is_exact(fork: str) -> None:
    outcomes: Counter[str] = Counter()
    for trace in read_traces(data_of(fork)):
        for verdict in judge(trace):
            where = f"{verdict.trace}, step {verdict.step}, {verdict.operation}"
            assert verdict.outcome == "exact", f"{where}: {verdict.problem}"
            outcomes[verdict.outcome] += 1
    assert outcomes.total() == STEPS[fork]
