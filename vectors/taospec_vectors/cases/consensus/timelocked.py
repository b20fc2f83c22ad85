"""Cases of `consensus.commit_timelocked` and `consensus.reveal_timelocked`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from taospec_vectors.cases.consensus._common import ALL, DTAO, SINCE_DEREG
from taospec_vectors.format import DraftCase, DraftFile

# Subnet 1 at a tempo of 9: block 100 is in epoch 10, and epochs run in blocks 97, 107, ….
_CLOCK = {"netuid": 1, "tempo": 9, "block": "100", "reveal_period": "1"}
_COMMITS, _REVEALS, _ONE_CHANCE = ("CON-54",), ("CON-55",), ("CON-56",)

Commit = dict[str, Any]
Queues = Mapping[int, Sequence[Commit]]


def drafts() -> Iterator[DraftFile]:
    """Forks agree on filing a commit, and on nothing of how it is opened."""
    name = "consensus.commit_timelocked"
    yield DraftFile("consensus/commit_timelocked.yaml", name, ALL, [*_filed(), *_refused()])
    path = "consensus/commit_timelocked-since-dereg.yaml"
    yield DraftFile(path, name, SINCE_DEREG, list(_asked_since_dereg()))
    path = "consensus/commit_timelocked-dtao.yaml"
    yield DraftFile(path, name, DTAO, list(_not_asked_in_dtao()))
    name = "consensus.reveal_timelocked"
    path = "consensus/reveal_timelocked-since-dereg.yaml"
    yield DraftFile(path, name, SINCE_DEREG, list(_opened()))
    path = "consensus/reveal_timelocked-dtao.yaml"
    yield DraftFile(path, name, DTAO, list(_opened_once()))


def _weights(value: int) -> dict[str, Any]:
    return {"uids": [1, 2], "values": [value, 65535], "version_key": "0"}


def _made(hotkey: str, value: int | None = 7, *, round_: int = 70, block: int = 90) -> Commit:
    """A commit; without a value nothing readable comes out of it."""
    sealed = None if value is None else _weights(value)
    return {"hotkey": hotkey, "block": str(block), "round": str(round_), "sealed": sealed}


def _queues(queues: Queues) -> list[Any]:
    return [[str(epoch), list(queue)] for epoch, queue in queues.items()]


# Commits


def _committing(queues: Queues, **changed: Any) -> dict[str, Any]:
    return {
        **_CLOCK,
        "exists": True,
        "commit_reveal": True,
        "registered": True,
        "last_update": "50",
        "rate_limit": "50",
        "version": 4,
        "expected_version": 4,
        "queues": _queues(queues),
        "hotkey": "alice",
        "round": "70",
        "sealed": _weights(7),
        **changed,
    }


def _stored(queues: Queues, block: int = 100) -> dict[str, Any]:
    return {"ok": {"queues": _queues(queues), "last_update": str(block)}}


def _reject(code: str) -> dict[str, Any]:
    return {"reject": {"code": code}}


def _filed() -> Iterator[DraftCase]:
    new, alice, bob = _made("alice", block=100), _made("alice"), _made("bob")
    for slug, why, queues, changed, expect in (
        (
            "under-the-current-epoch",
            "limits the rate a block too long",
            {},
            {},
            _stored({10: [new]}),
        ),
        (
            "behind-others",
            "puts the newest first, or forgets other epochs",
            {9: [bob], 10: [bob]},
            {},
            _stored({9: [bob], 10: [bob, new]}),
        ),
        (
            "in-the-block-of-an-epoch",
            "files it under the epoch whose last block this is",
            {},
            {"block": "107"},
            _stored({11: [_made("alice", block=107)]}, 107),
        ),
        (
            "in-the-block-before-an-epoch",
            "files it under the next epoch a block early",
            {},
            {"block": "106"},
            _stored({10: [_made("alice", block=106)]}, 106),
        ),
        (
            "in-the-block-after-an-epoch",
            "files it under the epoch after the next",
            {},
            {"block": "108"},
            _stored({11: [_made("alice", block=108)]}, 108),
        ),
        (
            "tenth-of-a-hotkey",
            "counts the commits of others, or of other epochs",
            {9: [alice], 10: [*[bob] * 10, *[alice] * 9]},
            {},
            _stored({9: [alice], 10: [*[bob] * 10, *[alice] * 9, new]}),
        ),
        (
            "unreadable",
            "decrypts before the round is known",
            {},
            {"sealed": None},
            _stored({10: [_made("alice", None, block=100)]}),
        ),
        (
            "first-update",
            "limits the rate of the first commit",
            {},
            {"last_update": "0", "rate_limit": "1000"},
            _stored({10: [new]}),
        ),
    ):
        yield DraftCase(slug, _COMMITS, why, _committing(queues, **changed), expect=expect)


def _refused() -> Iterator[DraftCase]:
    full = {10: [_made("alice")] * 10}
    order = "shows which of two checks comes first, so two fields differ"
    for slug, why, queues, changed, code, no_sibling in (
        (
            "commit-reveal-off",
            "stores commits where they are not used",
            {},
            {"commit_reveal": False},
            "CommitRevealDisabled",
            None,
        ),
        (
            "stranger",
            "takes commits of hotkeys without a uid",
            {},
            {"registered": False},
            "HotKeyNotRegisteredInSubNet",
            None,
        ),
        (
            "too-fast",
            "lets the limit pass a block early",
            {},
            {"last_update": "51"},
            "CommittingWeightsTooFast",
            None,
        ),
        ("eleventh", "lets eleven wait", full, {}, "TooManyUnrevealedCommits", None),
        (
            "too-fast-and-eleventh",
            "counts the queue before it limits the rate",
            full,
            {"last_update": "51"},
            "CommittingWeightsTooFast",
            order,
        ),
    ):
        yield DraftCase(
            f"rejected-{slug}",
            _COMMITS,
            why,
            _committing(queues, **changed),
            expect=_reject(code),
            no_sibling=no_sibling,
        )


def _asked_since_dereg() -> Iterator[DraftCase]:
    order = "shows which of two checks comes first, so two fields differ"
    for slug, why, changed, code, no_sibling in (
        (
            "no-such-mechanism",
            "answers that commit-reveal is off where the mechanism does not exist",
            {"exists": False},
            "MechanismDoesNotExist",
            None,
        ),
        (
            "older-version",
            "accepts older versions of the procedure",
            {"version": 3},
            "IncorrectCommitRevealVersion",
            None,
        ),
        (
            "newer-version",
            "accepts any version from the expected one on",
            {"version": 5},
            "IncorrectCommitRevealVersion",
            None,
        ),
        (
            "older-version-of-a-stranger",
            "looks for the hotkey before the version",
            {"version": 3, "registered": False},
            "IncorrectCommitRevealVersion",
            order,
        ),
        (
            "older-version-while-off",
            "compares versions where commit-reveal is off",
            {"version": 3, "commit_reveal": False},
            "CommitRevealDisabled",
            order,
        ),
    ):
        yield DraftCase(
            f"rejected-{slug}",
            _COMMITS,
            why,
            _committing({}, **changed),
            expect=_reject(code),
            no_sibling=no_sibling,
        )


def _not_asked_in_dtao() -> Iterator[DraftCase]:
    new = _made("alice", block=100)
    for slug, why, changed in (
        ("no-such-subnet", "asks whether subnet and mechanism exist", {"exists": False}),
        ("another-version", "asks for a version, as later forks do", {"version": 3}),
    ):
        given = _committing({}, **changed)
        yield DraftCase(f"dtao-{slug}", _COMMITS, why, given, expect=_stored({10: [new]}))


# Reveals


def _revealing(queues: Queues, known: Sequence[int] = (70,), **changed: Any) -> dict[str, Any]:
    rounds = list(map(str, known))
    return {**_CLOCK, "queues": _queues(queues), "known_rounds": rounds, **changed}


def _left(queues: Queues, *revealed: tuple[str, int]) -> dict[str, Any]:
    """Who is revealed with which value, and the commits that remain."""
    reveals = [{"hotkey": hotkey, "weights": _weights(value)} for hotkey, value in revealed]
    return {"ok": {"revealed": reveals, "queues": _queues(queues)}}


def _opened() -> Iterator[DraftCase]:
    alice, bob, later = _made("alice"), _made("bob", 9), _made("carol", round_=99)
    unreadable = _made("alice", None)
    for slug, why, queues, changed, expect in (
        (
            "one-period-ago",
            "opens commits of the current epoch",
            {9: [alice], 10: [bob]},
            {},
            _left({10: [bob]}, ("alice", 7)),
        ),
        (
            "in-the-order-of-the-queue",
            "opens the newest first",
            {9: [bob, alice, _made("bob", 11)]},
            {},
            _left({}, ("bob", 9), ("alice", 7), ("bob", 11)),
        ),
        (
            "round-not-known",
            "drops a commit whose round is not known yet",
            {9: [later, alice]},
            {},
            _left({9: [later]}, ("alice", 7)),
        ),
        (
            "round-known-in-the-last-block",
            "tries in the first block of an epoch only",
            {9: [later]},
            {"block": "107", "known_rounds": ["99"]},
            _left({}, ("carol", 7)),
        ),
        (
            "round-known-too-late",
            "keeps a commit beyond its epoch",
            {9: [later]},
            {"block": "108", "known_rounds": ["99"]},
            _left({}),
        ),
        (
            "unreadable",
            "keeps what it cannot read, or stops there",
            {9: [unreadable, bob]},
            {},
            _left({}, ("bob", 9)),
        ),
        (
            "unreadable-of-an-unknown-round",
            "drops what it cannot even try to read yet",
            {9: [_made("alice", None, round_=99)]},
            {},
            _left({9: [_made("alice", None, round_=99)]}),
        ),
        (
            "older-epochs-are-deleted",
            "opens commits that are late",
            {7: [bob], 8: [bob], 9: [alice]},
            {},
            _left({}, ("alice", 7)),
        ),
        (
            "longer-period",
            "opens after one epoch whatever the period is",
            {7: [alice], 8: [bob], 9: [bob]},
            {"reveal_period": "3"},
            _left({8: [bob], 9: [bob]}, ("alice", 7)),
        ),
        (
            "before-the-first-period",
            "opens commits of epoch 0 before their period is over",
            {0: [alice]},
            {"block": "10", "reveal_period": "3"},
            _left({0: [alice]}),
        ),
        (
            "after-the-first-period",
            "never opens the commits of epoch 0",
            {0: [alice]},
            {"block": "28", "reveal_period": "3"},
            _left({}, ("alice", 7)),
        ),
        ("nothing-due", "fails on an epoch without commits", {10: [bob]}, {}, _left({10: [bob]})),
        ("nothing-at-all", "fails without commits", {}, {}, _left({})),
    ):
        given = _revealing(queues, **changed)
        yield DraftCase(slug, _REVEALS, why, given, expect=expect)


def _opened_once() -> Iterator[DraftCase]:
    """Asked in the block of an epoch, the only one in which `dtao` looks."""
    alice, bob, later = _made("alice"), _made("bob", 9), _made("carol", round_=99)
    waiting = {9: [bob], 10: [alice]}
    for slug, why, queues, changed, expect in (
        (
            "a-block-too-early",
            "looks in every block, or deletes old commits in every block",
            waiting,
            {"block": "106"},
            _left(waiting),
        ),
        (
            "a-block-too-late",
            "opens in the block after the epoch, when its index has grown",
            waiting,
            {"block": "108"},
            _left(waiting),
        ),
        (
            "without-epochs",
            "opens commits of a subnet whose tempo of 0 lets no epoch run",
            {101: [bob], 102: [alice]},
            {"tempo": 0},
            _left({101: [bob], 102: [alice]}),
        ),
        (
            "of-the-ending-epoch",
            "opens one epoch later, as later forks do",
            {9: [bob], 10: [alice], 11: [bob]},
            {},
            _left({11: [bob]}, ("alice", 7)),
        ),
        (
            "round-not-known",
            "tries again in the next block, and stores weights that are lost",
            {10: [later, alice]},
            {},
            _left({}, ("alice", 7)),
        ),
        (
            "longer-period",
            "subtracts the whole period from an index that has not grown yet",
            {7: [bob], 8: [alice], 9: [bob]},
            {"reveal_period": "3"},
            _left({9: [bob]}, ("alice", 7)),
        ),
        (
            "period-of-zero",
            "looks for commits of the next epoch",
            {10: [alice], 11: [bob]},
            {"reveal_period": "0"},
            _left({11: [bob]}, ("alice", 7)),
        ),
        (
            "before-epoch-two",
            "opens commits of the first two epochs",
            {1: [alice]},
            {"block": "17"},
            _left({1: [alice]}),
        ),
        (
            "from-epoch-two-on",
            "waits an epoch longer",
            {1: [bob], 2: [alice]},
            {"block": "27"},
            _left({}, ("alice", 7)),
        ),
        (
            "older-epochs-are-deleted-before-epoch-two",
            "leaves all commits alone before it opens any",
            {0: [bob], 1: [alice]},
            {"block": "17"},
            _left({1: [alice]}),
        ),
        (
            "unreadable",
            "keeps what it cannot read",
            {10: [_made("alice", None), bob]},
            {},
            _left({}, ("bob", 9)),
        ),
    ):
        fields: dict[str, Any] = {"block": "107", **changed}
        given = _revealing(queues, **fields)
        yield DraftCase(f"dtao-{slug}", _ONE_CHANCE, why, given, expect=expect)
