"""The way to a quantity is the model's own, and a wrong one is shown where it leaves it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from taospec.operations.catalogue import execute
from taospec_conformance import replay
from taospec_conformance.asking.limits import Limits
from taospec_conformance.asking.outcomes import Crash, Ok
from taospec_conformance.asking.target import parse
from taospec_conformance.judging.verdict import Judge
from taospec_conformance.telling.failure import failure
from taospec_conformance.telling.lines import CaseLine
from taospec_conformance.telling.way import Step, begins, traced, way
from taospec_conformance.zoo import Wrong, animals
from taospec_vectors.format import Case, VectorFile

EPOCH = "consensus.epoch.sixteen-neurons"
EPOCHS = "consensus.epochs.majority-moves-second"
ONE = 2**32


@pytest.fixture(scope="module")
def by_id(all_files: Sequence[VectorFile]) -> dict[str, Case]:
    return {case.id: case for file in all_files for case in file.cases}


def trace_of(case: Case) -> Any:
    return execute("dereg", case.operation, {**case.given, "trace": True})["ok"]["trace"]


def named(steps: Sequence[Step]) -> dict[str, int | bool | None]:
    return {step.title: step.value for step in steps}


def test_of_one_that_is_judged_the_columns_are_shown(by_id: dict[str, Case]) -> None:
    case = by_id[EPOCH]
    trace = trace_of(case)
    steps = way(case, "dereg", "incentive[4]")
    assert [step.title for step in steps] == [
        "weights for uid 4",
        "active_stake of these",
        "consensus[4]",
        "clipped for uid 4",
        "ranks[4]",
        "incentive[4]",
    ]
    for step in steps:
        if step.name in ("weights", "clipped"):
            column = [(uid, int(dict(row)[4])) for uid, row in trace[step.name] if 4 in dict(row)]
            assert step.entries == tuple(column)
            assert column
        elif step.name == "active_stake":
            voters = [uid for uid, row in trace["weights"] if 4 in dict(row)]
            held = ((uid, int(trace["active_stake"][uid])) for uid in voters)
            assert step.entries == tuple(pair for pair in held if pair[1])
        else:
            assert step.value == int(trace[step.name][4])


def test_of_one_that_judges_the_rows_are_shown(by_id: dict[str, Case]) -> None:
    case = by_id[EPOCH]
    trace = trace_of(case)
    steps = way(case, "dereg", "dividends[3]")
    assert [step.title for step in steps] == [
        "active_stake[3]",
        "weights_for_bonds of uid 3",
        "old_bonds of uid 3",
        "bonds of uid 3",
        "dividends[3]",
    ]
    rows = dict(trace["bonds"])
    assert steps[3].entries == tuple((uid, int(bits)) for uid, bits in rows[3])
    assert way(case, "dereg", "bonds[uid 3][uid 9]") == steps[1:4]
    assert [step.title for step in way(case, "dereg", "validator_trust[3]")] == [
        "weights of uid 3",
        "clipped of uid 3",
        "validator_trust[3]",
    ]
    assert way(case, "dereg", "validator_emission[3]")[0].title == "active_stake[3]"


@pytest.mark.parametrize(
    "name",
    ["stake_weight", "consensus", "validator_trust", "incentive", "rank", "trust", "dividends"],
)
def test_every_way_ends_at_the_quantity_that_is_stored(by_id: dict[str, Case], name: str) -> None:
    case = by_id[EPOCH]
    for uid, stored in enumerate(case.expect["ok"][name]):
        last = way(case, "dereg", f"{name}[{uid}]")[-1]
        assert last.value is not None
        assert last.value * 65535 // ONE == stored


@pytest.mark.parametrize("name", ["server_emission", "validator_emission", "emission"])
def test_every_way_ends_at_the_share_that_is_paid(by_id: dict[str, Case], name: str) -> None:
    case = by_id[EPOCH]
    for uid, paid in enumerate(case.expect["ok"][name]):
        last = way(case, "dereg", f"{name}[{uid}]")[-1]
        assert last.value is not None
        assert last.value * int(case.given["emission"]) // ONE == int(paid)


def test_a_permit_is_a_truth_value(by_id: dict[str, Case]) -> None:
    stake, permit = way(by_id[EPOCH], "dereg", "validator_permits[15]")
    assert (permit.title, permit.value) == ("permits[15]", True)
    assert permit.text(40) == "true"
    assert stake.value is not None
    assert stake.text(40).startswith(f"{stake.value:_}   ≈0.")


def test_of_epochs_in_a_row_it_is_the_one_that_differs(by_id: dict[str, Case]) -> None:
    case = by_id[EPOCHS]
    for epoch, answer in enumerate(case.expect["ok"]["epochs"]):
        steps = named(way(case, "dereg", f"epochs[{epoch}].incentive[4]"))
        last = steps["incentive[4]"]
        assert last is not None
        assert last * 65535 // ONE == answer["incentive"][4]


@pytest.mark.parametrize(
    "path",
    [
        "",
        "incentive",
        "incentive[16]",
        "incentive[99999999999999999999]",
        "epochs[0].incentive[3]",
        "no_such_thing[3]",
        "reject.code",
    ],
)
def test_where_the_model_has_none_there_is_none(by_id: dict[str, Case], path: str) -> None:
    assert way(by_id[EPOCH], "dereg", path) == ()


def test_operations_without_intermediate_quantities_have_none(by_id: dict[str, Case]) -> None:
    case = next(case for case in by_id.values() if case.operation == "consensus.permits")
    assert traced(case.operation, case.given) is None
    assert way(case, "dereg", "stake[0]") == ()
    assert begins(case, "dereg", Ok({"trace": {}})) is None


def test_where_it_begins(by_id: dict[str, Case]) -> None:
    case = by_id[EPOCH]
    trace = trace_of(case)
    assert begins(case, "dereg", Ok({"trace": trace})) is None
    wrong = {**trace, "ranks": ["7"] * 16, "incentive": ["9"] * 16}
    beginning = begins(case, "dereg", Ok({"trace": wrong}))
    assert beginning is not None
    assert beginning.first.path == "trace.ranks[0]"
    assert (beginning.first.expected, beginning.first.got) == (trace["ranks"][0], "7")


def test_an_adapter_may_answer_some_quantities_only(by_id: dict[str, Case]) -> None:
    some = {"incentive": ["9"] * 16, "of_its_own": [1]}
    beginning = begins(by_id[EPOCH], "dereg", Ok({"trace": some}))
    assert beginning is not None
    assert beginning.first.path == "trace.incentive[0]"
    assert dict(beginning.by_quantity) == {"trace.incentive": 16}


@pytest.mark.parametrize(
    "outcome",
    [Ok({}), Ok({"trace": None}), Ok({"trace": 7, "epochs": 7}), Ok({"epochs": [7]}), Crash("x")],
)
def test_where_nothing_is_said_nothing_begins(by_id: dict[str, Case], outcome: Any) -> None:
    assert begins(by_id[EPOCH], "dereg", outcome) is None
    assert begins(by_id[EPOCHS], "dereg", outcome) is None


def test_of_epochs_it_names_the_first_one(by_id: dict[str, Case]) -> None:
    case = by_id[EPOCHS]
    traced_answer = traced(case.operation, case.given)
    assert traced_answer is not None
    answer = execute("dereg", case.operation, traced_answer)["ok"]
    answer["epochs"][2]["trace"]["consensus"][4] = "5"
    beginning = begins(case, "dereg", Ok(answer))
    assert beginning is not None
    assert beginning.first.path == "epochs[2].trace.consensus[4]"
    assert beginning.others == 0


def test_replay_says_where_it_begins(all_files: Sequence[VectorFile]) -> None:
    """Given a Yuma that clips at another height, the answer differs later than the clipping."""
    case = next(case for file in all_files for case in file.cases if case.id == EPOCH)
    line = CaseLine.of(Judge().judge(case, "dereg", Ok({})))
    wrong = parse("zoo:clips-at-quantised-consensus")
    (result,) = replay.ask_again([line], all_files, wrong, Limits())
    assert result.divergence is not None
    assert result.divergence.first.path == "validator_trust[0]"
    assert result.begins is not None
    assert result.begins.first.path.startswith("trace.clipped[uid ")
    text = failure(result, target=wrong.text, log="run.jsonl")
    assert f"     begins    at {result.begins.first.path}: " in text
    assert len(text.splitlines()) <= 40


REAL = "consensus.epochs.netuid-15-classic"


@pytest.mark.parametrize("name", ["stores-ranks-as-they-are", "rounds-proportions"])
def test_a_wrong_epoch_of_a_real_subnet_fits_on_a_page(by_id: dict[str, Case], name: str) -> None:
    case, animal = by_id[REAL], animals()[name]
    assert issubclass(animal, Wrong)
    answer = animal().execute("dereg", case.operation, case.given)["ok"]
    lines = failure(
        Judge().judge(case, "dereg", Ok(answer)), target="x", log="run.jsonl"
    ).splitlines()
    assert len(lines) <= 40
    assert max(map(len, lines)) <= 100
    assert lines[-1].startswith("     replay ")
    also = next(index for index, line in enumerate(lines) if line.startswith("     also "))
    assert " more differ" in lines[also]


def test_many_differences_are_counted_by_quantity(by_id: dict[str, Case]) -> None:
    case, animal = by_id[REAL], animals()["rounds-proportions"]
    assert issubclass(animal, Wrong)
    answer = animal().execute("dereg", case.operation, case.given)["ok"]
    result = Judge().judge(case, "dereg", Ok(answer))
    assert result.divergence is not None
    counts = result.divergence.by_quantity
    assert sum(number for _, number in counts) == result.divergence.others + 1
    shown = " ".join(failure(result, target="x").split())
    first, second = (f"{number} in {name}" for name, number in counts[:2])
    assert f"also {result.divergence.others} more differ, with this one {first}, {second}," in shown


def test_a_wrong_rank_among_256(by_id: dict[str, Case]) -> None:
    """Given ranks that are not normalised, then the page leads from weights to incentive."""
    case, animal = by_id[REAL], animals()["stores-ranks-as-they-are"]
    assert issubclass(animal, Wrong)
    answer = animal().execute("dereg", case.operation, case.given)["ok"]
    shown = failure(Judge().judge(case, "dereg", Ok(answer)), target="x", log="run.jsonl")
    for line in (
        "     given     start: n 256, block 4_769_998, tempo 360, activity_cutoff 5_000, ",
        "               start.last_update             256 times 4_769_998\n",
        "               start.weights                 20 rows; about uid 4: 1: 37_757 … ",
        "     model     weights for uid 4       1: 17_034_077, 2: 24_969_597, ",
        "               consensus[4]            24_037_583   ≈0.005596\n",
        "               ranks[4]                15_865_906   ≈0.003694\n",
        "     expected  epochs[0].rank[4]   254 of 65535\n",
        "     got       epochs[0].rank[4]   242 of 65535      off by -12 of 65535\n",
        "     near      expected   … [3] 0, [4] 254, [5] 0, [6] 0, ",
        "               got        … [3] 0, [4] 242, [5] 0, [6] 0, ",
    ):
        assert f"\n{line}" in shown
