"""The rules of consensus that forks choose among, as a record of records of functions."""

from __future__ import annotations

from dataclasses import dataclass

from taospec.consensus.counted_epochs import ScheduleRules
from taospec.consensus.epoch.rules import EpochRules
from taospec.consensus.submission.rules import SubmissionRules


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsensusRules:
    """What a validator may submit, and what an epoch makes of it.

    Attributes:
        epoch: the rules of a Yuma epoch.
        submission: the rules of submitting weights.
        schedule: when epochs run.
    """

    epoch: EpochRules
    submission: SubmissionRules
    schedule: ScheduleRules
