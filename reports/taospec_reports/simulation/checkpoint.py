"""The checkpoint of a run: its state and how many parts of its results belong to it.

Results go to files of their own first, then the checkpoint that counts them replaces the one
before in one step. A process that is killed in between leaves a part that no checkpoint counts,
and the next one writes it anew.
"""

from __future__ import annotations

import csv
import io
import pickle
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from taospec.errors import TaospecError
from taospec.files import write_whole

TABLES = {
    "records": ("block", "measure", "netuid", "value"),
    "calls": ("block", "name", "outcome"),
}
_FILE = "checkpoint"


class Checkpoint(NamedTuple):
    """Where a run can go on.

    Attributes:
        block: blocks made.
        parts: parts of results that are in their files.
        state: `Simulation.state()`; None where another machine ran it and kept its state.
    """

    block: int
    parts: int
    state: dict[str, Any] | None


_KNOWN = (
    ("taospec.network.kinds", "Position"),
    ("taospec.network.kinds", "KeepSubnets"),
)


class _Plain(pickle.Unpickler):
    """Reads what we wrote: plain values, and the named tuples that storage holds."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in _KNOWN:
            raise pickle.UnpicklingError(f"{module}.{name} has no place in a checkpoint")
        return super().find_class(module, name)


def read(folder: Path, *, whole: bool = True) -> Checkpoint | None:
    """The checkpoint of a run; None before its first.

    Args:
        folder: of the run.
        whole: whether its state is wanted, which is most of the file.

    Raises:
        TaospecError: the file is none that we wrote.
    """
    path = folder / _FILE
    if not path.exists():
        return None
    try:
        with path.open("rb") as file:
            block, parts = _Plain(file).load()
            return Checkpoint(block, parts, _Plain(file).load() if whole else None)
    except (pickle.UnpicklingError, EOFError, TypeError, ValueError, AttributeError) as error:
        raise TaospecError(f"{path}: is no checkpoint: {error}") from None


def write(folder: Path, checkpoint: Checkpoint, rows: dict[str, Sequence[Sequence[Any]]]) -> None:
    """Add the last part of the results, then count it.

    Args:
        folder: of the run.
        checkpoint: which counts the part that is written now.
        rows: the new rows of each table.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for table, new in rows.items():
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows(new)
        write_whole(_part(folder, table, checkpoint.parts - 1), text.getvalue(), synced=True)
    head, state = tuple(checkpoint[:2]), checkpoint.state
    write_whole(folder / _FILE, pickle.dumps(head) + pickle.dumps(state), synced=True)


def rows_of(folder: Path, table: str) -> Iterator[list[str]]:
    """The rows of a table that the checkpoint counts, as text."""
    checkpoint = read(folder, whole=False)
    for part in range(checkpoint.parts if checkpoint else 0):
        with _part(folder, table, part).open(encoding="utf-8", newline="") as file:
            yield from csv.reader(file)


def _part(folder: Path, table: str, number: int) -> Path:
    return folder / f"{table}-{number:06}.csv"
