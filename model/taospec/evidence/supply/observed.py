"""Dated observations of the live network that claims are held against. Amounts in rao."""

from __future__ import annotations

import datetime as dt

from taospec.supply.projection import Halving, Start, project

TAO = 10**9

# A storage snapshot of block 7,000,020 that a third party published; balances to 0.01 TAO.
RECORD_BLOCK = 7_000_020
RECORD_TIME = dt.datetime(2025, 12, 1, 2, 30, tzinfo=dt.UTC)
RECORD_ISSUANCE = 10_411_256_319_581_248
RECORD_BALANCES = 3_091_496_570_000_000

# `MaxAllowedValidators` of subnet 1 in the same snapshot.
PERMITS_OF_SUBNET_1 = 128

# The issuance crossed the first threshold inside this block; two independent records agree.
CROSSING_BLOCK = 7_103_975
CROSSING_TIME = dt.datetime(2025, 12, 15, 13, 31, 24, tzinfo=dt.UTC)

# snapshot.json of opentensor/subtensor: what the present chain started with, to 0.01 TAO.
GENESIS_ISSUANCE = 4_181_329_660_000_000

# The storage item BlockEmission in published snapshots of blocks after the halving.
STORED_EMISSION = 1_000_000_000
STORED_AT_ISSUANCE = 11_194_293_378_683_953


# The month in which the pace of recycling was measured, between record and crossing.
MEASURED = f"{RECORD_TIME:%B %Y}"


def day_of_record() -> str:
    """The day of the record, such as 1 December 2025."""
    return f"{RECORD_TIME.day} {MEASURED}"


def at_record(recycled_per_day: int = 0) -> Start:
    """The start of a projection from the record of block 7,000,020."""
    unix_time = int(RECORD_TIME.timestamp())
    return Start(RECORD_ISSUANCE, RECORD_BLOCK, unix_time, 12_000, recycled_per_day)


def measured_pace() -> int:
    """Rao a day that were recycled or not minted between the record and the first halving."""
    blocks = CROSSING_BLOCK - RECORD_BLOCK
    gained = 10_500_000 * TAO - RECORD_ISSUANCE
    return (blocks * TAO - gained) * 7_200 // blocks


def next_halving(start: Start) -> Halving:
    """The first halving of a projection."""
    return next(project(start))


def date(unix_time: int | None) -> str:
    """Day and minute in UTC."""
    if unix_time is None:
        return "never"
    return dt.datetime.fromtimestamp(unix_time, dt.UTC).strftime("%Y-%m-%d %H:%M")
