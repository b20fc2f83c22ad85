"""In which order the swaps of keys and the setting of weights are asked for, call by call."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any

from taospec.examples.storage import Row, stake
from taospec.timeline import only, since
from taospec_vectors.cases.network._economy import ALICE, BOB, CAROL, HOTKEY, OTHER, TAO
from taospec_vectors.cases.network._orders import Check, Order
from taospec_vectors.format import DraftFile

NEW = "0x" + (23).to_bytes(32, "little").hex()
_ALL, _DTAO, _LATER = since("dtao"), only("dtao"), since("dereg")
_POOR = [["Balance", [ALICE], "999999"]]
_EMPTY = [["Balance", [ALICE], "500"]]
# Who cannot pay a price cannot be left with nothing by paying it.
_CANNOT_BE = {"all-that-it-has"}


def drafts() -> Iterator[DraftFile]:
    """The refusals of every call, one fault and two faults at a time."""
    for order in orders():
        yield from order.files()


def orders() -> tuple[Order, ...]:
    """Every call with its checks."""
    return (
        _hotkey_in_dtao(),
        _hotkey_everywhere(),
        _hotkey_on_one_subnet(),
        _relations(),
        _coldkey(),
        _weights(_DTAO, "SubNetworkDoesNotExist"),
        _weights(only("dereg"), "MechanismDoesNotExist"),
        _weights(since("flow"), "MechanismDoesNotExist"),
        _mechanism_weights(only("dereg")),
        _mechanism_weights(since("flow")),
    )


def _common(fork_has_own_clocks: bool) -> list[Row]:
    return [
        ["BlockNumber", [], "100000"],
        ["Balance", [ALICE], str(10 * TAO)],
        ["Balances.TotalIssuance", [], str(10 * TAO)],
        ["TotalIssuance", [], str(10**16)],
        ["Owner", [HOTKEY], ALICE],
        ["OwnedHotkeys", [ALICE], [HOTKEY]],
        ["StakingHotkeys", [ALICE], [HOTKEY]],
        ["NetworksAdded", [0], True],
        ["NetworksAdded", [1], True],
        ["TxRateLimit", [], "1000"],
        [*_clock(fork_has_own_clocks), "98999"],
        *stake(HOTKEY, ALICE, 1, 5 * TAO),
        ["Uids", [1, HOTKEY], 3],
        ["Keys", [1, 3], HOTKEY],
        ["IsNetworkMember", [HOTKEY, 1], True],
        ["IsNetworkMember", [NEW, 0], False],
    ]


def _clock(own: bool) -> Row:
    return ["LastTxBlock", [ALICE]] if own else ["LastRateLimitedBlock", [["LastTxBlock", ALICE]]]


def _hotkey_checks(own: bool) -> dict[str, Check]:
    checks = (
        Check("NonAssociatedColdKey", "of-another", [["Owner", [HOTKEY], BOB]]),
        Check("NewHotKeyIsSameWithOld", "same", args={"new_hotkey": HOTKEY}),
        Check("HotKeySetTxRateLimitExceeded", "too-soon", [[*_clock(own), "99000"]]),
        Check("HotKeyAlreadyRegisteredInSubNet", "member", [["IsNetworkMember", [NEW, 0], True]]),
        Check("NotEnoughBalanceToPaySwapHotKey", "poor", _POOR, conflicts=_CANNOT_BE),
    )
    return {check.slug: check for check in checks}


def _swap(slug: str, netuid: Any, checks: list[Check], rows: list[Row], forks: Any) -> Order:
    args = {"hotkey": HOTKEY, "new_hotkey": NEW, "netuid": netuid}
    return Order("swap_hotkey", slug, ALICE, args, rows, checks, ("REG-22", "REG-23"), forks)


def _hotkey_in_dtao() -> Order:
    known = _hotkey_checks(own=True)
    names = ("same", "member", "of-another", "too-soon", "poor")
    checks = [known[name] for name in names]
    return _swap("swap-hotkey", None, checks, _common(True), _DTAO)


def _hotkey_everywhere() -> Order:
    checks = list(_hotkey_checks(own=False).values())
    return _swap("swap-hotkey", None, checks, _common(False), _LATER)


def _hotkey_on_one_subnet() -> Order:
    checks = list(_hotkey_checks(own=False).values())
    checks[4:4] = [
        Check(
            "HotKeySwapOnSubnetIntervalNotPassed",
            "swapped-there",
            [["LastHotkeySwapOnNetuid", [1, ALICE], "64000"]],
        ),
        Check(
            "HotKeyAlreadyRegisteredInSubNet",
            "flag-stored",
            [["IsNetworkMember", [NEW, 1], False]],
        ),
    ]
    rows = [*_common(False), ["LastHotkeySwapOnNetuid", [1, ALICE], "63999"]]
    return _swap("swap-hotkey-on-one-subnet", 1, checks, rows, _LATER)


def _relations() -> Order:
    half, whole = str(2**63), str(2**64 - 1)
    pending = ["PendingChildKeys", [1, HOTKEY]]
    many = [[str(number), "0x" + (40 + number).to_bytes(32, "little").hex()] for number in range(6)]
    checks = [
        Check("ProportionOverflow", "more-than-all", [
            ["ChildKeys", [HOTKEY, 1], [[half, BOB], [whole, OTHER]]]]),
        Check("ChildParentInconsistency", "child-and-parent", [
            ["ParentKeys", [HOTKEY, 1], [[half, BOB]]]],
              conflicts={"relative", "waits-for-a-parent"}),
        Check("InvalidChild", "relative", [["ParentKeys", [HOTKEY, 1], [[half, NEW]]]],
              conflicts={"waits-for-a-parent"}),
        Check("InvalidChild", "waits-for-itself", [[*pending, [[["1", NEW]], "1"]]],
              conflicts={"too-many-wait", "more-than-all-wait", "waits-for-a-parent"}),
        Check("TooManyChildren", "too-many-wait", [[*pending, [many, "1"]]],
              conflicts={"more-than-all-wait", "waits-for-a-parent"}),
        Check("ProportionOverflow", "more-than-all-wait", [
            [*pending, [[[whole, OTHER], ["1", CAROL]], "1"]]], conflicts={"waits-for-a-parent"}),
        Check("ChildParentInconsistency", "waits-for-a-parent", [
            [*pending, [[["1", CAROL]], "1"]]]),
    ]  # fmt: skip
    rows = [
        *_common(False),
        ["LastHotkeySwapOnNetuid", [1, ALICE], "63999"],
        ["ChildKeys", [HOTKEY, 1], [[half, BOB]]],
        ["ParentKeys", [BOB, 1], [[half, HOTKEY]]],
        ["ParentKeys", [HOTKEY, 1], [[half, CAROL]]],
        ["ChildKeys", [CAROL, 1], [[half, HOTKEY]]],
        [*pending, [[["1", OTHER]], "1"]],
    ]
    args = {"hotkey": HOTKEY, "new_hotkey": NEW, "netuid": 1}
    return Order("swap_hotkey", "swap-hotkey-with-relations", ALICE, args, rows, checks,
                 ("REG-24",), since("flow"))  # fmt: skip


def _coldkey() -> Order:
    checks = [
        Check("ColdKeyAlreadyAssociated", "stakes", [["StakingHotkeys", [BOB], [OTHER]]]),
        Check("NewColdKeyIsHotkey", "hotkey", [["Owner", [BOB], CAROL]]),
        Check("NotEnoughBalanceToPaySwapColdKey", "poor", _POOR, conflicts=_CANNOT_BE),
        Check("ZeroBalanceAfterWithdrawn", "all-that-it-has", _EMPTY, args={"swap_cost": "500"}),
    ]
    rows = [row for row in _common(False) if row[0] not in {"LastRateLimitedBlock", "TxRateLimit"}]
    rows += [["SubnetOwner", [1], ALICE]]
    args = {"old_coldkey": ALICE, "new_coldkey": BOB, "swap_cost": str(TAO // 10)}
    return Order("swap_coldkey", "swap-coldkey", "root", args, rows, checks, ("REG-25",), _ALL)


def _weights(forks: Collection[str], missing: str) -> Order:
    stored = str(1000 * TAO)
    checks = [
        Check("CommitRevealEnabled", "by-commit", [
            ["CommitRevealWeightsEnabled", [0], True], ["CommitRevealWeightsEnabled", [1], True]]),
        Check("CanNotSetRootNetworkWeights", "root", args={"netuid": 0}),
        Check("WeightVecNotEqualSize", "unequal", args={"weights": [1]}),
        Check(missing, "missing", [["NetworksAdded", [1], None]]),
        Check("UidsLengthExceedUidsInSubNet", "too-long", args={
            "dests": [0, 1, 2, 3], "weights": [1, 1, 1, 1]}),
        Check("HotKeyNotRegisteredInSubNet", "no-uid", [["Uids", [1, HOTKEY], None]]),
        Check("NotEnoughStakeToSetWeights", "poor", [["StakeThreshold", [], str(1000 * TAO + 1)]]),
        Check("IncorrectWeightVersionKey", "old", args={"version_key": "6"}),
        Check("SettingWeightsTooFast", "too-soon", [["WeightsSetRateLimit", [1], "101"]]),
        Check("NeuronNoValidatorPermit", "no-permit", [["ValidatorPermit", [1], [False] * 3]]),
        Check("DuplicateUids", "twice", args={"dests": [1, 1], "weights": [1, 1]},
              conflicts={"unknown-uid", "too-short"}),
        Check("UidVecContainInvalidOne", "unknown-uid", args={"dests": [1, 3], "weights": [1, 1]}),
        Check("WeightVecLengthIsLow", "too-short", [["MinAllowedWeights", [1], 3]]),
    ]  # fmt: skip
    limited = "flow" not in forks
    if limited:
        checks.append(Check("MaxWeightExceeded", "too-much", [["MaxWeightsLimit", [1], 32767]]))
    rows: list[Row] = [
        ["BlockNumber", [], "1000"],
        ["NetworksAdded", [1], True],
        ["SubnetworkN", [1], 3],
        ["Uids", [1, HOTKEY], 0],
        ["TotalHotkeyAlpha", [HOTKEY, 1], stored],
        ["StakeThreshold", [], stored],
        ["WeightsVersionKey", [1], "7"],
        ["LastUpdate", [1], ["900", "0", "0"]],
        ["WeightsSetRateLimit", [1], "100"],
        ["ValidatorPermit", [1], [True, False, False]],
        ["MinAllowedWeights", [1], 2],
        ["CommitRevealWeightsEnabled", [0], False],
        ["CommitRevealWeightsEnabled", [1], False],
    ]
    if limited:
        rows.append(["MaxWeightsLimit", [1], 65535])
    args = {"netuid": 1, "dests": [1, 2], "weights": [1, 1], "version_key": "7"}
    rules = ("REG-27", "CON-48", "CON-50") if limited else ("REG-27", "CON-48")
    return Order("set_weights", "set-weights", HOTKEY, args, rows, checks, rules, forks)


def _mechanism_weights(forks: Collection[str]) -> Order:
    """The same of a mechanism other than the first, with its own last updates."""
    main = _weights(forks, "MechanismDoesNotExist")
    second = Check("MechanismDoesNotExist", "no-such-mechanism", args={"mecid": 2})
    names = [check.slug for check in main.checks]
    place = names.index("missing") + 1
    checks = [*main.checks[:place], second, *main.checks[place:]]
    rows = [["LastUpdate", [4097], row[2]] if row[0] == "LastUpdate" else row for row in main.rows]
    rows.append(["MechanismCountCurrent", [1], 2])
    return replace(
        main,
        name="set_mechanism_weights",
        slug="set-mechanism-weights",
        args={**main.args, "mecid": 1},
        rows=rows,
        checks=checks,
    )
