"""Cases of `consensus.commit_timelocked`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from taospec_vectors.cases.consensus._common import ALL, DTAO, SINCE_DEREG
from taospec_vectors.cases.consensus._timelocked import (
    committed,
    committing,
    made,
)
from taospec_vectors.format import DraftCase, DraftFile

_COMMITS = ("CON-54",)


def drafts() -> Iterator[DraftFile]:
    """Forks agree on filing a commit, but for what is asked first."""
    name = "consensus.commit_timelocked"
    yield DraftFile("consensus/commit_timelocked.yaml", name, ALL, [*_filed(), *_refused()])
    path = "consensus/commit_timelocked-since-dereg.yaml"
    yield DraftFile(path, name, SINCE_DEREG, list(_asked_since_dereg()))
    path = "consensus/commit_timelocked-dtao.yaml"
    yield DraftFile(path, name, DTAO, list(_not_asked_in_dtao()))


def _reject(code: str) -> dict[str, Any]:
    return {"reject": {"code": code}}


def _filed() -> Iterator[DraftCase]:
    new, alice, bob = made("alice", block=100), made("alice"), made("bob")

    def case(
        slug: str, why: str, *, queues: Any, changed: dict[str, Any], expect: dict[str, Any]
    ) -> DraftCase:
        return DraftCase(slug, _COMMITS, why, committing(queues, **changed), expect=expect)

    yield case(
        "under-the-current-epoch",
        "limits the rate a block too long",
        queues={},
        changed={},
        expect=committed({10: [new]}),
    )
    yield case(
        "behind-others",
        "puts the newest first, or forgets other epochs",
        queues={9: [bob], 10: [bob]},
        changed={},
        expect=committed({9: [bob], 10: [bob, new]}),
    )
    yield case(
        "in-the-block-of-an-epoch",
        "files it under the epoch whose last block this is",
        queues={},
        changed={"block": "107"},
        expect=committed({11: [made("alice", block=107)]}, 107),
    )
    yield case(
        "in-the-block-before-an-epoch",
        "files it under the next epoch a block early",
        queues={},
        changed={"block": "106"},
        expect=committed({10: [made("alice", block=106)]}, 106),
    )
    yield case(
        "in-the-block-after-an-epoch",
        "files it under the epoch after the next",
        queues={},
        changed={"block": "108"},
        expect=committed({11: [made("alice", block=108)]}, 108),
    )
    yield case(
        "tenth-of-a-hotkey",
        "counts the commits of others, or of other epochs",
        queues={9: [alice], 10: [*[bob] * 10, *[alice] * 9]},
        changed={},
        expect=committed({9: [alice], 10: [*[bob] * 10, *[alice] * 9, new]}),
    )
    yield case(
        "unreadable",
        "decrypts before the round is known",
        queues={},
        changed={"sealed": None},
        expect=committed({10: [made("alice", None, block=100)]}),
    )
    yield case(
        "first-update",
        "limits the rate of the first commit",
        queues={},
        changed={"last_update": "0", "rate_limit": "1000"},
        expect=committed({10: [new]}),
    )


def _refused() -> Iterator[DraftCase]:
    full = {10: [made("alice")] * 10}
    order = "shows which of two checks comes first, so two fields differ"

    def case(
        slug: str,
        why: str,
        *,
        queues: Any,
        changed: dict[str, Any],
        code: str,
        no_sibling: str | None,
    ) -> DraftCase:
        return DraftCase(
            f"rejected-{slug}",
            _COMMITS,
            why,
            committing(queues, **changed),
            expect=_reject(code),
            no_sibling=no_sibling,
        )

    yield case(
        "commit-reveal-off",
        "stores commits where they are not used",
        queues={},
        changed={"commit_reveal": False},
        code="CommitRevealDisabled",
        no_sibling=None,
    )
    yield case(
        "stranger",
        "takes commits of hotkeys without a uid",
        queues={},
        changed={"registered": False},
        code="HotKeyNotRegisteredInSubNet",
        no_sibling=None,
    )
    yield case(
        "too-fast",
        "lets the limit pass a block early",
        queues={},
        changed={"last_update": "51"},
        code="CommittingWeightsTooFast",
        no_sibling=None,
    )
    yield case(
        "eleventh",
        "lets eleven wait",
        queues=full,
        changed={},
        code="TooManyUnrevealedCommits",
        no_sibling=None,
    )
    yield case(
        "too-fast-and-eleventh",
        "counts the queue before it limits the rate",
        queues=full,
        changed={"last_update": "51"},
        code="CommittingWeightsTooFast",
        no_sibling=order,
    )


def _asked_since_dereg() -> Iterator[DraftCase]:
    order = "shows which of two checks comes first, so two fields differ"

    def case(
        slug: str, why: str, *, changed: dict[str, Any], code: str, no_sibling: str | None
    ) -> DraftCase:
        return DraftCase(
            f"rejected-{slug}",
            _COMMITS,
            why,
            committing({}, **changed),
            expect=_reject(code),
            no_sibling=no_sibling,
        )

    yield case(
        "no-such-mechanism",
        "answers that commit-reveal is off where the mechanism does not exist",
        changed={"exists": False},
        code="MechanismDoesNotExist",
        no_sibling=None,
    )
    yield case(
        "older-version",
        "accepts older versions of the procedure",
        changed={"version": 3},
        code="IncorrectCommitRevealVersion",
        no_sibling=None,
    )
    yield case(
        "newer-version",
        "accepts any version from the expected one on",
        changed={"version": 5},
        code="IncorrectCommitRevealVersion",
        no_sibling=None,
    )
    yield case(
        "older-version-of-a-stranger",
        "looks for the hotkey before the version",
        changed={"version": 3, "registered": False},
        code="IncorrectCommitRevealVersion",
        no_sibling=order,
    )
    yield case(
        "older-version-while-off",
        "compares versions where commit-reveal is off",
        changed={"version": 3, "commit_reveal": False},
        code="CommitRevealDisabled",
        no_sibling=order,
    )


def _not_asked_in_dtao() -> Iterator[DraftCase]:
    new = made("alice", block=100)
    for slug, why, changed in (
        ("no-such-subnet", "asks whether subnet and mechanism exist", {"exists": False}),
        ("another-version", "asks for a version, as later forks do", {"version": 3}),
    ):
        given = committing({}, **changed)
        yield DraftCase(f"dtao-{slug}", _COMMITS, why, given, expect=committed({10: [new]}))
