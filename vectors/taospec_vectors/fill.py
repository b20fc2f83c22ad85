"""Filling: builders propose cases, the model answers them, the tree is written from the answers.

Fill is the only writer of `vectors/`. It works in memory first and writes nothing unless every
case stands: each answer is the same in every fork the file lists, each answer that a builder
brought along is the model's answer, what was rendered reads back as it was built, and no id
vanished, changed its meaning or came back from the dead.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePath, PurePosixPath
from types import ModuleType

import taospec_vectors.cases
from taospec.chapters import CHAPTERS
from taospec.discovery import modules
from taospec.errors import TaospecError, nearest
from taospec.files import write_whole
from taospec.resources import vectors_path
from taospec_vectors import inventory
from taospec_vectors.answering import answer_all
from taospec_vectors.changes import divided_all
from taospec_vectors.emit import render
from taospec_vectors.errors import VectorError
from taospec_vectors.format import DraftFile, VectorFile
from taospec_vectors.inventory import Changes
from taospec_vectors.load import load_all


def builders(chapters: Sequence[str] = ()) -> Iterator[ModuleType]:
    """The modules below `taospec_vectors.cases.<chapter>`, by name; those with `_` are helpers.

    Args:
        chapters: only these; all of them unless told.

    Raises:
        TaospecError: a chapter has no builder.
    """
    package = taospec_vectors.cases.__name__
    for chapter in chapters or CHAPTERS:
        written = [module for module in modules(package, [chapter]) if not _is_folder(module)]
        if chapters and not written:
            message = f"no builder writes vectors of {chapter!r}{nearest(chapter, CHAPTERS)}"
            raise TaospecError(message)
        yield from written


def _is_folder(module: ModuleType) -> bool:
    return hasattr(module, "__path__")


def drafts(chapters: Sequence[str] = ()) -> Iterator[DraftFile]:
    """What every builder proposes.

    Raises:
        TaospecError: a module has no function `drafts`.
    """
    built: list[DraftFile] = []
    for module in builders(chapters):
        build = getattr(module, "drafts", None)
        if build is None:
            message = f"{module.__name__} is a builder without a function drafts()"
            raise TaospecError(message)
        built.extend(build())
    yield from divided_all(built)


def write_tree(files: Iterable[VectorFile], folder: Path) -> None:
    """Write the files with their data and the inventory into an empty folder."""
    files = tuple(files)
    folder.mkdir(parents=True, exist_ok=True)
    for file in files:
        rendered = render(file)
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, rendered.text)
        for name, text in rendered.data.items():
            (path.parent / "data").mkdir(exist_ok=True)
            _write(path.parent / "data" / name, text)
    _write(folder / inventory.INVENTORY, inventory.inventory_text(inventory.entries_of(files)))


def owned_paths(root: Path, chapters: Sequence[str] = ()) -> set[PurePosixPath]:
    """What fill writes under a root, relative to it: vectors, their data and the inventory."""
    patterns = ("*/*.yaml", "*/data/*.json")
    paths = (path.relative_to(root) for pattern in patterns for path in root.glob(pattern))
    owned = {PurePosixPath(path) for path in paths if not chapters or path.parts[0] in chapters}
    if (root / inventory.INVENTORY).is_file():
        owned.add(PurePosixPath(inventory.INVENTORY))
    return owned


def fill(
    root: Path | None = None,
    *,
    chapters: Sequence[str] = (),
    accept_changes: bool = False,
    check: bool = False,
) -> tuple[Changes, tuple[PurePosixPath, ...]]:
    """Bring the tree to what the builders and the model say.

    Args:
        root: the folder `vectors/`, the checkout's unless told.
        chapters: only these; the rest of the tree and of the inventory stays.
        accept_changes: let an id assert something else than the inventory remembers.
        check: compare only, write nothing.

    Returns:
        What changed against the inventory, and the files that differ from the tree.

    Raises:
        TaospecError: a case does not stand, or an id vanished, changed or was used again;
            nothing is written.
    """
    root = root or vectors_path()
    answered = answer_all(drafts(chapters))
    kept = _kept(root, chapters)
    changes = _judge(root, (*answered, *kept), accept_changes=accept_changes)
    with tempfile.TemporaryDirectory() as temporary:
        fresh = Path(temporary)
        write_tree((*answered, *kept), fresh)
        _read_back(fresh, answered)
        touched = differing(fresh, root)
        if not check:
            _replace(fresh, root, touched)
    return changes, touched


def differing(fresh: Path, root: Path) -> tuple[PurePosixPath, ...]:
    """The owned files that are not the same bytes in two trees, or are only in one of them."""
    return tuple(
        path
        for path in sorted(owned_paths(fresh) | owned_paths(root))
        if _content(fresh / path) != _content(root / path)
    )


def _kept(root: Path, chapters: Sequence[str]) -> tuple[VectorFile, ...]:
    if not chapters or not root.is_dir():
        return ()
    return tuple(file for file in load_all(root) if file.path.parts[0] not in chapters)


def _judge(root: Path, files: tuple[VectorFile, ...], *, accept_changes: bool) -> Changes:
    """Hold the ids against the inventory and the tombstones."""
    entries = inventory.entries_of(files)
    buried = inventory.read_tombstones(root)
    if risen := sorted(entries.keys() & buried.keys()):
        problem = f"a retired id is used again: {buried[risen[0]]}"
        raise VectorError(root / inventory.TOMBSTONES, problem, case=risen[0])
    changes = inventory.compare(inventory.read_inventory(root), entries)
    if lost := [name for name in changes.removed if name not in buried]:
        problem = "vanished; if that is meant: taospec vectors retire ID --reason TEXT"
        raise VectorError(root / inventory.INVENTORY, _more(problem, lost), case=lost[0])
    if changes.changed and not accept_changes:
        problem = "asserts something else; if that is meant: taospec vectors fill --accept-changes"
        raise VectorError(
            root / inventory.INVENTORY, _more(problem, changes.changed), case=changes.changed[0]
        )
    return changes


def _more(problem: str, names: Sequence[str]) -> str:
    return problem if len(names) == 1 else f"{problem} ({len(names)} such cases)"


def _read_back(fresh: Path, answered: tuple[VectorFile, ...]) -> None:
    """What was written must pass the strict reader and mean what was built."""
    try:
        read = {file.path: file for file in load_all(fresh)}
    except VectorError as error:
        path = PurePath(error.path).relative_to(fresh)
        raise VectorError(path, error.problem, case=error.case, field=error.field) from None
    for file in answered:
        for built, loaded in zip(file.cases, read[file.path].cases, strict=True):
            if built != loaded:
                raise VectorError(file.path, "reads back as something else", case=built.id)


def _replace(fresh: Path, root: Path, touched: Iterable[PurePosixPath]) -> None:
    """Put the touched files in place, each one whole or not at all."""
    for path in touched:
        target = root / path
        content = _content(fresh / path)
        if content is None:
            target.unlink()
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        write_whole(target, content)


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
