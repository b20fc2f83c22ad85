"""The weighted pool in JavaScript against the model, on pools that no vector has.

Skipped where there is no Node.js: that is another toolchain.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any

import pytest

from taospec.forks import written
from taospec.operations.catalogue import find
from taospec.rejections import Rejection
from taospec_conformance.asking import target
from taospec_conformance.asking.limits import Limits
from taospec_conformance.asking.outcomes import Ok, Reject
from taospec_conformance.asking.transports.connection import Connection
from taospec_vectors.cases.pools import weighted

FOLDER = Path(__file__).parents[3] / "conformance" / "implementations" / "javascript"
NODE = shutil.which("node")
Question = tuple[str, Mapping[str, Any]]

pytestmark = pytest.mark.skipif(NODE is None, reason="Node.js is not installed")


@pytest.fixture(scope="module")
def connection() -> Iterator[Connection]:
    connection = target.parse(f"stdio:{NODE} {FOLDER / 'adapter.js'}").connect(Limits())
    connection.open()
    yield connection
    connection.close()


def is_answered(connection: Connection, name: str, given: Mapping[str, Any]) -> bool:
    """Whether both answer rather than refuse; that they do so alike is asserted."""
    outcome = connection.ask("balancer", name, dict(given))
    theirs = {"reject": outcome.code} if isinstance(outcome, Reject) else outcome
    ours: Ok | dict[str, str]
    try:
        ours = Ok(find(name).run(written("balancer"), find(name).input.from_wire(given)).to_wire())
    except Rejection as rejection:
        ours = {"reject": rejection.code}
    assert theirs == ours, given
    return isinstance(ours, Ok)


def drawn(random: Random) -> Iterator[Question]:
    """A swap with its limit, a maximum and an injection, of a pool with any weights."""
    tao, alpha = (int(2 ** random.uniform(19, 62)) for _ in range(2))
    weight = random.randint(weighted.SCALE // 100, weighted.SCALE * 99 // 100)
    state = weighted.weighted(weight, tao, alpha, traded=random.random() < 0.9)
    price = int(written("balancer").pools.price(pool_of(state)) * 10**9) >> 64
    limit = min(int(price * random.uniform(0.3, 3)), 2**64 - 1)
    amount = min(int(min(tao, alpha) * 2 ** random.uniform(-20, 11)), 2**64 - 1)
    side, coin = random.choice((("buy", "tao"), ("sell", "alpha")))
    order = {"pool": state, coin: str(amount), "limit": str(limit)}
    yield f"pools.{side}", {**order, "with_fee": random.random() < 0.5}
    yield f"pools.quote_{side}", order
    yield f"pools.max_{side}", {"pool": state, "limit": str(limit)}
    injected = [str(int(2 ** random.uniform(0, 62))) for _ in range(2)]
    yield "pools.adjust", {"pool": state, "tao": injected[0], "alpha": injected[1]}


def pool_of(state: Mapping[str, Any]) -> Any:
    """The pool of a wire form."""
    return find("pools.price").input.from_wire({"pool": state}).pool  # type: ignore[attr-defined]


def test_it_agrees_on_drawn_pools(connection: Connection) -> None:
    random = Random(7)  # noqa: S311 - the same questions in every run
    questions = [question for _ in range(60) for question in drawn(random)]
    accepted = sum(is_answered(connection, *question) for question in questions)
    assert 100 < accepted < len(questions)
