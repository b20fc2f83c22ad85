"""Cases of `coinbase.family_share`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from taospec.timeline import since, until
from taospec_vectors.cases.coinbase._common import CUT, MAINNET_WEIGHT, TAO, U64_MAX, WHOLE, strings
from taospec_vectors.format import DraftCase, DraftFile

_RULES = ("COI-48",)
_POT = 10 * TAO


def drafts() -> Iterator[DraftFile]:
    """One file for root's pot of TAO, one for that of alpha."""
    for topic, forks in (("until-flow", until("flow")), ("since-flow", since("flow"))):
        path = f"coinbase/family_share-{topic}.yaml"
        yield DraftFile(path, "coinbase.family_share", forks, list(_cases(topic)))


def _held(shares: int, nominator: int, owner: int = 0) -> dict[str, str]:
    return {
        "shares": str(shares * WHOLE),
        "nominator": str(nominator * WHOLE),
        "owner": str(owner * WHOLE),
    }


def _parent(
    alpha: int, root: int = 0, *, same: bool = False, part: int = U64_MAX
) -> dict[str, Any]:
    return {
        "proportion": str(part),
        "alpha": str(alpha),
        "root": str(root),
        "same_owner": same,
    }


def _epoch(
    *parents: dict[str, Any],
    parent: int | None = None,
    alpha: int = 0,
    root_stake: int = 0,
    lent: tuple[int, ...] = (),
    childkey_take: int = 0,
    take: int = 0,
    own: tuple[int, ...] | None = None,
    others: tuple[tuple[int, int, int], ...] = (),
    validators: int = _POT,
    root: int = 0,
    on_subnet: dict[str, str] | None = None,
    on_root: dict[str, str] | None = None,
) -> dict[str, Any]:
    return {
        "family": {
            "dividend": str(TAO),
            "alpha": str(alpha),
            "root": str(root_stake),
            "lent": strings(lent),
            "parents": list(parents),
            "take": childkey_take,
            "burn": "0",
            "tao_weight": str(MAINNET_WEIGHT),
        },
        "own": strings(own if own is not None else (0,) * len(parents)),
        "others": [
            {"dividend": str(dividend), "alpha": str(stake), "root": str(tao)}
            for dividend, stake, tao in others
        ],
        "validators": str(validators),
        "root": str(root),
        "parent": parent,
        "take": take,
        "on_subnet": on_subnet or _held(1000 * TAO, 100 * TAO),
        "on_root": on_root or _held(1000 * TAO, 100 * TAO),
    }


def _share(dividend: int, nominators: int, before: int, after: int) -> dict[str, Any]:
    return {
        "ok": {
            "dividend": str(dividend),
            "take": "0",
            "nominators": str(nominators),
            "root_take": "0",
            "root_nominators": "0",
            "before": str(before),
            "after": str(after),
            "root_gained": "0",
        }
    }


def _cases(topic: str) -> Iterator[DraftCase]:
    lender = _parent(1000 * TAO)
    yield DraftCase(
        f"all-to-the-parent-{topic}",
        _RULES,
        "pays the validator's nominators what its parent's stake has earned",
        _epoch(lender, parent=0),
        expect=_share(TAO, _POT, 100 * TAO, 101 * TAO - 1),  # worth is floored (STA-1)
    )
    yield DraftCase(
        f"nothing-to-the-validator-{topic}",
        _RULES,
        "pays the validator's nominators what its parent's stake has earned",
        _epoch(lender, alpha=1000 * TAO, lent=(U64_MAX,)),
        expect=_share(0, 0, 100 * TAO, 100 * TAO),
    )
    two = (_parent(1000 * TAO, 300 * TAO), _parent(500 * TAO, 4000 * TAO, part=2**62))
    rest = ((3 * TAO, 5000 * TAO, 100 * TAO),)
    for slug, why, given in (
        (
            "validator-with-takes",
            "forgets the take of the child, or takes the owner's take before it",
            _epoch(*two, alpha=800 * TAO, childkey_take=11_796, take=CUT, others=rest),
        ),
        (
            "second-of-two-parents",
            "looks at the first parent whichever is meant",
            _epoch(*two, parent=1, alpha=800 * TAO, take=CUT, others=rest),
        ),
        (
            "parent-with-a-dividend-of-its-own",
            "shares the pots by two dividends of one hotkey",
            _epoch(*two, parent=0, alpha=800 * TAO, own=(TAO, 0), take=CUT, others=rest),
        ),
        (
            "parent-of-one-owner",
            "lets an owner pay its own take",
            _epoch(_parent(1000 * TAO, same=True), parent=0, alpha=TAO, childkey_take=11_796),
        ),
        (
            "both-pots",
            "pays root's pot to whoever has alpha",
            _epoch(
                *two,
                parent=0,
                alpha=800 * TAO,
                take=CUT,
                others=rest,
                root=2 * TAO,
                on_subnet=_held(1000 * TAO, 100 * TAO, 20 * TAO),
                on_root=_held(300 * TAO, 30 * TAO, 3 * TAO),
            ),
        ),
        (
            "no-stake-on-root",
            "claims for stake that is not there",
            _epoch(lender, parent=0, root=2 * TAO, on_root=_held(0, 0)),
        ),
        (
            "more-than-all-stake-on-root",
            "raises a rate above 1 instead of staking for the owner",
            _epoch(
                _parent(1000 * TAO, TAO),
                parent=0,
                root=2 * TAO,
                on_root=_held(TAO, TAO),
                on_subnet=_held(1000 * TAO, 100 * TAO, 20 * TAO),
            ),
        ),
        (
            "as-much-as-all-stake-on-root",
            "draws the line below it",
            _epoch(_parent(1000 * TAO, TAO), parent=0, root=TAO, on_root=_held(TAO, TAO)),
        ),
        (
            "nothing-to-share",
            "divides by nothing",
            _epoch(_parent(0), parent=0, validators=0),
        ),
        (
            "largest-numbers",
            "wraps a dividend, a stake or a claim",
            _epoch(
                _parent(U64_MAX, U64_MAX),
                parent=0,
                own=(U64_MAX,),
                validators=U64_MAX,
                root=U64_MAX,
                on_subnet=_held(U64_MAX >> 1, U64_MAX >> 1),
                on_root=_held(U64_MAX >> 1, U64_MAX >> 1),
            ),
        ),
    ):
        yield DraftCase(f"{slug}-{topic}", _RULES, why, given)
