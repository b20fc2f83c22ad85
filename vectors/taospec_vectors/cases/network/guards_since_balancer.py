"""In which order calls are asked from `balancer` on: guards come before all that a call asks."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from taospec.examples.storage import Row
from taospec.timeline import since
from taospec_vectors.cases.network._economy import ALICE, BOB, CAROL, HOTKEY, OTHER, TAO
from taospec_vectors.cases.network._orders import Check, Order
from taospec_vectors.cases.network.commit_orders import promise
from taospec_vectors.cases.network.commit_orders import state as before_balancer
from taospec_vectors.format import DraftFile

_FORKS = since("balancer")
_TWO_MECHANISMS: Row = ["MechanismCountCurrent", [1], 2]
# In block 1000 of subnet 1, whose last epoch was its fifth, in block 900.
NOW, EPOCH = 1000, 5
_WEIGHTS = {"dests": [1, 2], "weights": [1, 1], "version_key": "7"}
_REVEALED = {"uids": [1, 2], "values": [1, 1], "salt": [5], "version_key": "7"}
_SEALED = {"commit": "0x0a0b", "reveal_round": "77"}
_GUARDS, _COMMITS = ("NET-13",), ("NET-13", "CON-76")


def drafts() -> Iterator[DraftFile]:
    """The refusals of every guarded call, one fault and two faults at a time."""
    for order in orders():
        yield from order.files()


def orders() -> Iterator[Order]:
    """Every call with its guards and with what it asks itself."""
    for mecid in (None, 1):
        named = "_mechanism" if mecid else ""
        yield _setting(f"set{named}_weights", mecid)
        yield _committing(f"commit{named}_weights", mecid)
        yield _revealing(f"reveal{named}_weights", mecid)
        yield _timelocked(f"commit_timelocked{named}_weights", mecid, commit_reveal_version=4)
    yield _timelocked("commit_crv3_mechanism_weights", 1)
    yield _batch_reveal()
    yield from _batches()
    yield from _takes()
    yield _subnet()
    yield from _tempos()
    yield _lease()


def commit_of(digest: str, epoch: int, block: int = 900) -> list[str]:
    """A commit as it is stored."""
    return [digest, str(epoch), str(block), "0"]


def state(index: int = 1) -> list[Row]:
    """Subnet 1 in block 1000 with commit-reveal, in its epoch 5, and a hotkey that may commit."""
    return [
        *before_balancer(index),
        ["LastEpochBlock", [1], "900"],
        ["SubnetEpochIndex", [1], str(EPOCH)],
        ["StakeThreshold", [], str(TAO)],
    ]


def _announced(signer: str) -> Check:
    rows = [["ColdkeySwapAnnouncements", [signer], ["36100", "0x" + "11" * 32]]]
    return Check(
        "ColdkeySwapAnnounced",
        "announced",
        rows,
        conflicts=["not-the-owners", "not-the-beneficiary"],
    )


def _poor() -> Check:
    rows = [["StakeThreshold", [], str(1001 * TAO)]]
    return Check("NotEnoughStakeToSetWeights", "poor", rows)


def _order(
    name: str,
    args: Mapping[str, Any],
    rows: Collection[Row],
    checks: Collection[Check],
    rules: tuple[str, ...] = _GUARDS,
    signer: str = HOTKEY,
) -> Order:
    slug = f"{name.replace('_', '-')}-guarded"
    return Order(name, slug, signer, args, list(rows), list(checks), rules, _FORKS)


def _where(mecid: int | None) -> tuple[dict[str, Any], int, list[Row]]:
    """Arguments that name a mechanism, its index, and the rows that it needs."""
    if mecid is None:
        return {"netuid": 1}, 1, []
    return {"netuid": 1, "mecid": mecid}, 4096 * mecid + 1, [_TWO_MECHANISMS]


def _setting(name: str, mecid: int | None) -> Order:
    where, index, more = _where(mecid)
    rows = [*state(index), *more, ["CommitRevealWeightsEnabled", [1], False]]
    soon: Row = ["WeightsSetRateLimit", [1], "101"]
    checks = [_announced(HOTKEY), _poor()]
    if mecid:
        checks.append(Check("SettingWeightsTooFast", "no-such-mechanism", args={"mecid": 2},
                            conflicts=["committed"]))  # fmt: skip
    checks += [
        Check("SettingWeightsTooFast", "too-soon", [soon], conflicts=["committed"]),
        Check(
            "CommitRevealEnabled",
            "committed",
            [["CommitRevealWeightsEnabled", [1], True]],
            conflicts=["unequal"],
        ),
        Check("WeightVecNotEqualSize", "unequal", args={"weights": [1]}),
        Check("HotKeyNotRegisteredInSubNet", "no-uid", [["Uids", [1, HOTKEY], None]]),
    ]
    return _order(name, {**where, **_WEIGHTS}, rows, checks, ("NET-13", "CON-48"))


def _committer(mecid: int | None, *, paused_first: bool) -> list[Check]:
    """What both kinds of commits ask; the pause of one kind is a guard's."""
    missing: list[Check] = [
        Check("MechanismDoesNotExist", "missing", [["NetworksAdded", [1], None]])
    ]
    if mecid and not paused_first:
        missing.append(Check("MechanismDoesNotExist", "no-such-mechanism", args={"mecid": 2}))
    off = Check("CommitRevealDisabled", "off", [["CommitRevealWeightsEnabled", [1], False]])
    no_uid = Check("HotKeyNotRegisteredInSubNet", "no-uid", [["Uids", [1, HOTKEY], None]])
    soon = Check("CommittingWeightsTooFast", "too-soon", [["WeightsSetRateLimit", [1], "101"]])
    if not paused_first:
        return [*missing, off, no_uid, soon]
    checks = [soon, *missing, off, no_uid]
    if mecid:
        gone = Check("CommittingWeightsTooFast", "no-such-mechanism", args={"mecid": 2})
        checks.insert(0, gone)
    # On a subnet that is gone every mechanism is too soon for a hotkey that has a uid.
    return [check for check in checks if check.slug != "missing"]


def _committing(name: str, mecid: int | None) -> Order:
    where, index, more = _where(mecid)
    waiting = [commit_of(promise(index, salt), EPOCH - 1) for salt in range(10)]
    rows = [*state(index), *more, ["WeightCommits", [index, HOTKEY], waiting[1:]]]
    many = Check("TooManyUnrevealedCommits", "too-many", [
        ["WeightCommits", [index, HOTKEY], waiting]])  # fmt: skip
    checks = [_announced(HOTKEY), _poor(), *_committer(mecid, paused_first=True), many]
    return _order(name, {**where, "commit_hash": promise(index)}, rows, checks, _COMMITS)


def _timelocked(name: str, mecid: int | None, **version: int) -> Order:
    where, index, more = _where(mecid)
    full = [[HOTKEY, "950", "0x0a", "70"]] * 10
    rows = [*state(index), *more, ["TimelockedWeightCommits", [index, str(EPOCH)], full[1:]]]
    many = Check("TooManyUnrevealedCommits", "too-many", [
        ["TimelockedWeightCommits", [index, str(EPOCH)], full]])  # fmt: skip
    checks = [_announced(HOTKEY), _poor(), *_committer(mecid, paused_first=False), many]
    return _order(name, {**where, **_SEALED, **version}, rows, checks, _COMMITS)


def _revealing(name: str, mecid: int | None) -> Order:
    where, index, more = _where(mecid)
    own, other = promise(index), promise(index, salt=9)
    rows = [*state(index), *more, ["WeightCommits", [index, HOTKEY], [commit_of(own, EPOCH - 1)]]]
    return _order(name, {**where, **_REVEALED}, rows, _revealed(index, own, other), _COMMITS)


def _revealed(index: int, own: str, other: str) -> list[Check]:
    queues = ("another", "early", "late")

    def queue(slug: str, code: str, *commits: list[str]) -> Check:
        rows: list[Row] = [["WeightCommits", [index, HOTKEY], list(commits)]]
        return Check(code, slug, rows, conflicts=queues)

    return [
        _announced(HOTKEY),
        _poor(),
        Check(
            "NoWeightsCommitFound",
            "none",
            [["WeightCommits", [index, HOTKEY], None]],
            conflicts=queues,
        ),
        queue("another", "NoWeightsCommitFound", commit_of(other, EPOCH - 1)),
        queue("early", "RevealTooEarly", commit_of(own, EPOCH)),
        queue("late", "RevealTooEarly", commit_of(own, EPOCH - 2)),
        Check("CommitRevealDisabled", "off", [["CommitRevealWeightsEnabled", [1], False]]),
        Check("IncorrectWeightVersionKey", "version", [["WeightsVersionKey", [1], "8"]]),
        Check("NeuronNoValidatorPermit", "no-permit", [["ValidatorPermit", [1], [False] * 3]]),
    ]


def _batch_reveal() -> Order:
    args = {"netuid": 1, "uids_list": [[1, 2]] * 2, "values_list": [[1, 1]] * 2,
            "salts_list": [[5], [9]], "version_keys": ["7"] * 2}  # fmt: skip
    own, other = promise(1), promise(1, salt=9)
    both = [commit_of(own, EPOCH - 1), commit_of(other, EPOCH - 1)]
    rows = [*state(), ["WeightCommits", [1, HOTKEY], both]]
    checks = _revealed(1, own, promise(1, salt=8))
    checks.insert(1, Check("InputLengthsUnequal", "unequal", args={"version_keys": ["7"]}))
    twice = Check("InvalidRevealCommitHashNotMatch", "twice", args={"salts_list": [[5], [5]]})
    checks = [check for check in checks if check.slug not in ("version", "no-permit")] + [twice]
    return _order("batch_reveal_weights", args, rows, checks, _COMMITS)


def _batches() -> Iterator[Order]:
    second: list[Row] = [
        ["NetworksAdded", [2], True],
        ["SubnetworkN", [2], 1],
        ["TotalHotkeyAlpha", [HOTKEY, 2], str(1000 * TAO)],
    ]
    elsewhere = Check("NotEnoughStakeToSetWeights", "poor-on-the-second", [
        ["TotalHotkeyAlpha", [HOTKEY, 2], str(TAO - 1)]])  # fmt: skip
    checks = [_announced(HOTKEY), Check("InputLengthsUnequal", "unequal", args={"netuids": [1]})]
    rows = [*state(), *second]
    args: dict[str, Any] = {"netuids": [1, 2], "commit_hashes": [promise(1), promise(2)]}
    yield _order("batch_commit_weights", args, rows, [*checks, _poor(), elsewhere], _COMMITS)
    args = {"netuids": [1, 2], "weights": [[[1, 1], [2, 1]]] * 2, "version_keys": ["7"] * 2}
    rows.append(["CommitRevealWeightsEnabled", [1], False])
    yield _order("batch_set_weights", args, rows, [*checks, _poor(), elsewhere])


def _takes() -> Iterator[Order]:
    rows: list[Row] = [
        ["BlockNumber", [], str(NOW)],
        ["Owner", [HOTKEY], ALICE],
        ["Owner", [OTHER], BOB],
        ["Delegates", [HOTKEY], 2000],
        ["MinDelegateTake", [], 1000],
        ["MaxDelegateTake", [], 3000],
    ]
    for name, take, wrong in (("increase_take", 2500, 1999), ("decrease_take", 1500, 2001)):
        checks = [
            _announced(ALICE),
            Check(
                "DelegateTakeTooLow", "below", args={"take": 998}, conflicts=["above", "nobodys"]
            ),
            Check("DelegateTakeTooHigh", "above", args={"take": 3001}),
            Check(
                "HotKeyAccountNotExists",
                "nobodys",
                [["Owner", [HOTKEY], None]],
                conflicts=["anothers"],
            ),
            Check("NonAssociatedColdKey", "anothers", args={"hotkey": OTHER}),
            Check("DelegateTakeTooLow", "wrong-way", args={"take": wrong}),
        ]
        yield _order(name, {"hotkey": HOTKEY, "take": take}, rows, checks, signer=ALICE)


def _subnet() -> Order:
    rows: list[Row] = [
        ["BlockNumber", [], "100000"],
        ["Balance", [ALICE], str(2000 * TAO)],
        ["Balances.TotalIssuance", [], str(2000 * TAO)],
        ["TotalIssuance", [], str(2000 * TAO)],
        ["NetworksAdded", [0], True],
        ["Owner", [OTHER], BOB],
        ["NetworkRateLimit", [], "7200"],
    ]
    soon: list[Row] = [["LastRateLimitedBlock", ["NetworkLastRegistered"], "92801"]]
    checks = [
        _announced(ALICE),
        Check("NetworkTxRateLimitExceeded", "too-soon", soon),
        Check("NonAssociatedColdKey", "anothers", args={"hotkey": OTHER}),
        Check(
            "CannotAffordLockCost", "unaffordable", [["NetworkMinLockCost", [], str(2001 * TAO)]]
        ),
    ]
    return _order("register_network", {"hotkey": HOTKEY}, rows, checks, signer=ALICE)


def _tempos() -> Iterator[Order]:
    """What an owner is asked who chooses the tempo, asks for an epoch, or sets the factor."""
    rows: list[Row] = [
        ["BlockNumber", [], "2000"],
        ["NetworksAdded", [1], True],
        ["SubnetOwner", [1], ALICE],
        ["Tempo", [1], 360],
        ["LastEpochBlock", [1], "1650"],
        ["CommitRevealWeightsEnabled", [1], False],
    ]
    near: list[Row] = [["LastEpochBlock", [1], "1649"]]
    stranger = Check("BadOrigin", "not-the-owners", signer=CAROL)
    pending = [["PendingEpochAt", [1], "2001"]]
    window = "AdminActionProhibitedDuringWeightsWindow"
    closed = [Check(window, "near", near), Check(window, "asked-for", pending)]
    clock = ["TransactionKeyLastBlock", [ALICE, 1, 11], "1641"]
    checks = [
        _announced(ALICE),
        stranger,
        Check("TempoOutOfBounds", "short", args={"tempo": 359}),
        Check("TempoOutOfBounds", "long", args={"tempo": 50_401}),
        *closed,
        Check("TxRateLimitExceeded", "again", [clock]),
    ]
    args: dict[str, Any] = {"netuid": 1, "tempo": 50_400}
    yield _order("set_tempo", args, rows, checks, ("CON-77",), ALICE)
    code = "ActivityCutoffFactorMilliOutOfBounds"
    checks = [
        _announced(ALICE),
        stranger,
        Check(code, "small", args={"factor_milli": 999}),
        Check(code, "large", args={"factor_milli": 50_001}),
        *closed,
        Check("TxRateLimitExceeded", "again", [_parameter("ActivityCutoffFactorMilli")]),
    ]
    args = {"netuid": 1, "factor_milli": 1000}
    yield _order("set_activity_cutoff_factor", args, rows, checks, ("CON-77",), ALICE)
    checks = [
        _announced(ALICE),
        stranger,
        Check("DynamicTempoBlockedByCommitReveal", "committed",
              [["CommitRevealWeightsEnabled", [1], True]]),
        Check("EpochTriggerAlreadyPending", "asked-for", pending),
        Check("AutoEpochAlreadyImminent", "near", near),
        Check("TxRateLimitExceeded", "again", [_parameter("TriggerEpoch")]),
    ]  # fmt: skip
    yield _order("trigger_epoch", {"netuid": 1}, rows, checks, ("CON-77",), ALICE)


def _parameter(name: str) -> Row:
    """Set a block less than two tempos ago."""
    return ["LastRateLimitedBlock", [["OwnerHyperparamUpdate", [1, name]]], "1281"]


def _lease() -> Order:
    """A lease that ended in block 900, of a beneficiary that owns another hotkey."""
    lease = {
        "beneficiary": ALICE, "coldkey": BOB, "hotkey": HOTKEY, "emissions_share": 30,
        "end_block": "900", "netuid": 1, "cost": str(TAO),
    }  # fmt: skip
    endless, later = {**lease, "end_block": None}, {**lease, "end_block": "1001"}
    rows: list[Row] = [
        ["BlockNumber", [], str(NOW)],
        ["NetworksAdded", [1], True],
        ["SubnetOwner", [1], BOB],
        ["SubnetOwnerHotkey", [1], HOTKEY],
        ["SubnetUidToLeaseId", [1], 0],
        ["SubnetLeases", [0], lease],
        ["SubnetLeaseShares", [0, CAROL], str(2**63)],
        ["AccumulatedLeaseDividends", [0], str(TAO)],
        ["Owner", [OTHER], ALICE],
        ["Owner", [HOTKEY], BOB],
    ]
    checks = [
        _announced(ALICE),
        Check("LeaseDoesNotExist", "unknown", args={"lease_id": 1}),
        Check("ExpectedBeneficiaryOrigin", "not-the-beneficiary", signer=CAROL),
        Check("LeaseHasNoEndBlock", "endless", [["SubnetLeases", [0], endless]],
              conflicts=["running"]),
        Check("LeaseHasNotEnded", "running", [["SubnetLeases", [0], later]]),
        Check("BeneficiaryDoesNotOwnHotkey", "anothers", args={"hotkey": HOTKEY}),
    ]  # fmt: skip
    args = {"lease_id": 0, "hotkey": OTHER}
    return _order("terminate_lease", args, rows, checks, ("COI-47",), ALICE)
