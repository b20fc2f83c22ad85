"""Inputs on which a fork differs from the one before in one thing only, asked of both.

They show on the page of the forks what changed where no other case asks both (`vectors
differences`). Where the older fork has not the storage only the newer one is asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from taospec.examples.storage import Row, stake
from taospec.timeline import only
from taospec_vectors.cases.network._economy import (
    ALICE,
    BOB,
    CAROL,
    HOTKEY,
    OTHER,
    TAO,
    call,
    common,
    question,
    subnet,
)
from taospec_vectors.format import DraftCase, DraftFile

_BLOCK = {"name": "block"}
_BESIDE = "another fork accepts the same input"
_NEW = "0x" + (23).to_bytes(32, "little").hex()


class _Side(NamedTuple):
    """A fork that is asked, the rules that its answer shows, and the bug that it catches."""

    fork: str
    rules: tuple[str, ...]
    why: str
    refused: bool = False


class _Input(NamedTuple):
    """What both sides are asked."""

    slug: str
    given: dict[str, Any]
    sides: tuple[_Side, ...]


def drafts() -> Iterator[DraftFile]:
    """A file for each fork."""
    inputs = [*_of_authorfee(), *_of_burnprice()]
    for fork in dict.fromkeys(side.fork for each in inputs for side in each.sides):
        cases = [
            DraftCase(
                f"{each.slug}-in-{fork}",
                side.rules,
                side.why,
                each.given,
                no_sibling=_BESIDE if side.refused else None,
            )
            for each in inputs
            for side in each.sides
            if side.fork == fork
        ]
        yield DraftFile(f"network/apply-changed-{fork}.yaml", "network.apply", only(fork), cases)


def _of_authorfee() -> Iterator[_Input]:
    ends = call("root_dissolve_network", "root", netuid=1)
    held = [row for row in stake(OTHER, BOB, 1, TAO) if row[0] != "TotalHotkeyAlpha"]
    yield _Input(
        "share-of-a-pool-without-value",
        question(
            [
                *common(),
                ["NetworksAdded", [0], True],
                *subnet(1, 10 * TAO, 10 * TAO),
                *stake(HOTKEY, ALICE, 1, TAO),
                *held,
            ],
            ends,
        ),
        (
            _Side("halving", ("REG-19",), "does not pay who has a share of nothing"),
            _Side("authorfee", ("REG-35",), "pays who has a share of nothing"),
        ),
    )
    commit = [[HOTKEY, "900", "c", "5"]]
    yield _Input(
        "timelocked-commit-of-long-ago",
        question(
            [
                ["BlockNumber", [], "1000"],
                ["NetworksAdded", [1], True],
                ["Tempo", [1], 99],
                ["RevealPeriodEpochs", [1], "1"],
                ["TimelockedWeightCommits", [1, "5"], commit],
            ],
            _BLOCK,
        ),
        (
            _Side("halving", ("COI-1",), "forgets a commit that the network keeps"),
            _Side("authorfee", ("CON-55", "COI-1"), "keeps a commit whose epoch is over"),
        ),
    )
    swap = call("swap_hotkey", ALICE, hotkey=HOTKEY, new_hotkey=_NEW, netuid=None)
    yield _Input(
        "voting-power-of-a-new-hotkey",
        question(
            [
                *common(owner=ALICE),
                ["BlockNumber", [], "100000"],
                ["OwnedHotkeys", [ALICE], [HOTKEY, OTHER]],
                *subnet(1, 10 * TAO, 10 * TAO),
                ["VotingPower", [1, HOTKEY], "7"],
            ],
            swap,
        ),
        (_Side("authorfee", ("COI-37",), "leaves the voting power with the old hotkey"),),
    )


def _of_burnprice() -> Iterator[_Input]:
    emits: list[Row] = [
        ["BlockNumber", [], "1000"],
        ["TotalIssuance", [], str(10_600_000 * TAO)],
        *subnet(1, 1000 * TAO, 1000 * TAO),
        ["SubnetTaoFlow", [1], str(TAO)],
        ["FlowEmaSmoothingFactor", [], str(2**63 - 1)],
        ["FirstEmissionBlockNumber", [1], "1"],
        ["NetworkRegistrationAllowed", [1], False],
        ["NetworkPowRegistrationAllowed", [1], True],
    ]
    yield _Input(
        "open-to-work-only",
        question(emits, _BLOCK),
        (
            _Side("authorfee", ("COI-3",), "takes a subnet that admits by work for closed"),
            _Side("burnprice", ("COI-3",), "takes a subnet that admits by work for open"),
        ),
    )
    decimal = {"mantissa": "1000000000", "exponent": "0"}
    yield _Input(
        "decimal-shares-on-root",
        question(
            [
                ["BlockNumber", [], "1000"],
                ["NetworksAdded", [0], True],
                ["AlphaV2", [HOTKEY, ALICE, 0], decimal],
            ],
            _BLOCK,
        ),
        (_Side("burnprice", ("COI-33", "COI-1"), "walks over shares in fixed point only"),),
    )
    owner = [
        *common(owner=CAROL),
        ["NetworksAdded", [1], True],
        ["SubnetOwner", [1], CAROL],
        ["SubnetOwnerHotkey", [1], HOTKEY],
        ["SubnetworkN", [1], 3],
        ["Uids", [1, HOTKEY], 0],
        ["Keys", [1, 0], HOTKEY],
        ["StakeThreshold", [], "1"],
        ["MinAllowedWeights", [1], 1],
        ["LastUpdate", [1], ["900", "0", "0"]],
        ["ValidatorPermit", [1], [False, False, False]],
        ["CommitRevealWeightsEnabled", [1], False],
        ["CommitRevealWeightsEnabled", [0], False],
    ]
    weights = call("set_weights", HOTKEY, netuid=1, dests=[1, 2], weights=[1, 1], version_key="0")
    yield _Input(
        "owner-without-stake",
        question(owner, weights),
        (
            _Side("authorfee", ("REG-27",), "lets the owner submit without stake", refused=True),
            _Side("burnprice", ("CON-73", "REG-27"), "asks the owner for stake"),
        ),
    )
    third = {"mantissa": "3", "exponent": "0"}
    one = {"mantissa": "1", "exponent": "0"}
    yield _Input(
        "share-worth-less-than-a-rao",
        question(
            [
                *common(),
                ["NetworksAdded", [0], True],
                *subnet(1, 10 * TAO, 10 * TAO),
                ["TotalHotkeyAlpha", [HOTKEY, 1], "1"],
                ["TotalHotkeySharesV2", [HOTKEY, 1], third],
                ["AlphaV2", [HOTKEY, ALICE, 1], one],
            ],
            call("root_dissolve_network", "root", netuid=1),
        ),
        (_Side("burnprice", ("REG-35", "STA-38"), "pays nobody where no share is worth a rao"),),
    )
    yield _Input(
        "holder-with-a-decimal-share",
        question(
            [
                *common(owner=ALICE),
                ["BlockNumber", [], "100000"],
                ["OwnedHotkeys", [ALICE], [HOTKEY, OTHER]],
                *subnet(1, 10 * TAO, 10 * TAO),
                ["StakingHotkeys", [BOB], [HOTKEY]],
                ["TotalHotkeyAlpha", [HOTKEY, 1], str(TAO)],
                ["TotalHotkeySharesV2", [HOTKEY, 1], decimal],
                ["AlphaV2", [HOTKEY, BOB, 1], decimal],
            ],
            call("swap_hotkey", ALICE, hotkey=HOTKEY, new_hotkey=_NEW, netuid=None),
        ),
        (_Side("burnprice", ("NET-9", "STA-38"), "finds no holder of a decimal share"),),
    )
    yield _Input(
        "share-that-fixed-point-cannot-hold",
        question(
            [
                *common(owner=ALICE),
                ["NetworksAdded", [0], True],
                *subnet(1, 1000 * TAO, 1000 * TAO),
                ["SubnetAlphaOut", [1], "1000"],
                ["TotalHotkeyAlpha", [HOTKEY, 1], str(2**62)],
                ["TotalHotkeyShares", [HOTKEY, 1], "4"],
                ["Alpha", [HOTKEY, ALICE, 1], "4"],
            ],
            call("add_stake", ALICE, hotkey=HOTKEY, netuid=1, amount_staked=str(TAO)),
        ),
        (
            _Side("authorfee", ("STA-11",), "gives a share of less than a step", refused=True),
            _Side("burnprice", ("STA-38",), "refuses a share that decimals can hold"),
        ),
    )
