"""What a vector is: the records behind the YAML, and the form that its hash is taken of."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Literal, get_args

from taospec.wire import Record

FORMAT = "taospec-vectors/1"
BUNDLE_FORMAT = "taospec-bundle/1"

Origin = Literal["human", "solver", "mutant", "hypothesis", "regression", "upstream-test", "chain"]
ORIGINS: tuple[str, ...] = get_args(Origin)

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z", re.ASCII)
RULE_ID = re.compile(r"[A-Z]{3}-[1-9][0-9]*\Z", re.ASCII)
LONGEST_ID = 120


@dataclass(frozen=True, slots=True)
class Case:
    """One vector.

    Attributes:
        id: `operation.slug`, never reused.
        operation: operation of the catalogue.
        forks: every fork the expectation holds in, oldest first.
        rules: ids of the rules it shows.
        why: the bug it catches, in one sentence.
        origin: where the case came from.
        given: input record in wire form.
        expect: `{"ok": answer}` or `{"reject": {"code": code}}`, in wire form.
        source: the test, data file or block behind it.
        no_sibling: for a rejection, why no accepted case can differ from it in one field only.
    """

    id: str
    operation: str
    forks: tuple[str, ...]
    rules: tuple[str, ...]
    why: str
    origin: str
    given: Mapping[str, Any]
    expect: Mapping[str, Any]
    source: str | None = None
    no_sibling: str | None = None

    @property
    def slug(self) -> str:
        """The author's part of the id."""
        return self.id[len(self.operation) + 1 :]

    @property
    def chapter(self) -> str:
        """The chapter of the operation."""
        return self.operation.partition(".")[0]

    @property
    def rejects(self) -> bool:
        """Whether a rejection is expected."""
        return "reject" in self.expect


@dataclass(frozen=True, slots=True)
class VectorFile:
    """One YAML file: the cases of one operation that hold in the same forks.

    Attributes:
        path: relative to the folder `vectors`, such as `supply/block_emission.yaml`.
        operation: operation of every case.
        forks: every fork the expectations hold in, oldest first.
        cases: the vectors, in the author's order.
    """

    path: PurePosixPath
    operation: str
    forks: tuple[str, ...]
    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class DraftCase:
    """A case as a builder writes it, before the model has answered.

    Attributes:
        slug: the id's last part, such as `first-threshold-reached`.
        rules: ids of the rules it shows.
        why: the bug it catches, in one sentence.
        given: input, as a record or in wire form.
        origin: where the case came from.
        source: the test, data file or block behind it.
        expect: None to let the model answer; otherwise `{"ok": record or wire form}` or
            `{"reject": {"code": code}}` that was found without the model, which fill compares.
        no_sibling: for a rejection, why no accepted case can differ from it in one field only.
    """

    slug: str
    rules: Sequence[str]
    why: str
    given: Record | Mapping[str, Any]
    origin: Origin = "human"
    source: str | None = None
    expect: Mapping[str, Any] | None = None
    no_sibling: str | None = None


@dataclass(frozen=True, slots=True)
class DraftFile:
    """A file as a builder writes it.

    Attributes:
        path: relative to the folder `vectors`: `<chapter>/<operation-verb>[-<topic>].yaml`.
        operation: operation of every case.
        forks: every fork the expectations must hold in.
        cases: the drafts, in the order of the file.
    """

    path: str
    operation: str
    forks: Collection[str]
    cases: Sequence[DraftCase]


def canonical(data: Any) -> str:
    """The one JSON text of wire data: keys sorted, no spaces, no escapes beyond JSON's own."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def content_hash(case: Case) -> str:
    """SHA-256 of what a case asserts: operation, given and expect.

    Wording, rules and origin may improve without changing it. The forks are kept beside the hash in
    the inventory, since a later fork may join a case without changing what it asserts.
    """
    asserted = {"operation": case.operation, "given": case.given, "expect": case.expect}
    return hashlib.sha256(canonical(asserted).encode()).hexdigest()
