"""Healthy inputs: what an operation is asked with where a caller states only part of it.

A field takes the fork's constant of its name, a value that a healthy network has, or the plainest
that its shape allows. An epoch is one of five neurons, three of which validate.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from taospec.examples.consensus import neurons
from taospec.examples.pools import pool
from taospec.examples.storage import subnet
from taospec.examples.supply import RECORDED
from taospec.forks import Fork
from taospec.operations.declare import Operation
from taospec.quantities import Integer
from taospec.shapes import (
    NOTHING,
    Anything,
    Choice,
    Either,
    Fields,
    Row,
    Rows,
    Shape,
    Words,
    shape_of,
)

Given = dict[str, Any]
_NOTHING_STATED: Mapping[str, Any] = MappingProxyType({})

_ONE = str(1 << 32)
# What a field of this name is, unless a constant has the name; in wire form.
_NAMED: Mapping[str, Any] = {
    "netuid": 1,
    "block": "7000020",
    "commit_block": "7000020",
    "unix_time": "1764556200",
    "reveal_period": "1",
    "total_issuance": str(RECORDED.total_issuance),
    "emission": "1000000000",
    "alpha_in": "2000000000000000",
    "alpha_out": "1500000000000000",
    "exists": True,
    "registered": True,
    "count": 1,
    "format": "I32F32",
    "other": "I32F32",
    "to": "I96F32",
    "a": _ONE,
    "b": _ONE,
    "bits": _ONE,
    "other_bits": _ONE,
    "epsilon": "1",
}


# 1,250 TAO were paid for the last subnet, in the block before.
_LOCK = {
    "last_lock": "1250000000000",
    "last_block": "7000019",
    "minimum": "1000000000",
    "interval": "57600",
}
# What every record with a pool in it says of one.
_POOL: Mapping[str, Any] = {
    name: value for name, value in pool().items() if name in {"dynamic", "tao", "alpha", "fee_rate"}
}
_BUY: Mapping[str, Any] = {"tao": "1000000000", "limit": "20000000", "with_fee": True}
_SELL: Mapping[str, Any] = {"alpha": "100000000000", "limit": "5000000", "with_fee": True}

# A network of two accounts, the second of which is a hotkey of the first and raises its take.
_COLDKEY, _HOTKEY = "0x" + "01" * 32, "0x" + "02" * 32
_STORAGE = [["BlockNumber", [], "7000020"], ["Owner", [_HOTKEY], _COLDKEY]]
_OP = {
    "name": "increase_take",
    "origin": _COLDKEY,
    "args": {"hotkey": _HOTKEY, "take": 11_796},
}

# A commit of an epoch ago, which can be revealed since this one began.
_COMMIT = {
    "hash": "a",
    "block": "6999659",
    "first_reveal": "6999788",
    "last_reveal": "7000148",
}

# What an operation needs besides, so that it answers instead of refusing.
_OVER: Mapping[str, Mapping[str, Any]] = {
    "coinbase.drawn": {"parent_hash": "0x" + "5a" * 32, "draws": 15, "coldkeys": "1000"},
    "consensus.batch_reveal": {"commit_reveal": True, "queue": [_COMMIT], "hashes": ["a"]},
    "consensus.commit": {"commit_reveal": True, "hash": "a"},
    "consensus.commit_timelocked": {"commit_reveal": True},
    "consensus.reveal": {"commit_reveal": True, "queue": [_COMMIT], "hash": "a"},
    "consensus.majority": {
        "stake": [str(part * 2**32 // 10) for part in (5, 3, 2)],
        "weights": [str(part * 2**32 // 10) for part in (2, 5, 9)],
    },
    "consensus.mechanism_merge": {"shares": ["1000000000"]},
    "consensus.permits": {"stake": [str(tao * 10**9 << 64) for tao in (5000, 2000, 10)]},
    "consensus.set_weights": {
        "n": 5,
        "uid": 0,
        "stake_weight": str(5000 * 10**9 << 64),
        "permit": True,
        "max_weight_limit": 65535,
        "uids": [3, 4],
        "values": [45000, 20535],
    },
    "network.apply": {"storage": _STORAGE, "op": _OP},
    "network.quote_buy": {"storage": subnet(), "tao": _BUY["tao"], "limit": _BUY["limit"]},
    "network.quote_sell": {"storage": subnet(), "alpha": _SELL["alpha"], "limit": _SELL["limit"]},
    "network.trace": {"storage": _STORAGE, "ops": [_OP]},
    "pools.adjust": {"tao": "1000000000", "alpha": "100000000000"},
    "pools.buy": _BUY,
    "pools.max_buy": {"limit": _BUY["limit"]},
    "pools.max_move": {"limit": "500000000"},
    "pools.max_sell": {"limit": _SELL["limit"]},
    "pools.quote_buy": {"tao": _BUY["tao"], "limit": _BUY["limit"]},
    "pools.quote_sell": {"alpha": _SELL["alpha"], "limit": _SELL["limit"]},
    "pools.sell": _SELL,
    "pools.tick_at": {"sqrt_price": "1844674407370955161"},
    "staking.take_split": {"payout": "1000000000", "take": 11_796},
    "registration.admit": {"most_a_block": 1, "target": 1},
    "registration.dissolve": {
        "pot": "1000000000",
        "entries": [{"account": 0, "value": "3"}, {"account": 1, "value": "4"}],
        "free": ["1000000000", "1000000000", "1000000000"],
        "owner": 2,
    },
    "registration.lock_cost_at": {**_LOCK, "block": "7000020", "after": ["0", "57600", "115200"]},
    "registration.make_room": {
        "neurons": [
            {"uid": uid, "emission": str(uid * 10**9), "registered": "1000000", "immortal": False}
            for uid in range(3)
        ],
        "now": "7000020",
        "immunity": "5000",
        "kept": 1,
    },
    "registration.may_set": {
        "name": "Rho",
        "by": "owner",
        "switched_on": True,
        "tempo": 360,
        "now": "7000020",
        "freeze_window": 10,
        "tempos": 2,
    },
    "registration.register_subnet": {
        "free": "5000000000000",
        "cost": "2500000000000",
        "minimum": "1000000000",
    },
    "registration.set_take": {"take": 9000, "raises": True, "current": 5000, "maximum": 11796},
    "registration.swap_cost": {"now": "7000020", "free": "1000000000", "rate_limit": "1000"},
}
# Lists of which one element says more than none.
_ONE_OF = {"hotkeys", "results", "subnets"}


def example(entry: Operation, fork: Fork, stated: Mapping[str, Any] = _NOTHING_STATED) -> Given:
    """A healthy input of an operation, in wire form.

    Args:
        entry: the operation.
        fork: whose constants it takes.
        stated: fields that the caller has chosen, in wire form; the rest follows them.
    """
    base = {**_fields(shape_of(entry.input), fork), **_OVER.get(entry.name, {})}
    if entry.name == "consensus.epoch":
        base |= neurons(stated, int(_NAMED["block"]))
    return {**base, **stated}


def _fields(shape: Fields, fork: Fork) -> Given:
    plain = {
        name: _named(name, inner, fork)
        for name, inner in shape.fields
        if name not in shape.defaults and name not in shape.if_stated
    }
    return {**plain, **_POOL} if plain.keys() >= {*_POOL} else plain


def _named(name: str, shape: Shape, fork: Fork) -> Any:
    if name.upper() in fork.constants:
        value = fork.constants[name.upper()]
        return str(value) if isinstance(shape, Integer) and shape.wide else value
    named = _NAMED.get(name)
    fitting = Choice if isinstance(named, bool) else Integer | Choice
    if named is not None and isinstance(shape, fitting):
        return named
    if name in _ONE_OF and isinstance(shape, Rows):
        return [_plainest(shape.element, fork)]
    return _plainest(shape, fork)


def _plainest(shape: Shape, fork: Fork) -> Any:
    match shape:
        case Integer(low=low, wide=wide):
            value = max(low, 0)
            return str(value) if wide else value
        case Choice(values=values):
            return values[0]
        case Words():
            return ""
        case Rows(element=element, length=length):
            return [_plainest(element, fork)] * length.least
        case Row(items=items):
            return [_plainest(each, fork) for each in items]
        case Either(options=options):
            return None if NOTHING in options else _plainest(options[0], fork)
        case Fields():
            return _fields(shape, fork)
        case Anything():
            return None  # an example of its own says what stands there
    message = f"{shape} has no plainest value"
    raise TypeError(message)
