"""Which cases a fork answered otherwise than the one before: the lists in `cases/changes/`.

A builder says in which forks its cases hold, and a later fork may change the answers of a few of
them, in files all over the tree. Which ones is said once a fork, in `cases/changes/<fork>.yaml`:
the case then ends with the fork, and a sibling that asks the same begins with it. Where a question
is none any more, as its storage is gone, it only ends.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path, PurePosixPath

import yaml

from taospec.rulebook import rulebook
from taospec.timeline import specified
from taospec_vectors.format import DraftCase, DraftFile
from taospec_vectors.funded import funded

FOLDER = Path(__file__).with_name("cases") / "changes"
EVERY = "all"
_SPAN = re.compile(r"-(since|until)-[a-z0-9]+\Z")
_ROOM = 160


@dataclass(frozen=True, slots=True)
class Change:
    """A rule that a fork changed, and the cases in which that shows.

    Attributes:
        fork: from which on they are answered otherwise.
        why: the bug that a sibling catches: what the older rule did.
        rules: ids of the rules that the siblings show besides.
        cases: slugs by file, or `all` for every case of it.
        ended: whether the question is none any more, so that it has no sibling.
        funded: whether the siblings state what `netflow` keeps beside the pools.
    """

    fork: str
    why: str
    cases: Mapping[str, Collection[str]]
    rules: tuple[str, ...] = ()
    ended: bool = False
    funded: bool = False

    def has(self, path: str, slug: str) -> bool:
        """Whether it changes this case."""
        slugs = self.cases.get(path, ())
        return slugs == EVERY or slug in slugs


@cache
def changes() -> tuple[Change, ...]:
    """What every specified fork changed, oldest first."""
    return tuple(change for fork in specified() for change in _read(fork))


def _read(fork: str) -> Iterator[Change]:
    path = FOLDER / f"{fork}.yaml"
    if path.is_file():
        for row in yaml.safe_load(path.read_text(encoding="utf-8")):
            yield Change(fork, **{**row, "rules": tuple(row.get("rules", ()))})


def divided_all(drafts: Iterable[DraftFile]) -> Iterator[DraftFile]:
    """The files that drafts become; siblings of one name share a file, with a builder's or not."""
    own: list[DraftFile] = []
    siblings: dict[str, DraftFile] = {}
    for draft in drafts:
        for file in divided(draft):
            if file.path == draft.path:
                own.append(file)
            else:
                siblings[file.path] = _together(siblings.get(file.path), file)
    for file in own:
        sibling = siblings.pop(file.path, None)
        yield file if sibling is None else _together(file, sibling)
    yield from siblings.values()


def _together(first: DraftFile | None, second: DraftFile) -> DraftFile:
    return second if first is None else replace(first, cases=[*first.cases, *second.cases])


def divided(draft: DraftFile, listed: Sequence[Change] | None = None) -> Iterator[DraftFile]:
    """The files that a draft becomes: its own, and one for every range that ends or begins in it.

    Args:
        draft: as the builder wrote it.
        listed: the changes, those of `cases/changes/` unless told.
    """
    mine = [
        change
        for change in (changes() if listed is None else listed)
        if draft.path in change.cases and change.fork in tuple(draft.forks)[1:]
    ]
    if not mine:
        yield draft
        return
    files: dict[tuple[str, ...], list[DraftCase]] = defaultdict(list)
    for case in draft.cases:
        for forks, part in _parts(
            draft, case, [each for each in mine if each.has(draft.path, case.slug)]
        ):
            files[forks].append(part)
    every = tuple(draft.forks)
    own = every if every in files else next(iter(files))
    for forks, cases in files.items():
        path = draft.path if forks == own else _path(draft.path, forks, every)
        yield DraftFile(path, draft.operation, forks, cases)


def _parts(
    draft: DraftFile, case: DraftCase, mine: Sequence[Change]
) -> Iterator[tuple[tuple[str, ...], DraftCase]]:
    """The case until the first change, and a sibling from each one on until the next."""
    forks = tuple(draft.forks)
    starts = [*dict.fromkeys(change.fork for change in mine)]
    ends = [*(forks.index(fork) for fork in starts), len(forks)]
    yield forks[: ends[0]], case
    for place, fork in enumerate(starts):
        changed = [change for change in mine if change.fork == fork]
        if any(change.ended for change in changed):
            return
        span = forks[ends[place] : ends[place + 1]]
        if any(change.funded for change in changed):
            case = replace(case, given=funded(case.given))
        yield span, _sibling(case, changed, fork, span)


def _sibling(
    case: DraftCase, changed: Sequence[Change], fork: str, span: Collection[str]
) -> DraftCase:
    book = rulebook()
    rules = [*case.rules, *(rule_id for change in changed for rule_id in change.rules)]
    held = [name for name in rules if name not in book or set(book[name].forks) & set(span)]
    why = changed[0].why
    both = f"{case.why}, or {why}"
    return replace(
        case,
        slug=f"{_SPAN.sub('', case.slug)}-since-{fork}",
        rules=tuple(dict.fromkeys(held)),
        why=both if len(both) <= _ROOM else why,
        origin="human" if case.origin in {"chain", "upstream-test"} else case.origin,
        source=None if case.origin in {"chain", "upstream-test"} else case.source,
        expect=None,
    )


def _path(path: str, forks: Sequence[str], every: Sequence[str]) -> str:
    """Named by where its forks begin and end among those of the draft."""
    after = every.index(forks[-1]) + 1
    name = PurePosixPath(path)
    stem = name.stem
    if forks[0] != every[0]:
        stem = f"{_SPAN.sub('', stem)}-since-{forks[0]}"
    if after < len(every):
        stem = f"{stem}-until-{every[after]}"
    return str(name.with_name(f"{stem}.yaml"))
