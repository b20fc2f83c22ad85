"""Cases of `consensus.epoch` that implementations with one known mistake got past without.

Each has only the rule in it that its mistake breaks; the slug is the name of the wrong adapter.
"""

from __future__ import annotations

from collections.abc import Iterator

from taospec.examples.consensus import Table
from taospec_vectors.cases.consensus._common import ALL, LARGEST, SINCE_DEREG, stakes, state
from taospec_vectors.format import DraftCase, DraftFile

_OPERATION = "consensus.epoch"
_IN_TURNS: Table = {
    0: [(3, 5), (4, 3), (5, 2)],
    1: [(3, 2), (4, 5), (5, 3)],
    2: [(3, 3), (4, 2), (5, 5)],
}
_EVEN: Table = {0: [(2, 1), (3, 1)], 1: [(2, 1), (3, 1)]}


def drafts() -> Iterator[DraftFile]:
    """Mistakes that every fork shows, and one that takes Yuma3."""
    yield DraftFile("consensus/epoch-mutants.yaml", _OPERATION, ALL, list(_everywhere()))
    grows = [_clamped()]
    yield DraftFile("consensus/epoch-mutants-since-dereg.yaml", _OPERATION, SINCE_DEREG, grows)


def _everywhere() -> Iterator[DraftCase]:
    thirds = {0: [(1, 1), (2, 1), (3, 1)], 1: [(0, 1), (2, 1), (3, 1)]}
    owner = {0: [(0, 1), (2, 3)], 1: [(0, 2), (2, 2)]}
    for slug, rule, why, given in (
        (
            "float64-epoch",
            "CON-1",
            "normalises in double precision, in which three thirds are one",
            state(weights=thirds, bonds={}),
        ),
        (
            "clips-at-quantised-consensus",
            "CON-19",
            "clips at consensus as parts of its sum, 0.3333 for 0.3, instead of consensus",
            state(
                n=6,
                stake=stakes(1, 1, 1, 0, 0, 0),
                max_allowed_validators=3,
                last_update=[100] * 6,
                block_at_registration=[0] * 6,
                validator_permits=[True] * 3 + [False] * 3,
                weights=_IN_TURNS,
                bonds={},
            ),
        ),
        (
            "dividends-by-active-stake",
            "CON-64",
            "multiplies classic dividends by active stake, so that old bonds earn nothing",
            state(weights=_EVEN, last_update=[100, 49, 100, 100]),
        ),
        (
            "forgets-by-the-real-epoch",
            "CON-69",
            "drops bonds in who registered in the block of the last epoch, tempo + 1 blocks ago",
            state(weights=_EVEN, block_at_registration=[0, 0, 89, 0]),
        ),
        (
            "adds-up-the-emission",
            "CON-37",
            "records the sum of two floors, where the owner mines and validates",
            state(weights=owner, owner_uid=0, bonds={0: [(2, 7)], 1: [(2, 9)]}),
        ),
        (
            "stores-ranks-as-they-are",
            "CON-67",
            "stores ranks before they are normalised",
            state(weights={0: [(2, 3), (3, 1)], 1: [(2, 1), (3, 3)]}),
        ),
    ):
        yield DraftCase(slug, [rule], why, given, "mutant")


def _clamped() -> DraftCase:
    return DraftCase(
        "clamps-the-moving-average",
        ["CON-70"],
        "keeps the share of the old bond at one at most, so that bonds do not grow",
        state(
            yuma3=True,
            bonds_moving_average=2_000_000,
            weights={0: [(2, LARGEST)]},
            bonds={1: [(3, 20000)]},
        ),
        "mutant",
    )
