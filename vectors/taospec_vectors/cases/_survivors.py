"""Cases that mutants of the model survived until they were written.

Each is a place where a comparison, a clamp, a rounding or an exemption is off by one unit, and no
other vector stands close enough to see it. Most were found by a search over inputs on which model
and mutant differ, and then made as small as they can be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from taospec.operations.catalogue import find
from taospec.timeline import EVERY_FORK, ForkRange, specified
from taospec.wire import wire_form
from taospec_vectors.drafting import every_fork, named, went_on
from taospec_vectors.format import DraftCase, DraftFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Survivor:
    """A question that tells the model from its mutant.

    Attributes:
        operation: its full name.
        slug: of the case.
        rules: what it shows.
        why: what the mutant does.
        given: fields of the input, integers or their wire form.
        forks: in which the answer is the same.
        no_sibling: for a rejection, why no accepted case can differ from it in one field only.
    """

    operation: str
    slug: str
    rules: tuple[str, ...]
    why: str
    given: Mapping[str, Any]
    forks: ForkRange = EVERY_FORK
    no_sibling: str | None = None


def files(survivors: Iterable[Survivor]) -> Iterator[DraftFile]:
    """A file for each operation and range of forks."""
    groups: dict[tuple[str, tuple[str, ...]], list[Survivor]] = {}
    for survivor in survivors:
        groups.setdefault((survivor.operation, tuple(survivor.forks)), []).append(survivor)
    for (operation, forks), members in groups.items():
        path = f"{operation.replace('.', '/')}-survivors{_suffix(operation, forks)}.yaml"
        yield DraftFile(path, operation, members[0].forks, [_draft(each) for each in members])


def _suffix(operation: str, forks: tuple[str, ...]) -> str:
    """None for all forks, or all that an operation has which went on beyond 2025 and then ended."""
    if forks == specified() or (went_on(forks) and forks == every_fork(operation)):
        return ""
    return f"-{named(forks, operation)}"


def _draft(survivor: Survivor) -> DraftCase:
    return DraftCase(
        slug=survivor.slug,
        rules=survivor.rules,
        why=survivor.why,
        given=wire_form(find(survivor.operation).input, survivor.given),
        origin="mutant",
        no_sibling=survivor.no_sibling,
    )
