"""State that a healthy chain does not have."""

from __future__ import annotations

from typing import Any

import pytest
from support import PLAIN, answer, output, trace

from taospec.rejections import Rejection


def test_a_short_list_of_updates_is_padded_with_the_first_block() -> None:
    short = answer(PLAIN | {"last_update": [100, 100]})
    assert short == answer(PLAIN | {"last_update": [100, 100, 0]})
    assert answer(PLAIN | {"last_update": [100] * 5}) == answer(PLAIN)


def test_a_short_list_of_permits_forbids_the_rest() -> None:
    assert answer(PLAIN | {"validator_permits": [True]}) == answer(
        PLAIN | {"validator_permits": [True, False, False]}
    )
    assert answer(PLAIN | {"validator_permits": [True] * 9}) == answer(PLAIN)


def test_no_list_of_permits_lets_all_stake_vote_but_no_weight_count() -> None:
    without = PLAIN | {"validator_permits": []}
    empty = trace(without)
    assert empty.active_stake.tolist() == trace(PLAIN).active_stake.tolist()
    assert not empty.weights.present.any()
    assert output(without).validator_emission.tolist() == [625000000, 375000000, 0]
    forbidden = trace(PLAIN | {"validator_permits": [False] * 3})
    assert not forbidden.active_stake.any()


def test_rows_about_absent_uids_are_ignored() -> None:
    given: dict[str, Any] = dict(PLAIN)
    for name in ("weights", "bonds"):
        given[name] = [[uid, [*row, [3, 99]]] for uid, row in PLAIN[name]] + [[7, [[0, 5]]]]
    assert answer(given) == answer(PLAIN)


@pytest.mark.parametrize(
    ("changed", "detail"),
    [
        ({"last_update": [100] * 2}, "list=last_update length=2 n=3"),
        ({"validator_permits": [True] * 4}, "list=validator_permits length=4 n=3"),
        ({"validator_permits": []}, "list=validator_permits length=0 n=3"),
        ({"bonds": [[0, [[1, 1], [3, 1]]]]}, "list=bonds uid=3 n=3"),
    ],
)
def test_early_forks_panic(changed: dict[str, Any], detail: str) -> None:
    with pytest.raises(Rejection) as caught:
        answer(PLAIN | changed, "dtao")
    assert (caught.value.code, caught.value.detail) == ("MalformedState", detail)


def test_early_forks_do_not_panic_on_weights() -> None:
    given = PLAIN | {"weights": [[0, [[1, 1], [9, 3]]], [8, [[0, 1]]]], "bonds": [[3, [[9, 1]]]]}
    kept = PLAIN | {"weights": [[0, [[1, 1]]]], "bonds": []}
    assert answer(given, "dtao") == answer(kept, "dtao")
