"""Cases of `supply.alpha_emission` and `supply.stored_block_emission`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from taospec.timeline import since, until
from taospec_vectors.cases.supply._common import SUPPLY, TAO, THRESHOLDS, U64_MAX
from taospec_vectors.format import DraftCase, DraftFile

_TWO_COUNTERS = until("halving")
_HALF = THRESHOLDS[0]


def drafts() -> Iterator[DraftFile]:
    """Each operation before and since users' alpha counts."""
    alpha, stored = "supply.alpha_emission", "supply.stored_block_emission"
    yield DraftFile("supply/alpha_emission.yaml", alpha, _TWO_COUNTERS, list(_two_counters()))
    yield DraftFile(
        "supply/alpha_emission-provided.yaml", alpha, since("halving"), list(_provided())
    )
    cases = [*_stored(), *_by_storage_order()]
    yield DraftFile("supply/stored_block_emission.yaml", stored, _TWO_COUNTERS, cases)
    cases = [*_by_id(), _provided_counts()]
    yield DraftFile("supply/stored_block_emission-by-id.yaml", stored, since("halving"), cases)


def _reserves(alpha_in: int, provided: int, alpha_out: int) -> dict[str, Any]:
    return {
        "alpha_in": str(alpha_in),
        "alpha_in_provided": str(provided),
        "alpha_out": str(alpha_out),
    }


def _answer(issuance: int, emission: int) -> dict[str, Any]:
    return {"ok": {"alpha_issuance": str(issuance), "emission": str(emission)}}


def _two_counters() -> Iterator[DraftCase]:
    rules = ("SUP-11",)
    yield DraftCase(
        "new-subnet",
        rules,
        "reads the TAO issuance for every subnet",
        _reserves(TAO, 0, 0),
        expect=_answer(TAO, TAO),
    )
    yield DraftCase(
        "pool-and-outstanding-at-the-threshold",
        rules,
        "counts only the alpha outside the pool",
        _reserves(_HALF - 5 * TAO, 0, 5 * TAO),
        expect=_answer(_HALF, TAO // 2),
    )
    yield DraftCase(
        "users-alpha-does-not-count",
        rules,
        "counts alpha that users have put into the pool, as a later fork does",
        _reserves(_HALF - 6 * TAO, 2 * TAO, 5 * TAO),
        expect=_answer(_HALF - TAO, TAO),
    )
    yield DraftCase(
        "largest-counters",
        rules,
        "wraps the sum of two large counters to a small issuance",
        _reserves(U64_MAX, 0, U64_MAX),
        expect=_answer(U64_MAX, 0),
    )


def _provided() -> Iterator[DraftCase]:
    rules = ("SUP-11",)
    yield DraftCase(
        "users-alpha-counts",
        rules,
        "leaves alpha that users have put into the pool out of the issuance",
        _reserves(_HALF - 6 * TAO, TAO, 5 * TAO),
        expect=_answer(_HALF, TAO // 2),
    )
    yield DraftCase(
        "users-alpha-one-rao-short",
        rules,
        "halves the alpha emission one rao too early",
        _reserves(_HALF - 6 * TAO, TAO - 1, 5 * TAO),
        expect=_answer(_HALF - 1, TAO),
    )
    yield DraftCase(
        "three-large-counters",
        rules,
        "wraps the sum of three large counters to a small issuance",
        _reserves(2**63, 2**63, 1),
        expect=_answer(U64_MAX, 0),
    )


def _curve(netuid: int, alpha_out: int, provided: int = 0) -> dict[str, Any]:
    return {"netuid": netuid, "reserves": _reserves(0, provided, alpha_out)}


def _block(stored: int, issuance: int, *curves: dict[str, Any]) -> dict[str, Any]:
    return {"stored": str(stored), "total_issuance": str(issuance), "subnets": list(curves)}


def _is(rao: int) -> dict[str, Any]:
    return {"ok": {"stored": str(rao)}}


def _stored() -> Iterator[DraftCase]:
    rules = ("SUP-12",)
    yield DraftCase(
        "no-subnet",
        rules,
        "never updates the stored emission at a halving",
        _block(TAO, _HALF),
        expect=_is(TAO // 2),
    )
    yield DraftCase(
        "young-subnet-after-the-halving",
        rules,
        "takes the stored value for the emission of TAO, twice too much since December 2025",
        _block(TAO // 2, 11_194_293_378_683_953, _curve(1, TAO)),
        expect=_is(TAO),
        source="storage record of block 8765999 reads 1000000000 at this issuance",
    )
    yield DraftCase(
        "old-subnet-before-the-halving",
        rules,
        "stores only evaluations of the TAO curve",
        _block(TAO, 9_000_000 * TAO, _curve(1, _HALF)),
        expect=_is(TAO // 2),
    )
    yield DraftCase(
        "issuance-at-the-supply",
        rules,
        "stores the zero that an exhausted curve answers",
        _block(7, SUPPLY, _curve(1, SUPPLY)),
        expect=_is(7),
    )
    yield DraftCase(
        "zero-below-the-supply",
        rules,
        "treats every zero alike; below the supply the zero is stored",
        _block(7, SUPPLY - 1),
        expect=_is(0),
    )


def _by_storage_order() -> Iterator[DraftCase]:
    yield DraftCase(
        "ids-above-255-in-storage-order",
        ("SUP-12",),
        "walks the subnets by id, where storage holds the low byte of the id first",
        _block(0, 0, _curve(1, _HALF), _curve(256, TAO)),
        expect=_is(TAO // 2),
    )
    yield DraftCase(
        "same-low-byte-in-order-of-the-high-one",
        ("SUP-12",),
        "leaves ids of the same low byte in the order in which they are given",
        _block(0, 0, _curve(257, TAO), _curve(1, _HALF)),
        expect=_is(TAO),
    )


def _by_id() -> Iterator[DraftCase]:
    yield DraftCase(
        "ids-above-255-by-id",
        ("SUP-12",),
        "walks the subnets in storage order, where this fork sorts them by id",
        _block(0, 0, _curve(256, TAO), _curve(1, _HALF)),
        expect=_is(TAO),
    )
    yield DraftCase(
        "ids-are-sorted-first",
        ("SUP-12",),
        "evaluates the subnets in the order in which they are given",
        _block(0, 0, _curve(3, TAO), _curve(2, _HALF)),
        expect=_is(TAO),
    )


def _provided_counts() -> DraftCase:
    return DraftCase(
        "users-alpha-counts-too",
        ("SUP-11", "SUP-12"),
        "evaluates the alpha curve without the alpha that users have put into the pool",
        _block(0, 0, _curve(1, _HALF - TAO, TAO)),
        expect=_is(TAO // 2),
    )
