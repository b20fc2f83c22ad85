"""The fixture by which a benchmark speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from benchmarking import Tell


@pytest.fixture
def tell(benchmark: Any, capsys: pytest.CaptureFixture[str]) -> Tell:
    """Say a result on the terminal, and keep it with the benchmark's data."""

    def say(line: str) -> None:
        benchmark.extra_info["result"] = line
        with capsys.disabled():
            print(f"\n    {line}")  # noqa: T201 - printing is the purpose of a benchmark

    return say
