"""What differs between forks in submitting weights, as a record of rules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from taospec.consensus.arrays import U16_MAX
from taospec.consensus.schedule import Clock
from taospec.consensus.submission.timelock import Opened, Opener, Queues
from taospec.rejections import Rejection
from taospec.rules import rule


@dataclass(frozen=True, slots=True)
class SubmissionRules:
    """The rules of submitting weights that forks disagree on.

    Attributes:
        absent: the rejection of weights for a subnet or mechanism that does not exist, from its id.
        weight_limit: the limit that applies to a single weight, from the stored one; both u16.
        owner_is_free: whether the subnet owner's hotkey submits without stake and permit.
        commit_target: whether a commit counts subnet and mechanism as existing, from whether they
            do.
        commit_version: the version a timelocked commit must name, from the one that the chain
            stores; None for any.
        reveal_timelocked: what a block reveals of timelocked commits, from the number of the epoch,
            if it is stated.
        filed_under: the epoch that a timelocked commit is filed under, likewise.
    """

    absent: Callable[[int], Rejection]
    weight_limit: Callable[[int], int]
    commit_target: Callable[[bool], bool]
    commit_version: Callable[[int], int | None]
    reveal_timelocked: Callable[[Queues, Clock, Opener, int | None], Opened]
    filed_under: Callable[[Clock, int | None], int]
    owner_is_free: bool = False


@rule("CON-50")
def stored_weight_limit(stored: int) -> int:
    """The limit that the subnet's owner set."""
    return stored


@rule("CON-50")
def no_weight_limit(_stored: int) -> int:
    """None: a constant of 65535 took the place of the owner's setting."""
    return U16_MAX


@rule("CON-51")
def any_target(_exists: bool) -> bool:
    """A commit does not ask."""
    return True


@rule("CON-51")
def existing_target(exists: bool) -> bool:
    """A commit asks that both exist."""
    return exists


@rule("CON-54")
def any_version(_expected: int) -> None:
    """A timelocked commit has no version."""


@rule("CON-54")
def expected_version(expected: int) -> int:
    """A timelocked commit must name the version that the chain stores."""
    return expected
