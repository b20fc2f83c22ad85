"""Cases of `consensus.epoch` that the chain's own tests assert."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from taospec.errors import TaospecError
from taospec.examples.consensus import RAO, Table, rows
from taospec_vectors.cases.consensus._common import LARGEST, SINCE_DEREG, TAO
from taospec_vectors.cases.consensus._data import table
from taospec_vectors.cases.consensus._scenario import answer, contradiction, play
from taospec_vectors.format import DraftCase, DraftFile

_OPERATION = "consensus.epoch"
_SOURCE = "pallets/subtensor/src/tests/epoch.rs @ v3.2.16-349"
_NEVER = 65534  # the tests set a tempo so high that no epoch runs by itself
_NO_ROWS: Table = {}


def drafts() -> Iterator[DraftFile]:
    """Single epochs, their quantities on the way, and one of half a thousand neurons."""
    cases = [*_scenes(), *_lonely(), *_commits()]
    yield DraftFile("consensus/epoch-upstream.yaml", _OPERATION, SINCE_DEREG, cases)
    yield DraftFile("consensus/epoch-trace.yaml", _OPERATION, SINCE_DEREG, [_traced()])
    graph = [_graph()]
    yield DraftFile("consensus/epoch-graph.yaml", _OPERATION, SINCE_DEREG, graph)


def _given(stake: Sequence[int], weights: Table, block: int, **changed: Any) -> dict[str, Any]:
    """An epoch of a test in wire form: everybody permitted, up to date, registered in block 0."""
    n = len(stake)
    fields = {
        **table("scenarios.yaml")["defaults"],
        "n": n,
        "block": block,
        "tempo": _NEVER,
        "stake": [rao * RAO for rao in stake],
        "max_allowed_validators": 128,
        "last_update": [block] * n,
        "block_at_registration": [0] * n,
        "validator_permits": [True] * n,
        **changed,
    }
    for name in ("block", "stake_threshold", "bonds_moving_average", "emission"):
        fields[name] = str(fields[name])
    for name in ("stake", "last_update", "block_at_registration"):
        fields[name] = list(map(str, fields[name]))
    blocks = fields.get("commit_blocks", {}).items()
    fields["commit_blocks"] = [[uid, str(made)] for uid, made in sorted(blocks)]
    return fields | {"weights": rows(weights), "bonds": []}


def _case(
    test: str,
    slug: str,
    rules: tuple[str, ...],
    why: str,
    given: Mapping[str, Any],
    expect: Mapping[str, Any],
) -> DraftCase:
    """A case whose answer has what the test asserts of it.

    Raises:
        TaospecError: it has something else.
    """
    if problem := contradiction({"expect": expect}, answered := answer(given)):
        message = f"{slug}: {problem}"
        raise TaospecError(message)
    source, expected = f"{test}, {_SOURCE}", {"ok": answered}
    return DraftCase(slug, rules, why, given, "upstream-test", source, expected)


def _scenes() -> Iterator[DraftCase]:
    """Scenarios of one epoch that counts."""
    file = table("scenarios.yaml")
    scenarios = {scenario["id"]: scenario for scenario in file["scenarios"]}
    for name, rules, why in (
        ("ten-self-weights", ("CON-12", "CON-36"), "lets neurons earn by rating themselves"),
        ("owner-rates-itself", ("CON-12",), "drops the owner's self-weight as everybody's"),
    ):
        ((step, given, _),) = play(file["defaults"], scenarios[name])
        yield _case(scenarios[name]["source"], name, rules, why, given, step["expect"])


def _lonely() -> Iterator[DraftCase]:
    names = ("rank", "trust", "consensus", "incentive", "dividends")
    nothing = {name: [0] for name in names}
    yield _case(
        "test_1_graph",
        "single-neuron",
        ("CON-12", "CON-36"),
        "gives an only neuron rank or dividends for rating itself",
        _given([TAO], {0: [(0, LARGEST)]}, 1),
        nothing,
    )
    yield _case(
        "test_last_update_size_mismatch",
        "more-last-updates-than-neurons",
        ("CON-41",),
        "stops the block where last updates are more than neurons",
        _given([TAO], {0: [(0, LARGEST)]}, 1, last_update=[1, 1, 1]),
        nothing,
    )
    yield _case(
        "test_epoch_outputs_single_staker_registered_no_weights",
        "single-staker-without-weights",
        ("CON-36",),
        "pays nobody where nobody set weights",
        _given([1], _NO_ROWS, 1, validator_permits=[False]),
        {"emission": [TAO]},
    )


def _commits() -> Iterator[DraftCase]:
    """A validator committed before some of its miners were there, and rates all of them."""
    yield _case(
        "test_epoch_masks_incoming_to_sniped_uid_prevents_inheritance",
        "commit-before-a-miner-was-replaced",
        ("CON-14",),
        "lets a newcomer inherit the weight that was committed for its predecessor",
        _given(
            [10_000, 10_000, 5_000],
            {0: [(0, 32767), (1, 32767)]},
            23,
            tempo=10,
            commit_reveal=True,
            commit_blocks={0: 21},
            block_at_registration=[0, 22, 0],
            last_update=[23, 0, 0],
            validator_permits=[True, True, True],
            max_allowed_validators=3,
            emission=1000,
        ),
        {"rank": [0, 0, 0], "incentive": [0, 0, 0]},
    )
    yield _case(
        "test_epoch_does_not_mask_outside_window_but_masks_inside",
        "commit-between-registrations",
        ("CON-14",),
        "masks miners that were there before the commit, or none",
        _given(
            [10_000, 1_000, 1_000, 1_000],
            {0: [(1, 21845), (2, 21845), (3, 21845)]},
            38,
            tempo=8,
            commit_reveal=True,
            commit_blocks={0: 36},
            block_at_registration=[0, 9, 37, 37],
            last_update=[38, 0, 0, 0],
            validator_permits=[True, False, False, False],
            max_allowed_validators=1,
            emission=1000,
        ),
        {"rank": [0, LARGEST, 0, 0]},
    )


def _traced() -> DraftCase:
    """The epoch in which four validators first rate, of which the test prints every number."""
    file = table("scenarios.yaml")
    (scenario,) = (
        entry for entry in file["scenarios"] if entry["id"] == "bonds-of-four-validators"
    )
    _, (step, given, _), *_ = play(file["defaults"], scenario)
    traced = {**given, "trace": True}
    answered = answer(traced)
    if problem := contradiction({"expect": step["raw"]}, answered["trace"] | {"bonds": []}):
        raise TaospecError(problem)
    rules = ("CON-15", "CON-16", "CON-17", "CON-20", "CON-21", "CON-35")
    why = "has some quantity on the way otherwise, in bits that 16 of them do not show"
    return _case(
        scenario["source"], "bonds-of-four-validators-traced", rules, why, traced, step["expect"]
    )


def _graph() -> DraftCase:
    """64 equal validators rate 448 miners alike; every number is known by hand."""
    n, validators = 512, range(64)
    miners = range(64, n)
    rating = [(uid, 127) for uid in miners]
    judges = [uid in validators for uid in range(n)]
    given = _given(
        [328_125 * TAO if judge else 0 for judge in judges],
        dict.fromkeys(validators, rating),
        1,
        tempo=360,
        max_allowed_validators=n,
        validator_permits=judges,
        last_update=[1 if judge else 0 for judge in judges],
    )

    def of(validator: Any, miner: Any) -> list[Any]:
        return [validator if judge else miner for judge in judges]

    expect = {
        "active": [True] * n,
        "stake_weight": of(1023, 0),
        "validator_permits": judges,
        **dict.fromkeys(("consensus", "incentive", "rank"), of(0, 146)),
        "validator_trust": of(65534, 0),
        "trust": of(0, LARGEST),
        "bonds": [[uid, [[miner, LARGEST] for miner in miners]] for uid in validators],
        "dividends": of(1023, 0),
        "server_emission": of("0", "1116071"),
        "validator_emission": of("7812500", "0"),
        "emission": of("7812500", "1116071"),
        "pruning_scores": of(LARGEST, 9362),
    }
    return DraftCase(
        "graph-of-512",
        ("CON-1", "CON-20", "CON-27", "CON-35"),
        "rounds shares of many where the chain floors them, or runs out of time",
        given,
        "upstream-test",
        f"test_512_graph, {_SOURCE}",
        {"ok": expect},
    )
