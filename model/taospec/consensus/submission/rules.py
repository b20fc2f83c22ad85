"""What differs between forks in submitting weights, as a record of rules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Self

from taospec.consensus.arrays import U16_MAX
from taospec.consensus.schedule import Clock
from taospec.consensus.submission.timelock import Opener, Queues, Reveal
from taospec.rules import rule


@dataclass(frozen=True, slots=True)
class SubmissionRules:
    """The rules of submitting weights that forks disagree on.

    Attributes:
        missing: rejection code for a subnet, or mechanism, that does not exist.
        weight_limit: the limit that applies to a single weight, from the stored one; both u16.
        commit_needs_subnet: whether a commit asks that subnet and mechanism exist.
        commit_needs_version: whether a timelocked commit must name the version the chain expects.
        reveal_timelocked: what a block reveals of timelocked commits.
    """

    missing: str
    weight_limit: Callable[[int], int]
    commit_needs_subnet: bool
    commit_needs_version: bool
    reveal_timelocked: Callable[[Queues, Clock, Opener], Reveal]

    def evolve(self, **changed: Any) -> Self:
        """The rules of the next fork: the changed ones by attribute, the others as they were."""
        return replace(self, **changed)


@rule("CON-50")
def stored_weight_limit(stored: int) -> int:
    """The limit that the subnet's owner set."""
    return stored


@rule("CON-50")
def no_weight_limit(_stored: int) -> int:
    """None: a constant of 65535 took the place of the owner's setting."""
    return U16_MAX
