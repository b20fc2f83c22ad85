"""How fast people are answered who trade: a quote, a call, a history, and the executed steps."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from time import process_time
from typing import TYPE_CHECKING, Any

import pytest
from benchmarking import fastest

from taospec.forks import fork, written
from taospec.operations.catalogue import execute
from taospec.pools.quotes import quote_buy
from taospec.pools.records import Pool, Weights
from taospec.timeline import specified
from taospec_conformance.executed import judge
from taospec_vectors.cases.network._executed import traces

if TYPE_CHECKING:
    from benchmarking import Tell

TAO = 10**9
FORK = "halving"


def test_a_quote(benchmark: Any, tell: Tell) -> None:
    """A purchase quoted by the rules of a pool that was traded on."""
    rules, pool = fork(FORK).pools, Pool(True, 20_000 * TAO, 2_500_000 * TAO)
    traded = rules.buy(pool, TAO).pool
    answer = benchmark(quote_buy, rules, traded, TAO)
    assert answer.paid_out > 0
    tell(f"a quote: {1e6 * fastest(benchmark):.1f} µs (budget 20)")


@pytest.mark.parametrize(("limit", "kind"), [(None, "whole"), (201_000_000, "limited")])
def test_a_weighted_swap(benchmark: Any, tell: Tell, limit: int | None, kind: str) -> None:
    """A purchase from a pool whose weights were moved by injections."""
    weights = Weights(500_199_880_071_956_825, True)
    rules, pool = written("balancer").pools, Pool(True, 1000 * TAO, 5000 * TAO, weights=weights)
    answer = benchmark(rules.buy, pool, 10 * TAO, limit)
    assert answer.paid_out > 0
    tell(f"a {kind} swap of a weighted pool: {1e6 * fastest(benchmark):.1f} µs (budget 100)")


def _longest() -> dict[str, Any]:
    """The longest of the executed traces."""
    longest: dict[str, Any] = max(traces(FORK).values(), key=lambda trace: len(trace["steps"]))
    return longest


def test_a_call(benchmark: Any, tell: Tell) -> None:
    """A small call through `network.apply`, its state by value."""
    trace = _longest()
    op = next(
        step["op"]
        for step in trace["steps"]
        if "op" in step and step["op"]["name"] != "block" and "ok" in step["expect"]
    )
    given = {"storage": trace["storage"], "op": op}
    answer = benchmark(execute, FORK, "network.apply", given)
    assert "ok" in answer
    rows = len(trace["storage"])
    tell(f"a call on {rows} rows: {1000 * fastest(benchmark):.2f} ms (budget 1)")


def _staked(rows: int) -> dict[str, Any]:
    """A small call on a state with so many entries of stake."""
    hotkey = f"0x{'15' * 32}"
    storage: list[Any] = [["Owner", [hotkey], hotkey], ["Delegates", [hotkey], 6]]
    storage += (
        ["Alpha", [hotkey, f"0x{number.to_bytes(32, 'little').hex()}", 1], str(number << 64)]
        for number in range(rows)
    )
    args = {"hotkey": hotkey, "take": 5}
    return {"storage": storage, "op": {"name": "decrease_take", "origin": hotkey, "args": args}}


def _peak(given: dict[str, Any]) -> int:
    """Bytes that an answer takes at most, beside the question."""
    tracemalloc.start()
    try:
        assert "ok" in execute(FORK, "network.apply", given)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_of_a_state(benchmark: Any, tell: Tell) -> None:
    """Rows by the tens of thousands: as many bytes a row, however many there are."""
    sizes = (10_000, 20_000, 40_000, 80_000)
    _peak(_staked(1))
    peaks = benchmark.pedantic(lambda: [_peak(_staked(rows)) for rows in sizes], rounds=1)
    a_row = [peak / rows for peak, rows in zip(peaks, sizes, strict=True)]
    by_size = ", ".join(f"{one:.0f}" for one in a_row)
    tell(f"a state of 10,000 to 80,000 rows: {by_size} bytes a row")
    assert max(a_row) <= 1.5 * min(a_row)


def test_a_history(benchmark: Any, tell: Tell) -> None:
    """The calls of a trace, many times over, through `network.trace`."""
    trace = _longest()
    calls = [
        step["op"] for step in trace["steps"] if "op" in step and step["op"]["name"] != "block"
    ]
    ops = (calls * (1000 // len(calls) + 1))[:1000]
    given = {"storage": trace["storage"], "ops": ops}
    answer = benchmark.pedantic(execute, args=(FORK, "network.trace", given), rounds=3)
    accepted = sum("ok" in step for step in answer["ok"]["steps"])
    rate = len(ops) / fastest(benchmark)
    tell(f"a history: {rate:,.0f} steps/s (budget 1,000), {accepted} of {len(ops)} accepted")


def _verdicts() -> Iterator[Any]:
    for name in specified():
        for trace in traces(name).values():
            yield from judge(trace)


@pytest.mark.slow
def test_executed_steps(benchmark: Any, tell: Tell) -> None:
    """The executed steps of the default tests, judged one after the other."""
    begun = process_time()
    verdicts = benchmark.pedantic(lambda: list(_verdicts()), rounds=1)
    taken = process_time() - begun
    assert all(verdict.outcome == "exact" for verdict in verdicts)
    tell(f"executed steps: {len(verdicts)} in {taken:.1f} s, {len(verdicts) / taken:,.0f} a second")
