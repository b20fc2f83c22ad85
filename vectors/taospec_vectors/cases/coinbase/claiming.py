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

    def case(
        slug: str, why: str, *, rate: int, amount: int, stake: int, after: int | None
    ) -> DraftCase:
        return DraftCase(
            slug,
            rules,
            why,
            {"rate": str(rate), "amount": str(amount), "root_stake": str(stake)},
            expect={"ok": {"rate": None if after is None else str(after)}},
        )

    yield case(
        "exactly-the-stake",
        "stakes an amount that is not above the stake",
        rate=5,
        amount=4,
        stake=4,
        after=5 + ONE,
    )
    yield case(
        "above-the-stake",
        "credits an amount above the stake",
        rate=5,
        amount=5,
        stake=4,
        after=None,
    )
    yield case(
        "nothing-to-nobody",
        "stores no rate for a credit of zero",
        rate=0,
        amount=0,
        stake=0,
        after=0,
    )
    yield case("something-to-nobody", "divides by no stake", rate=0, amount=1, stake=0, after=None)
    yield case(
        "below-a-grain",
        "keeps what is less than a step of the rate",
        rate=7,
        amount=1,
        stake=2**33,
        after=7,
    )
    yield case("one-grain", "loses what is exactly a step", rate=7, amount=1, stake=2**32, after=8)
    yield case(
        "largest-rate", "wraps the rate", rate=2**127 - 1, amount=4, stake=4, after=2**127 - 1
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

    def case(
        slug: str, why: str, *, rate: int, claimed: int, added: int, removed: int
    ) -> DraftCase:
        return DraftCase(
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

    yield case(
        "comes-and-goes",
        "lets new stake claim the past",
        rate=3 * ONE // 2,
        claimed=10,
        added=101,
        removed=101,
    )
    yield case(
        "goes-below-zero",
        "counts less than nothing as claimed",
        rate=ONE,
        claimed=1,
        added=0,
        removed=5,
    )
    yield case("only-comes", "rounds what counts up", rate=ONE // 2, claimed=0, added=3, removed=0)
    yield case(
        "saturates",
        "wraps what counts as claimed",
        rate=2**120,
        claimed=2**128 - 1,
        added=U64_MAX,
        removed=0,
    )


def _hash(*words: int) -> str:
    return "0x" + b"".join(word.to_bytes(8, "big") for word in words).hex()


def _draws() -> Iterator[DraftCase]:
    rules = ("COI-32",)

    def case(
        slug: str,
        why: str,
        *,
        words: tuple[int, ...],
        draws: int,
        coldkeys: int,
        indices: tuple[int, ...],
    ) -> DraftCase:
        return DraftCase(
            slug,
            rules,
            why,
            {"parent_hash": _hash(*words), "draws": draws, "coldkeys": str(coldkeys)},
            expect={"ok": {"indices": strings(indices)}},
        )

    yield case(
        "five-of-ten",
        "reads the words little-endian, starts at zero, or does not go back to the first word",
        words=(3, 5, 7, 11),
        draws=5,
        coldkeys=10,
        indices=(1, 2, 6, 8, 9),
    )
    yield case(
        "nobody-to-draw",
        "divides by no coldkeys",
        words=(3, 5, 7, 11),
        draws=5,
        coldkeys=0,
        indices=(),
    )
    yield case(
        "no-draws", "draws at least once", words=(3, 5, 7, 11), draws=0, coldkeys=10, indices=()
    )
    yield case(
        "one-coldkey",
        "serves a coldkey several times",
        words=(3, 5, 7, 11),
        draws=5,
        coldkeys=1,
        indices=(0,),
    )
    yield case(
        "saturating-sum",
        "wraps the sum of two words",
        words=4 * (U64_MAX,),
        draws=2,
        coldkeys=10,
        indices=(U64_MAX % 10,),
    )
    yield case(
        "zero-hash", "fails on a hash of zero", words=4 * (0,), draws=5, coldkeys=7, indices=(0,)
    )
    yield case(
        "distinct-and-ascending",
        "keeps the order of the draws",
        words=(9, 0, 4, 5),
        draws=4,
        coldkeys=10,
        indices=(2, 7, 8),
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
