"""Registration, dissolution and key swaps on small states: order of checks, and what moves."""

from collections.abc import Callable

import pytest

from taospec.forks import FORKS
from taospec.network.call import ROOT
from taospec.network.calls import keys, register, subnets, weights
from taospec.network.chain import Chain
from taospec.network.effects.neurons import mechanism_indices
from taospec.network.kinds import packed, pairs
from taospec.rejections import Rejection
from taospec.timeline import until

T = 10**12
SINCE_DEREG = ["dereg", "flow", "halving"]


def account(number: int) -> bytes:
    return bytes([number]) + bytes(31)


ALICE, BOB, CAROL = account(1), account(2), account(3)
MINER, OTHER, NEW = account(21), account(22), account(23)


def network(fork: str) -> Chain:
    """Root and one open subnet with a pool; Alice and Bob are rich."""
    chain = Chain(FORKS[fork])
    chain.block_number.value = 100_000
    for netuid in (0, 1):
        chain.networks_added[netuid] = True
    chain.total_networks.value = 2
    chain.subnet_mechanism[1] = 1
    chain.subnet_tao[1] = chain.subnet_alpha_in[1] = T
    chain.subnet_owner[1] = CAROL
    chain.network_registration_allowed[1] = True
    chain.burn[1] = 10**9
    for coldkey in (ALICE, BOB):
        chain.balance[coldkey] = 10 * T
    chain.balances_total_issuance.value = 20 * T
    chain.total_issuance.value = 10**16
    chain.settle()
    return chain


def refused(chain: Chain, call: Callable[..., None], *arguments: object) -> str:
    """The error of a call, which leaves the state as it was."""
    with pytest.raises(Rejection) as rejection, chain.step():
        call(chain, *arguments)
    assert chain.changes() == []
    return rejection.value.code


@pytest.mark.parametrize("fork", list(FORKS))
def test_a_burned_registration_pays_buys_and_recycles(fork: str) -> None:
    chain = network(fork)
    register.burned_register(chain, ALICE, 1, MINER)
    assert chain.uids[1, MINER] == 0
    assert chain.owner[MINER] == ALICE
    assert chain.balance[ALICE] == 10 * T - 10**9
    assert chain.subnet_alpha_out[1] == 0  # bought and recycled
    assert T < chain.subnet_tao[1] <= T + 10**9
    assert chain.subnet_alpha_in[1] < T
    assert chain.rao_recycled_for_registration[1] == 10**9
    assert chain.last_update[1] == (100_000,)


def test_checks_of_a_burned_registration_in_their_order() -> None:
    chain = network("flow")

    def code(netuid: int, hotkey: bytes = MINER, coldkey: bytes = ALICE) -> str:
        return refused(chain, register.burned_register, coldkey, netuid, hotkey)

    assert code(0) == "RegistrationNotPermittedOnRootSubnet"
    assert code(7) == "SubnetNotExists"
    chain.max_allowed_uids[1] = 0
    chain.owner[MINER] = BOB
    chain.settle()
    assert code(1) == "NonAssociatedColdKey"
    assert code(1, NEW) == "NoNeuronIdAvailable"
    chain.burn[1] = 10 * T + 1
    chain.settle()
    assert code(1) == "NotEnoughBalanceToStake"
    chain.uids[1, MINER] = 0
    chain.settle()
    assert code(1) == "HotKeyAlreadyRegisteredInSubNet"
    chain.registrations_this_interval[1] = 6
    chain.settle()
    assert code(1) == "TooManyRegistrationsThisInterval"
    chain.registrations_this_block[1] = 1
    chain.settle()
    assert code(1) == "TooManyRegistrationsThisBlock"
    chain.network_registration_allowed[1] = False
    chain.settle()
    assert code(1) == "SubNetRegistrationDisabled"


def test_a_pool_that_refuses_stops_the_registration_but_in_dtao() -> None:
    chain = network("dtao")
    chain.subnet_alpha_in[1] = 1
    register.burned_register(chain, ALICE, 1, MINER)
    assert chain.uids[1, MINER] == 0
    assert (chain.subnet_tao[1], chain.balance[ALICE]) == (T, 10 * T - 10**9)
    chain = network("flow")
    chain.subnet_alpha_in[1] = 1
    chain.settle()
    assert refused(chain, register.burned_register, ALICE, 1, MINER) == "ReservesTooLow"


@pytest.mark.parametrize("fork", [name for name in FORKS if name in until("authorfee")])
def test_a_full_subnet_gives_a_uid_away(fork: str) -> None:
    chain = network(fork)
    chain.max_registrations_per_block[1] = 9
    register.burned_register(chain, ALICE, 1, MINER)
    register.burned_register(chain, ALICE, 1, OTHER)
    chain.max_allowed_uids[1] = 2
    chain.immunity_period[1] = 0
    chain.pruning_scores[1] = (5, 4)
    chain.rank[1], chain.incentive[1] = (7, 8), (7, 8)
    chain.weights[1, 0] = packed([(0, 3), (1, 4)])
    chain.weights[1, 1] = packed([(0, 5)])
    register.burned_register(chain, BOB, 1, NEW)
    assert (chain.uids[1, NEW], chain.uids[1, OTHER]) == (1, None)
    assert chain.pruning_scores[1] == (5, 65535)
    assert (chain.rank[1], chain.incentive[1]) == ((7, 8), (7, 0))  # the rank is inherited
    inherits = fork == "dtao"
    assert pairs(chain.weights[1, 1]) == ([(0, 5)] if inherits else [])
    assert pairs(chain.weights[1, 0]) == [(0, 3), (1, 4 if inherits else 0)]


def test_the_least_paid_gives_a_uid_away_from_authorfee_on() -> None:
    chain = network("authorfee")
    chain.max_registrations_per_block[1] = 9
    register.burned_register(chain, ALICE, 1, MINER)
    register.burned_register(chain, ALICE, 1, OTHER)
    chain.max_allowed_uids[1] = 2
    chain.immunity_period[1] = 0
    chain.min_non_immune_uids[1] = 1
    chain.emission[1] = (5, 4)
    register.burned_register(chain, BOB, 1, NEW)
    assert (chain.uids[1, NEW], chain.uids[1, OTHER]) == (1, None)


def test_the_owner_hotkey_is_never_replaced_but_the_price_is_paid() -> None:
    chain = network("flow")
    chain.max_registrations_per_block[1] = 9
    register.burned_register(chain, ALICE, 1, MINER)
    chain.subnet_owner_hotkey[1] = MINER
    chain.max_allowed_uids[1] = 1
    register.burned_register(chain, BOB, 1, NEW)
    assert (chain.uids[1, MINER], chain.uids[1, NEW]) == (0, None)
    assert chain.balance[BOB] == 10 * T - 10**9
    assert chain.pruning_scores[1] == (65535,)


@pytest.mark.parametrize("fork", list(FORKS))
def test_a_full_root_takes_only_more_stake(fork: str) -> None:
    chain = network(fork)
    chain.max_registrations_per_block[0] = 9
    chain.total_hotkey_alpha[MINER, 0] = 5
    register.root_register(chain, ALICE, MINER)
    assert chain.delegates[MINER] == 11_796
    chain.max_allowed_uids[0] = 1
    chain.total_hotkey_alpha[OTHER, 0] = 5
    chain.settle()
    assert refused(chain, register.root_register, BOB, OTHER) == "StakeTooLowForRoot"
    chain.total_hotkey_alpha[OTHER, 0] = 6
    register.root_register(chain, BOB, OTHER)
    assert (chain.uids[0, OTHER], chain.uids[0, MINER]) == (0, None)
    if fork in ("dtao", "dereg"):  # whoever lost the seat on root keeps the one in the senate
        assert set(chain.senate_members_members.value) == {MINER, OTHER}


@pytest.mark.parametrize("fork", SINCE_DEREG)
def test_a_new_subnet_has_the_minimum_of_its_lock_as_its_pool(fork: str) -> None:
    chain = network(fork)
    chain.network_last_lock_cost.value = 2 * T
    chain.network_lock_reduction_interval.value = 0
    before = chain.total_issuance.value
    subnets.register_network(chain, ALICE, MINER)
    assert (chain.subnet_tao[2], chain.subnet_alpha_in[2]) == (T, T)
    assert chain.subnet_locked[2] == 2 * T
    assert chain.total_issuance.value == before - T
    assert chain.network_last_lock_cost.value == 2 * T
    assert chain.uids[2, MINER] == 0
    assert chain.total_networks.value == 3
    chain.settle()
    assert refused(chain, subnets.register_network, BOB, OTHER) == "NetworkTxRateLimitExceeded"


def test_at_the_limit_the_cheapest_subnet_makes_room() -> None:
    chain = network("flow")
    chain.subnet_limit.value = 1
    chain.network_immunity_period.value = 100_001
    chain.settle()
    assert refused(chain, subnets.register_network, ALICE, MINER) == "SubnetLimitReached"
    chain.network_immunity_period.value = 100_000
    chain.alpha[OTHER, BOB, 1] = 3 << 64
    subnets.register_network(chain, ALICE, MINER)
    assert chain.balance[BOB] == 11 * T  # the whole pool of the subnet that ended
    assert (chain.subnet_owner[1], chain.network_registered_at[1]) == (ALICE, 100_000)
    assert chain.total_networks.value == 2


def test_the_end_of_a_subnet_pays_by_largest_remainder() -> None:
    chain = network("halving")
    chain.subnet_tao[1], chain.subnet_alpha_in[1] = 10_000, 0
    for hotkey, coldkey, share in ((MINER, ALICE, 1), (MINER, BOB, 1), (OTHER, BOB, 1)):
        chain.alpha[hotkey, coldkey, 1] = share << 64
    chain.subnet_locked[1] = 50_000
    chain.network_registration_start_block.value = 1
    subnets.root_dissolve_network(chain, ROOT, 1)
    paid = [(chain.balance[coldkey] or 0) - 10 * T for coldkey in (ALICE, BOB)]
    assert sum(paid) == 10_000
    assert paid in ([3334, 6666], [3333, 6667])
    assert chain.balance[CAROL] == 50_000  # no alpha was issued, so nothing was earned
    assert not chain.exists(1)
    assert refused_root(chain) == "SubnetNotExists"


def refused_root(chain: Chain) -> str:
    with pytest.raises(Rejection) as rejection:
        subnets.root_dissolve_network(chain, ROOT, 0)
    return rejection.value.code


def test_dtao_leaves_the_pool_and_the_alpha() -> None:
    chain = network("dtao")
    chain.alpha[MINER, BOB, 1] = 3 << 64
    chain.subnet_locked[1] = 50_000
    chain.settle()
    assert refused(chain, subnets.dissolve_network, ROOT, ALICE, 1) == "NotSubnetOwner"
    subnets.dissolve_network(chain, ROOT, CAROL, 1)
    assert (chain.subnet_tao[1], chain.alpha[MINER, BOB, 1]) == (T, 3 << 64)
    assert chain.balance[CAROL] == 50_000
    subnets.register_network_in_dtao(chain, ALICE, OTHER)
    assert chain.subnet_owner[1] == ALICE
    assert chain.alpha[MINER, BOB, 1] == 3 << 64  # and now it is alpha of the new subnet


def test_weights_are_stored_upscaled_for_whoever_may_set_them() -> None:
    chain = network("flow")
    register.burned_register(chain, ALICE, 1, MINER)
    chain.commit_reveal_weights_enabled[1] = False
    chain.min_allowed_weights[1] = 1
    chain.block_number.value += 200
    chain.settle()
    assert refused(chain, weights.set_weights, OTHER, 1, (0,), (9,), 0) == (
        "HotKeyNotRegisteredInSubNet"
    )
    weights.set_weights(chain, MINER, 1, (0,), (9,), 0)
    assert pairs(chain.weights[1, 0]) == [(0, 65535)]
    assert chain.last_update[1] == (100_200,)


@pytest.mark.parametrize("fork", SINCE_DEREG)
def test_a_hotkey_is_replaced_on_one_subnet_and_stays_elsewhere(fork: str) -> None:
    chain = network(fork)
    register.burned_register(chain, ALICE, 1, MINER)
    chain.total_hotkey_alpha[MINER, 1] = chain.total_hotkey_alpha[MINER, 0] = 7
    chain.alpha[MINER, BOB, 1] = 7 << 64
    before = chain.total_issuance.value
    keys.swap_hotkey(chain, ALICE, MINER, NEW, 1)
    assert (chain.uids[1, NEW], chain.uids[1, MINER]) == (0, None)
    assert (chain.total_hotkey_alpha[NEW, 1], chain.total_hotkey_alpha[MINER, 0]) == (7, 7)
    assert chain.alpha[NEW, BOB, 1] == 7 << 64
    assert chain.owned_hotkeys[ALICE] == (MINER, NEW)
    assert chain.total_issuance.value == before - 1_000_000
    chain.settle()
    assert refused(chain, keys.swap_hotkey, ALICE, NEW, OTHER, 1) == (
        "HotKeySetTxRateLimitExceeded"
    )
    chain.tx_rate_limit.value = 0
    chain.settle()
    assert refused(chain, keys.swap_hotkey, ALICE, NEW, OTHER, 1) == (
        "HotKeySwapOnSubnetIntervalNotPassed"
    )


@pytest.mark.parametrize("fork", list(FORKS))
def test_a_hotkey_is_replaced_everywhere(fork: str) -> None:
    chain = network(fork)
    register.burned_register(chain, ALICE, 1, MINER)
    chain.delegates[MINER] = 9
    call = keys.swap_hotkey_in_dtao if fork == "dtao" else keys.swap_hotkey
    call(chain, ALICE, MINER, NEW, None)
    assert chain.owned_hotkeys[ALICE] == (NEW,)
    assert (MINER in chain.owner, chain.owner[NEW]) == (False, ALICE)
    assert chain.delegates[NEW] == 9
    assert chain.balance[ALICE] == 10 * T - 10**9 - 10**8


def test_rates_of_all_subnets_follow_a_swap_on_one_and_claims_do_not() -> None:
    chain = network("flow")
    register.burned_register(chain, ALICE, 1, MINER)
    chain.root_claimable[MINER] = {1: 5, 9: 6}
    chain.root_claimed[9, MINER, BOB] = 4
    keys.swap_hotkey(chain, ALICE, MINER, NEW, 1)
    assert chain.root_claimable[NEW] == {1: 5, 9: 6}
    assert MINER not in chain.root_claimable
    assert chain.root_claimed[9, MINER, BOB] == 4


def test_both_in_the_senate_of_dtao_means_half_a_swap() -> None:
    chain = network("dtao")
    register.burned_register(chain, ALICE, 1, MINER)
    chain.senate_members_members.value = (MINER, NEW)
    chain.total_hotkey_alpha[MINER, 1] = 7
    chain.alpha[MINER, BOB, 1] = 7 << 64
    keys.swap_hotkey_in_dtao(chain, ALICE, MINER, NEW, None)
    assert chain.total_hotkey_alpha[NEW, 1] == 7
    assert (chain.uids[1, MINER], chain.alpha[MINER, BOB, 1]) == (0, 7 << 64)


@pytest.mark.parametrize("fork", [name for name in FORKS if name in until("authorfee")])
def test_a_coldkey_hands_over_everything(fork: str) -> None:
    chain = network(fork)
    register.burned_register(chain, ALICE, 1, MINER)
    chain.alpha[MINER, ALICE, 1] = 7 << 64
    chain.subnet_owner[1] = ALICE
    keys.swap_coldkey(chain, ROOT, ALICE, CAROL, 10**8)
    assert chain.balance[ALICE] is None
    assert chain.balance[CAROL] == 10 * T - 10**9 - 10**8
    assert (chain.owner[MINER], chain.subnet_owner[1]) == (CAROL, CAROL)
    assert chain.alpha[MINER, CAROL, 1] == 7 << 64
    chain.settle()
    assert refused(chain, keys.swap_coldkey, ROOT, BOB, CAROL, 0) == "ColdKeyAlreadyAssociated"
    assert refused(chain, keys.swap_coldkey, ROOT, BOB, MINER, 0) == "NewColdKeyIsHotkey"


def test_mechanisms_have_indices_of_their_own() -> None:
    chain = network("flow")
    chain.mechanism_count_current[1] = 3
    assert list(mechanism_indices(chain, 1)) == [1, 4097, 8193]
