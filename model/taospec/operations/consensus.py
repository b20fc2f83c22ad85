"""Operations of the chapter consensus."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import Any

import numpy as np

from taospec.consensus import messages, schedule, upscale
from taospec.consensus.arrays import array_of, from_u16
from taospec.consensus.epoch import epochs_messages, legacy_alpha, liquid_alpha, mechanisms, stake
from taospec.consensus.epoch.bond_models import Position
from taospec.consensus.epoch.epochs import bonds_after
from taospec.consensus.epoch.records import EpochInput, SparseRows
from taospec.consensus.epoch.trace import EpochTrace
from taospec.consensus.epoch.yuma import trace_epoch
from taospec.consensus.submission import commit_reveal, timelock
from taospec.consensus.submission import messages as submission
from taospec.consensus.submission import set_weights as weights_rules
from taospec.forks import Fork
from taospec.operations.declare import operation
from taospec.timeline import only, since

SINCE_DEREG = since("dereg")

# Stake and permits


@operation("consensus.stake_weights")
def stake_weights(_fork: Fork, given: messages.Hotkeys) -> messages.StakeWeights:
    """What the vote of each hotkey weighs, from its own, lent and borrowed stake."""
    weighed = (_stake_weight(item, given.tao_weight) for item in given.hotkeys)
    return messages.StakeWeights(hotkeys=tuple(weighed))


def _stake_weight(item: messages.Hotkey, tao_weight: int) -> messages.StakeWeight:
    parents = [stake.Parent(**dict(parent)) for parent in item.parents]
    return messages.StakeWeight(
        alpha=stake.inherited(
            item.alpha, item.children, [(p.proportion, p.alpha) for p in parents]
        ),
        root=stake.inherited(item.root, item.children, [(p.proportion, p.root) for p in parents]),
        stake_weight=stake.stake_weight(item.alpha, item.root, tao_weight, item.children, parents),
    )


@operation("consensus.permits")
def permits(fork: Fork, given: messages.Candidates) -> messages.Permits:
    """Who may validate in the next epoch."""
    counted = fork.consensus.epoch.counted_stake(given.stake, given.stake_threshold)
    shares = stake.normalised_stake(counted)
    permitted = fork.consensus.epoch.permits(shares, given.max_allowed_validators)
    return messages.Permits(
        stake=tuple(shares.tolist()), validator_permits=tuple(permitted.tolist())
    )


# One epoch


@operation("consensus.epoch")
def epoch(fork: Fork, given: messages.MechanismState) -> messages.MechanismResult:
    """One epoch of one mechanism: from stake and weights to incentive, dividends and bonds."""
    trace = trace_epoch(EpochInput.decode(dict(given)), fork.consensus.epoch)
    return _result(trace, traced=given.trace)


def _result(trace: EpochTrace, *, traced: bool) -> messages.MechanismResult:
    answer = _tuples(trace.output.encode())
    return messages.MechanismResult.model_construct(
        trace=_quantities(trace) if traced else None, **answer
    )


def _quantities(trace: EpochTrace) -> messages.Quantities:
    named = trace.quantities()
    del named["holders"]  # what a matrix has rows for is ours to choose
    return messages.Quantities.model_construct(**_tuples(named))


@operation("consensus.epochs")
def epochs(fork: Fork, given: epochs_messages.EpochRow) -> epochs_messages.EpochResults:
    """Epochs in a row, the bonds and permits of each feeding the next."""
    state, results = dict(given.start), []
    for step in given.steps:
        state |= step.changes()
        question = EpochInput.decode(state)
        trace = trace_epoch(question, fork.consensus.epoch)
        state["validator_permits"] = trace.output.validator_permits.tolist()
        state["bonds"] = bonds_after(question.bonds, trace.output).to_rows()
        if step.shown:
            results.append(_result(trace, traced=given.start.trace))
    return epochs_messages.EpochResults.model_construct(epochs=tuple(results))


@operation("consensus.majority")
def majority(fork: Fork, given: messages.Votes) -> messages.Consensus:
    """The largest weight that a majority of stake gave, the stake-weighted median."""
    voters = len(given.stake)
    column = array_of(given.weights).reshape(voters, 1)
    voting = array_of(given.stake)
    found = fork.consensus.epoch.majority(column, np.arange(voters), voting, from_u16(given.kappa))
    return messages.Consensus(consensus=found.tolist()[0] if voters else 0)


@operation("consensus.alpha", forks=SINCE_DEREG)
def alpha(_fork: Fork, given: messages.Move) -> messages.Alpha:
    """How fast a bond follows its weight where liquid alpha is on."""
    curve = liquid_alpha.Curve.of(given.alpha_low, given.alpha_high, given.alpha_sigmoid_steepness)
    consensus, weight, bond = np.array(
        [[given.consensus], [given.weight], [given.bond]], dtype=np.int64
    )
    rate = liquid_alpha.sigmoid_alpha(consensus, weight, bond, curve)
    return messages.Alpha(alpha=int(rate[0]))


@operation("consensus.legacy_alpha", forks=only("dtao"))
def column_alpha(_fork: Fork, given: messages.ConsensusLevels) -> messages.Alphas:
    """How fast the bonds of each column follow where classic bonds have liquid alpha."""
    consensus = np.array(given.consensus, dtype=np.int64)
    rate = legacy_alpha.legacy_liquid_rate(consensus, given.alpha_low, given.alpha_high)
    return messages.Alphas(alpha=None if rate is None else tuple(np.asarray(rate.new).tolist()))


@operation("consensus.bonds")
def bonds(fork: Fork, given: messages.BondState) -> messages.BondResult:
    """New bonds and what they earn, from normalised weights, consensus and old bonds."""
    rules = fork.consensus.epoch
    rows = SparseRows.from_rows(given.weights).within(given.n)
    old_rows = SparseRows.from_rows(given.bonds).within(given.n)
    holders = np.union1d(rows.holders(), old_rows.holders())
    weights, old = rows.matrix(holders, given.n), old_rows.matrix(holders, given.n)
    levels, incentive, voting = (
        array_of(values) for values in (given.consensus, given.incentive, given.active_stake)
    )
    clipped = rules.clip(weights, levels)
    penalised = rules.weights_for_bonds(weights, clipped, from_u16(given.bonds_penalty))
    position = Position(holders, penalised, old, levels, incentive, voting)
    result = rules.bonds(given, position)
    stored = SparseRows.from_matrix(holders, rules.to_u16(result.stored.values), result.stored)
    return messages.BondResult(
        weights_for_bonds=_frozen(penalised.rows(holders)),
        bonds=_frozen(result.held.rows(holders)),
        dividends=tuple(result.dividends.tolist()),
        stored_bonds=_frozen(stored.to_rows()),
    )


# Scaling


@operation("consensus.max_upscale")
def max_upscale(_fork: Fork, given: messages.Weights) -> messages.Upscaled:
    """Weights scaled so that the largest becomes 65535, as they are stored."""
    return messages.Upscaled(weights=tuple(upscale.max_upscale_u16(given.weights)))


@operation("consensus.max_upscale_fixed")
def max_upscale_fixed(_fork: Fork, given: messages.Numbers) -> messages.Upscaled:
    """Fixed-point numbers scaled so that the largest becomes 65535."""
    return messages.Upscaled(weights=tuple(upscale.max_upscale(given.values)))


# Mechanisms


@operation("consensus.mechanism_split", forks=SINCE_DEREG)
def mechanism_split(_fork: Fork, given: messages.EmissionOfSubnet) -> messages.EmissionOfMechanisms:
    """What each mechanism of a subnet gets to share out."""
    shares = mechanisms.split_emission(given.emission, given.count, given.split)
    return messages.EmissionOfMechanisms(shares=tuple(shares))


@operation("consensus.mechanism_merge", forks=SINCE_DEREG)
def mechanism_merge(_fork: Fork, given: messages.MechanismResults) -> messages.Results:
    """The results of all mechanisms as they are recorded for the subnet."""
    results = [_subnet_output(item) for item in given.results]
    merged = mechanisms.merge(results, given.shares, given.emission)
    return messages.Results(**_tuples(merged.encode()))


_DTYPES = {"active": np.bool_, "validator_permits": np.bool_} | dict.fromkeys(
    ("emission", "server_emission", "validator_emission"), np.uint64
)


def _subnet_output(item: messages.Results) -> mechanisms.SubnetOutput:
    arrays: dict[str, Any] = {
        name: np.array(values, dtype=_DTYPES.get(name, np.uint16)) for name, values in item
    }
    return mechanisms.SubnetOutput(**arrays)


# Schedule


@operation("consensus.epoch_due")
def epoch_due(_fork: Fork, given: submission.Tempo) -> submission.Due:
    """Whether a subnet's epoch runs in a block, and which epoch the block belongs to."""
    at = given.block, given.netuid, given.tempo
    return submission.Due(due=schedule.epoch_due(*at), epoch=schedule.epoch_index(*at))


@operation("consensus.reveal_window")
def reveal_window(_fork: Fork, given: submission.CommitBlock) -> submission.RevealWindow:
    """In which blocks a commit can be revealed."""
    clock = _clock(given)
    first, last = schedule.reveal_window(given.commit_block, clock)
    return submission.RevealWindow(
        first_block=first,
        last_block=last,
        expired=schedule.is_expired(given.commit_block, clock),
        revealable=schedule.is_revealable(given.commit_block, clock),
    )


@operation("consensus.oldest_commit", forks=SINCE_DEREG)
def oldest_commit(_fork: Fork, given: submission.CommitBlocks) -> submission.OldestCommit:
    """Block of a hotkey's oldest live commit, with which its weights are masked."""
    oldest = commit_reveal.oldest_live_block(given.commit_blocks, _clock(given))
    return submission.OldestCommit(block=oldest)


# Weights


@operation("consensus.set_weights")
def set_weights(fork: Fork, given: submission.Submission) -> submission.Accepted:
    """Weights that a hotkey submits, directly or by a reveal: what is stored of them."""
    fields = dict(given)
    call = weights_rules.WeightsCall(
        **{name: fields.pop(name) for name in ("uids", "values", "version_key")}
    )
    limit = fork.consensus.submission.weight_limit(fields.pop("max_weight_limit"))
    store = weights_rules.store_weights if fields.pop("revealed") else weights_rules.set_weights
    submitter = weights_rules.Submitter(**fields, max_weight_limit=limit)
    stored = store(call, submitter, fork.consensus.submission.absent)
    last_update = given.last_update if stored.last_update is None else stored.last_update
    return submission.Accepted(row=stored.row, last_update=last_update)


@operation("consensus.commit")
def commit(fork: Fork, given: submission.CommitCall) -> submission.Committed:
    """A hotkey promises weights by their hash."""
    queue = commit_reveal.commit(
        _commits(given.queue), given.hash, _committer(fork, given), _clock(given)
    )
    return submission.Committed(queue=_commit_records(queue), last_update=given.block)


@operation("consensus.reveal")
def reveal(_fork: Fork, given: submission.RevealCall) -> submission.Queue:
    """A hotkey reveals the weights behind one hash, and drops the commits before it."""
    queue = None if given.queue is None else _commits(given.queue)
    left = commit_reveal.reveal(queue, given.hash, enabled=given.commit_reveal, clock=_clock(given))
    return submission.Queue(queue=_commit_records(left))


@operation("consensus.batch_reveal")
def batch_reveal(_fork: Fork, given: submission.BatchRevealCall) -> submission.Queue:
    """A hotkey reveals the weights behind several hashes."""
    queue = None if given.queue is None else _commits(given.queue)
    left = commit_reveal.batch_reveal(
        queue, given.hashes, enabled=given.commit_reveal, clock=_clock(given)
    )
    return submission.Queue(queue=_commit_records(left))


@operation("consensus.commit_timelocked")
def commit_timelocked(fork: Fork, given: submission.TimelockedCall) -> submission.Timelocked:
    """A hotkey promises weights that a future drand round opens."""
    item = timelock.TimelockedCommit(given.hotkey, given.block, given.sealed, given.round)
    expected = fork.consensus.submission.commit_version(given.expected_version)
    queues = timelock.commit_timelocked(
        _queues(given.queues), item, given.version, expected, _committer(fork, given), _clock(given)
    )
    return submission.Timelocked(queues=_queue_records(queues), last_update=given.block)


@operation("consensus.reveal_timelocked")
def reveal_timelocked(fork: Fork, given: submission.TimelockedReveal) -> submission.Opened:
    """What a block reveals of the timelocked commits of a mechanism."""
    known = frozenset(given.known_rounds)

    def opened(item: timelock.TimelockedCommit) -> weights_rules.WeightsCall | timelock.Sealed:
        if item.round not in known:
            return timelock.Sealed.ROUND_MISSING
        if item.payload is None:
            return timelock.Sealed.UNREADABLE
        return weights_rules.WeightsCall(**dict(item.payload))

    result = fork.consensus.submission.reveal_timelocked(
        _queues(given.queues), _clock(given), opened
    )
    return submission.Opened(
        revealed=tuple(_revealed_record(hotkey, call) for hotkey, call in result.revealed),
        queues=_queue_records(result.queues),
    )


# Between messages and the model


def _tuples(named: Mapping[str, Any]) -> dict[str, Any]:
    """Lists, and rows of lists of pairs, as the tuples that a record holds."""
    return {
        name: _frozen(values) if values and isinstance(values[0], tuple) else tuple(values)
        for name, values in named.items()
    }


def _frozen(rows: Iterable[tuple[int, Iterable[tuple[int, int]]]]) -> messages.BitRows:
    return tuple((uid, tuple(row)) for uid, row in rows)


def _clock(given: submission.Clocked) -> schedule.Clock:
    return schedule.Clock(given.netuid, given.tempo, given.block, given.reveal_period)


def _committer(fork: Fork, given: submission.Committing) -> commit_reveal.Committer:
    return commit_reveal.Committer(
        exists=fork.consensus.submission.commit_target(given.exists),
        enabled=given.commit_reveal,
        registered=given.registered,
        last_update=given.last_update,
        rate_limit=given.rate_limit,
    )


def _commits(queue: Iterable[submission.Commit]) -> tuple[commit_reveal.Commit, ...]:
    return tuple(commit_reveal.Commit(**dict(item)) for item in queue)


def _commit_records(queue: Iterable[commit_reveal.Commit]) -> tuple[submission.Commit, ...]:
    return tuple(
        submission.Commit(
            hash=str(item.hash),
            block=item.block,
            first_reveal=item.first_reveal,
            last_reveal=item.last_reveal,
        )
        for item in queue
    )


def _queues(queues: submission.TimelockedQueues) -> timelock.Queues:
    return {
        epoch: tuple(
            timelock.TimelockedCommit(item.hotkey, item.block, item.sealed, item.round)
            for item in queue
        )
        for epoch, queue in queues
    }


def _queue_records(queues: timelock.Queues) -> submission.TimelockedQueues:
    return tuple(
        (
            epoch,
            tuple(
                submission.TimelockedCommit(
                    hotkey=str(item.hotkey), block=item.block, round=item.round, sealed=item.payload
                )
                for item in queue
            ),
        )
        for epoch, queue in sorted(queues.items())
    )


def _revealed_record(hotkey: Hashable, call: weights_rules.WeightsCall) -> submission.Revealed:
    weights = submission.SealedWeights(
        uids=tuple(call.uids), values=tuple(call.values), version_key=call.version_key
    )
    return submission.Revealed(hotkey=str(hotkey), weights=weights)
