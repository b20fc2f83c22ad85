"""Who makes room: neurons on a full subnet, subnets at the limit."""

import pytest

from taospec.registration.neurons import (
    Admission,
    Neuron,
    immortal_uids,
    require_room,
    to_prune,
)
from taospec.registration.subnets import Subnet, holder_order, lowest_free, owner_part, refund
from taospec.registration.subnets import to_prune as subnet_to_prune
from taospec.rejections import Rejection


@pytest.mark.parametrize(
    ("neurons", "uid"),
    [
        ([Neuron(0, 5, 1), Neuron(1, 4, 1)], 1),
        ([Neuron(0, 5, 2), Neuron(1, 5, 1)], 1),
        ([Neuron(0, 5, 1), Neuron(1, 5, 1)], 0),
        ([Neuron(0, 5, 1), Neuron(1, 0, 95)], 0),  # the young wait
        ([Neuron(0, 5, 96), Neuron(1, 0, 95)], 1),  # unless all are young
        ([Neuron(0, 5, 90), Neuron(1, 0, 91)], 0),  # an age of the period is not young
        ([Neuron(0, 5, 1), Neuron(1, 0, 1, immortal=True)], 0),
        ([Neuron(0, 0, 1, immortal=True), Neuron(1, 0, 1, immortal=True)], 0),
    ],
)
def test_the_neuron_that_makes_room(neurons: list[Neuron], uid: int) -> None:
    assert to_prune(neurons, now=100, immunity=10) == uid


def test_the_owner_keeps_the_first_so_many_and_its_own_hotkey_before_them() -> None:
    owned = [Neuron(3, 0, 5), Neuron(1, 0, 9), Neuron(2, 0, 5)]
    assert immortal_uids(owned, None, 2) == [2, 3]
    assert immortal_uids(owned, 1, 2) == [1, 2]
    assert immortal_uids(owned, 1, 1) == [1]
    assert immortal_uids(owned, 1, 0) == []
    assert immortal_uids(owned, 3, 2) == [2, 3]


def test_block_and_interval_admit_so_many() -> None:
    require_room(Admission(0, 1, 2, 1))
    with pytest.raises(Rejection, match="ThisBlock"):
        require_room(Admission(1, 1, 3, 1))
    with pytest.raises(Rejection, match="ThisInterval"):
        require_room(Admission(0, 1, 3, 1))
    with pytest.raises(Rejection, match="maximum=65535"):
        require_room(Admission(0, 1, 65535, 30_000))


@pytest.mark.parametrize(
    ("subnets", "netuid"),
    [
        ([(1, 25, 0), (2, 25, 0), (3, 100, 0), (4, 1, 0)], 4),
        ([(1, 25, 0), (2, 25, 0), (3, 100, 0)], 1),
        ([(1, 25, 4), (2, 25, 3)], 2),
        ([(1, 25, 0), (2, 5, 41)], 1),  # immune
        ([(1, 25, 41)], None),
        ([(1, 25, 40)], 1),  # no longer immune
    ],
)
def test_the_subnet_that_makes_room(
    subnets: list[tuple[int, int, int]], netuid: int | None
) -> None:
    assert subnet_to_prune([Subnet(*one) for one in subnets], now=50, immunity=10) == netuid


def test_a_new_subnet_has_the_lowest_free_id() -> None:
    assert lowest_free([0, 1, 2, 4]) == 3
    assert lowest_free([0]) == 1


def test_holders_are_walked_by_hash() -> None:
    one, two = bytes([1] + 31 * [0]), bytes([2] + 31 * [0])
    assert len(holder_order(one, two)) == 96
    assert holder_order(one, two)[16:48] == one


@pytest.mark.parametrize(
    ("lock", "registered", "start", "earned", "paid"),
    [
        (50_000, 9, 10, 20_000, 30_000),
        (50_000, 10, 10, 0, 0),
        (50_000, 9, 10, 50_001, 0),
        (0, 9, 10, 0, 0),
    ],
)
def test_an_old_subnet_gets_its_lock_back_less_what_it_earned(
    lock: int, registered: int, start: int, earned: int, paid: int
) -> None:
    assert refund(lock, registered, start, earned) == paid


def test_the_cut_of_the_owner_is_not_eighteen_percent() -> None:
    assert owner_part(10**9, 11_796) == 179_995_422
