"""Which cases, in which forks, one run asks."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, dataclass
from fnmatch import fnmatchcase
from typing import Any

from taospec.chapters import CHAPTERS
from taospec.errors import TaospecError
from taospec.timeline import require_specified
from taospec_conformance.asking.protocol import Description
from taospec_vectors.format import ORIGINS, Case, VectorFile
from taospec_vectors.load import cases


@dataclass(frozen=True, slots=True)
class Selection:
    """Filters; an empty one passes everything.

    Attributes:
        forks: names of specified forks.
        operations: globs over operations.
        rules: globs over rule ids; one of a case's rules must match.
        ids: globs over case ids.
        chapters: names of chapters.
        origins: where cases come from.
        shard: `(i, n)`: the i-th of n parts that together are the whole, i from 1.

    Raises:
        TaospecError: a name that does not exist.
    """

    forks: tuple[str, ...] = ()
    operations: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    chapters: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    shard: tuple[int, int] = (1, 1)

    def __post_init__(self) -> None:
        for name in self.forks:
            require_specified(name)
        _require(self.chapters, CHAPTERS, "chapter")
        _require(self.origins, ORIGINS, "origin")

    def questions(self, files: Sequence[VectorFile]) -> Iterator[tuple[Case, str]]:
        """Every selected case in every selected fork it holds in, in the order of the files."""
        part, parts = self.shard
        for index, question in enumerate(self._all(files)):
            if index % parts == part - 1:
                yield question

    def to_json(self) -> dict[str, Any]:
        """The filters that are set, as a result log states them."""
        return {
            name: list(value) for name, value in asdict(self).items() if value not in ((), (1, 1))
        }

    def wants(self, rules: Sequence[str], operations: Sequence[str]) -> bool:
        """Whether something about these rules, asked by these operations, passes the filters."""
        return (
            (not self.rules or _any_match(rules, self.rules))
            and (not self.operations or _any_match(operations, self.operations))
            and (
                not self.chapters
                or {name.partition(".")[0] for name in operations} <= set(self.chapters)
            )
        )

    def _all(self, files: Sequence[VectorFile]) -> Iterator[tuple[Case, str]]:
        selected = cases(
            files, rules=self.rules, ids=self.ids, chapters=self.chapters, origins=self.origins
        )
        for case in selected:
            if self.operations and not _any_match([case.operation], self.operations):
                continue
            for fork in case.forks:
                if not self.forks or fork in self.forks:
                    yield case, fork


def askable(
    files: Sequence[VectorFile], description: Description, selection: Selection
) -> Iterator[tuple[Case, str]]:
    """The selected cases and forks that an adapter claims to have."""
    forks, operations = set(description.forks), set(description.operations)
    for case, fork in selection.questions(files):
        if fork in forks and case.operation in operations:
            yield case, fork


def parse_shard(text: str) -> tuple[int, int]:
    """The shard that `2/5` names.

    Raises:
        TaospecError: it names none.
    """
    match = re.fullmatch(r"([1-9][0-9]{0,3})/([1-9][0-9]{0,3})", text, re.ASCII)
    if not match or int(match[1]) > int(match[2]):
        raise TaospecError(f"shard {text!r}: expected I/N with 1 ≤ I ≤ N")
    return int(match[1]), int(match[2])


def _any_match(names: Sequence[str], globs: Sequence[str]) -> bool:
    return any(fnmatchcase(name, glob) for name in names for glob in globs)


def _require(names: Sequence[str], known: Collection[str], what: str) -> None:
    for name in names:
        if name not in known:
            raise TaospecError(f"unknown {what} {name!r} (known: {', '.join(known)})")
