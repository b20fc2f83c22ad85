"""Cases of `consensus.epoch` that the chain's own code answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from taospec.examples.consensus import RAO, rows
from taospec_vectors.cases.consensus._common import DTAO, SINCE_DEREG
from taospec_vectors.cases.consensus._data import lines, table
from taospec_vectors.format import DraftCase, DraftFile

_OPERATION = "consensus.epoch"
_SOURCE = "pallets/subtensor/src/epoch @ v3.2.16-349, executed"
_SOURCES = {"flow": _SOURCE, "dtao": "pallets/subtensor/src/epoch @ v2.0.11, executed"}
_AMOUNTS = ("emission", "server_emission", "validator_emission")

# Rules that each of the designed epochs shows best.
_DESIGNED = {
    "all-validators-no-bonds": ("CON-17", "CON-25", "CON-26"),
    "penalty-owner-unsorted": ("CON-12", "CON-22", "CON-25"),
    "yuma3-fixed-rate": ("CON-22", "CON-29", "CON-34"),
    "yuma3-liquid-unsorted": ("CON-30", "CON-31", "CON-33"),
    "yuma3-liquid-sorted": ("CON-30", "CON-31"),
    "steepness-overflow": ("CON-31", "CON-32"),
    "masks-and-permit-tie": ("CON-7", "CON-13", "CON-23", "CON-58"),
    "threshold-commit-mask-huge-emission": ("CON-5", "CON-14", "CON-35"),
    "zero-stake": ("CON-6", "CON-36"),
    "no-permits": ("CON-10", "CON-36"),
    "dust-stake": ("CON-6", "CON-8"),
    "bond-lost-where-entry-omitted": ("CON-30", "CON-59"),
    "bond-kept-by-explicit-zero": ("CON-30", "CON-59"),
}

# Fork and line of a recorded random epoch: slug, rules, and what goes wrong on it.
_RECORDED = {
    ("flow", 7): (
        "yuma3-remembers-everything",
        ("CON-5", "CON-24", "CON-29"),
        "lets bonds move at a rate of 0, or gives a permit where none are allowed",
    ),
    ("flow", 62): (
        "everyone-inactive",
        ("CON-7", "CON-36"),
        "shares nothing where nobody is active, and the whole stake decides",
    ),
    ("flow", 143): (
        "all-stake-must-agree",
        ("CON-17", "CON-18", "CON-22"),
        "takes the largest weight where κ = 65535 asks for the smallest",
    ),
    ("flow", 149): (
        "yuma3-forgets-everything",
        ("CON-10", "CON-24", "CON-29"),
        "multiplies Yuma3 bonds by stake, which matters most at a rate of 1",
    ),
    ("flow", 197): (
        "liquid-unsorted-rows-with-zeros",
        ("CON-33", "CON-39", "CON-59"),
        "sorts rows before looking up weight and bond, and stores bonds in another order",
    ),
    ("flow", 238): (
        "classic-remembers-everything",
        ("CON-24", "CON-26", "CON-64"),
        "gives dividends to stake instead of old bonds",
    ),
    ("flow", 263): (
        "largest-emission-and-kappa-of-zero",
        ("CON-7", "CON-13", "CON-17", "CON-35"),
        "overflows in the split, or wants support where κ = 0 wants none",
    ),
    ("flow", 275): (
        "liquid-explicit-zeros",
        ("CON-30", "CON-59"),
        "decays bonds of omitted weights like those of explicit zeros",
    ),
    ("flow", 314): (
        "yuma3-bonds-that-grow",
        ("CON-14", "CON-29", "CON-70"),
        "clamps the rate to 0 … 1 where old bonds grow",
    ),
    ("flow", 321): (
        "steepness-overflows",
        ("CON-31", "CON-32"),
        "saturates the exponential where the chain's error counts as 0",
    ),
    ("flow", 359): (
        "classic-bonds-that-grow",
        ("CON-24", "CON-66", "CON-70"),
        "clamps the rate to 0 … 1, or adapts classic bonds since liquid alpha is on",
    ),
    ("flow", 377): (
        "sixteen-neurons",
        ("CON-25", "CON-26", "CON-38"),
        "differs somewhere in the last place of a larger epoch",
    ),
    ("dtao", 21): (
        "dtao-liquid-kappa-of-zero",
        ("CON-25", "CON-28"),
        "keeps the fixed rate where classic bonds adapt",
    ),
    ("dtao", 64): (
        "dtao-remembers-everything",
        ("CON-22", "CON-24", "CON-25"),
        "rounds the interpolated penalty toward zero",
    ),
    ("dtao", 80): (
        "dtao-liquid-equal-stakes",
        ("CON-9", "CON-28", "CON-58"),
        "gives the only permit to the lowest of equal stakes",
    ),
    ("dtao", 93): (
        "dtao-no-permit-allowed",
        ("CON-9", "CON-10", "CON-22"),
        "pays no dividends in an epoch after which nobody has a permit",
    ),
}


def drafts() -> Iterator[DraftFile]:
    """Epochs designed to show something, and the instructive ones among random epochs."""
    designed = list(_designed())
    flow, dtao = (list(_recorded(fork)) for fork in _SOURCES)
    yield DraftFile("consensus/epoch-chain.yaml", _OPERATION, SINCE_DEREG, designed)
    yield DraftFile("consensus/epoch-chain-recorded.yaml", _OPERATION, SINCE_DEREG, flow)
    yield DraftFile("consensus/epoch-chain-dtao.yaml", _OPERATION, DTAO, dtao)


def _designed() -> Iterator[DraftCase]:
    executed = table("executed.yaml")
    for case in executed["cases"]:
        given = _full({**executed["defaults"], **case["given"]})
        yield DraftCase(
            case["id"],
            _DESIGNED[case["id"]],
            case["why"],
            given,
            origin="chain",
            source=_SOURCE,
            expect={"ok": _answer(given, case["expect"])},
        )


def _recorded(fork: str) -> Iterator[DraftCase]:
    for epoch in lines("executed-epochs.jsonl"):
        if epoch["fork"] == fork:
            slug, rules, why = _RECORDED[fork, epoch["line"]]
            source = f"{_SOURCES[fork]}; tests/data/executed/epoch-{fork}.jsonl.gz:{epoch['line']}"
            yield DraftCase(slug, rules, why, epoch["given"], "chain", source, epoch["expect"])


def _full(given: Mapping[str, Any]) -> dict[str, Any]:
    """A designed input with what it leaves out, in wire form."""
    n = given["n"]
    blocks = {
        "last_update": given.get("last_update", [100] * n),
        "block_at_registration": given.get("block_at_registration", [0] * n),
    }
    amounts = ("block", "stake_threshold", "bonds_moving_average", "emission")
    return {
        **given,
        **{name: str(given[name]) for name in amounts},
        **{name: [str(block) for block in values] for name, values in blocks.items()},
        "stake": [str(stake * RAO) for stake in given["stake"]],
        "validator_permits": given.get("validator_permits", [True] * n),
        "commit_blocks": [
            [uid, str(block)] for uid, block in sorted(given.get("commit_blocks", {}).items())
        ],
        "weights": rows(given.get("weights", {})),
        "bonds": rows(given.get("bonds", {})),
    }


def _answer(given: Mapping[str, Any], expect: Mapping[str, Any]) -> dict[str, Any]:
    """A designed answer in wire form, with what follows from the rest of it."""
    cutoff, block = given["activity_cutoff"], int(given["block"])
    return {
        **expect,
        **{name: [str(amount) for amount in expect[name]] for name in _AMOUNTS},
        "active": [int(updated) + cutoff >= block for updated in given["last_update"]],
        "rank": expect["incentive"],
        "bonds": rows(expect["bonds"]),
    }
