"""`taospec vectors` as a person meets it."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from taospec import resources
from taospec.operations.catalogue import catalogue
from taospec.rejections import codes
from taospec.resources import spec_path, vectors_path
from taospec.timeline import specified
from taospec_reports.cli.verbs import run
from taospec_reports.cli.writing import say_that_it_takes
from taospec_vectors.bundle import render
from taospec_vectors.inventory import read_tombstones
from taospec_vectors.load import load_all

Run = Callable[..., tuple[int, str, str]]

ONE = "numbers.exp.of-one"


@pytest.fixture
def taospec(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a verb; answers exit code, standard output and standard error."""

    def call(*arguments: str) -> tuple[int, str, str]:
        try:
            code = run(arguments)
        except SystemExit as exited:
            code = int(str(exited.code))
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the numbers' vectors that every verb takes for the tree."""
    target = tmp_path / "vectors"
    shutil.copytree(vectors_path("numbers"), target / "numbers")
    inventory = vectors_path("INVENTORY.tsv").read_text().splitlines(keepends=True)
    kept = [line for line in inventory if line.startswith(("id\t", "numbers."))]
    (target / "INVENTORY.tsv").write_text("".join(kept))
    (tmp_path / "spec").symlink_to(spec_path())
    monkeypatch.setattr("taospec.resources.root", lambda: tmp_path)
    return target


def test_list_filters(taospec: Run) -> None:
    code, out, err = taospec("vectors", "list", "--rule", "NUM-12", "--origin", "chain", "*.of-*")
    line = f"{ONE}\tNUM-11,NUM-12\tsums the series at one, where e is cut\n"
    assert (code, out, err) == (0, line, "")


def test_list_as_json(taospec: Run) -> None:
    _, out, _ = taospec("vectors", "list", "--json", "--fork", "dtao", "--chapter", "numbers", ONE)
    assert json.loads(out) == {
        "id": ONE,
        "operation": "numbers.exp",
        "forks": list(specified()),
        "rules": ["NUM-11", "NUM-12"],
        "why": "sums the series at one, where e is cut",
        "origin": "chain",
        "plain": True,
        "source": "encointer/substrate-fixed src/transcendental.rs @ v0.6.0, executed",
        "given": {"format": "I32F32", "bits": "4294967296"},
        "expect": {"ok": {"bits": "11674931200"}},
    }


def test_list_of_a_fork_that_is_not_there(taospec: Run) -> None:
    code, out, err = taospec("vectors", "list", "--fork", "flaw")
    assert (code, out) == (2, "")
    assert err.startswith("taospec: unknown fork 'flaw'; did you mean flow?")


def test_show(taospec: Run) -> None:
    code, out, _ = taospec("vectors", "show", "numbers.div.i32f32-by-zero")
    assert code == 0
    assert (
        out
        == f"""\
case      numbers.div.i32f32-by-zero
rule      NUM-3 Division rounds toward zero
why       answers something to a division by zero
forks     {", ".join(specified())}
kind      edge
origin    human
given     format  I32F32
          a       9_223_372_036_854_775_807 raw bits
          b       0 raw bits
expected  rejected with DivisionByZero: {codes()["DivisionByZero"]}
"""
    )


def test_show_of_an_id_that_is_not_there(taospec: Run) -> None:
    line = "taospec: unknown case 'numbers.exp.of-onne'; did you mean numbers.exp.of-one?\n"
    assert taospec("vectors", "show", "numbers.exp.of-onne") == (2, "", line)


def test_fill_writes_only_what_differs(taospec: Run, copy: Path) -> None:
    path = copy / "numbers" / "exp.yaml"
    before = path.read_bytes()
    path.write_bytes(before.replace(b'"11674931200"', b'"11674931201"'))
    code, out, err = taospec("vectors", "fill", "numbers", "--check")
    assert (code, out, err) == (1, "", "numbers/exp.yaml: is not what fill writes\n")
    code, out, err = taospec("vectors", "fill", "numbers")
    assert (code, out, err) == (0, f"wrote    {path}\n", "")
    assert path.read_bytes() == before


def test_retire_then_fill_refuses_the_id(taospec: Run, copy: Path) -> None:
    code, out, _ = taospec("vectors", "retire", ONE, "--reason", "a test buries it")
    assert (code, out) == (0, f"retired  {ONE}\n")
    assert read_tombstones(copy) == {ONE: "a test buries it"}
    code, _, err = taospec("vectors", "fill", "numbers")
    message = f"{copy}/TOMBSTONES.tsv: case {ONE}: a retired id is used again: a test buries it"
    assert (code, err) == (2, f"taospec: {message}\n")


def test_lint_names_what_is_wrong(taospec: Run, copy: Path) -> None:
    assert taospec("vectors", "lint") == (0, "no findings\n", "")
    path = copy / "numbers" / "exp.yaml"
    path.write_text(path.read_text().replace("sums the series at one", "sums the series at 1"))
    with path.open("a") as file:
        file.write("# a comment\n")
    line = "numbers/exp.yaml: not in canonical form; taospec vectors fmt writes it\n"
    assert taospec("vectors", "lint") == (1, "", line)


def test_fmt(taospec: Run, copy: Path) -> None:
    path = copy / "numbers" / "exp.yaml"
    before = path.read_text()
    path.write_text(before + "# a comment\n")
    line = f"{path}: not in canonical form\n"
    assert taospec("vectors", "fmt", str(path), "--check") == (1, "", line)
    assert taospec("vectors", "fmt", str(path)) == (0, f"wrote    {path}\n", "")
    assert path.read_text() == before


def test_bundle_and_diff(taospec: Run, copy: Path, tmp_path: Path) -> None:
    out = tmp_path / "build" / "bundle.json"
    code, text, _ = taospec("vectors", "bundle", "--out", str(out))
    assert (code, text) == (0, f"{hashlib.sha256(out.read_bytes()).hexdigest()}  {out}\n")
    assert taospec("vectors", "diff", str(out)) == (0, "", "")
    path = copy / "numbers" / "exp.yaml"
    path.write_text(
        path.read_text()
        .replace('"11674931200"', '"11674931201"')
        .replace("numbers.exp.of-zero", "numbers.exp.of-nothing")
    )
    changed = (
        f"+ numbers.exp.of-nothing\n- numbers.exp.of-zero\n~ numbers.exp.i96f32-of-one\n~ {ONE}\n"
    )
    assert taospec("vectors", "diff", str(out)) == (1, changed, "")


def test_schema(taospec: Run) -> None:
    code, out, _ = taospec("vectors", "schema", "supply.block_emission")
    schema = json.loads(out)
    assert code == 0
    assert schema["given"]["required"] == ["total_issuance"]
    assert schema["given"]["properties"]["total_issuance"] == {
        "title": "Total Issuance",
        "type": "string",
        "format": "u64",
        "pattern": "^(0|[1-9][0-9]*)$",
        "description": (
            "TAO in existence before the block, as the chain counts it. "
            "(u64: 0 … 18446744073709551615)"
        ),
    }
    assert schema["ok"]["properties"]["emission"]["type"] == "string"
    assert schema["forks"] == list(specified())
    assert schema["reject"] is False  # nothing is rejected


def test_a_schema_rejects_only_what_the_operation_can_reject(taospec: Run) -> None:
    _, out, _ = taospec("vectors", "schema", "numbers.div")
    assert json.loads(out)["reject"]["properties"]["code"] == {"enum": ["DivisionByZero"]}


def test_the_schema_of_the_bundle(taospec: Run) -> None:
    """Given the bundle, when its schema is asked for, then both name the same fields."""
    code, out, _ = taospec("vectors", "schema")
    file = json.loads(out)["properties"]["files"]["items"]
    case = file["properties"]["cases"]["items"]
    bundled = json.loads(render(load_all()))["files"]
    named = [one for row in bundled for one in row["cases"]]
    assert code == 0
    assert file["required"] == list(bundled[0])
    assert set(case["required"]) == set.intersection(*map(set, named))
    assert set(case["properties"]) == set.union(*map(set, named))
    assert {one["plain"] for one in named} == {True, False}


def test_operations(taospec: Run) -> None:
    code, out, _ = taospec("vectors", "operations", "numbers.*")
    names = [line.split()[0] for line in out.splitlines()]
    assert (code, names[0]) == (0, "operation")
    assert names[1:] == [name for name in catalogue() if name.startswith("numbers.")]
    code, _, err = taospec("vectors", "operations", "number.div")
    assert (code, err) == (
        2,
        "taospec: unknown operation 'number.div'; did you mean numbers.div?\n",
    )
    code, _, err = taospec("vectors", "schema", "supply.emission")
    assert code == 2
    assert err.startswith("taospec: unknown operation 'supply.emission'")


def test_a_broken_tree_is_one_line(taospec: Run, copy: Path) -> None:
    path = copy / "numbers" / "exp.yaml"
    path.write_text(path.read_text().replace("  origin: chain", "  origin: chain\n  origin: me", 1))
    for verb in ("list", "lint", "bundle"):
        code, out, err = taospec("vectors", verb)
        assert (code, out) == (2, "")
        assert err == f"taospec: {path}:9: cases[0]: duplicate key 'origin'\n"


def test_a_large_case_is_cut_with_a_hint(taospec: Run) -> None:
    large = "consensus.epochs.netuid-15-yuma3"
    _, whole, _ = taospec("vectors", "show", large, "--all")
    _, cut, _ = taospec("vectors", "show", large)
    more = [
        line for line in cut.splitlines() if line.endswith(" more quantities; --all shows them")
    ]
    assert more
    assert len(cut.splitlines()) < len(whole.splitlines())
    assert "--all shows them" not in whole


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("vectors", "list", "--rule", "nim-*"), "no rule matches 'nim-*'; did you mean NUM-"),
        (
            ("vectors", "list", "--chapter", "SUPLY"),
            "unknown chapter 'SUPLY'; did you mean supply?",
        ),
        (("vectors", "list", "no-such-case-at-all-*"), "no case matches 'no-such-case-at-all-*'"),
        (("vectors", "fill", "suply", "--check"), "unknown chapter 'suply'; did you mean supply?"),
        (("vectors", "schema", "Supply.eras"), "unknown operation 'Supply.eras'; did you mean"),
    ],
)
def test_typos_are_told_in_one_way(taospec: Run, arguments: tuple[str, ...], said: str) -> None:
    code, out, err = taospec(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith(f"taospec: {said}")


def test_filters_that_together_pass_nothing_say_so(taospec: Run) -> None:
    asked = ("vectors", "list", "--rule", "sup-3", "--chapter", "numbers")
    assert taospec(*asked) == (0, "", "no case passes all of these filters\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ("vectors", "fill", "numbers"),
        ("vectors", "retire", ONE, "--reason", "a test"),
        ("rules", "--record"),
        ("prove", "--record", "emission-closed-form"),
    ],
)
def test_from_a_wheel_nothing_writes_the_tree(
    taospec: Run, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.setattr("taospec_reports.cli.writing.in_checkout", lambda: False)
    code, out, err = taospec(*arguments)
    assert (code, out) == (2, "")
    assert "of a checkout; this taospec is installed without one" in err


def test_a_checkout_is_told_from_a_wheel(monkeypatch: pytest.MonkeyPatch) -> None:
    assert resources.in_checkout()
    monkeypatch.setattr(resources, "root", lambda: resources._PACKAGE / "_data")
    assert not resources.in_checkout()


def test_who_waits_at_a_terminal_is_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    say_that_it_takes("filling")
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    say_that_it_takes("filling")
    assert capsys.readouterr().err == "filling …\n"
