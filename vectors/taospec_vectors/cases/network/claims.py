"""Claims of root dividends through one hotkey on several subnets, in one call."""

from __future__ import annotations

from collections.abc import Iterator

from taospec.examples.storage import Row, stake
from taospec.timeline import since
from taospec_vectors.cases.network._economy import (
    ALICE,
    HOTKEY,
    TAO,
    call,
    common,
    question,
    subnet,
)
from taospec_vectors.format import DraftCase, DraftFile

# A stable subnet sells alpha for as much TAO: what is claimed on it is what joins the root stake.
_STABLE, _OTHER = 1, 2
_WHOLE = 2**32


def drafts() -> Iterator[DraftFile]:
    """From `flow` on root dividends are claimed."""
    yield DraftFile(
        "network/apply-claims-on-two-subnets.yaml", "network.apply", since("flow"), list(_cases())
    )


def _cases() -> Iterator[DraftCase]:
    yield DraftCase(
        "claimed-as-much-as-there-can-be",
        ("COI-29", "STA-33"),
        "counts more as claimed than 128 bits hold",
        question(
            [*_rows(_WHOLE, TAO), ["RootClaimed", [_OTHER, HOTKEY, ALICE], str(2**128 - 1)]],
            call("claim_root", ALICE, subnets=[_STABLE, _OTHER]),
        ),
    )
    yield DraftCase(
        "claimed-at-the-threshold",
        ("COI-28", "STA-33"),
        "pays nothing where as much is owed as the threshold asks for",
        question(
            [*_rows(_WHOLE, TAO), ["RootClaimableThreshold", [_STABLE], str(TAO * _WHOLE)]],
            call("claim_root", ALICE, subnets=[_STABLE]),
        ),
    )
    # What was restaked, times the rate of the other subnet, does not fit 64 bits.
    for slug, rate, restaked in (
        ("rate-times-restaked-beyond-a-word", _WHOLE, 10 * TAO),
        ("rate-times-restaked-at-a-word", 2**34, 2**30),
        ("rate-times-restaked-at-the-last-of-a-word", _WHOLE + 1, 2**32 - 1),
    ):
        yield DraftCase(
            slug,
            ("COI-28", "STA-33"),
            "counts what a claim restakes as claimed elsewhere in 64 bits, the fraction included",
            question(
                _rows(rate, restaked),
                call("claim_root", ALICE, subnets=[_STABLE, _OTHER]),
            ),
        )


def _rows(rate: int, restaked: int) -> Iterator[Row]:
    yield from common()
    yield from subnet(0, 1000 * TAO, 0)
    yield from subnet(_STABLE, 1000 * TAO, 0)
    yield from subnet(_OTHER, 1000 * TAO, 1000 * TAO)
    yield from stake(HOTKEY, ALICE, 0, restaked)
    yield ["StakingHotkeys", [ALICE], [HOTKEY]]
    yield ["RootClaimable", [HOTKEY], [[_STABLE, str(_WHOLE)], [_OTHER, str(rate)]]]
    yield ["RootClaimableThreshold", [_STABLE], "0"]
