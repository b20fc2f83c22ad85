"""`taospec next-epoch`: when a subnet's next epoch is due."""

from __future__ import annotations

import json

import pytest

from taospec.operations.catalogue import execute
from taospec.timeline import specified
from taospec_reports.cli.verbs import run

Captured = pytest.CaptureFixture[str]


@pytest.mark.parametrize("fork", specified())
@pytest.mark.parametrize("netuid", [1, 8, 300])
def test_it_is_the_next_block_that_is_due(capsys: Captured, fork: str, netuid: int) -> None:
    """Given a block, no block before the answer is due, the answer is, and so on after a tempo."""
    tempo, block = 20, 7_103_975
    stated = ["--netuid", str(netuid), "--tempo", str(tempo), "--fork", fork]
    assert run(["next-epoch", str(block), *stated, "--json"]) == 0
    [row] = json.loads(capsys.readouterr().out)

    def is_due(at: int) -> bool:
        given = {"block": str(at), "netuid": netuid, "tempo": tempo}
        due: bool = execute(fork, "consensus.epoch_due", given)["ok"]["due"]
        return due

    due = [at for at in range(block, block + 2 * tempo + 2) if is_due(at)]
    assert int(row["block"]) == due[0] == block + row["blocks"]
    assert due[1] - due[0] == tempo + 1


def test_a_table_says_for_which_fork_it_holds(capsys: Captured) -> None:
    assert run(["next-epoch", "7_103_975", "--netuid", "1", "--netuid", "2"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("from block 7_103_975, under the rules of halving (")
    assert lines[1].startswith("later forks")
    assert lines[-3].split() == ["netuid", "tempo", "next", "epoch", "blocks", "until", "about"]
    assert lines[-2].split()[:2] == ["1", "360"]


@pytest.mark.parametrize(
    ("block", "fork"), [("7", "dtao"), ("5_990_000", "dtao"), ("7_000_000", "flow")]
)
def test_without_a_fork_it_is_that_of_the_block(capsys: Captured, block: str, fork: str) -> None:
    """Given a block of a fork that is only named, the specified one before it answers."""
    assert run(["next-epoch", block, "--netuid", "1"]) == 0
    assert f"under the rules of {fork} (" in capsys.readouterr().out
    assert run(["next-epoch", block, "--netuid", "1", "--fork", "DEREG"]) == 0
    assert "under the rules of dereg (" in capsys.readouterr().out


def test_a_subnet_without_tempo_is_never_due(capsys: Captured) -> None:
    assert run(["next-epoch", "5", "--netuid", "1", "--tempo", "0"]) == 0
    assert capsys.readouterr().out.splitlines()[-1].split() == ["1", "0", "never"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["soon", "--netuid", "1"], "BLOCK: 'soon' is not a number"),
        (["5"], "Missing option '--netuid'"),
        (["5", "--netuid", "1", "--fork", "derg"], "unknown fork 'derg'; did you mean dereg?"),
        (["18446744073709551616", "--netuid", "1"], "BLOCK: 18446744073709551616 is outside u64"),
    ],
)
def test_a_mistake_costs_one_line(capsys: Captured, arguments: list[str], message: str) -> None:
    assert run(["next-epoch", *arguments]) == 2
    assert message in capsys.readouterr().err
