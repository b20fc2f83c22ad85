"""Cases of `consensus.reveal` and `consensus.batch_reveal`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from taospec_vectors.cases.consensus._commits import (
    CLOCK,
    LATE,
    OLD,
    A,
    B,
    C,
    Commit,
    Queue,
    made,
    reject,
)
from taospec_vectors.cases.consensus._common import UNTIL_NUMBERS
from taospec_vectors.format import DraftCase, DraftFile

_OPENS, _CLOSES = 98, 107


def drafts() -> Iterator[DraftFile]:
    """Forks agree on reveals."""
    name = "consensus.reveal"
    yield DraftFile("consensus/reveal.yaml", name, UNTIL_NUMBERS, [*_revealed(), *_not_revealed()])
    name = "consensus.batch_reveal"
    yield DraftFile("consensus/batch_reveal.yaml", name, UNTIL_NUMBERS, [*_batch(), *_no_batch()])


def _revealing(queue: Queue | None, **changed: Any) -> dict[str, Any]:
    stored = None if queue is None else list(queue)
    return {**CLOCK, "commit_reveal": True, "queue": stored, **changed}


def _left(*queue: Commit) -> dict[str, Any]:
    return {"ok": {"queue": list(queue)}}


def _revealed() -> Iterator[DraftCase]:
    window = "takes the stored window for the one that counts, or is a block off"

    def case(
        slug: str,
        why: str,
        *,
        queue: tuple[dict[str, Any], ...],
        name: str,
        block: int,
        expect: dict[str, Any],
    ) -> DraftCase:
        given = _revealing(queue, hash=name, block=str(block))
        return DraftCase(slug, ("CON-52",), why, given, expect=expect)

    yield case(
        "first",
        "drops more than it reveals",
        queue=(A, B, C),
        name="a",
        block=100,
        expect=_left(B, C),
    )
    yield case(
        "middle",
        "keeps the commits before the revealed one",
        queue=(A, B, C),
        name="b",
        block=100,
        expect=_left(C),
    )
    yield case(
        "last",
        "keeps the commits before the revealed one",
        queue=(A, B, C),
        name="c",
        block=100,
        expect=_left(),
    )
    yield case("only", "keeps what was revealed", queue=(A,), name="a", block=100, expect=_left())
    yield case(
        "older",
        "reveals by the present epoch only",
        queue=(OLD,),
        name="old",
        block=90,
        expect=_left(),
    )
    yield case(
        "later",
        "reveals by the present epoch only",
        queue=(LATE,),
        name="late",
        block=108,
        expect=_left(),
    )
    yield case(
        "expired-in-front",
        "keeps expired commits",
        queue=(OLD, A, B),
        name="a",
        block=100,
        expect=_left(B),
    )
    yield case(
        "expired-and-last",
        "keeps expired commits",
        queue=(OLD, A),
        name="a",
        block=100,
        expect=_left(),
    )
    yield case("first-block", window, queue=(A, B), name="a", block=_OPENS, expect=_left(B))
    yield case("last-block", window, queue=(A, B), name="a", block=_CLOSES, expect=_left(B))
    yield case(
        "twice-in-the-queue",
        "reveals the later one of two equal hashes",
        queue=(A, made("a", 92)),
        name="a",
        block=100,
        expect=_left(made("a", 92)),
    )
    yield case(
        "expired-and-alive",
        "finds the hash among the expired, and refuses it",
        queue=(made("a", 80), A),
        name="a",
        block=100,
        expect=_left(),
    )
    yield case(
        "behind-one-that-waits",
        "asks whether the commits before can be revealed as well",
        queue=(LATE, A),
        name="a",
        block=100,
        expect=_left(),
    )
    yield case(
        "stored-window-of-an-old-tempo",
        "compares blocks that were stored before the tempo changed",
        queue=({**A, "first_reveal": "500", "last_reveal": "509"},),
        name="a",
        block=100,
        expect=_left(),
    )


def _not_revealed() -> Iterator[DraftCase]:
    nothing = "answers that the hash does not match where nothing can be revealed"

    def case(
        slug: str,
        why: str,
        *,
        queue: tuple[dict[str, Any], ...] | None,
        name: str,
        changed: dict[str, Any],
        code: str | None,
    ) -> DraftCase:
        return DraftCase(
            f"rejected-{slug}",
            ("CON-52",),
            why,
            _revealing(queue, **{"hash": name, **changed}),
            expect=reject(code or "CommitRevealDisabled"),
        )

    yield case(
        "off",
        "reveals after commit-reveal is off",
        queue=(A,),
        name="a",
        changed={"commit_reveal": False},
        code=None,
    )
    yield case("no-queue", nothing, queue=None, name="a", changed={}, code="NoWeightsCommitFound")
    yield case("empty-queue", nothing, queue=(), name="a", changed={}, code="NoWeightsCommitFound")
    yield case(
        "all-expired", nothing, queue=(OLD,), name="a", changed={}, code="NoWeightsCommitFound"
    )
    yield case(
        "itself-expired",
        "forgets a commit in the moment it expires",
        queue=(OLD,),
        name="old",
        changed={},
        code="ExpiredWeightCommit",
    )
    yield case(
        "expired-among-others",
        "answers that the hash does not match where it is expired",
        queue=(OLD, A),
        name="old",
        changed={},
        code="ExpiredWeightCommit",
    )
    yield case(
        "unknown",
        "answers that nothing was committed",
        queue=(A, B, C),
        name="x",
        changed={},
        code="InvalidRevealCommitHashNotMatch",
    )
    yield case(
        "too-early",
        "opens the window in the block of the epoch",
        queue=(A, B),
        name="a",
        changed={"block": str(_OPENS - 1)},
        code="RevealTooEarly",
    )
    yield case(
        "too-late",
        "keeps the window open for a block too long",
        queue=(A, B),
        name="a",
        changed={"block": str(_CLOSES + 1)},
        code="ExpiredWeightCommit",
    )
    yield case(
        "in-the-epoch-of-the-commit",
        "reveals in the epoch of the commit",
        queue=(LATE,),
        name="late",
        changed={},
        code="RevealTooEarly",
    )


# Batches


def _batch() -> Iterator[DraftCase]:
    for slug, why, hashes, expect in (
        ("two", "drops the commits before and between", ["c", "a"], _left(B)),
        (
            "one-behind",
            "drops the commits before it, as a single reveal does",
            ["c"],
            _left(A, B),
        ),
        ("none", "refuses a batch of nothing", [], _left(A, B, C)),
        ("all", "looks hashes up in the queue as it shrinks by position", ["a", "b", "c"], _left()),
    ):
        given = _revealing((A, B, C), hashes=hashes)
        yield DraftCase(slug, ("CON-53",), why, given, expect=expect)

    def case(
        slug: str,
        why: str,
        *,
        queue: tuple[dict[str, Any], ...],
        hashes: list[str],
        expect: dict[str, Any],
    ) -> DraftCase:
        given = _revealing(queue, hashes=hashes)
        return DraftCase(slug, ("CON-53",), why, given, expect=expect)

    yield case(
        "expired-in-front",
        "keeps expired commits",
        queue=(OLD, A, B),
        hashes=["b"],
        expect=_left(A),
    )
    yield case("only", "keeps what was revealed", queue=(A,), hashes=["a"], expect=_left())
    yield case(
        "one-that-waits-behind",
        "asks whether all can be revealed",
        queue=(A, LATE),
        hashes=["a"],
        expect=_left(LATE),
    )


def _no_batch() -> Iterator[DraftCase]:
    half = "reveals what it can before it refuses the rest"

    def case(
        slug: str,
        why: str,
        *,
        queue: tuple[dict[str, Any], ...] | None,
        hashes: list[str],
        changed: dict[str, Any],
        code: str,
    ) -> DraftCase:
        return DraftCase(
            f"rejected-{slug}",
            ("CON-53",),
            why,
            _revealing(queue, **{"hashes": hashes, **changed}),
            expect=reject(code),
        )

    yield case(
        "off",
        "reveals after commit-reveal is off",
        queue=(A, B, C),
        hashes=["c", "a"],
        changed={"commit_reveal": False},
        code="CommitRevealDisabled",
    )
    yield case(
        "no-queue",
        "takes no queue for an empty one",
        queue=None,
        hashes=["a"],
        changed={},
        code="NoWeightsCommitFound",
    )
    yield case(
        "empty-queue",
        "answers as for a single reveal, where nothing is found",
        queue=(),
        hashes=["a"],
        changed={},
        code="InvalidRevealCommitHashNotMatch",
    )
    yield case(
        "twice",
        "reveals a commit twice that is there once",
        queue=(A, B, C),
        hashes=["a", "a"],
        changed={},
        code="InvalidRevealCommitHashNotMatch",
    )
    yield case(
        "one-unknown",
        half,
        queue=(A, B, C),
        hashes=["a", "x"],
        changed={},
        code="InvalidRevealCommitHashNotMatch",
    )
    yield case(
        "one-expired",
        half,
        queue=(OLD, A, B),
        hashes=["a", "old"],
        changed={},
        code="ExpiredWeightCommit",
    )
    yield case(
        "one-too-early",
        half,
        queue=(A, LATE),
        hashes=["a", "late"],
        changed={},
        code="RevealTooEarly",
    )
