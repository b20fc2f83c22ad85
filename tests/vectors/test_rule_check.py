"""Traceability: each kind of gap and contradiction is found, and a complete set finds nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from taospec.errors import TaospecError
from taospec.invariants import catalogue as invariants
from taospec.operations.catalogue import catalogue as operations
from taospec.rulebook import Chapter, Rule
from taospec.supply.emission import block_emission
from taospec_vectors import rule_check, traceability
from taospec_vectors.rule_check import (
    against_register,
    missing_links,
    one_sided,
    read_register,
    record,
    unexplained,
    unknown_names,
    unknown_rules,
    wrong_literals,
)
from taospec_vectors.traceability import Links, Trace, name_of

WHERE = "spec/supply.md:7: SUP-3"


def a_rule(**fields: Any) -> Rule:
    return Rule(
        **{
            "id": "SUP-3",
            "title": "Emission halves by issuance",
            "chapter": "supply",
            "prose": "Prose.",
            "line": 7,
            "forks": ("dtao", "dereg"),
            "source": ("a.rs @ v1",),
            "operations": ("supply.block_emission",),
            **fields,
        }
    )


def a_trace(rule: Rule | None = None, **links: tuple[str, ...]) -> Trace:
    complete = {"functions": ("m.f",), "vectors": ("s.b.c",), "invariants": ("i",), "claims": ()}
    return Trace(rule or a_rule(), **{**complete, **links})


def test_a_complete_rule_misses_nothing() -> None:
    assert list(missing_links([a_trace()])) == []


@pytest.mark.parametrize(
    ("links", "fields", "problem"),
    [
        ({"functions": ()}, {}, "no function, and no `no_function` says why"),
        ({"vectors": ()}, {}, "no vector, and no `no_vector` says why"),
        ({"invariants": ()}, {}, "no proof, and no `no_proof` says why"),
        ({"functions": ()}, {"no_function": "prose only"}, None),
        ({"vectors": ()}, {"no_vector": "prose only"}, None),
        ({"invariants": ()}, {"no_proof": "too wide"}, None),
        ({}, {"no_function": "old"}, "`no_function` is stated, but m.f is one"),
        ({}, {"no_vector": "old"}, "`no_vector` is stated, but s.b.c is one"),
        ({}, {"no_proof": "old"}, "`no_proof` is stated, but i is one"),
    ],
)
def test_a_missing_or_a_stale_link(
    links: dict[str, tuple[str, ...]], fields: dict[str, str], problem: str | None
) -> None:
    missing = list(missing_links([a_trace(a_rule(**fields), **links)]))
    assert missing == ([] if problem is None else [f"{WHERE}: {problem}"])


def test_whoever_names_an_unknown_rule_is_named() -> None:
    known = {"SUP-3": ("x",)}
    links = Links(
        functions={**known, "SUP-9": ("m.f",)},
        vectors={"SUP-10": ("a", "b", "c"), "SUP-9": ("d",)},
        invariants={"NUM-1": ("i",)},
        claims={"SUP-9": ("c",)},
    )
    assert list(unknown_rules(links, {"SUP-3": a_rule()})) == [
        "function m.f: SUP-9 is no rule of spec/",
        "vector d: SUP-9 is no rule of spec/",
        "vector a and 2 more: SUP-10 is no rule of spec/",
        "invariant i: NUM-1 is no rule of spec/",
        "claim c: SUP-9 is no rule of spec/",
    ]
    assert list(unknown_rules(Links(known, known, known, known), {"SUP-3": a_rule()})) == []


def test_invariants_and_claims_are_named_from_both_sides(monkeypatch: pytest.MonkeyPatch) -> None:
    invariant = next(iter(invariants()))
    monkeypatch.setattr(rule_check, "claims", lambda: {"c": ("SUP-3",), "d": ()})
    rule = a_rule(invariants=(invariant, "none"), claims=("c", "d"))
    trace = a_trace(rule, invariants=("other",), claims=("c",))
    assert list(one_sided([trace])) == [
        f"{WHERE}: invariant {invariant} does not name the rule",
        f"{WHERE}: there is no invariant none",
        f"{WHERE}: the rule block does not list invariant other",
        f"{WHERE}: claim d does not name the rule",
    ]
    both = a_trace(a_rule(invariants=(invariant,)), invariants=(invariant,))
    assert list(one_sided([both])) == []


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"operations": ("supply.emission",)}, "there is no operation supply.emission"),
        (
            {"forks": ("dtao",), "operations": ("numbers.sqrt",)},
            "none of its forks has the operation numbers.sqrt",
        ),
        ({"forks": ("dtao",), "constants": ("NOPE",)}, "there is no constant NOPE in dtao"),
    ],
)
def test_a_name_that_does_not_exist(fields: dict[str, Any], problem: str) -> None:
    assert list(unknown_names({"SUP-3": a_rule(**fields)})) == [f"{WHERE}: {problem}"]


def test_names_that_exist() -> None:
    rule = a_rule(constants=("TOTAL_SUPPLY", "BLOCK_EMISSION"))
    assert list(unknown_names({"SUP-3": rule})) == []


def test_operations_and_constants_that_no_rule_speaks_of() -> None:
    found = list(unexplained({"SUP-3": a_rule(constants=("TOTAL_SUPPLY",))}))
    assert "operation numbers.mul: no rule names it" in found
    assert "constant BLOCK_EMISSION: no rule names it" in found
    assert "operation supply.block_emission: no rule names it" not in found
    assert "constant TOTAL_SUPPLY: no rule names it" not in found
    everything = a_rule(operations=tuple(operations()))
    assert not [line for line in unexplained({"SUP-3": everything}) if "operation" in line]


def test_values_of_constants_in_prose() -> None:
    rule = a_rule(prose="So `TOTAL_SUPPLY = 21_000_000` rao. And `BLOCK_EMISSION = 1_000_000_000`.")
    chapter = Chapter(
        "supply", "Supply", "From `BLOCK_EMISSION = 5`, `NOPE = 1`, `a = 5`.", (rule,)
    )
    assert list(wrong_literals([chapter])) == [
        "spec/supply.md: `BLOCK_EMISSION = 5`, but spec/constants has 1000000000",
        "spec/supply.md: there is no constant NOPE",
        f"{WHERE}: `TOTAL_SUPPLY = 21_000_000`, but spec/constants has 21000000000000000",
    ]


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "RULES.tsv"
    path.write_text("id\ttitle\twithdrawn\nSUP-3\tEmission halves by issuance\t\n")
    return path


def test_the_register_agrees_with_the_rules(register: Path) -> None:
    assert list(against_register({"SUP-3": a_rule()}, register)) == []


def test_an_id_that_vanished_changed_came_back_or_is_new(register: Path) -> None:
    with register.open("a") as file:
        file.write("SUP-4\tGone\t\nSUP-5\tLeft\twas two rules\nSUP-6\tBack\tmerged\n")
    book = {
        "SUP-3": a_rule(title="Something else"),
        "SUP-6": a_rule(id="SUP-6", title="Back"),
        "SUP-7": a_rule(id="SUP-7", title="New"),
    }
    assert list(against_register(book, register)) == [
        (
            f"{WHERE}: was recorded as 'Emission halves by issuance'; an id is never reused. "
            "If only the words changed, change them in spec/RULES.tsv too"
        ),
        "spec/RULES.tsv: SUP-4 vanished; a rule that goes states why there",
        "spec/RULES.tsv: SUP-6 was withdrawn (merged) and is used again",
        "spec/supply.md:7: SUP-7: not in spec/RULES.tsv; taospec rules --record enters it",
    ]


def test_recording_appends_and_keeps_what_is_there(register: Path) -> None:
    book = {"SUP-8": a_rule(id="SUP-8", title="New"), "SUP-3": a_rule(title="Renamed")}
    assert record(book, register) == ("SUP-8",)
    assert read_register(register) == {
        "SUP-3": ("Emission halves by issuance", ""),
        "SUP-8": ("New", ""),
    }
    assert record(book, register) == ()


def test_recording_starts_a_register(tmp_path: Path) -> None:
    path = tmp_path / "RULES.tsv"
    assert record({"SUP-3": a_rule()}, path) == ("SUP-3",)
    assert path.read_text() == "id\ttitle\twithdrawn\nSUP-3\tEmission halves by issuance\t\n"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", ":1: the first line must be 'id\\ttitle\\twithdrawn'"),
        ("id\ttitle\n", ":1: the first line must be 'id\\ttitle\\twithdrawn'"),
        (
            "id\ttitle\twithdrawn\nSUP-1\tA\n",
            ":2: expected a new id, a title and a reason or none",
        ),
        (
            "id\ttitle\twithdrawn\nSUP-1\tA\t\nSUP-1\tB\t\n",
            ":3: expected a new id, a title and a reason or none",
        ),
    ],
)
def test_a_broken_register(register: Path, text: str, problem: str) -> None:
    register.write_text(text)
    with pytest.raises(TaospecError) as caught:
        read_register(register)
    assert str(caught.value) == f"{register}{problem}"


def test_the_project_is_traced_from_every_side(monkeypatch: pytest.MonkeyPatch) -> None:
    """Given the real model and one rule in the book, when traced, then its function is found."""
    monkeypatch.setattr(traceability, "rulebook", lambda: {"SUP-3": a_rule()})
    monkeypatch.setattr(traceability, "claims", lambda: {"c": ("SUP-3", "SUP-4")})
    links = traceability.links(files=())
    (trace,) = traceability.traces(links)
    assert name_of(block_emission) == "taospec.supply.emission.block_emission"
    assert name_of(block_emission) in trace.functions
    assert trace.claims == ("c",)
    assert trace.vectors == ()
