"""What forks differ in beyond the rules of single chapters: their calls and their block.

A fork's `NetworkRules` evolve from those of the fork before by naming what changed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

from taospec.registration.rules import RegistrationRules
from taospec.staking.rules import StakingRules


@dataclass(frozen=True, slots=True)
class ClockRules:
    """Where the clocks of rate limits are stored.

    Attributes:
        read: the block in which the account last did what the clock is named for; 0 for never.
        write: write that it did so in a block.
        remove: forget it, and answer the block.
    """

    read: Callable[[Any, str, bytes], int]
    write: Callable[[Any, str, bytes, int], None]
    remove: Callable[[Any, str, bytes], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class NeuronRules:
    """How the neurons of a subnet are stored.

    Attributes:
        append: extend what is kept per mechanism for a new uid at the end.
        clear: forget what a new hotkey at a uid does not inherit.
        immortal: the uids that no registration can take.
        seat: what a new member of root gets beside its uid.
        touch: note, at a mechanism's index, that a uid has set weights now.
    """

    append: Callable[[Any, int, int], None]
    clear: Callable[[Any, int, int], None]
    immortal: Callable[[Any, int], list[int]]
    seat: Callable[[Any, bytes], None]
    touch: Callable[[Any, int, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class DissolutionRules:
    """What the end of a subnet removes, and what it pays.

    Attributes:
        by_netuid: entries removed at the netuid; attributes of a chain.
        by_netuid_first: entries removed wherever the netuid is their first key.
        by_netuid_second: entries removed wherever the netuid is their second key.
        remove_more: what is removed by another key, or not only removed.
        earned: rao that the owner of a subnet is held to have earned already.
        drop_claims: forget what stake on root could claim of the subnet.
    """

    by_netuid: tuple[str, ...]
    by_netuid_first: tuple[str, ...]
    by_netuid_second: tuple[str, ...]
    remove_more: Callable[[Any, int], None]
    earned: Callable[[Any, int], int]
    drop_claims: Callable[[Any, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeySwapRules:
    """What a new key takes over from an old one.

    Attributes:
        relations: children, parents and the request of children that waits, of a hotkey.
        dividends: the record of root dividends, of a hotkey.
        claimed: what a holder has claimed of a subnet, when a hotkey is replaced.
        seat: the seat in the senate, of a hotkey; False where that is not possible.
        auto_stake: where incentives go, of a coldkey on a subnet.
        holder: what follows stake that is not zero, of a coldkey with a hotkey on a subnet.
    """

    relations: Callable[[Any, bytes, bytes, int], None]
    dividends: Callable[[Any, bytes, bytes, int], None]
    claimed: Callable[[Any, int, bytes, bytes, bytes], None]
    seat: Callable[[Any, bytes, bytes], bool]
    auto_stake: Callable[[Any, bytes, bytes, int], None]
    holder: Callable[[Any, bytes, bytes, bytes, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkRules:
    """What a network of one fork does.

    Attributes:
        calls: its extrinsics by name; the functions of `taospec.network.calls`.
        block: ends the current block and starts the next; None where that is not computed yet.
        clock: where the clocks of rate limits are stored.
        neurons: how neurons are stored.
        registration: the rules of the chapter registration.
        dissolution: what the end of a subnet removes and pays.
        staking: the rules of staking.
        children_cooldown: blocks until children that were asked for become so.
        root_claims: whether root stake earns alpha that is claimed.
        key_swap: what a new key takes over from an old one.
    """

    calls: Mapping[str, Callable[..., None]]
    block: Callable[[Any], None] | None
    clock: ClockRules
    neurons: NeuronRules
    registration: RegistrationRules
    dissolution: DissolutionRules
    staking: StakingRules
    children_cooldown: Callable[[Any], int]
    root_claims: bool
    key_swap: KeySwapRules

    def evolve(
        self, *, calls: Mapping[str, Callable[..., None] | None] | None = None, **changed: Any
    ) -> Self:
        """The rules of the next fork.

        Args:
            calls: those that changed or are new; None for one that ceased to exist.
            **changed: everything else that changed, by attribute.
        """
        merged = {**self.calls, **(calls or {})}
        kept = {name: call for name, call in merged.items() if call is not None}
        return replace(self, calls=kept, **changed)
