"""Cases of `consensus.commit`, `consensus.reveal` and `consensus.batch_reveal`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from taospec_vectors.cases.consensus._common import ALL, DTAO, SINCE_DEREG
from taospec_vectors.format import DraftCase, DraftFile

# Subnet 1 at a tempo of 9: in block 100, epoch 10, commits of blocks 88 … 97 can be revealed.
_CLOCK = {"netuid": 1, "tempo": 9, "block": "100", "reveal_period": "1"}
_OPENS, _CLOSES = 98, 107

Commit = dict[str, Any]
Queue = Sequence[Commit]


def drafts() -> Iterator[DraftFile]:
    """Only the existence of subnet and mechanism is asked for since `dereg`."""
    name = "consensus.commit"
    yield DraftFile("consensus/commit.yaml", name, ALL, [*_accepted(), *_refused()])
    yield DraftFile("consensus/commit-missing.yaml", name, SINCE_DEREG, [_missing(checked=True)])
    yield DraftFile("consensus/commit-missing-dtao.yaml", name, DTAO, [_missing(checked=False)])
    name = "consensus.reveal"
    yield DraftFile("consensus/reveal.yaml", name, ALL, [*_revealed(), *_not_revealed()])
    name = "consensus.batch_reveal"
    yield DraftFile("consensus/batch_reveal.yaml", name, ALL, [*_batch(), *_no_batch()])


def _made(name: str, block: int) -> Commit:
    """A commit with the window that was stored with it."""
    first = (block + 2) // 10 * 10 + 8
    return {
        "hash": name,
        "block": str(block),
        "first_reveal": str(first),
        "last_reveal": str(first + 9),
    }


_OLD = _made("old", 80)
_A, _B, _C = _made("a", 90), _made("b", 91), _made("c", 92)
_LATE = _made("late", 99)


def _reject(code: str) -> dict[str, Any]:
    return {"reject": {"code": code}}


# Commits


def _committing(**changed: Any) -> dict[str, Any]:
    return {
        **_CLOCK,
        "exists": True,
        "commit_reveal": True,
        "registered": True,
        "last_update": "50",
        "rate_limit": "50",
        "queue": [_A],
        "hash": "new",
        **changed,
    }


def _waiting(*queue: Commit, block: int = 100) -> dict[str, Any]:
    return {"ok": {"queue": list(queue), "last_update": str(block)}}


def _accepted() -> Iterator[DraftCase]:
    new = _made("new", 100)
    for slug, why, changed, expect in (
        ("waits-at-the-end", "limits the rate a block too long", {}, _waiting(_A, new)),
        (
            "first-update",
            "limits the rate of the first commit",
            {"last_update": "0", "rate_limit": "1000"},
            _waiting(_A, new),
        ),
        (
            "expired-in-front",
            "keeps expired commits in the queue",
            {"queue": [_OLD, _OLD, _A]},
            _waiting(_A, new),
        ),
        (
            "expired-behind",
            "drops expired commits behind one that lives",
            {"queue": [_A, _OLD]},
            _waiting(_A, _OLD, new),
        ),
        (
            "tenth",
            "lets nine wait",
            {"queue": [_A] * 9},
            _waiting(*[_A] * 9, new),
        ),
        (
            "tenth-that-lives",
            "counts expired commits",
            {"queue": [_OLD, *[_A] * 9]},
            _waiting(*[_A] * 9, new),
        ),
        (
            "same-hash",
            "refuses a hash that waits already",
            {"hash": "a"},
            _waiting(_A, _made("a", 100)),
        ),
        (
            "longer-period",
            "stores the window of the usual period",
            {"reveal_period": "3", "queue": []},
            _waiting({**new, "first_reveal": "128", "last_reveal": "137"}),
        ),
        (
            "in-the-block-of-an-epoch",
            "files the commit under the epoch that begins in the next block",
            {"block": "97", "last_update": "47", "queue": []},
            _waiting(_made("new", 97), block=97),
        ),
    ):
        given = _committing(**changed)
        yield DraftCase(slug, ("CON-51", "CON-47"), why, given, expect=expect)


def _refused() -> Iterator[DraftCase]:
    order = "shows which of two checks comes first, so two fields differ"
    for slug, why, changed, code, no_sibling in (
        (
            "commit-reveal-off",
            "stores commits that cannot be revealed",
            {"commit_reveal": False},
            "CommitRevealDisabled",
            None,
        ),
        (
            "stranger",
            "takes commits of hotkeys without a uid",
            {"registered": False},
            "HotKeyNotRegisteredInSubNet",
            None,
        ),
        (
            "too-fast",
            "lets the limit pass a block early",
            {"last_update": "51"},
            "CommittingWeightsTooFast",
            None,
        ),
        (
            "before-the-last-update",
            "lets the distance to a last update in the future wrap",
            {"last_update": "101", "rate_limit": "1"},
            "CommittingWeightsTooFast",
            "a limit that the last update meets differs in another field as well",
        ),
        (
            "eleventh",
            "lets eleven wait",
            {"queue": [_A] * 10},
            "TooManyUnrevealedCommits",
            None,
        ),
        (
            "commit-reveal-off-and-stranger",
            "looks for the hotkey first",
            {"commit_reveal": False, "registered": False},
            "CommitRevealDisabled",
            order,
        ),
        (
            "stranger-and-too-fast",
            "limits the rate before it looks for the hotkey",
            {"registered": False, "last_update": "51"},
            "HotKeyNotRegisteredInSubNet",
            order,
        ),
        (
            "too-fast-and-eleventh",
            "counts the queue before it limits the rate",
            {"last_update": "51", "queue": [_A] * 10},
            "CommittingWeightsTooFast",
            order,
        ),
    ):
        yield DraftCase(
            f"rejected-{slug}",
            ("CON-51",),
            why,
            _committing(**changed),
            expect=_reject(code),
            no_sibling=no_sibling,
        )


def _missing(*, checked: bool) -> DraftCase:
    given = _committing(exists=False)
    if not checked:
        why = "asks whether subnet and mechanism exist, as later forks do"
        expect = _waiting(_A, _made("new", 100))
        return DraftCase("dtao-no-such-subnet", ("CON-51",), why, given, expect=expect)
    why = "answers that commit-reveal is off where the mechanism does not exist"
    expect = _reject("MechanismDoesNotExist")
    return DraftCase("rejected-no-such-mechanism", ("CON-51",), why, given, expect=expect)


# Reveals


def _revealing(queue: Queue | None, **changed: Any) -> dict[str, Any]:
    stored = None if queue is None else list(queue)
    return {**_CLOCK, "commit_reveal": True, "queue": stored, **changed}


def _left(*queue: Commit) -> dict[str, Any]:
    return {"ok": {"queue": list(queue)}}


def _revealed() -> Iterator[DraftCase]:
    window = "takes the stored window for the one that counts, or is a block off"
    for slug, why, queue, name, block, expect in (
        ("first", "drops more than it reveals", (_A, _B, _C), "a", 100, _left(_B, _C)),
        ("middle", "keeps the commits before the revealed one", (_A, _B, _C), "b", 100, _left(_C)),
        ("last", "keeps the commits before the revealed one", (_A, _B, _C), "c", 100, _left()),
        ("only", "keeps what was revealed", (_A,), "a", 100, _left()),
        ("older", "reveals by the present epoch only", (_OLD,), "old", 90, _left()),
        ("later", "reveals by the present epoch only", (_LATE,), "late", 108, _left()),
        ("expired-in-front", "keeps expired commits", (_OLD, _A, _B), "a", 100, _left(_B)),
        ("expired-and-last", "keeps expired commits", (_OLD, _A), "a", 100, _left()),
        ("first-block", window, (_A, _B), "a", _OPENS, _left(_B)),
        ("last-block", window, (_A, _B), "a", _CLOSES, _left(_B)),
        (
            "twice-in-the-queue",
            "reveals the later one of two equal hashes",
            (_A, _made("a", 92)),
            "a",
            100,
            _left(_made("a", 92)),
        ),
        (
            "expired-and-alive",
            "finds the hash among the expired, and refuses it",
            (_made("a", 80), _A),
            "a",
            100,
            _left(),
        ),
        (
            "behind-one-that-waits",
            "asks whether the commits before can be revealed as well",
            (_LATE, _A),
            "a",
            100,
            _left(),
        ),
        (
            "stored-window-of-an-old-tempo",
            "compares blocks that were stored before the tempo changed",
            ({**_A, "first_reveal": "500", "last_reveal": "509"},),
            "a",
            100,
            _left(),
        ),
    ):
        given = _revealing(queue, hash=name, block=str(block))
        yield DraftCase(slug, ("CON-52",), why, given, expect=expect)


def _not_revealed() -> Iterator[DraftCase]:
    nothing = "answers that the hash does not match where nothing can be revealed"
    for slug, why, queue, name, changed, code in (
        ("off", "reveals after commit-reveal is off", (_A,), "a", {"commit_reveal": False}, None),
        ("no-queue", nothing, None, "a", {}, "NoWeightsCommitFound"),
        ("empty-queue", nothing, (), "a", {}, "NoWeightsCommitFound"),
        ("all-expired", nothing, (_OLD,), "a", {}, "NoWeightsCommitFound"),
        (
            "itself-expired",
            "forgets a commit in the moment it expires",
            (_OLD,),
            "old",
            {},
            "ExpiredWeightCommit",
        ),
        (
            "expired-among-others",
            "answers that the hash does not match where it is expired",
            (_OLD, _A),
            "old",
            {},
            "ExpiredWeightCommit",
        ),
        (
            "unknown",
            "answers that nothing was committed",
            (_A, _B, _C),
            "x",
            {},
            "InvalidRevealCommitHashNotMatch",
        ),
        (
            "too-early",
            "opens the window in the block of the epoch",
            (_A, _B),
            "a",
            {"block": str(_OPENS - 1)},
            "RevealTooEarly",
        ),
        (
            "too-late",
            "keeps the window open for a block too long",
            (_A, _B),
            "a",
            {"block": str(_CLOSES + 1)},
            "ExpiredWeightCommit",
        ),
        (
            "in-the-epoch-of-the-commit",
            "reveals in the epoch of the commit",
            (_LATE,),
            "late",
            {},
            "RevealTooEarly",
        ),
    ):
        yield DraftCase(
            f"rejected-{slug}",
            ("CON-52",),
            why,
            _revealing(queue, **{"hash": name, **changed}),
            expect=_reject(code or "CommitRevealDisabled"),
        )


# Batches


def _batch() -> Iterator[DraftCase]:
    for slug, why, hashes, expect in (
        ("two", "drops the commits before and between", ["c", "a"], _left(_B)),
        (
            "one-behind",
            "drops the commits before it, as a single reveal does",
            ["c"],
            _left(_A, _B),
        ),
        ("none", "refuses a batch of nothing", [], _left(_A, _B, _C)),
        ("all", "looks hashes up in the queue as it shrinks by position", ["a", "b", "c"], _left()),
    ):
        given = _revealing((_A, _B, _C), hashes=hashes)
        yield DraftCase(slug, ("CON-53",), why, given, expect=expect)
    for slug, why, queue, hashes, expect in (
        ("expired-in-front", "keeps expired commits", (_OLD, _A, _B), ["b"], _left(_A)),
        ("only", "keeps what was revealed", (_A,), ["a"], _left()),
        (
            "one-that-waits-behind",
            "asks whether all can be revealed",
            (_A, _LATE),
            ["a"],
            _left(_LATE),
        ),
    ):
        given = _revealing(queue, hashes=hashes)
        yield DraftCase(slug, ("CON-53",), why, given, expect=expect)


def _no_batch() -> Iterator[DraftCase]:
    half = "reveals what it can before it refuses the rest"
    for slug, why, queue, hashes, changed, code in (
        (
            "off",
            "reveals after commit-reveal is off",
            (_A, _B, _C),
            ["c", "a"],
            {"commit_reveal": False},
            "CommitRevealDisabled",
        ),
        ("no-queue", "takes no queue for an empty one", None, ["a"], {}, "NoWeightsCommitFound"),
        (
            "empty-queue",
            "answers as for a single reveal, where nothing is found",
            (),
            ["a"],
            {},
            "InvalidRevealCommitHashNotMatch",
        ),
        (
            "twice",
            "reveals a commit twice that is there once",
            (_A, _B, _C),
            ["a", "a"],
            {},
            "InvalidRevealCommitHashNotMatch",
        ),
        (
            "one-unknown",
            half,
            (_A, _B, _C),
            ["a", "x"],
            {},
            "InvalidRevealCommitHashNotMatch",
        ),
        ("one-expired", half, (_OLD, _A, _B), ["a", "old"], {}, "ExpiredWeightCommit"),
        ("one-too-early", half, (_A, _LATE), ["a", "late"], {}, "RevealTooEarly"),
    ):
        yield DraftCase(
            f"rejected-{slug}",
            ("CON-53",),
            why,
            _revealing(queue, **{"hashes": hashes, **changed}),
            expect=_reject(code),
        )
