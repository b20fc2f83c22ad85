"""What adding and removing stake asks, and in which order."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from taospec.examples.storage import stake
from taospec.timeline import only, since
from taospec_vectors.cases.network._checks import ABSENT, Checked, Fault, drafted, stated
from taospec_vectors.cases.network._economy import ALICE, CAROL, HOTKEY, TAO, subnet
from taospec_vectors.format import DraftFile

_HOLDER = (HOTKEY, ALICE, 1)
STATE = stated(
    [
        ["BlockNumber", [], "1000"],
        ["Balance", [ALICE], str(100 * TAO)],
        ["Owner", [HOTKEY], CAROL],
        ["SubnetAlphaOut", [1], str(100 * TAO)],
        *subnet(1, 1000 * TAO, 1000 * TAO),
        *stake(HOTKEY, ALICE, 1, 10 * TAO),
    ]
)
STATE_OF_DTAO = {key: row for key, row in STATE.items() if key[0] != "SubtokenEnabled"}

NOT_STARTED = Fault("a-subnet-not-started", "SubtokenDisabled", {("SubtokenEnabled", (1,)): ABSENT})
NO_SUBNET = Fault("no-such-subnet", "SubnetNotExists", {("NetworksAdded", (1,)): ABSENT})
NO_OWNER = Fault("a-hotkey-of-nobody", "HotKeyAccountNotExists", {("Owner", (HOTKEY,)): ABSENT})
MARKED = Fault(
    "a-marked-stake",
    "StakingOperationRateLimitExceeded",
    {("StakingOperationRateLimiter", _HOLDER): True},
)
_POOR = Fault("too-little-free-balance", "NotEnoughBalanceToStake", {("Balance", (ALICE,)): "600"})
_NO_ALPHA = Fault("an-empty-pool", "InsufficientLiquidity", {("SubnetAlphaIn", (1,)): "999999"})
NO_TAO = Fault("an-empty-pool", "InsufficientLiquidity", {("SubnetTAO", (1,)): "999999"})
# A purchase of 10 TAO buys less than the smallest part of such a share.
_NO_SHARE = Fault(
    "no-share-for-it",
    "InsufficientLiquidity",
    {
        ("TotalHotkeyAlpha", (HOTKEY, 1)): str(10**15),
        ("TotalHotkeyShares", (HOTKEY, 1)): "1",
        ("Alpha", _HOLDER): "1",
    },
)

ADD = Checked(
    "add_stake",
    ("STA-9", "STA-6"),
    STATE,
    {"hotkey": HOTKEY, "netuid": 1, "amount_staked": str(10 * TAO)},
    (
        NOT_STARTED,
        NO_SUBNET,
        Fault("a-rao-too-little", "AmountTooLow", {}, {"amount_staked": "2001006"}),
        _POOR,
        NO_OWNER,
        _NO_ALPHA,
        _NO_SHARE,
    ),
)


def add_limit(error: str) -> Checked:
    """`add_stake_limit`, whose limit error has another name from `flow` on."""
    return Checked(
        "add_stake_limit",
        ("STA-9", "STA-16", "STA-6"),
        STATE,
        {
            "hotkey": HOTKEY,
            "netuid": 1,
            "amount_staked": str(10 * TAO),
            "limit_price": str(2 * TAO),
            "allow_partial": False,
        },
        (
            Fault("a-limit-below-the-price", error, {}, {"limit_price": "900000000"}),
            NO_SUBNET,
            NOT_STARTED,
            Fault("a-rao-too-little", "AmountTooLow", {}, {"amount_staked": "2001006"}),
            Fault(
                "more-than-the-limit-allows",
                "SlippageTooHigh",
                {},
                {"limit_price": "1000002000"},
                unlike=("a-small-part-within-the-limit",),
            ),
            _POOR,
            NO_OWNER,
            Fault(
                "a-small-part-within-the-limit",
                "AmountTooLow",
                {},
                {"limit_price": "1000002000", "allow_partial": True},
            ),
            _NO_SHARE,
        ),
    )


REMOVE = Checked(
    "remove_stake",
    ("STA-13", "STA-6", "STA-22"),
    STATE,
    {"hotkey": HOTKEY, "netuid": 1, "amount_unstaked": str(5 * TAO)},
    (
        NOT_STARTED,
        NO_SUBNET,
        MARKED,
        Fault("an-amount-of-nothing", "AmountTooLow", {}, {"amount_unstaked": "0"}),
        NO_TAO,
        Fault("proceeds-too-low", "AmountTooLow", {}, {"amount_unstaked": "2000000"}),
        NO_OWNER,
    ),
)


def remove_limit(error: str) -> Checked:
    """`remove_stake_limit`, whose limit error has another name from `flow` on."""
    return Checked(
        "remove_stake_limit",
        ("STA-13", "STA-16", "STA-6"),
        STATE,
        {
            "hotkey": HOTKEY,
            "netuid": 1,
            "amount_unstaked": str(5 * TAO),
            "limit_price": str(TAO // 2),
            "allow_partial": False,
        },
        (
            Fault("a-limit-above-the-price", error, {}, {"limit_price": "1100000000"}),
            NO_SUBNET,
            MARKED,
            Fault(
                "an-amount-of-nothing",
                "AmountTooLow",
                {},
                {"amount_unstaked": "0"},
                unlike=("more-than-the-stake", "more-than-the-limit-allows"),
            ),
            Fault(
                "more-than-the-stake",
                "NotEnoughStakeToWithdraw",
                {},
                {"amount_unstaked": str(10 * TAO + 1)},
                unlike=("proceeds-too-low",),
            ),
            Fault(
                "proceeds-too-low",
                "AmountTooLow",
                {},
                {"amount_unstaked": "2000000"},
            ),
            Fault(
                "more-than-the-limit-allows",
                "SlippageTooHigh",
                {},
                {"limit_price": "999999000"},
            ),
            NO_OWNER,
        ),
    )


ADD_IN_DTAO = Checked(
    "add_stake_limit",
    ("STA-10", "STA-6"),
    STATE_OF_DTAO,
    add_limit("").arguments,
    (
        NO_SUBNET,
        Fault("a-rao-too-little", "AmountTooLow", {}, {"amount_staked": "549999"}),
        Fault(
            "more-than-the-limit-allows",
            "SlippageTooHigh",
            {},
            {"limit_price": "1000000000"},
        ),
        _POOR,
        NO_OWNER,
        Fault(
            "a-pool-too-small-for-it",
            "InsufficientLiquidity",
            {("SubnetTAO", (1,)): "1000000", ("SubnetAlphaIn", (1,)): str(6 * TAO)},
        ),
        _NO_SHARE,
    ),
)
REMOVE_IN_DTAO = Checked(
    "remove_stake_limit",
    ("STA-15", "STA-6"),
    STATE_OF_DTAO,
    remove_limit("").arguments,
    (
        NO_SUBNET,
        replace(NO_TAO, state={("SubnetTAO", (1,)): "9999999"}),
        Fault("proceeds-too-low", "AmountTooLow", {}, {"amount_unstaked": "500000"}),
        Fault(
            "more-than-the-limit-allows",
            "SlippageTooHigh",
            {},
            {"limit_price": "1000000000"},
        ),
        NO_OWNER,
        Fault(
            "more-than-the-stake",
            "NotEnoughStakeToWithdraw",
            {},
            {"amount_unstaked": str(10 * TAO + 1)},
        ),
    ),
)


def states() -> Iterator[tuple[Checked, str, Collection[str]]]:
    """Each call with its checks, and where they hold."""
    for checked in (ADD, REMOVE):
        yield checked, "since-dereg", since("dereg")
    for limited in (add_limit, remove_limit):
        yield limited("ZeroMaxStakeAmount"), "dereg", only("dereg")
        yield limited("PriceLimitExceeded"), "since-flow", since("flow")
    for checked in (ADD_IN_DTAO, REMOVE_IN_DTAO):
        yield checked, "dtao", only("dtao")


def drafts() -> Iterator[DraftFile]:
    """Files for each call."""
    for state in states():
        yield from drafted(*state)
