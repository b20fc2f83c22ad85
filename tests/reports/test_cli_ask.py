"""`taospec ask`: one question to the model, as a person writes it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from taospec.operations.catalogue import catalogue
from taospec.quantities import Integer
from taospec.shapes import BOOL, NOTHING, Choice, Either, Rows, Words
from taospec.timeline import specified, timeline
from taospec_reports.cli.quantities import ValueFormError, wire_value
from taospec_reports.cli.verbs import run
from taospec_reports.cli.whose import under

Captured = pytest.CaptureFixture[str]
RAO = Integer(0, 2**64 - 1, "u64", wide=True, unit="rao")
SHARE = Integer(0, 65535, "u16", unit="of 65535")
BITS = Integer(-(2**127), 2**127 - 1, "i128", wide=True, unit="I64F64 bits")
COUNT = Integer(0, 255, "u8")


def asked(captured: Captured, *arguments: str) -> str:
    assert run(["ask", *arguments]) == 0
    return captured.readouterr().out


@pytest.mark.parametrize(
    ("shape", "text", "value"),
    [
        (RAO, "500", "500"),
        (RAO, "1_000 TAO", "1000000000000"),
        (RAO, "10.5M", "10500000000000000"),
        (RAO, "2k TAO", "2000000000000"),
        (RAO, "2k rao", "2000"),
        (RAO, "0.000000001", "1"),
        (SHARE, "32767", 32767),
        (SHARE, "0.5", 32768),
        (SHARE, "18%", 11796),
        (SHARE, "100 %", 65535),
        (BITS, "1.5", str(3 << 63)),
        (BITS, "-7", "-7"),
        (COUNT, "7", 7),
        (BOOL, "true", True),
        (Choice(("I32F32", "I64F64")), "I64F64", "I64F64"),
        (Either((COUNT, NOTHING)), "none", None),
        (Either((COUNT, NOTHING)), "3", 3),
        (Words(), "abc", "abc"),
        (Rows(RAO), "1, 2.0,3", ["1", "2000000000", "3"]),
        (Rows(RAO), "", []),
        (Rows(RAO), '["1"]', ["1"]),
        (Rows(Rows(COUNT)), "[[1, 2]]", [[1, 2]]),
    ],
)
def test_a_text_says_a_value(shape: Any, text: str, value: Any) -> None:
    assert wire_value("x", shape, text) == value


@pytest.mark.parametrize(
    ("shape", "text", "message"),
    [
        (RAO, "much", "x: 'much' is not a number such as 1_000, 10.5M or 0.18"),
        (RAO, "-1", "x: -1 is outside u64 (0 … 18446744073709551615)"),
        (RAO, "1.5 rao", "x: 1.5 rao is not whole"),
        (COUNT, "0.5", "x: 0.5 is not whole, and this field has no decimals"),
        (COUNT, "256", "x: 256 is outside u8 (0 … 255)"),
        (COUNT, "1 TAO", "x counts no amount, not TAO"),
        (BOOL, "ture", "x: 'ture' is none of false, true; did you mean true?"),
        (Rows(Rows(COUNT)), "1,2", "x: expected a list as JSON"),
    ],
)
def test_a_text_that_says_none(shape: Any, text: str, message: str) -> None:
    with pytest.raises(ValueFormError) as caught:
        wire_value("x", shape, text)
    assert str(caught.value).startswith(message)


def test_the_answer_says_for_which_fork_it_holds(capsys: Captured) -> None:
    lines = asked(
        capsys, "supply.era", "--fork", "dereg", "--set", "total_issuance=10.5M"
    ).splitlines()
    assert lines[0] == "supply.era under the rules of dereg (v3.2.9-326)"
    assert lines[1].startswith("later forks: flow, halving")
    assert "  total_issuance  10_500_000.000000000 TAO (10_500_000_000_000_000 rao)" in lines
    assert "  era             1" in lines
    assert "  emission        0.500000000 TAO (500_000_000 rao)" in lines


def test_a_later_fork_says_whether_the_model_has_it() -> None:
    """Given each fork of the timeline, those that come after it are told, and no others."""
    names = list(timeline())
    for index, name in enumerate(names):
        has, _, lacks = " ".join(under(name).split()).partition("which cannot be asked here: ")
        later = names[index + 1 :]
        assert {fork for fork in names if f" {fork}" in has.partition("later forks:")[2]} == {
            fork for fork in later if fork in specified()
        }
        assert [fork for fork in lacks.split(", ") if fork] == [
            fork for fork in later if fork not in specified()
        ]


def test_alpha_is_no_tao(capsys: Captured) -> None:
    answer = asked(capsys, "pools.sell", "--set", "alpha=100 alpha")
    text = {
        line.split()[0]: line.split(maxsplit=1)[1] for line in answer.splitlines() if " " in line
    }
    assert text["alpha"] == "100.000000000 alpha (100_000_000_000 rao)"
    assert text["paid_in"].split()[1] == "alpha"
    assert text["paid_out"].split()[1] == "TAO"
    assert text["pool.fee_rate"] == "≈0.000503 (33 of 65535)"


def test_a_field_inside_a_record_is_stated_by_its_path(capsys: Captured) -> None:
    before = json.loads(asked(capsys, "pools.price", "--json"))
    after = json.loads(asked(capsys, "pools.price", "--set", "pool.tao=40_000 TAO", "--json"))
    assert int(after["ok"]["price"]) in (2 * int(before["ok"]["price"]) + extra for extra in (0, 1))


def test_json_is_the_wire_form(capsys: Captured) -> None:
    answer = json.loads(asked(capsys, "supply.block_emission", "--json"))
    assert answer == {"ok": {"emission": "1000000000"}}


def test_a_template_is_a_question(capsys: Captured, tmp_path: Path) -> None:
    template = asked(capsys, "consensus.epoch", "--template")
    file = tmp_path / "epoch.json"
    file.write_text(template, encoding="utf-8")
    answer = asked(capsys, "consensus.epoch", "--given", str(file), "--json")
    assert answer == asked(capsys, "consensus.epoch", "--json")
    changed = asked(capsys, "consensus.epoch", "--given", str(file), "--set", "kappa=90%", "--json")
    assert json.loads(changed)["ok"].keys() == json.loads(answer)["ok"].keys()


def test_a_field_of_a_file_can_be_stated_anew(capsys: Captured, tmp_path: Path) -> None:
    file = tmp_path / "issuance.json"
    file.write_text('{"total_issuance": "0"}', encoding="utf-8")
    stated = ("--set", "total_issuance=10.5M")
    answer = asked(capsys, "supply.block_emission", "--given", str(file), *stated, "--json")
    assert json.loads(answer) == {"ok": {"emission": "500000000"}}


def test_a_trace_shows_intermediate_quantities(capsys: Captured) -> None:
    assert "  trace." in asked(capsys, "consensus.epoch", "--trace")
    assert "  trace." not in asked(capsys, "consensus.epoch")


def test_a_rejection_is_an_answer(capsys: Captured) -> None:
    told = asked(capsys, "consensus.set_weights", "--set", "permit=false")
    assert told.splitlines()[-1] == "rejected   NeuronNoValidatorPermit  uid=0"


def test_without_an_operation_all_are_listed(capsys: Captured) -> None:
    lines = asked(capsys).splitlines()
    assert [line.split()[0] for line in lines] == list(catalogue())
    assert [line.split(maxsplit=1)[1] for line in lines] == [
        entry.summary for entry in catalogue().values()
    ]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["supply.aera"], "unknown operation 'supply.aera'; did you mean supply.era?"),
        (
            ["supply.era", "--set", "total_isuance=3"],
            "supply.era has no field 'total_isuance'; did you mean total_issuance?",
        ),
        (
            ["pools.price", "--set", "pool.toa=1"],
            "pools.price has no field 'pool.toa'; did you mean tao?",
        ),
        (["pools.buy", "--set", "tao.x=1"], "pools.buy has no field 'tao.x': it is inside no"),
        (["pools.sell", "--set", "alpha=1 TAO"], "alpha counts alpha rao, not TAO"),
        (["supply.era", "--set", "total_issuance"], "--set 'total_issuance': expected FIELD=VALUE"),
        (["supply.era", "--trace"], "supply.era has no intermediate quantities to show"),
        (["supply.era", "--fork", "flwo"], "unknown fork 'flwo'; did you mean flow?"),
        (["supply.era", "--given", "nowhere.json"], "nowhere.json: "),
    ],
)
def test_a_mistake_costs_one_line(capsys: Captured, arguments: list[str], message: str) -> None:
    assert run(["ask", *arguments]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith(f"taospec: {message}")
    assert captured.err.count("\n") == 1


def test_names_are_taken_however_they_are_written(capsys: Captured) -> None:
    assert run(["ask", "SUPPLY.ERA", "--fork", "Flow", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["ok"]["era"] == 0


@pytest.mark.parametrize(
    ("content", "message"),
    [(None, "No such file or directory"), ("{", "not JSON: EOF while parsing an object")],
)
def test_a_file_that_cannot_be_read_is_named_once(
    capsys: Captured, tmp_path: Path, content: str | None, message: str
) -> None:
    path = tmp_path / "given.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    assert run(["ask", "supply.era", "--given", str(path)]) == 2
    assert capsys.readouterr().err.startswith(f"taospec: {path}: {message}")


def test_a_long_list_is_cut_with_a_hint(capsys: Captured, tmp_path: Path) -> None:
    """Given lists of 300 values, some are shown, how many follow is told, and all can be had."""
    path = tmp_path / "values.json"
    path.write_text(json.dumps({"values": ["1"] * 300}), encoding="utf-8")
    lines = asked(capsys, "consensus.max_upscale_fixed", "--given", str(path)).splitlines()
    hints = [line.split() for line in lines if "--all shows them" in line]
    assert [hint[0] for hint in hints] == ["values", "weights"]
    for name, hint in zip(("values", "weights"), hints, strict=True):
        shown = sum(line.startswith(f"  {name}[") for line in lines)
        assert shown + int(hint[3]) == 300
    whole = asked(capsys, "consensus.max_upscale_fixed", "--given", str(path), "--all")
    assert whole.count("\n  weights[") == 300
    assert "--all" not in whole
