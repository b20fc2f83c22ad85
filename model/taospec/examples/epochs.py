"""An epoch as a person says it: who has how much stake, and who rates whom.

>>> from taospec.examples.epochs import Epoch
>>> epoch = Epoch(stake=[400, 350, 250, 0, 0], weights={0: {3: 60, 4: 40}, 1: {3: 1}, 2: {4: 1}})
>>> epoch.answer("flow")["incentive"]
[0, 0, 0, 41536, 23998]
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from taospec.consensus.upscale import max_upscale_u16
from taospec.errors import TaospecError
from taospec.examples.questions import example
from taospec.forks import fork as fork_of
from taospec.numbers import I64F64
from taospec.operations.catalogue import execute, find

Amount = int | Fraction
Row = Mapping[int, Amount] | Sequence[Amount]
"""The weights that a uid gives, by uid: a mapping, or a list of all of them."""

_RAO_PER_TAO = 10**9
_U16_MAX = 65_535
_OPERATION = "consensus.epoch"


class Epoch:
    """The input of `consensus.epoch`, of which only what matters is said.

    Whoever has stake validates, all are active and nobody is new; where no weights are stated, each
    of those with stake rates all without it alike. The rest are a fork's constants.

    Args:
        stake: stake weight of each uid in TAO; it says how many uids there are.
        weights: of each uid that rates, in parts of any size: a row is scaled so that its largest
            is 65535, as the chain does it when weights are set.
        **changed: fields of `consensus.epoch` that are otherwise, in wire form.

    Raises:
        TaospecError: an amount that is neither a whole number nor a fraction, or a uid that is not
            there.
    """

    def __init__(
        self,
        stake: Sequence[Amount] = (400, 350, 250, 0, 0),
        weights: Mapping[int, Row] | Sequence[Row] | None = None,
        **changed: Any,
    ) -> None:
        n = len(stake)
        bits = [_whole(amount) * _RAO_PER_TAO * I64F64.layout.one for amount in stake]
        rated = {uid: 1 for uid in range(n) if not stake[uid]}
        table = {uid: rated for uid in range(n) if stake[uid]} if weights is None else weights
        self._stated = {
            "stake": [str(int(number)) for number in bits],
            "weights": [
                [uid, pairs] for uid, row in _entries(table, n) if (pairs := _scaled(row, n))
            ],
            **changed,
        }

    def given(self, fork: str | None = None) -> dict[str, Any]:
        """The whole input, in wire form.

        Args:
            fork: whose constants it takes; the default fork if none is named.
        """
        return example(find(_OPERATION), fork_of(fork), self._stated)

    def answer(self, fork: str | None = None) -> dict[str, Any]:
        """What the epoch answers, in wire form.

        Args:
            fork: whose rules answer; the default fork if none is named.
        """
        answer: dict[str, Any] = execute(fork_of(fork).name, _OPERATION, self.given(fork))["ok"]
        return answer


def _entries(table: Mapping[int, Any] | Sequence[Any], n: int) -> list[tuple[int, Any]]:
    """Uid and value of each entry, ascending.

    Raises:
        TaospecError: a uid that is not there.
    """
    pairs = sorted(table.items() if isinstance(table, Mapping) else enumerate(table))
    if pairs and not 0 <= pairs[0][0] <= pairs[-1][0] < n:
        strange = pairs[0][0] if pairs[0][0] < 0 else pairs[-1][0]
        message = f"uid {strange}: there are {n}, by their stake"
        raise TaospecError(message)
    return pairs


def _scaled(row: Row, n: int) -> list[list[int]]:
    """A row as pairs of uid and u16."""
    parts = [(uid, _whole(part)) for uid, part in _entries(row, n) if part]
    if not parts:
        return []
    largest = max(part for _, part in parts)
    if largest > _U16_MAX or any(part.denominator != 1 for _, part in parts):
        values = [int(part * _U16_MAX / largest + Fraction(1, 2)) for _, part in parts]
    else:  # what a call could carry is scaled as the chain scales it
        values = max_upscale_u16([int(part) for _, part in parts])
    return [[uid, value] for (uid, _), value in zip(parts, values, strict=True)]


def _whole(amount: Amount) -> Fraction:
    if isinstance(amount, bool) or not isinstance(amount, int | Fraction) or amount < 0:
        message = f"{amount!r}: expected a whole number or a Fraction, not below zero"
        raise TaospecError(message)
    return Fraction(amount)
