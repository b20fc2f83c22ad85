"""Shares of a block from `conviction` on, by price and by what miners are paid, and before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from taospec.examples.storage import Row
from taospec_vectors.cases.network._economy import TAO, question, subnet
from taospec_vectors.cases.network.since_conviction import BLOCK, Asked, both
from taospec_vectors.format import DraftFile


def drafts() -> Iterator[DraftFile]:
    """A file of either fork."""
    shares = [(each, _emitting(*each.rows)) for each in _shares()]
    yield from both("price-shares", shares, ("COI-44", "SUP-36"))


def _emitting(*rows: Row) -> dict[str, Any]:
    """A block in which subnets 1, 2 and 3 emit, of one price, with a million TAO on root.

    Each has two million alpha in its pool, and two, four or six outside, which is what root weighs
    less against.
    """
    reserve, alpha, issuance = 1_000_000 * TAO, 2_000_000 * TAO, 5_000_000 * TAO
    stated: list[Row] = [
        ["BlockNumber", [], "1000"],
        ["Balances.TotalIssuance", [], str(issuance)],
        ["TotalIssuance", [], str(issuance)],
        ["NetworksAdded", [0], True],
        ["SubnetTAO", [0], str(reserve)],
    ]
    for netuid in (1, 2, 3):
        stated += [
            *subnet(netuid, reserve, alpha),
            ["SubnetAlphaOut", [netuid], str(netuid * alpha)],
            ["SubnetMovingPrice", [netuid], str(2**31)],
            ["FirstEmissionBlockNumber", [netuid], "1"],
            ["NetworkRegistrationAllowed", [netuid], True],
            ["SubnetEmissionEnabled", [netuid], True],
            ["LastEpochBlock", [netuid], "1000"],
        ]
    return question([*stated, *rows], BLOCK)


def _shares() -> Iterator[Asked]:
    rules, part = ("COI-46",), 2**32

    def withheld(*parts: int) -> list[Row]:
        return [["MinerBurned", [netuid], str(bits)] for netuid, bits in enumerate(parts, 1)]

    rootless: Row = ["SubnetTAO", [0], "0"]
    for slug, why, rows in (
        ("of-equals", "leaves what truncation takes from thirds to nobody", []),
        ("of-one-with-more-alpha", "multiplies by root's weight",
         [["SubnetAlphaOut", [1], str(9_000_000 * TAO)]]),
        ("of-one-that-is-worth-more", "shares the emission equally",
         [["SubnetMovingPrice", [1], str(2**32)]]),
        ("of-one-that-withholds", "forgets what the owner withholds", withheld(3 * part // 4)),
        ("without-root", "emits nothing without root", [rootless]),
        ("without-root-of-one-that-withholds", "lets withheld incentives count beside root only",
         [rootless, *withheld(part // 2)]),
        ("without-root-of-one-that-withholds-all", "pays a subnet whose miners get nothing",
         [rootless, *withheld(part)]),
        ("of-one-that-withholds-more-than-all", "wraps below zero", withheld(part + 1)),
        ("of-all-but-a-part", "takes the smallest paid part for none",
         withheld(part - 1, part, part)),
        ("of-who-withhold-everything", "emits nothing where no miner is paid",
         withheld(part, part, part)),
        ("of-who-withhold-everything-but-one-without-price", "pays for a price of nothing",
         [*withheld(part, part), ["SubnetMovingPrice", [3], "0"]]),
        ("without-prices", "splits equally where there are no prices",
         [["SubnetMovingPrice", [netuid], "0"] for netuid in (1, 2, 3)]),
        ("with-one-switched-off", "leaves the part of the one that is off to nobody",
         [["SubnetEmissionEnabled", [1], False]]),
    ):  # fmt: skip
        yield Asked(f"shares-{slug}", rules, why, rows)
