"""Inputs of the chapter for fuzzing: a small economy that every fork has, and calls on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from hypothesis import strategies as st

from taospec_vectors.funded import with_accounts
from taospec_vectors.strategies.general import Given, integers

_U64_MAX = 2**64 - 1
_TAO = 10**9
_ONE = 2**64
_COLDKEYS = tuple("0x" + bytes([number]).hex() + "00" * 31 for number in (1, 2))
_HOTKEYS = tuple("0x" + bytes([number]).hex() + "00" * 31 for number in (21, 22))


def _amounts() -> st.SearchStrategy[Any]:
    return integers(0, _U64_MAX, (500_000, 550_000, 2_000_000, 2_001_007, _TAO, 100 * _TAO))


def _storage() -> st.SearchStrategy[list[Any]]:
    """Root and two subnets with pools, two hotkeys of one owner, and stakes with the first."""

    def rows(tao: str, alpha: str, stake: int, free: str) -> list[Any]:
        drawn: list[Any] = [
            ["BlockNumber", [], "1000"],
            ["Balances.TotalIssuance", [], free],
            ["Balance", [_COLDKEYS[0]], free],
        ]
        for netuid in (0, 1, 2):
            drawn += [["NetworksAdded", [netuid], True], ["SubnetTAO", [netuid], tao]]
        for netuid in (1, 2):
            drawn += [["SubnetMechanism", [netuid], 1], ["SubnetAlphaIn", [netuid], alpha]]
        for hotkey in _HOTKEYS:
            drawn.append(["Owner", [hotkey], _COLDKEYS[1]])
        for netuid in (0, 1) if stake else ():
            drawn += [
                ["TotalHotkeyAlpha", [_HOTKEYS[0], netuid], str(stake)],
                ["TotalHotkeyShares", [_HOTKEYS[0], netuid], str(stake * _ONE)],
                ["Alpha", [_HOTKEYS[0], _COLDKEYS[0], netuid], str(stake * _ONE)],
            ]
        return drawn

    reserves = integers(0, _U64_MAX, (_TAO, 1000 * _TAO))
    return st.builds(rows, reserves, reserves, st.integers(0, 10**15), _amounts())


def economies(*, starts: bool, accounts: bool = False) -> st.SearchStrategy[list[Any]]:
    """States in which all that is staked is counted where the chain counts it.

    Args:
        starts: whether the fork has subnets that were not started.
        accounts: whether the TAO of pools is on accounts of the subnets.
    """

    def rows(tao: int, alpha: int, stakes: list[int], free: int) -> list[Any]:
        drawn: list[Any] = [
            ["BlockNumber", [], "1000"],
            ["Balances.TotalIssuance", [], str(2 * free)],
            *(["Balance", [coldkey], str(free)] for coldkey in _COLDKEYS),
            *(["Owner", [hotkey], _COLDKEYS[1]] for hotkey in _HOTKEYS),
            ["TotalStake", [], str(3 * tao + stakes[0])],
        ]
        for netuid, stake in enumerate(stakes):
            held = tao + (stake if netuid == 0 else 0)
            drawn += [["NetworksAdded", [netuid], True], ["SubnetTAO", [netuid], str(held)]]
            drawn.append(["SubnetAlphaOut", [netuid], str(stake)])
            if starts:
                drawn.append(["SubtokenEnabled", [netuid], True])
            if netuid:
                drawn.append(["SubnetMechanism", [netuid], 1])
                drawn.append(["SubnetAlphaIn", [netuid], str(alpha)])
            if stake:
                drawn += [
                    ["TotalHotkeyAlpha", [_HOTKEYS[0], netuid], str(stake)],
                    ["TotalHotkeyShares", [_HOTKEYS[0], netuid], str(stake * _ONE)],
                    ["Alpha", [_HOTKEYS[0], _COLDKEYS[0], netuid], str(stake * _ONE)],
                ]
        return drawn

    amounts = st.integers(0, 10**13)
    reserves = st.integers(10**7, 10**15)
    stakes = st.lists(amounts, min_size=3, max_size=3)
    free = st.integers(10**9, 10**13)
    states = st.builds(rows, reserves, reserves, stakes, free)
    return states.map(_with_accounts) if accounts else states


def _with_accounts(rows: list[Any]) -> list[Any]:
    """The state with all of its TAO on accounts, and as much issued."""
    whole = with_accounts(rows)
    [issued] = [value for name, _, value in whole if name == "Balances.TotalIssuance"]
    return [*whole, ["TotalIssuance", [], issued]]


def calls() -> st.SearchStrategy[dict[str, Any]]:
    """Calls that stake, unstake and move on such states."""
    hotkey, netuid = st.sampled_from(_HOTKEYS), st.integers(0, 3)
    limited = {"limit_price": _amounts(), "allow_partial": st.booleans()}
    one = {"hotkey": hotkey, "netuid": netuid}
    between = {"origin_netuid": netuid, "destination_netuid": netuid, "alpha_amount": _amounts()}
    arguments: Mapping[str, dict[str, st.SearchStrategy[Any]]] = {
        "add_stake": {**one, "amount_staked": _amounts()},
        "add_stake_limit": {**one, "amount_staked": _amounts(), **limited},
        "remove_stake": {**one, "amount_unstaked": _amounts()},
        "remove_stake_limit": {**one, "amount_unstaked": _amounts(), **limited},
        "move_stake": {"origin_hotkey": hotkey, "destination_hotkey": hotkey, **between},
        "swap_stake": {"hotkey": hotkey, **between},
        "swap_stake_limit": {"hotkey": hotkey, **between, **limited},
        "transfer_stake": {
            "destination_coldkey": st.sampled_from(_COLDKEYS),
            "hotkey": hotkey,
            **between,
        },
        "unstake_all": {"hotkey": hotkey},
        "unstake_all_alpha": {"hotkey": hotkey},
        "recycle_alpha": {**one, "amount": _amounts()},
        "burn_alpha": {**one, "amount": _amounts()},
        "increase_take": {"hotkey": hotkey, "take": st.integers(0, 2**16 - 1)},
        "set_childkey_take": {**one, "take": st.integers(0, 2**16 - 1)},
    }
    return st.sampled_from(sorted(arguments)).flatmap(
        lambda name: st.fixed_dictionaries(
            {
                "name": st.just(name),
                "origin": st.sampled_from(_COLDKEYS),
                "args": st.fixed_dictionaries(arguments[name]),
            }
        )
    )


def purchases() -> st.SearchStrategy[dict[str, Any]]:
    """Calls that buy a stake on a subnet of such states without a limit."""
    return st.fixed_dictionaries(
        {
            "name": st.just("add_stake"),
            "origin": st.sampled_from(_COLDKEYS),
            "args": st.fixed_dictionaries(
                {
                    "hotkey": st.sampled_from(_HOTKEYS),
                    "netuid": st.sampled_from((1, 2)),
                    "amount_staked": _amounts(),
                }
            ),
        }
    )


def _apply() -> Given:
    return st.fixed_dictionaries({"storage": _storage(), "op": calls()})


def _trace() -> Given:
    return st.fixed_dictionaries(
        {"storage": _storage(), "ops": st.lists(calls(), min_size=1, max_size=4)}
    )


def _quote(coin: str) -> Given:
    amounts = {coin: _amounts(), "limit": _amounts()}
    return st.fixed_dictionaries({"storage": _storage(), "netuid": st.integers(0, 3), **amounts})


STRATEGIES: Mapping[str, Callable[[], Given]] = {
    "network.apply": partial(_apply),
    "network.quote_buy": partial(_quote, "tao"),
    "network.quote_sell": partial(_quote, "alpha"),
    "network.trace": partial(_trace),
}
