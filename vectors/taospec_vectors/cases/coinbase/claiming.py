"""Cases of claims, draws, the walk, and requests for children."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from taospec_vectors.cases.coinbase._common import (
    COINBASE_TESTS,
    ONE,
    SINCE_FLOW,
    U64_MAX,
    UNTIL_FLOW,
    strings,
)
from taospec_vectors.format import DraftCase, DraftFile

_THRESHOLD = 2_147_483_648_000_000
_CLAIM_TESTS = f"{COINBASE_TESTS} test_claim_root_with_drain_emissions"


def drafts() -> Iterator[DraftFile]:
    """The ledger of root dividends, and what the chain does for everybody."""
    name = "coinbase.credit"
    yield DraftFile("coinbase/credit.yaml", name, SINCE_FLOW, list(_credits()))
    yield DraftFile("coinbase/claim.yaml", "coinbase.claim", SINCE_FLOW, list(_claims()))
    name = "coinbase.count_root_stake"
    yield DraftFile("coinbase/count_root_stake.yaml", name, SINCE_FLOW, list(_root_stake()))
    yield DraftFile("coinbase/drawn.yaml", "coinbase.drawn", SINCE_FLOW, list(_draws()))
    yield DraftFile("coinbase/walk.yaml", "coinbase.walk", SINCE_FLOW, list(_walks()))
    name = "coinbase.children"
    for topic, forks, rule in (
        ("until-flow", UNTIL_FLOW, "COI-30"),
        ("since-flow", SINCE_FLOW, "COI-31"),
    ):
        path = f"coinbase/children-{topic}.yaml"
        yield DraftFile(path, name, forks, list(_children(topic, rule)))


def _credits() -> Iterator[DraftCase]:
    rules = ("COI-27",)
    yield DraftCase(
        "first-credit",
        rules,
        "rounds the rate to the nearest step",
        {"rate": "0", "amount": "820004", "root_stake": "2000000"},
        origin="upstream-test",
        source=_CLAIM_TESTS,
        expect={"ok": {"rate": "1760945181"}},
    )
    for slug, why, rate, amount, stake, after in (
        ("exactly-the-stake", "stakes an amount that is not above the stake", 5, 4, 4, 5 + ONE),
        ("above-the-stake", "credits an amount above the stake", 5, 5, 4, None),
        ("nothing-to-nobody", "stores no rate for a credit of zero", 0, 0, 0, 0),
        ("something-to-nobody", "divides by no stake", 0, 1, 0, None),
        ("below-a-grain", "keeps what is less than a step of the rate", 7, 1, 2**33, 7),
        ("one-grain", "loses what is exactly a step", 7, 1, 2**32, 8),
        ("largest-rate", "wraps the rate", 2**127 - 1, 4, 4, 2**127 - 1),
    ):
        yield DraftCase(
            slug,
            rules,
            why,
            {"rate": str(rate), "amount": str(amount), "root_stake": str(stake)},
            expect={"ok": {"rate": None if after is None else str(after)}},
        )


def _claims() -> Iterator[DraftCase]:
    rules = ("COI-28",)

    def given(rate: int, stake: int, claimed: int, threshold: int = _THRESHOLD) -> dict[str, str]:
        return {
            "rate": str(rate),
            "root_stake": str(stake),
            "claimed": str(claimed),
            "threshold": str(threshold),
        }

    for slug, rate, claimed, pays in (
        ("first-claim", 1_760_945_181, 0, 820_003),
        ("second-claim", 3_521_890_362, 820_003, 820_004),
    ):
        wire = given(rate, 2_000_000, claimed)
        owed = 2_000_000 * rate - claimed * ONE
        yield DraftCase(
            slug,
            rules,
            "forgets the fraction that the first claim left, or pays what was claimed again",
            wire,
            origin="upstream-test",
            source=_CLAIM_TESTS,
            expect={"ok": {"owed": str(owed), "pays": str(pays)}},
        )
    for slug, why, wire in (
        ("at-the-threshold", "pays above the threshold only", given(ONE, 500_000, 0)),
        ("below-the-threshold", "rounds up to the threshold", given(ONE, 499_999, 0)),
        (
            "a-step-below-the-threshold",
            "compares whole rao with the threshold",
            given(ONE - 1, 500_000, 0),
        ),
        ("less-than-claimed", "pays a negative amount", given(ONE, 5, 9, 0)),
        ("no-threshold", "pays a fraction of a rao", given(ONE // 2, 1, 0, 0)),
        ("negative-threshold", "pays what is not owed", given(0, 0, 1, -(2**40))),
        ("more-than-a-u64", "wraps a large claim", given(2**120, U64_MAX, 0)),
        ("claimed-beyond-the-format", "wraps what was claimed", given(ONE, 5, 2**127, 0)),
    ):
        yield DraftCase(slug, rules, why, wire)


def _root_stake() -> Iterator[DraftCase]:
    rules = ("COI-29",)
    for slug, why, rate, claimed, added, removed in (
        ("comes-and-goes", "lets new stake claim the past", 3 * ONE // 2, 10, 101, 101),
        ("goes-below-zero", "counts less than nothing as claimed", ONE, 1, 0, 5),
        ("only-comes", "rounds what counts up", ONE // 2, 0, 3, 0),
        ("saturates", "wraps what counts as claimed", 2**120, 2**128 - 1, U64_MAX, 0),
    ):
        yield DraftCase(
            slug,
            rules,
            why,
            {
                "rate": str(rate),
                "claimed": str(claimed),
                "added": str(added),
                "removed": str(removed),
            },
        )


def _hash(*words: int) -> str:
    return "0x" + b"".join(word.to_bytes(8, "big") for word in words).hex()


def _draws() -> Iterator[DraftCase]:
    rules = ("COI-32",)
    for slug, why, words, draws, coldkeys, indices in (
        (
            "five-of-ten",
            "reads the words little-endian, starts at zero, or does not go back to the first word",
            (3, 5, 7, 11),
            5,
            10,
            (1, 2, 6, 8, 9),
        ),
        ("nobody-to-draw", "divides by no coldkeys", (3, 5, 7, 11), 5, 0, ()),
        ("no-draws", "draws at least once", (3, 5, 7, 11), 0, 10, ()),
        ("one-coldkey", "serves a coldkey several times", (3, 5, 7, 11), 5, 1, (0,)),
        (
            "saturating-sum",
            "wraps the sum of two words",
            4 * (U64_MAX,),
            2,
            10,
            (U64_MAX % 10,),
        ),
        ("zero-hash", "fails on a hash of zero", 4 * (0,), 5, 7, (0,)),
        ("distinct-and-ascending", "keeps the order of the draws", (9, 0, 4, 5), 4, 10, (2, 7, 8)),
    ):
        yield DraftCase(
            slug,
            rules,
            why,
            {"parent_hash": _hash(*words), "draws": draws, "coldkeys": str(coldkeys)},
            expect={"ok": {"indices": strings(indices)}},
        )


def _account(number: int) -> str:
    return "0x" + number.to_bytes(32, "big").hex()


def _entry(hotkey: int, coldkey: int = 1, netuid: int = 0) -> dict[str, Any]:
    return {"hotkey": _account(hotkey), "coldkey": _account(coldkey), "netuid": netuid}


def _walks() -> Iterator[DraftCase]:
    rules = ("COI-33",)
    thirty = [_entry(number) for number in range(30)]
    for slug, why, entries, last in (
        ("no-entries", "fails where there is no stake", [], None),
        ("all-in-one-batch", "sorts by account instead of by its hash", thirty[:5], None),
        ("exactly-thirty", "begins again after a full batch", thirty, None),
        ("thirty-one", "looks at all entries", [*thirty, _entry(99)], None),
        ("on-from-a-key", "looks at the last entry again", thirty[:5], thirty[2]),
        (
            "on-from-an-entry-that-is-gone",
            "begins again where the last entry is gone",
            thirty[:5],
            _entry(77),
        ),
        (
            "netuid-low-byte-first",
            "sorts netuids as numbers",
            [_entry(1, 1, 256), _entry(1, 1, 1), _entry(1, 1, 0)],
            None,
        ),
        (
            "one-hotkey-many-coldkeys",
            "sorts coldkeys by account instead of by its hash",
            [_entry(1, number) for number in range(1, 6)],
            None,
        ),
    ):
        yield DraftCase(slug, rules, why, {"entries": entries, "last": last})


_A, _B, _C, _P, _Q = ("0x0a", "0x0b", "0x0c", "0x50", "0x51")


def _listed(*relatives: tuple[int, str]) -> list[dict[str, Any]]:
    return [{"proportion": str(proportion), "hotkey": hotkey} for proportion, hotkey in relatives]


def _request(
    *requested: tuple[int, str],
    children: dict[str, list[tuple[int, str]]] | None = None,
    parents: dict[str, list[tuple[int, str]]] | None = None,
) -> dict[str, Any]:
    def told(lists: dict[str, list[tuple[int, str]]] | None) -> list[dict[str, Any]]:
        return [
            {"hotkey": hotkey, "relatives": _listed(*rows)}
            for hotkey, rows in (lists or {}).items()
        ]

    return {
        "parent": _P,
        "requested": _listed(*requested),
        "children": told(children),
        "parents": told(parents),
    }


def _children(topic: str, rule: str) -> Iterator[DraftCase]:
    for slug, why, given in (
        ("first-child", "writes one of the two lists only", _request((5, _A))),
        (
            "one-leaves-and-one-comes",
            "keeps the parent in the list of a child that left",
            _request(
                (9, _C),
                children={_P: [(5, _A), (6, _B)]},
                parents={_A: [(1, _Q), (5, _P)], _B: [(6, _P)]},
            ),
        ),
        (
            "a-child-stays",
            "moves the parent to the end of the list, or leaves it, in the wrong fork",
            _request(
                (7, _A),
                children={_P: [(5, _A)]},
                parents={_A: [(5, _P), (1, _Q)]},
            ),
        ),
        (
            "given-order",
            "sorts the list, or does not, in the wrong fork",
            _request((1, _C), (2, _A), (3, _B)),
        ),
        ("a-child-twice", "keeps the first proportion", _request((1, _A), (2, _A))),
        ("its-own-child", "lets a hotkey lend to itself, or drops the request", _request((1, _P))),
        (
            "more-than-everything",
            "lends more than there is, or drops a request in the wrong fork",
            _request((U64_MAX, _A), (1, _B)),
        ),
        (
            "exactly-everything",
            "drops a request that lends all",
            _request((U64_MAX - 1, _A), (1, _B)),
        ),
        (
            "child-of-its-child",
            "lets two hotkeys lend to each other, or drops a request in the wrong fork",
            _request((1, _Q), children={_Q: [(4, _P)]}, parents={_P: [(4, _Q)]}),
        ),
        (
            "nobody",
            "keeps an empty list, or none, in the wrong fork",
            _request(children={_P: [(5, _A)]}, parents={_A: [(5, _P)]}),
        ),
        (
            "own-parents-are-asserted",
            "leaves the lists of the parent's own parents alone in the wrong fork",
            _request(
                (1, _A),
                children={_Q: [(3, _P)], _B: [(8, _C)]},
                parents={_P: [(4, _Q), (2, _B)]},
            ),
        ),
    ):
        yield DraftCase(f"{topic}-{slug}", (rule,), why, given)
