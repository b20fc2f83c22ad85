"""Root dividends: claim them by hand, or say in what form they are to come."""

from __future__ import annotations

from typing import Annotated, Any

from taospec.network.call import Netuids, Signed
from taospec.network.chain import Chain
from taospec.network.effects import claims
from taospec.network.storage import SWAP_OR_KEEP, SWAP_OR_KEEP_SUBNETS
from taospec.rejections import Rejection
from taospec.rules import rule

_MOST_SUBNETS = 5

ClaimType = Annotated[Any, SWAP_OR_KEEP]
ClaimTypeKeepingSubnets = Annotated[Any, SWAP_OR_KEEP_SUBNETS]


@rule("STA-32")
def set_root_claim_type(chain: Chain, origin: Signed, new_root_claim_type: ClaimType) -> None:
    """Sell what is claimed, or keep it as alpha. The caller is indexed even without root stake.

    Source: pallets/subtensor/src/macros/dispatches.rs @ v3.2.16-349
    """
    claims.index(chain, origin)
    chain.root_claim_type[origin] = new_root_claim_type


@rule("STA-32")
def set_root_claim_type_keeping_subnets(
    chain: Chain, origin: Signed, new_root_claim_type: ClaimTypeKeepingSubnets
) -> None:
    """From `halving` on there is a third type, which keeps the alpha of a set of subnets.

    Source: pallets/subtensor/src/macros/dispatches.rs @ v3.3.1-362
    """
    if isinstance(new_root_claim_type, tuple) and not new_root_claim_type[1].subnets:
        raise Rejection("InvalidSubnetNumber", subnets=0)
    set_root_claim_type(chain, origin, new_root_claim_type)


@rule("STA-32")
def claim_root(chain: Chain, origin: Signed, subnets: Netuids) -> None:
    """Claim the root dividends of some subnets. The caller is indexed even without root stake.

    Source: pallets/subtensor/src/macros/dispatches.rs @ v3.2.16-349
    """
    if not 1 <= len(subnets) <= _MOST_SUBNETS:
        raise Rejection("InvalidSubnetNumber", subnets=len(subnets), maximum=_MOST_SUBNETS)
    claims.index(chain, origin)
    claims.claim_all(chain, origin, frozenset(subnets))
