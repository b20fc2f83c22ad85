"""Each wrong Yuma is wrong in the way it says, by the numbers, and right in all else."""

from __future__ import annotations

import pytest
from mistakes.yuma import MISTAKES, Mistake
from mistakes.yuma_questions import HARMLESS

from taospec.operations.catalogue import execute
from taospec_conformance import zoo

YUMAS = {
    name: item
    for name, item in zoo.animals().items()
    if issubclass(item, zoo.Wrong)
    and item.breaks.startswith("CON-")
    # What is wrong about whole blocks is convicted by blocks that were executed.
    and not {"network.apply", "network.trace"} & set(item.operations)
}


def test_there_are_many_and_a_mistake_is_shown_of_each() -> None:
    assert len(YUMAS) >= 10
    assert {mistake.animal for mistake in MISTAKES} == set(YUMAS)


@pytest.mark.parametrize(
    "mistake", MISTAKES, ids=lambda mistake: f"{mistake.animal}-{mistake.operation}"
)
def test_each_is_wrong_in_the_way_it_says(mistake: Mistake) -> None:
    right = execute(mistake.fork, mistake.operation, mistake.given)["ok"]
    wrong = YUMAS[mistake.animal]().execute(mistake.fork, mistake.operation, mistake.given)["ok"]
    assert right[mistake.field] == mistake.right
    assert wrong[mistake.field] == mistake.wrong


@pytest.mark.parametrize("name", YUMAS)
def test_each_is_right_where_its_mistake_does_not_matter(name: str) -> None:
    fork = "dtao" if name == "retries-reveals" else "dereg"
    for operation in YUMAS[name].operations:
        given = HARMLESS[operation]
        assert YUMAS[name]().execute(fork, operation, given) == execute(fork, operation, given)
