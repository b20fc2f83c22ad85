"""What a stranger sends, as it reaches a page."""

from __future__ import annotations

import json

import pytest
from report_logs import EVIL, Built

from taospec_conformance.asking.text import clean, visible
from taospec_reports.untrusted import web_address


def test_what_cannot_be_seen_is_spelled_out() -> None:
    assert visible("a\u202eb\x1b[31m\x00\ud800\u200b") == r"a\u202eb\x1b[31m\x00\ud800\u200b"


def test_what_can_be_seen_stays() -> None:
    assert visible("Größe 漢字\n\t<b>") == "Größe 漢字\n\t<b>"


def test_a_long_text_is_cut_and_says_so() -> None:
    assert visible("x" * 30, longest=10) == "x" * 10 + " … 20 more"


def test_keys_and_values_at_any_depth_are_cleaned() -> None:
    assert clean({"a\x07": [{"b": "\x1b"}, 1, None, True]}) == {
        r"a\x07": [{"b": r"\x1b"}, 1, None, True]
    }


@pytest.mark.parametrize("address", ["https://example.org/x?y#z", "http://localhost:8000"])
def test_a_web_address_may_be_followed(address: str) -> None:
    assert web_address(address) == address


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "//example.org", "x", "http://[", "", None],
)
def test_nothing_else_may(address: str | None) -> None:
    assert web_address(address) is None


def test_nothing_of_it_is_markup_on_any_page(report: Built) -> None:
    for path, html in report.pages.items():
        assert "<script>alert" not in html, path
        assert "<img src=x" not in html, path
        assert "javascript:" not in html.partition("<dl")[0], path
        assert not any(char in html for char in "\u202e\x1b\x00"), path


def test_it_is_shown_where_it_belongs(report: Built) -> None:
    shown = "&lt;script&gt;alert(1)&lt;/script&gt;\\u202e\\x1b[31m\\x00"
    failures = [html for path, html in report.pages.items() if path.startswith("failures/")]
    assert shown in report.pages["index.html"]
    assert any(f"panic: {shown}\n&lt;img src=x onerror=alert(1)&gt;" in html for html in failures)


def test_the_files_beside_the_pages_escape_it_too(report: Built) -> None:
    for badge in report.folder.glob("badge-*.svg"):
        assert "<script" not in badge.read_text(encoding="utf-8")
    names = {
        item["name"]
        for item in json.loads((report.folder / "summary.json").read_text(encoding="utf-8"))[
            "adapters"
        ]
    }
    assert visible(EVIL) in names


def test_no_file_has_a_strange_name(report: Built) -> None:
    names = {
        part for path in report.folder.rglob("*") for part in path.relative_to(report.folder).parts
    }
    assert all(char.isalnum() or char in "._-" for name in names for char in name)
    assert max(map(len, names)) < 120
