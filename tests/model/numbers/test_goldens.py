"""Values the chain is known to hold or to compute, bit by bit."""

from __future__ import annotations

import pytest

from taospec.numbers import (
    BINARY32,
    I32F32,
    I64F64,
    I96F32,
    U64F64,
    U96F32,
    Fixed,
    raw,
    transcendental,
)

ONE = I32F32.layout.one
U64_MAX = 2**64 - 1


def i32f32(number: str) -> I32F32:
    return I32F32.from_decimal(number)


@pytest.mark.parametrize(
    ("constant", "bits"),
    [
        pytest.param(U96F32.from_ratio(11796, 65535), 773074452, id="owner-cut-and-delegate-take"),
        pytest.param(U96F32.from_ratio(3320413933267719290, U64_MAX), 773094113, id="tao-weight"),
        pytest.param(U96F32.from_ratio(971718665099567868, U64_MAX), 226245882, id="tao-weight-0"),
        pytest.param(U64F64.from_ratio(33, 65535), 9288815967535137, id="swap-fee-rate"),
        pytest.param(U64F64.from_ratio(33, 65535 - 33), 9293495686122793, id="fee-factor-at-limit"),
        pytest.param(U64F64.from_ratio(1, 1000), 18446744073709551, id="flow-root-epsilon"),
        pytest.param(
            I64F64.from_ratio(29597889189277, 2**63 - 1), 59195778378554, id="flow-smoothing"
        ),
    ],
)
def test_a_constant_given_as_a_ratio(constant: Fixed, bits: int) -> None:
    assert constant.bits == bits


@pytest.mark.parametrize(
    ("constant", "bits"),
    [
        pytest.param(I96F32.from_decimal("0.000003"), 12885, id="moving-alpha"),
        pytest.param(U96F32.from_decimal("0.00005"), 214748, id="fee-floor"),
        pytest.param(U64F64.from_decimal("0.000000000001"), 18446744, id="pool-root-epsilon"),
        pytest.param(U64F64.from_decimal("0.0000000001"), 1844674407, id="limit-root-epsilon"),
        pytest.param(U64F64.from_decimal("0.00001"), 184467440737096, id="share-pool-dust"),
        pytest.param(U64F64.from_decimal("0.0000000002328350195"), 4295048016, id="lowest-price"),
        pytest.param(
            U64F64.from_decimal("4294886577.20989222513899790805"),
            79226673515401280874390487040,
            id="highest-price",
        ),
        pytest.param(i32f32("0.1"), 429496730, id="a-tenth-as-f64"),
        pytest.param(I32F32.from_decimal("0.1", BINARY32), 429496736, id="a-tenth-as-f32"),
    ],
)
def test_a_constant_given_as_a_float_literal(constant: Fixed, bits: int) -> None:
    assert constant.bits == bits


EXP = {
    "0": ONE,
    "0.5": 7081203935,
    "-0.5": 2605029348,
    "1": 11674931200,
    "-1": 1580030169,
    "2": 31735754285,
    "-2": 581260615,
    "3": 86266724198,
    "-3": 213833830,
    "5": 637429664624,
    "-5": 28939262,
    "7": 4710003551092,
    "-7": 3916503,
    "10": 94602947905357,
    "-10": 194991,
    "20": 2066907302758576256,
    "-20": 8,
}


@pytest.mark.parametrize(("number", "bits"), EXP.items())
def test_exp_of_a_round_number(number: str, bits: int) -> None:
    assert i32f32(number).checked_exp() == I32F32.from_bits(bits)


@pytest.mark.parametrize(
    ("number", "result"),
    [
        (1, 4294967297),
        (-1, 4294967295),
        (ONE - 1, 11674931544),
        (ONE, 11674931200),
        (ONE + 1, 11674931552),
        (89715445397, 4994766200130743759),
        (89715445398, None),
        (-89715445397, 3),
        (-89715445398, None),
        (I32F32.layout.high, None),
        (I32F32.layout.low, None),
    ],
)
def test_exp_at_its_edges(number: int, result: int | None) -> None:
    assert transcendental.exp(number, I32F32.layout) == result


@pytest.mark.parametrize(
    ("number", "bits"),
    [
        ("1", 0),
        ("2", 2977044511),
        ("0.5", -2977044511),
        ("10", 9889527802),
        ("0.1", -9889527798),
    ],
)
def test_ln_of_a_round_number(number: str, bits: int) -> None:
    assert i32f32(number).checked_ln() == I32F32.from_bits(bits)


def test_ln_of_a_tenth_depends_on_how_the_tenth_was_rounded() -> None:
    assert I32F32.from_ratio(1, 10).checked_ln() == I32F32.from_bits(-9889527808)


def test_the_irrational_constants_have_23_fractional_bits() -> None:
    """Given the two constants of the library, when read off, then they are these raw bits."""
    e = transcendental.exp_of_one(I32F32.layout)
    assert e == 22802600 << 9
    # ln(2**k) = k / log2(e): the divisor is the only one that reproduces the logarithm of 2**30
    assert transcendental.ln(2**30 * ONE, I32F32.layout) == (30 << 64) // (12102203 << 9)


@pytest.mark.parametrize(
    ("number", "epsilon", "bits"),
    [
        pytest.param(U64F64.ZERO, "0.0000000001", 1073741824, id="the-root-of-zero-is-not-zero"),
        pytest.param(
            U64F64.from_ratio(1, 4), "0.000000000001", 9223372036863164416, id="1-tao-to-4-alpha"
        ),
        pytest.param(U64F64.ONE, "0.000000000001", 1 << 64, id="an-even-pool"),
        pytest.param(
            U64F64.from_ratio(U64_MAX, 10**9),
            "0.0000000001",
            2505414483750478650549490,
            id="the-highest-price-limit",
        ),
    ],
)
def test_square_roots_of_the_pools(number: U64F64, epsilon: str, bits: int) -> None:
    assert number.checked_sqrt(U64F64.from_decimal(epsilon)) == U64F64.from_bits(bits)


def test_a_u16_proportion_is_a_multiple_of_65537() -> None:
    """Given every u16, when divided by 65535, then a product of two integers gives the same."""
    found = [raw.from_ratio(v, 65535, I32F32.layout) for v in range(65536)]
    assert found == [65537 * v for v in range(65535)] + [ONE]


def test_a_proportion_written_back_as_u16_loses_one() -> None:
    """Given every proportion v / 65535, when scaled back and floored, then only the ends stay."""
    scale = I32F32.from_int(65535)
    found = [(I32F32.from_ratio(v, 65535) * scale).to_int(16) for v in range(65536)]
    assert found == [0, *range(65534), 65535]


def test_e_shortens_at_one_so_exp_is_not_monotone() -> None:
    below, at, above = (transcendental.exp(ONE + d, I32F32.layout) or 0 for d in (-1, 0, 1))
    assert at < below < above
