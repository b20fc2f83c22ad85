"""What moving stake, and giving it up, asks, and in which order."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from taospec.examples.storage import stake
from taospec.timeline import only, since
from taospec_vectors.cases.network._checks import ABSENT, Checked, Fault, drafted, stated
from taospec_vectors.cases.network._economy import ALICE, BOB, CAROL, HOTKEY, OTHER, TAO, subnet
from taospec_vectors.cases.network.checks_of_stake import (
    MARKED,
    NO_OWNER,
    NO_SUBNET,
    NO_TAO,
    NOT_STARTED,
)
from taospec_vectors.format import DraftFile

STATE = stated(
    [
        ["BlockNumber", [], "1000"],
        ["Owner", [HOTKEY], CAROL],
        ["Owner", [OTHER], CAROL],
        ["Delegates", [HOTKEY], 11_796],
        ["Delegates", [OTHER], 11_796],
        ["SubnetAlphaOut", [1], str(100 * TAO)],
        *subnet(0, 1000 * TAO, 0),
        *subnet(1, 1000 * TAO, 1000 * TAO),
        *subnet(2, 1000 * TAO, 1000 * TAO),
        *stake(HOTKEY, ALICE, 1, 10 * TAO),
    ]
)
STATE_OF_DTAO = {key: row for key, row in STATE.items() if key[0] != "SubtokenEnabled"}

_ONE_SUBNET = {"origin_netuid": 1, "destination_netuid": 1}
TO_ITSELF = Fault("nowhere-to-go", "SameNetuid", {}, _ONE_SUBNET)
NO_DESTINATION = Fault("no-such-destination", "SubnetNotExists", {("NetworksAdded", (2,)): ABSENT})
DESTINATION_NOT_STARTED = Fault(
    "a-destination-not-started", "SubtokenDisabled", {("SubtokenEnabled", (2,)): ABSENT}
)
NO_OWNER_THERE = Fault(
    "a-destination-hotkey-of-nobody", "HotKeyAccountNotExists", {("Owner", (OTHER,)): ABSENT}
)
TOO_LITTLE = Fault("proceeds-too-low", "AmountTooLow", {}, {"alpha_amount": "2000000"})
NOT_FROM = Fault(
    "an-origin-without-transfers", "TransferDisallowed", {("TransferToggle", (1,)): False}
)
NOT_TO = Fault(
    "a-destination-without-transfers", "TransferDisallowed", {("TransferToggle", (2,)): False}
)
_BETWEEN = {"origin_netuid": 1, "destination_netuid": 2, "alpha_amount": str(5 * TAO)}
_HOTKEYS = {"origin_hotkey": HOTKEY, "destination_hotkey": OTHER}
_WITHIN_LIMIT = {"limit_price": str(TAO // 2), "allow_partial": False}

MOVE = Checked(
    "move_stake",
    ("STA-19", "STA-22"),
    STATE,
    {**_HOTKEYS, **_BETWEEN},
    (
        MARKED,
        NO_SUBNET,
        NO_DESTINATION,
        NOT_STARTED,
        DESTINATION_NOT_STARTED,
        NO_OWNER,
        NO_OWNER_THERE,
        NO_TAO,
        TOO_LITTLE,
    ),
)
SWAP = Checked(
    "swap_stake",
    ("STA-19", "STA-22"),
    STATE,
    {"hotkey": HOTKEY, **_BETWEEN},
    (TO_ITSELF, MARKED),
)
TRANSFER = Checked(
    "transfer_stake",
    ("STA-19",),
    STATE,
    {"destination_coldkey": BOB, "hotkey": HOTKEY, **_BETWEEN},
    (TOO_LITTLE, NOT_FROM, NOT_TO),
)


SWAP_LIMIT = Checked(
    "swap_stake_limit",
    ("STA-19", "STA-22"),
    STATE,
    {"hotkey": HOTKEY, **_BETWEEN, **_WITHIN_LIMIT},
    (
        Fault("a-limit-above-the-ratio", "ZeroMaxStakeAmount", {}, {"limit_price": "1100000000"}),
        MARKED,
        TOO_LITTLE,
        Fault("more-than-the-limit-allows", "SlippageTooHigh", {}, {"limit_price": "999999000"}),
    ),
)


_DESTROYED = {"hotkey": HOTKEY, "amount": str(5 * TAO), "netuid": 1}
_NO_SUBNET = replace(NO_SUBNET, unlike=("root",))
_ROOT = Fault(
    "root",
    "CannotBurnOrRecycleOnRootSubnet",
    {},
    {"netuid": 0},
    unlike=("a-subnet-not-started",),
)
_ROOT_NOT_STARTED = Fault(
    "root-not-started",
    "CannotBurnOrRecycleOnRootSubnet",
    {("SubtokenEnabled", (0,)): ABSENT},
    {"netuid": 0},
)
_NONE_OUT = Fault(
    "less-alpha-outside", "InsufficientLiquidity", {("SubnetAlphaOut", (1,)): str(4 * TAO)}
)
_NO_ROOT = Fault("no-root", "SubnetNotExists", {("NetworksAdded", (0,)): ABSENT}, {"netuid": 0})


def destroy(name: str) -> Checked:
    """`recycle_alpha` and `burn_alpha` ask the same."""
    faults = (_NO_SUBNET, _ROOT, NOT_STARTED, NO_OWNER, _NONE_OUT)
    return Checked(name, ("STA-25",), STATE, _DESTROYED, faults, (_NO_ROOT, _ROOT_NOT_STARTED))


def destroy_in_dtao(name: str) -> Checked:
    """The same in `dtao`, where an amount is not cut down to the stake."""
    missing = "SubNetworkDoesNotExist"
    faults = (
        replace(_NO_SUBNET, code=missing),
        _ROOT,
        NO_OWNER,
        Fault(
            "more-than-the-stake",
            "NotEnoughStakeToWithdraw",
            {},
            {"amount": str(10 * TAO + 1)},
        ),
        _NONE_OUT,
    )
    combined = (replace(_NO_ROOT, code=missing),)
    return Checked(name, ("STA-25",), STATE_OF_DTAO, _DESTROYED, faults, combined)


SWAP_IN_DTAO = Checked(
    "swap_stake_limit",
    ("STA-21",),
    STATE_OF_DTAO,
    {"hotkey": HOTKEY, **_BETWEEN, **_WITHIN_LIMIT},
    (
        NO_SUBNET,
        NO_OWNER,
        Fault(
            "more-than-the-stake",
            "NotEnoughStakeToWithdraw",
            {},
            {"alpha_amount": str(10 * TAO + 1)},
            unlike=("proceeds-too-low",),
        ),
        Fault("an-empty-pool", "InsufficientLiquidity", {("SubnetTAO", (1,)): "9999999"}),
        Fault("proceeds-too-low", "AmountTooLow", {}, {"alpha_amount": "500000"}),
        Fault("more-than-the-limit-allows", "SlippageTooHigh", {}, {"limit_price": "1000000000"}),
        Fault(
            "no-share-for-it",
            "InsufficientLiquidity",
            {
                ("TotalHotkeyAlpha", (HOTKEY, 2)): str(10**15),
                ("TotalHotkeyShares", (HOTKEY, 2)): "1",
            },
        ),
    ),
)
TRANSFER_IN_DTAO = Checked(
    "transfer_stake",
    ("STA-21",),
    STATE_OF_DTAO,
    {"destination_coldkey": BOB, "hotkey": HOTKEY, **_BETWEEN},
    (
        Fault(
            "no-share-for-it",
            "InsufficientLiquidity",
            {
                ("TotalHotkeyAlpha", (HOTKEY, 2)): str(10**15),
                ("TotalHotkeyShares", (HOTKEY, 2)): "1",
            },
        ),
        NOT_FROM,
        NOT_TO,
    ),
)


def states() -> Iterator[tuple[Checked, str, Collection[str]]]:
    """Each call with its checks, and where they hold."""
    for checked in (MOVE, SWAP, TRANSFER, SWAP_LIMIT):
        yield checked, "since-dereg", since("dereg")
    for name in ("recycle_alpha", "burn_alpha"):
        yield destroy(name), "since-dereg", since("dereg")
        yield destroy_in_dtao(name), "dtao", only("dtao")
    for checked in (SWAP_IN_DTAO, TRANSFER_IN_DTAO):
        yield checked, "dtao", only("dtao")


def drafts() -> Iterator[DraftFile]:
    """Files for each call."""
    for state in states():
        yield from drafted(*state)
