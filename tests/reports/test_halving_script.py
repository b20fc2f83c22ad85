"""The calendar's JavaScript computes what the model computes, to the block."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from taospec.supply.emission import THRESHOLDS
from taospec.supply.projection import Start, project
from taospec_reports.calendar import date
from taospec_reports.format import tao
from taospec_reports.pages.halving import script

NODE = shutil.which("node")
pytestmark = pytest.mark.skipif(NODE is None, reason="Node.js is not installed")

STARTS = [
    Start(issuance, block, unix_time, block_time, recycled)
    for issuance in (
        0,
        1,
        10_411_256_319_581_248,
        *(threshold + step for threshold in THRESHOLDS[::7] for step in (-1, 0, 1)),
        THRESHOLDS[-1],
        2**64 - 1,
    )
    for block, unix_time in ((0, 0), (7_103_975, 1_765_805_484))
    for block_time, recycled in (
        (12_000, 0),
        (12_000, 1),
        (12_000, 500 * 10**9),
        (11_987, 7_200 * 10**9 - 1),
        (12_000, 7_200 * 10**9),
        (86_400_000, 10**6),
        (1, 2**64 - 1),
    )
]


def _node(tmp_path: Path, code: str, data: object) -> object:
    """What a piece of JavaScript gives that has the script as `calendar` and the data as `data`."""
    module = tmp_path / "calendar.js"
    module.write_text(script(), encoding="utf-8")
    program = tmp_path / "program.js"
    program.write_text(
        f"const calendar = require({json.dumps(str(module))});\n"
        "const data = JSON.parse(require('fs').readFileSync(0, 'utf8'));\n"
        f"console.log(JSON.stringify({code}, (_, x) => typeof x === 'bigint' ? String(x) : x));\n",
        encoding="utf-8",
    )
    assert NODE is not None
    done = subprocess.run(
        [NODE, str(program)], input=json.dumps(data), capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def test_the_same_halvings(tmp_path: Path) -> None:
    names = ("total_issuance", "block", "unix_time", "block_time", "recycled_per_day")
    data = [[str(getattr(start, name)) for name in names] for start in STARTS]
    code = (
        "data.map((row) => row.map(BigInt)).map(([issuance, block, unixTime, blockTime, "
        "recycledPerDay]) => calendar.project({issuance, block, unixTime, blockTime, "
        "recycledPerDay}).map((item) => [item.era, item.threshold, item.emission, item.blocks, "
        "item.firstBlock, item.unixTime, calendar.day(item.unixTime)]))"
    )
    found = _node(tmp_path, code, data)
    assert found == [
        [
            [
                item.era,
                str(item.threshold),
                str(item.emission),
                *(
                    None if number is None else str(number)
                    for number in (item.blocks, item.first_block, item.unix_time)
                ),
                date(item.unix_time),
            ]
            for item in project(start)
        ]
        for start in STARTS
    ]


def test_amounts_are_read_and_written_exactly(tmp_path: Path) -> None:
    texts = ["10500000", "10,411,256.319581248", "0.000000001", "1_000", " 7 ", "1.", "-1", "1e3"]
    texts += ["", "0.0000000001", "18446744073.709551615", "18446744073.709551616", "abc"]
    found = _node(tmp_path, "data.map(calendar.rao)", texts)
    expected = [10_500_000 * 10**9, 10_411_256_319_581_248, 1, 10**12, 7 * 10**9]
    assert found == [*map(str, expected), *[None] * 5, str(2**64 - 1), None, None]
    written = _node(tmp_path, "data.map(BigInt).map(calendar.amount)", [str(n) for n in expected])
    assert written == [tao(rao).removesuffix(" TAO") for rao in expected]


def test_dates_and_numbers_that_are_none(tmp_path: Path) -> None:
    dates = ["2025-12-15", "2025-12-15 13:31", "2025-12-15T13:31", "2025-02-30", "15.12.2025", ""]
    assert _node(tmp_path, "data.map(calendar.moment)", dates) == [
        "1765756800",
        "1765805460",
        "1765805460",
        None,
        None,
        None,
    ]
    assert _node(
        tmp_path, "data.map((x) => calendar.natural(x, 1n, 100n))", ["0", "1", "100", "101", "x"]
    ) == [None, "1", "100", None, None]
