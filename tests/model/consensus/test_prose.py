"""The examples of the chapter are computed by the model, so that prose and code cannot drift."""

from __future__ import annotations

import re
from typing import Any

import pytest
from asking import ask, state

from taospec.consensus.arrays import from_u16
from taospec.consensus.epoch.exponential import SERIES_LIMIT
from taospec.consensus.epoch.stake import u64_proportion
from taospec.constants import constants
from taospec.operations.catalogue import execute
from taospec.rejections import codes
from taospec.rulebook import chapters, rulebook

ONE = 2**32
CHAPTER = chapters()["consensus"]
RANGE: dict[str, Any] = {"alpha_low": 45_875, "alpha_high": 58_982}
LIQUID: dict[str, Any] = {
    "bonds_penalty": 0,
    "yuma3": True,
    "liquid_alpha": True,
    "block": "100",
    "tempo": 10,
    "last_update": ["100"] * 4,
}


def says(rule_id: str, *texts: str | int) -> None:
    """Assert that a rule's prose has these texts, numbers with separators for thousands."""
    prose = " ".join(rulebook()[rule_id].prose.split())
    for text in texts:
        words = f"{text:,}" if isinstance(text, int) else text
        assert re.search(rf"(?<![\w,.]){re.escape(words)}(?![\w]|,\d|\.\d)", prose), words


def rounded(bits: str | int) -> str:
    """Four decimals of raw I32F32 bits."""
    tenths_of_thousandths = (int(bits) * 10**4 + ONE // 2) // ONE
    return f"{tenths_of_thousandths // 10**4}.{tenths_of_thousandths % 10**4:04}"


def table(text: str) -> dict[str, list[str]]:
    """Rows of the first table of a text: first cell → the others."""
    match = re.search(r"(?:^\|.*\n?)+", text, re.MULTILINE)
    assert match is not None
    lines = match[0].splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return {row[0]: row[1:] for row in rows[2:]}


def test_the_epoch_on_one_page() -> None:
    weights = {0: [[3, 65_535], [4, 43_690]], 1: [[3, 65_535], [4, 65_535]], 2: [[4, 65_535]]}
    given = state([400, 350, 250, 0, 0], weights, emission="1000")
    answer = ask("epoch", **{**given, "trace": True})
    then = answer["trace"]

    def given_to(name: str, uid: int) -> list[str]:
        rows = {holder: dict(row) for holder, row in then[name]}
        return [*(rounded(rows[holder].get(uid, 0)) for holder in range(3)), "–", "–"]

    vectors = {
        "stake $S$": "stake",
        "active stake $A$": "active_stake",
        "prerank $P$": "preranks",
        "consensus $C$": "consensus",
        "validator trust": "validator_trust",
        "rank $R$": "ranks",
        "trust $T$": "trust",
        "incentive $I$": "incentive",
        "dividend $d$": "dividends",
    }
    matrices = {"weight for": "weights", "clipped weight for": "clipped", "bond in": "bonds"}
    expected = {name: list(map(rounded, then[key])) for name, key in vectors.items()}
    for words, name in matrices.items():
        expected |= {f"{words} uid {uid}": given_to(name, uid) for uid in (3, 4)}
    paid = [
        int(server) + int(validator)
        for server, validator in zip(
            answer["server_emission"], answer["validator_emission"], strict=True
        )
    ]
    expected["paid of 1000 rao"] = list(map(str, paid))
    shown = {name: row[:-1] for name, row in table(CHAPTER.introduction).items()}
    assert shown == expected
    assert 1000 - sum(paid) == 3
    assert "Of 1000 rao three go to nobody" in CHAPTER.introduction


def test_the_page_names_the_rule_of_each_quantity() -> None:
    named = [row[-1] for row in table(CHAPTER.introduction).values()]
    assert set(named) <= rulebook().keys()


def test_stored_proportions() -> None:
    assert from_u16(1) == 65_537
    says("CON-2", r"65535 \cdot 65537")
    settled = ask(
        "bonds",
        n=2,
        yuma3=True,
        liquid_alpha=False,
        bonds_penalty=0,
        bonds_moving_average="1000000",
        **RANGE,
        alpha_sigmoid_steepness=0,
        consensus=["0", "0"],
        incentive=["0", "0"],
        active_stake=["0", "0"],
        weights=[],
        bonds=[[0, [[0, 65_534], [1, 65_535]]], [1, [[0, 1], [1, 40_000]]]],
    )["stored_bonds"]
    assert settled == [[0, [[0, 65_533], [1, 65_535]]], [1, [[0, 0], [1, 39_999]]]]


def test_lent_stake() -> None:
    half = str(2**63 - 1)
    parent = {"alpha": "1000", "root": "0", "children": [half], "parents": []}
    loan = {"proportion": half, "alpha": "1000", "root": "0"}
    child = {"alpha": "0", "root": "0", "children": [], "parents": [loan]}
    answer = ask("stake_weights", tao_weight="0", hotkeys=[parent, child])["hotkeys"]
    says("CON-3", f"keeps {answer[0]['alpha']}", f"the child gets {answer[1]['alpha']}")
    assert u64_proportion(2**32 - 1) == 0
    assert u64_proportion(2**32) == 1


def test_the_weight_of_root_tao() -> None:
    entry = constants("dereg").entry("TAO_WEIGHT")
    says("CON-4", rounded(u64_proportion(entry.default)))
    assert rounded(u64_proportion(entry.mainnet)) == "0.1800"
    says("CON-4", "0.18")


def test_dust() -> None:
    def share(stake: int) -> int:
        both = [str(amount << 64) for amount in (21 * 10**15, stake)]
        answer = ask("permits", stake=both, stake_threshold="0", max_allowed_validators=64)
        return int(answer["stake"][1])

    assert (share(4_889_443), share(4_889_444)) == (0, 1)
    says("CON-6", 4_889_443, 4_889_444)


def test_equal_stakes() -> None:
    answer = ask("permits", stake=["5"] * 4, stake_threshold="0", max_allowed_validators=2)
    assert [uid for uid, permit in enumerate(answer["validator_permits"]) if permit] == [2, 3]
    says("CON-58", "uids 2 and 3 get them")


def test_two_halves() -> None:
    halves = state([50, 50, 0, 0], {0: [[2, 1]], 1: [[3, 1]]})
    answer = ask("epoch", **halves)
    assert answer["consensus"] == [0, 0, 65_535, 65_535]
    says("CON-18", answer["incentive"][2])
    above = ask("epoch", **halves | {"kappa": 32_768})
    assert above["consensus"] == above["incentive"] == [0] * 4
    assert above["validator_emission"] == ["500000000", "500000000", "0", "0"]


def test_a_neuron_of_the_block_of_the_last_epoch() -> None:
    kept = {
        age: ask(
            "epoch",
            **state([1, 0], {}, {0: [[1, 9]]}, block_at_registration=["0", str(1000 - age)]),
        )["bonds"]
        for age in (360, 361)
    }
    assert kept == {360: [], 361: [[0, [[1, 65_535]]]]}


def test_how_long_an_epoch_takes() -> None:
    entries = constants("dereg")
    seconds = (entries["TEMPO"] + 1) * entries["BLOCK_TIME"] // 1000
    says("CON-24", f"{seconds // 60} minutes and {seconds % 60} seconds")
    left = 10**9
    epochs = 0
    while left > 5 * 10**8:
        left, epochs = left * entries["BONDS_MOVING_AVERAGE"] // 10**6, epochs + 1
    assert epochs == 7
    says("CON-24", "about seven epochs")


def test_an_inactive_validator_earns() -> None:
    weights = {0: [[2, 1], [3, 1]], 1: [[2, 1], [3, 1]]}
    permits = [True, True, False, False]
    first = ask("epoch", **state([1] * 4, weights, validator_permits=permits))
    second = state([1] * 4, weights, block="5002", validator_permits=permits)
    second |= {"bonds": first["bonds"], "last_update": ["5002", "1", "5002", "5002"]}
    says("CON-64", ask("epoch", **second)["dividends"][1])
    assert ask("epoch", **second | {"yuma3": True})["dividends"][1] == 0


def test_rates_of_columns() -> None:
    consensus = [str(ONE // 5)] * 2 + [str(ONE // 10)] * 6
    rates = ask("legacy_alpha", "dtao", consensus=consensus, **RANGE)["alpha"]
    assert [rounded(rate) for rate in rates] == ["0.9000"] * 2 + ["0.7000"] * 6
    says("CON-28", "0.9000", "0.7000")


def test_omitted_and_explicit_zero() -> None:
    bonds = {0: [[2, 30_000], [3, 30_000]], 1: [[2, 30_000], [3, 30_000]]}
    row = [[2, 65_535], [3, 65_535]]
    omitted, explicit = (
        ask("epoch", **state([60, 40, 0, 0], {0: row, 1: other}, bonds, **LIQUID))
        for other in ([[2, 65_535]], [[2, 65_535], [3, 0]])
    )
    assert [column for column, _ in omitted["bonds"][1][1]] == [2]
    says("CON-59", explicit["bonds"][1][1][1][1])
    says("CON-59", explicit["dividends"][1], omitted["dividends"][1])


def test_a_row_in_reverse() -> None:
    bonds = {0: [[2, 30_000], [3, 30_000]], 1: [[2, 30_000], [3, 30_000]]}
    row = [[2, 65_535], [3, 32_768]]
    ascending, reversed_ = (
        ask("epoch", **state([60, 40, 0, 0], {0: row, 1: other}, bonds, **LIQUID))["dividends"]
        for other in (row, row[::-1])
    )
    says("CON-33", f"from {ascending[1]:,} to {reversed_[1]:,}")


def test_the_table_of_the_sigmoid() -> None:
    rows = table(rulebook()["CON-31"].prose)
    assert len(rows) == 6
    for steepness, cells in rows.items():
        curve = {**RANGE, "alpha_sigmoid_steepness": int(steepness)}
        found = [
            ask("alpha", consensus="0", weight=str(ONE * quarter // 4), bond="0", **curve)["alpha"]
            for quarter in range(5)
        ]
        assert [rounded(rate) for rate in found] == cells, steepness


def test_where_the_exponential_fails() -> None:
    says("CON-32", rounded(SERIES_LIMIT), "4178")
    steepness = 4178
    assert steepness == -(-SERIES_LIMIT * 200 // ONE)  # z = steepness / 200 at a distance of 0


def test_the_exponential_at_one() -> None:
    def exp(bits: int) -> int:
        given = {"format": "I32F32", "bits": str(bits)}
        return int(execute("dereg", "numbers.exp", given)["ok"]["bits"])

    says("CON-60", exp(ONE), exp(ONE - 1))
    term, series = ONE, 2 * ONE
    for power in range(2, 32):
        term //= power
        series += term
    quirk = rulebook()["CON-60"].quirk
    assert quirk is not None
    assert f"{series - exp(ONE)} steps" in quirk


def test_nobody_has_incentive() -> None:
    answer = ask("epoch", **state([3, 2, 1], validator_permits=[False] * 3))
    says("CON-36", *map(int, answer["validator_emission"]))


def test_mechanisms() -> None:
    split = ask("mechanism_split", emission="10", count=4, split=None)["shares"]
    says("CON-43", ", ".join(split))
    twice = ask("mechanism_split", emission="1000", count=2, split=[65_535, 65_535])["shares"]
    says("CON-63", " and ".join(twice))

    result: dict[str, Any] = {
        "active": [True],
        "validator_permits": [True],
        "emission": ["500"],
        "server_emission": ["250"],
        "validator_emission": ["250"],
    }
    parts = ("stake_weight", "consensus", "rank", "trust", "dividends", "pruning_scores")
    result |= {name: [65_535] for name in parts}
    result["validator_trust"] = [1]
    merged = ask(
        "mechanism_merge", emission="1000", shares=["500", "500"], results=[result, result]
    )
    says("CON-62", merged["consensus"][0], f"{merged['validator_trust'][0]} where each has 1")
    assert (merged["emission"], merged["server_emission"]) == (["500"], ["500"])
    says("CON-45", "500 are recorded", "500 for mining and 500 for validating")


def test_blocks_of_the_schedule() -> None:
    due = [
        block
        for block in range(800)
        if ask("epoch_due", netuid=1, tempo=360, block=str(block))["due"]
    ]
    says("CON-46", f"blocks {due[0]} and {due[1]}", "361")
    assert due[1] - due[0] == 361
    index = {b: ask("epoch_due", netuid=1, tempo=360, block=str(b))["epoch"] for b in (358, 359)}
    assert index == {358: "0", 359: "1"}


def test_scaling() -> None:
    def scaled(*weights: int) -> str:
        found = ask("max_upscale", weights=list(weights))["weights"]
        return f"({', '.join(map(str, found))})"

    says("CON-65", f"(16384, 32768) becomes {scaled(16_384, 32_768)}")
    says("CON-65", f"(20000, 40000) becomes {scaled(20_000, 40_000)}")


@pytest.mark.parametrize("rule_id", ["CON-42", "CON-48", "CON-51", "CON-52", "CON-54"])
def test_named_rejections_exist(rule_id: str) -> None:
    words = re.findall(r"`([A-Z][A-Za-z]+)`", rulebook()[rule_id].prose)
    named = {word for word in words if not word.isupper()}
    assert named
    assert named <= codes().keys()


def test_every_quirk_of_the_chapter_says_what_a_porter_gets_wrong() -> None:
    quirks = [rule for rule in CHAPTER.rules if rule.quirk]
    assert len(quirks) >= 15
    assert all(rule.quirk and rule.quirk.endswith(".") for rule in quirks)
