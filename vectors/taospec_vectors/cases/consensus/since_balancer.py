"""Cases of epochs that are counted from the last one, and of commits that are filed by number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from taospec.timeline import since
from taospec_vectors.cases.consensus._common import state
from taospec_vectors.cases.consensus._timelocked import (
    CLOCK,
    Queues,
    committed,
    committing,
    made,
    queues_of,
    weights,
)
from taospec_vectors.format import DraftCase, DraftFile

_FORKS = since("balancer")
_COUNTED, _NUMBERED = ("CON-74",), ("CON-76",)
U64_MAX = 2**64 - 1


def drafts() -> Iterator[DraftFile]:
    """One file an operation."""
    for operation, cases in (
        ("epoch", _windows()),
        ("epoch_due", _due()),
        ("commit_timelocked", _filed()),
        ("reveal_timelocked", _revealed()),
    ):
        path = f"consensus/{operation}-since-balancer.yaml"
        yield DraftFile(path, f"consensus.{operation}", _FORKS, list(cases))


def _windows() -> Iterator[DraftCase]:
    """A neuron registered around the block of the last step, which a tempo does not tell."""

    def case(slug: str, why: str, registered: int, last_step: int) -> DraftCase:
        registrations = [0, 0, 0, registered]
        given = state(block_at_registration=registrations, last_step=str(last_step))
        return DraftCase(f"last-step-{slug}", ("CON-75", "CON-23"), why, given)

    yield case("before", "forgets bonds with a neuron of the block of the last step", 50, 50)
    yield case("after", "remembers bonds with a neuron of the block after the last step", 51, 50)
    yield case("long-after", "takes a tempo for the time since the last step", 89, 95)
    yield case("none", "takes no step for one in block 0", 89, 0)


def _due() -> Iterator[DraftCase]:
    """Subnet 1 in block 1000 at a tempo of 360, in its epoch 7."""

    def case(slug: str, why: str, due: bool, *, epoch: int = 7, **stated: Any) -> DraftCase:
        given = {"netuid": 1, "tempo": 360, "block": "1000", "number": "7", **stated}
        given = {name: value for name, value in given.items() if value is not None}
        expect = {"ok": {"due": due, "epoch": str(epoch)}}
        return DraftCase(f"counted-{slug}", _COUNTED, why, given, expect=expect)

    yield case("a-tempo-ago", "waits for a tempo and one", True, epoch=8, last_epoch="640")
    yield case("less-than-a-tempo-ago", "runs by the number of the block", False, last_epoch="641")
    yield case("long-ago", "runs once in every tempo", True, epoch=8, last_epoch="1")
    yield case("now", "runs a second epoch in a block", False, last_epoch="1000")
    requested: dict[str, Any] = {"last_epoch": "900", "requested": "1000"}
    yield case("asked-for", "waits for the tempo", True, epoch=8, **requested)
    yield case("asked-for-a-block-later", "does not wait for the block that was asked for", False,
               **{**requested, "requested": "1001"})  # fmt: skip
    yield case("asked-for-nothing", "takes a request of 0 for block 0", False,
               **{**requested, "requested": "0"})  # fmt: skip
    waits: dict[str, Any] = {"last_epoch": "900", "waited": "50401"}
    yield case("waited-long", "waits for ever where the tempo is long", True, epoch=8, **waits)
    yield case("waited-nearly-long", "stops waiting a block too soon", False,
               **{**waits, "waited": "50400"})  # fmt: skip
    yield case("no-tempo", "divides time by nothing, or runs what was asked for", False,
               tempo=0, **requested)  # fmt: skip
    yield case("last-index", "wraps the number of the epoch", True, epoch=U64_MAX,
               last_epoch="640", number=str(U64_MAX))  # fmt: skip
    yield case("unstated-number", "counts the epochs of a subnet from nothing", False,
               epoch=2, last_epoch="641", number=None)  # fmt: skip


def _filed() -> Iterator[DraftCase]:
    new, waiting = made("alice", block=100), made("alice")

    def case(slug: str, why: str, queues: Queues, after: Queues | None, **more: Any) -> DraftCase:
        given = committing(queues, **more)
        expect: dict[str, Any] = {"reject": {"code": "TooManyUnrevealedCommits"}}
        if after is not None:
            expect = committed(after)
        return DraftCase(f"numbered-{slug}", _NUMBERED, why, given, expect=expect)

    yield case("behind-others", "files it by the number of the block", {7: [waiting]},
               {7: [waiting, new]}, number="7")  # fmt: skip
    yield case("last-number", "adds to the number that is stated", {}, {U64_MAX: [new]},
               number=str(U64_MAX))  # fmt: skip
    ten = [waiting] * 10
    yield case("ten-wait", "counts those of the epoch of the block", {7: ten}, None, number="7")
    yield case("ten-wait-elsewhere", "counts those of another epoch", {10: ten},
               {7: [new], 10: ten}, number="7")  # fmt: skip


def _revealed() -> Iterator[DraftCase]:
    alice, bob = made("alice"), made("bob", 9)

    def case(slug: str, why: str, queues: Queues, after: Queues, *revealed: tuple[str, int],
             **more: Any) -> DraftCase:  # fmt: skip
        given = {**CLOCK, "queues": queues_of(queues), "known_rounds": ["70"], **more}
        opened = [{"hotkey": hotkey, "weights": weights(value)} for hotkey, value in revealed]
        expect = {"ok": {"revealed": opened, "queues": queues_of(after)}}
        return DraftCase(f"numbered-{slug}", _NUMBERED, why, given, expect=expect)

    yield case("a-period-ago", "opens by the number of the block", {6: [alice], 9: [bob]},
               {9: [bob]}, ("alice", 7), number="7")  # fmt: skip
    yield case("older", "keeps what can be opened no more", {5: [alice], 7: [bob]}, {7: [bob]},
               number="7")  # fmt: skip
    yield case("before-the-first-period", "opens commits of the first epoch at once",
               {0: [alice]}, {0: [alice]}, number="0")  # fmt: skip
