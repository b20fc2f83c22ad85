"""The implementation in JavaScript: it conforms, agrees where no vector is, and has sound tests.

Skipped where there is no Node.js: that is another toolchain.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taospec.constants import constants
from taospec.operations import catalogue, execute
from taospec.timeline import specified
from taospec_conformance import target
from taospec_conformance.judge import CONFORMS, Verdict
from taospec_conformance.limits import Limits
from taospec_conformance.outcomes import Ok, Reject
from taospec_conformance.runner import Run
from taospec_conformance.transports.connection import Connection
from taospec_vectors.load import load_all
from taospec_vectors.strategies import given_of

FOLDER = Path(__file__).parents[2] / "conformance" / "examples" / "javascript"
NODE = shutil.which("node")
CHAPTERS = ("numbers", "supply")
OPERATIONS = sorted(name for name, entry in catalogue().items() if entry.chapter in CHAPTERS)

pytestmark = pytest.mark.skipif(NODE is None, reason="Node.js is not installed")


def adapter() -> target.Target:
    return target.parse(f"stdio:{NODE} {FOLDER / 'adapter.js'}")


@pytest.fixture(scope="module")
def connection() -> Iterator[Connection]:
    connection = adapter().connect(Limits())
    connection.open()
    yield connection
    connection.close()


def test_it_conforms_on_both_chapters_in_all_four_forks() -> None:
    files = [file for file in load_all() if file.operation.partition(".")[0] in CHAPTERS]
    run = Run(adapter(), files)
    verdicts = {result.verdict for result in run.results()}
    assert run.description is not None
    assert (list(run.description.forks), sorted(run.description.operations)) == (
        list(specified()),
        OPERATIONS,
    )
    assert (run.exit_code, verdicts) == (CONFORMS, {Verdict.PASS})


@pytest.mark.parametrize("operation", OPERATIONS)
def test_it_agrees_where_no_vector_is(connection: Connection, operation: str) -> None:
    forks = [name for name in specified() if catalogue()[operation].exists_in(name)]

    @settings(derandomize=True, deadline=None, database=None, max_examples=25)
    @given(st.sampled_from(forks), given_of(operation))
    def agrees(fork: str, question: dict[str, object]) -> None:
        expected = execute(fork, operation, question)
        outcome = connection.ask(fork, operation, question)
        if "ok" in expected:
            assert outcome == Ok(expected["ok"])
        else:
            assert isinstance(outcome, Reject)
            assert outcome.code == expected["reject"]["code"]

    agrees()


def test_its_constants_are_those_of_the_specification() -> None:
    script = (
        'import { forks } from "./forks.js";'
        "console.log(JSON.stringify(forks, (_, value) =>"
        ' typeof value === "bigint" ? `${value}` : value))'
    )
    command = [str(NODE), "--input-type=module", "--eval", script]
    shown = subprocess.run(command, cwd=FOLDER, capture_output=True, check=True, text=True)
    theirs = {
        fork: {name: int(value) for name, value in fields.items() if str(value).isdecimal()}
        for fork, fields in json.loads(shown.stdout).items()
    }
    names = {
        "TOTAL_SUPPLY": "totalSupply",
        "BLOCK_EMISSION": "blockEmission",
        "BLOCK_TIME": "blockTime",
        "EXISTENTIAL_DEPOSIT": "existentialDeposit",
        "KEY_SWAP_COST": "keySwapCost",
        "KEY_SWAP_ON_SUBNET_COST": "keySwapOnSubnetCost",
        "MIN_STAKE": "minStake",
        "EVM_WEI_PER_RAO": "weiPerRao",
        "FAUCET_CREDIT": "faucetCredit",
        "FAUCET_ISSUANCE": "faucetIssuance",
    }
    ours = {
        fork: {names[name]: value for name, value in constants(fork).items() if name in names}
        for fork in specified()
    }
    assert theirs == ours


def test_its_own_tests_pass() -> None:
    command = [str(NODE), "--test"]
    ended = subprocess.run(command, cwd=FOLDER, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout[-4000:]
