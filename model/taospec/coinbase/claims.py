"""Root dividends as a ledger: a rate for each hotkey and subnet, and what each coldkey claimed.

From `flow` on alpha for root stake is not sold. It raises a rate, alpha per rao of TAO on root;
what a coldkey may claim is the rate times its own stake less what it counts as having claimed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from taospec.numbers import I96F32, raw
from taospec.numbers.arithmetic import arithmetic
from taospec.numbers.words import differences, largest, parts, word, words
from taospec.rules import rule

if TYPE_CHECKING:
    from numpy.typing import NDArray

_FORMAT = I96F32.layout
_CLAIMS = arithmetic(_FORMAT)
_from_int, _mul, _sub = _CLAIMS.from_int, _CLAIMS.mul, _CLAIMS.sub
_FRAC, _1 = word(_FORMAT.frac), word(1)
_U128 = raw.Layout("u128", bits=128, frac=0, signed=False)
_WORD = 8
_HASH = 32
U64_MAX = 2**64 - 1
_HALF = 2**63
U128_MAX = 2**128 - 1


@rule("COI-27")
def credited_rate(rate: int, amount: int, root_stake: int) -> int | None:
    """The rate after a credit, I96F32 bits; None if the amount is staked for the owner instead.

    An amount larger than the whole root stake of the hotkey is no credit, one as large as it is.
    The quotient is truncated, so a credit below root_stake / 2**32 raises nothing.

    Args:
        rate: before, I96F32 bits.
        amount: rao of alpha.
        root_stake: rao of TAO staked with the hotkey on root.
    """
    if amount > root_stake:
        return None
    added = raw.safe_div(raw.from_int(amount, _FORMAT), raw.from_int(root_stake, _FORMAT), _FORMAT)
    return raw.add(rate, added, _FORMAT)


def claim_of(rate: int, amount: int) -> int:
    """Alpha that a rate means for an amount of root stake: whole rao, at most 2**128 - 1."""
    return raw.to_int(_mul(rate, _from_int(amount)), _FORMAT, 128)


class SumsOfClaims:
    """`claim_of` every amount so far at each of many rates, summed."""

    def __init__(self, rates: Sequence[int]) -> None:
        self._rates, self._most = rates, max(rates, default=0)
        self._small: NDArray[np.uint64] | None = None
        if min(rates, default=0) >= 0 and self._most <= U64_MAX:
            self._small = np.array(rates, dtype=np.uint64)
        self._sums = np.zeros(len(rates), dtype=np.uint64)
        self._large = [0] * len(rates)

    def add(self, amount: int) -> None:
        """One more amount, rao."""
        if self._small is not None and self._most * amount <= U64_MAX:
            self._sums += (self._small * np.uint64(amount)) >> _FRAC
            return
        self._large = [
            before + claim_of(rate, amount)
            for before, rate in zip(self._large, self._rates, strict=True)
        ]

    def of(self, place: int) -> int:
        """The sum at the rate at a place."""
        return int(self._sums[place]) + self._large[place]

    def all(self) -> list[int]:
        """The sums at all rates."""
        return [few + many for few, many in zip(self._sums.tolist(), self._large, strict=True)]


@rule("COI-28")
def owed(rate: int, root_stake: int, claimed: int) -> int:
    """What a coldkey may claim, I96F32 bits; below zero if it counts as having claimed more.

    Args:
        rate: I96F32 bits.
        root_stake: rao of TAO that the coldkey has with the hotkey on root.
        claimed: `RootClaimed`, rao of alpha.
    """
    return _sub(_mul(rate, _from_int(root_stake)), _from_int(claimed))


@rule("COI-28")
def claimable(owed_bits: int, threshold: int) -> int:
    """Whole rao of alpha that a claim pays, at most 2**64 - 1; 0 below the threshold.

    Args:
        owed_bits: `owed`.
        threshold: `RootClaimableThreshold`, I96F32 bits.
    """
    return 0 if owed_bits < threshold else raw.to_int(owed_bits, _FORMAT)


def due(rate: int, root_stake: int, claimed: int, threshold: int) -> int:
    """`claimable` of what is `owed`: in fewer steps, where none leaves the format."""
    if 0 <= rate < _HALF and root_stake < _HALF and claimed < _HALF:
        bits = rate * root_stake - (claimed << _FORMAT.frac)
        return min(max(bits >> _FORMAT.frac, 0), U64_MAX) if bits >= threshold else 0
    return claimable(owed(rate, root_stake, claimed), threshold)


def are_all_unclaimable(
    rates: Sequence[int], root_stake: int, claimed: Sequence[int], thresholds: Sequence[int]
) -> bool:
    """Whether `claimable` is 0 for every rate.

    Asked of the difference of the numbers themselves: to bring both to the ends of the format first
    never makes it larger than 0 where it was not.
    """
    if _are_below(rates, root_stake, claimed, thresholds):
        return True
    one = _FORMAT.one
    each = [rate * root_stake - past * one for rate, past in zip(rates, claimed, strict=True)]
    if max(each, default=0) < max(min(thresholds, default=0), one):
        return True
    return not any(
        bits >= max(threshold, one) for bits, threshold in zip(each, thresholds, strict=True)
    )


def _are_below(
    rates: Sequence[int], root_stake: int, claimed: Sequence[int], thresholds: Sequence[int]
) -> bool:
    """Whether the whole rao of every difference are fewer than those of a threshold, in words."""
    small = words(rates, claimed, thresholds)
    if small is None or root_stake > U64_MAX or largest(small[0]) > _FORMAT.one:
        return False
    rate, past, threshold = small
    due = parts(np.full_like(rate, root_stake), rate)
    least = np.maximum(threshold >> _FRAC, _1)
    return not np.logical_or.reduce(differences(due, past) >= least)


@rule("COI-29")
def claimed_after_staking(claimed: int, rate: int, amount: int) -> int:
    """What counts as claimed after root stake was added: new stake cannot claim the past."""
    return raw.add(claimed, claim_of(rate, amount), _U128)


@rule("COI-29")
def claimed_after_unstaking(claimed: int, rate: int, amount: int) -> int:
    """What counts as claimed after root stake was taken away."""
    return raw.sub(claimed, claim_of(rate, amount), _U128)


@rule("COI-32")
def drawn(parent_hash: bytes, draws: int, coldkeys: int) -> list[int]:
    """Indices of the coldkeys whose dividends a block claims for them: distinct, ascending.

    Each draw adds the next of the four big-endian words of the hash to the index before, saturating
    at 2**64 - 1, and takes the sum modulo the number of coldkeys. The first word is also the start.

    Args:
        parent_hash: hash of the block before, 32 bytes.
        draws: `NumRootClaim`.
        coldkeys: `NumStakingColdkeys`; without any nobody is drawn.
    """
    if coldkeys == 0:
        return []
    last, indices = _word(parent_hash, 0), set()
    for draw in range(draws):
        last = min(last + _word(parent_hash, draw * _WORD % _HASH), U64_MAX) % coldkeys
        indices.add(last)
    return sorted(indices)


def _word(parent_hash: bytes, start: int) -> int:
    return int.from_bytes(parent_hash[start : start + _WORD], "big")
