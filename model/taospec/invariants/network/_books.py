"""The totals of a state, read from rows in the storage form and from what steps change of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from taospec.staking import decimal_shares, share_pool
from taospec.staking.decimal_shares import Decimal, DecimalPool
from taospec.staking.share_pool import SharePool

ROOT = 0
# A step tells what was removed as what it reads as. From `burnprice` on such an entry counts while
# it is there.
_SHARES = frozenset({"Alpha", "TotalHotkeyShares"})


@dataclass(frozen=True, slots=True)
class Totals:
    """What a state sums up to.

    Attributes:
        balances: rao on all accounts.
        issued: `Balances.TotalIssuance`.
        total_stake: `TotalStake`.
        tao: `SubnetTAO` by subnet.
        alpha_in: `SubnetAlphaIn` and `SubnetAlphaInProvided` by subnet.
        alpha_out: `SubnetAlphaOut` by subnet.
        staked: value of all share pools by subnet.
        dynamic: subnets with a pool.
        overdrawn: share pools, by hotkey and subnet, whose stakes are worth more than they hold.
        undivided: those that hold more than their stakes are worth and a rao for each of them.
        issuance: `TotalIssuance`.
        positions: root of the price, U64F64 bits, and liquidity of the position, by subnet.
    """

    balances: int
    issued: int
    total_stake: int
    tao: Mapping[int, int]
    alpha_in: Mapping[int, int]
    alpha_out: Mapping[int, int]
    staked: Mapping[int, int]
    dynamic: frozenset[int]
    overdrawn: frozenset[tuple[str, int]]
    undivided: frozenset[tuple[str, int]]
    issuance: int
    positions: Mapping[int, tuple[int, int]]

    @property
    def reserves(self) -> int:
        """TAO in all pools, root's included."""
        return sum(self.tao.values())

    @property
    def largest(self) -> int:
        """The largest of its amounts."""
        columns = (self.tao, self.alpha_in, self.alpha_out, self.staked)
        amounts = [amount for column in columns for amount in column.values()]
        return max([self.issued, self.total_stake, self.balances, *amounts])


class Books:
    """A state as rows, kept up with what steps change."""

    def __init__(self, rows: Iterable[Sequence[Any]]) -> None:
        self._tables: dict[str, dict[tuple[Any, ...], Any]] = defaultdict(dict)
        self.change(rows)

    def change(self, rows: Iterable[Sequence[Any]]) -> None:
        """Take rows over; null removes one, and so do no shares, which are not stored."""
        for name, keys, value in rows:
            table, key = self._tables[name], tuple(map(_hashable, keys))
            if value is None or (name in _SHARES and value == "0"):
                table.pop(key, None)
            else:
                table[key] = value

    def rows(self) -> list[list[Any]]:
        """The state in the storage form."""
        return [
            [name, [list(key) if type(key) is tuple else key for key in keys], value]
            for name, table in self._tables.items()
            for keys, value in table.items()
        ]

    def totals(self) -> Totals:
        """What the state sums up to."""
        alpha_in = self._by_subnet("SubnetAlphaIn")
        for netuid, provided in self._by_subnet("SubnetAlphaInProvided").items():
            alpha_in[netuid] = alpha_in.get(netuid, 0) + provided
        staked: dict[int, int] = defaultdict(int)
        for (_, netuid), value in self._tables["TotalHotkeyAlpha"].items():
            staked[netuid] += int(value)
        mechanisms = self._tables["SubnetMechanism"]
        overdrawn, undivided = self._ill_divided()
        liquidity = self._by_subnet("Swap.CurrentLiquidity")
        return Totals(
            sum(int(free) for free in self._tables["Balance"].values()),
            int(self._tables["Balances.TotalIssuance"].get((), 0)),
            int(self._tables["TotalStake"].get((), 0)),
            self._by_subnet("SubnetTAO"),
            alpha_in,
            self._by_subnet("SubnetAlphaOut"),
            staked,
            frozenset(netuid for (netuid,), kind in mechanisms.items() if netuid and kind == 1),
            overdrawn,
            undivided,
            int(self._tables["TotalIssuance"].get((), 0)),
            {
                netuid: (root, liquidity.get(netuid, 0))
                for netuid, root in self._by_subnet("Swap.AlphaSqrtPrice").items()
            },
        )

    def stake(self, hotkey: str, coldkey: str, netuid: int) -> int:
        """What a coldkey has with a hotkey on a subnet."""
        return self._worth((hotkey, coldkey, netuid))

    def balance(self, coldkey: str) -> int:
        """What is free on an account."""
        return int(self._tables["Balance"].get((coldkey,), 0))

    def _by_subnet(self, name: str) -> dict[int, int]:
        return {netuid: int(amount) for (netuid,), amount in self._tables[name].items()}

    def _ill_divided(self) -> tuple[frozenset[tuple[str, int]], frozenset[tuple[str, int]]]:
        """Share pools that hold less than their stakes are worth, and those that hold too much.

        A worth is floored twice and lacks less than 1 + shares / 2**64 rao of its part: together
        that is at most a rao for each, as long as some hundred hold shares of all there can be.
        """
        worths: dict[tuple[str, int], list[int]] = defaultdict(list)
        for key in {**self._tables["Alpha"], **self._tables["AlphaV2"]}:
            worths[key[0], key[2]].append(self._worth(key))
        values = self._tables["TotalHotkeyAlpha"]
        rest = {key: int(values.get(key, 0)) - sum(each) for key, each in worths.items()}
        return (
            frozenset(key for key, left in rest.items() if left < 0),
            frozenset(key for key, left in rest.items() if left > len(worths[key])),
        )

    def _worth(self, key: tuple[Any, ...]) -> int:
        """What a share is worth: in fixed point, or in decimals once its pool or itself is."""
        pool = (key[0], key[2])
        value = int(self._tables["TotalHotkeyAlpha"].get(pool, 0))
        if pool not in self._tables["TotalHotkeySharesV2"] and key not in self._tables["AlphaV2"]:
            shares = int(self._tables["TotalHotkeyShares"].get(pool, 0))
            share = int(self._tables["Alpha"].get(key, 0))
            return share_pool.worth(SharePool(value, shares), share)
        return decimal_shares.worth(
            DecimalPool(value, self._decimal("TotalHotkeyShares", pool)),
            self._decimal("Alpha", key),
        )

    def _decimal(self, name: str, key: tuple[Any, ...]) -> Decimal:
        """Shares in decimals, from the entry of older forks if there is one that was not moved."""
        older, newer = self._tables[name].get(key, 0), self._tables[f"{name}V2"].get(key)
        if int(older):
            return decimal_shares.from_fixed(int(older))
        if newer is None:
            return decimal_shares.ZERO
        return Decimal(int(newer["mantissa"]), int(newer["exponent"]))


def _hashable(key: Any) -> Any:
    return tuple(map(_hashable, key)) if isinstance(key, list) else key
