"""`taospec rules` as a person meets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from taospec.rulebook import rulebook
from taospec_reports.cli.verbs import run
from taospec_reports.plain_math import readable
from taospec_vectors import rule_check


def output(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(["rules", *arguments]) == 0
    return capsys.readouterr().out


def test_the_table_has_every_rule(capsys: pytest.CaptureFixture[str]) -> None:
    header, *rows = output(capsys).splitlines()
    assert header.split() == ["rule", "title", "forks", "functions", "vectors", "proofs", "claims"]
    assert [row.split()[0] for row in rows] == list(rulebook())


def test_one_rule_with_everything_that_names_it(capsys: pytest.CaptureFixture[str]) -> None:
    text = output(capsys, "SUP-3")
    rule = rulebook()["SUP-3"]
    assert text.startswith(f"SUP-3 {rule.title}\n\n{readable(rule.prose)}\n\n")
    assert "E(I) = ⌊ 10^9 / 2^k ⌋ rao" in text
    assert f"stated in   spec/supply.md:{rule.line}\n" in text
    assert "functions   taospec.supply.emission.block_emission\n" in text
    assert "operations  supply.block_emission\n" in text


def test_a_glob_as_markdown(capsys: pytest.CaptureFixture[str]) -> None:
    header, ruler, *rows = output(capsys, "NUM-*", "--format", "markdown").splitlines()
    assert header == "| rule | title | forks | functions | vectors | proofs | claims |"
    assert ruler == "|---|---|---|---|---|---|---|"
    assert [row.split(" | ")[0] for row in rows] == [
        f"| {name}" for name in rulebook() if name.startswith("NUM-")
    ]


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    (rule,) = json.loads(output(capsys, "SUP-3", "--format", "json"))
    assert (rule["id"], rule["chapter"]) == ("SUP-3", "supply")
    assert rule["functions"] == ["taospec.supply.emission.block_emission"]
    assert "supply.block_emission" in rule["operations"]


def test_a_rule_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", "SUP-999"]) == 2
    assert capsys.readouterr().err == "taospec: unknown rule 'SUP-999'; did you mean SUP-9?\n"


def test_check_prints_every_problem_and_fails(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rule_check, "check", lambda: ("spec/supply.md:7: SUP-3: no vector", "b"))
    with pytest.raises(SystemExit) as caught:
        run(["rules", "--check"])
    captured = capsys.readouterr()
    assert caught.value.code == 1
    assert (captured.out, captured.err) == ("", "spec/supply.md:7: SUP-3: no vector\nb\n")


def test_record_enters_what_is_new(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    register = tmp_path / "RULES.tsv"
    monkeypatch.setattr(rule_check, "spec_path", lambda _name: register)
    names = list(rulebook())
    assert output(capsys, "--record") == "".join(f"recorded {name}\n" for name in names)
    assert output(capsys, "--record") == ""
    assert list(rule_check.read_register()) == names
