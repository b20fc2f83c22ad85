"""The end of a lease."""

from __future__ import annotations

from taospec.network.call import U32, Hotkey, Signed
from taospec.network.chain import Chain
from taospec.network.effects.keys import owns
from taospec.rejections import Rejection
from taospec.rules import rule


@rule("COI-47")
def terminate_lease(chain: Chain, origin: Signed, lease_id: U32, hotkey: Hotkey) -> None:
    """Give the subnet of a lease that has ended to its beneficiary, whoever owns it by now.

    Source: pallets/subtensor/src/subnets/leasing.rs @ v3.4.9-424
    """
    lease = chain.subnet_leases[lease_id]
    if lease is None:
        raise Rejection("LeaseDoesNotExist", lease=lease_id)
    if lease.beneficiary != origin:
        raise Rejection("ExpectedBeneficiaryOrigin", beneficiary=lease.beneficiary.hex())
    if lease.end_block is None:
        raise Rejection("LeaseHasNoEndBlock", lease=lease_id)
    if chain.now < lease.end_block:
        raise Rejection("LeaseHasNotEnded", now=chain.now, end=lease.end_block)
    if not owns(chain, lease.beneficiary, hotkey):
        raise Rejection("BeneficiaryDoesNotOwnHotkey", hotkey=hotkey.hex())
    chain.fork.network.require_usable(chain, hotkey)
    chain.subnet_owner[lease.netuid] = lease.beneficiary
    chain.subnet_owner_hotkey[lease.netuid] = hotkey
    chain.subnet_lease_shares.remove_under(lease_id)
    chain.accumulated_lease_dividends.remove(lease_id)
    chain.subnet_leases.remove(lease_id)
