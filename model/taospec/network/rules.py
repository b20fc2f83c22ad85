"""What forks differ in beyond the rules of single chapters: their calls and their block.

The records stand below the forks, which compose them, and the functions in their slots above, in
the rest of `taospec.network`: so a chain is `Any` here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


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
class ShareRules:
    """How stake is held as shares.

    Attributes:
        stake: rao of alpha that a coldkey has with a hotkey on a subnet.
        would_get_shares: whether a purchase would buy anything.
        buy: give a coldkey stake; answers what was credited.
        sell: take stake away; answers what counts as gone.
        held_through: keys of the alpha held through a hotkey, in their order.
        is_held: whether a share is more than nothing, by its key.
        number: the whole part of a share, by its key.
        forget: remove a share.
        forget_pool: remove the pool of a hotkey on a subnet.
        holding: what a coldkey holds with a hotkey on a subnet, to buy again and again: `buy` says
            what the stake is then, `store` writes.
    """

    stake: Callable[[Any, bytes, bytes, int], int]
    would_get_shares: Callable[[Any, bytes, int, int], bool]
    buy: Callable[[Any, bytes, bytes, int, int], int]
    sell: Callable[[Any, bytes, bytes, int, int], int]
    held_through: Callable[[Any, bytes], list[tuple[bytes, bytes, int]]]
    is_held: Callable[[Any, tuple[bytes, bytes, int]], bool]
    number: Callable[[Any, tuple[bytes, bytes, int]], int]
    forget: Callable[[Any, tuple[bytes, bytes, int]], None]
    forget_pool: Callable[[Any, bytes, int], None]
    holding: Callable[[Any, bytes, bytes, int], Any]


@dataclass(frozen=True, slots=True)
class FeeRules:
    """Who gets the fee of a swap, where it does not stay in the pool.

    Attributes:
        bought: do with the fee of a purchase, rao, what is done with it.
        sold: the same for the fee of a sale, alpha; answers the rao that it took out of the pool.
    """

    bought: Callable[[Any, int, int], None]
    sold: Callable[[Any, int, int], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class NeuronRules:
    """How the neurons of a subnet are stored.

    Attributes:
        mechanisms: how many mechanisms a subnet has.
        vectors: entries of a subnet with a number for each uid, which begins as zero.
        reset: those of them that a new hotkey at a uid does not inherit.
        append: extend what is kept per mechanism for a new uid at the end.
        clear: forget what a new hotkey at a uid does not inherit.
        immortal: the uids that no registration can take.
        to_replace: the uid that makes room on a full subnet; None where nobody does.
        choose: note that a uid was chosen to make room.
        seat: what a new member of root gets beside its uid.
        touch: note, at a mechanism's index, that a uid has set weights now.
    """

    mechanisms: Callable[[Any, int], int]
    vectors: tuple[str, ...]
    reset: tuple[str, ...]
    append: Callable[[Any, int, int], None]
    clear: Callable[[Any, int, int], None]
    immortal: Callable[[Any, int], list[int]]
    to_replace: Callable[[Any, int], int | None]
    choose: Callable[[Any, int, int], None]
    seat: Callable[[Any, bytes], None]
    touch: Callable[[Any, int, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class DissolutionRules:
    """What the end of a subnet removes, and what it pays.

    Attributes:
        by_netuid: entries removed at the netuid; attributes of a chain.
        by_netuid_first: entries removed wherever the netuid is their first key.
        by_netuid_second: entries removed wherever the netuid is their second key.
        settle: pay what the subnet had to those who held it, and remove that.
        remove_more: what is removed by another key, or not only removed.
        holdings: keys of the alpha that is held of a subnet, in the order of its holders.
        pools: hotkeys whose pool of shares ends.
        remove_pool: forget the prices and positions of the pool that alpha was traded in.
        earned: rao that the owner of a subnet is held to have earned already.
        drop_claims: forget what stake on root could claim of the subnet.
    """

    by_netuid: tuple[str, ...]
    by_netuid_first: tuple[str, ...]
    by_netuid_second: tuple[str, ...]
    settle: Callable[[Any, int], None]
    remove_more: Callable[[Any, int], None]
    holdings: Callable[[Any, int], list[tuple[bytes, bytes, int]]]
    pools: Callable[[Any, int], set[bytes]]
    remove_pool: Callable[[Any, int], None]
    earned: Callable[[Any, int], int]
    drop_claims: Callable[[Any, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeySwapRules:
    """What a new key takes over from an old one.

    Attributes:
        relations: children, parents and the request of children that waits, of a hotkey.
        dividends: the record of root dividends, of a hotkey.
        voting_power: the voting power, of a hotkey.
        claimed: what a holder has claimed of a subnet, when a hotkey is replaced.
        seat: the seat in the senate, of a hotkey; False where that is not possible.
        auto_stake: where incentives go, of a coldkey on a subnet.
        stake: the stake of a coldkey on all subnets.
        holder: what follows stake that is not zero, of a coldkey with a hotkey on a subnet.
        locks: the locks of a coldkey.
        balance: what a coldkey has free.
    """

    relations: Callable[[Any, bytes, bytes, int], None]
    dividends: Callable[[Any, bytes, bytes, int], None]
    voting_power: Callable[[Any, bytes, bytes, int], None]
    claimed: Callable[[Any, int, bytes, bytes, bytes], None]
    seat: Callable[[Any, bytes, bytes], bool]
    auto_stake: Callable[[Any, bytes, bytes, int], None]
    stake: Callable[[Any, bytes, bytes, Any], None]
    holder: Callable[[Any, bytes, bytes, bytes, int], None]
    locks: Callable[[Any, bytes, bytes], None]
    balance: Callable[[Any, bytes, bytes], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class DrainRules:
    """What forks disagree on when a subnet is drained.

    Attributes:
        run: run and pay what is due.
        is_skipped: whether a due epoch does not run.
        children_due: the networks on which requests for children may take effect.
        windows: block of the last epoch, if it is kept, and blocks after which a neuron counts as
            inactive.
        commit_blocks: the block of each uid's oldest commit that still hides its weights.
        take_pendings: read and empty the pots of a subnet.
        recorded: the uids whose results an epoch records, in their order.
        vectors: what it records of a subnet: the entry, and the field of the results.
        owner: let a subnet whose pots were emptied go to another owner, before anything is paid.
        counted: what else follows from an epoch, from the subnet, its neurons and their results.
        withheld: note what of all incentives of a subnet was withheld.
        staked_with: the hotkey that an incentive is staked with, from its own hotkey.
        recycles: whether a subnet recycles the incentives that it withholds.
        pay_root: pay root's pot.
        share_cut: what else happens to the owner's cut, which the owner got.
        order: the order of the drains of one block.
    """

    run: Callable[[Any, DrainRules], None]
    is_skipped: Callable[[Any, int], bool]
    children_due: Callable[[Any], list[int]]
    windows: Callable[[Any, int], tuple[int | None, int]]
    commit_blocks: Callable[..., tuple[tuple[int, int], ...]]
    take_pendings: Callable[[Any, int], Any]
    recorded: Callable[[Any], Any]
    vectors: tuple[tuple[str, str], ...]
    owner: Callable[[Any, int], None]
    counted: Callable[[Any, int, Any, Any], None]
    withheld: Callable[[Any, int, int, int], None]
    staked_with: Callable[[Any, int, bytes], bytes]
    recycles: Callable[[Any, int], bool]
    pay_root: Callable[[Any, int, Any], None]
    share_cut: Callable[[Any, int, int], None]
    order: Callable[[int], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockRules:
    """What happens in a block before its first extrinsic: one slot a pass, in order.

    Attributes:
        opening: what lasted only for the block before ends.
        registration: burn and difficulty of every network are adjusted where it is time.
        mint: how much TAO the block has for the subnets.
        reveal: timelocked commits of weights are revealed, or their time is over.
        emitting: which subnets have a part in the emission.
        weights: what their parts derive from.
        ceilings: of each of them what bounds the alpha that its pool takes in.
        absorb: let the liquidity of many pools take in TAO and alpha; what each takes of both.
        inject: TAO and alpha enter the pools, and excess TAO buys.
        set_aside: the alpha of participants is cut and set aside.
        prices: moving prices take a step.
        drain: how due epochs run and pay.
        root_parts: root's part of each subnet is told.
        claims: claims that the chain makes for some.
        index: the walk that finds who can be drawn.
    """

    opening: Callable[[Any], None]
    registration: Callable[[Any], None]
    mint: Callable[[Any], None]
    reveal: Callable[[Any], None]
    emitting: Callable[[Any], list[int]]
    weights: Callable[[Any], list[int]]
    ceilings: Callable[[Any], list[int]]
    absorb: Callable[
        [Any, Sequence[int], Sequence[int], Sequence[int]], tuple[Sequence[int], Sequence[int]]
    ]
    inject: Callable[[Any], None]
    set_aside: Callable[[Any], None]
    prices: Callable[[Any], None]
    drain: DrainRules
    root_parts: Callable[[Any], None]
    claims: Callable[[Any], None]
    index: Callable[[Any], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class StakeRules:
    """How stake goes into a subnet, out of it, and from one to another.

    Attributes:
        require_room: refuses more than a pool takes in at once, in a purchase or a sale.
        require_trading: refuses a subnet whose alpha does not trade yet.
        mark: note that nothing may leave a stake (hotkey, coldkey, netuid) in this block.
        require_unmarked: refuses to take from a stake that was added to in this block.
        meant: how much of a stake an amount means.
        pay: take TAO for a subnet from a coldkey, as much as it can pay and live; rao taken.
        receive: give a coldkey what its sale has paid.
        is_stake: whether alpha that a hotkey would get on a subnet makes any stake.
        check_remove: refuses alpha that cannot be unstaked.
        enter: buy alpha for TAO that was taken already, under a limit, and stake it; the rao of
            alpha that were staked.
        leave: sell alpha of a stake, under a limit, of the amount that was asked for; the rao paid.
        restake: stake on root what unstaking from everywhere else has paid.
        sweep: sell what is left of a nomination, if it is too small to stay.
        require_unlocked: refuses alpha of a coldkey on a subnet that is locked.
        move: check a move, and make it.
    """

    require_room: Callable[[Any, int, int, bool], None]
    require_trading: Callable[[Any, int], None]
    mark: Callable[[Any, bytes, bytes, int], None]
    require_unmarked: Callable[[Any, bytes, bytes, int], None]
    meant: Callable[[Any, bytes, bytes, int, int], int]
    pay: Callable[[Any, bytes, int, int], int]
    receive: Callable[[Any, bytes, int], Any]
    is_stake: Callable[[Any, bytes, int, int], bool]
    check_remove: Callable[..., None]
    enter: Callable[..., int]
    leave: Callable[..., int]
    restake: Callable[[Any, bytes, bytes, int], None]
    sweep: Callable[[Any, bytes, bytes, int], None]
    require_unlocked: Callable[[Any, bytes, int, int], None]
    move: Callable[[Any, Any], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkRules:
    """What a network of one fork does.

    Attributes:
        calls: its extrinsics by name; the functions of `taospec.network.calls`.
        guard: what refuses a signed call before anything of it is looked at, from its name, the
            account and what it is given.
        block: the passes of a block.
        stake: how stake goes in and out.
        clock: where the clocks of rate limits are stored.
        neurons: how neurons are stored.
        dissolution: what the end of a subnet removes and pays.
        key_swap: what a new key takes over from an old one.
        shares: how stake is held as shares.
        list_hotkey: note with which hotkey a coldkey was given stake.
        children_wait: whether a request for children on a subnet waits.
        children_cooldown: blocks until children that were asked for become so.
        least_childkey_take: what a child keeps on a subnet at least, 1/65535.
        commit_version: the version that a timelocked commit has to name; None where any will do.
        commit_epoch: the epoch that a timelocked commit of now is filed under.
        first_epoch: note for a new subnet from which block its epochs are counted.
        tempo_set: what follows where root sets the tempo of a subnet.
        indexes_locks: whether dust is no lock, sums follow their locks, and an index names both.
        accepts_locks: whether a coldkey accepts what others have locked.
        root_claims: whether root stake earns alpha that is claimed.
        fees: who gets the fees of swaps.
        recycle: take TAO that an account pays out of the issuance; rao taken.
        require_usable: refuses an account that cannot be a hotkey.
        lock_follows: let a lock follow stake that goes to another coldkey on a subnet.
        sell_claimed: sell alpha that is claimed on root for a coldkey; None where that fails.
        hand_over: tell the claims that stake on root changes hands, from the keys of both.
    """

    calls: Mapping[str, Callable[..., None]]
    guard: Callable[[Any, str, bytes, Mapping[str, Any]], None]
    block: BlockRules
    stake: StakeRules
    clock: ClockRules
    neurons: NeuronRules
    dissolution: DissolutionRules
    key_swap: KeySwapRules
    shares: ShareRules
    list_hotkey: Callable[[Any, bytes, bytes], None]
    children_wait: Callable[[Any, int], bool]
    children_cooldown: Callable[[Any], int]
    least_childkey_take: Callable[[Any, int], int]
    commit_version: Callable[[Any], int | None]
    commit_epoch: Callable[[Any, Any], int]
    first_epoch: Callable[[Any, int], None]
    tempo_set: Callable[[Any, int], None]
    indexes_locks: bool
    accepts_locks: Callable[[Any, bytes], bool]
    root_claims: bool
    fees: FeeRules
    recycle: Callable[[Any, bytes, int], int]
    require_usable: Callable[[Any, bytes], None]
    lock_follows: Callable[[Any, bytes, bytes, int, int], None]
    sell_claimed: Callable[[Any, int, int], int | None]
    hand_over: Callable[[Any, tuple[bytes, bytes], tuple[bytes, bytes], int, int], None]
