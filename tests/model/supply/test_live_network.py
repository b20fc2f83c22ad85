"""Dated records of the live network, held against the curve."""

from __future__ import annotations

import csv
import datetime as dt
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from prose import says

from taospec.supply.emission import THRESHOLDS, block_emission
from taospec.supply.projection import Start, project

_DATA = Path(__file__).parents[2] / "data"


@dataclass(frozen=True)
class _Record:
    block: int
    issuance: int


def _events() -> dict[str, Any]:
    rows = yaml.safe_load((_DATA / "events.yaml").read_text(encoding="utf-8"))
    return {row["id"]: row for row in rows}


def _series() -> list[dict[str, str]]:
    with (_DATA / "issuance-series.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _dated_blocks() -> list[_Record]:
    """Records with a block height, and the crossing of the first threshold among them."""
    crossing = int(_events()["first-halving"]["value"]) - 1
    records = [
        _Record(int(row["block"]), int(row["total_issuance_rao"]))
        for row in _series()
        if row["block"]
    ]
    return sorted([*records, _Record(crossing, THRESHOLDS[0])], key=lambda record: record.block)


def _most(first: _Record, last: _Record) -> int:
    """The issuance that no number of blocks in between can exceed without an upgrade."""
    issuance = first.issuance
    for _ in range(last.block - first.block):
        issuance += block_emission(issuance)
    return issuance


def test_every_record_names_its_source() -> None:
    assert all(row["source"] for row in _series())
    assert all(row["source"] for row in _events().values())


def test_the_first_half_tao_is_minted_in_block_7103976() -> None:
    """Given the issuance crossing inside block 7,103,975, the next block is the first of era 1."""
    first_halving = int(_events()["first-halving"]["value"])
    before = Start(THRESHOLDS[0] - 10**9, first_halving - 2, 0, 12_000, 0)
    halving = next(project(before))
    assert (halving.crossed_in, halving.first_block) == (7_103_975, 7_103_976)
    assert halving.emission == 500_000_000
    assert block_emission(THRESHOLDS[0] - 1) == 1_000_000_000


def test_no_block_of_the_record_could_be_the_first_halving_earlier() -> None:
    """Given the record of block 7,000,020, full emission crosses before the block that did."""
    record = next(dated for dated in _dated_blocks() if dated.block == 7_000_020)
    soonest = next(project(Start(record.issuance, record.block, 0, 12_000, 0)))
    assert soonest.first_block == 7_088_765
    assert soonest.first_block <= int(_events()["first-halving"]["value"])


def test_growth_between_records_is_bounded_by_the_emission_with_one_explained_exception() -> None:
    """Between upgrades nothing but blocks can raise the counter; one interval shows an upgrade."""
    exceeded = {
        (first.block, last.block): last.issuance - _most(first, last)
        for first, last in pairwise(_dated_blocks())
        if last.issuance > _most(first, last)
    }
    # A runtime upgrade sums balances and pools anew (SUP-34); here they held 169,419 TAO more than
    # the counter plus all that 235,119 blocks could mint.
    assert exceeded == {(9_005_759, 9_240_878): 169_418_734_807_281}
    says("SUP-34", 9_005_759, 9_240_878, 169_419)


@pytest.mark.parametrize(("start", "end"), [("2026-07-08", "2026-08-10")])
def test_growth_between_dates_is_bounded_by_the_emission(start: str, end: str) -> None:
    rows = {row["time_utc"][:10]: row for row in _series() if row["time_utc"]}
    first, last = rows[start], rows[end]
    seconds = int((_time(last) - _time(first)).total_seconds())
    gained = int(last["total_issuance_rao"]) - int(first["total_issuance_rao"])
    assert 0 < gained <= block_emission(int(first["total_issuance_rao"])) * (seconds // 12 + 1)


def _time(row: dict[str, str]) -> dt.datetime:
    return dt.datetime.fromisoformat(row["time_utc"])


def test_genesis_bounds_what_was_recycled_before_the_first_halving() -> None:
    """Given every block minted one TAO, at most 785,305 TAO were recycled or never minted."""
    genesis = int(_events()["genesis-issuance"]["value"])
    crossing = int(_events()["first-halving"]["value"]) - 1
    assert (genesis + crossing * 10**9 - THRESHOLDS[0]) // 10**9 == 785_304
