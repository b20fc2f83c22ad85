"""How fast an implementation is asked: small questions in process and through a pipe, large ones.

The budget keeps a run over every vector short.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Annotated, Any

import pytest
from benchmarking import Tell, fastest

from taospec.quantities import I64, U16, U64, Rao, SparseRows, Text, Unit
from taospec.shapes import shape_of
from taospec.wire import Record
from taospec_conformance.asking import protocol, target
from taospec_conformance.asking.limits import Limits
from taospec_conformance.asking.session import Session
from taospec_conformance.judging.compare import divergence
from taospec_conformance.runner import Run
from taospec_vectors.format import Case, VectorFile

NEURONS, VALIDATORS, ROWS = 256, 64, 5_000
IN_PROCESS, THROUGH_A_PIPE = 5_000, 3_000
QUESTIONS = 2_000


@pytest.fixture(scope="module")
def files() -> Sequence[VectorFile]:
    """Small cases of one operation in one fork."""
    cases = tuple(
        Case(
            id=f"supply.block_emission.n{number}",
            operation="supply.block_emission",
            forks=("dereg",),
            rules=("SUP-3",),
            why="speed",
            origin="human",
            given={"total_issuance": str(number * 10**12)},
            expect={"ok": {"emission": "1000000000"}},
        )
        for number in range(QUESTIONS)
    )
    path = PurePosixPath("supply/block_emission.yaml")
    return [VectorFile(path, "supply.block_emission", ("dereg",), cases)]


@pytest.mark.parametrize(
    ("text", "budget"), [("reference", IN_PROCESS), ("stdio:taospec serve", THROUGH_A_PIPE)]
)
def test_cases_a_second(
    benchmark: Any, tell: Tell, files: Sequence[VectorFile], text: str, budget: int
) -> None:
    """Whole cases: asked, answered, compared and judged."""

    def opened() -> tuple[tuple[Run], dict[str, Any]]:
        run = Run(target.parse(text), files)
        run.open()
        return (run,), {}

    def asked(run: Run) -> int:
        return sum(1 for _ in run.results())

    # The start of the adapter is not in it; its end is.
    assert benchmark.pedantic(asked, setup=opened, rounds=5) == QUESTIONS
    rate = QUESTIONS / fastest(benchmark)
    tell(f"{text}: {rate:,.0f} cases a second (budget {budget:,})")


@pytest.fixture
def session() -> Iterator[Session]:
    """The reference behind a pipe."""
    session = Session(target.parse("stdio:taospec serve"), Limits())
    session.start()
    yield session
    session.close()


def test_round_trips_a_second(benchmark: Any, tell: Tell, session: Session) -> None:
    """The transport and the server alone."""
    given = {"total_issuance": "10500000000000000"}
    benchmark(session.ask, "dereg", "supply.block_emission", given)
    tell(f"one question through a pipe: {1 / fastest(benchmark):,.0f} a second")


@dataclass(frozen=True, slots=True)
class Epoch(Record):
    """The shape of an epoch's input: per-neuron lists and two sparse matrices."""

    stake: tuple[Annotated[I64, Unit("I64F64 bits")], ...]
    last_update: tuple[U64, ...]
    incentive: tuple[U16, ...]
    emission: tuple[Rao, ...]
    weights: SparseRows
    bonds: SparseRows


@dataclass(frozen=True, slots=True)
class State(Record):
    """Rows of storage by name and keys."""

    storage: tuple[tuple[Text, tuple[U16, ...], Rao], ...]


def epoch() -> dict[str, Any]:
    neurons = range(NEURONS)
    matrix = [
        [uid, [[other, (uid * 7 + other * 13) % 65536] for other in neurons]]
        for uid in range(VALIDATORS)
    ]
    return {
        "stake": [str(uid << 40) for uid in neurons],
        "last_update": [str(4_000_000 + uid) for uid in neurons],
        "incentive": [uid * 255 for uid in neurons],
        "emission": [str(uid * 10**9) for uid in neurons],
        "weights": matrix,
        "bonds": copy.deepcopy(matrix),
    }


def state() -> dict[str, Any]:
    return {
        "storage": [
            ["SubnetTAO" if row % 2 else "Alpha", [row, row % 64], str(row * 10**9)]
            for row in range(ROWS)
        ]
    }


LARGE: dict[str, tuple[type[Record], Any]] = {
    f"epoch of {NEURONS} neurons": (Epoch, epoch),
    f"state of {ROWS} rows": (State, state),
}


@pytest.mark.parametrize("name", LARGE)
def test_a_large_message_through_every_layer(benchmark: Any, tell: Tell, name: str) -> None:
    """Validated as a record, written, sent as JSON, read again and compared."""
    record, make = LARGE[name]
    data = make()

    def carried() -> Any:
        written = record.from_wire(data).to_wire()
        return divergence(data, protocol.decode(protocol.encode(written)), shape_of(record))

    assert benchmark(carried) is None
    size = len(protocol.encode(data)) / 1000
    tell(f"{name}: {size:,.0f} kB in {1000 * fastest(benchmark):.1f} ms")


@pytest.mark.parametrize("name", LARGE)
def test_a_difference_in_a_large_message_is_found(benchmark: Any, tell: Tell, name: str) -> None:
    """The first divergent quantity of two answers that differ in one place near the end."""
    record, make = LARGE[name]
    due, came = make(), make()
    last = next(reversed(came.values()))
    last[-1][-1] = "0" if record is State else [[7, 1]]
    difference = benchmark(divergence, due, came, shape_of(record))
    assert difference is not None
    tell(f"{name}: {difference.first.path} found in {1000 * fastest(benchmark):.1f} ms")
