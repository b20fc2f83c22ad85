"""Cases that mutants of the model survived until they were written, by kind of mistake.

Each is a place where a comparison, a clamp, a rounding or an exemption is off by one unit, and no
other vector stands close enough to see it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from taospec.consensus.submission.set_weights import Submission
from taospec.examples.consensus import RAO, epoch
from taospec_vectors.cases._survivors import Survivor, files
from taospec_vectors.cases.consensus import _units
from taospec_vectors.cases.consensus._common import (
    DTAO,
    LARGEST,
    ONE,
    SINCE_DEREG,
    U64_MAX,
    stakes,
    state,
)
from taospec_vectors.format import DraftFile


def drafts() -> Iterator[DraftFile]:
    """A file for each operation and range of forks."""
    return files(
        [
            *_permits(),
            *_epochs(),
            *_bonds(),
            *_rates(),
            *_mechanisms(),
            *_submissions(),
            *_units.survivors(),
        ]
    )


def _permits() -> Iterator[Survivor]:
    yield Survivor(
        operation="consensus.permits",
        slug="ties-among-eighteen",
        rules=("CON-58",),
        why="sorts with an algorithm that is stable up to sixteen candidates only",
        given={
            "stake": stakes(5, 5, 5, 7, 3, 3, 7, 5, 5, 5, 7, 7, 7, 5, 5, 5, 7, 3),
            "stake_threshold": 0,
            "max_allowed_validators": 9,
        },
    )
    yield Survivor(
        operation="consensus.stake_weights",
        slug="lends-half-of-one-and-borrows-as-much",
        rules=("CON-3",),
        why="has a unit of U96F32 too much before the last floor",
        given={
            "tao_weight": 0,
            "hotkeys": [
                {
                    "alpha": 1,
                    "root": 0,
                    "children": [2**63 - 1],
                    "parents": [{"proportion": 9223372028264841216, "alpha": 1, "root": 0}],
                }
            ],
        },
    )


def _epochs() -> Iterator[Survivor]:
    """Whole epochs in the state of the chapter's builders, everybody up to date."""
    usual: dict[str, Any] = {"last_update": [99] * 4, "bonds": {}}
    yield Survivor(
        operation="consensus.epoch",
        slug="a-minority-rates-and-the-majority-has-no-row",
        rules=("CON-17", "CON-18"),
        why="takes the smallest weight that was given, and forgets those who gave none",
        given=state(stake=stakes(1, 9, 0, 0), weights={0: [(2, LARGEST)]}, **usual),
    )
    yield Survivor(
        operation="consensus.epoch",
        slug="support-of-exactly-kappa",
        rules=("CON-17",),
        why="asks for more support than κ, where as much is enough",
        given=state(
            stake=[32767 * 65537 << 64, ((1 << 32) - 32767 * 65537) << 64, 0, 0],
            weights={0: [(2, LARGEST)], 1: [(3, LARGEST)]},
            **usual,
        ),
    )
    yield Survivor(
        operation="consensus.epoch",
        slug="a-first-permit-with-stored-bonds",
        rules=("CON-23", "CON-39"),
        why="reads bonds of holders of an old permit only",
        given=state(
            stake=stakes(5, 3, 0, 0),
            validator_permits=[True, False, False, False],
            weights={0: [(2, 3), (3, 1)], 1: [(2, 1), (3, 9)]},
            bonds={1: [(2, 50000), (3, 9)]},
            last_update=[99] * 4,
        ),
    )
    yield Survivor(
        operation="consensus.epoch",
        slug="a-row-of-zeros-is-no-vote",
        rules=("CON-15", "CON-16"),
        why="divides a row of zeros by its sum, or counts its holder as a rater",
        given=state(weights={0: [(2, 0), (3, 0)], 1: [(2, 1), (3, 3)]}, **usual),
    )
    three = {0: [(2, 1), (3, 2)], 1: [(2, 1), (3, 1)], 2: [(2, 3), (3, 1)]}
    most = 2**127 - 1
    for slug, stake in (
        ("stakes-whose-sum-wraps", [most, most, most // 2, 0]),
        ("stakes-whose-sum-turns-negative", [2**126, 2**126, 2**125, 0]),
        ("a-negative-stake-among-others", [-(2**126), 2**126, 2**125, 2**120]),
    ):
        yield Survivor(
            operation="consensus.epoch",
            slug=slug,
            rules=("CON-6", "CON-17"),
            why="adds stakes up without the wrap of the format, or finds the median by sorting",
            forks=SINCE_DEREG,
            given=state(stake=stake, weights=three, validator_permits=[True] * 4, **usual),
        )
    for slug, uid, columns in (("the-first-absent-uid", 2, 0), ("an-absent-uid-far-away", 5, 1)):
        yield Survivor(
            operation="consensus.epochs",
            slug=f"bonds-of-{slug}",
            rules=("CON-39", "CON-41"),
            why="looks up whether the row of a uid was written that does not exist",
            given={
                "start": epoch(
                    (1, 1),
                    {0: [(1, 1)]},
                    {uid: [(columns, 5)]},
                    fork="dereg",
                    block=100,
                    tempo=10,
                    last_update=[99, 99],
                ),
                "steps": [{}, {"block": 111}],
            },
        )


def _bonds() -> Iterator[Survivor]:
    for name, row in (("explicit", [(2, ONE), (3, 0)]), ("omitted", [(2, ONE)])):
        yield Survivor(
            operation="consensus.bonds",
            slug=f"a-zero-{name}-at-full-penalty",
            rules=("CON-59",),
            why="takes an explicit zero for no entry once weights are clipped, or the other way",
            forks=SINCE_DEREG,
            given={
                "n": 4,
                "yuma3": True,
                "liquid_alpha": True,
                "bonds_penalty": LARGEST,
                "bonds_moving_average": 900_000,
                "alpha_low": 45875,
                "alpha_high": 58982,
                "alpha_sigmoid_steepness": 1000,
                "consensus": [0, 0, ONE // 2, 0],
                "incentive": [0, 0, ONE, 0],
                "active_stake": [ONE, 0, 0, 0],
                "weights": [(0, row)],
                "bonds": [(0, [(2, 30000), (3, 30000)])],
            },
        )


def _rates() -> Iterator[Survivor]:
    """How fast bonds follow: the exponential at its limit, and at its last terms."""
    free = {"consensus": 0, "bond": 0, "alpha_low": 0, "alpha_high": LARGEST}
    for slug, weight, steepness, why in (
        ("exponential-at-its-limit", 31_553_332, 4240, "lets the series go one unit further"),
        ("last-term-of-the-series", 4_172_254_329, 3000, "adds a term more than the library"),
        ("last-terms-that-count", 418_563_100, 3300, "leaves out the last two terms"),
    ):
        yield Survivor(
            operation="consensus.alpha",
            slug=slug,
            rules=("CON-32",),
            why=why,
            forks=SINCE_DEREG,
            given={**free, "weight": weight, "alpha_sigmoid_steepness": steepness},
        )
    yield Survivor(
        operation="consensus.legacy_alpha",
        slug="no-odds-of-certainty",
        rules=("CON-28",),
        why="reads something else than 0 where the logarithm of 1/α - 1 fails",
        forks=DTAO,
        given={
            "consensus": [
                3335839748,
                1271132052,
                316358110,
                3986026490,
                3134054980,
                2552160345,
            ],
            "alpha_low": 45875,
            "alpha_high": LARGEST,
        },
    )
    yield Survivor(
        operation="consensus.max_upscale_fixed",
        slug="the-smallest-largest",
        rules=("CON-49",),
        why="takes one unit for nothing",
        given={"values": [1, 0]},
    )


def _mechanisms() -> Iterator[Survivor]:
    def result(**changed: Any) -> dict[str, Any]:
        parts = ("stake_weight", "consensus", "validator_trust", "rank", "trust", "dividends")
        return {
            "active": [True],
            "validator_permits": [True],
            **{name: [3] for name in (*parts, "pruning_scores")},
            **{name: [0] for name in ("server_emission", "validator_emission", "emission")},
            **changed,
        }

    yield Survivor(
        operation="consensus.mechanism_merge",
        slug="recorded-emission-saturates",
        rules=("CON-45",),
        why="wraps where two mechanisms that share everything twice record the largest amount",
        forks=SINCE_DEREG,
        given={
            "emission": 1000,
            "shares": [1000, 1000],
            "results": [result(emission=[U64_MAX])] * 2,
        },
    )
    for slug, share in (("the-least-weight-of-a-unit", 0), ("a-unit-below-that-weight", 1)):
        yield Survivor(
            operation="consensus.mechanism_merge",
            slug=slug,
            rules=("CON-62",),
            why="drops the low words of a weight, or rounds it to 32 bits",
            forks=SINCE_DEREG,
            given={
                "emission": U64_MAX,
                "shares": [281_479_271_743_490 - share],
                "results": [result(rank=[LARGEST])],
            },
        )


# Weights and commits


def _submissions() -> Iterator[Survivor]:
    yield from _weights()
    weights = {"uids": [0], "values": [1], "version_key": 0}
    yield Survivor(
        operation="consensus.reveal_timelocked",
        slug="a-period-longer-than-time",
        rules=("CON-56",),
        why="looks for the commits of an epoch before the first",
        forks=DTAO,
        given={
            "netuid": 1,
            "tempo": 9,
            "block": 27,
            "reveal_period": 10,
            "queues": [(0, [{"hotkey": "a", "block": 0, "round": 7, "sealed": weights}])],
            "known_rounds": [7],
        },
    )
    waiting = {"hotkey": "a", "block": 100, "round": 7, "sealed": None}
    yield Survivor(
        operation="consensus.commit_timelocked",
        slug="ten-of-somebody-else-wait",
        rules=("CON-54",),
        why="counts the commits of all hotkeys, or of those that sort before",
        given={
            "netuid": 1,
            "tempo": 9,
            "block": 100,
            "reveal_period": 1,
            "exists": True,
            "commit_reveal": True,
            "registered": True,
            "last_update": 50,
            "rate_limit": 50,
            "version": 4,
            "expected_version": 4,
            "queues": [(10, [waiting] * 10)],
            "hotkey": "b",
            "round": 70,
            "sealed": weights,
        },
    )


def _weights() -> Iterator[Survivor]:
    usual = Submission(
        netuid=1,
        exists=True,
        n=6,
        uid=0,
        stake_weight=1000 * RAO,
        stake_threshold=1000,
        network_version_key=7,
        commit_reveal=False,
        revealed=False,
        block=200,
        last_update=100,
        rate_limit=100,
        permit=True,
        min_allowed_weights=1,
        max_weight_limit=LARGEST,
        uids=(1, 2),
        values=(LARGEST, 5),
        version_key=7,
    ).to_dict()
    for slug, rules, why, changed in (
        (
            "a-share-exactly-at-the-limit",
            ("CON-50",),
            "refuses a weight that has as much as the limit allows",
            {"max_weight_limit": 65025, "values": (LARGEST, 514)},
        ),
        (
            "rejected-own-uid-first-of-two",
            ("CON-48",),
            "exempts a row that begins with the submitter, and not only a single weight for it",
            {"uid": 2, "uids": (2, 1), "permit": False},
        ),
        (
            "own-uid-first-of-two",
            ("CON-48",),
            "refuses a row that begins with the submitter",
            {"uid": 2, "uids": (2, 1)},
        ),
        (
            "own-single-weight-above-the-limit",
            ("CON-48", "CON-50"),
            "asks the submitter's single weight for itself for permit, number and limit",
            {
                "uids": (0,),
                "values": (LARGEST,),
                "permit": False,
                "min_allowed_weights": 4,
                "max_weight_limit": 1,
            },
        ),
        (
            "an-update-to-come-without-a-limit",
            ("CON-48",),
            "counts blocks since an update to come as less than none",
            {"last_update": 205, "rate_limit": 0},
        ),
        (
            "a-uid-for-each-value",
            ("CON-48",),
            "asks for a uid more than there are values",
            {},
        ),
        (
            "rejected-more-values-than-uids",
            ("CON-48",),
            "cuts the longer list to the length of the shorter one",
            {"uids": (1,)},
        ),
    ):
        yield Survivor(
            operation="consensus.set_weights",
            slug=slug,
            rules=rules,
            why=why,
            given={**usual, **changed},
        )
