"""Cases of `consensus.epoch_due`, `consensus.reveal_window` and `consensus.oldest_commit`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from taospec_vectors.cases.consensus._common import ALL, DEREG_UNTIL_NUMBERS, U64_MAX, UNTIL_NUMBERS
from taospec_vectors.format import DraftCase, DraftFile

_BLOCKS = "pallets/subtensor/src/tests/emission.rs @ v3.2.16-349"
_DUE = ("CON-46", "CON-47")
_WINDOW = ("CON-47",)


def drafts() -> Iterator[DraftFile]:
    """When an epoch runs, when a commit can be revealed, and which commit is the oldest alive."""
    name = "consensus.epoch_due"
    yield DraftFile("consensus/epoch_due.yaml", name, ALL, [*_due(), *_upstream(), *_far()])
    name = "consensus.reveal_window"
    yield DraftFile(
        "consensus/reveal_window.yaml", name, UNTIL_NUMBERS, [*_windows(), *_odd_windows()]
    )
    name = "consensus.oldest_commit"
    yield DraftFile("consensus/oldest_commit.yaml", name, DEREG_UNTIL_NUMBERS, list(_oldest()))


def _asked(netuid: int, tempo: int, block: int) -> dict[str, Any]:
    return {"netuid": netuid, "tempo": tempo, "block": str(block)}


def _is(due: bool, epoch: int) -> dict[str, Any]:
    return {"ok": {"due": due, "epoch": str(epoch)}}


def _due() -> Iterator[DraftCase]:
    """Subnet 1 at the usual tempo around its first two epochs, then others at block 0."""
    early = "runs the epoch at remainder 0, as a comment in the source says"
    index = "lets the index grow in the block of the epoch"
    period = "counts 360 blocks from epoch to epoch"

    def case(why: str, *, netuid: int, tempo: int, block: int, due: bool, epoch: int) -> DraftCase:
        slug = f"subnet-{netuid}-tempo-{tempo}-block-{block}"
        return DraftCase(slug, _DUE, why, _asked(netuid, tempo, block), expect=_is(due, epoch))

    yield case(early, netuid=1, tempo=360, block=357, due=False, epoch=0)
    yield case(index, netuid=1, tempo=360, block=358, due=True, epoch=0)
    yield case(early, netuid=1, tempo=360, block=359, due=False, epoch=1)
    yield case(period, netuid=1, tempo=360, block=718, due=False, epoch=1)
    yield case(period, netuid=1, tempo=360, block=719, due=True, epoch=1)
    yield case(index, netuid=1, tempo=360, block=720, due=False, epoch=2)
    yield case(early, netuid=0, tempo=1, block=0, due=True, epoch=0)
    yield case(early, netuid=1, tempo=1, block=0, due=False, epoch=1)
    yield case(early, netuid=1, tempo=2, block=0, due=True, epoch=0)
    yield case(early, netuid=359, tempo=360, block=0, due=True, epoch=0)
    yield case(index, netuid=360, tempo=360, block=0, due=False, epoch=1)


def _upstream() -> Iterator[DraftCase]:
    """The tests state how many blocks are left until the next epoch; it is due in the last."""
    last = 65535

    def case(test: str, *, netuid: int, tempo: int, block: int, left: int) -> DraftCase:
        return DraftCase(
            f"upstream-subnet-{netuid}-tempo-{tempo}-{left}-after-{block}",
            ("CON-46",),
            "counts from the last epoch, and not by the block's number",
            _asked(netuid, tempo, block + left),
            "upstream-test",
            f"{test}, {_BLOCKS}",
            _is(True, min(block + left + netuid + 1, U64_MAX) // (tempo + 1)),
        )

    yield case("test_regular_case", netuid=1, tempo=10, block=5, left=3)
    yield case("test_regular_case", netuid=2, tempo=20, block=15, left=2)
    yield case("test_regular_case", netuid=3, tempo=30, block=25, left=1)
    yield case("test_boundary_conditions", netuid=last, tempo=last, block=U64_MAX, left=0)
    yield case("test_boundary_conditions", netuid=last, tempo=last, block=0, left=last)
    yield case("test_epoch_alignment", netuid=1, tempo=10, block=9, left=10)
    yield case("test_epoch_alignment", netuid=2, tempo=20, block=21, left=17)
    yield case("test_different_network_ids", netuid=2, tempo=10, block=5, left=2)
    yield case("test_different_network_ids", netuid=3, tempo=10, block=5, left=1)
    yield case("test_large_tempo_values", netuid=1, tempo=last - 1, block=100, left=last - 103)


def _far() -> Iterator[DraftCase]:
    def case(
        slug: str, why: str, *, netuid: int, tempo: int, block: int, due: bool, epoch: int
    ) -> DraftCase:
        given = _asked(netuid, tempo, block)
        return DraftCase(slug, _DUE, why, given, expect=_is(due, epoch))

    yield case(
        "tempo-of-zero",
        "runs an epoch in every block",
        netuid=0,
        tempo=0,
        block=5,
        due=False,
        epoch=6,
    )
    yield case(
        "sum-that-wraps",
        "saturates the sum, which wraps to a remainder of 4",
        netuid=4,
        tempo=5,
        block=U64_MAX,
        due=False,
        epoch=U64_MAX // 6,
    )
    yield case(
        "sum-that-wraps-to-the-remainder",
        "wraps the index as well, which saturates",
        netuid=5,
        tempo=5,
        block=U64_MAX,
        due=True,
        epoch=U64_MAX // 6,
    )
    yield case(
        "largest-index",
        "wraps the index to zero",
        netuid=7,
        tempo=0,
        block=U64_MAX,
        due=False,
        epoch=U64_MAX,
    )
    yield case(
        "largest-tempo",
        "overflows 16 bits in tempo + 1",
        netuid=0,
        tempo=65535,
        block=65534,
        due=True,
        epoch=0,
    )


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

    def case(slug: str, why: str, *, block: int, expired: bool, revealable: bool) -> DraftCase:
        expect = _window(98, 107, expired=expired, revealable=revealable)
        return DraftCase(slug, _WINDOW, why, _commit(block, 90), expect=expect)

    yield case(
        "block-before-it-opens",
        "opens the window in the block of the epoch",
        block=97,
        expired=False,
        revealable=False,
    )
    yield case(
        "first-block", "opens the window a block late", block=98, expired=False, revealable=True
    )
    yield case(
        "last-block",
        "closes the window in the block of the epoch",
        block=107,
        expired=False,
        revealable=True,
    )
    yield case(
        "block-after-it-closes",
        "keeps the window open for a block too long",
        block=108,
        expired=True,
        revealable=False,
    )
    yield case(
        "block-of-the-commit",
        "reveals in the epoch of the commit",
        block=90,
        expired=False,
        revealable=False,
    )
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
    def case(
        slug: str,
        why: str,
        *,
        block: int,
        committed: int,
        changed: dict[str, Any],
        expect: dict[str, Any],
    ) -> DraftCase:
        return DraftCase(slug, _WINDOW, why, _commit(block, committed, **changed), expect=expect)

    yield case(
        "period-of-zero",
        "refuses a reveal in the epoch of the commit where the period is zero",
        block=90,
        committed=90,
        changed={"reveal_period": 0},
        expect=_window(88, 97, expired=False, revealable=True),
    )
    yield case(
        "commit-of-the-future",
        "takes the distance of the epochs without its sign",
        block=90,
        committed=200,
        changed={},
        expect=_window(208, 217, expired=False, revealable=False),
    )
    yield case(
        "tempo-of-zero",
        "divides by the tempo",
        block=7,
        committed=5,
        changed={"tempo": 0},
        expect=_window(6, 6, expired=True, revealable=False),
    )
    yield case(
        "first-block-below-zero",
        "wraps where subtracting the subnet's number stops at zero",
        block=0,
        committed=0,
        changed={"netuid": 65535, "tempo": 65535, "reveal_period": 0},
        expect=_window(0, 65535, expired=False, revealable=True),
    )
    yield case(
        "last-blocks-of-all",
        "wraps at the end of the type",
        block=U64_MAX,
        committed=U64_MAX,
        changed={"netuid": 7, "tempo": 65535, "reveal_period": 100},
        expect=_window(U64_MAX - 8, U64_MAX, expired=False, revealable=False),
    )


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
