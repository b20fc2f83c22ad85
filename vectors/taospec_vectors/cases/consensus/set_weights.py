"""Cases of `consensus.set_weights`: what is stored, and each check failed in exactly one way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from taospec.examples.consensus import RAO
from taospec.timeline import since, until
from taospec_vectors.cases.consensus._common import ALL, DTAO, SINCE_DEREG
from taospec_vectors.format import DraftCase, DraftFile

_OPERATION = "consensus.set_weights"
_CHECKS, _LIMIT, _UPSCALE = "CON-48", "CON-50", "CON-49"

# What the hotkey of uid 0 submits with everything in order, at the edge of every check.
_ACCEPTED = {
    "netuid": 1,
    "exists": True,
    "n": 4,
    "uid": 0,
    "stake_weight": 1000 * RAO,
    "stake_threshold": 1000,
    "network_version_key": 7,
    "commit_reveal": False,
    "revealed": False,
    "block": 200,
    "last_update": 100,
    "rate_limit": 100,
    "permit": True,
    "min_allowed_weights": 2,
    "max_weight_limit": 65535,
    "uids": [3, 1],
    "values": [20000, 40000],
    "version_key": 7,
}
_ONE_ITSELF = {"uids": [0], "values": [5]}
_WIDE = (
    "stake_weight",
    "stake_threshold",
    "network_version_key",
    "block",
    "last_update",
    "rate_limit",
    "version_key",
)


def drafts() -> Iterator[DraftFile]:
    """Forks differ in the name of a missing subnet, and in whether single weights are limited."""
    yield DraftFile("consensus/set_weights.yaml", _OPERATION, ALL, [*_stored(), *_refused()])
    yield DraftFile("consensus/set_weights-order.yaml", _OPERATION, ALL, list(_in_order()))
    missing, rejection = {"exists": False}, "answers for a missing subnet with another fork's name"
    yield DraftFile(
        "consensus/set_weights-missing.yaml",
        _OPERATION,
        SINCE_DEREG,
        [_rejects("MechanismDoesNotExist", (_CHECKS,), rejection, missing)],
    )
    yield DraftFile(
        "consensus/set_weights-missing-dtao.yaml",
        _OPERATION,
        DTAO,
        [_rejects("SubNetworkDoesNotExist", (_CHECKS,), rejection, missing)],
    )
    yield DraftFile(
        "consensus/set_weights-limited.yaml", _OPERATION, until("flow"), list(_limited())
    )
    yield DraftFile(
        "consensus/set_weights-unlimited.yaml", _OPERATION, since("flow"), [_unlimited()]
    )


def _given(changed: dict[str, Any]) -> dict[str, Any]:
    fields = _ACCEPTED | changed
    return fields | {name: str(fields[name]) for name in _WIDE}


def _stores(
    slug: str,
    rules: tuple[str, ...],
    why: str,
    changed: dict[str, Any],
    row: Sequence[tuple[int, int]] = ((3, 32767), (1, 65535)),
    updated: int = 200,
) -> DraftCase:
    answer = {"row": [list(pair) for pair in row], "last_update": str(updated)}
    return DraftCase(slug, rules, why, _given(changed), expect={"ok": answer})


def _rejects(code: str, rules: tuple[str, ...], why: str, changed: dict[str, Any]) -> DraftCase:
    words = "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in code)
    slug = f"rejected-{words.strip('-')}"
    return DraftCase(slug, rules, why, _given(changed), expect={"reject": {"code": code}})


def _stored() -> Iterator[DraftCase]:
    for slug, why, changed in (
        ("at-every-edge", "is stricter by one in a check, or sorts the row", {}),
        (
            "first-update",
            "limits the rate of the first weights",
            {"last_update": 0, "rate_limit": 10**6},
        ),
        (
            "no-version-asked",
            "compares versions where the network asks for none",
            {"network_version_key": 0, "version_key": 0},
        ),
        ("newer-version", "wants the very version of the network", {"version_key": 8}),
        (
            "before-the-last-update",
            "takes the distance to a last update in the future for a large number, or a negative",
            {"rate_limit": 0, "last_update": 201},
        ),
        (
            "no-limit-of-rate",
            "refuses a second update in a block",
            {"rate_limit": 0, "last_update": 200},
        ),
    ):
        yield _stores(slug, (_CHECKS,), why, changed)
    yield _stores(
        "fewer-uids-than-the-minimum",
        (_CHECKS,),
        "asks for more weights than there are uids",
        {"n": 2, "uids": [1, 0], "min_allowed_weights": 9},
        [(1, 32767), (0, 65535)],
    )
    yield _stores(
        "as-many-as-there-are",
        (_CHECKS, _UPSCALE),
        "allows fewer weights than uids",
        {"n": 5, "uids": [0, 1, 2, 3, 4], "values": [1, 2, 3, 4, 5]},
        [(0, 13107), (1, 26214), (2, 39321), (3, 52428), (4, 65535)],
    )
    yield _stores(
        "single-weight-for-another",
        (_CHECKS, _UPSCALE),
        "asks for more weights than the subnet does",
        {"min_allowed_weights": 1, "uids": [3], "values": [20000]},
        [(3, 65535)],
    )
    yield _stores(
        "single-weight-for-oneself",
        (_CHECKS, _UPSCALE),
        "asks a single self-weight for a permit, a least number or a limit",
        _ONE_ITSELF | {"permit": False, "min_allowed_weights": 4, "max_weight_limit": 1},
        [(0, 65535)],
    )
    yield _stores(
        "zeros",
        (_CHECKS, _UPSCALE),
        "refuses a row of zeros, or divides by its largest weight",
        {"values": [0, 0]},
        [(3, 0), (1, 0)],
    )
    yield _stores(
        "nothing",
        (_CHECKS,),
        "refuses an empty row where none is asked for",
        {"uids": [], "values": [], "min_allowed_weights": 0},
        [],
    )
    for slug, changed in (
        ("threshold-that-turns-negative", {"stake_threshold": 2**63, "stake_weight": 0}),
        ("largest-threshold", {"stake_threshold": 2**64 - 1, "stake_weight": 1}),
        (
            "largest-stake-weight",
            {"stake_threshold": 2**63 - 1, "stake_weight": 2**127 - 1},
        ),
    ):
        why = "compares stake with a threshold from 2**63 on by value, or saturates it"
        yield _stores(slug, (_CHECKS, "NUM-14"), why, changed)
    yield _stores(
        "revealed",
        (_CHECKS, "CON-52"),
        "writes the block of the reveal as the last update, or limits its rate again",
        {"commit_reveal": True, "revealed": True, "last_update": 199},
        updated=199,
    )


def _refused() -> Iterator[DraftCase]:
    for code, why, changed in (
        ("CommitRevealEnabled", "takes weights that must be committed", {"commit_reveal": True}),
        ("CanNotSetRootNetworkWeights", "lets root have weights", {"netuid": 0}),
        ("WeightVecNotEqualSize", "drops uids without a weight", {"values": [40000]}),
        (
            "UidsLengthExceedUidsInSubNet",
            "looks for uids that do not exist before the number of weights",
            {"uids": [0, 1, 2, 3, 4], "values": [1, 2, 3, 4, 5]},
        ),
        ("HotKeyNotRegisteredInSubNet", "lets a stranger vote", {"uid": None}),
        (
            "NotEnoughStakeToSetWeights",
            "rounds the stake weight before comparing it",
            {"stake_weight": 1000 * RAO - 1},
        ),
        ("IncorrectWeightVersionKey", "ignores the version", {"version_key": 6}),
        ("SettingWeightsTooFast", "lets the limit pass a block early", {"last_update": 101}),
        ("NeuronNoValidatorPermit", "asks for stake but not for a permit", {"permit": False}),
        ("DuplicateUids", "adds up or overwrites a uid's two weights", {"uids": [3, 3]}),
        ("UidVecContainInvalidOne", "allows the uid n", {"uids": [4, 1]}),
        (
            "WeightVecLengthIsLow",
            "exempts every single weight from the least number",
            {"uids": [3], "values": [20000]},
        ),
    ):
        yield _rejects(code, (_CHECKS,), why, changed)
    single = _rejects(
        "SettingWeightsTooFast",
        (_CHECKS,),
        "lets the distance to a last update in the future wrap",
        {"last_update": 201, "rate_limit": 1},
    )
    yield replace(single, slug="rejected-before-the-last-update")
    for slug, stake, threshold in (
        ("below-the-last-threshold", (2**63 - 1) * RAO - 1, 2**63 - 1),
        ("negative-stake", -1, 2**63),
    ):
        single = _rejects(
            "NotEnoughStakeToSetWeights",
            (_CHECKS, "NUM-14"),
            "lets every stake pass a threshold whose top bit is read as a sign",
            {"stake_weight": stake, "stake_threshold": threshold},
        )
        yield replace(single, slug=f"rejected-{slug}")


# Everything that can be wrong at once, but for a missing subnet, whose name differs by fork.
_ALL_WRONG = {
    "netuid": 0,
    "uid": None,
    "stake_weight": 0,
    "commit_reveal": True,
    "last_update": 199,
    "permit": False,
    "uids": [9, 9, 9, 9, 9],
    "values": [1],
    "version_key": 0,
}
# The first check that fails, and what repairs it; in the order of the checks.
_REPAIRS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("CommitRevealEnabled", {"commit_reveal": False}),
    ("CanNotSetRootNetworkWeights", {"netuid": 1}),
    ("WeightVecNotEqualSize", {"values": [1, 2, 3, 4, 5]}),
    ("UidsLengthExceedUidsInSubNet", {"uids": [9, 9], "values": [1, 2]}),
    ("HotKeyNotRegisteredInSubNet", {"uid": 0}),
    ("NotEnoughStakeToSetWeights", {"stake_weight": 1000 * RAO}),
    ("IncorrectWeightVersionKey", {"version_key": 7}),
    ("SettingWeightsTooFast", {"last_update": 0}),
    ("NeuronNoValidatorPermit", {"permit": True}),
    ("DuplicateUids", {"uids": [9], "values": [1]}),
    ("UidVecContainInvalidOne", {"uids": [3]}),
)


def _in_order() -> Iterator[DraftCase]:
    """Each check fails, and so do all after it."""
    changed = _ALL_WRONG
    for code, repair in _REPAIRS:
        single = _rejects(code, (_CHECKS,), "checks something else first", changed)
        reason = "all later checks fail as well, to show which comes first"
        yield replace(single, slug=f"{single.slug}-before-the-rest", no_sibling=reason)
        changed = changed | repair


def _limited() -> Iterator[DraftCase]:
    # The larger weight of the row 32767, 65535 has the share 2863340303 of 2**32: between the
    # proportions 43690 and 43691 of 65535, whose raw bits are 65537 times as many.
    yield _stores(
        "at-the-weight-limit",
        (_LIMIT,),
        "compares the share with >=, or in u16",
        {"max_weight_limit": 43691},
    )
    yield _rejects(
        "MaxWeightExceeded",
        (_LIMIT,),
        "limits the weights as submitted instead of their shares",
        {"max_weight_limit": 43690},
    )
    yield _stores(
        "zeros-below-any-limit",
        (_LIMIT,),
        "finds a share in a row of zeros",
        {"values": [0, 0], "max_weight_limit": 0},
        [(3, 0), (1, 0)],
    )


def _unlimited() -> DraftCase:
    return _stores(
        "the-weight-limit-is-gone",
        (_LIMIT,),
        "still applies the limit that is no longer a parameter",
        {"max_weight_limit": 1},
    )
