"""What each call about stake asks, whole: every check beside the next, also where calls share them.

Calls of one family ask the same things, and whoever writes them apart may order each in another
way. What `checks_of_stake` and `checks_of_moves` state is not stated again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any

from taospec.timeline import only, since
from taospec_vectors.cases.network import checks_of_moves as moves
from taospec_vectors.cases.network import checks_of_stake as staking
from taospec_vectors.cases.network._checks import ABSENT, Checked, Fault, completed
from taospec_vectors.cases.network._economy import (
    ALICE,
    HOTKEY,
    OTHER,
    PROTOCOL,
    TAO,
    position,
)
from taospec_vectors.format import DraftCase, DraftFile
from taospec_vectors.funded import as_kept

# The position reaches far beyond the reserve, which a simulated sale does not ask.
_OVERDRAWN = Fault(
    "a-sale-beyond-the-reserve",
    "InsufficientLiquidity",
    {
        ("SubnetTAO", (1,)): "1500000",
        ("Swap.SwapV3Initialized", (1,)): True,
        ("Swap.AlphaSqrtPrice", (1,)): str(2**64),
        ("Swap.CurrentLiquidity", (1,)): str(1000 * TAO),
        ("Swap.Positions", (1, PROTOCOL, "7")): position(1, 1000 * TAO),
    },
)
_NO_ALPHA_THERE = Fault(
    "a-destination-without-alpha", "ReservesTooLow", {("SubnetAlphaIn", (2,)): "999999"}
)
_NO_STAKE = Fault("a-stake-of-nothing", "AmountTooLow", {("Alpha", (HOTKEY, ALICE, 1)): ABSENT})
_BEYOND_A_LIMIT = Fault(
    "more-than-the-limit-allows", "SlippageTooHigh", {}, {"limit_price": "999999000"}
)


# Leaving, from `dereg` on

_REMOVE = replace(staking.REMOVE, faults=(*staking.REMOVE.faults, _OVERDRAWN))
_ALL = {"hotkey": HOTKEY}
_UNSTAKE_ALL = Checked(
    "unstake_all", ("STA-17",), staking.STATE, _ALL, (staking.NO_OWNER, _OVERDRAWN)
)
_UNSTAKE_ALL_ALPHA = Checked(
    "unstake_all_alpha",
    ("STA-17",),
    {
        **staking.STATE,
        ("NetworksAdded", (0,)): True,
        ("SubtokenEnabled", (0,)): True,
        ("SubnetTAO", (0,)): str(1000 * TAO),
    },
    _ALL,
    (staking.NO_OWNER, replace(_OVERDRAWN, unlike=(_NO_STAKE.slug,)), _NO_STAKE),
)
_WITHOUT_A_PRICE = Checked(
    "remove_stake_full_limit",
    ("STA-13", "STA-16"),
    staking.STATE,
    {"hotkey": HOTKEY, "netuid": 1, "limit_price": None},
    (
        staking.NOT_STARTED,
        staking.NO_SUBNET,
        staking.MARKED,
        replace(_NO_STAKE, unlike=(_OVERDRAWN.slug,)),
        staking.NO_TAO,
        staking.NO_OWNER,
        _OVERDRAWN,
    ),
)


def _remove_limit(error: str) -> Checked:
    limited = staking.remove_limit(error)
    return replace(limited, faults=(*limited.faults, _OVERDRAWN))


def _with_a_price(error: str) -> Checked:
    return Checked(
        "remove_stake_full_limit",
        ("STA-13", "STA-16"),
        staking.STATE,
        {"hotkey": HOTKEY, "netuid": 1, "limit_price": str(TAO // 2)},
        (
            Fault("a-limit-above-the-price", error, {}, {"limit_price": "1100000000"}),
            staking.NO_SUBNET,
            staking.MARKED,
            replace(_NO_STAKE, unlike=(_BEYOND_A_LIMIT.slug,)),
            _BEYOND_A_LIMIT,
            staking.NO_OWNER,
            _OVERDRAWN,
        ),
    )


# Moving, from `dereg` on

_MOVES = {
    checked.name: checked for checked in (moves.MOVE, moves.SWAP, moves.SWAP_LIMIT, moves.TRANSFER)
}
_TO_ITSELF = {
    "move_stake": {"destination_hotkey": HOTKEY},
    "transfer_stake": {"destination_coldkey": ALICE},
}
_FORBIDDEN_AND_LITTLE = Fault(
    "a-forbidden-transfer-of-too-little-within-a-subnet",
    "TransferDisallowed",
    {("TransferToggle", (1,)): False},
    {"destination_netuid": 1, "alpha_amount": "1000"},
)
# Under a limit an empty pool is worth nothing, so that without one it can be asked to buy only.
_NO_TAO_WITHOUT_A_LIMIT = replace(staking.NO_TAO, arguments={"limit_price": "0"})


def _whole_move(name: str) -> Checked:
    known = _MOVES[name]
    itself = {**moves.TO_ITSELF.arguments, **_TO_ITSELF.get(name, {})}
    faults = [
        replace(moves.TO_ITSELF, arguments=itself),
        staking.MARKED,
        staking.NO_SUBNET,
        moves.NO_DESTINATION,
        staking.NOT_STARTED,
        moves.DESTINATION_NOT_STARTED,
        *_owners(name, staking.NO_OWNER),
    ]
    if name == "swap_stake_limit":
        limit, slippage = known.faults[0], known.faults[3]
        faults.insert(0, replace(limit, unlike=(moves.TO_ITSELF.slug,)))
        faults += [_NO_TAO_WITHOUT_A_LIMIT, moves.TOO_LITTLE, slippage]
    else:
        faults += [staking.NO_TAO, moves.TOO_LITTLE, *_transfers(name), _OVERDRAWN]
        faults.append(_NO_ALPHA_THERE)
    combined = (_FORBIDDEN_AND_LITTLE,) if name == "transfer_stake" else ()
    return replace(known, faults=tuple(faults), combined=combined)


def _owners(name: str, own: Fault) -> list[Fault]:
    return [own, moves.NO_OWNER_THERE] if name == "move_stake" else [own]


def _transfers(name: str) -> list[Fault]:
    return [moves.NOT_FROM, moves.NOT_TO] if name == "transfer_stake" else []


# In `dtao`


def _without_slippage(limited: Checked, name: str, arguments: Any) -> Checked:
    faults = tuple(fault for fault in limited.faults if fault.code != "SlippageTooHigh")
    return replace(limited, name=name, arguments=arguments, faults=faults)


_ADD_IN_DTAO = _without_slippage(staking.ADD_IN_DTAO, "add_stake", staking.ADD.arguments)
_REMOVE_IN_DTAO = _without_slippage(
    staking.REMOVE_IN_DTAO, "remove_stake", staking.REMOVE.arguments
)


def _whole_move_in_dtao(name: str) -> Checked:
    subnet, owner, stake, pool, little, slippage, share = moves.SWAP_IN_DTAO.faults
    if name == "move_stake":
        rows = {(row, (OTHER, 2)): value for (row, _), value in share.state.items()}
        share = replace(share, state=rows)
    faults = [subnet, moves.NO_DESTINATION, *_owners(name, owner), stake, pool, little]
    if name == "swap_stake_limit":
        faults.append(slippage)
    faults += [share, *_transfers(name)]
    arguments = _MOVES[name].arguments
    return replace(moves.SWAP_IN_DTAO, name=name, arguments=arguments, faults=tuple(faults))


_KNOWN_IN_DTAO = {checked.name: checked for checked in (moves.SWAP_IN_DTAO, moves.TRANSFER_IN_DTAO)}


Whole = tuple[Checked, Checked | None, str, Collection[str]]


def wholes() -> Iterator[Whole]:
    """Each call with all of its checks, what other modules state of it, and where it holds."""
    newer, dtao = ("since-dereg", since("dereg")), ("dtao", only("dtao"))
    yield _REMOVE, staking.REMOVE, *newer
    yield _UNSTAKE_ALL, None, *newer
    yield _UNSTAKE_ALL_ALPHA, None, *newer
    yield _WITHOUT_A_PRICE, None, "unpriced-since-dereg", newer[1]
    for error, suffix, forks in (
        ("ZeroMaxStakeAmount", "dereg", only("dereg")),
        ("PriceLimitExceeded", "since-flow", since("flow")),
    ):
        yield _remove_limit(error), staking.remove_limit(error), suffix, forks
        yield _with_a_price(error), None, suffix, forks
    for name, known in _MOVES.items():
        yield _whole_move(name), known, *newer
        yield _whole_move_in_dtao(name), _KNOWN_IN_DTAO.get(name), *dtao
    yield _ADD_IN_DTAO, None, *dtao
    yield _REMOVE_IN_DTAO, None, *dtao


def _given_up_but_for_dust(name: str) -> DraftCase:
    """From `authorfee` on more than was asked for is not given up; the counter is asked first."""
    destroyed = moves.destroy(name)
    dust = Fault("dust-left", "PrecisionLoss", {}, {"amount": str(10 * TAO - 1000)})
    both = replace(destroyed, faults=(destroyed.faults[-1], dust))
    (case,) = (case for case in both.rejected("since-authorfee") if "-before-" in case.slug)
    return case


def drafts() -> Iterator[DraftFile]:
    """A file for each call and span of forks."""
    dust = [_given_up_but_for_dust(name) for name in ("recycle_alpha", "burn_alpha")]
    path = "network/apply-checks-of-dust-since-authorfee.yaml"
    yield DraftFile(path, "network.apply", since("authorfee"), dust)
    for whole, known, suffix, forks in wholes():
        path = f"network/apply-checks-{whole.name.replace('_', '-')}-in-full-{suffix}.yaml"
        yield DraftFile(path, "network.apply", forks, completed(whole, known, suffix))
        for fork in () if known else forks:
            form = f"unpriced-{fork}" if suffix.startswith("unpriced") else fork
            path = f"network/apply-passes-{whole.name.replace('_', '-')}-in-full-{form}.yaml"
            yield DraftFile(path, "network.apply", [fork], as_kept(fork, [whole.accepted(form)]))
