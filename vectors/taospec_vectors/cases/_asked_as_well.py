"""Cases that ask another fork what a case of one fork asks already, so that the two are a pair."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from taospec.resources import vectors_path
from taospec.timeline import only
from taospec_vectors.format import DraftCase, DraftFile
from taospec_vectors.load import load_file


@dataclass(frozen=True, slots=True)
class AskedAsWell:
    """A case and the fork that is asked the same.

    Attributes:
        file: where the case stands, relative to `vectors/`.
        slug: its slug.
        fork: which is asked as well.
        rules: what its answer shows.
        why: the bug that its answer catches.
    """

    file: str
    slug: str
    fork: str
    rules: tuple[str, ...]
    why: str


def files(rows: Sequence[AskedAsWell]) -> Iterator[DraftFile]:
    """A file for each of them."""
    for row in rows:
        path = vectors_path(row.file)
        [case] = [each for each in load_file(path).cases if each.slug == row.slug]
        chapter, verb = case.operation.split(".")
        draft = DraftCase(f"{row.slug}-as-well-in-{row.fork}", row.rules, row.why, case.given)
        name = f"{chapter}/{verb}-as-well-{row.slug}-{row.fork}.yaml"
        yield DraftFile(name, case.operation, only(row.fork), [draft])
