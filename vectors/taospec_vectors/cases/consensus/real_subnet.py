"""Cases of `consensus.epochs` on the weights and stakes of a real subnet, from empty bonds on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from taospec.examples.consensus import epoch
from taospec_vectors.cases.consensus._common import DTAO, SINCE_DEREG, TAO
from taospec_vectors.cases.consensus._data import document
from taospec_vectors.format import DraftCase, DraftFile

_OPERATION = "consensus.epochs"
_SOURCE = (
    "weights and stakes of netuid 15 at block 4,769,998, "
    "github.com/bactensor/yuma-simulation (metagraphs/subnet_15)"
)
_EPOCHS, _TEMPO = 30, 360
_SHOWN = (1, 2, 10, 30)
# Weights are set again before the cutoff of 5,000 blocks, which is within the 14th epoch.
_UPDATED = (11, 21)


def drafts() -> Iterator[DraftFile]:
    """Thirty epochs in which nobody changes its mind: bonds settle where the weights are."""
    classic = DraftCase(
        "netuid-15-classic",
        ("CON-25", "CON-27", "CON-39"),
        "is off by a unit somewhere in a real subnet, or drifts away over thirty epochs",
        _row(_SHOWN),
        source=_SOURCE,
    )
    yuma3 = DraftCase(
        "netuid-15-yuma3",
        ("CON-29", "CON-34", "CON-39"),
        "lets bonds settle at the weights, where the lost units of storage keep them below",
        _row(_SHOWN, yuma3=True),
        source=_SOURCE,
    )
    dtao = DraftCase(
        "netuid-15-classic-dtao",
        ("CON-5", "CON-9", "CON-39"),
        "leaves out stake below the threshold, or fills the permits up only with stake",
        _row((1, _EPOCHS)),
        source=_SOURCE,
    )
    since = [classic, yuma3]
    yield DraftFile("consensus/epochs-netuid-15.yaml", _OPERATION, SINCE_DEREG, since)
    yield DraftFile("consensus/epochs-netuid-15-dtao.yaml", _OPERATION, DTAO, [dtao])


def _row(shown: tuple[int, ...], **changed: Any) -> dict[str, Any]:
    """The epochs of a subnet with the usual parameters and the mainnet's threshold.

    In the first one everybody has a permit, most of whom lose it.
    """
    subnet = document("netuid15-block4769998.json")
    first, n = subnet["block"], subnet["n"]
    usual: dict[str, Any] = {
        "block": first,
        "stake_threshold": 1000 * TAO,
        "emission": 296 * TAO,
        "last_update": [first] * n,
    }
    rao = list(map(int, subnet["stake_rao"]))
    start = epoch(rao, dict(subnet["weights"]), {}, fork="dereg", **usual | changed)
    return {"start": start, "steps": list(_steps(first, n, shown))}


def _steps(first: int, n: int, shown: tuple[int, ...]) -> Iterator[dict[str, Any]]:
    for count in range(1, _EPOCHS + 1):
        block = str(first + (count - 1) * (_TEMPO + 1))
        updated = {"last_update": [block] * n} if count in _UPDATED else {}
        yield {"block": block, **updated, "shown": count in shown}
