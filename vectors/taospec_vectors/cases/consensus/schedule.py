"""Cases of `consensus.epoch_due`, `consensus.reveal_window` and `consensus.oldest_commit`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from taospec_vectors.cases.consensus._common import ALL, SINCE_DEREG, U64_MAX
from taospec_vectors.format import DraftCase, DraftFile

_BLOCKS = "pallets/subtensor/src/tests/emission.rs @ v3.2.16-349"
_DUE = ("CON-46", "CON-47")
_WINDOW = ("CON-47",)


def drafts() -> Iterator[DraftFile]:
    """When an epoch runs, when a commit can be revealed, and which commit is the oldest alive."""
    name = "consensus.epoch_due"
    yield DraftFile("consensus/epoch_due.yaml", name, ALL, [*_due(), *_upstream(), *_far()])
    name = "consensus.reveal_window"
    yield DraftFile("consensus/reveal_window.yaml", name, ALL, [*_windows(), *_odd_windows()])
    name = "consensus.oldest_commit"
    yield DraftFile("consensus/oldest_commit.yaml", name, SINCE_DEREG, list(_oldest()))


def _asked(netuid: int, tempo: int, block: int) -> dict[str, Any]:
    return {"netuid": netuid, "tempo": tempo, "block": str(block)}


def _is(due: bool, epoch: int) -> dict[str, Any]:
    return {"ok": {"due": due, "epoch": str(epoch)}}


def _due() -> Iterator[DraftCase]:
    """Subnet 1 at the usual tempo around its first two epochs, then others at block 0."""
    early = "runs the epoch at remainder 0, as a comment in the source says"
    index = "lets the index grow in the block of the epoch"
    period = "counts 360 blocks from epoch to epoch"
    for why, netuid, tempo, block, due, epoch in (
        (early, 1, 360, 357, False, 0),
        (index, 1, 360, 358, True, 0),
        (early, 1, 360, 359, False, 1),
        (period, 1, 360, 718, False, 1),
        (period, 1, 360, 719, True, 1),
        (index, 1, 360, 720, False, 2),
        (early, 0, 1, 0, True, 0),
        (early, 1, 1, 0, False, 1),
        (early, 1, 2, 0, True, 0),
        (early, 359, 360, 0, True, 0),
        (index, 360, 360, 0, False, 1),
    ):
        slug = f"subnet-{netuid}-tempo-{tempo}-block-{block}"
        yield DraftCase(slug, _DUE, why, _asked(netuid, tempo, block), expect=_is(due, epoch))


def _upstream() -> Iterator[DraftCase]:
    """The tests state how many blocks are left until the next epoch; it is due in the last."""
    last = 65535
    for test, netuid, tempo, block, left in (
        ("test_regular_case", 1, 10, 5, 3),
        ("test_regular_case", 2, 20, 15, 2),
        ("test_regular_case", 3, 30, 25, 1),
        ("test_boundary_conditions", last, last, U64_MAX, 0),
        ("test_boundary_conditions", last, last, 0, last),
        ("test_epoch_alignment", 1, 10, 9, 10),
        ("test_epoch_alignment", 2, 20, 21, 17),
        ("test_different_network_ids", 2, 10, 5, 2),
        ("test_different_network_ids", 3, 10, 5, 1),
        ("test_large_tempo_values", 1, last - 1, 100, last - 103),
    ):
        yield DraftCase(
            f"upstream-subnet-{netuid}-tempo-{tempo}-{left}-after-{block}",
            ("CON-46",),
            "counts from the last epoch, and not by the block's number",
            _asked(netuid, tempo, block + left),
            "upstream-test",
            f"{test}, {_BLOCKS}",
            _is(True, min(block + left + netuid + 1, U64_MAX) // (tempo + 1)),
        )


def _far() -> Iterator[DraftCase]:
    for slug, why, netuid, tempo, block, due, epoch in (
        ("tempo-of-zero", "runs an epoch in every block", 0, 0, 5, False, 6),
        (
            "sum-that-wraps",
            "saturates the sum, which wraps to a remainder of 4",
            4,
            5,
            U64_MAX,
            False,
            U64_MAX // 6,
        ),
        (
            "sum-that-wraps-to-the-remainder",
            "wraps the index as well, which saturates",
            5,
            5,
            U64_MAX,
            True,
            U64_MAX // 6,
        ),
        (
            "largest-index",
            "wraps the index to zero",
            7,
            0,
            U64_MAX,
            False,
            U64_MAX,
        ),
        ("largest-tempo", "overflows 16 bits in tempo + 1", 0, 65535, 65534, True, 0),
    ):
        given = _asked(netuid, tempo, block)
        yield DraftCase(slug, _DUE, why, given, expect=_is(due, epoch))


def _commit(block: int, commit_block: int, **changed: Any) -> dict[str, Any]:
    """Subnet 1 at a tempo of 9: epochs begin in blocks 8, 18, 28, …."""
    given = {"netuid": 1, "tempo": 9, "reveal_period": 1} | changed
    return {
        **given,
        "reveal_period": str(given["reveal_period"]),
        "block": str(block),
        "commit_block": str(commit_block),
    }


def _window(first: int, last: int, *, expired: bool, revealable: bool) -> dict[str, Any]:
    answer = {"first_block": str(first), "last_block": str(last)}
    return {"ok": {**answer, "expired": expired, "revealable": revealable}}


def _windows() -> Iterator[DraftCase]:
    """A commit of block 90, in epoch 9 (blocks 88 … 97), is revealed in epoch 10 (98 … 107)."""
    for slug, why, block, expired, revealable in (
        ("block-before-it-opens", "opens the window in the block of the epoch", 97, False, False),
        ("first-block", "opens the window a block late", 98, False, True),
        ("last-block", "closes the window in the block of the epoch", 107, False, True),
        ("block-after-it-closes", "keeps the window open for a block too long", 108, True, False),
        ("block-of-the-commit", "reveals in the epoch of the commit", 90, False, False),
    ):
        expect = _window(98, 107, expired=expired, revealable=revealable)
        yield DraftCase(slug, _WINDOW, why, _commit(block, 90), expect=expect)
    for slug, why, committed, first in (
        ("committed-in-the-last-block-of-an-epoch", "counts from the epoch's block on", 97, 98),
        ("committed-in-the-first-block-of-an-epoch", "counts from the epoch before", 98, 108),
        ("committed-in-block-0", "begins the first epoch in block 0", 0, 8),
    ):
        expect = _window(first, first + 9, expired=False, revealable=True)
        yield DraftCase(slug, _WINDOW, why, _commit(first, committed), expect=expect)
    for period, first in ((2, 108), (100, 1088)):
        expect = _window(first, first + 9, expired=False, revealable=True)
        given = _commit(first, 90, reveal_period=period)
        why = "counts the period in blocks, or from the block of the commit"
        yield DraftCase(f"period-of-{period}", _WINDOW, why, given, expect=expect)


def _odd_windows() -> Iterator[DraftCase]:
    for slug, why, block, committed, changed, expect in (
        (
            "period-of-zero",
            "refuses a reveal in the epoch of the commit where the period is zero",
            90,
            90,
            {"reveal_period": 0},
            _window(88, 97, expired=False, revealable=True),
        ),
        (
            "commit-of-the-future",
            "takes the distance of the epochs without its sign",
            90,
            200,
            {},
            _window(208, 217, expired=False, revealable=False),
        ),
        (
            "tempo-of-zero",
            "divides by the tempo",
            7,
            5,
            {"tempo": 0},
            _window(6, 6, expired=True, revealable=False),
        ),
        (
            "first-block-below-zero",
            "wraps where subtracting the subnet's number stops at zero",
            0,
            0,
            {"netuid": 65535, "tempo": 65535, "reveal_period": 0},
            _window(0, 65535, expired=False, revealable=True),
        ),
        (
            "last-blocks-of-all",
            "wraps at the end of the type",
            U64_MAX,
            U64_MAX,
            {"netuid": 7, "tempo": 65535, "reveal_period": 100},
            _window(U64_MAX - 8, U64_MAX, expired=False, revealable=False),
        ),
    ):
        yield DraftCase(slug, _WINDOW, why, _commit(block, committed, **changed), expect=expect)


def _oldest() -> Iterator[DraftCase]:
    """In block 100, epoch 10: a commit lives if it was made in block 88 or later."""
    for slug, why, blocks, oldest in (
        ("several", "takes the latest commit, or the first of the list", (92, 90, 99), 90),
        ("expired-one", "masks by a commit that is expired", (80, 92, 90), 90),
        ("first-block-that-lives", "expires a commit a block early", (88,), 88),
        ("last-block-that-is-expired", "expires a commit a block late", (87,), None),
        ("none", "takes no commit for one of block 0", (), None),
    ):
        yield DraftCase(slug, ("CON-14",), why, _commits(blocks), expect=_found(oldest))


def _commits(blocks: Sequence[int]) -> dict[str, Any]:
    given = {name: value for name, value in _commit(100, 0).items() if name != "commit_block"}
    return given | {"commit_blocks": list(map(str, blocks))}


def _found(block: int | None) -> dict[str, Any]:
    return {"ok": {"block": None if block is None else str(block)}}
