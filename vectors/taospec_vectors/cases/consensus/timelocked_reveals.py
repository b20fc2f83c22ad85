"""Cases of `consensus.reveal_timelocked`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from taospec_vectors.cases.consensus._common import DTAO, SINCE_DEREG
from taospec_vectors.cases.consensus._timelocked import CLOCK, Queues, made, queues_of, weights
from taospec_vectors.format import DraftCase, DraftFile

_REVEALS, _ONE_CHANCE = ("CON-55",), ("CON-56",)


def drafts() -> Iterator[DraftFile]:
    """Forks agree on nothing of how a commit is opened."""
    name = "consensus.reveal_timelocked"
    path = "consensus/reveal_timelocked-since-dereg.yaml"
    yield DraftFile(path, name, SINCE_DEREG, list(_opened()))
    path = "consensus/reveal_timelocked-dtao.yaml"
    yield DraftFile(path, name, DTAO, list(_opened_once()))


def _revealing(queues: Queues, known: Sequence[int] = (70,), **changed: Any) -> dict[str, Any]:
    rounds = list(map(str, known))
    return {**CLOCK, "queues": queues_of(queues), "known_rounds": rounds, **changed}


def _left(queues: Queues, *revealed: tuple[str, int]) -> dict[str, Any]:
    """Who is revealed with which value, and the commits that remain."""
    reveals = [{"hotkey": hotkey, "weights": weights(value)} for hotkey, value in revealed]
    return {"ok": {"revealed": reveals, "queues": queues_of(queues)}}


def _opened() -> Iterator[DraftCase]:
    alice, bob, later = made("alice"), made("bob", 9), made("carol", round_=99)
    unreadable = made("alice", None)

    def case(
        slug: str, why: str, *, queues: Any, changed: dict[str, Any], expect: dict[str, Any]
    ) -> DraftCase:
        given = _revealing(queues, **changed)
        return DraftCase(slug, _REVEALS, why, given, expect=expect)

    yield case(
        "one-period-ago",
        "opens commits of the current epoch",
        queues={9: [alice], 10: [bob]},
        changed={},
        expect=_left({10: [bob]}, ("alice", 7)),
    )
    yield case(
        "in-the-order-of-the-queue",
        "opens the newest first",
        queues={9: [bob, alice, made("bob", 11)]},
        changed={},
        expect=_left({}, ("bob", 9), ("alice", 7), ("bob", 11)),
    )
    yield case(
        "round-not-known",
        "drops a commit whose round is not known yet",
        queues={9: [later, alice]},
        changed={},
        expect=_left({9: [later]}, ("alice", 7)),
    )
    yield case(
        "round-known-in-the-last-block",
        "tries in the first block of an epoch only",
        queues={9: [later]},
        changed={"block": "107", "known_rounds": ["99"]},
        expect=_left({}, ("carol", 7)),
    )
    yield case(
        "round-known-too-late",
        "keeps a commit beyond its epoch",
        queues={9: [later]},
        changed={"block": "108", "known_rounds": ["99"]},
        expect=_left({}),
    )
    yield case(
        "unreadable",
        "keeps what it cannot read, or stops there",
        queues={9: [unreadable, bob]},
        changed={},
        expect=_left({}, ("bob", 9)),
    )
    yield case(
        "unreadable-of-an-unknown-round",
        "drops what it cannot even try to read yet",
        queues={9: [made("alice", None, round_=99)]},
        changed={},
        expect=_left({9: [made("alice", None, round_=99)]}),
    )
    yield case(
        "older-epochs-are-deleted",
        "opens commits that are late",
        queues={7: [bob], 8: [bob], 9: [alice]},
        changed={},
        expect=_left({}, ("alice", 7)),
    )
    yield case(
        "longer-period",
        "opens after one epoch whatever the period is",
        queues={7: [alice], 8: [bob], 9: [bob]},
        changed={"reveal_period": "3"},
        expect=_left({8: [bob], 9: [bob]}, ("alice", 7)),
    )
    yield case(
        "before-the-first-period",
        "opens commits of epoch 0 before their period is over",
        queues={0: [alice]},
        changed={"block": "10", "reveal_period": "3"},
        expect=_left({0: [alice]}),
    )
    yield case(
        "after-the-first-period",
        "never opens the commits of epoch 0",
        queues={0: [alice]},
        changed={"block": "28", "reveal_period": "3"},
        expect=_left({}, ("alice", 7)),
    )
    yield case(
        "nothing-due",
        "fails on an epoch without commits",
        queues={10: [bob]},
        changed={},
        expect=_left({10: [bob]}),
    )
    yield case("nothing-at-all", "fails without commits", queues={}, changed={}, expect=_left({}))


def _opened_once() -> Iterator[DraftCase]:
    """Asked in the block of an epoch, the only one in which `dtao` looks."""
    alice, bob, later = made("alice"), made("bob", 9), made("carol", round_=99)
    waiting = {9: [bob], 10: [alice]}

    def case(
        slug: str, why: str, *, queues: Any, changed: dict[str, Any], expect: dict[str, Any]
    ) -> DraftCase:
        fields: dict[str, Any] = {"block": "107", **changed}
        given = _revealing(queues, **fields)
        return DraftCase(f"dtao-{slug}", _ONE_CHANCE, why, given, expect=expect)

    yield case(
        "a-block-too-early",
        "looks in every block, or deletes old commits in every block",
        queues=waiting,
        changed={"block": "106"},
        expect=_left(waiting),
    )
    yield case(
        "a-block-too-late",
        "opens in the block after the epoch, when its index has grown",
        queues=waiting,
        changed={"block": "108"},
        expect=_left(waiting),
    )
    yield case(
        "without-epochs",
        "opens commits of a subnet whose tempo of 0 lets no epoch run",
        queues={101: [bob], 102: [alice]},
        changed={"tempo": 0},
        expect=_left({101: [bob], 102: [alice]}),
    )
    yield case(
        "of-the-ending-epoch",
        "opens one epoch later, as later forks do",
        queues={9: [bob], 10: [alice], 11: [bob]},
        changed={},
        expect=_left({11: [bob]}, ("alice", 7)),
    )
    yield case(
        "round-not-known",
        "tries again in the next block, and stores weights that are lost",
        queues={10: [later, alice]},
        changed={},
        expect=_left({}, ("alice", 7)),
    )
    yield case(
        "longer-period",
        "subtracts the whole period from an index that has not grown yet",
        queues={7: [bob], 8: [alice], 9: [bob]},
        changed={"reveal_period": "3"},
        expect=_left({9: [bob]}, ("alice", 7)),
    )
    yield case(
        "period-of-zero",
        "looks for commits of the next epoch",
        queues={10: [alice], 11: [bob]},
        changed={"reveal_period": "0"},
        expect=_left({11: [bob]}, ("alice", 7)),
    )
    yield case(
        "before-epoch-two",
        "opens commits of the first two epochs",
        queues={1: [alice]},
        changed={"block": "17"},
        expect=_left({1: [alice]}),
    )
    yield case(
        "from-epoch-two-on",
        "waits an epoch longer",
        queues={1: [bob], 2: [alice]},
        changed={"block": "27"},
        expect=_left({}, ("alice", 7)),
    )
    yield case(
        "older-epochs-are-deleted-before-epoch-two",
        "leaves all commits alone before it opens any",
        queues={0: [bob], 1: [alice]},
        changed={"block": "17"},
        expect=_left({1: [alice]}),
    )
    yield case(
        "unreadable",
        "keeps what it cannot read",
        queues={10: [made("alice", None), bob]},
        changed={},
        expect=_left({}, ("bob", 9)),
    )
