"""In which order commits of weights and their reveals are asked for, call by call."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from hashlib import blake2b
from typing import Any

from taospec.examples.storage import Row
from taospec.timeline import only, since
from taospec_vectors.cases.network._economy import HOTKEY, OTHER, TAO
from taospec_vectors.cases.network._orders import Check, Order
from taospec_vectors.format import DraftFile

_DTAO, _LATER = only("dtao"), since("dereg", until="balancer")
_TWO_MECHANISMS = ["MechanismCountCurrent", [1], 2]
# In block 1000 subnet 1 is in epoch 2: what was committed in 700, in epoch 1, can be revealed.
GOOD, EXPIRED, EARLY = "700", "100", "900"
TEMPO = 360


def drafts() -> Iterator[DraftFile]:
    """The refusals of every call, one fault and two faults at a time."""
    for order in orders():
        yield from order.files()


def orders() -> tuple[Order, ...]:
    """Every call with its checks."""
    return (
        _commit("commit_weights", _DTAO),
        _commit("commit_weights", _LATER),
        _commit("commit_mechanism_weights", _LATER, mecid=1),
        _timelocked("commit_crv3_weights", _DTAO),
        _timelocked("commit_timelocked_weights", _LATER),
        _timelocked("commit_timelocked_mechanism_weights", _LATER, mecid=1),
        _timelocked("commit_crv3_mechanism_weights", _LATER, mecid=1),
        _reveal("reveal_weights", _DTAO),
        _reveal("reveal_weights", _LATER),
        _reveal("reveal_mechanism_weights", _LATER, mecid=1),
        _batch_reveal(_DTAO),
        _batch_reveal(_LATER),
        *_batches(),
    )


def promise(index: int, salt: int = 5, values: bytes = b"\x01\x00\x01\x00") -> str:
    """The hash of weights for uids 1 and 2, written out byte for byte."""
    hotkey = bytes.fromhex(HOTKEY[2:])
    lists = b"\x08\x01\x00\x02\x00" + b"\x08" + values + b"\x04" + bytes([salt, 0])
    version = b"\x07" + bytes(7)
    encoded = hotkey + index.to_bytes(2, "little") + lists + version
    return "0x" + blake2b(encoded, digest_size=32).hexdigest()


def commit_of(digest: str, block: str) -> list[str]:
    """A commit of subnet 1 with the window of its reveal."""
    first = ((int(block) + 2) // (TEMPO + 1) + 1) * (TEMPO + 1) - 2
    return [digest, block, str(first), str(first + TEMPO)]


def state(index: int = 1) -> list[Row]:
    """Subnet 1 in block 1000 with commit-reveal, and a hotkey that may set weights."""
    return [
        ["BlockNumber", [], "1000"],
        ["NetworksAdded", [1], True],
        ["Tempo", [1], TEMPO],
        ["SubnetworkN", [1], 3],
        ["Uids", [1, HOTKEY], 0],
        ["TotalHotkeyAlpha", [HOTKEY, 1], str(1000 * TAO)],
        ["WeightsVersionKey", [1], "7"],
        ["LastUpdate", [index], ["900", "0", "0"]],
        ["WeightsSetRateLimit", [1], "100"],
        ["ValidatorPermit", [1], [True, False, False]],
        ["MinAllowedWeights", [1], 2],
        ["MaxWeightsLimit", [1], 65535],
        ["RevealPeriodEpochs", [1], "1"],
        ["CommitRevealWeightsEnabled", [1], True],
    ]


def _committer(forks: Collection[str], mecid: int | None) -> dict[str, Check]:
    """What commits of both kinds ask first."""
    checks = []
    if forks == _LATER:
        missing = "MechanismDoesNotExist"
        checks.append(Check(missing, "missing", [["NetworksAdded", [1], None]]))
        if mecid is not None:
            checks.append(Check(missing, "no-such-mechanism", args={"mecid": 2}))
    checks += [
        Check("CommitRevealDisabled", "off", [["CommitRevealWeightsEnabled", [1], False]]),
        Check("HotKeyNotRegisteredInSubNet", "no-uid", [["Uids", [1, HOTKEY], None]]),
        Check("CommittingWeightsTooFast", "too-soon", [["WeightsSetRateLimit", [1], "101"]]),
    ]
    return {check.slug: check for check in checks}


def _where(mecid: int | None) -> tuple[dict[str, Any], int, list[Row]]:
    """Arguments that name a mechanism, its index, and the rows that it needs."""
    if mecid is None:
        return {"netuid": 1}, 1, []
    return {"netuid": 1, "mecid": mecid}, 4096 * mecid + 1, [_TWO_MECHANISMS]


def _order(name: str, args: dict[str, Any], rows: list[Row], checks: Collection[Check],
           rules: tuple[str, ...], forks: Collection[str]) -> Order:  # fmt: skip
    return Order(name, name.replace("_", "-"), HOTKEY, args, rows, list(checks), rules, forks)


def _commit(name: str, forks: Collection[str], mecid: int | None = None) -> Order:
    args, index, more = _where(mecid)
    waiting = [commit_of(promise(index, salt), EARLY) for salt in range(10)]
    checks = [
        *_committer(forks, mecid).values(),
        Check("TooManyUnrevealedCommits", "too-many", [
            ["WeightCommits", [index, HOTKEY], waiting]]),
    ]  # fmt: skip
    rows = [*state(index), *more, ["WeightCommits", [index, HOTKEY], waiting[1:]]]
    args = {**args, "commit_hash": promise(index)}
    return _order(name, args, rows, checks, ("REG-44", "CON-51"), forks)


def _timelocked(name: str, forks: Collection[str], mecid: int | None = None) -> Order:
    args, index, more = _where(mecid)
    known = _committer(forks, mecid)
    versioned = "timelocked" in name
    if versioned:
        error = "IncorrectCommitRevealVersion"
        wrong = Check(error, "another-version", args={"commit_reveal_version": 5})
        names = list(known)
        place = names.index("off") + 1
        ordered = [*names[:place], "another-version", *names[place:]]
        known = {slug: known.get(slug, wrong) for slug in ordered}
    own = [HOTKEY, "0x00", "9"] if forks == _DTAO else [HOTKEY, "1000", "0x00", "9"]
    entry = ["CRV3WeightCommits" if forks == _DTAO else "TimelockedWeightCommits", [index, "2"]]
    checks = [
        *known.values(),
        Check("TooManyUnrevealedCommits", "too-many", [[*entry, [own] * 10]]),
    ]
    theirs = [OTHER, *own[1:]]
    rows = [*state(index), *more, [*entry, [*[own] * 9, theirs]]]
    args |= {"commit": "0x0a0b", "reveal_round": "77"}
    if versioned:
        args |= {"commit_reveal_version": 4}
    return _order(name, args, rows, checks, ("REG-46", "CON-54"), forks)


def _submission_checks() -> list[Check]:
    """Some of what CON-48 asks of weights, in its order."""
    return [
        Check("HotKeyNotRegisteredInSubNet", "no-uid", [["Uids", [1, HOTKEY], None]]),
        Check("NeuronNoValidatorPermit", "no-permit", [["ValidatorPermit", [1], [False] * 3]]),
        Check("WeightVecLengthIsLow", "too-short", [["MinAllowedWeights", [1], 3]]),
    ]


def _queue_checks(index: int, *, salt: dict[str, Any], emptied: str) -> list[Check]:
    """What a reveal asks of the queue."""
    queue = ["WeightCommits", [index, HOTKEY]]
    good, other = promise(index), promise(index, salt=8)
    row = {"expired", "other-expired", "early"}
    return [
        Check("CommitRevealDisabled", "off", [["CommitRevealWeightsEnabled", [1], False]]),
        Check("NoWeightsCommitFound", "no-queue", [[*queue, None]], conflicts=row),
        Check("ExpiredWeightCommit", "expired", [[*queue, [commit_of(good, EXPIRED)]]],
              conflicts={"other-expired", "unknown", "early"}),
        Check(emptied, "other-expired", [[*queue, [commit_of(other, EXPIRED)]]],
              conflicts={"early"}),
        Check("InvalidRevealCommitHashNotMatch", "unknown", args=salt),
        Check("RevealTooEarly", "early", [[*queue, [commit_of(good, EARLY)]]]),
        *_submission_checks(),
    ]  # fmt: skip


def _reveal(name: str, forks: Collection[str], mecid: int | None = None) -> Order:
    args, index, more = _where(mecid)
    args |= {"uids": [1, 2], "values": [1, 1], "salt": [5], "version_key": "7"}
    checks = _queue_checks(index, salt={"salt": [6]}, emptied="NoWeightsCommitFound")
    queue = [commit_of(promise(index), GOOD), commit_of(promise(index, salt=9), EARLY)]
    rows = [*state(index), *more, ["WeightCommits", [index, HOTKEY], queue]]
    return _order(name, args, rows, checks, ("REG-44", "CON-52", "CON-48"), forks)


def _batch_reveal(forks: Collection[str]) -> Order:
    args = {"netuid": 1, "uids_list": [[1, 2]], "values_list": [[1, 1]], "salts_list": [[5]],
            "version_keys": ["7"]}  # fmt: skip
    checks = [
        Check("InputLengthsUnequal", "unequal-lists", args={"version_keys": ["7", "7"]}),
        *_queue_checks(1, salt={"salts_list": [[6]]}, emptied="InvalidRevealCommitHashNotMatch"),
    ]
    queue = [commit_of(promise(1, salt=9), GOOD), commit_of(promise(1), GOOD)]
    rows = [*state(), ["WeightCommits", [1, HOTKEY], queue]]
    rules = ("REG-45", "CON-53", "CON-48")
    return _order("batch_reveal_weights", args, rows, checks, rules, forks)


def _batches() -> Iterator[Order]:
    """A batch asks for its lengths, and for nothing else."""
    networks: Row = ["TotalNetworks", [], 1]
    for forks in (_DTAO, _LATER):
        args: dict[str, Any] = {"netuids": [9, 1], "commit_hashes": [promise(9), promise(1)]}
        unequal = Check("InputLengthsUnequal", "unequal-lists", args={"netuids": [1]})
        yield _order(
            "batch_commit_weights", args, [*state(), networks], [unequal], ("REG-45",), forks
        )
        rows = [["CommitRevealWeightsEnabled", [netuid], False] for netuid in (1, 9)]
        args = {"netuids": [9, 1], "weights": [[[1, 1], [2, 1]]] * 2, "version_keys": ["7", "7"]}
        kept = [row for row in state() if row[0] != "CommitRevealWeightsEnabled"]
        checks = [
            unequal,
            Check("InputLengthsUnequal", "unequal-keys", args={"version_keys": ["7"]}),
        ]
        yield _order(
            "batch_set_weights", args, [*kept, networks, *rows], checks, ("REG-45",), forks
        )
