"""The committed memory of which vectors exist and what each asserts.

`INVENTORY.tsv` lists every living id, `TOMBSTONES.tsv` every retired one. An id never vanishes
silently, never changes its meaning silently, and is never used again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from taospec.files import write_whole
from taospec_vectors.errors import VectorError, quoted
from taospec_vectors.format import VectorFile, content_hash
from taospec_vectors.load import read_text

INVENTORY = "INVENTORY.tsv"
TOMBSTONES = "TOMBSTONES.tsv"
_MAX_BYTES = 64 * 1024 * 1024
_INVENTORY_HEADER = ("id", "sha256", "forks")
_TOMBSTONES_HEADER = ("id", "reason")


@dataclass(frozen=True, slots=True)
class Entry:
    """What the inventory remembers of a case.

    Attributes:
        sha256: hash of operation, given and expect.
        forks: the forks the expectation holds in.
    """

    sha256: str
    forks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """How vectors differ from an inventory, each list of ids sorted."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


def entries_of(files: Iterable[VectorFile]) -> dict[str, Entry]:
    """The inventory that these files make, sorted by id."""
    entries = {
        case.id: Entry(content_hash(case), file.forks) for file in files for case in file.cases
    }
    return dict(sorted(entries.items()))


def compare(old: Mapping[str, Entry], new: Mapping[str, Entry]) -> Changes:
    """What changed. A fork more is no change of a case; a fork less is a loss, hence one."""
    common = old.keys() & new.keys()
    return Changes(
        added=tuple(sorted(new.keys() - old.keys())),
        removed=tuple(sorted(old.keys() - new.keys())),
        changed=tuple(sorted(name for name in common if _lost(old[name], new[name]))),
    )


def _lost(old: Entry, new: Entry) -> bool:
    """Whether something that was asserted is not asserted any more."""
    return old.sha256 != new.sha256 or not set(old.forks) <= set(new.forks)


def read_inventory(root: Path) -> dict[str, Entry]:
    """The committed inventory by id; empty where there is none yet.

    Raises:
        VectorError: the file is malformed.
    """
    rows = _rows(root / INVENTORY, _INVENTORY_HEADER)
    return {name: Entry(sha256, tuple(forks.split(","))) for name, sha256, forks in rows}


def read_tombstones(root: Path) -> dict[str, str]:
    """Reason by retired id; empty where there is none yet.

    Raises:
        VectorError: the file is malformed.
    """
    rows = _rows(root / TOMBSTONES, _TOMBSTONES_HEADER)
    return {name: reason for name, reason in rows}  # noqa: C416 - dict() loses the row's width


def inventory_text(entries: Mapping[str, Entry]) -> str:
    """Content of `INVENTORY.tsv`."""
    rows = ((name, entry.sha256, ",".join(entry.forks)) for name, entry in entries.items())
    return _tsv(_INVENTORY_HEADER, rows)


def retire(root: Path, case_id: str, reason: str) -> None:
    """Bury an id: it leaves the inventory with the next fill and is never used again.

    Raises:
        VectorError: no living case has this id, or it is retired already, or the reason is no line.
    """
    buried = read_tombstones(root)
    path = root / TOMBSTONES
    if case_id in buried:
        raise VectorError(path, f"already retired: {buried[case_id]}", case=case_id)
    if case_id not in read_inventory(root):
        raise VectorError(root / INVENTORY, "no such case", case=case_id)
    if not reason.strip() or not reason.isprintable():
        raise VectorError(path, "the reason must be one line of text", case=case_id)
    rows = sorted({**buried, case_id: reason.strip()}.items())
    write_whole(path, _tsv(_TOMBSTONES_HEADER, rows))


def _tsv(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    return "".join("\t".join(row) + "\n" for row in (header, *rows))


def _rows(path: Path, header: tuple[str, ...]) -> list[tuple[str, ...]]:
    if not path.exists():
        return []
    lines = read_text(path, _MAX_BYTES).splitlines()
    if not lines or tuple(lines[0].split("\t")) != header:
        raise VectorError(path, f"the first line must be {' TAB '.join(header)}", line=1)
    rows: dict[str, tuple[str, ...]] = {}
    for number, line in enumerate(lines[1:], 2):
        row = tuple(line.split("\t"))
        if len(row) != len(header) or not all(row):
            raise VectorError(path, f"expected {len(header)} fields", line=number)
        if row[0] in rows:
            raise VectorError(path, f"{quoted(row[0])} is there twice", line=number)
        rows[row[0]] = row
    return list(rows.values())
