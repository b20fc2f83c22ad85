"""Uids that speak for a hotkey beyond what a subnet counts: no chain has them, a question may."""

from __future__ import annotations

from typing import Any

import pytest

from taospec.operations.catalogue import execute
from taospec.timeline import since
from taospec_vectors.cases.network._economy import question
from taospec_vectors.cases.network.incentives import due_subnet


@pytest.mark.parametrize("fork", [*since("dereg", until="balancer")])
@pytest.mark.parametrize("counted", [0, 2])
def test_an_epoch_records_nothing_of_them(fork: str, counted: int) -> None:
    rows: list[Any] = [*due_subnet(fork), ["SubnetworkN", [1], counted]]
    answer = execute(fork, "network.apply", question(rows, {"name": "block"}))
    written = {row[0]: row[2] for row in answer["ok"]["diff"] if row[1] == [1]}
    assert written["Incentive"][counted:] == [0] * (3 - counted)
    assert written["Active"][counted:] == [False] * (3 - counted)
