"""Calls that fail at one check, and at the first of two: what can be wrong with a call."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from taospec.examples.storage import Row
from taospec_vectors.cases.network._economy import ALICE, call
from taospec_vectors.drafting import spans
from taospec_vectors.format import DraftCase, DraftFile

Key = tuple[str, tuple[Any, ...]]
State = Mapping[Key, Any]
# What a fault makes of a row that the healthy state has.
ABSENT = None
_TWICE = "two things are wrong at once, one in the state and one in the call"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a call.

    Attributes:
        slug: what is wrong, in a few words.
        code: the rejection.
        state: rows that differ from the healthy state, by name and keys; ABSENT for one that is
            not there.
        arguments: arguments that differ.
        unlike: slugs of faults that it cannot occur together with.
    """

    slug: str
    code: str
    state: State = field(default_factory=dict)
    arguments: Mapping[str, Any] = field(default_factory=dict)
    unlike: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """A call that succeeds, and what it asks, in order.

    Attributes:
        name: the call.
        rules: ids of the rules that say what it asks.
        state: the healthy state.
        arguments: the arguments with which it succeeds there.
        faults: in the order in which they are found.
        combined: faults of which two are one value of the same row or argument, and so are written
            as one; the code is that of the first.
    """

    name: str
    rules: tuple[str, ...]
    state: State
    arguments: Mapping[str, Any]
    faults: Sequence[Fault]
    combined: Sequence[Fault] = ()

    def accepted(self, suffix: str) -> DraftCase:
        """The call that succeeds; `suffix` tells it from that of other forks."""
        return DraftCase(
            f"{self.name.replace('_', '-')}-passes-all-checks-{suffix}",
            self.rules,
            "refuses a call that has nothing wrong with it",
            self._given(),
        )

    def by_root(self, suffix: str) -> Iterator[DraftCase]:
        """Root in place of the account: alone, and beside the first thing that can be wrong.

        Args:
            suffix: tells the cases of these forks from those of others.
        """
        slug = self.name.replace("_", "-")
        yield self._signed_by_root(f"{slug}-by-root-{suffix}", "lets root act as an account")
        for first in self.faults[:1]:
            name = f"{slug}-by-root-before-{first.slug}-{suffix}"
            yield self._signed_by_root(name, f"asks for {first.code} before who signed", first)

    def _signed_by_root(self, slug: str, why: str, *faults: Fault) -> DraftCase:
        given = self._given(*faults)
        given["op"]["origin"] = "root"
        return DraftCase(
            slug,
            (*self.rules, "NET-4"),
            why,
            given,
            expect={"reject": {"code": "BadOrigin"}},
            no_sibling=_TWICE if any(fault.state for fault in faults) else None,
        )

    def rejected(self, suffix: str) -> Iterator[DraftCase]:
        """Each fault alone, and each beside the next that it can meet.

        Args:
            suffix: tells the cases of these forks from those of others.
        """
        slug = self.name.replace("_", "-")
        for fault in (*self.faults, *self.combined):
            why = f"does not refuse a call with {fault.slug.replace('-', ' ')}"
            yield self._case(f"{slug}-with-{fault.slug}-{suffix}", why, fault)
        for first, second in self._pairs():
            why = (
                f"asks about {second.slug.replace('-', ' ')} before {first.slug.replace('-', ' ')}"
            )
            name = f"{slug}-{first.slug}-before-{second.slug}-{suffix}"
            yield self._case(name, why, first, second)

    def _pairs(self) -> Iterator[tuple[Fault, Fault]]:
        """Each fault with the next one that has another code and can occur beside it."""
        for index, first in enumerate(self.faults):
            for second in self.faults[index + 1 :]:
                if second.code != first.code and not _meet(first, second):
                    yield first, second
                    break

    def _case(self, slug: str, why: str, first: Fault, *more: Fault) -> DraftCase:
        faults = (first, *more)
        both = any(fault.state for fault in faults) and any(fault.arguments for fault in faults)
        return DraftCase(
            slug,
            self.rules,
            why,
            self._given(*faults),
            expect={"reject": {"code": first.code}},
            no_sibling=_TWICE if both else None,
        )

    def _given(self, *faults: Fault) -> dict[str, Any]:
        state, arguments = dict(self.state), dict(self.arguments)
        for fault in faults:
            state |= fault.state
            arguments |= fault.arguments
        rows: list[Row] = [
            [name, [list(key) if type(key) is tuple else key for key in keys], value]
            for (name, keys), value in state.items()
            if value is not ABSENT
        ]
        return {"storage": rows, "op": call(self.name, ALICE, **arguments)}


def _meet(first: Fault, second: Fault) -> bool:
    """Whether two faults state the same row or argument, or cannot occur together."""
    return bool(
        first.state.keys() & second.state.keys()
        or first.arguments.keys() & second.arguments.keys()
        or second.slug in first.unlike
    )


def stated(rows: Sequence[Row]) -> dict[Key, Any]:
    """Rows by name and keys."""
    return {(name, tuple(keys)): value for name, keys, value in rows}


def completed(full: Checked, known: Checked | None, suffix: str) -> list[DraftCase]:
    """What a call rejects by a full list of its checks and not by a known part of them."""
    told = {case.slug for case in known.rejected(suffix)} if known else set()
    return [case for case in full.rejected(suffix) if case.slug not in told]


def drafted(checked: Checked, suffix: str, forks: Collection[str]) -> Iterator[DraftFile]:
    """The files of a call: what it rejects alike in some forks, and what it does in each."""
    name = checked.name.replace("_", "-")
    path = f"network/apply-checks-{name}-{suffix}.yaml"
    yield DraftFile(path, "network.apply", forks, list(checked.rejected(suffix)))
    for span, alike in spans(forks):
        path = f"network/apply-passes-{name}-{span}.yaml"
        yield DraftFile(path, "network.apply", alike, [checked.accepted(span)])
