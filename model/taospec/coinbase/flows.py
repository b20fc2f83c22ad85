"""Shares of the emission by net flow of TAO: its moving average, a cutoff, a power, a sum."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from taospec.bulk import bulk
from taospec.numbers import I32F32, I64F64, U64F64, many, raw, transcendental
from taospec.numbers.arithmetic import arithmetic
from taospec.numbers.words import long_quotients
from taospec.rules import rule

_SIGNED, _UNSIGNED, _NARROW = I64F64.layout, U64F64.layout, I32F32.layout
_mul, _div = arithmetic(_UNSIGNED).mul, arithmetic(_UNSIGNED).div
_signed = arithmetic(_SIGNED)
_FRAC = _SIGNED.frac
# Averages and flows, neither of which leaves the format when they are added.
_ROOM, _LARGE_FLOW = 1 << (_SIGNED.bits - 2), 1 << (_SIGNED.bits - 2 - _SIGNED.frac)
_I64_MAX = 2**63 - 1
_I32_MAX = 2**31 - 1
_TOO_LARGE = _I32_MAX * _NARROW.one
# The least raw bits whose reciprocal fits the narrow format, so that it has a logarithm.
_LEAST_MANY = 3
# Sums that leave room for a long division.
_SHORT_SUM = 1 << 52

_LARGEST = raw.from_int(_I32_MAX, _UNSIGNED)
_ROOT_TOLERANCE = raw.safe_div(_UNSIGNED.one, 1000 * _UNSIGNED.one, _UNSIGNED)


@rule("COI-7")
def flow_smoothing(stored: int) -> int:
    """Weight of the new flow, I64F64 bits, from `FlowEmaSmoothingFactor` in units of 2**63 - 1."""
    return raw.safe_div(raw.from_int(stored, _SIGNED), raw.from_int(_I64_MAX, _SIGNED), _SIGNED)


@rule("COI-7")
def next_flow(average: int, flow: int, weight: int) -> int:
    """One step of the moving average, I64F64 bits, however many blocks have passed.

    Both products are floored toward minus infinity. A positive average without flow decays to 0, a
    negative one to -1 unit of the last place, where it stays.

    Args:
        average: the old one, I64F64 bits.
        flow: `SubnetTaoFlow`, rao that came in less rao that went out since the last step.
        weight: of the flow (`flow_smoothing`).
    """
    kept = _signed.mul(_signed.sub(_SIGNED.one, weight), average)
    return _signed.add(kept, _signed.mul(weight, _signed.from_int(flow)))


@bulk(next_flow)
def next_flows(averages: Sequence[int], flows: Sequence[int], weight: int) -> list[int]:
    """`next_flow` of many, with one weight: of averages and flows that fit with room to add."""
    kept, one = _SIGNED.one - weight, _SIGNED.one
    small = averages and max(averages) < _ROOM and min(averages) > -_ROOM
    if not small or not 0 <= weight <= one or max(flows) > _LARGE_FLOW or min(flows) < -_LARGE_FLOW:
        return [next_flow(*each, weight) for each in zip(averages, flows, strict=True)]
    if not any(flows):
        return [(kept * average) >> _FRAC for average in averages]
    return [
        ((kept * average) >> _FRAC) + weight * flow
        for average, flow in zip(averages, flows, strict=True)
    ]


@rule("COI-8")
def lower_limit(averages: Sequence[int], cutoff: int) -> int:
    """The flow that earns nothing: the smallest one or 0, but at least the cutoff; I64F64 bits."""
    return max(cutoff, min([0, *averages]))


@rule("COI-8")
def offset_flows(averages: Sequence[int], limit: int) -> list[int]:
    """What each flow exceeds the limit by, U64F64 bits; 0 where it does not."""
    if averages and max(averages) - limit <= _SIGNED.high:
        return [average - limit if average > limit else 0 for average in averages]
    exceeding = _signed.sub
    return [exceeding(average, limit) if average > limit else 0 for average in averages]


@rule("COI-8")
def shares_by_flow(averages: Sequence[int], cutoff: int, exponent: int) -> list[int]:
    """Share of each subnet in the emission, U64F64 bits; all of them together are at most 1.

    With no flow above the limit every share is 0 and nobody gets anything.

    Args:
        averages: moving averages of the flows, I64F64 bits.
        cutoff: `TaoFlowCutoff`, I64F64 bits.
        exponent: `FlowNormExponent`, U64F64 bits.
    """
    return normalised_powers(offset_flows(averages, lower_limit(averages, cutoff)), exponent)


@rule("COI-40")
def net_flows(users: Sequence[int], protocol: Sequence[int]) -> list[int]:
    """From `netflow` on: what users brought, less what the chain itself did; I64F64 bits.

    What it put in counts only as far as all of that is not more than what all users brought.

    Args:
        users: moving averages of what users brought to each subnet, I64F64 bits.
        protocol: the same of what the chain injected, and bought for, and sold.
    """
    brought = injected = 0
    for user, own in zip(users, protocol, strict=True):
        brought = _signed.add(brought, max(user, 0))
        injected = _signed.add(injected, max(own, 0))
    scale = min(_signed.div(brought, injected), _SIGNED.one) if injected else 0
    return [
        _signed.sub(user, _signed.mul(scale, own) if own > 0 else own)
        for user, own in zip(users, protocol, strict=True)
    ]


@bulk(net_flows)
def all_net_flows(users: Sequence[int], protocol: Sequence[int]) -> list[int]:
    """`net_flows` of flows whose sums cannot leave the format."""
    if max(map(abs, (*users, *protocol)), default=0) >= _ROOM // max(len(users), 1):
        return net_flows(users, protocol)
    brought = sum(user for user in users if user > 0)
    injected = sum(own for own in protocol if own > 0)
    scale = min(_signed.div(brought, injected), _SIGNED.one) if injected else 0
    return [
        user - ((scale * own) >> _FRAC if own > 0 else own)
        for user, own in zip(users, protocol, strict=True)
    ]


@rule("COI-41")
def shares_of_enabled(shares: Sequence[int], enabled: Sequence[bool]) -> list[int]:
    """From `netflow` on: shares of those that are switched on, U64F64 bits, if not all of them are.

    Where those together have none, nobody gets anything.
    """
    if all(enabled):
        return list(shares)
    total = 0
    for share, is_on in zip(shares, enabled, strict=True):
        total = arithmetic(_UNSIGNED).add(total, share if is_on else 0)
    return [
        _div(share, total) if is_on else 0 for share, is_on in zip(shares, enabled, strict=True)
    ]


@rule("COI-9")
def normalised_powers(flows: Sequence[int], exponent: int) -> list[int]:
    """flow**exponent as a part of the sum of all powers, U64F64 bits.

    The flows are first scaled so that the largest is 1, then so that all powers together just fit
    the format of `ln` and `exp`; that the powers are exp(exponent · ln) makes even an exponent of 1
    inexact. The chain keeps the scaled flows as shares where all of them are too small; but scaled,
    the largest is at least two thirds, or all are 0, which have no powers either.
    """
    return _parts(_powers(_bases(flows), _narrowed(exponent)))


def _bases(flows: Sequence[int]) -> list[int]:
    """The scaled flows, I32F32 bits."""
    most, frac = max(flows, default=0), _UNSIGNED.frac
    to_one = _div(_UNSIGNED.one, most)  # so that no product is more than 1
    largest = (to_one * most) >> frac
    factor = _precision_factor(len(flows), largest)
    if (largest * factor) >> (2 * frac - _NARROW.frac) <= _NARROW.high:
        lost = 2 * frac - _NARROW.frac
        return [(factor * ((to_one * flow) >> frac)) >> lost for flow in flows]
    return [_narrowed(_mul(factor, (to_one * flow) >> frac)) for flow in flows]


def _parts(powers: list[int]) -> list[int]:
    """`parts_of_the_sum`, by words where none is the whole."""
    total = sum(powers)
    if max(powers, default=0) == total or total >= _SHORT_SUM:
        return parts_of_the_sum(powers)
    shares: list[int] = long_quotients(np.array(powers, dtype=np.uint64), total).tolist()
    return shares


@rule("COI-9")
def parts_of_the_sum(powers: Sequence[int]) -> list[int]:
    """Each power, I32F32 bits, as a part of all of them together, U64F64 bits: truncated."""
    total = sum(powers)  # of at most 2**31 each, so that it always fits
    if total:  # each is a part of it, so that the quotient fits too
        return [(value << _UNSIGNED.frac) // total for value in powers]
    return [_div(value, total) for value in powers]


def _precision_factor(number: int, largest: int) -> int:
    return _root_of_room(_mul(raw.from_int(number, _UNSIGNED), _mul(largest, largest)))


@lru_cache(maxsize=64)
def _root_of_room(squares: int) -> int:
    """How far flows can be scaled up; asked with the same few numbers block after block."""
    return transcendental.sqrt(_div(_LARGEST, squares), _ROOT_TOLERANCE, _UNSIGNED) or 0


@rule("COI-9")
def all_powers(bases: Sequence[int], exponent: int) -> list[int]:
    """base**exponent as exp(exponent · ln(base)), computed and answered in I32F32.

    Zero stays zero; what does not fit is the largest whole number of the format.

    Args:
        bases: U64F64 bits.
        exponent: U64F64 bits.
    """
    return _powers(list(map(_narrowed, bases)), _narrowed(exponent))


def _powers(bases: list[int], exponent: int) -> list[int]:
    """`all_powers` of numbers that are I32F32 bits."""
    narrow = np.array(bases, dtype=np.int64)
    places = np.flatnonzero(narrow >= _LEAST_MANY).tolist()
    exponents = many.ln(narrow if len(places) == len(bases) else narrow[places])
    if exponent != _NARROW.one:
        products = [raw.mul(exponent, value, _NARROW) for value in exponents.tolist()]
        exponents = np.array(products, dtype=np.int64)
    results = [0] * len(bases)
    for place, answer in zip(places, many.exp(exponents), strict=True):
        results[place] = _TOO_LARGE if answer is None else answer
    return results


@rule("COI-9")
def power(base: int, exponent: int) -> int:
    """One such power; all numbers are I32F32 bits."""
    logarithm = transcendental.ln(base, _NARROW)
    if logarithm is None:
        return 0
    result = transcendental.exp(raw.mul(exponent, logarithm, _NARROW), _NARROW)
    return _TOO_LARGE if result is None else result


def _narrowed(bits: int) -> int:
    """U64F64 bits as I32F32 bits: floored, saturating."""
    narrow = bits >> (_UNSIGNED.frac - _NARROW.frac)
    return narrow if narrow <= _NARROW.high else _NARROW.high
