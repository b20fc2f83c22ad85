"""Lists of what a fork changed: they name cases that are there, and that it did change."""

from __future__ import annotations

import re

import pytest

from taospec.operations.catalogue import execute
from taospec.timeline import specified, until
from taospec_vectors.answering import comparable
from taospec_vectors.changes import EVERY, Change, changes, divided, divided_all
from taospec_vectors.format import Case, DraftCase, DraftFile
from taospec_vectors.funded import funded
from taospec_vectors.load import load_all

_FORKS = specified()
_BEFORE, _FORK = _FORKS[-2:]


def _draft(path: str = "supply/block_emission.yaml", *slugs: str) -> DraftFile:
    cases = [DraftCase(slug, ["SUP-3"], "halves too late", {}) for slug in slugs]
    return DraftFile(path, "supply.block_emission", _FORKS, cases)


def _change(*slugs: str, **fields: object) -> Change:
    cases = {"supply/block_emission.yaml": slugs or EVERY}
    return Change(_FORK, "does as before", cases, **fields)  # type: ignore[arg-type] # its own


def _told(files: object) -> list[tuple[str, tuple[str, ...], list[str]]]:
    return [
        (file.path, tuple(file.forks), [case.slug for case in file.cases])
        for file in files  # type: ignore[attr-defined] # an iterable of drafts
    ]


def test_what_did_not_change_stays_in_its_file() -> None:
    (same,) = divided(_draft("supply/eras.yaml", "a"), [_change("a")])
    assert same == _draft("supply/eras.yaml", "a")


def test_a_changed_case_ends_and_its_sibling_begins() -> None:
    files = divided(
        _draft("supply/block_emission.yaml", "a", "b"), [_change("b", rules=("SUP-2",))]
    )
    assert _told(files) == [
        ("supply/block_emission.yaml", _FORKS, ["a"]),
        (f"supply/block_emission-until-{_FORK}.yaml", _FORKS[:-1], ["b"]),
        (f"supply/block_emission-since-{_FORK}.yaml", (_FORK,), [f"b-since-{_FORK}"]),
    ]


def test_a_file_in_which_all_changed_keeps_its_name() -> None:
    files = list(divided(_draft("supply/block_emission.yaml", "a", "b"), [_change()]))
    assert [path for path, _, _ in _told(files)] == [
        "supply/block_emission.yaml",
        f"supply/block_emission-since-{_FORK}.yaml",
    ]
    assert files[1].cases[0].why == "halves too late, or does as before"


def test_a_case_that_only_ends_has_no_sibling() -> None:
    files = divided(_draft("supply/block_emission.yaml", "a"), [_change("a", ended=True)])
    assert _told(files) == [("supply/block_emission.yaml", _FORKS[:-1], ["a"])]


def test_siblings_of_one_name_share_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    path = f"supply/block_emission-since-{_BEFORE}.yaml"
    change = Change(_FORK, "does as before", {path: EVERY, "supply/block_emission.yaml": EVERY})
    monkeypatch.setattr("taospec_vectors.changes.changes", lambda: (change,))
    drafts = [_draft("supply/block_emission.yaml", "a"), _draft(path, "b")]
    *_, last = _told(divided_all(drafts))
    assert last[0] == f"supply/block_emission-since-{_FORK}.yaml"
    assert last[2] == [f"a-since-{_FORK}", f"b-since-{_FORK}"]


@pytest.fixture(scope="module")
def cases() -> dict[str, Case]:
    return {case.id: case for file in load_all() for case in file.cases}


def _base(slug: str) -> str:
    """The slug that its siblings have before the name of their fork."""
    return re.sub(r"-(since|until)-[a-z0-9]+\Z", "", slug)


@pytest.mark.parametrize("change", changes(), ids=lambda change: f"{change.fork}: {change.why}")
def test_a_list_names_cases_that_the_fork_changed(change: Change, cases: dict[str, Case]) -> None:
    known = set(until(change.fork))
    for path, slugs in change.cases.items():
        operation = path.split("/")[0] + "." + path.split("/")[1].partition("-")[0].split(".")[0]
        for slug in () if slugs == EVERY else slugs:
            older = sorted(
                (
                    case
                    for case in cases.values()
                    if case.operation == operation
                    and (case.slug == slug or case.slug.startswith(f"{_base(slug)}-since-"))
                    and set(case.forks) <= known
                ),
                key=lambda case: _FORKS.index(case.forks[-1]),
            )
            assert older, f"{change.fork}: {path} has no case {slug}"
            asked = funded(older[-1].given) if change.funded else older[-1].given
            later = [
                case
                for case in cases.values()
                if change.fork in case.forks and case.given == asked and case.operation == operation
            ]
            if change.funded:
                assert comparable(execute(change.fork, operation, older[-1].given)) != dict(
                    older[-1].expect
                )
            else:
                assert all(case.expect != older[-1].expect for case in later)
            if change.ended:
                # A case of its own may show that the question is refused now.
                assert all(case.rejects for case in later), f"{path}: {slug}"
            else:
                assert later, f"{path}: {slug}"
