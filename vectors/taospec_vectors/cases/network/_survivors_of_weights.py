"""Calls that set weights, promise or reveal them, and tell the model from its mutants."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import blake2b
from struct import pack

from taospec.examples.storage import Row
from taospec.timeline import only, since, until
from taospec_vectors.cases._survivors import Survivor
from taospec_vectors.cases.network._economy import (
    HOTKEY,
    OTHER,
    TAO,
    call,
)
from taospec_vectors.cases.network._survivor import of_call
from taospec_vectors.cases.network.commit_orders import GOOD, commit_of, state

_FLOW = only("flow")


def survivors() -> Iterator[Survivor]:
    """By what they are about."""
    yield from _weights()
    yield from _short_vectors()
    yield from _unstated()
    yield from _owner()
    yield from _promises()


def _weights() -> Iterator[Survivor]:
    rows: list[Row] = [
        ["BlockNumber", [], "1000"],
        ["NetworksAdded", [1], True],
        ["SubnetworkN", [1], 3],
        ["Uids", [1, HOTKEY], 0],
        ["TotalHotkeyAlpha", [HOTKEY, 0], str(1000 * TAO)],
        ["TaoWeight", [], str(2**63)],
        ["StakeThreshold", [], str(400 * TAO)],
        ["LastUpdate", [1], ["0", "0", "0"]],
        ["ValidatorPermit", [1], [True, False, False]],
        ["CommitRevealWeightsEnabled", [1], False],
        ["MaxWeightsLimit", [1], 65535],
        ["MinAllowedWeights", [1], 1],
    ]
    yield of_call(
        "weights-by-stake-on-root-alone",
        ("REG-27", "CON-48"),
        "counts no stake on root towards the threshold",
        rows,
        call("set_weights", HOTKEY, netuid=1, dests=[1], weights=[1], version_key="0"),
        forks=until("flow"),
    )


def _short_vectors() -> Iterator[Survivor]:
    rows: list[Row] = [
        ["BlockNumber", [], "1000"],
        ["NetworksAdded", [1], True],
        ["SubnetworkN", [1], 3],
        ["Uids", [1, HOTKEY], 2],
        ["LastUpdate", [1], ["0", "0", "0"]],
        ["CommitRevealWeightsEnabled", [1], False],
        ["MinAllowedWeights", [1], 1],
    ]
    for slug, why, permits in (
        ("without-a-permit-stored", "takes a permit that is not stored for one", [True, True]),
        ("with-a-permit-stored", "reads the permit of the uid before", [False, False, True]),
    ):
        yield of_call(
            f"weights-{slug}",
            ("REG-27", "CON-48"),
            why,
            [*rows, ["ValidatorPermit", [1], permits]],
            call("set_weights", HOTKEY, netuid=1, dests=[1], weights=[1], version_key="0"),
            forks=since("flow", until="netflow"),
        )


def _unstated() -> Iterator[Survivor]:
    """Weights of a uid for which no last update is stored, in a block below the pause."""
    rows: list[Row] = [
        ["BlockNumber", [], "50"],
        ["NetworksAdded", [1], True],
        ["SubnetworkN", [1], 3],
        ["Uids", [1, HOTKEY], 2],
        ["WeightsSetRateLimit", [1], "100"],
        ["ValidatorPermit", [1], [False, False, True]],
        ["CommitRevealWeightsEnabled", [1], False],
        ["MinAllowedWeights", [1], 1],
    ]
    for slug, why, updates in (
        (
            "that-stands-nowhere",
            "takes an update that is not stored for one in block 1",
            ["1", "1"],
        ),
        ("of-block-1", "takes the first block for none", ["0", "0", "1"]),
    ):
        yield of_call(
            f"weights-after-an-update-{slug}",
            ("REG-27", "CON-48"),
            why,
            [*rows, ["LastUpdate", [1], updates]],
            call("set_weights", HOTKEY, netuid=1, dests=[1], weights=[1], version_key="0"),
            forks=since("flow", until="netflow"),
        )


def _owner() -> Iterator[Survivor]:
    """The owner's own hotkey, which validates without a permit from `burnprice` on."""
    rows: list[Row] = [
        ["BlockNumber", [], "1000"],
        ["NetworksAdded", [1], True],
        ["SubnetworkN", [1], 3],
        ["SubnetOwnerHotkey", [1], HOTKEY],
        ["Uids", [1, HOTKEY], 2],
        ["Uids", [1, OTHER], 1],
        ["LastUpdate", [1], ["0", "0", "0"]],
        ["CommitRevealWeightsEnabled", [1], False],
        ["MinAllowedWeights", [1], 1],
        ["ValidatorPermit", [1], [True, False, False]],
    ]
    for forks, slug, hotkey in (
        (since("flow", until="burnprice"), "owner-needs-a-permit", HOTKEY),
        (since("burnprice", until="netflow"), "owner-needs-no-permit", HOTKEY),
        (since("burnprice", until="netflow"), "another-needs-a-permit", OTHER),
    ):
        yield of_call(
            f"weights-of-{slug}",
            ("REG-27", "CON-73") if forks.first == "burnprice" else ("REG-27", "CON-48"),
            "asks of the owner what it asks of others, or asks it of nobody, in the wrong forks",
            rows,
            call("set_weights", hotkey, netuid=1, dests=[0], weights=[1], version_key="0"),
            forks=forks,
            no_sibling="later forks accept it" if forks.first == "flow" else None,
        )


def _promise(salt: Sequence[int]) -> str:
    """The hash of weights of 1 on uids 1 and 2 at version 7, in SCALE."""
    two, ones = pack("<B2H", 2 << 2, 1, 2), pack("<B2H", 2 << 2, 1, 1)
    length = pack("<H", len(salt) << 2 | 1) if len(salt) > 63 else pack("<B", len(salt) << 2)
    salted = length + pack(f"<{len(salt)}H", *salt)
    hotkey, key = bytes.fromhex(HOTKEY[2:]), pack("<Q", 7)
    parts = hotkey + pack("<H", 1) + two + ones + salted + key
    return "0x" + blake2b(parts, digest_size=32).digest().hex()


def _promises() -> Iterator[Survivor]:
    for length in (63, 64):
        salt = list(range(length))
        waiting = ["WeightCommits", [1, HOTKEY], [commit_of(_promise(salt), GOOD)]]
        yield of_call(
            f"revealed-with-a-salt-of-{length}",
            ("REG-44",),
            "encodes the length of a list in one byte or two where it needs the other",
            [*state(), ["TotalNetworks", [], 1], waiting],
            call(
                "reveal_weights",
                HOTKEY,
                netuid=1,
                uids=[1, 2],
                values=[1, 1],
                salt=salt,
                version_key="7",
            ),
            forks=_FLOW,
        )
