"""The weighted pool in JavaScript against the model, while its fork is a draft.

Nobody asks the adapter for a draft, so its functions are asked without it.

Skipped where there is no Node.js: that is another toolchain.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

import pytest

from taospec.forks import written
from taospec.operations.catalogue import find
from taospec.rejections import Rejection
from taospec.wire import Record
from taospec_vectors.cases.pools import weighted

FOLDER = Path(__file__).parents[3] / "conformance" / "implementations" / "javascript"
NODE = shutil.which("node")
SCRIPT = """
import { readFileSync } from "node:fs";
import { drafts } from "./forks.js";
import { operations } from "./pools/operations.js";
import { Rejection } from "./rejection.js";
const wide = (_, value) => (typeof value === "bigint" ? `${value}` : value);
for (const [name, given] of JSON.parse(readFileSync(0, "utf8"))) {
  let answer;
  try {
    answer = { ok: operations[name].run(drafts.balancer, operations[name].given(given)) };
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    answer = { reject: { code: error.code } };
  }
  console.log(JSON.stringify(answer, wide));
}
"""
Question = tuple[str, Mapping[str, Any]]

pytestmark = pytest.mark.skipif(NODE is None, reason="Node.js is not installed")


def theirs(questions: Sequence[Question]) -> list[dict[str, Any]]:
    """What the JavaScript answers, in one process."""
    command = [str(NODE), "--input-type=module", "--eval", SCRIPT]
    text = json.dumps(questions)
    ended = subprocess.run(
        command, cwd=FOLDER, input=text, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr[-2000:]
    return [json.loads(line) for line in ended.stdout.splitlines()]


def ours(question: Question) -> dict[str, Any]:
    """What the model answers."""
    name, given = question
    try:
        record = find(name).run(written("balancer"), find(name).input.from_wire(given))
    except Rejection as rejection:
        return {"reject": {"code": rejection.code}}
    return {"ok": record.to_wire()}


def test_it_agrees_on_every_case() -> None:
    questions: list[Question] = []
    for verb, cases in weighted.by_operation():
        for case in cases:
            assert not isinstance(case.given, Record)
            questions.append((f"pools.{verb}", case.given))
    assert theirs(questions) == [ours(question) for question in questions]
    assert len(questions) >= 90


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


def test_it_agrees_on_drawn_pools() -> None:
    random = Random(7)  # noqa: S311 - the same questions in every run
    questions = [question for _ in range(60) for question in drawn(random)]
    answers = theirs(questions)
    for question, answer in zip(questions, answers, strict=True):
        assert answer == ours(question), question
    accepted = sum("ok" in answer for answer in answers)
    assert 100 < accepted < len(answers)
