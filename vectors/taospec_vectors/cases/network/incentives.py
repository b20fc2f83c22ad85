"""A block with an epoch of a small subnet: with which hotkey an incentive is staked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from taospec.examples.storage import Row, account, stake
from taospec.timeline import since
from taospec_vectors.cases.network._economy import ALICE, BOB, CAROL, HOTKEY, TAO, question, subnet
from taospec_vectors.format import DraftCase, DraftFile
from taospec_vectors.funded import as_kept

_DAVE = account(4)
MINERS, _CHOSEN = (account(31), account(32)), account(33)
_POT = str(10 * TAO)


def drafts() -> Iterator[DraftFile]:
    """A file a fork: the diff of a block has entries that others lack."""
    for fork in since("dereg"):
        cases = as_kept(fork, _cases(fork))
        yield DraftFile(
            f"network/apply-block-incentives-{fork}.yaml", "network.apply", [fork], cases
        )


def _cases(fork: str) -> Iterator[DraftCase]:
    for slug, why, rows in (
        (
            "one-chose-another-hotkey",
            "stakes an incentive with the miner where its owner chose a hotkey, or the reverse",
            [["AutoStakeDestination", [ALICE, 1], _CHOSEN]],
        ),
        (
            "no-owner-hotkey",
            "withholds nothing where the subnet has no owner hotkey",
            [["SubnetOwner", [1], BOB], ["OwnedHotkeys", [BOB], [MINERS[1]]]],
        ),
        (
            "owner-hotkey-of-another-coldkey",
            "withholds from the hotkeys of the owner's coldkey only",
            [["SubnetOwner", [1], BOB], ["SubnetOwnerHotkey", [1], MINERS[0]]],
        ),
    ):
        yield DraftCase(
            f"incentives-{slug}-{fork}",
            ("COI-24", "COI-23"),
            why,
            question([*due_subnet(fork), *rows], {"name": "block"}),
        )


def due_subnet(fork: str) -> Iterator[Row]:
    """A validator that rates two miners of two owners alike, an epoch due in block 1001."""
    neurons = (HOTKEY, *MINERS)
    yield from _scalars()
    yield from subnet(0, 1000 * TAO, 0)
    yield from subnet(1, 1000 * TAO, 1000 * TAO)
    yield from stake(HOTKEY, CAROL, 1, 1000 * TAO)
    yield from _of_each(neurons)
    yield from _pendings(fork)
    for field, value in (
        ("SubnetworkN", 3),
        ("SubnetAlphaOut", str(1000 * TAO)),
        ("Tempo", 1),  # the epoch of netuid 1 runs in odd blocks
        ("MaxAllowedValidators", 1),
        ("ActivityCutoff", 5000),
        ("CommitRevealWeightsEnabled", False),
        ("ValidatorPermit", [True, False, False]),
        ("LastUpdate", 3 * ["999"]),
    ):
        yield [field, [1], value]
    yield ["Weights", [1, 0], [[1, 65535], [2, 65535]]]


def _scalars() -> Iterator[Row]:
    yield ["BlockNumber", [], "1000"]
    yield ["ParentHash", [], account(0)]
    yield ["TotalIssuance", [], str(5_000_000 * TAO)]
    yield ["TotalStake", [], str(2000 * TAO)]


def _of_each(neurons: tuple[str, ...]) -> Iterator[Row]:
    for uid, (hotkey, coldkey) in enumerate(zip(neurons, (CAROL, ALICE, BOB), strict=True)):
        yield ["Owner", [hotkey], coldkey]
        yield ["Keys", [1, uid], hotkey]
        yield ["Uids", [1, hotkey], uid]
        yield ["BlockAtRegistration", [1, uid], "10"]
    yield ["Owner", [_CHOSEN], _DAVE]


def _pendings(fork: str) -> Iterator[Row]:
    fields: Any = (
        ("PendingServerEmission", "PendingValidatorEmission")
        if fork in since("flow")
        else ("PendingEmission",)
    )
    for field in fields:
        yield [field, [1], _POT]
