"""A target string either leads to an adapter, or to one line that says what would."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from taospec_conformance.asking import target
from taospec_conformance.asking.limits import Limits
from taospec_conformance.asking.target import TargetError
from taospec_conformance.reference import Reference


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no adapter is installed as ''; known: "),
        ("refrence", "no adapter is installed as 'refrence'; did you mean reference?"),
        ("docker:image", "unknown kind of target 'docker:image' (expected NAME, zoo:NAME, "),
        ("stdio:", "target 'stdio:': expected stdio:COMMAND ARGUMENTS"),
        ("stdio:   ", "target 'stdio:   ': expected stdio:COMMAND"),
        ("stdio:node 'half", 'target "stdio:node \'half": No closing quotation'),
        ("python:", "target 'python:': expected python:MODULE:CLASS"),
        ("python:module", "target 'python:module': expected python:MODULE:CLASS"),
        ("python:../x:Y", "target 'python:../x:Y': expected python:MODULE:CLASS"),
        ("python:os:a.b", "target 'python:os:a.b': expected python:MODULE:CLASS"),
        ("https://host/", "target 'https://host/': only http:// is spoken"),
        ("http:host", "target 'http:host': expected http://HOST:PORT/PATH"),
        ("http://", "target 'http://': expected http://HOST:PORT/PATH"),
        ("http://host:many/", "target 'http://host:many/': Port could not be cast"),
        ("http://me@host/", "target 'http://…@host/': expected http://HOST:PORT/PATH"),
        ("http://me:secret@host/", "target 'http://…@host/': expected http://HOST:PORT/PATH"),
        ("https://me:secret@host/", "target 'https://…@host/': only http:// is spoken"),
        ("ftp://me:secret@host/", "unknown kind of target 'ftp://…@host/'"),
        ("http://me:se/cret@host:many/", "target 'http://…@host:many/': Port could not be cast"),
        (f"http://{'x' * 70}/", "/': "),
        ("http://a..b/", "target 'http://a..b/': "),
        ("http://[::1/", "target 'http://[::1/': Invalid IPv6 URL"),
        ("http://host:99999/", "target 'http://host:99999/': Port out of range"),
        ("http://host/a b", "target 'http://host/a b': expected http://HOST:PORT/PATH"),
        ("http://host/?q", "target 'http://host/?q': expected http://HOST:PORT/PATH"),
        ("zoo:hang", "target 'zoo:hang': unknown animal 'hang'; did you mean zoo:hangs?"),
        ("zoo:", "target 'zoo:': unknown animal ''"),
    ],
)
def test_a_string_that_leads_nowhere(text: str, said: str) -> None:
    with pytest.raises(TargetError, match=re.escape(said)):
        target.parse(text)


@pytest.mark.parametrize(
    "text", ["reference", "zoo:ceil-for-floor", "python:taospec_conformance.reference:Reference"]
)
def test_a_class_is_opened_and_can_be_served(text: str) -> None:
    connection = target.parse(text).connect(Limits())
    assert "numbers.mul" in connection.open().operations
    assert isinstance(target.make(text), Reference)


@pytest.mark.parametrize("text", ["stdio:cat", "http://127.0.0.1:1/", "zoo:hangs"])
def test_what_is_outside_this_process_cannot_be_served(text: str) -> None:
    with pytest.raises(TargetError, match="not a class in this process"):
        target.make(text)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("no_such_module:X", "ModuleNotFoundError: No module named 'no_such_module'"),
        ("taospec_conformance.reference:Nothing", "AttributeError: "),
    ],
)
def test_a_class_that_cannot_be_imported_is_a_mistake_of_the_caller(name: str, said: str) -> None:
    parsed_target = target.parse(f"python:{name}")  # parsing imports nothing
    with pytest.raises(TargetError, match=re.escape(f"target 'python:{name}': {said}")):
        parsed_target.connect(Limits())


def test_a_class_in_the_current_folder_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = "from taospec_conformance.reference import Reference as Mine\n"
    (tmp_path / "my_adapter_of_this_test.py").write_text(source, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", list(sys.path))
    assert isinstance(target.make("python:my_adapter_of_this_test:Mine"), Reference)
