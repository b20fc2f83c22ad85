"""Submissions of weights: every check in its order, each failed in exactly one way."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from taospec.consensus.submission.set_weights import (
    Accepted,
    Submission,
    check_limit,
    no_such_subnet,
    set_weights,
    store_weights,
)
from taospec.rejections import Rejection

RAO = 1 << 64
SUBMISSION = Submission(
    netuid=1,
    exists=True,
    n=4,
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
    min_allowed_weights=2,
    max_weight_limit=65535,
    uids=(3, 1),
    values=(20000, 40000),
    version_key=7,
)


def rejection(submission: Submission) -> str:
    with pytest.raises(Rejection) as caught:
        set_weights(submission)
    return caught.value.code


def test_weights_are_upscaled_in_the_order_given() -> None:
    assert set_weights(SUBMISSION) == Accepted(((3, 32767), (1, 65535)), 200)


CHECKS: list[tuple[str, dict[str, Any]]] = [
    ("CommitRevealEnabled", {"commit_reveal": True}),
    ("CanNotSetRootNetworkWeights", {"netuid": 0}),
    ("WeightVecNotEqualSize", {"values": (1,)}),
    ("MechanismDoesNotExist", {"exists": False}),
    ("UidsLengthExceedUidsInSubNet", {"uids": (0, 1, 2, 3, 2), "values": (1,) * 5}),
    ("HotKeyNotRegisteredInSubNet", {"uid": None}),
    ("NotEnoughStakeToSetWeights", {"stake_weight": 1000 * RAO - 1}),
    ("IncorrectWeightVersionKey", {"version_key": 6}),
    ("SettingWeightsTooFast", {"last_update": 101}),
    ("NeuronNoValidatorPermit", {"permit": False}),
    ("DuplicateUids", {"uids": (3, 3)}),
    ("UidVecContainInvalidOne", {"uids": (4, 1)}),
    ("WeightVecLengthIsLow", {"uids": (3,), "values": (9,)}),
    ("MaxWeightExceeded", {"max_weight_limit": 43690}),
]


@pytest.mark.parametrize(("code", "changed"), CHECKS, ids=[code for code, _ in CHECKS])
def test_one_wrong_thing(code: str, changed: dict[str, Any]) -> None:
    assert rejection(replace(SUBMISSION, **changed)) == code


def test_the_first_failure_wins() -> None:
    """Everything that can be wrong at once, repaired one by one in the order of the checks."""
    submission = replace(
        SUBMISSION,
        commit_reveal=True,
        netuid=0,
        exists=False,
        uid=None,
        stake_weight=0,
        last_update=199,
        permit=False,
        max_weight_limit=1,
        uids=(9, 9, 9, 9, 9),
        values=(1,),
        version_key=0,
    )
    repairs: list[tuple[str, dict[str, Any]]] = [
        ("CommitRevealEnabled", {"commit_reveal": False}),
        ("CanNotSetRootNetworkWeights", {"netuid": 1}),
        ("WeightVecNotEqualSize", {"values": (1,) * 5}),
        ("MechanismDoesNotExist", {"exists": True}),
        ("UidsLengthExceedUidsInSubNet", {"uids": (9, 9), "values": (1, 2)}),
        ("HotKeyNotRegisteredInSubNet", {"uid": 0}),
        ("NotEnoughStakeToSetWeights", {"stake_weight": 1000 * RAO}),
        ("IncorrectWeightVersionKey", {"version_key": 7}),
        ("SettingWeightsTooFast", {"last_update": 0}),
        ("NeuronNoValidatorPermit", {"permit": True}),
        ("DuplicateUids", {"uids": (9,), "values": (1,)}),
        ("UidVecContainInvalidOne", {"uids": (3,)}),
        ("WeightVecLengthIsLow", {"uids": (3, 2), "values": (1, 2)}),
        ("MaxWeightExceeded", {"max_weight_limit": 65535}),
    ]
    for code, better in repairs:
        assert rejection(submission) == code
        submission = replace(submission, **better)
    assert set_weights(submission).row == ((3, 32768), (2, 65535))


@pytest.mark.parametrize(
    "changed",
    [
        {"last_update": 0, "rate_limit": 10**6},
        {"last_update": 300, "rate_limit": 0},
        {"network_version_key": 0},
        {"network_version_key": 6},
        {"stake_weight": 1000 * RAO + 1},
        {"min_allowed_weights": 9, "n": 2, "uid": 1},
    ],
    ids=lambda changed: " ".join(changed),
)
def test_what_passes(changed: dict[str, Any]) -> None:
    assert set_weights(replace(SUBMISSION, uids=(0, 1), **changed)).last_update == 200


def test_a_limit_of_one_block() -> None:
    limited = replace(SUBMISSION, rate_limit=1)
    assert rejection(replace(limited, last_update=200)) == "SettingWeightsTooFast"
    assert set_weights(replace(limited, last_update=199)).last_update == 200


def test_an_update_in_the_future_is_too_fast() -> None:
    assert rejection(replace(SUBMISSION, last_update=300)) == "SettingWeightsTooFast"


def test_a_single_weight_for_oneself_is_exempt() -> None:
    """Neither permit nor least number nor limit are asked for."""
    strict = replace(SUBMISSION, permit=False, min_allowed_weights=4, max_weight_limit=1)
    own = replace(strict, uids=(0,), values=(5,))
    assert set_weights(own).row == ((0, 65535),)
    assert rejection(replace(own, uids=(1,))) == "NeuronNoValidatorPermit"


def test_zeros_and_nothing_are_weights() -> None:
    assert set_weights(replace(SUBMISSION, values=(0, 0))).row == ((3, 0), (1, 0))
    nothing = replace(SUBMISSION, uids=(), values=())
    assert rejection(nothing) == "WeightVecLengthIsLow"
    assert set_weights(replace(nothing, min_allowed_weights=0)).row == ()


def test_revealed_weights_leave_the_last_update_alone() -> None:
    """It was written when they were committed; nor is the rate limit asked again."""
    hidden = replace(SUBMISSION, commit_reveal=True, last_update=199)
    assert store_weights(hidden) == Accepted(((3, 32767), (1, 65535)), 199)


def test_early_forks_call_a_missing_subnet_otherwise() -> None:
    with pytest.raises(Rejection, match="SubNetworkDoesNotExist"):
        set_weights(replace(SUBMISSION, exists=False), no_such_subnet)


LARGEST = 65535


@pytest.mark.parametrize(
    ("weights", "limit", "passes"),
    [
        ([0, LARGEST, LARGEST], 32767, False),
        ([0, LARGEST, LARGEST], 32768, True),
        ([0, LARGEST, LARGEST, LARGEST], 21844, False),
        ([0, LARGEST, LARGEST, LARGEST], 21845, True),
        ([LARGEST], 65534, False),
        ([LARGEST], 65535, True),
        ([], 0, True),
        ([0, 0], 0, True),
    ],
)
def test_the_limit_of_a_weight(weights: list[int], limit: int, passes: bool) -> None:
    if passes:
        check_limit(weights, limit)
    else:
        with pytest.raises(Rejection, match="MaxWeightExceeded"):
            check_limit(weights, limit)
