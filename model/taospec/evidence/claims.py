"""The claims ledger: public statements about the protocol, settled by computing them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from types import FunctionType
from typing import Literal, get_args

from taospec.discovery import by_name, members, modules
from taospec.errors import TaospecError
from taospec.evidence import Evidence
from taospec.resources import load_spec_yaml
from taospec.rulebook import rulebook
from taospec.timeline import specified

ClaimVerdict = Literal["holds", "in-part", "refuted", "undecidable"]
VERDICTS: tuple[ClaimVerdict, ...] = get_args(ClaimVerdict)


@dataclass(frozen=True, slots=True)
class Claim:
    """One entry of `spec/claims.yaml`.

    Attributes:
        id: slug, never reused.
        claim: the statement in our own words.
        source: where it is made in public.
        rules: ids of the rules that decide it.
        verdict: what we say about it.
        evidence: name of the function that computes the answer.
        answer: one sentence whose placeholders the evidence fills.
        links: addresses where it can be read.
        unlinked: why there is no link; empty where there is one.
        later: by planned fork what it changed about the verdict, as its release says.
    """

    id: str
    claim: str
    source: str
    rules: tuple[str, ...]
    verdict: ClaimVerdict
    evidence: str
    answer: str
    links: tuple[str, ...] = ()
    unlinked: str = ""
    later: tuple[tuple[str, str], ...] = ()

    @property
    def forks(self) -> tuple[str, ...]:
        """The forks it is judged under: those in which one of its rules holds."""
        book = rulebook()
        holding = {name for rule_id in self.rules for name in book[rule_id].forks}
        return tuple(name for name in specified() if name in holding)


@dataclass(frozen=True, slots=True)
class Settled:
    """A claim with the evidence computed for it, and the answer that the evidence completes."""

    claim: Claim
    evidence: Evidence
    answer: str


@cache
def ledger() -> tuple[Claim, ...]:
    """Every claim in the order of the ledger.

    Raises:
        TaospecError: an entry lacks a field, has one too many or an unknown verdict, or it has
            neither a link nor the reason why there is none.
    """
    claims = []
    for number, row in enumerate(load_spec_yaml("claims.yaml") or (), start=1):
        where = f"spec/claims.yaml: entry {number} ({row.get('id', 'without id')})"
        try:
            claim = Claim(
                **{
                    **row,
                    "rules": tuple(row.get("rules") or ()),
                    "links": tuple(row.get("links") or ()),
                    "later": tuple((row.get("later") or {}).items()),
                }
            )
        except TypeError as error:
            message = f"{where}: {str(error).removeprefix('Claim.__init__() ')}"
            raise TaospecError(message) from None
        if claim.verdict not in VERDICTS:
            message = f"{where}: unknown verdict {claim.verdict!r}"
            raise TaospecError(message)
        if bool(claim.links) == bool(claim.unlinked):
            message = (
                f"{where}: needs `links`, or else `unlinked` with the reason why there is none"
            )
            raise TaospecError(message)
        claims.append(claim)
    return tuple(claims)


@cache
def settle(claim: Claim) -> Settled:
    """Compute the evidence of a claim and complete its answer.

    Raises:
        TaospecError: the evidence function does not exist, or the answer names a value it lacks.
    """
    evidence = _function(claim)()
    try:
        answer = claim.answer.format(**evidence.values)
    except (KeyError, IndexError) as error:
        message = f"claim {claim.id}: the evidence {claim.evidence} has no value {error}"
        raise TaospecError(message) from None
    return Settled(claim, evidence, " ".join(answer.split()))


def _function(claim: Claim) -> Callable[[], Evidence]:
    if claim.evidence not in functions():
        message = f"claim {claim.id}: no evidence function is called {claim.evidence}"
        raise TaospecError(message)
    return functions()[claim.evidence]


@cache
def functions() -> Mapping[str, Callable[[], Evidence]]:
    """The evidence functions of every chapter, by name: those that say they return evidence."""
    evident = (
        member
        for member in members(modules(Evidence.__module__))
        if isinstance(member, FunctionType)
        and member.__annotations__.get("return") == Evidence.__name__
    )
    return by_name("evidence", evident, lambda function: function.__name__)
