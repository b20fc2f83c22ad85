"""Small vector trees that the tests of the vectors write, fill and break."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from taospec.timeline import until
from taospec_vectors import fill
from taospec_vectors.format import DraftCase, DraftFile

HALF = 10_500_000 * 10**9

TREE = """format: taospec-vectors/1
operation: supply.block_emission
forks: [dtao, dereg, flow, halving]
cases:
- id: supply.block_emission.first-threshold-reached
  rules: [SUP-3]
  why: compares with > where the chain has >=, and halves one rao too late
  origin: human
  given: {total_issuance: "10500000000000000"}
  expect: {ok: {emission: "500000000"}}
- id: supply.block_emission.nothing-issued
  rules: [SUP-3]
  why: mints nothing before the first coin exists
  origin: human
  given: {total_issuance: "0"}
  expect: {ok: {emission: "1000000000"}}
"""


@pytest.fixture(scope="session")
def tree_text() -> str:
    """A vector file that is right in every way."""
    return TREE


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a text under the folder of vectors and return its path."""

    def write_text(text: str | bytes, name: str = "supply/block_emission.yaml") -> Path:
        path = tmp_path / "vectors" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write_text


@pytest.fixture
def draft() -> Callable[..., DraftFile]:
    """A small draft; arguments replace its cases and its place."""

    def make(
        *cases: DraftCase, path: str = "supply/block_emission.yaml", forks: tuple[str, ...] = ()
    ) -> DraftFile:
        default = (
            DraftCase(
                "first-threshold-reached",
                ["SUP-3"],
                "compares with > where the chain has >=, and halves one rao too late",
                {"total_issuance": str(HALF)},
            ),
            DraftCase(
                "nothing-issued",
                ["SUP-3"],
                "mints nothing before the first coin exists",
                {"total_issuance": "0"},
            ),
        )
        return DraftFile(
            path, "supply.block_emission", forks or until("authorfee"), cases or default
        )

    return make


@pytest.fixture
def build(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Make these drafts what every builder of the project proposes."""

    def propose(*drafts: DraftFile) -> None:
        def proposed(chapters: tuple[str, ...] = ()) -> list[DraftFile]:
            return [item for item in drafts if not chapters or item.path.split("/")[0] in chapters]

        monkeypatch.setattr(fill, "drafts", proposed)

    return propose
