"""Who gets the fee of a swap: nobody while it stays in the pool, later the author of the block."""

from __future__ import annotations

from contextlib import suppress

from taospec.network.chain import Chain
from taospec.network.effects import accounts, pay, swap
from taospec.network.rules import FeeRules
from taospec.network.writer import writes
from taospec.rejections import Rejection
from taospec.rules import rule


def _bought_in_pool(_chain: Chain, _netuid: int, _fee: int) -> None:
    """Before `authorfee` the pool has it already."""


def _sold_in_pool(_chain: Chain, _netuid: int, _fee: int) -> int:
    return 0


@rule("STA-34")
def to_author(chain: Chain, _netuid: int, fee: int) -> None:
    """The author of the block gets the TAO; without one it no longer counts as issued.

    Source: pallets/subtensor/src/staking/stake_utils.rs @ v3.3.11-385
    """
    author = chain.block_author.value
    if author is None:
        chain.total_issuance.value = max(0, chain.total_issuance.value - fee)
    else:
        pay.credit(chain, author, fee)


@rule("STA-34")
def sold_for_author(chain: Chain, netuid: int, fee: int) -> int:
    """The author of the block gets what the alpha fetches; without one it is nobody's.

    Raises:
        Rejection: an error of the swap, even of a fee of nothing.

    Source: pallets/subtensor/src/staking/stake_utils.rs @ v3.3.11-385
    """
    author = chain.block_author.value
    if author is None:
        return 0
    proceeds = _proceeds(chain, netuid, fee)
    pay.credit(chain, author, proceeds)
    return proceeds


@writes("STA-48")
def to_author_from_account(chain: Chain, netuid: int, fee: int) -> None:
    """From `netflow` on the subnet's account pays the author, and without one burns the TAO.

    Raises:
        Rejection: the account cannot pay the author; what it cannot burn stays.

    Source: pallets/subtensor/src/staking/stake_utils.rs @ v3.4.5-419
    """
    account, author = accounts.of_subnet(netuid), chain.block_author.value
    if author is not None:
        accounts.transfer(chain, account, author, fee)
        return
    with suppress(Rejection):
        accounts.transfer(chain, account, accounts.BURNT, fee)


@writes("STA-48")
def sold_for_author_from_account(chain: Chain, netuid: int, fee: int) -> int:
    """From `netflow` on the same for what the alpha fetches; without an author it is nobody's.

    Raises:
        Rejection: an error of the swap, even of a fee of nothing; the account cannot pay.

    Source: pallets/subtensor/src/staking/stake_utils.rs @ v3.4.5-419
    """
    author = chain.block_author.value
    if author is None:
        return 0
    proceeds = _proceeds(chain, netuid, fee)
    accounts.transfer(chain, accounts.of_subnet(netuid), author, proceeds)
    return proceeds


def _proceeds(chain: Chain, netuid: int, fee: int) -> int:
    """Rao that a fee in alpha fetches, sold without a fee of its own.

    Raises:
        Rejection: an error of the swap.
    """
    sold = swap.sell(chain, netuid, fee, fee=False)
    if sold.error is not None:
        raise Rejection(sold.error, netuid=netuid, fee=fee)
    return sold.paid_out


stay_in_pool = FeeRules(_bought_in_pool, _sold_in_pool)
go_to_the_author = FeeRules(to_author, sold_for_author)
are_paid_from_accounts = FeeRules(to_author_from_account, sold_for_author_from_account)
