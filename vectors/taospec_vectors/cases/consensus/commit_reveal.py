"""Cases of `consensus.commit`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from taospec_vectors.cases.consensus._commits import CLOCK, OLD, A, Commit, made, reject
from taospec_vectors.cases.consensus._common import DEREG_UNTIL_NUMBERS, DTAO, UNTIL_NUMBERS
from taospec_vectors.format import DraftCase, DraftFile


def drafts() -> Iterator[DraftFile]:
    """Only the existence of subnet and mechanism is asked for since `dereg`."""
    name = "consensus.commit"
    yield DraftFile("consensus/commit.yaml", name, UNTIL_NUMBERS, [*_accepted(), *_refused()])
    yield DraftFile(
        "consensus/commit-missing.yaml", name, DEREG_UNTIL_NUMBERS, [_missing(checked=True)]
    )
    yield DraftFile("consensus/commit-missing-dtao.yaml", name, DTAO, [_missing(checked=False)])


def _committing(**changed: Any) -> dict[str, Any]:
    return {
        **CLOCK,
        "exists": True,
        "commit_reveal": True,
        "registered": True,
        "last_update": "50",
        "rate_limit": "50",
        "queue": [A],
        "hash": "new",
        **changed,
    }


def _waiting(*queue: Commit, block: int = 100) -> dict[str, Any]:
    return {"ok": {"queue": list(queue), "last_update": str(block)}}


def _accepted() -> Iterator[DraftCase]:
    new = made("new", 100)
    for slug, why, changed, expect in (
        ("waits-at-the-end", "limits the rate a block too long", {}, _waiting(A, new)),
        (
            "first-update",
            "limits the rate of the first commit",
            {"last_update": "0", "rate_limit": "1000"},
            _waiting(A, new),
        ),
        (
            "expired-in-front",
            "keeps expired commits in the queue",
            {"queue": [OLD, OLD, A]},
            _waiting(A, new),
        ),
        (
            "expired-behind",
            "drops expired commits behind one that lives",
            {"queue": [A, OLD]},
            _waiting(A, OLD, new),
        ),
        (
            "tenth",
            "lets nine wait",
            {"queue": [A] * 9},
            _waiting(*[A] * 9, new),
        ),
        (
            "tenth-that-lives",
            "counts expired commits",
            {"queue": [OLD, *[A] * 9]},
            _waiting(*[A] * 9, new),
        ),
        (
            "same-hash",
            "refuses a hash that waits already",
            {"hash": "a"},
            _waiting(A, made("a", 100)),
        ),
        (
            "longer-period",
            "stores the window of the usual period",
            {"reveal_period": "3", "queue": []},
            _waiting({**new, "first_reveal": "128", "last_reveal": "137"}),
        ),
        (
            "in-the-block-of-an-epoch",
            "files the commit under the epoch that begins in the next block",
            {"block": "97", "last_update": "47", "queue": []},
            _waiting(made("new", 97), block=97),
        ),
    ):
        given = _committing(**changed)
        yield DraftCase(slug, ("CON-51", "CON-47"), why, given, expect=expect)


def _refused() -> Iterator[DraftCase]:
    order = "shows which of two checks comes first, so two fields differ"

    def case(
        slug: str, why: str, *, changed: dict[str, Any], code: str, no_sibling: str | None
    ) -> DraftCase:
        return DraftCase(
            f"rejected-{slug}",
            ("CON-51",),
            why,
            _committing(**changed),
            expect=reject(code),
            no_sibling=no_sibling,
        )

    yield case(
        "commit-reveal-off",
        "stores commits that cannot be revealed",
        changed={"commit_reveal": False},
        code="CommitRevealDisabled",
        no_sibling=None,
    )
    yield case(
        "stranger",
        "takes commits of hotkeys without a uid",
        changed={"registered": False},
        code="HotKeyNotRegisteredInSubNet",
        no_sibling=None,
    )
    yield case(
        "too-fast",
        "lets the limit pass a block early",
        changed={"last_update": "51"},
        code="CommittingWeightsTooFast",
        no_sibling=None,
    )
    yield case(
        "before-the-last-update",
        "lets the distance to a last update in the future wrap",
        changed={"last_update": "101", "rate_limit": "1"},
        code="CommittingWeightsTooFast",
        no_sibling="a limit that the last update meets differs in another field as well",
    )
    yield case(
        "eleventh",
        "lets eleven wait",
        changed={"queue": [A] * 10},
        code="TooManyUnrevealedCommits",
        no_sibling=None,
    )
    yield case(
        "commit-reveal-off-and-stranger",
        "looks for the hotkey first",
        changed={"commit_reveal": False, "registered": False},
        code="CommitRevealDisabled",
        no_sibling=order,
    )
    yield case(
        "stranger-and-too-fast",
        "limits the rate before it looks for the hotkey",
        changed={"registered": False, "last_update": "51"},
        code="HotKeyNotRegisteredInSubNet",
        no_sibling=order,
    )
    yield case(
        "too-fast-and-eleventh",
        "counts the queue before it limits the rate",
        changed={"last_update": "51", "queue": [A] * 10},
        code="CommittingWeightsTooFast",
        no_sibling=order,
    )


def _missing(*, checked: bool) -> DraftCase:
    given = _committing(exists=False)
    if not checked:
        why = "asks whether subnet and mechanism exist, as later forks do"
        expect = _waiting(A, made("new", 100))
        return DraftCase("dtao-no-such-subnet", ("CON-51",), why, given, expect=expect)
    why = "answers that commit-reveal is off where the mechanism does not exist"
    expect = reject("MechanismDoesNotExist")
    return DraftCase("rejected-no-such-mechanism", ("CON-51",), why, given, expect=expect)
