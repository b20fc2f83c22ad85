"""The implementation in JavaScript: it conforms, agrees where no vector is, and has sound tests.

Skipped where there is no Node.js: that is another toolchain.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from effort import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from random_epochs import extreme_epoch, malformed_epoch, random_epoch
from support import executed

from taospec.constants import constants
from taospec.errors import MalformedInputError
from taospec.operations.catalogue import catalogue, execute
from taospec.timeline import since
from taospec_conformance.asking import target
from taospec_conformance.asking.limits import Limits
from taospec_conformance.asking.outcomes import Fault, Ok, Reject
from taospec_conformance.asking.selection import Selection
from taospec_conformance.asking.transports.connection import Connection
from taospec_conformance.judging.verdict import CONFORMS, Verdict
from taospec_conformance.runner import Run
from taospec_vectors.load import load_all
from taospec_vectors.strategies.inputs import given_of

FOLDER = Path(__file__).parents[3] / "conformance" / "implementations" / "javascript"
NODE = shutil.which("node")
CHAPTERS = ("numbers", "supply", "pools", "staking", "coinbase", "registration")
CONSENSUS = (
    *("epoch", "epochs", "epoch_due", "permits", "majority", "max_upscale", "max_upscale_fixed"),
    *("alpha", "legacy_alpha", "mechanism_split", "stake_weights"),
)
FORKS = tuple(since("dtao"))
OPERATIONS = sorted(
    [
        name
        for name, entry in catalogue().items()
        if entry.chapter in CHAPTERS and any(entry.exists_in(fork) for fork in FORKS)
    ]
    + [f"consensus.{name}" for name in CONSENSUS]
)

pytestmark = pytest.mark.skipif(NODE is None, reason="Node.js is not installed")


def adapter() -> target.Target:
    return target.parse(f"stdio:{NODE} {FOLDER / 'adapter.js'}")


@pytest.fixture(scope="module")
def connection() -> Iterator[Connection]:
    connection = adapter().connect(Limits())
    connection.open()
    yield connection
    connection.close()


@pytest.mark.parametrize(
    "shard",
    [
        pytest.param((1, 11), id="every eleventh question"),  # no multiple of the forks
        pytest.param((1, 1), id="every question", marks=pytest.mark.slow),
    ],
)
def test_it_conforms_on_all_that_it_claims_in_every_fork(shard: tuple[int, int]) -> None:
    files = [file for file in load_all() if file.operation in OPERATIONS]
    run = Run(adapter(), files, Selection(shard=shard))
    verdicts = {result.verdict for result in run.results()}
    assert run.description is not None
    assert (list(run.description.forks), sorted(run.description.operations)) == (
        list(FORKS),
        OPERATIONS,
    )
    assert (run.exit_code, verdicts) == (CONFORMS, {Verdict.PASS})


@pytest.mark.parametrize("operation", [name for name in OPERATIONS if "epoch" not in name])
def test_it_agrees_where_no_vector_is(connection: Connection, operation: str) -> None:
    forks = [name for name in FORKS if catalogue()[operation].exists_in(name)]

    @settings(database=None, max_examples=examples(5, 25))
    @given(st.sampled_from(forks), given_of(operation))
    def agrees(fork: str, given: dict[str, Any]) -> None:
        assert_agreement(connection, fork, operation, given)

    agrees()


@pytest.mark.parametrize("draw", [random_epoch, extreme_epoch, malformed_epoch])
def test_it_agrees_on_every_quantity_of_an_epoch(
    connection: Connection, draw: Callable[[Random], dict[str, Any]]
) -> None:
    for seed in range(examples(12, 40)):
        given = {**draw(seeded(seed)), "trace": True}
        for fork in ("dtao", "dereg", "halving", "conviction"):
            assert_agreement(connection, fork, "consensus.epoch", given)


def test_it_agrees_on_epochs_in_a_row(connection: Connection) -> None:
    for seed in range(examples(6, 20)):
        start, later = random_epoch(seeded(seed)), random_epoch(seeded(seed + 1000))
        steps = [{}, {"block": later["block"], "shown": False}, {"weights": start["weights"][:1]}]
        for fork in ("dtao", "flow", "conviction"):
            given = {"start": start, "steps": steps}
            assert_agreement(connection, fork, "consensus.epochs", given)


@pytest.mark.parametrize("fork", ["dtao", "flow", "authorfee", "rootprice", "balancer"])
def test_it_agrees_with_the_chain_s_own_code(connection: Connection, fork: str) -> None:
    for case in executed(fork):
        outcome = connection.ask(fork, "consensus.epoch", case["given"])
        assert outcome == Ok(case["expect"]["ok"])


def seeded(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - the same questions in every run


def assert_agreement(
    connection: Connection, fork: str, operation: str, given: dict[str, Any]
) -> None:
    outcome = connection.ask(fork, operation, given)
    try:
        expected = execute(fork, operation, given)
    except MalformedInputError:
        assert isinstance(outcome, Fault)
        return
    if "ok" in expected:
        assert outcome == Ok(expected["ok"])
    else:
        assert isinstance(outcome, Reject)
        assert outcome.code == expected["reject"]["code"]


def test_its_constants_are_those_of_the_specification() -> None:
    script = (
        'import { forks } from "./forks.js";'
        "console.log(JSON.stringify(forks, (_, value) =>"
        ' typeof value === "bigint" ? `${value}` : value))'
    )
    command = [str(NODE), "--input-type=module", "--eval", script]
    shown = subprocess.run(command, cwd=FOLDER, capture_output=True, check=True, text=True)
    names = {
        "TOTAL_SUPPLY": "totalSupply",
        "BLOCK_EMISSION": "blockEmission",
        "BLOCK_TIME": "blockTime",
        "EXISTENTIAL_DEPOSIT": "existentialDeposit",
        "KEY_SWAP_COST": "keySwapCost",
        "KEY_SWAP_ON_SUBNET_COST": "keySwapOnSubnetCost",
        "HOTKEY_SWAP_ON_SUBNET_INTERVAL": "keySwapOnSubnetInterval",
        "MIN_STAKE": "minStake",
        "MINIMUM_RESERVE": "minimumReserve",
        "EVM_WEI_PER_RAO": "weiPerRao",
        "FAUCET_CREDIT": "faucetCredit",
        "FAUCET_ISSUANCE": "faucetIssuance",
    }
    theirs = {
        fork: {name: int(fields[name]) for name in names.values() if fields[name] is not None}
        for fork, fields in json.loads(shown.stdout).items()
    }
    ours = {
        fork: {names[name]: value for name, value in constants(fork).items() if name in names}
        for fork in FORKS
    }
    assert theirs == ours


@pytest.mark.slow  # a process a file
def test_its_own_tests_pass() -> None:
    command = [str(NODE), "--test"]
    ended = subprocess.run(command, cwd=FOLDER, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout[-4000:]
