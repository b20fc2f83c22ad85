"""Voting power: whether a subnet has it counted, and how quickly it follows the stake."""

from __future__ import annotations

from taospec.coinbase.voting_power import ONE
from taospec.network.call import ROOT, U64, Anyone, Netuid, Root
from taospec.network.chain import Chain
from taospec.rejections import Rejection
from taospec.rules import rule

# Blocks from the request to stop until it stops: 14 days.
GRACE = 100_800


@rule("COI-37")
def enable_voting_power_tracking(chain: Chain, origin: Anyone, netuid: Netuid) -> None:
    """Have voting power counted from the next epoch on; a request to stop is forgotten.

    Source: pallets/subtensor/src/utils/voting_power.rs @ v3.3.11-385
    """
    _require_owner(chain, origin, netuid)
    chain.voting_power_tracking_enabled[netuid] = True
    chain.voting_power_disable_at_block.remove(netuid)


@rule("COI-37")
def disable_voting_power_tracking(chain: Chain, origin: Anyone, netuid: Netuid) -> None:
    """Stop counting after two weeks.

    Source: pallets/subtensor/src/utils/voting_power.rs @ v3.3.11-385
    """
    _require_owner(chain, origin, netuid)
    if not chain.voting_power_tracking_enabled[netuid]:
        raise Rejection("VotingPowerTrackingNotEnabled", netuid=netuid)
    chain.voting_power_disable_at_block[netuid] = min(chain.now + GRACE, 2**64 - 1)


@rule("COI-37")
def sudo_set_voting_power_ema_alpha(
    chain: Chain,
    origin: Root,  # noqa: ARG001 - declares who calls
    netuid: Netuid,
    alpha: U64,
) -> None:
    """Set how much the newest stake counts in the average, at most 1.

    Source: pallets/subtensor/src/utils/voting_power.rs @ v3.3.11-385
    """
    if alpha > ONE:
        raise Rejection("InvalidVotingPowerEmaAlpha", alpha=alpha, maximum=ONE)
    chain.voting_power_ema_alpha[netuid] = alpha


def _require_owner(chain: Chain, origin: Anyone, netuid: int) -> None:
    if origin is not ROOT and chain.subnet_owner.get(netuid) != origin:
        raise Rejection("BadOrigin", netuid=netuid)
