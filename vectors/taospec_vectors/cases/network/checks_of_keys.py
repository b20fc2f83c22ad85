"""What takes, children and the destination of incentives ask, and in which order."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from taospec.examples.storage import Row, account
from taospec.timeline import EVERY_FORK, only, since
from taospec_vectors.cases.network._checks import ABSENT, Checked, Fault, drafted, stated
from taospec_vectors.cases.network._economy import ALICE, BOB, HOTKEY, OTHER, TAO, subnet
from taospec_vectors.format import DraftFile

_COMMON: list[Row] = [["BlockNumber", [], "1000"], ["Owner", [HOTKEY], ALICE]]
_OF_NOBODY = Fault("a-hotkey-of-nobody", "HotKeyAccountNotExists", {("Owner", (HOTKEY,)): ABSENT})
_OF_BOB = Fault("a-hotkey-of-somebody-else", "NonAssociatedColdKey", {("Owner", (HOTKEY,)): BOB})
_OWNERS = (_OF_NOBODY, _OF_BOB)


def _increase(clock: str, keys: tuple[Any, ...]) -> Checked:
    return Checked(
        "increase_take",
        ("STA-26",),
        stated(
            [
                *_COMMON,
                ["Delegates", [HOTKEY], 1000],
                ["MaxDelegateTake", [], 2000],
                ["TxDelegateTakeRateLimit", [], "10"],
                [clock, list(keys), "989"],
            ]
        ),
        {"hotkey": HOTKEY, "take": 1001},
        (
            *_OWNERS,
            Fault("a-take-that-is-not-higher", "DelegateTakeTooLow", {}, {"take": 1000}),
            Fault("a-take-above-the-maximum", "DelegateTakeTooHigh", {}, {"take": 2001}),
            Fault("a-clock-that-still-runs", "DelegateTxRateLimitExceeded", {(clock, keys): "990"}),
        ),
        (
            Fault(
                "a-take-that-is-neither-higher-nor-allowed",
                "DelegateTakeTooLow",
                {("Delegates", (HOTKEY,)): 2500},
                {"take": 2400},
            ),
        ),
    )


_DECREASE = Checked(
    "decrease_take",
    ("STA-27",),
    stated([*_COMMON, ["Delegates", [HOTKEY], 1000], ["MinDelegateTake", [], 500]]),
    {"hotkey": HOTKEY, "take": 999},
    (
        *_OWNERS,
        Fault("a-take-that-is-not-lower", "DelegateTakeTooLow", {}, {"take": 1000}),
        Fault("a-take-below-the-minimum", "DelegateTakeTooLow", {}, {"take": 499}),
    ),
)
_CHILDKEY_CLOCK = ("TransactionKeyLastBlock", (HOTKEY, 1, 1))
_CHILDKEY_TAKE = Checked(
    "set_childkey_take",
    ("STA-28",),
    stated(
        [
            *_COMMON,
            ["MaxChildkeyTake", [], 2000],
            ["TxChildkeyTakeRateLimit", [], "10"],
            ["TransactionKeyLastBlock", [HOTKEY, 1, 1], "990"],
        ]
    ),
    {"hotkey": HOTKEY, "netuid": 1, "take": 2000},
    (
        _OF_BOB,
        Fault("a-take-above-the-maximum", "InvalidChildkeyTake", {}, {"take": 2001}),
        Fault(
            "a-clock-that-still-runs",
            "TxChildkeyTakeRateLimitExceeded",
            {_CHILDKEY_CLOCK: "991"},
        ),
    ),
)

_ASKED = ("TransactionKeyLastBlock", (HOTKEY, 1, 0))
_FAMILY = [
    *_COMMON,
    *subnet(0, 1000 * TAO, 0),
    *subnet(1, 1000 * TAO, 1000 * TAO),
    ["TransactionKeyLastBlock", [HOTKEY, 1, 0], "850"],
    ["StakeThreshold", [], str(TAO)],
    ["TotalHotkeyAlpha", [HOTKEY, 1], str(TAO)],
    ["PendingChildKeyCooldown", [], "7200"],
]
_FAMILY_OF_DTAO = [
    row for row in _FAMILY if row[0] not in ("SubtokenEnabled", "PendingChildKeyCooldown")
]


def _children(*shares: tuple[int, str]) -> dict[str, object]:
    return {"children": [[str(share), child] for share, child in shares]}


_FIVE = tuple((1, account(number)) for number in range(31, 36))
_MOST = 2**64 - 1
_TOO_MANY = Fault("six-children", "TooManyChildren", {}, _children(*_FIVE, (1, OTHER)))
_ITSELF = Fault("itself-as-a-child", "InvalidChild", {}, _children((1, HOTKEY)))
_OVERFLOW = Fault(
    "proportions-above-one", "ProportionOverflow", {}, _children((_MOST, OTHER), (1, BOB))
)
_TWICE = Fault("a-child-twice", "DuplicateChild", {}, _children((1, OTHER), (1, OTHER)))
_POOR = Fault(
    "too-little-stake",
    "NotEnoughStakeToSetChildkeys",
    {("TotalHotkeyAlpha", (HOTKEY, 1)): "999999999"},
)
_TOO_SOON = Fault("a-request-too-soon", "TxRateLimitExceeded", {_ASKED: "851"}, unlike=("root",))
_ROOT = Fault(
    "root",
    "RegistrationNotPermittedOnRootSubnet",
    {},
    {"netuid": 0},
    unlike=("no-such-subnet",),
)
_TOO_SOON_ON_ROOT = Fault(
    "a-request-too-soon-on-root",
    "TxRateLimitExceeded",
    {("TransactionKeyLastBlock", (HOTKEY, 0, 0)): "851"},
    {"netuid": 0},
)
_ROOT_THAT_IS_NOT_THERE = Fault(
    "a-root-that-is-not-there",
    "RegistrationNotPermittedOnRootSubnet",
    {("NetworksAdded", (0,)): ABSENT},
    {"netuid": 0},
)


def _before(missing: str) -> tuple[Fault, ...]:
    return (
        _TOO_SOON,
        _ROOT,
        Fault("no-such-subnet", missing, {("NetworksAdded", (1,)): ABSENT}),
        _OF_BOB,
    )


def _set_children(
    missing: str, rows: list[Row], family: tuple[Fault, ...], both: tuple[Fault, ...]
) -> Checked:
    arguments = {"hotkey": HOTKEY, "netuid": 1, **_children((2**63, OTHER))}
    faults = (*_before(missing), *family, _POOR)
    combined = (_TOO_SOON_ON_ROOT, _ROOT_THAT_IS_NOT_THERE, *both)
    return Checked("set_children", ("STA-29",), stated(rows), arguments, faults, combined)


_IN_A_REQUEST = (_TOO_MANY, _ITSELF, _OVERFLOW, _TWICE)
_TWO_IN_A_REQUEST = (
    Fault("itself-among-six", "TooManyChildren", {}, _children(*_FIVE, (1, HOTKEY))),
    Fault("itself-beside-too-much", "InvalidChild", {}, _children((_MOST, HOTKEY), (1, OTHER))),
    Fault(
        "a-child-twice-and-too-much",
        "ProportionOverflow",
        {},
        _children((_MOST, OTHER), (1, OTHER)),
    ),
)
_INCONSISTENT = Fault(
    "a-relative-that-is-both",
    "ChildParentInconsistency",
    {
        ("ChildKeys", (HOTKEY, 1)): [["1", OTHER]],
        ("ParentKeys", (HOTKEY, 1)): [["1", OTHER]],
    },
)
_STORED_OVERFLOW = Fault(
    "stored-proportions-above-one",
    "ProportionOverflow",
    {("ChildKeys", (HOTKEY, 1)): [[str(2**64 - 1), BOB], ["1", OTHER]]},
)
_CHILD_IS_PARENT = Fault(
    "a-child-that-is-a-parent",
    "ChildParentInconsistency",
    {("ParentKeys", (HOTKEY, 1)): [["1", OTHER]]},
)
_AMONG_RELATIONS = (
    _TWICE,
    _STORED_OVERFLOW,
    _INCONSISTENT,
    _ITSELF,
    _TOO_MANY,
    _OVERFLOW,
    _CHILD_IS_PARENT,
)
_TWO_AMONG_RELATIONS = (
    Fault("itself-among-six-of-it", "InvalidChild", {}, _children(*_FIVE, (1, HOTKEY))),
    Fault("six-children-with-too-much", "TooManyChildren", {}, _children(*_FIVE, (_MOST, OTHER))),
    Fault(
        "stored-relations-wrong-in-both-ways",
        "ProportionOverflow",
        {
            ("ChildKeys", (HOTKEY, 1)): [[str(_MOST), BOB], ["1", OTHER]],
            ("ParentKeys", (HOTKEY, 1)): [["1", OTHER]],
        },
    ),
)

_AUTO_STAKE = Checked(
    "set_coldkey_auto_stake_hotkey",
    ("STA-30",),
    stated([*_COMMON, ["NetworksAdded", [1], True], ["Uids", [1, HOTKEY], 3]]),
    {"netuid": 1, "hotkey": HOTKEY},
    (
        Fault("no-such-subnet", "SubnetNotExists", {("NetworksAdded", (1,)): ABSENT}),
        Fault("no-uid", "HotKeyNotRegisteredInSubNet", {("Uids", (1, HOTKEY)): ABSENT}),
        Fault(
            "the-same-destination",
            "SameAutoStakeHotkeyAlreadySet",
            {("AutoStakeDestination", (ALICE, 1)): HOTKEY},
        ),
    ),
)


def states() -> Iterator[tuple[Checked, str, Collection[str]]]:
    """Each call with its checks; by fork where names of errors, their order or clocks differ."""
    clock = "LastTxBlockDelegateTake"
    yield _increase(clock, (HOTKEY,)), "dtao", only("dtao")
    yield _increase("LastRateLimitedBlock", ((clock, HOTKEY),)), "since-dereg", since("dereg")
    requests = _IN_A_REQUEST, _TWO_IN_A_REQUEST
    in_dtao = _set_children("SubNetworkDoesNotExist", _FAMILY_OF_DTAO, *requests)
    yield in_dtao, "dtao", only("dtao")
    yield _set_children("SubnetNotExists", _FAMILY, *requests), "dereg", only("dereg")
    in_flow = _set_children("SubnetNotExists", _FAMILY, _AMONG_RELATIONS, _TWO_AMONG_RELATIONS)
    yield in_flow, "since-flow", since("flow")
    yield _DECREASE, "dtao", only("dtao")
    yield _DECREASE, "since-dereg", since("dereg")
    yield _CHILDKEY_TAKE, "every-fork", EVERY_FORK
    yield _AUTO_STAKE, "since-dereg", since("dereg")


def drafts() -> Iterator[DraftFile]:
    """Files for each call."""
    for state in states():
        yield from drafted(*state)
