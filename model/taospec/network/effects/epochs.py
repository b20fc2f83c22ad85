"""One epoch of a subnet: storage as the kernel of consensus wants it, and back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from taospec.coinbase.children import Relatives
from taospec.consensus.arrays import U64s
from taospec.consensus.epoch.mechanisms import SubnetOutput, merge, split_emission, storage_index
from taospec.consensus.epoch.records import EpochInput, EpochOutput
from taospec.consensus.epoch.sparse import SparseRows
from taospec.consensus.epoch.stake import Parent, stake_weight
from taospec.consensus.epoch.yuma import epoch
from taospec.consensus.schedule import Clock
from taospec.consensus.submission.commit_reveal import oldest_live_block
from taospec.domain import unchecked
from taospec.network.chain import Chain
from taospec.network.effects import schedule
from taospec.network.kinds import NOBODY
from taospec.network.rules import DrainRules
from taospec.network.table import Table
from taospec.network.writer import writes
from taospec.rules import rule

ROOT = 0

_PAIR = 4  # bytes of a uid and its value
_stake_weight = unchecked(stake_weight)  # what storage holds is in range


def goes_on(_chain: Chain, _netuid: int) -> None:
    """Before `balancer` a new tempo leaves the epochs where the number of the block has them."""


@rule("REG-58")
def begin_anew(chain: Chain, netuid: int) -> None:
    """From `balancer` on a tempo that root sets counts from the block in which it is set.

    Source: pallets/admin-utils/src/lib.rs @ v3.4.9-424
    """
    chain.last_epoch_block[netuid] = chain.now


# Vector in storage, and the field of a subnet's results that it takes.
WITHOUT_SCORES = (
    ("active", "active"),
    ("emission", "emission"),
    ("consensus", "consensus"),
    ("dividends", "dividends"),
    ("validator_trust", "validator_trust"),
    ("validator_permit", "validator_permits"),
    ("stake_weight", "stake_weight"),
)
# Before `authorfee` ranks, trust and scores besides.
WITH_SCORES = (
    *WITHOUT_SCORES,
    ("rank", "rank"),
    ("trust", "trust"),
    ("pruning_scores", "pruning_scores"),
)


@dataclass(frozen=True, slots=True)
class Earnings:
    """What an epoch assigned to a hotkey, rao of alpha.

    Attributes:
        hotkey: the account.
        server: for mining, paid as it is.
        validator: for validating, which only says who gets which part of the validators' pot.
    """

    hotkey: bytes
    server: int
    validator: int


@dataclass(frozen=True, slots=True)
class Neurons:
    """Who has which uid on a subnet.

    Attributes:
        n: number of uids (`SubnetworkN`).
        hotkeys: by uid, for the uids that have a key.
        uids: the uid that speaks for each hotkey: of several the last in storage.
    """

    n: int
    hotkeys: dict[int, bytes]
    uids: dict[bytes, int]

    @classmethod
    def of(cls, chain: Chain, netuid: int) -> Neurons:
        """The neurons of a subnet."""
        keys = chain.keys
        held = sorted((key[1] & 0xFF, key[1] >> 8, key) for key in keys.under(netuid))
        hotkeys = {key[1]: keys[key] for _, _, key in held}
        uids = {hotkey: uid for uid, hotkey in hotkeys.items()}
        return cls(chain.subnetwork_n[netuid], hotkeys, uids)


@dataclass(frozen=True, slots=True)
class Counted:
    """What an epoch of all mechanisms of a subnet found.

    Attributes:
        stakes: stake weight of each uid, I64F64 bits.
        mechanisms: how many there are.
        results: what came of them together.
    """

    stakes: tuple[int, ...]
    mechanisms: int
    results: SubnetOutput


def nothing_more(_chain: Chain, _netuid: int, _neurons: Neurons, _counted: Counted) -> None:
    """Before `authorfee` nothing else follows from an epoch."""


def has_duplicates(chain: Chain, netuid: int) -> bool:
    """Whether two uids have one hotkey, which a healthy chain never has."""
    hotkeys = [chain.keys[key] for key in chain.keys.under(netuid)]
    return len({*hotkeys}) < len(hotkeys)


@writes("COI-16")
def run(chain: Chain, netuid: int, emission: int, rules: DrainRules) -> list[Earnings]:
    """Run and record the epoch of every mechanism; what each hotkey earned, ascending.

    Args:
        chain: the state.
        netuid: the subnet.
        emission: rao of alpha to split.
        rules: what is recorded, and what else follows from the epoch.
    """
    neurons = Neurons.of(chain, netuid)
    shares = [emission]
    if "MechanismCountCurrent" in chain.tables:
        count = chain.mechanism_count_current[netuid]
        shares = split_emission(emission, count, chain.mechanism_emission_split[netuid])
    stakes = _stakes(chain, netuid, neurons)
    results = []
    for mechanism, share in enumerate(shares):
        index = storage_index(netuid, mechanism)
        result = epoch(
            _given(chain, netuid, index, neurons, stakes, share), chain.fork.consensus.epoch
        )
        _record_mechanism(chain, index, rules.recorded(neurons), result)
        results.append(result)
    if not results:
        return []
    merged = merge(results, shares, emission)
    _record_subnet(chain, netuid, rules, rules.recorded(neurons), merged)
    rules.counted(chain, netuid, neurons, Counted(stakes, len(results), merged))
    server, validator = merged.server_emission.tolist(), merged.validator_emission.tolist()
    return [
        Earnings(hotkey, server[uid], validator[uid])
        for hotkey, uid in sorted(neurons.uids.items())
        if uid < neurons.n
    ]


# What an epoch reads


def _given(
    chain: Chain, netuid: int, index: int, neurons: Neurons, stakes: tuple[int, ...], emission: int
) -> EpochInput:
    n = neurons.n
    low, high = chain.alpha_values[netuid]
    rules = chain.fork.network.block.drain
    last_step, cutoff = rules.windows(chain, netuid)
    new = "Yuma3On" in chain.tables
    return EpochInput(
        n=n,
        block=chain.now,
        tempo=chain.tempo[netuid],
        last_step=last_step,
        activity_cutoff=cutoff,
        stake=stakes,
        stake_threshold=chain.stake_threshold.value,
        max_allowed_validators=chain.max_allowed_validators[netuid],
        owner_uid=_owner_uid(chain, netuid),
        kappa=chain.kappa[netuid],
        bonds_penalty=chain.bonds_penalty[netuid],
        bonds_moving_average=chain.bonds_moving_average[netuid],
        yuma3=new and chain.yuma3_on[netuid],
        liquid_alpha=chain.liquid_alpha_on[netuid],
        alpha_low=low,
        alpha_high=high,
        alpha_sigmoid_steepness=chain.alpha_sigmoid_steepness[netuid] if new else 1000,
        commit_reveal=chain.commit_reveal_weights_enabled[netuid],
        commit_blocks=rules.commit_blocks(chain, netuid, index, neurons),
        emission=emission,
        last_update=_words(chain.last_update[index]),
        block_at_registration=_words(
            [chain.block_at_registration[netuid, uid] for uid in range(n)]
        ),
        validator_permits=np.array(chain.validator_permit[netuid], dtype=np.bool_),
        weights=_rows(chain.weights, index),
        bonds=_rows(chain.bonds, index),
    )


def _words(values: Sequence[int]) -> U64s:
    return np.array(values, dtype=np.uint64)


def _owner_uid(chain: Chain, netuid: int) -> int | None:
    owner = chain.subnet_owner_hotkey.get(netuid)
    return None if owner is None else chain.uids[netuid, owner]


def _rows(table: Table[tuple[int, int], bytes], index: int) -> SparseRows:
    """All rows of a mechanism: the packed pairs read as arrays, without touching one by one."""
    held = [(key[1], row) for key in sorted(table.under(index)) if (row := table[key])]
    entries = np.frombuffer(b"".join(row for _, row in held), dtype="<u2").astype(np.int64)
    lengths = [len(row) // _PAIR for _, row in held]
    holders = np.repeat(np.array([uid for uid, _ in held], dtype=np.int64), lengths)
    return SparseRows.build(holders, entries[0::2], entries[1::2])


def _packed(rows: SparseRows) -> dict[int, bytes]:
    """The rows by uid, packed."""
    pairs = np.stack([rows.column, rows.value], axis=1).astype("<u2")
    starts = np.flatnonzero(np.diff(rows.row, prepend=-1))
    bounds = pairwise([*starts.tolist(), rows.row.size])
    holders = rows.row[starts].tolist()
    return {
        uid: pairs[first:end].tobytes() for uid, (first, end) in zip(holders, bounds, strict=True)
    }


def _stakes(chain: Chain, netuid: int, neurons: Neurons) -> tuple[int, ...]:
    """The stake weight of every uid; of one without a key it is zero."""
    value, weight = chain.total_hotkey_alpha, chain.tao_weight.value
    hotkeys = list(map(neurons.hotkeys.get, range(neurons.n)))
    here = [(hotkey or NOBODY, netuid) for hotkey in hotkeys]
    on_root = [(hotkey or NOBODY, ROOT) for hotkey in hotkeys]
    weights = [
        _stake_weight(
            alpha, root, weight, [part for part, _ in children], _lenders(chain, parents, netuid)
        )
        for alpha, root, children, parents in zip(
            value.read(here),
            value.read(on_root),
            chain.child_keys.read(here),
            chain.parent_keys.read(here),
            strict=True,
        )
    ]
    return tuple(
        0 if hotkey is None else each for hotkey, each in zip(hotkeys, weights, strict=True)
    )


def _lenders(chain: Chain, parents: Relatives, netuid: int) -> list[Parent]:
    value = chain.total_hotkey_alpha
    return [Parent(part, value[parent, netuid], value[parent, ROOT]) for part, parent in parents]


def stored_windows(chain: Chain, netuid: int) -> tuple[int | None, int]:
    """Before `balancer` nobody keeps when the last epoch ran."""
    return None, chain.activity_cutoff[netuid]


@rule("CON-75")
def counted_windows(chain: Chain, netuid: int) -> tuple[int | None, int]:
    """From `balancer` on the last step is looked up, and the cutoff is a factor of the tempo."""
    cutoff = chain.activity_cutoff_factor_milli[netuid] * chain.tempo[netuid] // 1000
    return chain.last_mechansim_step_block[netuid], max(1, cutoff)


@rule("CON-75")
def commits_by_number(
    chain: Chain, netuid: int, index: int, neurons: Neurons
) -> tuple[tuple[int, int], ...]:
    """From `balancer` on a commit says to which epoch it belongs."""
    if not chain.commit_reveal_weights_enabled[netuid]:
        return ()
    epoch, period = schedule.epoch(chain, netuid), chain.reveal_period_epochs[netuid]
    oldest: dict[bytes, int] = {}

    def note(hotkey: bytes, committed: int, block: int) -> None:
        if epoch <= committed + period:
            oldest[hotkey] = min(block, oldest.get(hotkey, block))

    for key in chain.weight_commits.under(index):
        for _, committed, block, _ in chain.weight_commits[key] or ():
            note(key[1], committed, block)
    for timed in chain.timelocked_weight_commits.under(index):
        for hotkey, block, *_ in chain.timelocked_weight_commits[timed]:
            note(hotkey, timed[1], block)
    blocks = []
    for hotkey, block in oldest.items():
        uid = neurons.uids.get(hotkey)
        if uid is not None and uid < neurons.n:
            blocks.append((uid, block))
    return tuple(blocks)


def commits_by_block(
    chain: Chain, netuid: int, index: int, neurons: Neurons
) -> tuple[tuple[int, int], ...]:
    """Before `balancer` a commit belongs to the epoch of its block."""
    hides = "TimelockedWeightCommits" in chain.tables  # `dtao` reveals every weight
    if not hides or not chain.commit_reveal_weights_enabled[netuid]:
        return ()
    clock = Clock(netuid, chain.tempo[netuid], chain.now, chain.reveal_period_epochs[netuid])
    blocks: list[tuple[int, int]] = []
    waiting: dict[bytes, list[int]] = {}
    for key in chain.weight_commits.under(index):
        waiting.setdefault(key[1], []).extend(each[1] for each in chain.weight_commits[key] or ())
    for timed in chain.timelocked_weight_commits.under(index):
        for hotkey, block, *_ in chain.timelocked_weight_commits[timed]:
            waiting.setdefault(hotkey, []).append(block)
    for hotkey, committed in waiting.items():
        uid, oldest = neurons.uids.get(hotkey), oldest_live_block(committed, clock)
        if uid is not None and uid < neurons.n and oldest is not None:
            blocks.append((uid, oldest))
    return tuple(blocks)


# What an epoch leaves behind


@writes("CON-39", "CON-40")
def _record_mechanism(chain: Chain, index: int, places: Sequence[int], result: EpochOutput) -> None:
    chain.incentive[index] = _picked(result.incentive, places)
    rows = _packed(result.bonds)
    written = result.bonds_written.tolist()
    for position, uid in enumerate(places):
        if uid < len(written) and written[uid]:
            chain.bonds[index, position] = rows.get(uid, b"")


@writes("CON-45", "CON-67")
def _record_subnet(
    chain: Chain, netuid: int, rules: DrainRules, places: Sequence[int], merged: SubnetOutput
) -> None:
    for storage, field in rules.vectors:
        getattr(chain, storage)[netuid] = _picked(getattr(merged, field), places)


def every_uid(neurons: Neurons) -> Sequence[int]:
    """`dtao` records every uid, with a key or without."""
    return range(neurons.n)


def uids_of_hotkeys(neurons: Neurons) -> Sequence[int]:
    """From `dereg` on the uids that speak for a hotkey, ascending; normally all.

    Where some have none, the results of the others move up.
    """
    return sorted(neurons.uids.values())


def _picked(results: np.ndarray[Any, Any], places: Sequence[int]) -> tuple[Any, ...]:
    vector = results.tolist()
    if len(places) == len(vector) and all(map(int.__eq__, places, range(len(vector)))):
        return tuple(vector)
    nothing = results.dtype.type(0).item()  # of a uid that the subnet does not count
    return tuple(vector[uid] if uid < len(vector) else nothing for uid in places)
