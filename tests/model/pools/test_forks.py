"""What the forks compose of the rules of pools."""

import pytest

from taospec.forks import fork
from taospec.timeline import specified


@pytest.mark.parametrize("name", specified())
def test_the_minimum_of_a_fork_is_its_constant(name: str) -> None:
    assert fork(name).pools.minimum_reserve == fork(name).constants["MINIMUM_RESERVE"]
