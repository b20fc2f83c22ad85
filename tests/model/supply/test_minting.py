"""The split of the emission, per fork."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taospec.forks import FORKS, Fork
from taospec.supply.minting import Injection, Subnet, Terms, whole
from taospec.timeline import since, until

_ONE = 2**32
_TAO = 10**9


def _injected(fork: Fork, emission: int, subnets: list[Subnet]) -> list[Injection]:
    return [whole(terms) for _, terms in _terms(fork, emission, subnets)]


def _terms(fork: Fork, emission: int, subnets: list[Subnet]) -> list[tuple[int, Terms]]:
    """Part and terms of each subnet."""
    parts = fork.supply.parts(emission, [subnet.weight for subnet in subnets])
    return [
        (
            part,
            fork.supply.terms(
                part, subnet.price, subnet.alpha_emission, subnet.registration_open, emission
            ),
        )
        for part, subnet in zip(parts, subnets, strict=True)
    ]


def _minted(fork: Fork, injected: list[Injection]) -> int:
    tao_in = [injection.tao_in for injection in injected]
    return fork.supply.minted(tao_in, [injection.excess for injection in injected])


_PRICES = st.one_of(st.integers(0, 4 * _ONE), st.integers(0, 2**40))
_BY_PRICE = st.lists(
    st.builds(Subnet, _PRICES, _PRICES, st.integers(0, _TAO), st.booleans()),
    min_size=1,
    max_size=8,
)
_SHARES = st.integers(0, 2**64 // 8)
_BY_SHARE = st.lists(
    st.builds(Subnet, _SHARES, _PRICES, st.integers(0, _TAO), st.booleans()),
    min_size=1,
    max_size=8,
)


@given(st.sampled_from(list(until("flow"))), st.integers(0, _TAO), _BY_PRICE)
def test_no_block_mints_more_than_its_emission_by_price(
    name: str, emission: int, subnets: list[Subnet]
) -> None:
    fork = FORKS[name]
    assert _minted(fork, _injected(fork, emission, subnets)) <= emission


@given(st.sampled_from(list(since("flow"))), st.integers(0, _TAO), _BY_SHARE)
def test_no_block_mints_more_than_its_emission_by_share(
    name: str, emission: int, subnets: list[Subnet]
) -> None:
    fork = FORKS[name]
    assert _minted(fork, _injected(fork, emission, subnets)) <= emission


@given(st.integers(0, _TAO), _BY_SHARE)
def test_injection_and_excess_make_up_the_part(emission: int, subnets: list[Subnet]) -> None:
    fork = FORKS["flow"]
    for (part, terms), subnet in zip(_terms(fork, emission, subnets), subnets, strict=True):
        closed = not subnet.registration_open
        assert terms.excess == part - terms.tao_in or (closed and terms.tao_in == 0)


@given(st.integers(0, _TAO), _BY_SHARE)
def test_alpha_in_never_exceeds_the_cap(emission: int, subnets: list[Subnet]) -> None:
    for name in since("flow"):
        for subnet, injection in zip(
            subnets, _injected(FORKS[name], emission, subnets), strict=True
        ):
            cap = (
                min(subnet.alpha_emission, emission) if name == "halving" else subnet.alpha_emission
            )
            assert injection.alpha_in <= cap


@pytest.mark.parametrize("emission", [1, 1_234_567, 3_333_333, 10**9])
def test_one_subnet_mints_every_rao(emission: int) -> None:
    """The chain's own unit tests mint the whole emission into a single subnet."""
    subnet = Subnet(2**64, _ONE, _TAO, registration_open=True)
    fork = FORKS["flow"]
    injected = _injected(fork, emission, [subnet])
    assert injected == [Injection(emission, emission, _TAO, 0)]
    assert _minted(fork, injected) == emission


def test_three_equal_flows_share_as_in_the_chains_own_test() -> None:
    fork = FORKS["flow"]
    subnets = 3 * [Subnet(2**64 // 3, _ONE, _TAO, registration_open=True)]
    injected = _injected(fork, 3_333_333, subnets)
    assert [injection.tao_in for injection in injected] == 3 * [1_111_110]
    assert _minted(fork, injected) == 3_333_330
