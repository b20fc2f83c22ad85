"""The results of all runs as one table, in CSV or in Parquet."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from taospec.extras import load
from taospec_reports.simulation import checkpoint
from taospec_reports.simulation.folder import Job

FORMATS = ("csv", "parquet")
_GROUP = 100_000
# Whole numbers of up to 38 digits; what has more is in no result.
_DIGITS = 38


def write(out: Path, jobs: Sequence[Job], form: str) -> list[Path]:
    """Write every table; the paths of their files.

    Args:
        out: folder of the simulation.
        jobs: its runs, all done.
        form: one of `FORMATS`.

    Raises:
        MissingExtraError: Parquet needs the extra `simulate`.
    """
    writer = _WRITERS[form]
    labels = [*jobs[0].labels]
    paths = []
    for table, columns in checkpoint.TABLES.items():
        path = out / f"{table}.{form}"
        beside = out / f".{path.name}.new"  # the older table stays until the new one is whole
        writer(beside, [*labels, *columns], _rows(jobs, table))
        beside.replace(path)
        paths.append(path)
    return paths


def _rows(jobs: Sequence[Job], table: str) -> Iterator[list[str]]:
    for job in jobs:
        labels = [str(value) for value in job.labels.values()]
        for row in checkpoint.rows_of(job.folder, table):
            yield [*labels, *row]


def _csv(path: Path, columns: Sequence[str], rows: Iterator[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def _parquet(path: Path, columns: Sequence[str], rows: Iterator[list[str]]) -> None:
    arrow, parquet = load("simulate", "pyarrow"), load("simulate", "pyarrow.parquet")
    kinds = {
        "block": (arrow.int64(), int),
        "netuid": (arrow.int32(), int),
        "value": (arrow.decimal128(_DIGITS, 0), Decimal),
    }
    text = (arrow.string(), str)
    fields = [kinds.get(name, text) for name in columns]
    schema = arrow.schema([(name, kind) for name, (kind, _) in zip(columns, fields, strict=True)])
    with parquet.ParquetWriter(path, schema) as writer:
        while group := list(islice(rows, _GROUP)):
            values = [
                arrow.array([read(cell) for cell in column], kind)
                for column, (kind, read) in zip(zip(*group, strict=True), fields, strict=True)
            ]
            writer.write_table(arrow.Table.from_arrays(values, schema=schema))


_WRITERS: dict[str, Callable[[Path, Sequence[str], Iterator[list[str]]], Any]] = {
    "csv": _csv,
    "parquet": _parquet,
}
