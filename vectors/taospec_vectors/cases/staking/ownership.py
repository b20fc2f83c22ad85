"""Cases of whom the locks on a subnet make its owner, from `conviction` on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from taospec.timeline import since
from taospec_vectors.format import DraftCase, DraftFile

ONE = 2**64
U64_MAX, U128_MAX = 2**64 - 1, 2**128 - 1
_TOLD = 1_000
_AGE = 2_629_800  # SUBNET_OWNERSHIP_AGE
_OWNER = "pallets/subtensor/src/staking/lock.rs @ 14bc6f9f"


def drafts() -> Iterator[DraftFile]:
    """One file."""
    cases = [*_open(), *_quorums(), *_winners()]
    path = "staking/subnet_king.yaml"
    yield DraftFile(path, "staking.subnet_king", since("conviction"), cases)


def _king(*convictions: tuple[str, int], **changed: int) -> dict[str, Any]:
    stated = {"block": _TOLD + _AGE, "registered_at": _TOLD, "alpha_out": 70} | changed
    rows = [{"hotkey": hotkey, "conviction": str(bits)} for hotkey, bits in convictions]
    return {**{name: str(number) for name, number in stated.items()}, "convictions": rows}


def _crowned(
    slug: str, rule: str, why: str, given: dict[str, Any], king: str | None, **answer: bool
) -> DraftCase:
    total = min(sum(int(row["conviction"]) for row in given["convictions"]), U128_MAX)
    answered = {"open": True, "total": str(total), "quorum": True, "king": king, **answer}
    return DraftCase(slug, (rule,), why, given, source=_OWNER, expect={"ok": answered})


def _open() -> Iterator[DraftCase]:
    enough, rule, now = ("0x0a", 7 * ONE), "STA-57", _TOLD + _AGE
    closed = {"open": False}
    yield _crowned("after-a-year", rule, "asks for more than a year", _king(enough), "0x0a")
    yield _crowned(
        "a-block-before",
        rule,
        "opens a block too early",
        _king(enough, block=now - 1),
        None,
        **closed,
    )
    yield _crowned(
        "since-ever",
        rule,
        "takes an unknown date for a new one",
        _king(enough, registered_at=0),
        "0x0a",
    )
    far = _king(enough, registered_at=U64_MAX, block=U64_MAX)
    yield _crowned("at-the-end-of-time", rule, "wraps the end of the year", far, "0x0a")
    early = _king(enough, registered_at=U64_MAX, block=U64_MAX - 1)
    yield _crowned(
        "before-the-end-of-time", rule, "wraps the end of the year", early, None, **closed
    )
    yield _crowned(
        "without-alpha",
        rule,
        "finds a tenth of nothing",
        _king(enough, alpha_out=0),
        None,
        **closed,
    )
    yield _crowned(
        "without-anything", rule, "chooses among none", _king(alpha_out=0), None, **closed
    )


def _quorums() -> Iterator[DraftCase]:
    rule, few = "STA-57", {"quorum": False}
    yield _crowned(
        "a-step-below", rule, "compares whole amounts", _king(("0x0a", 7 * ONE - 1)), None, **few
    )
    tenth = -(-71 * ONE // 10)
    uneven = _king(("0x0a", tenth), alpha_out=71)
    yield _crowned("a-tenth-that-is-no-whole", rule, "rounds the tenth", uneven, "0x0a")
    below = _king(("0x0a", tenth - 1), alpha_out=71)
    yield _crowned("below-a-tenth-that-is-no-whole", rule, "rounds the tenth", below, None, **few)
    together = _king(("0x0a", 3 * ONE), ("0x0b", 2 * ONE), ("0x0c", 2 * ONE))
    yield _crowned("together", rule, "asks the tenth of the winner", together, "0x0a")
    most = _king(("0x0a", U128_MAX // 10 + 1), alpha_out=U64_MAX)
    yield _crowned("ten-times-saturates", rule, "wraps ten times the sum", most, "0x0a")
    sum_of_all = _king(("0x0a", U128_MAX), ("0x0b", U128_MAX - 1))
    yield _crowned("the-sum-saturates", rule, "wraps the sum", sum_of_all, "0x0a")
    yield _crowned("without-locks", rule, "chooses among none", _king(), None, **few)


def _winners() -> Iterator[DraftCase]:
    rule = "STA-58"
    for slug, why, convictions, king in (
        ("the-most", "takes the first", [("0x0b", 4 * ONE), ("0x0a", 5 * ONE)], "0x0a"),
        ("by-a-step", "compares whole amounts", [("0x0b", 7 * ONE), ("0x0a", 7 * ONE + 1)], "0x0a"),
        ("of-equals", "takes the first", [("0x0b", 7 * ONE), ("0x0a", 7 * ONE)], "0x0b"),
        ("of-equals-in-any-order", "takes the last",
         [("0x0a", 7 * ONE), ("0x0b", 7 * ONE)], "0x0b"),
        ("by-two-sums", "looks for the largest sum",
         [("0x0a", 4 * ONE), ("0x0b", 5 * ONE), ("0x0a", 4 * ONE)], "0x0a"),
        ("of-equals-that-saturate", "wraps the sums of a hotkey",
         [("0x0a", U128_MAX), ("0x0a", ONE), ("0x0b", U128_MAX)], "0x0b"),
        ("by-less-than-a-tenth", "asks the tenth of the winner",
         [("0x0a", 6 * ONE), ("0x0b", ONE)], "0x0a"),
    ):  # fmt: skip
        yield _crowned(slug, rule, why, _king(*convictions), king)
