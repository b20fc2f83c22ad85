"""What quirks cost: the amounts that the prose of the chapter staking states."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from taospec.examples.storage import Row, stake
from taospec.timeline import only, since, until
from taospec_vectors.cases.network._economy import (
    ALICE,
    HOTKEY,
    OTHER,
    PROTOCOL,
    TAO,
    call,
    common,
    position,
    subnet,
)
from taospec_vectors.format import DraftCase, DraftFile
from taospec_vectors.funded import as_kept

_DEPTH = 1000 * TAO
_STARTED = "SubtokenEnabled"


def drafts() -> Iterator[DraftFile]:
    """A file a fork, since `flow` and later ones record the flow of TAO as well."""
    for fork in since("dereg", until="balancer"):
        # `authorfee` refuses to recycle more than was asked for.
        recycled = [_recycled_whole(fork)] if fork in until("authorfee") else []
        cases = [_swept_in_vain(fork), *recycled]
        yield DraftFile(
            f"network/apply-quirks-{fork}.yaml", "network.apply", [fork], as_kept(fork, cases)
        )
    moved = [_moved_within_a_subnet()]
    yield DraftFile("network/apply-quirks-dtao.yaml", "network.apply", only("dtao"), moved)
    path = "network/trace-claims-in-vain.yaml"
    yield DraftFile(path, "network.trace", since("flow"), [_claimed_in_vain()])


def _beyond_the_reserve(tao: int) -> list[Row]:
    """A subnet whose position stands for a thousand TAO, and whose reserve holds less."""
    return [
        *subnet(1, tao, _DEPTH),
        ["Swap.SwapV3Initialized", [1], True],
        ["Swap.AlphaSqrtPrice", [1], str(2**64)],
        ["Swap.CurrentLiquidity", [1], str(_DEPTH)],
        ["Swap.Positions", [1, PROTOCOL, "7"], position(1, _DEPTH)],
    ]


def _swept_in_vain(fork: str) -> DraftCase:
    """Of 10 TAO of alpha 9.9 are sold; the rest is too small to stay, and no TAO is left for it."""
    rows: list[Row] = [
        *common(),
        *_beyond_the_reserve(9_850_000_000),
        *stake(HOTKEY, ALICE, 1, 10 * TAO),
        ["SubnetAlphaOut", [1], str(10 * TAO)],
        ["NominatorMinRequiredStake", [], "100000000"],
    ]
    op = call("remove_stake", ALICE, hotkey=HOTKEY, netuid=1, amount_unstaked="9900000000")
    return DraftCase(
        f"nomination-deleted-unsold-{fork}",
        ("STA-8", "POO-15"),
        "keeps a nomination that nobody could buy, or pays for it",
        {"storage": rows, "op": op},
    )


def _recycled_whole(fork: str) -> DraftCase:
    rows: list[Row] = [
        *common(),
        *subnet(1, _DEPTH, _DEPTH),
        *stake(HOTKEY, ALICE, 1, TAO),
        ["SubnetAlphaOut", [1], str(TAO)],
    ]
    op = call("recycle_alpha", ALICE, hotkey=HOTKEY, amount=str(TAO - 1000), netuid=1)
    return DraftCase(
        f"recycled-but-for-a-thousand-rao-{fork}",
        ("STA-25", "STA-3"),
        "lowers the alpha outside by what the share pool removed",
        {"storage": rows, "op": op},
    )


def _moved_within_a_subnet() -> DraftCase:
    """What 5,000,000 rao bought is sold again; half a fee twice leaves 4,949,999 rao of it."""
    hundred, bought = 100 * TAO, 4_999_750
    rows: list[Row] = [
        *common(),
        *(row for row in subnet(1, hundred + 5_000_000, hundred - bought) if row[0] != _STARTED),
        *stake(HOTKEY, ALICE, 1, bought),
        ["SubnetAlphaOut", [1], str(bought)],
    ]
    op = call(
        "move_stake",
        ALICE,
        origin_hotkey=HOTKEY,
        destination_hotkey=OTHER,
        origin_netuid=1,
        destination_netuid=1,
        alpha_amount=str(bought),
    )
    return DraftCase(
        "moved-within-a-subnet-of-dtao",
        ("STA-21", "POO-3"),
        "hands shares over where the chain sells and buys, and takes no fee",
        {"storage": rows, "op": op},
        "upstream-test",
        "test_do_move_event_emission, pallets/subtensor/src/tests/move_stake.rs @ v2.0.11",
    )


def _claimed_in_vain() -> DraftCase:
    """5 TAO of alpha are owed, and the reserve holds a tenth of a TAO."""
    rows: list[Row] = [
        *common(),
        *subnet(0, _DEPTH, 0),
        *_beyond_the_reserve(TAO // 10),
        *stake(HOTKEY, ALICE, 0, 10 * TAO),
        ["SubnetAlphaOut", [1], str(10 * TAO)],
        ["StakingHotkeys", [ALICE], [HOTKEY]],
        ["RootClaimable", [HOTKEY], [[1, str(2**31)]]],
    ]
    claim: dict[str, Any] = call("claim_root", ALICE, subnets=[1])
    return DraftCase(
        "claimed-in-vain-twice",
        ("STA-32", "POO-15", "NET-2"),
        "undoes the price that a failed sale moved, or counts as claimed what was not paid",
        {"storage": rows, "ops": [claim, claim]},
    )
