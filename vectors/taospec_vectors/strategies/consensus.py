"""Inputs of the chapter for fuzzing, where fields depend on each other: lists of n, rows of uids.

They gather where rules divide: equal stakes and none, blocks beside each other, explicit zeros,
rows out of order, proportions at their ends.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any

from hypothesis import strategies as st

from taospec.consensus.arrays import ONE
from taospec.operations.catalogue import find
from taospec.shapes import Either, Rows, Shape, shape_of
from taospec.wire import Record
from taospec_vectors.strategies.general import Given, integers, strategy_of

_MOST_UIDS = 6
_RAO = 2**64

_U16S = integers(0, 65535, near=(32767,), wide=False)
_SHARES = integers(0, ONE, near=(32767 * 65537,))
_BOOLS = st.booleans()
# Blocks that are compared with each other: one epoch, its tempo and cutoff of 10, and beside them.
_BLOCK = 100
_TIMES = st.sampled_from((0, 89, 90, 91, 99, 100, 101, 2**64 - 1)).map(str)
_STAKES = st.one_of(
    st.sampled_from((0, 0, 5, 5, 7)).map(lambda rao: str(rao * _RAO)),
    st.integers(0, 10**18).map(lambda rao: str(rao * _RAO)),
    integers(-(2**127), 2**127 - 1, near=(1000 * _RAO,)),
)


def _record(record: type[Record], **known: st.SearchStrategy[Any]) -> Given:
    """A record with strategies of its own for some fields; those of their shapes for the rest.

    What a message may leave out is left out.
    """
    shape = shape_of(record)
    return st.fixed_dictionaries(
        {
            name: known[name] if name in known else strategy_of(field)
            for name, field in shape.fields
            if name not in shape.if_stated
        }
    )


def _item(shape: Shape) -> Shape:
    """The shape of what a list holds, which may be left out.

    Raises:
        TypeError: it is no list.
    """
    if isinstance(shape, Either):
        shape = next(option for option in shape.options if isinstance(option, Rows))
    if not isinstance(shape, Rows):
        message = f"expected a list, got {shape}"
        raise TypeError(message)
    return shape.element


def _exactly(element: st.SearchStrategy[Any], n: int) -> st.SearchStrategy[list[Any]]:
    """Lists of n, half of them with few values, so that equal ones meet."""
    few = st.lists(element, min_size=1, max_size=2).flatmap(
        lambda values: st.lists(st.sampled_from(values), min_size=n, max_size=n)
    )
    return st.lists(element, min_size=n, max_size=n) | few


def _pairs(n: int, values: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    """`[[uid, value], …]` in any order, no uid twice."""
    pair = st.tuples(st.integers(0, max(0, n - 1)), values).map(list)
    return st.lists(pair, max_size=n, unique_by=lambda pair: pair[0])


def _table(n: int, values: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    """Sparse rows of up to n uids."""
    row = st.tuples(st.integers(0, max(0, n - 1)), _pairs(n, values)).map(list)
    return st.lists(row, max_size=n, unique_by=lambda row: row[0]).map(sorted)


def _state(n: int) -> dict[str, st.SearchStrategy[Any]]:
    """The fields of an epoch's state that depend on the number of uids."""
    return {
        "stake": _exactly(_STAKES, n),
        "last_update": _exactly(_TIMES, n),
        "block_at_registration": _exactly(_TIMES, n),
        "validator_permits": _exactly(_BOOLS, n),
        "weights": _table(n, _U16S | st.just(0)),
        "bonds": _table(n, _U16S | st.just(0)),
    }


def _quiet(n: int) -> dict[str, st.SearchStrategy[Any]]:
    """Nobody inactive, nobody new and everybody permitted, so that most weights count."""
    permits = {"validator_permits": st.just([True] * n)}
    times = {"last_update": [str(_BLOCK)] * n, "block_at_registration": ["0"] * n}
    positive = st.sampled_from((3, 5, 5, 8)).map(lambda rao: str(rao * _RAO))
    rates_all = st.permutations(range(n)).flatmap(
        lambda uids: st.lists(_U16S, min_size=n, max_size=n).map(
            lambda values: [list(pair) for pair in zip(uids, values, strict=True)]
        )
    )
    return {
        **permits,
        **{name: st.just(blocks) for name, blocks in times.items()},
        "stake": _exactly(positive, n),
        "weights": st.lists(rates_all, min_size=n, max_size=n).map(
            lambda rows: [[uid, row] for uid, row in enumerate(rows)]
        ),
    }


# Cached, since putting a strategy together takes longer than drawing from it.
@cache
def _epoch_of(n: int) -> Given:
    return _epoch(n, _state(n)) | _epoch(n, _state(n) | _quiet(n), block=st.just(str(_BLOCK)))


def _epoch(
    n: int, state: Mapping[str, st.SearchStrategy[Any]], **known: st.SearchStrategy[Any]
) -> Given:
    fields: dict[str, st.SearchStrategy[Any]] = {
        "n": st.just(n),
        "block": st.just(str(_BLOCK)) | integers(0, 2**64 - 1),
        "tempo": st.just(10) | _U16S,
        "activity_cutoff": st.just(10) | _U16S,
        "stake_threshold": st.sampled_from(("0", "0", "5", "6")),
        "max_allowed_validators": st.integers(0, n + 1),
        "owner_uid": st.none() | st.integers(0, n),
        "kappa": st.just(32767) | _U16S,
        "bonds_penalty": st.sampled_from((0, 65535)) | _U16S,
        "bonds_moving_average": st.sampled_from(("900000", "1000000")) | integers(0, 2**64 - 1),
        "commit_blocks": st.lists(st.tuples(st.integers(0, n), _TIMES).map(list), max_size=n),
    }
    return _record(find("consensus.epoch").input, **{**fields, **state, **known})


@cache
def _epochs_of(n: int) -> Given:
    optional = _state(n) | {"block": _TIMES}
    step = st.fixed_dictionaries({"shown": _BOOLS}, optional=optional)
    return st.fixed_dictionaries(
        {"start": _epoch_of(n), "steps": st.lists(step, min_size=1, max_size=3)}
    )


@cache
def _bonds_of(n: int) -> Given:
    levels = {name: _exactly(_SHARES, n) for name in ("consensus", "incentive", "active_stake")}
    rows = {"weights": _table(n, _SHARES), "bonds": _table(n, _U16S)}
    return _record(find("consensus.bonds").input, n=st.just(n), **levels, **rows)


@cache
def _votes_of(n: int) -> Given:
    lists = {name: _exactly(_SHARES, n) for name in ("stake", "weights")}
    return _record(find("consensus.majority").input, kappa=st.just(32767) | _U16S, **lists)


@cache
def _merge_of(n: int) -> Given:
    record = shape_of(find("consensus.mechanism_merge").output)
    lists = {name: _exactly(strategy_of(_item(shape)), n) for name, shape in record.fields}

    def results(shares: list[str]) -> Given:
        each = st.fixed_dictionaries(lists)
        return st.fixed_dictionaries(
            {
                "emission": integers(0, 2**64 - 1),
                "shares": st.just(shares),
                "results": st.lists(each, min_size=len(shares), max_size=len(shares)),
            }
        )

    return st.lists(integers(0, 2**64 - 1), min_size=1, max_size=3).flatmap(results)


# Whoever passes the checks before one of them meets it: most fields pass, at the limit or beside.
_MOSTLY = st.sampled_from((True,) * 11 + (False,))
_FEW_TEXTS = st.sampled_from(("a", "b", "c"))


def _with_queues(operation: str, **fields: st.SearchStrategy[Any]) -> Given:
    """A question with timelocked commits of several epochs, each epoch once."""
    shapes = dict(shape_of(find(operation).input).fields)
    by_epoch = st.lists(
        strategy_of(_item(shapes["queues"])), max_size=3, unique_by=lambda row: row[0]
    )
    return _record(find(operation).input, queues=by_epoch, **fields)


def _commit_timelocked() -> Given:
    """A commit that most often meets what it asks for, with queues of several epochs."""
    return _with_queues(
        "consensus.commit_timelocked",
        exists=_MOSTLY,
        commit_reveal=_MOSTLY,
        registered=_MOSTLY,
        version=st.sampled_from((4,) * 11 + (3,)),
        expected_version=st.just(4),
    )


def _submission() -> Given:
    """Weights of a uid: block 200, a limit of 100 blocks, version 7, a threshold of 1000 rao."""
    rao = st.sampled_from((1000,) * 8 + (999, 2000))
    known: dict[str, st.SearchStrategy[Any]] = {
        "netuid": st.sampled_from((1,) * 11 + (0,)),
        "exists": _MOSTLY,
        "n": st.sampled_from((6,) * 9 + (4, 3)),
        "uid": st.sampled_from((0, 2, 5) * 4 + (None,)),
        "stake_weight": rao.map(lambda whole: str(whole * _RAO)),
        "stake_threshold": st.just("1000"),
        "network_version_key": st.sampled_from(("7", "7", "7", "0")),
        "version_key": st.sampled_from(("7",) * 6 + ("8", "6")),
        "commit_reveal": _MOSTLY.map(lambda usual: not usual),
        "block": st.just("200"),
        "last_update": st.sampled_from(("0", "99", "100", "100", "100", "101", "101", "201")),
        "rate_limit": st.sampled_from(("100", "100", "0")),
        "permit": st.sampled_from((True, True, True, True, False)),
        "min_allowed_weights": st.sampled_from((0, 1, 1, 2, 3)),
        "max_weight_limit": st.sampled_from((65535, 65535, 65025, 32768)),
    }
    weight = st.sampled_from((65535, 514, 1, 0)) | _U16S
    pair = st.tuples(st.sampled_from((0, 1, 2, 3, 4, 5) * 2 + (6,)), weight)
    pairs = st.lists(pair, min_size=1, max_size=4, unique_by=lambda pair: pair[0])
    listed = st.sampled_from((pairs,) * 7 + (st.lists(pair, max_size=7),)).flatmap(lambda of: of)
    surplus = st.sampled_from(([],) * 11 + ([1],))

    def with_rows(
        row: list[tuple[int, int]], more: list[int], is_own: bool, fields: dict[str, Any]
    ) -> dict[str, Any]:
        if is_own and row:
            row = [(fields["uid"] or 0, row[0][1])]
        lists = {"uids": [uid for uid, _ in row] + more, "values": [value for _, value in row]}
        return {**fields, **lists}

    fields = _record(find("consensus.set_weights").input, **known)
    is_own = _MOSTLY.map(lambda usual: not usual)
    return st.builds(with_rows, listed, surplus, is_own, fields)


def _reveal(operation: str) -> Given:
    """Commits of one epoch and the next, at a tempo of 9 in block 100."""
    blocks = st.sampled_from((88, 89, 90, 91, 97, 98)).map(str)
    commit = st.fixed_dictionaries(
        {
            "hash": _FEW_TEXTS,
            "block": blocks,
            "first_reveal": st.sampled_from(("98", "99", "100", "101")),
            "last_reveal": st.sampled_from(("100", "107", "107", "99")),
        }
    )
    hashes = st.lists(_FEW_TEXTS, min_size=1, max_size=2, unique=True)
    by_hash = {"hash": _FEW_TEXTS} if operation == "consensus.reveal" else {"hashes": hashes}
    return _record(
        find(operation).input,
        netuid=st.just(1),
        tempo=st.just(9),
        block=st.just("100"),
        reveal_period=st.just("1"),
        commit_reveal=_MOSTLY,
        queue=st.lists(commit, max_size=4) | st.lists(commit, min_size=2, max_size=4),
        **by_hash,
    )


def _sized(of: Callable[[int], Given]) -> Callable[[], Given]:
    return lambda: st.integers(0, _MOST_UIDS).flatmap(of)


STRATEGIES: Mapping[str, Callable[[], Given]] = {
    "consensus.epoch": _sized(_epoch_of),
    "consensus.epochs": _sized(_epochs_of),
    "consensus.bonds": _sized(_bonds_of),
    "consensus.majority": _sized(_votes_of),
    "consensus.mechanism_merge": _sized(_merge_of),
    "consensus.set_weights": _submission,
    **{name: partial(_reveal, name) for name in ("consensus.reveal", "consensus.batch_reveal")},
    "consensus.commit_timelocked": _commit_timelocked,
    "consensus.reveal_timelocked": partial(_with_queues, "consensus.reveal_timelocked"),
}
