"""What to ask of consensus, step by step: three who validate, and two who mine.

What a whole epoch reads is in `taospec.examples.consensus`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from taospec.examples.consensus import neurons

_ONE = 1 << 32
# A commit of an epoch ago, which can be revealed since this one began, and one of this epoch.
_COMMIT = {"hash": "a", "block": "6999659", "first_reveal": "6999788", "last_reveal": "7000148"}
_FRESH = {"hash": "b", "block": "7000010", "first_reveal": "7000149", "last_reveal": "7000509"}
# What they hide: subnet 1 with a tempo of 360 is in its 19,390th epoch, and looks one back.
_SEALED = {"uids": [3, 4], "values": [45000, 20535], "version_key": "0"}
# What five neurons hold and rate, as parts of one.
_SHARES = {
    "consensus": [0, 0, 0, 6, 4],
    "incentive": [0, 0, 0, 6, 4],
    "active_stake": [4, 4, 2, 0, 0],
}
_TABLE = [[uid, [[3, str(_ONE * 6 // 10)], [4, str(_ONE * 4 // 10)]]] for uid in range(3)]


def _parts(tenths: list[int]) -> list[str]:
    return [str(part * _ONE // 10) for part in tenths]


def _paid(*parts: int) -> list[str]:
    return [str(part * 10**8) for part in parts]


STATED: Mapping[str, Mapping[str, Any]] = {
    "consensus.batch_reveal": {
        "commit_reveal": True,
        "queue": [_COMMIT, _FRESH],
        "hashes": ["a"],
    },
    "consensus.bonds": {
        "n": 5,
        **{name: _parts(tenths) for name, tenths in _SHARES.items()},
        "weights": _TABLE,
        "bonds": [[0, [[3, 40000], [4, 100]]], [1, [[3, 25535], [4, 65435]]]],
    },
    "consensus.commit": {"commit_reveal": True, "hash": "a"},
    "consensus.commit_timelocked": {"commit_reveal": True},
    "consensus.epochs": {"start": neurons({}, 7_000_020)},
    "consensus.legacy_alpha": {"consensus": _parts([1, 2, 3, 4])},
    "consensus.majority": {"stake": _parts([5, 3, 2]), "weights": _parts([2, 5, 9])},
    "consensus.max_upscale": {"weights": [30, 20, 10]},
    "consensus.max_upscale_fixed": {"values": _parts([6, 4])},
    "consensus.mechanism_merge": {
        "shares": ["1000000000"],
        "results": [
            {
                "active": [True, True, True],
                "stake_weight": [65535, 0, 0],
                "validator_permits": [True, False, False],
                "consensus": [0, 39321, 26214],
                "validator_trust": [65535, 0, 0],
                "dividends": [65535, 0, 0],
                "server_emission": _paid(0, 3, 2),
                "validator_emission": _paid(5, 0, 0),
                "emission": _paid(5, 3, 2),
            }
        ],
    },
    "consensus.oldest_commit": {"commit_blocks": ["6999659", "7000010"]},
    "consensus.permits": {"stake": [str(tao * 10**9 << 64) for tao in (5000, 2000, 10)]},
    "consensus.reveal": {"commit_reveal": True, "queue": [_COMMIT, _FRESH], "hash": "a"},
    "consensus.reveal_timelocked": {
        "block": "7000148",
        "queues": [
            [
                epoch,
                [{"hotkey": "alice", "block": "6999659", "round": "70", "sealed": _SEALED}],
            ]
            for epoch in ("19389", "19391")
        ],
        "known_rounds": ["70"],
    },
    "consensus.set_weights": {
        "n": 5,
        "uid": 0,
        "stake_weight": str(5000 * 10**9 << 64),
        "permit": True,
        "max_weight_limit": 65535,
        "uids": [3, 4],
        "values": [45000, 20535],
    },
    "consensus.stake_weights": {
        "hotkeys": [
            {
                "alpha": "1000000000000",
                "root": "2000000000000",
                "children": [str(2**62)],
                "parents": [{"proportion": str(2**63), "alpha": "3000000000000", "root": "0"}],
            }
        ]
    },
}
