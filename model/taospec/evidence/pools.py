"""Evidence about pools: along which curve they trade, and what becomes of what the chain buys."""

from __future__ import annotations

from taospec.evidence import Evidence
from taospec.examples.network import large_network
from taospec.forks import FORKS
from taospec.network.block import advance
from taospec.numbers.words import listed
from taospec.pools.records import Pool

_TAO = 10**9
_NEW = Pool(dynamic=True, tao=100_000 * _TAO, alpha=1_000_000 * _TAO)
_OFFERED = 10_000 * _TAO
_BILLIONTHS = 10**9
# The first fork in which the chain keeps what it buys.
_KEEPS = "netflow"


def _by_product(tao: int, alpha: int) -> int:
    """Alpha that the offer would buy of reserves whose product stays."""
    return alpha * _OFFERED // (tao + _OFFERED)


def pools_are_constant_products() -> Evidence:
    """A purchase of a new pool, and of one whose reserves grew by TAO without alpha beside it."""
    new, older = [], []
    for fork in FORKS.values():
        rules = fork.pools
        new.append(rules.buy(_NEW, _OFFERED, fee=False).paid_out)
        traded = rules.buy(_NEW, 0, fee=False).pool
        grown = rules.adjust(traded, _NEW.tao, 0)._replace(tao=2 * _NEW.tao)
        older.append(rules.buy(grown, _OFFERED, fee=False).paid_out)
    wanted, later = _by_product(_NEW.tao, _NEW.alpha), _by_product(2 * _NEW.tao, _NEW.alpha)
    off = max(abs(paid - wanted) for paid in new)
    return Evidence(
        {
            "off": off,
            "bought": new[-1] // _TAO,
            "product": later // _TAO,
            "paid": older[-1] // _TAO,
        },
        {
            "a new pool trades along the product, to a millionth": off * 10**6 < wanted,
            "a pool with more TAO than its price asks for does": all(
                abs(paid - later) * 10**6 < later for paid in older
            ),
        },
    )


def pools_are_superellipses() -> Evidence:
    """What a purchase leaves of the product of the reserves of a new pool."""
    most = 0
    for fork in FORKS.values():
        left = fork.pools.buy(_NEW, _OFFERED, fee=False).pool
        before, after = _NEW.tao * _NEW.alpha, left.tao * left.alpha
        most = max(most, abs(after - before) * _BILLIONTHS // before)
    return Evidence(
        {"offered": _OFFERED // _TAO, "billionths": most},
        {"a pool leaves the product of its reserves by a millionth": most >= _BILLIONTHS // 10**6},
    )


def chain_bought_alpha_is_recycled() -> Evidence:
    """A block with purchases of the chain: whether alpha is outside that was not created for it."""
    kept: dict[str, bool] = {}
    for fork in (*FORKS, _KEEPS):
        chain = large_network(fork, subnets=4, uids=4, validators=2, stakes=20)
        netuids = [netuid for netuid in chain.netuids() if netuid]
        before = {netuid: chain.subnet_alpha_out[netuid] for netuid in netuids}
        moment = advance(chain)
        created = {netuid: chain.subnet_alpha_out_emission[netuid] for netuid in netuids}
        outside = sum(chain.subnet_alpha_out[n] - before[n] - created[n] for n in netuids)
        kept_by_chain = chain.tables.get("SubnetProtocolAlpha")
        held = sum(kept_by_chain.read(netuids)) if kept_by_chain is not None else 0
        if sum(listed(moment.injected.excess)):  # the oldest fork buys nothing
            kept[fork] = outside > 0 or held > 0
    return Evidence(
        {},
        {
            "before netflow it is": not any(kept[fork] for fork in kept if fork != _KEEPS),
            "from netflow on it is": not kept[_KEEPS],
        },
    )
