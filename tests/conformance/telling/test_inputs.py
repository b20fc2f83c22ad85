"""A large input is cut down to what is around the place that differs."""

from __future__ import annotations

from typing import Any

import pytest

from taospec.examples.consensus import epoch
from taospec_conformance.telling import inputs, neighbours, values
from taospec_vectors.format import Case
from taospec_vectors.present import decimal

START: dict[str, Any] = epoch(
    rao=[7 * uid for uid in range(64)],
    weights={uid: [(about, 1 + uid + about) for about in range(64)] for uid in range(8)},
    bonds={3: [(40, 65535)]},
    fork="dereg",
    stake_threshold=2_000_000_000_000,
    alpha_sigmoid_steepness=-1000,
    last_update=[1000] * 64,
    block_at_registration=list(range(64)),
)
EXPECT: dict[str, Any] = {"ok": {}}


def case(operation: str, given: dict[str, Any]) -> Case:
    return Case(f"{operation}.x", operation, ("dereg",), ("CON-1",), "x", "human", given, EXPECT)


def test_scalars_follow_one_another_and_lists_have_a_line_each() -> None:
    lines = inputs.lines(case("consensus.epoch", START), "incentive[40]", 85)
    assert lines[:4] == [
        "n 64, block 1_000, tempo 360, activity_cutoff 5_000, stake_threshold 2_000.000000000",
        "TAO, max_allowed_validators 64, owner_uid none, kappa 32_767, bonds_penalty 65_535,",
        "bonds_moving_average 900_000, yuma3 false, liquid_alpha false, alpha_low 45_875,",
        "alpha_high 58_982, alpha_sigmoid_steepness -1_000, commit_reveal false, emission",
    ]
    assert dict(line.split(maxsplit=1) for line in lines[5:]) == {
        "stake": "… [39] 273, [40] 280, [41] 287, [42] 294 … (64 entries)",
        "commit_blocks": "[]",
        "last_update": "64 times 1_000",
        "block_at_registration": "… [39] 39, [40] 40, [41] 41, [42] 42, [43] 43 … (64 entries)",
        "validator_permits": "64 times true",
        "weights": "8 rows; about uid 40: 0: 41, 1: 42, 2: 43 … (8 entries)",
        "bonds": "[[3, [[40, 65_535]]]]",
    }
    assert max(map(len, lines)) <= 85


def test_a_record_inside_is_told_like_one_outside() -> None:
    steps = [{"block": str(1000 + 361 * epoch), "shown": True} for epoch in range(50)]
    given = {"start": START, "steps": steps}
    lines = inputs.lines(case("consensus.epochs", given), "epochs[7].bonds[uid 3][uid 40]", 85)
    assert lines[0].startswith("start: n 64, block 1_000, tempo 360, ")
    shown = dict(line.split(maxsplit=1) for line in lines)
    assert shown["steps"].startswith("… [7] {block: 3_527 block, shown: ")
    assert shown["steps"].endswith(" … (50 entries)")
    assert shown["start.weights"].startswith("8 rows; of uid 3: ")
    assert len(lines) == 13


def test_a_list_of_records_is_shown_around_the_one_that_counts() -> None:
    holders = [{"alpha": str(n), "free": "7"} for n in range(20)]
    given = {
        "ledger": {"total_issuance": "5", "subnet_tao": "6000000000000"},
        "event": {"kind": "dissolve_subnet", "pot": "9", "holders": holders},
    }
    assert inputs.lines(case("supply.ledger", given), "paid[3].amount", 85) == [
        "ledger: total_issuance 5 rao, subnet_tao 6_000.000000000 TAO",
        "event: kind dissolve_subnet, pot 9 rao",
        "event.holders   … [3] {alpha: 3 alpha rao, free: 7 rao} … (20 entries)",
    ]


def test_a_small_input_is_shown_whole() -> None:
    given = {"kappa": 32767, "stake": ["5", "6"], "weights": ["7", "8"]}
    lines = inputs.lines(case("consensus.majority", given), None, 85)
    assert [line.split()[0] for line in lines] == ["kappa", "stake", "weights"]
    assert all("…" not in line for line in lines)


@pytest.mark.parametrize(
    ("path", "element"),
    [
        ("incentive[17]", 17),
        ("bonds[uid 3][uid 9]", 3),
        ("epochs[2].bonds[uid 3][uid 9]", 3),
        ("epochs[2].trace.consensus[5]", 5),
        ("trace.consensus[5]", 5),
        ("emission", None),
        ("", None),
        ("diff[SubnetTAO(1)]", None),
    ],
)
def test_the_element_that_a_path_leads_to(path: str, element: int | None) -> None:
    assert inputs.element_of(path) == element


ANSWER = {
    "incentive": [str(n) for n in range(100, 400)],
    "bonds": [[3, [[uid, uid * 10] for uid in range(100)]], [9, [[1, 2]]]],
    "epochs": [{"rank": [5, 6, 7]}, {"rank": [8, 9, 10]}],
    "diff": [["SubnetTAO", [1], "5"]],
}


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("incentive[17]", "… [16] 116, [17] 117, [18] 118 … (300 entries)"),
        ("incentive[299]", "… [298] 398, [299] 399 … (300 entries)"),
        ("incentive[300]", "[0] 100, [1] 101, [2] 102 … (300 entries)"),
        ("bonds[uid 3][uid 40]", "… 39: 390, 40: 400, 41: 410 … (100 entries)"),
        ("bonds[uid 9][uid 1]", "[[1, 2]]"),
        ("bonds[uid 3]", "2 rows; of uid 3: 0: 0, 1: 10 … (100 entries)"),
        ("epochs[1].rank[2]", "[8, 9, 10]"),
        ("epochs[9].rank[2]", None),
        ("bonds[uid 4][uid 1]", None),
        ("incentive[1].x[2]", None),
        ("incentive", None),
        ("diff[SubnetTAO(1)]", None),
        ("", None),
    ],
)
def test_the_list_around_a_place(path: str, shown: str | None) -> None:
    assert neighbours.around(ANSWER, path, 50) == shown


@pytest.mark.parametrize(
    ("bits", "fraction", "text"),
    [
        (0, 32, "0"),
        (1 << 32, 32, "1"),
        (1 << 31, 32, "0.5"),
        ((1 << 32) - 1, 32, "≈0.999999"),
        (-(3 << 30), 32, "-0.75"),
        (5_000_000 << 64, 64, "5_000_000"),
        (1, 64, "≈0"),
    ],
)
def test_fixed_point_numbers_are_shown_as_decimals(bits: int, fraction: int, text: str) -> None:
    assert decimal(bits, 1 << fraction) == text


@pytest.mark.parametrize("width", [30, 60, 90, 200])
@pytest.mark.parametrize("around", [None, 0, 3, 40, 63, 64])
def test_whatever_the_room_it_is_kept(width: int, around: int | None) -> None:
    for name in ("stake", "weights", "bonds", "last_update"):
        assert len(values.show(START[name], None, width, around)) <= width
