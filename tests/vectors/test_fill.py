"""Filling: what stands is written whole, what does not stand leaves the tree as it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from taospec.errors import TaospecError
from taospec.operations.supply import Emission, Issuance
from taospec.timeline import specified
from taospec_vectors import answering, fill
from taospec_vectors.errors import VectorError
from taospec_vectors.format import DraftCase, DraftFile
from taospec_vectors.inventory import Changes, read_inventory, retire
from taospec_vectors.load import load_all

Draft = Callable[..., DraftFile]
Build = Callable[..., None]

ID = "supply.block_emission"
FIRST = f"{ID}.first-threshold-reached"
NOTHING = f"{ID}.nothing-issued"
VECTORS = PurePosixPath("supply/block_emission.yaml")
INVENTORY = PurePosixPath("INVENTORY.tsv")


def case(slug: str = "a", given: Any = None, **fields: Any) -> DraftCase:
    given = {"total_issuance": "7"} if given is None else given
    return DraftCase(slug, ["SUP-3"], "halves one rao too late", given, **fields)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "vectors"
    folder.mkdir()
    return folder


def snapshot(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*.*")}


def test_the_model_answers(root: Path, draft: Draft, build: Build, tree_text: str) -> None:
    build(draft())
    changes, touched = fill.fill(root)
    assert changes == Changes(added=(FIRST, NOTHING), removed=(), changed=())
    assert touched == (INVENTORY, VECTORS)
    assert (root / VECTORS).read_text() == tree_text
    assert fill.fill(root) == (Changes((), (), ()), ())


def test_check_writes_nothing(root: Path, draft: Draft, build: Build) -> None:
    build(draft())
    changes, touched = fill.fill(root, check=True)
    assert (changes.added, touched) == ((FIRST, NOTHING), (INVENTORY, VECTORS))
    assert snapshot(root) == {}


def test_records_and_goldens_are_taken(draft: Draft) -> None:
    golden = case(given=Issuance(total_issuance=7), expect={"ok": Emission(emission=10**9)})
    (file,) = answering.answer_all([draft(golden)])
    assert file.cases[0].given == {"total_issuance": "7"}
    assert file.cases[0].expect == {"ok": {"emission": "1000000000"}}


def test_a_rejection_keeps_its_code_only() -> None:
    given = {"format": "I32F32", "a": "1", "b": "0"}
    refused = DraftCase("a", ["NUM-3"], "divides by zero", given)
    (file,) = answering.answer_all(
        [DraftFile("numbers/div.yaml", "numbers.div", ["flow"], [refused])]
    )
    assert file.cases[0].expect == {"reject": {"code": "DivisionByZero"}}


def test_files_come_in_the_order_of_their_paths(draft: Draft) -> None:
    later = draft(case("z"), path="supply/block_emission-z.yaml")
    assert [str(file.path) for file in answering.answer_all([draft(), later])] == [
        "supply/block_emission-z.yaml",
        "supply/block_emission.yaml",
    ]


@pytest.mark.parametrize(
    ("cases", "message"),
    [
        (
            [case(expect={"ok": {"emission": "3"}})],
            (
                'expect: the builder expects {"ok":{"emission":"3"}}, '
                'the model answers {"ok":{"emission":"1000000000"}}'
            ),
        ),
        (
            [case(expect={"reject": {"code": "Overflow"}})],
            (
                'expect: the builder expects {"reject":{"code":"Overflow"}}, '
                'the model answers {"ok":{"emission":"1000000000"}}'
            ),
        ),
        (
            [case(given={"total_issuance": 7})],
            "given.total_issuance: expected a quoted decimal string for u64",
        ),
        ([case(given={"issuance": "7"})], "given.total_issuance: Field required"),
        ([case(given=Emission(emission=7))], "given.total_issuance: Field required"),
        (
            [case(expect={"ok": {"emision": "3"}})],
            "expect.ok.emission: Field required",
        ),
    ],
)
def test_a_draft_that_does_not_stand(draft: Draft, cases: list[DraftCase], message: str) -> None:
    with pytest.raises(VectorError) as caught:
        answering.answer_all([draft(*cases)])
    assert str(caught.value) == f"supply/block_emission.yaml: case {ID}.a: {message}"


def test_forks_that_disagree_are_named(monkeypatch: pytest.MonkeyPatch, draft: Draft) -> None:
    def answer(fork: str, _entry: object, _question: object) -> dict[str, Any]:
        return {"ok": {"emission": "1" if fork == "flow" else "2"}}

    monkeypatch.setattr(answering, "answer", answer)
    with pytest.raises(VectorError) as caught:
        answering.answer_all([draft(case())])
    assert str(caught.value) == (
        f"supply/block_emission.yaml: case {ID}.a: forks: the forks disagree: "
        'dtao answers {"ok":{"emission":"2"}}, flow answers {"ok":{"emission":"1"}}'
    )


def test_drafts_that_collide(draft: Draft) -> None:
    with pytest.raises(VectorError, match="two builders write this file"):
        answering.answer_all([draft(), draft()])
    with pytest.raises(VectorError, match=r"threshold-reached: id: already in supply/block_em"):
        answering.answer_all([draft(), draft(path="supply/block_emission-2.yaml")])
    with pytest.raises(VectorError, match=r"id: already in supply/block_emission\.yaml"):
        answering.answer_all([draft(case("a"), case("a"))])


def test_nothing_is_written_when_one_case_does_not_stand(
    root: Path, draft: Draft, build: Build
) -> None:
    build(draft())
    fill.fill(root)
    before = snapshot(root)
    wrong = draft(case(expect={"ok": {"emission": "3"}}), path="supply/block_emission-wrong.yaml")
    build(draft(case("new"), *draft().cases), wrong)
    with pytest.raises(VectorError):
        fill.fill(root)
    assert snapshot(root) == before


@pytest.mark.parametrize(
    ("slug", "path", "message"),
    [
        ("Upper", "supply/block_emission.yaml", "id: the part after the operation is lower-case"),
        ("a", "supply/emission.yaml", r"belong in supply/block_emission\[-topic\]\.yaml"),
        ("a", "../block_emission.yaml", r"belong in supply/block_emission\[-topic\]\.yaml"),
    ],
)
def test_what_the_loader_would_refuse_is_not_written(
    root: Path, draft: Draft, build: Build, slug: str, path: str, message: str
) -> None:
    build(draft(case(slug), path=path))
    with pytest.raises(VectorError, match=message):
        fill.fill(root)
    assert snapshot(root.parent) == {}


def test_a_vanished_id_must_be_retired(root: Path, draft: Draft, build: Build) -> None:
    build(draft())
    fill.fill(root)
    build(draft(draft().cases[0]))
    with pytest.raises(VectorError) as caught:
        fill.fill(root)
    assert str(caught.value) == (
        f"{root}/INVENTORY.tsv: case {NOTHING}: vanished; if that is meant: "
        "taospec vectors retire ID --reason TEXT"
    )
    retire(root, NOTHING, "says the same as another")
    changes, _ = fill.fill(root)
    assert changes == Changes((), (NOTHING,), ())
    assert list(read_inventory(root)) == [FIRST]


def test_a_retired_id_is_never_used_again(root: Path, draft: Draft, build: Build) -> None:
    build(draft())
    fill.fill(root)
    retire(root, NOTHING, "says the same as another")
    with pytest.raises(VectorError) as caught:
        fill.fill(root, accept_changes=True)
    assert str(caught.value) == (
        f"{root}/TOMBSTONES.tsv: case {NOTHING}: "
        "a retired id is used again: says the same as another"
    )


def test_a_changed_meaning_must_be_accepted(root: Path, draft: Draft, build: Build) -> None:
    build(draft(case("a")))
    fill.fill(root)
    build(draft(case("a", {"total_issuance": "8"})))
    with pytest.raises(VectorError) as caught:
        fill.fill(root)
    assert str(caught.value) == (
        f"{root}/INVENTORY.tsv: case {ID}.a: asserts something else; if that is meant: "
        "taospec vectors fill --accept-changes"
    )
    changes, _ = fill.fill(root, accept_changes=True)
    assert changes == Changes((), (), (f"{ID}.a",))


def test_a_fork_less_is_a_change_and_a_fork_more_is_none(
    root: Path, draft: Draft, build: Build
) -> None:
    build(draft(case("a"), forks=("dereg", "flow")))
    fill.fill(root)
    build(draft(case("a"), forks=specified()))
    assert fill.fill(root)[0] == Changes((), (), ())
    build(draft(case("a"), forks=("dereg",)))
    with pytest.raises(VectorError, match="asserts something else"):
        fill.fill(root)


def test_other_wording_is_no_change(root: Path, draft: Draft, build: Build) -> None:
    build(draft(case("a")))
    fill.fill(root)
    build(draft(case("a", origin="chain", source="block 7")))
    assert fill.fill(root) == (Changes((), (), ()), (VECTORS,))


def test_stray_files_go(root: Path, draft: Draft, build: Build) -> None:
    build(draft())
    fill.fill(root)
    (root / "supply" / "block_emission-old.yaml").write_text("left over")
    (root / "supply" / "data").mkdir()
    (root / "supply" / "data" / "old.json").write_text("{}")
    _, touched = fill.fill(root)
    assert [str(path) for path in touched] == [
        "supply/block_emission-old.yaml",
        "supply/data/old.json",
    ]
    assert snapshot(root).keys() == {"INVENTORY.tsv", "supply/block_emission.yaml"}


def test_one_chapter_leaves_the_others_alone(root: Path, draft: Draft, build: Build) -> None:
    given = {"format": "I32F32", "a": "1", "b": "1"}
    numbers = DraftFile(
        "numbers/mul.yaml", "numbers.mul", ["flow"], [DraftCase("a", ["NUM-2"], "is wrong", given)]
    )
    build(draft(), numbers)
    fill.fill(root)
    broken = draft(case(expect={"ok": {"emission": "3"}}))
    build(broken, numbers)
    assert fill.fill(root, chapters=["numbers"]) == (Changes((), (), ()), ())
    assert list(read_inventory(root)) == ["numbers.mul.a", FIRST, NOTHING]


def test_a_large_case_is_written_beside_and_read_back(
    root: Path, draft: Draft, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("taospec_vectors.emit.LARGEST_INLINE", 20)
    build(draft(case("a")))
    _, touched = fill.fill(root)
    names = [f"supply/data/{ID}.a.{part}.json" for part in ("expect", "given")]
    assert [str(path) for path in touched] == [
        "INVENTORY.tsv",
        "supply/block_emission.yaml",
        *names,
    ]
    (file,) = load_all(root)
    assert file.cases[0].given == {"total_issuance": "7"}
    assert fill.fill(root)[1] == ()


def test_builders_of_the_project_are_found_by_chapter() -> None:
    names = [module.__name__ for module in fill.builders(["numbers"])]
    package = "taospec_vectors.cases.numbers"
    assert f"{package}.multiplication" in names
    assert f"{package}._common" not in names
    assert names == sorted(names)
    assert all(name.startswith(package) for name in names)


def test_a_chapter_without_builders_is_a_mistake() -> None:
    with pytest.raises(
        TaospecError, match="no builder writes vectors of 'suply'; did you mean sup"
    ):
        list(fill.builders(["suply"]))


def test_a_builder_without_drafts_is_a_mistake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fill, "builders", lambda _chapters: [fill])
    monkeypatch.delattr(fill, "drafts", raising=False)
    with pytest.raises(TaospecError, match=r"taospec_vectors\.fill is a builder without"):
        list(_drafts())


_drafts = fill.drafts
