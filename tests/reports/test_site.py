"""Building: where, from what, and that equal inputs give equal bytes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import pytest
from corner import corner_with_epochs
from page_reader import Reader, broken_links
from report_logs import (
    ADAPTER,
    EPOCH,
    PROOF,
    PROOFS,
    Built,
    deviating,
    failed,
    footer,
    header,
    pages_of,
    passed,
    questions,
    write,
    write_run,
)

from taospec.errors import TaospecError
from taospec.timeline import scope
from taospec_reports import build, links, plots, site, summary
from taospec_reports.inventory import Inventory
from taospec_reports.plots import Drawings
from taospec_reports.templating import static

HELPERS = Path(__file__).parents[1] / "helpers"
ALL = questions()
FEW = [(case, fork) for case, fork in ALL if case.operation == "supply.block_emission"]


def _bytes(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.slow  # every plot is drawn again, by another process
def test_equal_inputs_give_equal_bytes_whatever_the_hash_seed(
    inventory: Inventory, drawings: Drawings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given a corner with every kind of plot, when another process builds it, no byte differs."""
    program = (
        "import sys; from pathlib import Path; from corner import gathered; "
        "from taospec_reports import site; site.gather = gathered; "
        "out, *logs = map(Path, sys.argv[1:]); site.build(out, logs[:-1], logs[-1])"
    )
    lines = [deviating(case, fork, number) for number, (case, fork) in enumerate(FEW[:9])]
    log = write_run(tmp_path / "run.jsonl", lines)
    proofs = write(tmp_path / "proofs.jsonl", PROOFS, PROOF, {"footer": True})
    environment = {
        **os.environ,
        "PYTHONHASHSEED": "12345",
        "SOURCE_DATE_EPOCH": EPOCH,
        "PYTHONPATH": str(HELPERS),
    }
    subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "again"), str(log), str(proofs)],
        env=environment,
        check=True,
        timeout=60,
    )
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    monkeypatch.setattr(site, "gather", lambda: corner_with_epochs(inventory))
    monkeypatch.setattr(plots, "draw_all", lambda _: drawings)
    build(tmp_path / "first", [log], proofs)
    again, first = _bytes(tmp_path / "again"), _bytes(tmp_path / "first")
    assert again.keys() == first.keys()
    assert [path for path in first if first[path] != again[path]] == []
    assert links.RUNS in first


@pytest.mark.usefixtures("small")
def test_the_specification_alone(tmp_path: Path) -> None:
    index = build(tmp_path / "out", [])
    assert index == tmp_path / "out" / "index.html"
    pages = pages_of(tmp_path / "out")
    readers = {path: Reader(html) for path, html in pages.items()}
    assert broken_links(tmp_path / "out", readers) == []
    assert "No implementation has been run." in pages["index.html"]
    assert "No log of proofs was given" in pages["proofs.html"]
    assert not any(path.startswith(("adapters/", "failures/")) for path in pages)
    summary = json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))
    assert summary["adapters"] == []
    assert summary["proofs"] is None


def test_the_summary_counts_what_the_logs_hold(report: Built, told: Inventory) -> None:
    lines = sum(len(case.forks) for case in told.cases.values())
    summary = json.loads((report.folder / "summary.json").read_text(encoding="utf-8"))
    good, evil, cut = summary["adapters"]
    assert summary["format"] == "taospec-report/1"
    assert good["counts"] == {"pass": lines}
    assert (good["standing"], evil["standing"], cut["standing"]) == (
        "conforms",
        "deviates",
        "incomplete",
    )
    assert cut["counts"] == {"pass": 40, "not-run": lines - 40}
    assert summary["proofs"]["counts"] == {"proved": 1, "unknown": 1}
    assert summary["proofs"]["not_as_expected"] == ["division-truncates"]
    badge = json.loads((report.folder / "badge-plain.json").read_text(encoding="utf-8"))
    assert badge == {
        "schemaVersion": 1,
        "label": "taospec",
        "message": f"{lines:,} of {lines:,} pass",
        "color": "brightgreen",
    }


def test_an_incomplete_log_is_said_loudly(report: Built) -> None:
    for page in ("index.html", "adapters/cut.html"):
        assert "<strong>This log is incomplete.</strong>" in report.pages[page]
    assert "<strong>This log is incomplete.</strong>" not in report.pages["adapters/plain.html"]


@pytest.mark.usefixtures("small")
def test_a_failure_page_answers_the_questions_of_the_night(tmp_path: Path) -> None:
    case, fork = next(
        (case, fork) for case, fork in FEW if case.id.startswith("supply.block_emission.")
    )
    due = case.expect["ok"]["emission"]
    found = {
        "path": "emission",
        "kind": "value",
        "expected": due,
        "got": str(int(due) + 7),
        "unit": "rao",
        "difference": "7",
    }
    line = failed(
        case,
        fork,
        outcome={"kind": "ok", "ok": {"emission": str(int(due) + 7)}},
        divergence=found,
    )
    log = write_run(tmp_path / "run.jsonl", [line])
    build(tmp_path / "out", [log])
    page = (tmp_path / "out" / f"failures/plain/{case.id}.html").read_text(encoding="utf-8")
    assert case.why.replace("'", "&#39;").replace(">", "&gt;") in page
    assert "off by <strong>7 rao</strong>" in page
    assert f"taospec replay &#39;run.jsonl#{case.id}@{fork}&#39;" in page
    assert '<tr class="changed">' in page
    console = page.partition("As the console shows it")[2].partition("</pre>")[0]
    assert f"FAIL {case.id} [{fork}]" in console
    assert f"replay    taospec replay &#39;run.jsonl#{case.id}@{fork}&#39;" in console
    assert len(console.splitlines()) <= 43


STRANGE: list[dict[str, object]] = [
    {"expected": None, "given": None},
    {"expected": {"elided": "70000 bytes"}, "given": {"elided": "70000 bytes"}},
    {"expected": {"ok": 7}, "given": [1, [2, [3]]]},
    {"expected": {"reject": 7}, "given": "x"},
    {"expected": {"reject": {"code": ["x"]}}, "divergence": None},
    {"expected": "x", "outcome": {"kind": "ok", "ok": {}}},
    {"outcome": {"kind": "ok", "ok": {"elided": "70000 bytes"}}},
    {"outcome": {"kind": "ok", "ok": {"a": [1, {"b": None}]}}},
    {"outcome": {"kind": "reject", "code": "", "detail": "<b>"}},
    {"operation": "supply.no_such_operation"},
    {"rules": [], "fork": "../x"},
    {"divergence": {"path": "a[0].b", "kind": "order", "got": {"x": [1]}, "note": "<b>"}},
    {"divergence": {"path": "a", "difference": "many", "others": 3}},
    {"case": "../../../etc/passwd", "rules": ["<b>", "SUP-3"]},
    {"worst": {"path": "a", "relative": "1e99", "absolute": "1e99"}, "grade": "outside"},
]


@pytest.mark.usefixtures("small")
def test_strange_lines_never_break_the_report(tmp_path: Path) -> None:
    questions_once = {case.id: (case, fork) for case, fork in FEW}.values()
    lines = [
        {**failed(case, fork), **changed}
        for changed, (case, fork) in zip(STRANGE, questions_once, strict=False)
    ]
    build(tmp_path / "out", [write_run(tmp_path / "run.jsonl", lines)])
    failures = list((tmp_path / "out" / "failures" / "plain").iterdir())
    assert len(failures) == len(STRANGE)
    assert not (tmp_path / "etc").exists()
    for path in failures:
        assert Reader(path.read_text(encoding="utf-8")).problems == []


@pytest.mark.usefixtures("small")
def test_an_old_report_is_replaced_and_nothing_of_it_stays(tmp_path: Path) -> None:
    out = tmp_path / "out"
    build(out, [write_run(tmp_path / "run.jsonl", [failed(*FEW[0])])])
    assert (out / "adapters").is_dir()
    build(out, [])
    assert not (out / "adapters").exists()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_folder_of_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("years of work", encoding="utf-8")
    with pytest.raises(TaospecError, match="holds something other than a report"):
        build(tmp_path, [])
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(TaospecError, match="is not a folder"):
        build(tmp_path / "file", [])
    assert (tmp_path / "thesis.tex").read_text(encoding="utf-8") == "years of work"


@pytest.mark.usefixtures("small")
def test_garbage_leaves_the_old_report_as_it_was(tmp_path: Path) -> None:
    out = tmp_path / "out"
    build(out, [])
    before = _bytes(out)
    with pytest.raises(TaospecError, match=r"run\.jsonl:1"):
        build(out, [write(tmp_path / "run.jsonl", "garbage")])
    assert _bytes(out) == before


@pytest.mark.usefixtures("small")
def test_a_wrong_adapter_with_thousands_of_failures_has_sheets(tmp_path: Path) -> None:
    case, fork = FEW[0]
    found = {"path": "a", "expected": ["7"] * 100, "got": "x" * 1_000}
    lines = [
        {**failed(case, fork), "case": f"numbers.x.{index}", "divergence": found}
        for index in range(400)
    ]
    build(tmp_path / "out", [write_run(tmp_path / "run.jsonl", lines)])
    pages = pages_of(tmp_path / "out")
    sheets = [path for path in pages if path.startswith("adapters/plain")]
    assert len(sheets) >= 3
    shown = sum(pages[path].count("<code>numbers.x.") for path in sheets)
    assert shown == len(lines)
    assert max(len(pages[path].encode()) for path in sheets) <= site.MOST_BYTES
    assert "150 more are listed here" in pages["adapters/plain.html"]


@pytest.mark.usefixtures("small")
def test_links_find_a_proof_on_a_later_sheet(tmp_path: Path) -> None:
    many = [{**PROOF, "invariant": f"p-{index}", "rules": []} for index in range(600)]
    last = {**PROOF, "invariant": "z-last", "rules": ["SUP-3"]}
    log = write(tmp_path / "proofs.jsonl", PROOFS, *many, last, {"footer": True})
    build(tmp_path / "out", [], log)
    pages = pages_of(tmp_path / "out")
    (sheet,) = [path for path, html in pages.items() if 'id="z-last"' in html]
    assert sheet != "proofs.html"
    assert f'href="../{sheet}#z-last"' in pages["rules/SUP-3.html"]
    readers = {path: Reader(html) for path, html in pages.items()}
    assert broken_links(tmp_path / "out", readers) == []


def test_every_page_says_for_which_forks_it_holds(report: Built) -> None:
    pages = list(report.folder.rglob("*.html"))
    assert len(pages) > 100
    silent = [page for page in pages if scope() not in unescape(page.read_text(encoding="utf-8"))]
    assert silent == []


def test_the_stamp_is_fixed_by_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    assert site.stamp().endswith("built 2025-11-24 16:00 UTC from logs alone.")


@pytest.mark.usefixtures("small")
def test_contradictions_and_strangers_are_said(tmp_path: Path) -> None:
    lines = [{**passed(*FEW[0]), "case": "numbers.mul.of-another-version"}]
    log = write(tmp_path / "run.jsonl", header(), *lines, footer([failed(*FEW[0])]))
    build(tmp_path / "out", [log])
    page = pages_of(tmp_path / "out")["adapters/plain.html"]
    assert "<strong>This log contradicts itself.</strong>" in page
    assert "1 case of <code>run.jsonl</code> is not among the vectors" in page


def test_text_has_contrast_in_both_schemes() -> None:
    def luminance(colour: str) -> float:
        channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    def contrast(one: str, other: str) -> float:
        light, dark = sorted((luminance(one), luminance(other)), reverse=True)
        return (light + 0.05) / (dark + 0.05)

    theme = static("theme.css")
    light, dark = theme.split("@media (prefers-color-scheme: dark)")[:2]
    for block in (light, dark.partition("}")[0]):
        colours = dict(
            line.strip().removesuffix(";").split(": ")
            for line in block.splitlines()
            if line.strip().startswith("--") and ": #" in line
        )
        text = ["ink", "quiet", "accent", "pass", "fail", "known", "idle", "curve-3"]
        text += ["code-keyword", "code-string", "code-number", "code-comment", "code-name"]
        for name in text:
            for ground in ("paper", "raised"):
                assert contrast(colours[f"--{name}"], colours[f"--{ground}"]) >= 4.5, (name, ground)
        for name in ("pass", "fail", "known", "idle"):
            assert contrast(colours[f"--{name}"], colours[f"--{name}-tint"]) >= 4.5, name


@pytest.mark.usefixtures("small")
def test_runs_of_other_vectors_share_one_box(tmp_path: Path) -> None:
    """Given three old runs, when their report is built, then the overview says so once."""
    names = ("one", "two", "three")
    logs = [
        write_run(tmp_path / f"{name}.jsonl", [passed(*FEW[0])], adapter={**ADAPTER, "name": name})
        for name in names
    ]
    build(tmp_path / "out", logs)
    page = pages_of(tmp_path / "out")["index.html"]
    assert page.count("<strong>Made from other vectors.</strong>") == 1
    assert "<code>one.jsonl</code>, <code>two.jsonl</code> and <code>three.jsonl</code>" in page


@pytest.mark.usefixtures("small")
def test_a_report_may_be_written_where_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given `--out .` in an older report, the ground stays, the pages are new, the rest is gone."""
    out = tmp_path / "out"
    build(out, [])
    (out / "adapters").mkdir()
    (out / "adapters" / "gone.html").write_text("once upon a time", encoding="utf-8")
    (out / links.INDEX).write_text("once upon a time", encoding="utf-8")
    monkeypatch.chdir(out)
    ground = out.stat().st_ino
    build(Path(), [])
    assert Path().stat().st_ino == out.stat().st_ino == ground
    assert "once upon a time" not in (out / links.INDEX).read_text(encoding="utf-8")
    assert not (out / "adapters").exists()
    assert [path.name for path in out.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize("place", ["beside", "inside"])
def test_a_report_that_fails_leaves_the_old_one(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given a fault at the last page, or an interruption, what stood there stands there."""
    out = tmp_path / "out"
    out.mkdir()
    (out / site.SUMMARY).write_text(summary.FORMAT, encoding="utf-8")
    (out / links.INDEX).write_text("older", encoding="utf-8")
    before = _bytes(out)
    if place == "inside":
        monkeypatch.chdir(out)

    def fail(error: BaseException) -> None:
        def pages(*_: object) -> Iterator[tuple[str, str]]:
            yield links.INDEX, "newer"
            raise error

        monkeypatch.setattr(site, "files", pages)

    monkeypatch.setattr(site, "gather", lambda: None)
    monkeypatch.setattr(site, "assemble", lambda *_: SimpleMaterial(()))
    fail(OSError(28, "No space left on device"))
    with pytest.raises(TaospecError, match="out: No space left on device"):
        build(out, [])
    fail(KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        build(out, [])
    assert _bytes(out) == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@dataclass
class SimpleMaterial:
    """As much of the material as `build` itself looks at."""

    simulations: tuple[object, ...]
