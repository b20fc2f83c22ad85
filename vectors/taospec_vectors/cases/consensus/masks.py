"""Cases of `consensus.epoch`: who and what counts, each comparison at its edge and beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from taospec.examples.consensus import RAO, Table
from taospec_vectors.cases.consensus._common import (
    ALL,
    DTAO,
    LARGEST,
    SINCE_DEREG,
    U64_MAX,
    stakes,
    state,
)
from taospec_vectors.format import DraftCase, DraftFile

_OPERATION = "consensus.epoch"
_BESIDE = (("a-block-below", -1), ("at", 0), ("a-block-above", 1))

Changed = dict[str, Any]
Row = tuple[str, tuple[str, ...], str, Changed]


class Edge(NamedTuple):
    """A comparison: the block at its edge, the state for a block, and why below, at and above."""

    slug: str
    rules: tuple[str, ...]
    at: int
    changed: Callable[[int], Changed]
    why: tuple[str, str, str]


def drafts() -> Iterator[DraftFile]:
    """`dtao` has fewer masks than later forks, and does not survive malformed state."""
    since = [*_edges(_SINCE_DEREG_EDGES), *_cases(_SINCE_DEREG_CASES), *_threshold()]
    yield DraftFile("consensus/epoch-masks.yaml", _OPERATION, ALL, list(_edges(_EDGES)))
    yield DraftFile("consensus/epoch-rows.yaml", _OPERATION, ALL, list(_cases(_ROWS)))
    yield DraftFile("consensus/epoch-masks-since-dereg.yaml", _OPERATION, SINCE_DEREG, since)
    fitted = list(_cases(_FITTED))
    yield DraftFile("consensus/epoch-malformed.yaml", _OPERATION, SINCE_DEREG, fitted)
    dtao = [*_cases(_DTAO_CASES), *_stopped()]
    yield DraftFile("consensus/epoch-masks-dtao.yaml", _OPERATION, DTAO, dtao)


def _edges(edges: Sequence[Edge]) -> Iterator[DraftCase]:
    """Each comparison one block below its edge, at it and above; a `why` for each of the three."""
    for edge in edges:
        for (place, offset), why in zip(_BESIDE, edge.why, strict=True):
            given = state(**edge.changed(edge.at + offset))
            yield DraftCase(f"{edge.slug}-{place}", edge.rules, why, given)


def _cases(table: Sequence[Row]) -> Iterator[DraftCase]:
    for slug, rules, why, changed in table:
        yield DraftCase(slug, rules, why, state(**changed))


# Uid 3 is rated by uid 0, whose weights are of block 80, and by uid 1, whose weights are of now.
# Its registration is before the last epoch, of block 90, so that bonds in it are remembered.
def _registered(block: int) -> Changed:
    return {"last_update": [80, 100, 100, 100], "block_at_registration": [0, 0, 0, block]}


def _committed(block: int) -> Changed:
    return {
        "commit_reveal": True,
        "commit_blocks": [(0, 60), (1, 99)],
        "block_at_registration": [0, 0, 0, block],
    }


_EDGES: tuple[Edge, ...] = (
    Edge(
        "last-update-and-cutoff",
        ("CON-7", "CON-10"),
        at=50,
        changed=lambda block: {"last_update": [100, block, 100, 100]},
        why=(
            "lets the stake of an inactive uid vote",
            "takes a uid for inactive after exactly the cutoff",
            "is a block too strict with the cutoff",
        ),
    ),
    Edge(
        "weights-and-registration",
        ("CON-13", "CON-15"),
        at=80,
        changed=_registered,
        why=(
            "drops weights that were set the block after a registration",
            "keeps weights that were set in the block of a registration",
            "keeps weights that are older than the neuron they judge",
        ),
    ),
    Edge(
        "last-epoch-and-registration",
        ("CON-23",),
        at=90,
        changed=lambda block: {"block_at_registration": [0, 0, 0, block]},
        why=(
            "forgets bonds in a uid that registered before the last epoch",
            "remembers bonds in a uid that registered in the block of the last epoch",
            "remembers bonds in a uid that registered after the last epoch",
        ),
    ),
)
_SINCE_DEREG_EDGES: tuple[Edge, ...] = (
    Edge(
        "commit-and-registration",
        ("CON-14",),
        at=60,
        changed=_committed,
        why=(
            "hides weights of a commit that is newer than the neuron",
            "hides weights of a commit in the block of the registration",
            "shows weights behind a commit that is older than the neuron",
        ),
    ),
)


def _threshold() -> Iterator[DraftCase]:
    """The stake of uid 1 in the 2**64th parts of a rao."""
    for place, bits, why in (
        ("a-unit-below", 3 * RAO - 1, "rounds a stake of nearly 3 rao up to the threshold of 3"),
        ("at", 3 * RAO, "asks for more than the threshold"),
        ("a-unit-above", 3 * RAO + 1, "asks for a whole rao more than the threshold"),
    ):
        given = state(stake=[5 * RAO, bits, 0, 0], stake_threshold=3)
        yield DraftCase(f"stake-and-threshold-{place}", ("CON-5", "CON-8"), why, given)


_NO_ROWS: Table = {}
_RATED = {0: [(2, 3), (3, 1)], 1: [(2, 1), (3, 1)]}
_SELF = {0: [(0, 9), (2, 3)], 1: [(1, 9), (2, 1)]}
_HELD = {0: [(2, 40000), (3, 100)], 1: [(2, 65535), (3, 65535)]}

_ROWS: tuple[Row, ...] = (
    ("everything-counts", ("CON-10", "CON-15", "CON-35"), "drops something that counts", {}),
    (
        "early-block",
        ("CON-7", "CON-23"),
        "goes below block 0 for the last epoch, or for the cutoff",
        {"block": 5, "last_update": [5] * 4},
    ),
    (
        "last-update-at-the-end-of-the-type",
        ("CON-7", "CON-13"),
        "wraps the sum of last update and cutoff",
        {
            "block": 70_000,
            "activity_cutoff": 65535,
            "last_update": [U64_MAX, U64_MAX, 70_000, 70_000],
        },
    ),
    (
        "update-of-the-future",
        ("CON-7", "CON-13"),
        "takes a last update after the current block for an old one",
        {"last_update": [101, 100, 100, 100]},
    ),
    (
        "never-updated",
        ("CON-7", "CON-13"),
        "lets weights of block 0 count for a uid of block 0",
        {"block": 50, "last_update": [0, 50, 0, 0]},
    ),
    (
        "inactive-miner",
        ("CON-7",),
        "leaves miners out that do not update, whose incentive is the same",
        {"last_update": [100, 100, 0, 0]},
    ),
    (
        "without-an-old-permit",
        ("CON-10", "CON-11"),
        "reads the new permits, so that a vote counts an epoch early",
        {"validator_permits": [True, False, False, False]},
    ),
    (
        "old-permit-without-a-new-one",
        ("CON-11", "CON-39"),
        "masks votes by the new permits, or stores bonds by the old ones",
        {"max_allowed_validators": 1},
    ),
    (
        "permit-for-a-miner",
        ("CON-11", "CON-17"),
        "counts the vote of a permit without stake in the median",
        {
            "validator_permits": [True, True, True, False],
            "weights": {**_RATED, 2: [(3, 65535)]},
        },
    ),
    (
        "nobody-permitted",
        ("CON-10", "CON-11", "CON-36"),
        "shares nothing where nobody votes",
        {"validator_permits": [False] * 4},
    ),
    (
        "self-weights",
        ("CON-12", "CON-15"),
        "counts self-weights, or normalises rows before they are removed",
        {"weights": _SELF},
    ),
    (
        "self-weight-of-the-owner",
        ("CON-12",),
        "drops the owner's self-weight",
        {"weights": _SELF, "owner_uid": 0},
    ),
    (
        "self-weight-of-the-other",
        ("CON-12",),
        "lets everybody rate itself where the subnet has an owner",
        {"weights": _SELF, "owner_uid": 1},
    ),
    (
        "owner-without-a-uid",
        ("CON-12",),
        "fails where the owner's uid does not exist",
        {"weights": _SELF, "owner_uid": LARGEST},
    ),
    (
        "only-self-weights",
        ("CON-12", "CON-36"),
        "divides by the sum of an empty row",
        {"weights": {0: [(0, 9)], 1: [(1, 9)]}},
    ),
    (
        "weights-about-nobody",
        ("CON-15",),
        "counts weights for uids that do not exist when it normalises the row",
        {"weights": {0: [(2, 3), (4, 9), (65535, 9)], 1: [(4, 1), (3, 1)]}},
    ),
    (
        "weights-by-nobody",
        ("CON-11",),
        "fails on the weights of a uid that does not exist",
        {"weights": {**_RATED, 4: [(2, 1)], 65535: [(3, 1)]}},
    ),
    (
        "bonds-by-nobody",
        ("CON-39",),
        "fails on the bonds of a uid that does not exist",
        {"bonds": {**_HELD, 4: [(2, 1)]}},
    ),
    (
        "rows-of-zeros",
        ("CON-15", "CON-36"),
        "divides by the sum of a row of zeros",
        {"weights": {0: [(2, 0), (3, 0)], 1: [(2, 0)]}},
    ),
    (
        "row-of-zeros-beside-a-rating",
        ("CON-15", "CON-17"),
        "leaves voters out whose row is all zero; they vote for zero",
        {"weights": {0: [(2, 0), (3, 0)], 1: [(2, 1)]}},
    ),
    (
        "no-weights",
        ("CON-36", "CON-64"),
        "pays dividends for old bonds where nothing has incentive",
        {"weights": _NO_ROWS},
    ),
    (
        "no-bonds",
        ("CON-25", "CON-26"),
        "pays no dividends in the first epoch",
        {"bonds": _NO_ROWS},
    ),
    (
        "bonds-of-those-without-a-permit",
        ("CON-25", "CON-39"),
        "drops bonds of a uid without a permit before the dividends are known",
        {"bonds": {**_HELD, 3: [(2, 65535)]}},
    ),
    (
        "outdated-towards-all",
        ("CON-13", "CON-36"),
        "keeps a row of which nothing is left",
        {"last_update": [50, 50, 100, 100], "block_at_registration": [0, 0, 60, 60]},
    ),
    (
        "no-emission",
        ("CON-35",),
        "divides by the emission",
        {"emission": 0},
    ),
    (
        "largest-emission",
        ("CON-35",),
        "overflows where a share of 64 bits is taken",
        {"emission": U64_MAX},
    ),
    (
        "nobody",
        ("CON-1",),
        "fails without neurons",
        {
            "n": 0,
            "stake": [],
            "last_update": [],
            "block_at_registration": [],
            "validator_permits": [],
            "weights": _NO_ROWS,
            "bonds": _NO_ROWS,
        },
    ),
    (
        "alone",
        ("CON-12", "CON-36"),
        "pays a lonely validator for rating itself, or nothing at all",
        {
            "n": 1,
            "stake": stakes(7),
            "max_allowed_validators": 1,
            "last_update": [100],
            "block_at_registration": [0],
            "validator_permits": [True],
            "weights": {0: [(0, 65535)]},
            "bonds": _NO_ROWS,
        },
    ),
)
_SINCE_DEREG_CASES: tuple[Row, ...] = (
    (
        "commit-mask-off",
        ("CON-14",),
        "hides weights behind a commit where commit-reveal is off",
        _committed(61) | {"commit_reveal": False},
    ),
    (
        "no-commit",
        ("CON-14",),
        "takes no commit for a commit of block 0",
        _committed(61) | {"commit_blocks": []},
    ),
    (
        "commit-towards-all",
        ("CON-14", "CON-36"),
        "hides weights about newcomers only from the one who committed last",
        _committed(99) | {"commit_blocks": [(0, 60), (1, 60)]},
    ),
)
_FITTED: tuple[Row, ...] = (
    (
        "no-permits-stored",
        ("CON-68", "CON-11", "CON-36"),
        "takes an empty list of permits for nobody, and shares by the whole stake",
        {"validator_permits": [], "last_update": [100, 40, 100, 100]},
    ),
    (
        "too-few-permits",
        ("CON-41", "CON-10", "CON-11"),
        "takes a missing permit for granted where the list is too short",
        {"validator_permits": [True]},
    ),
    (
        "too-many-permits",
        ("CON-41",),
        "fails on permits of uids that do not exist",
        {"validator_permits": [True, True, False, False, True]},
    ),
    (
        "too-few-last-updates",
        ("CON-41", "CON-7"),
        "takes a missing last update for the current block",
        {"last_update": [100]},
    ),
    (
        "too-many-last-updates",
        ("CON-41",),
        "fails on last updates of uids that do not exist",
        {"last_update": [100] * 5},
    ),
    (
        "no-last-updates",
        ("CON-41", "CON-36"),
        "shares nothing where everybody is inactive",
        {"last_update": []},
    ),
    (
        "bonds-about-nobody",
        ("CON-41", "CON-25"),
        "counts a bond in a uid that does not exist, or keeps it",
        {"bonds": {**_HELD, 0: [(2, 40000), (4, 9), (65535, 9)]}},
    ),
)
_DTAO_CASES: tuple[Row, ...] = (
    (
        "dtao-commit-mask",
        ("CON-13",),
        "hides weights behind a commit, as later forks do",
        _committed(61),
    ),
    (
        "dtao-threshold",
        ("CON-5",),
        "applies the threshold, as later forks do",
        {"stake_threshold": 4},
    ),
    (
        "dtao-places-for-all",
        ("CON-9",),
        "gives permits only to uids with stake, as later forks do",
        {"max_allowed_validators": 64},
    ),
)


def _stopped() -> Iterator[DraftCase]:
    for slug, why, changed in (
        ("too-few-permits", "pads permits, as later forks do", {"validator_permits": [True]}),
        ("no-permits-stored", "skips the mask, as later forks do", {"validator_permits": []}),
        (
            "too-many-permits",
            "ignores permits beyond n, as later forks do",
            {"validator_permits": [True, True, False, False, True]},
        ),
        ("too-few-last-updates", "pads last updates, as later forks do", {"last_update": [100]}),
        (
            "too-many-last-updates",
            "ignores last updates beyond n, as later forks do",
            {"last_update": [100] * 5},
        ),
        (
            "bonds-about-nobody",
            "ignores bonds in uids beyond n, as later forks do",
            {"bonds": {0: [(2, 40000), (4, 9)], 1: [(2, 65535), (3, 65535)]}},
        ),
    ):
        expect = {"reject": {"code": "MalformedState"}}
        given = state(**changed)
        yield DraftCase(f"rejected-{slug}", ("CON-42",), why, given, expect=expect)
