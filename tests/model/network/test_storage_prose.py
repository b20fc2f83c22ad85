"""What `spec/storage.yaml` says, against the declarations and against executed steps."""

from __future__ import annotations

import pytest
from each import each

from taospec.chapters import CHAPTERS
from taospec.forks import FORKS, composed
from taospec.network import kinds
from taospec.network.entry import descriptions
from taospec.network.kinds import Kind
from taospec.network.storage import Storage
from taospec_conformance.trace_files import read_traces
from taospec_vectors.cases.network._executed import data_of

ENTRIES = descriptions()
DECLARED = {entry.name: entry for entry in Storage.declared()}


def _unit(kind: Kind[object]) -> str | None:
    match kind:
        case kinds.Optional() | kinds.Vector():
            return _unit(kind.of)
        case kinds.Integer(unit=unit):
            return unit or None
        case kinds.FixedPoint(name=name):
            return f"{name} bits"
    return None


def test_every_entry_is_described_in_the_order_of_the_declarations() -> None:
    assert list(ENTRIES) == list(DECLARED)


@each("name", DECLARED)
def test_the_description_agrees_with_the_declaration(name: str) -> None:
    described, declared = ENTRIES[name], DECLARED[name]
    assert described.keys() <= {"chapter", "meaning", "unit", "since", "until", "written_by"}
    assert described["chapter"] in CHAPTERS
    assert described["meaning"].endswith(".")
    forks = [fork for fork in composed() if declared.exists_in(fork)]
    assert described["since"] == forks[0]
    after = list(composed())[list(composed()).index(forks[-1]) + 1 :]
    assert described.get("until") == (after[0] if after else None)
    if isinstance(declared.kind, Kind):
        assert described.get("unit") == _unit(declared.kind)


def test_who_writes_are_calls_of_a_fork_that_has_the_entry() -> None:
    for name, described in ENTRIES.items():
        forks = [fork for fork in composed().values() if DECLARED[name].exists_in(fork.name)]
        calls = {"block"}.union(*(fork.network.calls for fork in forks))
        assert set(described.get("written_by", ())) <= calls, name


@pytest.mark.parametrize("fork", list(FORKS))
def test_no_executed_step_writes_an_entry_that_does_not_say_so(fork: str) -> None:
    for trace in read_traces(data_of(fork)):
        for step in trace["steps"]:
            for name, _, _ in step.get("expect", {}).get("ok", {}).get("diff", ()):
                assert step["op"]["name"] in ENTRIES[name]["written_by"], name
