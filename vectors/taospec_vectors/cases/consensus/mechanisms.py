"""Cases of `consensus.mechanism_split` and `consensus.mechanism_merge`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from taospec_vectors.cases.consensus._common import LARGEST, SINCE_DEREG, TAO, U64_MAX
from taospec_vectors.format import DraftCase, DraftFile, Origin

_MECHANISMS = "pallets/subtensor/src/tests/mechanism.rs @ v3.2.16-349"
_TESTS = {
    "equal": "split_emissions_even_division",
    "rest-to-the-first": "split_emissions_rounding_to_first",
    "stored": "split_emissions_fibbonacci",
}
_PARTS = (
    "stake_weight",
    "consensus",
    "validator_trust",
    "rank",
    "trust",
    "dividends",
    "pruning_scores",
)
_AMOUNTS = ("server_emission", "validator_emission", "emission")
_FLAGS = ("active", "validator_permits")


def drafts() -> Iterator[DraftFile]:
    """Splitting the emission, and merging the results."""
    name = "consensus.mechanism_split"
    yield DraftFile("consensus/mechanism_split.yaml", name, SINCE_DEREG, list(_splits()))
    name = "consensus.mechanism_merge"
    yield DraftFile("consensus/mechanism_merge.yaml", name, SINCE_DEREG, list(_merges()))


def _splits() -> Iterator[DraftCase]:
    rules, quirk = ("CON-43",), ("CON-43", "CON-63")
    fibonacci = (3450, 6899, 10348, 17247, 27594)

    def case(
        slug: str,
        cited: tuple[str, ...],
        why: str,
        *,
        emission: int,
        count: int,
        split: tuple[int, ...] | None,
        shares: tuple[int, ...] | None,
    ) -> DraftCase:
        given = {
            "emission": str(emission),
            "count": count,
            "split": None if split is None else list(split),
        }
        expect = None if shares is None else {"ok": {"shares": list(map(str, shares))}}
        test = _TESTS.get(slug)
        origin: Origin = "upstream-test" if test else "human"
        source = f"{test}, {_MECHANISMS}" if test else None
        return DraftCase(slug, cited, why, given, origin, source, expect)

    yield case(
        "equal",
        rules,
        "splits by a stored list that is not there",
        emission=25,
        count=5,
        split=None,
        shares=(5,) * 5,
    )
    yield case(
        "rest-to-the-first",
        rules,
        "drops what the floors leave",
        emission=10,
        count=4,
        split=None,
        shares=(4, 2, 2, 2),
    )
    yield case(
        "stored",
        rules,
        "rounds the parts",
        emission=19,
        count=5,
        split=fibonacci,
        shares=(1, 2, 3, 5, 8),
    )
    yield case(
        "fewer-parts-than-mechanisms",
        rules,
        "splits the rest among mechanisms without a part",
        emission=1000,
        count=3,
        split=(65535,),
        shares=(1000, 0, 0),
    )
    yield case(
        "a-quarter-and-the-rest",
        rules,
        "divides by 65536, or floors 16383 of 65535 another way",
        emission=TAO,
        count=2,
        split=(16383, 49152),
        shares=(249_988_556, 750_011_444),
    )
    yield case(
        "more-parts-than-mechanisms",
        rules,
        "counts parts of mechanisms that are gone; what they would get goes to the first",
        emission=1000,
        count=1,
        split=(0, 65535),
        shares=(1000,),
    )
    yield case(
        "less-than-everything",
        rules,
        "drops what no part claims",
        emission=1000,
        count=2,
        split=(0, 30000),
        shares=(543, 457),
    )
    yield case(
        "more-than-everything",
        quirk,
        "normalises a split whose parts sum to more than 65535, or refuses it",
        emission=1000,
        count=2,
        split=(65535, 65535),
        shares=(1000, 1000),
    )
    yield case(
        "more-than-everything-of-the-most",
        quirk,
        "overflows where the shares sum to more than 64 bits",
        emission=U64_MAX,
        count=2,
        split=(65535, 65535),
        shares=(U64_MAX, U64_MAX),
    )
    yield case(
        "largest-emission",
        rules,
        "overflows in the product of emission and part",
        emission=U64_MAX,
        count=2,
        split=(32768, 32767),
        shares=None,
    )
    yield case(
        "nothing",
        rules,
        "divides by an emission of zero",
        emission=0,
        count=2,
        split=None,
        shares=(0, 0),
    )
    yield case(
        "one-rao",
        rules,
        "gives the last mechanism the rest",
        emission=1,
        count=2,
        split=None,
        shares=(1, 0),
    )
    yield case(
        "no-mechanism",
        rules,
        "divides by a count of zero",
        emission=7,
        count=0,
        split=None,
        shares=(),
    )
    yield case(
        "one-mechanism",
        rules,
        "floors what is not split",
        emission=TAO + 1,
        count=1,
        split=None,
        shares=(TAO + 1,),
    )
    yield case(
        "empty-list",
        rules,
        "takes an empty list for equal parts",
        emission=1000,
        count=2,
        split=(),
        shares=(1000, 0),
    )


def _result(n: int, **vectors: Sequence[Any]) -> dict[str, Any]:
    """Results of a mechanism of n uids: zeros and no flags but for the vectors given."""
    plain: dict[str, list[Any]] = {
        **{name: [False] * n for name in _FLAGS},
        **{name: [0] * n for name in _PARTS},
        **{name: ["0"] * n for name in _AMOUNTS},
    }
    amounts = {
        name: [str(value) for value in vectors[name]] for name in _AMOUNTS if name in vectors
    }
    return plain | {name: list(values) for name, values in vectors.items()} | amounts


def _of(emission: int, shares: Sequence[int], *results: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "emission": str(emission),
        "shares": list(map(str, shares)),
        "results": list(results),
    }


def _merges() -> Iterator[DraftCase]:
    parts = {name: [65535, 39321, 1] for name in _PARTS}
    full = _result(
        3,
        **parts,
        server_emission=[7, 0, 5],
        validator_emission=[0, 9, 6],
        emission=[7, 9, 12],
        active=[True, False, True],
        validator_permits=[False, True, True],
    )
    yield DraftCase(
        "single",
        ("CON-44",),
        "changes the results of an only mechanism",
        _of(1000, [1000], full),
        expect={"ok": full},
    )
    halved = {name: [65534, 39320, 0] for name in _PARTS}
    merged = full | halved
    merged |= {"server_emission": ["14", "0", "10"], "validator_emission": ["0", "18", "12"]}
    merged |= {"emission": ["6", "8", "12"]}
    yield DraftCase(
        "equal-halves",
        ("CON-44", "CON-45", "CON-62"),
        "takes the merge of equal mechanisms for the identity, or adds up recorded emissions",
        _of(1000, [500, 500], full, full),
        expect={"ok": merged},
    )

    def case(
        slug: str,
        cited: tuple[str, ...],
        why: str,
        *,
        emission: int,
        shares: tuple[int, ...],
        columns: tuple[tuple[int, int], ...],
        expected: tuple[int, int],
    ) -> DraftCase:
        results = [_result(2, trust=column, rank=column) for column in columns]
        return DraftCase(
            slug,
            cited,
            why,
            _of(emission, shares, *results),
            expect={"ok": _result(2, trust=expected, rank=expected)},
        )

    yield case(
        "a-quarter-and-the-rest",
        ("CON-44",),
        "floors once, after all mechanisms are added",
        emission=TAO,
        shares=(249_988_556, 750_011_444),
        columns=((65535, 39321), (65535, 13107)),
        expected=(65534, 19659),
    )
    yield case(
        "thirds",
        ("CON-44", "CON-62"),
        "floors once: three thirds of 2 are 0 + 0 + 0",
        emission=300,
        shares=(100, 100, 100),
        columns=((2, 65535), (2, 65535), (2, 65535)),
        expected=(0, 65532),
    )
    yield case(
        "no-emission",
        ("CON-44",),
        "divides by an emission of zero, and not by trusting the first mechanism",
        emission=0,
        shares=(0, 0),
        columns=((5, 7), (1, 9)),
        expected=(5, 7),
    )
    yield case(
        "mechanism-without-a-share",
        ("CON-44",),
        "counts a mechanism that gets nothing",
        emission=1000,
        shares=(1000, 0),
        columns=((5, 7), (65535, 65535)),
        expected=(5, 7),
    )
    yield case(
        "shares-above-the-emission",
        ("CON-44",),
        "wraps where a weighted sum saturates",
        emission=2,
        shares=(U64_MAX, 4),
        columns=((65535, 1), (65535, 1)),
        expected=(LARGEST, LARGEST),
    )
    yield from _united()


def _united() -> Iterator[DraftCase]:
    first = _result(3, active=[True, False, False], validator_permits=[False, False, True])
    second = _result(3, active=[False, True, False], validator_permits=[False, True, False])
    yield DraftCase(
        "flags-are-united",
        ("CON-44",),
        "takes the flags of the last mechanism, or those that all share",
        _of(2, [1, 1], first, second),
        expect={
            "ok": _result(3, active=[True, True, False], validator_permits=[False, True, True])
        },
    )
    rich = _result(2, server_emission=[U64_MAX, 1], validator_emission=[2**63, 2])
    yield DraftCase(
        "payments-saturate",
        ("CON-44",),
        "wraps where two payments sum to more than 64 bits",
        _of(2, [1, 1], rich, rich),
        expect={"ok": _result(2, server_emission=[U64_MAX, 2], validator_emission=[U64_MAX, 4])},
    )
    paid = _result(2, emission=[500, 0], server_emission=[500, 0])
    other = _result(2, emission=[0, 500], server_emission=[0, 500])
    yield DraftCase(
        "recorded-at-half",
        ("CON-44", "CON-45"),
        "records what is paid; each mechanism's emission is weighted once more",
        _of(1000, [500, 500], paid, other),
        expect={"ok": _result(2, emission=[250, 250], server_emission=[500, 500])},
    )
