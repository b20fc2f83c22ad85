"""Which cases, in which forks, one run asks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from taospec.chapters import CHAPTERS
from taospec.errors import TaospecError
from taospec.naming import known_name, matches, matching
from taospec.operations.catalogue import catalogue
from taospec.rulebook import rulebook
from taospec.timeline import require_specified
from taospec_conformance.asking.protocol import Description
from taospec_vectors import load
from taospec_vectors.format import ORIGINS, Case, VectorFile
from taospec_vectors.load import cases
from taospec_vectors.plain import is_plain

_NO_FILTER: tuple[object, ...] = ((), (1, 1), False)


@dataclass(frozen=True, slots=True)
class Selection:
    """Filters; an empty one passes everything. Names and globs are taken in any case.

    Attributes:
        forks: names of specified forks.
        operations: globs over operations.
        rules: globs over rule ids; one of a case's rules must match.
        ids: globs over case ids.
        chapters: names of chapters.
        origins: where cases come from.
        shard: `(i, n)`: the i-th of n parts that together are the whole, i from 1.
        plain: only states that occur, and no edges of types and arithmetic.

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
    plain: bool = False

    def __post_init__(self) -> None:
        names = {
            "forks": tuple(require_specified(name.lower()) for name in self.forks),
            "chapters": tuple(known_name(name, CHAPTERS, "chapter") for name in self.chapters),
            "origins": tuple(known_name(name, ORIGINS, "origin") for name in self.origins),
        }
        for field, known in names.items():
            object.__setattr__(self, field, known)

    def require_matches(self, files: Sequence[VectorFile]) -> None:
        """Refuse a filter that nothing can pass: it is a typo.

        Raises:
            TaospecError: it names the filter, and what was probably meant.
        """
        if self.rules:
            matching(self.rules, rulebook(), "rule")
        if self.operations:
            matching(self.operations, catalogue(), "operation")
        if self.ids:
            matching(self.ids, [case.id for case in cases(files)], "case")
        for chapter in self.chapters:
            if not any(file.path.parts[0] == chapter for file in files):
                raise TaospecError(f"the chapter {chapter} has no vectors")

    def questions(self, files: Sequence[VectorFile]) -> Iterator[tuple[Case, str]]:
        """Every selected case in every selected fork it holds in, in the order of the files."""
        part, parts = self.shard
        yield from islice(self._all(files), part - 1, None, parts)

    def why_nothing(self, files: Sequence[VectorFile], description: Description | None) -> str:
        """Why no case was asked: none passes the filters, or none holds in the adapter's forks."""
        if next(self.questions(files), None) is None:
            filters = ", ".join(self.to_json()) or "none is set"
            return f"no case passes all filters at once ({filters})"
        forks = ", ".join(description.forks if description else ()) or "none"
        return f"no case that was selected holds in a fork that the adapter has ({forks})"

    def to_json(self) -> dict[str, Any]:
        """The filters that are set, as a result log states them."""
        chosen = {name: value for name, value in asdict(self).items() if value not in _NO_FILTER}
        return {
            name: value if isinstance(value, bool) else list(value)
            for name, value in chosen.items()
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

    def reaches(self, operation: str) -> bool:
        """Whether a case of an operation may pass the filters, from the operation's name alone."""
        return (
            (not self.chapters or operation.partition(".")[0] in self.chapters)
            and (not self.operations or _any_match([operation], self.operations))
            and (not self.ids or any(_may_begin(f"{operation}.", glob) for glob in self.ids))
        )

    def _all(self, files: Sequence[VectorFile]) -> Iterator[tuple[Case, str]]:
        selected = cases(
            files, rules=self.rules, ids=self.ids, chapters=self.chapters, origins=self.origins
        )
        for case in selected:
            if self.operations and not _any_match([case.operation], self.operations):
                continue
            if self.plain and not is_plain(case):
                continue
            for fork in case.forks:
                if not self.forks or fork in self.forks:
                    yield case, fork


def vectors(
    selection: Selection, bundle: Path | None = None, *, whole: bool = False
) -> tuple[VectorFile, ...]:
    """The vectors that a selection chooses from.

    Args:
        selection: the filters; of the tree, files that they rule out are not read.
        bundle: the vectors of this bundle, instead of the tree.
        whole: the whole tree all the same, for its digest, or to find what speaks for no case.

    Raises:
        VectorError: a file breaks the format.
        TaospecError: a filter that nothing can pass; it names what was probably meant.
    """
    if bundle or whole:
        files = load.load_bundle(bundle) if bundle else load.load_all()
        selection.require_matches(files)
        return files
    rules = matching(selection.rules, rulebook(), "rule") if selection.rules else ()
    files = load.load_all(wanted=selection.reaches, rules=rules)
    try:
        selection.require_matches(files)
    except TaospecError:  # each filter may pass something, or have meant what another rules out
        selection.require_matches(load.load_all())
    return files


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
    return any(matches(name, glob) for name in names for glob in globs)


def _may_begin(start: str, glob: str) -> bool:
    """Whether a glob may match a name that begins so."""
    literal = re.split(r"[*?[]", glob.lower(), maxsplit=1)[0]
    return literal.startswith(start) or start.startswith(literal)
