"""Processes that work side by side: how one ends that is told to before it has begun."""

from __future__ import annotations

import os
import signal
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from taospec_conformance.asking.endings import orderly
from taospec_conformance.workers import at_work, received


def test_one_that_is_ended_before_it_begins_goes_no_way_of_its_parent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    astray, parent, fork = tmp_path / "astray", os.getpid(), os.fork

    def ended_at_once() -> int:
        child = fork()
        if child == 0:
            os.kill(os.getpid(), signal.SIGTERM)
        return child

    def work(_: int, results: Connection) -> None:
        results.send("worked")

    monkeypatch.setattr(os, "fork", ended_at_once)
    try:
        with (
            orderly(),
            at_work(1, work) as (results,),
            pytest.raises(RuntimeError, match="ended before its work was done"),
        ):
            received(results)
    finally:
        if os.getpid() != parent:
            astray.touch()
            os._exit(1)
    assert not astray.exists()


def test_what_one_sends_is_received() -> None:
    def work(place: int, results: Connection) -> None:
        results.send(place)

    with orderly(), at_work(3, work) as workers:
        assert [received(results) for results in workers] == [0, 1, 2]
