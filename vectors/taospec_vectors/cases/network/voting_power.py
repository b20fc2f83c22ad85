"""A block with an epoch of a subnet that has the voting power of its validators counted."""

from __future__ import annotations

from collections.abc import Iterator

from taospec.timeline import since
from taospec_vectors.cases.network._economy import HOTKEY, TAO, question
from taospec_vectors.cases.network.incentives import due_subnet
from taospec_vectors.format import DraftCase, DraftFile

_STAKE = 1000 * TAO


def drafts() -> Iterator[DraftFile]:
    """From `authorfee` on there is voting power."""
    forks = since("authorfee")
    yield DraftFile(
        "network/apply-block-voting-power.yaml", "network.apply", forks, list(_cases(forks.first))
    )


def _cases(fork: str | None) -> Iterator[DraftCase]:
    for slug, why, old, threshold in (
        (
            "keeps-a-part",
            "forgets the power there was, or takes it off, or keeps more of it than all",
            3 * _STAKE,
            0,
        ),
        (
            "at-the-threshold",
            "takes away power that is as large as the threshold",
            _STAKE,
            _STAKE,
        ),
    ):
        rows = [
            *due_subnet(str(fork)),
            ["IsNetworkMember", [HOTKEY, 1], True],
            ["VotingPowerTrackingEnabled", [1], True],
            ["VotingPowerEmaAlpha", [1], str(10**18 // 4)],
            ["VotingPower", [1, HOTKEY], str(old)],
            ["StakeThreshold", [], str(threshold)],
        ]
        yield DraftCase(
            f"voting-power-{slug}", ("COI-37", "COI-1"), why, question(rows, {"name": "block"})
        )
