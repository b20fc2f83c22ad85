"""Cases that decide in which order a call asks what it asks.

A call is stated as a question that it accepts, and as the list of its checks in their order, each
with what makes it refuse. From these follow: the accepted question, each fault alone, and each
fault together with the next one that can stand beside it. The last decide the order, since the
earlier of two is found; and by transitivity the whole.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from taospec.examples.storage import Row
from taospec.timeline import ForkRange
from taospec_vectors.drafting import spans
from taospec_vectors.format import DraftCase, DraftFile

_TWO = "two faults on purpose: which of them is found first"
_ONE = "the fault needs another state and other arguments"


@dataclass(frozen=True, slots=True)
class Check:
    """Something that a call asks.

    Attributes:
        code: how it refuses.
        slug: tells it from other checks with the same code.
        rows: what the storage says instead; null removes a row.
        args: arguments that are otherwise.
        signer: who calls instead.
        conflicts: slugs of later checks whose faults cannot stand beside this one.
    """

    code: str
    slug: str
    rows: Sequence[Row] = ()
    args: Mapping[str, Any] = field(default_factory=dict)
    signer: str | None = None
    conflicts: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Order:
    """A call with the checks it makes, in their order.

    Attributes:
        name: of the call.
        slug: tells forms of one call apart.
        signer: who calls.
        args: arguments that are accepted.
        rows: storage in which they are.
        checks: in the order in which they are asked.
        rules: ids of the rules that state the order.
        forks: in which it holds.
    """

    name: str
    slug: str
    signer: str
    args: Mapping[str, Any]
    rows: Sequence[Row]
    checks: Sequence[Check]
    rules: tuple[str, ...]
    forks: Collection[str]

    def files(self) -> Iterator[DraftFile]:
        """The refusals of all forks in one file, and for each fork one with what is accepted."""
        path = f"network/apply-{self.slug}"
        name = f"{path}-order-{'-'.join(span(self.forks))}.yaml"
        yield DraftFile(name, "network.apply", self.forks, list(self._refused()))
        for suffix, forks in spans(self.forks):
            accepted = DraftCase(
                f"{self.slug}-accepted-{suffix}",
                self.rules,
                "forgets one of the entries that the call writes, or refuses it",
                self._given(()),
            )
            yield DraftFile(f"{path}-accepted-{suffix}.yaml", "network.apply", forks, [accepted])

    def _refused(self) -> Iterator[DraftCase]:
        for place, check in enumerate(self.checks):
            yield self.case(check.slug, f"does not ask: {check.code}", (check,))
            for later in self.checks[place + 1 :]:
                if later.slug not in check.conflicts and later.code != check.code:
                    slug = f"{check.slug}-before-{later.slug}"
                    why = f"asks for {later.code} before {check.code}"
                    yield self.case(slug, why, (later, check))
                    break

    def case(
        self, slug: str, why: str, faults: Sequence[Check], more_rules: tuple[str, ...] = ()
    ) -> DraftCase:
        """A call with faults, of which the last is the one that is told.

        Args:
            slug: tells the case from others of the same call and forks.
            why: the mistake that it catches.
            faults: what is wrong.
            more_rules: rules that it shows beside those of the order.
        """
        given = self._given(faults)
        accepted = self._given(())
        alone = sum(given[name] != accepted[name] for name in given) == 1
        reason = None if alone else (_TWO if len(faults) > 1 else _ONE)
        expect = {"reject": {"code": faults[-1].code}}
        slug = "-".join((self.slug, slug, *span(self.forks)))
        return DraftCase(
            slug, (*self.rules, *more_rules), why, given, expect=expect, no_sibling=reason
        )

    def _given(self, faults: Sequence[Check]) -> dict[str, Any]:
        rows = {json.dumps(row[:2]): row for row in self.rows}
        args, signer = dict(self.args), self.signer
        for fault in faults:
            rows.update({json.dumps(row[:2]): row for row in fault.rows})
            args.update(fault.args)
            signer = fault.signer or signer
        kept = [row for row in rows.values() if row[2] is not None]
        return {"storage": kept, "op": {"name": self.name, "origin": signer, "args": args}}


def span(forks: Collection[str]) -> list[str]:
    """First and last fork, or the only one; forks that go on are named as if there were more."""
    names = list(forks)
    if isinstance(forks, ForkRange) and forks.first and not forks.end and not forks.names:
        return ["since", forks.first]
    return names if len(names) == 1 else ["since", names[0]]
