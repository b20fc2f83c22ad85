"""Whatever a stranger sends is shown in one short line, in bounded time, and told in a log."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from effort import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from taospec_conformance.asking import protocol
from taospec_conformance.asking.outcomes import (
    Crash,
    Desync,
    Ok,
    Outcome,
    ProtocolError,
    Reject,
    Timeout,
    Unsupported,
)
from taospec_conformance.asking.text import UNSHOWN
from taospec_conformance.judging.verdict import Judge
from taospec_conformance.telling import values
from taospec_conformance.telling.failure import failure
from taospec_conformance.telling.lines import CaseLine, Footer, Header
from taospec_conformance.telling.log import Writer, read
from taospec_reports.comparison import compare
from taospec_vectors.format import Case, VectorFile

_LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-(10**99), 10**99)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
    | st.sampled_from(["0", "-0", "007", "1e400", "\x1b]0;x\x07", "\u202e", "5" * 70])
)
JSON: st.SearchStrategy[Any] = st.recursive(
    _LEAVES,
    lambda inner: (
        st.lists(inner, max_size=50)
        | st.dictionaries(st.text(max_size=90), inner, max_size=12)
        | st.lists(st.tuples(st.integers(0, 9), inner).map(list), max_size=50)
    ),
    max_leaves=60,
)
ANSWERS = st.fixed_dictionaries({"emission": JSON}) | st.dictionaries(
    st.sampled_from(["emission", "", "\x1b[2J", "a.b[0]"]), JSON
)


@settings(max_examples=examples(60, 300))
@given(JSON, st.integers(1, 120), st.none() | st.integers(-3, 70))
def test_any_value_is_one_short_line(value: Any, width: int, around: int | None) -> None:
    shown = values.show(value, None, width, around)
    assert len(shown) <= width
    assert shown.isprintable()
    assert shown != UNSHOWN


@pytest.mark.parametrize("opened", ["[", '{"a":', "[[0,[[1,2]]],[1,"])
@pytest.mark.parametrize("depth", [15, protocol.MAX_DEPTH // 2 - 2])
def test_depth_costs_nothing(opened: str, depth: int) -> None:
    """Given an answer that once took two to the power of its depth, it is there at once."""
    closed = {"[": "]", "{": "}"}
    ends = "".join(closed[char] for char in reversed(opened) if char in closed)
    # the rows close their inner lists before the next one opens
    ends = ends if opened.count("[") < 3 else "]]"
    value = protocol.decode(f"{opened * depth}1{ends * depth}".encode())
    assert len(values.show(value)) <= 64


def test_what_cannot_be_shown_says_so(monkeypatch: pytest.MonkeyPatch, at_threshold: Case) -> None:
    for name in ("scalar", "off_by"):
        monkeypatch.setattr(values, name, lambda *_: 1 // 0)
    assert values.show(1) == UNSHOWN
    text = failure(Judge().judge(at_threshold, "dereg", Ok({"emission": "1"})), target="x")
    assert UNSHOWN in text
    assert "replay    taospec conform x" in text


OUTCOMES: st.SearchStrategy[Outcome] = st.one_of(
    ANSWERS.map(Ok),
    st.builds(Reject, st.text(max_size=80), st.text(max_size=400)),
    st.builds(Unsupported, st.text(max_size=400)),
    *(st.builds(kind, st.text(), st.text()) for kind in (Timeout, Crash, ProtocolError, Desync)),
)


@settings(max_examples=examples(60, 150))
@given(OUTCOMES, st.booleans())
def test_any_outcome_is_judged_told_and_read_again(outcome: Outcome, exact: bool) -> None:
    """Given any outcome, its line is one that every reader of logs reads, and shows."""
    case = Case(
        id="supply.block_emission.any",
        operation="supply.block_emission",
        forks=("dereg",),
        rules=("SUP-3",),
        why="anything may come",
        origin="human",
        given={"total_issuance": "0"},
        expect={"ok": {"emission": "1000000000"}},
    )
    result = Judge(exact=exact).judge(case, "dereg", outcome)
    assert result.verdict.value == "fail"
    text = failure(result, target="stdio:x", log="run.jsonl")
    assert UNSHOWN not in text
    assert text.replace("\n", "").isprintable()
    line = CaseLine.of(result).to_json()
    again = CaseLine.model_validate(protocol.decode(protocol.encode(line)))
    assert again.outcome.kind == outcome.kind
    assert again.verdict is result.verdict
    if isinstance(again.outcome, Ok):
        compare(None, case.expect["ok"], again.outcome.answer)


def test_a_log_of_anything_is_read(tmp_path: Path, at_threshold: Case) -> None:
    path = tmp_path / "run.jsonl"
    files = (VectorFile(PurePosixPath("a/b.yaml"), "a.b", ("dereg",), (at_threshold,)),)
    from datetime import UTC, datetime

    result = Judge().judge(at_threshold, "dereg", Ok({"\x1b\u202e": ["\x00" * 500, 10**99, -0.0]}))
    with Writer(path) as writer:
        writer.write(Header.of("x\x1b", None, files, {}, datetime.now(UTC)))
        writer.write(CaseLine.of(result))
        writer.write(Footer.of({}, None, (), 0.0))
    log = read(path)
    assert log.header.target == r"x\x1b"
    assert len(log.results) == 1
