"""The documented boundary refuses what it is not defined for, in one clear line."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any, get_type_hints

import numpy as np
import numpy.typing as npt
import pytest

from taospec.consensus import schedule, upscale
from taospec.consensus.epoch import mechanisms, stake
from taospec.consensus.epoch.stake import Parent
from taospec.discovery import members, modules
from taospec.domain import DomainError, check_of, checked, unchecked, within
from taospec.errors import TaospecError
from taospec.numbers import I32F32, I64F64
from taospec.quantities import U8, U16, U64, Integer, Rao
from taospec.supply import alpha, as_executed, dissolution, emission, eras
from taospec.supply.projection import Start, project

TOP = 2**64
START = Start(10**15, 7_000_000, 1_764_000_000, 12_000, 0)


@pytest.mark.parametrize("function", [emission.block_emission, as_executed.block_emission])
@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (-1, "block_emission: total_issuance: -1 is outside u64 (0 … 18446744073709551615)"),
        (TOP, f"block_emission: total_issuance: {TOP} is outside u64 (0 … 18446744073709551615)"),
        (1.5, "block_emission: total_issuance: expected an int, got 1.5 (float)"),
        (True, "block_emission: total_issuance: expected an int, got True (bool)"),
        ("7", "block_emission: total_issuance: expected an int, got '7' (str)"),
        (None, "block_emission: total_issuance: expected an int, got None (NoneType)"),
    ],
)
def test_an_issuance_that_no_counter_holds(
    function: Callable[[Any], int], wrong: Any, message: str
) -> None:
    with pytest.raises(DomainError) as caught:
        function(wrong)
    assert str(caught.value) == message
    assert isinstance(caught.value, TaospecError)
    assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: emission.thresholds_reached(-1), "thresholds_reached: total_issuance: -1 is"),
        (lambda: eras.standing(TOP), f"standing: total_issuance: {TOP} is outside u64"),
        (lambda: eras.threshold(-1), "threshold: era: -1 is outside its range (0 … 30)"),
        (lambda: eras.threshold(31), "threshold: era: 31 is outside its range (0 … 30)"),
        (
            lambda: emission.block_emissions(np.array([-1])),
            "block_emissions: total_issuance: expected an array of uint64, got int64",
        ),
        (
            lambda: emission.block_emissions([7]),  # type: ignore[arg-type]
            "block_emissions: total_issuance: expected an array of uint64, got list",
        ),
        (lambda: project(replace(START, block_time=0)), "project: start.block_time: 0 is outside"),
        (lambda: project(replace(START, block=-1)), "project: start.block: -1 is outside u64"),
        (lambda: project(7), "project: start: expected Start, got 7 (int)"),  # type: ignore[arg-type]
        (
            lambda: alpha.stored_block_emission(0, [0, -1]),
            "stored_block_emission: issuances[1]: -1 is outside u64",
        ),
        (lambda: dissolution.shares(5, [1, -1]), "shares: values[1]: -1 is outside u128"),
        (lambda: dissolution.shares(-5, [1]), "shares: pot: -5 is outside u64"),
        (lambda: schedule.epoch_due(-1, 1, 360), "epoch_due: block: -1 is outside u64"),
        (lambda: schedule.epoch_due(7, 1, 65_536), "epoch_due: tempo: 65536 is outside u16"),
        (lambda: schedule.epoch_index(7, -1, 360), "epoch_index: netuid: -1 is outside u16"),
        (lambda: mechanisms.storage_index(1, 256), "storage_index: mechanism: 256 is outside u8"),
        (lambda: mechanisms.split_emission(-1, 2), "split_emission: emission: -1 is outside"),
        (lambda: mechanisms.split_emission(1, -2), "split_emission: count: -2 is outside u8"),
        (
            lambda: mechanisms.split_emission(1, 2, [65_536]),
            "split_emission: split[0]: 65536 is outside u16",
        ),
        (lambda: upscale.max_upscale_u16([-1]), "max_upscale_u16: values[0]: -1 is outside u16"),
        (
            lambda: upscale.max_upscale_u16("12"),  # type: ignore[arg-type]
            "max_upscale_u16: values: expected a sequence, got '12' (str)",
        ),
        (lambda: stake.stake_weight(-1, 0, 0), "stake_weight: alpha: -1 is outside u64"),
        (
            lambda: stake.stake_weight(1, 0, 0, parents=[Parent(1, -1, 0)]),
            "stake_weight: parents[0].alpha: -1 is outside u64",
        ),
        (lambda: stake.inherited(1, [TOP], []), f"inherited: children[0]: {TOP} is outside u64"),
        (
            lambda: stake.inherited(1, [], [(1, -1)]),
            "inherited: parents[0][1]: -1 is outside u64",
        ),
    ],
)
def test_a_call_outside_the_domain(call: Callable[[], Any], message: str) -> None:
    with pytest.raises(DomainError) as caught:
        call()
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: I32F32.from_bits(1.5), "I32F32.from_bits: expected an int, got 1.5 (float)"),  # type: ignore[arg-type]
        (lambda: I32F32.from_bits(True), "I32F32.from_bits: expected an int, got True (bool)"),
        (lambda: I32F32.from_int(0.5), "I32F32.from_int: expected an int, got 0.5 (float)"),  # type: ignore[arg-type]
        (lambda: I32F32.from_ratio(1.0, 3), "I32F32.from_ratio: expected an int, got 1.0"),  # type: ignore[arg-type]
        (lambda: I32F32.ONE.to_int(0), "to_int: width: 0 is outside its range (1 … 128)"),
        (
            lambda: I32F32.ONE.checked_mul(I64F64.ONE),  # type: ignore[arg-type]
            "expected a number of I32F32, got I64F64.from_bits",
        ),
        (
            lambda: I32F32.ONE.safe_div(3),  # type: ignore[arg-type]
            "expected a number of I32F32, got 3",
        ),
        (lambda: I32F32.ONE.chain_less(-1), "chain_less: other: -1 is outside u64"),
    ],
)
def test_a_number_that_is_none(call: Callable[[], Any], message: str) -> None:
    with pytest.raises(DomainError) as caught:
        call()
    assert str(caught.value).startswith(message)


def test_the_ends_of_the_domain_belong_to_it() -> None:
    assert emission.block_emission(0) == 10**9
    assert emission.block_emission(total_issuance=TOP - 1) == 0
    assert eras.threshold(30) == emission.THRESHOLDS[-1]
    assert schedule.epoch_index(TOP - 1, 65_535, 0) == TOP - 1
    assert mechanisms.split_emission(5, 2, None) == [3, 2]
    assert len(list(project(START))) == 30


def test_a_wrong_call_is_told_as_python_tells_it() -> None:
    with pytest.raises(TypeError, match="missing 1 required positional argument"):
        emission.block_emission()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="unexpected keyword argument 'issuance'"):
        emission.block_emission(issuance=7)  # type: ignore[call-arg]


def test_what_is_inside_stays_unchecked() -> None:
    assert unchecked(schedule.epoch_due) is not schedule.epoch_due
    assert unchecked(schedule.epoch_due)(-1, 0, 1) is False
    assert unchecked(len) is len


class Term:
    """Something that no range can be asked of, like a solver's integer."""

    symbolic = True

    def __le__(self, other: object) -> bool:
        raise AssertionError(other)

    __ge__ = __le__


def test_a_symbolic_integer_passes() -> None:
    @checked
    def same(one: U16, other: U64) -> tuple[Any, Any]:
        return one, other

    term = Term()
    assert same(term, term) == (term, term)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Pair:
    """One field with a domain, and one without."""

    small: U8
    text: str


def test_annotations_without_a_domain_are_not_checked() -> None:
    for hint in (int, str, None, Sequence[int], tuple[int, str], npt.NDArray[Any], int | str):
        assert check_of(hint) is None

    def free(a: int, b: str) -> str:
        return b * a

    with pytest.raises(TypeError, match="free states no domain"):
        checked(free)


@pytest.mark.parametrize(
    ("quantity", "right", "wrong", "message"),
    [
        (Annotated[int, Integer(3, 5)], 4, 6, "x: 6 is outside its range (3 … 5)"),
        (Rao | None, None, -1, "x: -1 is outside u64"),
        (list[U8], [7], [7, 256], "x[1]: 256 is outside u8"),
        (tuple[U8, ...], (), (-1,), "x[0]: -1 is outside u8"),
        (tuple[U8, str], (7, "a"), (7,), "x: expected 2 elements, got 1"),
        (Pair, Pair(7, "a"), Pair(300, "a"), "x.small: 300 is outside u8"),
    ],
)
def test_a_quantity_is_held_to(quantity: Any, right: Any, wrong: Any, message: str) -> None:
    within(right, quantity, "x")
    with pytest.raises(DomainError) as caught:
        within(wrong, quantity, "x")
    assert str(caught.value).startswith(message)


def _public() -> Iterator[Any]:
    for member in members(modules("taospec", ["numbers", "supply", "consensus"])):
        if inspect.isfunction(member) and not member.__name__.startswith("_"):
            yield member


def test_a_quantity_that_annotates_a_parameter_is_checked() -> None:
    """Given a public function, when it states a domain of integers, then it holds callers to it."""
    for function in _public():
        hints = get_type_hints(unchecked(function), include_extras=True)
        parameters = inspect.signature(function).parameters
        stated = [name for name in parameters if _is_quantity(hints.get(name))]
        where = f"{function.__module__}.{function.__name__}"
        assert not stated or hasattr(function, "__wrapped__"), where


def _is_quantity(hint: Any) -> bool:
    return isinstance(next(iter(getattr(hint, "__metadata__", ())), None), Integer)
