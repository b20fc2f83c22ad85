"""What a vector tree owes its readers beyond being well formed.

Loading refuses what is malformed. Lint asks whether the rest is true: the rules exist and speak of
the operation, `why` says something, a rejected input is wrong in one way only, no two cases ask the
same, the bytes are the canonical ones and the inventory is the tree's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from taospec.resources import vectors_path
from taospec.rulebook import Rule, rulebook
from taospec_vectors import inventory
from taospec_vectors.emit import render
from taospec_vectors.errors import one_line, quoted
from taospec_vectors.fill import owned_paths
from taospec_vectors.format import SLUG, Case, VectorFile, canonical
from taospec_vectors.load import load_all

LARGE_FILE = 64 * 1024
LONGEST_WHY = 160
FEWEST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be.

    Attributes:
        where: the file, or the id of the case.
        problem: what is wrong, in one sentence.
        fails: False for a note that fails nothing.
    """

    where: str
    problem: str
    fails: bool = True

    def __str__(self) -> str:
        where = one_line(self.where)  # a file may be called anything
        return f"{where}: {self.problem}" if self.fails else f"{where}: note: {self.problem}"


def lint(root: Path | None = None) -> tuple[Finding, ...]:
    """Everything that is wrong with a tree.

    Args:
        root: the folder `vectors/`, the checkout's unless told.

    Raises:
        VectorError: a file is malformed; lint needs all of them.
    """
    root = root or vectors_path()
    files = load_all(root)
    every = [case for file in files for case in file.cases]
    return (
        *_names(root),
        *_bytes(root, files),
        *_inventory(root, files),
        *_tombstones(root, files),
        *(finding for case in every for finding in _wording(case)),
        *(finding for case in every for finding in _rules(case, rulebook())),
        *_siblings(every),
        *_repeated(every),
    )


def _names(root: Path) -> Iterator[Finding]:
    """What lies beside the vectors, and is named or made so that not everybody can read it."""
    for pattern in ("*.tsv", "*/*.yaml", "*/data/*"):
        for path in sorted(root.glob(pattern)):
            name = path.relative_to(root).as_posix()
            if not (name.isascii() and name.isprintable()):
                yield Finding(name, "has a name that not every system can hold")
            elif not path.is_file():
                yield Finding(name, "is not a file")


def _bytes(root: Path, files: Iterable[VectorFile]) -> Iterator[Finding]:
    expected = {inventory.INVENTORY}
    for file in files:
        rendered = render(file)
        content = (root / file.path).read_bytes()
        expected |= {str(file.path), *(f"{file.path.parent}/data/{name}" for name in rendered.data)}
        if content != rendered.text.encode():
            yield Finding(str(file.path), "not in canonical form; taospec vectors fmt writes it")
        if len(content) > LARGE_FILE:
            size = f"{len(content) // 1024} KiB"
            yield Finding(str(file.path), f"{size}, better split by topic", fails=False)
        for name, text in rendered.data.items():
            data = file.path.parent / "data" / name
            if (root / data).read_bytes() != text.encode():
                yield Finding(str(data), "not in canonical form; taospec vectors fmt writes it")
    for path in sorted(owned_paths(root)):
        if str(path) not in expected:
            yield Finding(str(path), "no vector refers to this file")


def _inventory(root: Path, files: Iterable[VectorFile]) -> Iterator[Finding]:
    changes = inventory.compare(inventory.read_inventory(root), inventory.entries_of(files))
    for names, problem in (
        (changes.added, "not in the inventory"),
        (changes.removed, "in the inventory, but in no file"),
        (changes.changed, "the inventory remembers another content"),
    ):
        yield from (Finding(name, problem) for name in names)


def _tombstones(root: Path, files: Iterable[VectorFile]) -> Iterator[Finding]:
    buried = inventory.read_tombstones(root)
    for name in sorted(case.id for file in files for case in file.cases if case.id in buried):
        yield Finding(name, "is retired, and an id is never used again")
    if list(buried) != sorted(buried):
        yield Finding(inventory.TOMBSTONES, "its lines are not in the order of the ids")
    for name, reason in buried.items():
        operation, _, slug = name.rpartition(".")
        if operation.count(".") != 1 or not SLUG.match(slug):
            yield Finding(inventory.TOMBSTONES, f"{quoted(name)} is no id of a case")
        if not reason.strip() or not reason.isprintable():
            yield Finding(inventory.TOMBSTONES, f"the reason of {quoted(name)} is no line of text")


def _wording(case: Case) -> Iterator[Finding]:
    if len(case.why.split()) < FEWEST_WORDS or len(case.why) > LONGEST_WHY:
        yield Finding(case.id, f"why is one sentence of at most {LONGEST_WHY} characters")
    elif case.why.endswith(".") or not case.why.isprintable():
        yield Finding(case.id, "why is one line without a full stop")


def _rules(case: Case, book: Mapping[str, Rule]) -> Iterator[Finding]:
    known = [book[rule_id] for rule_id in case.rules if rule_id in book]
    for rule_id in case.rules:
        if rule_id not in book:
            yield Finding(case.id, f"{rule_id} is no rule of spec/")
        elif not set(book[rule_id].forks) & set(case.forks):
            yield Finding(case.id, f"{rule_id} holds in none of the case's forks")
    if known and not any(case.operation in rule.operations for rule in known):
        yield Finding(case.id, f"none of its rules names the operation {case.operation}")


def _siblings(every: Iterable[Case]) -> Iterator[Finding]:
    """Each rejected input needs an accepted one that differs in a single field.

    Then the rejection can have one reason only, and an implementation that rejects too much is
    caught as well.
    """
    accepted: dict[str, list[Case]] = defaultdict(list)
    every = tuple(every)
    for case in every:
        if not case.rejects:
            accepted[case.operation].append(case)
    for case in every:
        if not case.rejects:
            if case.no_sibling is not None:
                yield Finding(case.id, "no_sibling is for rejections only")
        elif any(_differ_in_one(case, other) for other in accepted[case.operation]):
            if case.no_sibling is not None:
                yield Finding(case.id, "no_sibling is stated, and there is a sibling")
        elif case.no_sibling is None:
            yield Finding(case.id, "no accepted case differs from it in one field only")


def _differ_in_one(case: Case, other: Case) -> bool:
    if not set(case.forks) & set(other.forks):
        return False
    mine, theirs = case.given, other.given
    return mine.keys() == theirs.keys() and sum(mine[name] != theirs[name] for name in mine) == 1


def _repeated(every: Iterable[Case]) -> Iterator[Finding]:
    questions: dict[tuple[str, str, str], str] = {}
    for case in every:
        question: Any = (case.operation, canonical(case.given))
        for fork in case.forks:
            first = questions.setdefault((*question, fork), case.id)
            if first != case.id:
                yield Finding(case.id, f"asks the same as {first}")
                break
