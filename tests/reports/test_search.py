"""The index names everything once, and the search's JavaScript finds it."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from taospec_reports import links
from taospec_reports.templating import static

if TYPE_CHECKING:
    from report_logs import Built

    from taospec_reports.inventory import Inventory

NODE = shutil.which("node")


def entries(report: Built) -> list[list[str]]:
    text = (report.folder / links.SEARCH_INDEX).read_text(encoding="utf-8")
    rows: list[list[str]] = json.loads(
        text.removeprefix("window.taospecIndex = ").removesuffix(";\n")
    )
    return rows


def test_every_address_of_the_index_is_a_place_of_the_report(report: Built) -> None:
    for kind, title, address, _ in entries(report):
        path, _, anchor = address.partition("#")
        assert path in report.pages, (kind, title)
        assert not anchor or f'id="{anchor}"' in report.pages[path], (kind, title, address)


def test_every_kind_is_there(report: Built) -> None:
    kinds = {kind for kind, *_ in entries(report)}
    assert kinds >= {"rule", "operation", "constant", "fork", "claim", "term", "rejection"}
    assert kinds >= {"proof", "adapter", "failure", "vector"}


def search(report: Built, tmp_path: Path, query: str) -> list[dict[str, Any]]:
    module, program = tmp_path / "search.js", tmp_path / "program.js"
    module.write_text(static("search.js"), encoding="utf-8")
    program.write_text(
        f"const {{ read, search }} = require({json.dumps(str(module))});\n"
        "const rows = JSON.parse(require('fs').readFileSync(0, 'utf8'));\n"
        f"console.log(JSON.stringify(search(read(rows), {json.dumps(query)})));\n",
        encoding="utf-8",
    )
    assert NODE is not None
    done = subprocess.run(
        [NODE, str(program)],
        input=json.dumps(entries(report)),
        capture_output=True,
        text=True,
        check=True,
    )
    hits: list[dict[str, Any]] = json.loads(done.stdout)
    return hits


@pytest.mark.skipif(NODE is None, reason="Node.js is not installed")
@pytest.mark.parametrize(
    ("query", "kind", "title"),
    [
        ("sup-3", "rule", "SUP-3 "),
        ("supply.era", "operation", "supply.era"),
        ("  KAPPA ", "constant", "KAPPA"),
    ],
)
def test_a_name_finds_its_page_first(
    report: Built, tmp_path: Path, query: str, kind: str, title: str
) -> None:
    hits = search(report, tmp_path, query)
    assert any(hit["kind"] == kind and hit["title"].startswith(title) for hit in hits[:3])


@pytest.mark.skipif(NODE is None, reason="Node.js is not installed")
def test_a_part_of_its_name_finds_a_vector_first(
    report: Built, told: Inventory, tmp_path: Path
) -> None:
    operation = "supply.block_emission."
    parts = {
        name: name.removeprefix(operation)[:-1] for name in told.cases if name.startswith(operation)
    }
    # Of the vectors, only one has this part in its name.
    title, part = next(
        (name, part)
        for name, part in parts.items()
        if sum(part in other for other in told.cases) == 1
    )
    hits = search(report, tmp_path, part)
    assert any(hit["kind"] == "vector" and hit["title"] == title for hit in hits[:3])


@pytest.mark.skipif(NODE is None, reason="Node.js is not installed")
def test_every_word_must_occur(report: Built, tmp_path: Path) -> None:
    assert search(report, tmp_path, "emission halves")
    assert search(report, tmp_path, "emission nowherewritten") == []
    assert search(report, tmp_path, " ") == []


def test_what_the_index_says_is_words_and_not_markup(report: Built) -> None:
    """Given formulas in titles and prose, the lines under a hit have the characters they mean."""
    written = {title: text for kind, title, _, text in entries(report) if kind == "rule"}
    assert [title for title, text in written.items() if "$" in title + text or "\\" in text] == []
    assert any("⌊" in text for text in written.values())
