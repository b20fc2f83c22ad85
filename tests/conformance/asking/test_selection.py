"""Which cases a run asks."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

import pytest

from taospec.errors import TaospecError
from taospec.timeline import until
from taospec_conformance.asking.selection import Selection, parse_shard, vectors
from taospec_vectors.format import VectorFile

MUL, START, FIRST = (
    "numbers.mul.floors-minus-one-and-a-half",
    "supply.block_emission.from-nothing",
    "supply.block_emission.first-threshold-reached",
)


def asked(files: Sequence[VectorFile], **filters: Any) -> list[tuple[str, str]]:
    return [(case.id, fork) for case, fork in Selection(**filters).questions(files)]


def test_everything_is_asked_case_by_case(files: Sequence[VectorFile]) -> None:
    forks = until("authorfee")
    assert asked(files) == [(case, fork) for case in (MUL, START, FIRST) for fork in forks]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"forks": ("flow",)}, [MUL, START, FIRST]),
        ({"rules": ("NUM-*",)}, [MUL]),
        ({"rules": ("NUM-1", "SUP-3")}, [MUL, START, FIRST]),
        ({"ids": ("*first*",)}, [FIRST]),
        ({"operations": ("supply.*",)}, [START, FIRST]),
        ({"chapters": ("numbers",)}, [MUL]),
        ({"origins": ("solver",)}, [MUL]),
        ({"origins": ("solver",), "chapters": ("supply",)}, []),
        ({"ids": ("nothing",)}, []),
    ],
)
def test_filters(files: Sequence[VectorFile], filters: dict[str, Any], expected: list[str]) -> None:
    assert asked(files, **{"forks": ("flow",), **filters}) == [(name, "flow") for name in expected]


@pytest.mark.parametrize(
    ("filters", "share"),
    [
        ({"ids": ("supply.block_emission.threshold-1-reached",)}, 100),
        ({"ids": ("Supply.Block_Emission.threshold-[12]-*", "numbers.mul.*")}, 40),
        ({"operations": ("*.block_emission", "pools.p?ice")}, 40),
        ({"rules": ("SUP-1", "num-2")}, 3),
        ({"chapters": ("numbers",), "rules": ("NUM-*",)}, 5),
        ({"ids": ("*-reached",)}, 1),
        ({"forks": ("flow",), "origins": ("solver",)}, 1),
    ],
)
def test_only_files_that_can_matter_are_read(
    all_files: Sequence[VectorFile], filters: dict[str, Any], share: int
) -> None:
    """Given filters, the files that they leave have every case that passes them."""
    files = vectors(Selection(**filters))
    assert asked(files, **filters) == asked(all_files, **filters) != []
    assert len(files) * share <= len(all_files)
    assert vectors(Selection(**filters), whole=True) == all_files


def test_what_was_meant_may_stand_in_any_file() -> None:
    with pytest.raises(TaospecError, match=r"did you mean supply\.block_emission\.threshold-1-re"):
        vectors(Selection(ids=("supply.block_emision.threshold-1-reached",)))


def test_filters_that_together_pass_nothing_are_no_typo() -> None:
    assert vectors(Selection(rules=("SUP-3",), chapters=("numbers",))) == ()
    assert vectors(Selection(rules=("SUP-3",), ids=("numbers.mul.*",))) == ()


@pytest.mark.parametrize("parts", [1, 2, 5, 20])
def test_shards_are_the_whole_without_overlap(files: Sequence[VectorFile], parts: int) -> None:
    shards = [asked(files, shard=(part + 1, parts)) for part in range(parts)]
    assert sorted(itertools.chain(*shards)) == sorted(asked(files))
    assert [shard[:1] for shard in shards[:12]] == [[pair] for pair in asked(files)[:parts]]


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        ({"forks": ("merge",)}, "unknown fork 'merge'"),
        ({"chapters": ("suply",)}, "unknown chapter 'suply'; did you mean supply?"),
        ({"origins": ("me",)}, "unknown origin 'me' (known: human"),
    ],
)
def test_a_name_that_does_not_exist_is_refused(filters: dict[str, Any], said: str) -> None:
    with pytest.raises(TaospecError) as error:
        Selection(**filters)
    assert str(error.value).startswith(said)


def test_a_shard_is_read() -> None:
    assert parse_shard("2/5") == (2, 5)


@pytest.mark.parametrize("text", ["", "2", "0/5", "6/5", "1/0", "-1/2", "1/2/3", "²/5", "1/99999"])
def test_a_shard_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(TaospecError, match=r"expected I/N with 1 ≤ I ≤ N"):
        parse_shard(text)


def test_a_log_states_the_filters_that_are_set() -> None:
    chosen = Selection(forks=("flow",), rules=("SUP-*",), shard=(2, 3))
    assert chosen.to_json() == {"forks": ["flow"], "rules": ["SUP-*"], "shard": [2, 3]}
    assert Selection().to_json() == {}


def test_names_are_taken_in_any_case(files: tuple[VectorFile, ...]) -> None:
    typed = Selection(forks=("Dereg",), chapters=("SUPPLY",), rules=("sup-3",), origins=("Human",))
    assert (typed.forks, typed.chapters, typed.origins) == (("dereg",), ("supply",), ("human",))
    assert len(list(typed.questions(files))) == 2


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        ({"rules": ("SUQ-3",)}, "unknown rule 'SUQ-3'; did you mean SUP-3?"),
        ({"operations": ("supply.emission",)}, "unknown operation 'supply.emission'; did you mean"),
        ({"ids": ("supply.era.*",)}, "no case matches 'supply.era.*'"),
        ({"chapters": ("pools",)}, "the chapter pools has no vectors"),
    ],
)
def test_a_filter_that_nothing_passes_is_a_typo(
    files: tuple[VectorFile, ...], filters: dict[str, Any], said: str
) -> None:
    with pytest.raises(TaospecError) as error:
        Selection(**filters).require_matches(files)
    assert str(error.value).startswith(said)


def test_filters_that_something_passes(files: tuple[VectorFile, ...]) -> None:
    Selection(rules=("SUP-*",), ids=("*.FROM-nothing",)).require_matches(files)


def test_plain_cases_only(all_files: tuple[VectorFile, ...]) -> None:
    chosen = Selection(chapters=("numbers",), plain=True)
    asked = {case.id for case, _ in chosen.questions(all_files)}
    assert "numbers.exp.of-one" in asked
    assert "numbers.div.i32f32-by-zero" not in asked
    assert chosen.to_json() == {"chapters": ["numbers"], "plain": True}
