"""In which order registrations, the start and the end of a subnet are asked for, call by call."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from taospec.examples.storage import Row, subnet
from taospec.timeline import only, since
from taospec_vectors.cases.network._economy import ALICE, BOB, HOTKEY, OTHER, TAO
from taospec_vectors.cases.network._orders import Check, Order
from taospec_vectors.format import DraftFile

NEW = "0x" + (23).to_bytes(32, "little").hex()
_ALL, _DTAO, _LATER = since("dtao"), only("dtao"), since("dereg")
_WEEK = 50_400
# Who cannot pay a price cannot be left with nothing by paying it.
_CANNOT_BE = {"all-that-it-has"}


def drafts() -> Iterator[DraftFile]:
    """The refusals of every call, one fault and two faults at a time."""
    for order in orders():
        yield from order.files()


def orders() -> tuple[Order, ...]:
    """Every call with its checks."""
    return (
        _place(_DTAO, "SubNetworkDoesNotExist"),
        _place(_LATER, "SubnetNotExists"),
        _seat(),
        _subnet_in_dtao(),
        _subnet(),
        _start(_DTAO, "SubNetworkDoesNotExist"),
        _start(_LATER, "SubnetNotExists"),
        _end_in_dtao(),
        _end(),
    )


def _common() -> list[Row]:
    return [
        ["BlockNumber", [], "100000"],
        ["Balance", [ALICE], str(10_000 * TAO)],
        ["Balances.TotalIssuance", [], str(10_000 * TAO)],
        ["TotalIssuance", [], str(10**16)],
        ["TotalStake", [], str(10**15)],
        ["Owner", [OTHER], BOB],
    ]


def _pool(netuid: int) -> list[Row]:
    return subnet(netuid, tao=1000 * TAO, alpha=1000 * TAO)


def _place(forks: Collection[str], missing: str) -> Order:
    dear = str(20_000 * TAO)
    pool: list[Row] = [["SubnetTAO", [1], "1"], ["SubnetAlphaIn", [1], "1"]]
    checks = [
        Check("RegistrationNotPermittedOnRootSubnet", "root", args={"netuid": 0}),
        Check(missing, "missing", [["NetworksAdded", [1], None]]),
        Check("SubNetRegistrationDisabled", "closed", [["NetworkRegistrationAllowed", [1], False]]),
        Check("TooManyRegistrationsThisBlock", "block-full", [["RegistrationsThisBlock", [1], 1]]),
        Check(
            "TooManyRegistrationsThisInterval",
            "interval-full",
            [["RegistrationsThisInterval", [1], 3]],
        ),
        Check("HotKeyAlreadyRegisteredInSubNet", "registered", [["Uids", [1, NEW], 0]]),
        Check("NotEnoughBalanceToStake", "poor", [["Burn", [1], dear]]),
        Check("NonAssociatedColdKey", "of-another", [["Owner", [NEW], BOB]]),
        Check("NoNeuronIdAvailable", "no-uids", [["MaxAllowedUids", [1], 0]]),
        Check(
            "ZeroBalanceAfterWithdrawn",
            "all-that-it-has",
            [["Balance", [ALICE], "500"], ["Burn", [1], "500"]],
        ),
    ]
    if forks is _LATER:
        checks.append(Check("ReservesTooLow", "small-pool", pool))
    rows = [
        *_common(),
        *_pool(1),
        ["NetworkRegistrationAllowed", [1], True],
        ["TargetRegistrationsPerInterval", [1], 1],
        ["MaxAllowedUids", [1], 256],
        ["Burn", [1], str(TAO)],
        ["SubnetAlphaOut", [1], str(500 * TAO)],
    ]
    args = {"netuid": 1, "hotkey": NEW}
    return Order("burned_register", "burned-register", ALICE, args, rows, checks,
                 ("REG-13", "REG-12", "REG-3"), forks)  # fmt: skip


def _seat() -> Order:
    checks = [
        Check("RootNetworkDoesNotExist", "no-root", [["NetworksAdded", [0], None]]),
        Check("TooManyRegistrationsThisBlock", "block-full", [["RegistrationsThisBlock", [0], 1]]),
        Check(
            "TooManyRegistrationsThisInterval",
            "interval-full",
            [["RegistrationsThisInterval", [0], 6]],
        ),
        Check("HotKeyAlreadyRegisteredInSubNet", "registered", [["Uids", [0, NEW], 0]]),
        Check("HotKeyNotRegisteredInSubNet", "no-uids", [
            ["MaxAllowedUids", [0], 0], ["SubnetworkN", [0], 0],
            ["Keys", [0, 0], None], ["Uids", [0, OTHER], None],
        ]),
        Check("StakeTooLowForRoot", "poor", [["TotalHotkeyAlpha", [NEW, 0], str(TAO)]]),
    ]  # fmt: skip
    rows = [
        *_common(),
        ["NetworksAdded", [0], True],
        ["MaxAllowedUids", [0], 1],
        ["SubnetworkN", [0], 1],
        ["Keys", [0, 0], OTHER],
        ["Uids", [0, OTHER], 0],
        ["IsNetworkMember", [OTHER, 0], True],
        ["TotalHotkeyAlpha", [OTHER, 0], str(TAO)],
        ["TotalHotkeyAlpha", [NEW, 0], str(TAO + 1)],
    ]
    return Order("root_register", "root-register", ALICE, {"hotkey": NEW}, rows, checks,
                 ("REG-15", "REG-3"), _ALL)  # fmt: skip


def _lock_rows() -> list[Row]:
    return [
        *_common(),
        ["NetworksAdded", [0], True],
        *_pool(1),
        ["NetworkMinLockCost", [], str(TAO)],
        ["NetworkLastLockCost", [], str(1000 * TAO)],
        ["NetworkLockReductionInterval", [], "57600"],
        ["NetworkRateLimit", [], "28800"],
        ["TotalNetworks", [], 2],
    ]


def _subnet_in_dtao() -> Order:
    checks = [
        Check("NonAssociatedColdKey", "of-another", args={"hotkey": OTHER}),
        Check(
            "NetworkTxRateLimitExceeded", "too-soon", [["NetworkLastRegistered", [], "71201"]]
        ),
        Check("NotEnoughBalanceToStake", "poor", [["Balance", [ALICE], str(1000 * TAO)]],
              conflicts=_CANNOT_BE),
        Check("ZeroBalanceAfterWithdrawn", "all-that-it-has", [
            ["Balance", [ALICE], "500"], ["NetworkMinLockCost", [], "500"],
            ["NetworkLastLockCost", [], "0"], ["NetworkLastRegistered", [], "1"],
        ]),
    ]  # fmt: skip
    rows = [*_lock_rows(), ["NetworkLastRegistered", [], "71200"]]
    return Order("register_network", "register-network", ALICE, {"hotkey": NEW}, rows, checks,
                 ("REG-16", "REG-17", "REG-9", "REG-7"), _DTAO)  # fmt: skip


def _subnet() -> Order:
    clock = ["LastRateLimitedBlock", ["NetworkLastRegistered"]]
    checks = [
        Check("NonAssociatedColdKey", "of-another", args={"hotkey": OTHER}),
        Check(
            "SubNetRegistrationDisabled",
            "not-open-yet",
            [["NetworkRegistrationStartBlock", [], "100001"]],
        ),
        Check("NetworkTxRateLimitExceeded", "too-soon", [[*clock, "71201"]]),
        Check("SubnetLimitReached", "no-room", [["SubnetLimit", [], 1]]),
        Check("CannotAffordLockCost", "poor", [["Balance", [ALICE], str(1000 * TAO)]],
              conflicts=_CANNOT_BE),
        Check("ZeroBalanceAfterWithdrawn", "all-that-it-has", [
            ["Balance", [ALICE], "500"], ["NetworkMinLockCost", [], "500"],
            ["NetworkLastLockCost", [], "0"], [*clock, "1"],
        ]),
    ]  # fmt: skip
    rows = [
        *_lock_rows(),
        [*clock, "71200"],
        ["NetworkRegistrationStartBlock", [], "100000"],
        ["NetworkRegisteredAt", [1], "1"],
        ["NetworkImmunityPeriod", [], "100000"],
        ["SubnetLimit", [], 2],
    ]
    return Order("register_network", "register-network", ALICE, {"hotkey": NEW}, rows, checks,
                 ("REG-16", "REG-17", "REG-9", "REG-7", "REG-8"), _LATER)  # fmt: skip


def _start(forks: Collection[str], missing: str) -> Order:
    checks = [
        Check(missing, "missing", [["NetworksAdded", [1], None]]),
        Check("BadOrigin", "of-another", signer=BOB),
        Check(
            "FirstEmissionBlockNumberAlreadySet",
            "started",
            [["FirstEmissionBlockNumber", [1], "1"]],
        ),
        Check(
            "NeedWaitingMoreBlocksToStarCall",
            "too-soon",
            [["NetworkRegisteredAt", [1], str(100_000 - _WEEK + 1)]],
        ),
    ]
    rows = [
        *_common(),
        ["NetworksAdded", [1], True],
        ["SubnetOwner", [1], ALICE],
        ["NetworkRegisteredAt", [1], str(100_000 - _WEEK)],
    ]
    return Order("start_call", "start-call", ALICE, {"netuid": 1}, rows, checks, ("REG-18",), forks)


def _end_in_dtao() -> Order:
    checks = [
        Check("SubNetworkDoesNotExist", "missing", [["NetworksAdded", [1], None]]),
        Check("NotSubnetOwner", "of-another", [["SubnetOwner", [1], BOB]]),
    ]
    rows = [
        *_common(),
        *_pool(1),
        ["SubnetOwner", [1], ALICE],
        ["SubnetLocked", [1], str(7 * TAO)],
        ["TotalNetworks", [], 2],
    ]
    args = {"netuid": 1, "coldkey": ALICE}
    return Order("dissolve_network", "dissolve-network", "root", args, rows, checks,
                 ("REG-21", "REG-20"), _DTAO)  # fmt: skip


def _end() -> Order:
    checks = [
        Check("SubnetNotExists", "root-itself", args={"netuid": 0}),
        Check("SubnetNotExists", "missing", [["NetworksAdded", [1], None]]),
    ]
    rows = [
        *_common(),
        ["NetworksAdded", [0], True],
        *_pool(1),
        ["SubnetOwner", [1], ALICE],
        ["TotalNetworks", [], 2],
        ["StakingHotkeys", [ALICE], [HOTKEY]],
    ]
    return Order("root_dissolve_network", "root-dissolve-network", "root", {"netuid": 1}, rows,
                 checks, ("REG-19", "REG-20"), _LATER)  # fmt: skip
