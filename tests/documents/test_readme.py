"""What README and CONTRIBUTING show is what the tools answer."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from taospec_reports.cli.conform import command

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("README.md", "CONTRIBUTING.md")


def test_the_python_shown_answers_as_shown() -> None:
    answer = doctest.testfile(str(ROOT / "README.md"), module_relative=False)
    assert answer.attempted == 7
    assert answer.failed == 0


@pytest.mark.parametrize("page", PAGES)
def test_the_failure_shown_is_the_failure_printed(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    case = ["--id", "supply.block_emission.threshold-1-reached", "--fork", "dereg"]
    run = CliRunner().invoke(
        command, ["zoo:greater-for-greater-or-equal", *case, "--results", "run.jsonl"]
    )
    printed = run.output.partition("\n\n")[0]
    assert printed in (ROOT / page).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_links_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    targets = [target for target in re.findall(r"\]\(([^)]+)\)", text) if "://" not in target]
    assert [target for target in targets if not (ROOT / target).exists()] == []
