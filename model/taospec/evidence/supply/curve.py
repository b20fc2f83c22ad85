"""Evidence about the curve: what a block may mint, and when that changes."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

from taospec.evidence import Evidence, tao
from taospec.evidence.supply import observed
from taospec.evidence.supply.observed import TAO
from taospec.examples.supply import sharing_subnet
from taospec.operations.catalogue import execute, find
from taospec.shapes import shape_of
from taospec.supply.emission import (
    BLOCK_EMISSION,
    ERAS,
    THRESHOLDS,
    TOTAL_SUPPLY,
    block_emission,
)
from taospec.supply.eras import BLOCK_TIME, DAY, JULIAN_YEAR, schedule
from taospec.supply.projection import Start, project
from taospec.timeline import timeline

# A life of the supply in which each of 64 eras takes four years.
_CLAIMED_YEARS = 256
_EQUAL_SUBNETS = 118
# The month in which today's network was started anew.
_RELAUNCH = 2021, 11
_PACE = 1_000 * TAO
_BLOCKS_PER_DAY = DAY * 1000 // BLOCK_TIME


def last_rao() -> Evidence:
    """How long the schedule runs when nothing delays it."""
    end = list(schedule())[-1]
    values = {
        "years": end.years,
        "days": end.days,
        "blocks": end.blocks_before,
        "halvings": end.era,
        "supposed": _CLAIMED_YEARS // 4,
    }
    return Evidence(values, {"the last rao comes after 256 years": end.years == _CLAIMED_YEARS})


def cap() -> Evidence:
    """Whether 21 million are reached, and whether they are a limit."""
    beyond = {"kind": "root_sets_issuance", "total_issuance": str(TOTAL_SUPPLY + 1)}
    empty = dict.fromkeys(("total_issuance", "balances", "total_stake", "subnet_tao"), "0")
    answer = execute("halving", "supply.ledger", {"ledger": empty, "event": beyond})
    nearly = {**empty, "balances": str(TOTAL_SUPPLY - 1)}
    minting = {"kind": "faucet", "enabled": True, "receiver_free": str(TOTAL_SUPPLY - 1)}
    capped = execute("netflow", "supply.ledger", {"ledger": nearly, "event": minting})["ok"]
    values: dict[str, int | str] = {
        "end": tao(THRESHOLDS[-1]),
        "missing": tao(TOTAL_SUPPLY - THRESHOLDS[-1]),
        "missing_rao": TOTAL_SUPPLY - THRESHOLDS[-1],
    }
    return Evidence(
        values,
        {
            "minting alone stays below 21 million": THRESHOLDS[-1] < TOTAL_SUPPLY,
            "21 million TAO are reached": block_emission(THRESHOLDS[-1]) > 0,
            "a rule refuses an issuance above 21 million": "reject" in answer,
            "from netflow on no more is minted": int(capped["balances"]) == TOTAL_SUPPLY,
        },
    )


def bitcoin_schedule() -> Evidence:
    """What the schedule shares with that of Bitcoin, whose 33rd halving ends it."""
    by_halves = all(
        threshold == TOTAL_SUPPLY - TOTAL_SUPPLY // 2**era
        for era, threshold in enumerate(THRESHOLDS, start=1)
    )
    free, slowed = _first_block(0), _first_block(_PACE)
    return Evidence(
        {"halvings": ERAS, "block_time": BLOCK_TIME // 1000, "free": free, "slowed": slowed},
        {
            "each era ends when half of the unissued supply is left": by_halves,
            "halvings come at fixed block heights": free == slowed,
            "it has Bitcoin's number of halvings": ERAS == 33,
        },
    )


def _first_block(recycled_per_day: int) -> int:
    halving = observed.next_halving(observed.at_record(recycled_per_day))
    return halving.first_block or 0


def one_tao_a_block() -> Evidence:
    """The emission of a block, and what 118 equal subnets take in of it."""
    subnet = sharing_subnet(2**64 // _EQUAL_SUBNETS)
    given = {"emission": str(BLOCK_EMISSION), "subnets": _EQUAL_SUBNETS * [subnet]}
    minted = int(execute("flow", "supply.injection", given)["ok"]["minted"])
    stays = int(execute("netflow", "supply.injection", given)["ok"]["minted"])
    return Evidence(
        {
            "emission": block_emission(0),
            "stays": stays,
            "subnets": _EQUAL_SUBNETS,
            "minted": minted,
            "after": block_emission(THRESHOLDS[0]),
            "first_block": observed.CROSSING_BLOCK + 1,
        },
        {
            "before the first halving a block may mint one TAO": block_emission(0) == TAO,
            "it mints all of it": minted == TAO,
            "it still may after the first halving": block_emission(THRESHOLDS[0]) == TAO,
        },
    )


def daily_emission() -> Evidence:
    """A day's emission on both sides of the first halving."""
    before = block_emission(THRESHOLDS[0] - 1) * _BLOCKS_PER_DAY
    after = block_emission(THRESHOLDS[0]) * _BLOCKS_PER_DAY
    return Evidence(
        {"before": tao(before), "after": tao(after), "block_time": BLOCK_TIME // 1000},
        {"7,200 TAO a day before": before == 7_200 * TAO, "3,600 after": after == 3_600 * TAO},
    )


def circulating_trigger() -> Evidence:
    """Whether coins in accounts could have been what the first halving waited for."""
    blocks = observed.CROSSING_BLOCK - observed.RECORD_BLOCK
    at_most = observed.RECORD_BALANCES + blocks * BLOCK_EMISSION
    inputs = set(shape_of(find("supply.block_emission").input).names)
    return Evidence(
        {
            "balances": tao(observed.RECORD_BALANCES),
            "issuance": tao(observed.RECORD_ISSUANCE),
            "recorded": observed.day_of_record(),
            "threshold": tao(THRESHOLDS[0]),
        },
        {
            "account balances had reached the threshold": at_most >= THRESHOLDS[0],
            "the emission reads another number than the counter": inputs != {"total_issuance"},
        },
    )


def circulating_arithmetic() -> Evidence:
    """The time from 9.6 million to 10.5 million at full emission."""
    missing = THRESHOLDS[0] - 9_600_000 * TAO
    days = missing // (block_emission(0) * _BLOCKS_PER_DAY)
    return Evidence(
        {
            "missing": tao(missing),
            "days": days,
            "threshold": tao(THRESHOLDS[0]),
            "issuance": tao(observed.RECORD_ISSUANCE),
            "recorded": observed.day_of_record(),
        },
        {"900,000 TAO can be minted between November and December": days <= 61},
    )


def thresholds() -> Evidence:
    """The second and the third threshold."""
    return Evidence(
        {"second": tao(THRESHOLDS[1]), "third": tao(THRESHOLDS[2])},
        {
            "the second is 15.75 million": THRESHOLDS[1] == 15_750_000 * TAO,
            "the third is 18.375 million": THRESHOLDS[2] == 18_375_000 * TAO,
        },
    )


def era_length() -> Evidence:
    """How long eras last without recycling, and how long the first one did here."""
    rows = list(schedule())
    days = [(after.seconds - row.seconds) // DAY for row, after in pairwise(rows)]
    began, ended = timeline()["finney"].date, observed.CROSSING_TIME.date()
    lived = (ended - began).days
    return Evidence(
        {
            "first": days[0],
            "last": days[-1],
            "lived": f"{lived:,}",
            "began": began.isoformat(),
            "ended": ended.isoformat(),
        },
        {
            "the first eras take four years at least": abs(days[0] - 4 * 365) <= 15,
            "all eras do": all(abs(length - 4 * 365) <= 15 for length in days),
            "the first one of this chain did": abs(lived - 4 * 365) <= 15,
        },
    )


def launch_to_halving() -> Evidence:
    """The time from the launch to the first halving."""
    latest_launch = dt.datetime(2021, 1, 31, tzinfo=dt.UTC)
    days = (observed.CROSSING_TIME - latest_launch).days
    most, least = (
        (observed.CROSSING_TIME - dt.datetime(*_RELAUNCH, day, tzinfo=dt.UTC)).days
        for day in (1, 30)
    )
    hundredths = days * DAY * 100 // JULIAN_YEAR
    return Evidence(
        {
            "days": days,
            "years": f"{hundredths // 100}.{hundredths % 100:02}",
            "relaunch_least": f"{least:,}",
            "relaunch_most": f"{most:,}",
            "relaunch": f"{dt.date(*_RELAUNCH, 1):%B %Y}",
        },
        {"four years lie between": abs(days - 4 * 365) <= 120},
    )


def first_halving_date() -> Evidence:
    """The date that the record two weeks before implies, at the pace then measured."""
    crossed = observed.next_halving(observed.at_record(observed.measured_pace()))
    free = observed.next_halving(observed.at_record())
    day = observed.date(crossed.unix_time)[:10]
    return Evidence(
        {
            "block": crossed.first_block or 0,
            "emission": tao(block_emission(THRESHOLDS[0])),
            "recorded": observed.day_of_record(),
            "projected": observed.date(crossed.unix_time),
            "without_recycling": observed.date(free.unix_time),
            "observed": observed.CROSSING_TIME.strftime("%Y-%m-%d %H:%M"),
        },
        {
            "it came on 14 December 2025": day == "2025-12-14",
            "it came on 16 December 2025": day == "2025-12-16",
        },
    )


def smoothness() -> Evidence:
    """Whether the emission moves inside an era."""
    distinct = len({block_emission(threshold) for threshold in (0, *THRESHOLDS)})
    quarter = TOTAL_SUPPLY // 4
    smooth = BLOCK_EMISSION * (TOTAL_SUPPLY - quarter) // TOTAL_SUPPLY
    same = block_emission(0) == block_emission(quarter) == block_emission(THRESHOLDS[0] - 1)
    return Evidence(
        {
            "levels": distinct,
            "issued": tao(quarter),
            "at_a_quarter": block_emission(quarter),
            "smooth": smooth,
        },
        {"the emission falls inside an era": not same},
    )


def block_heights() -> Evidence:
    """The height of the next halving with and without recycling."""
    free, slowed = _first_block(0), _first_block(_PACE)
    return Evidence(
        {"free": free, "slowed": slowed, "pace": tao(_PACE)},
        {"the height of a halving is fixed": free == slowed},
    )


def end_of_issuance() -> Evidence:
    """What a block mints at the end of 2036 at the earliest, and when minting ends."""
    crossing = int(observed.CROSSING_TIME.timestamp())
    start = Start(THRESHOLDS[0], observed.CROSSING_BLOCK, crossing, BLOCK_TIME, 0)
    halvings = list(project(start))
    limit = int(dt.datetime(2037, 1, 1, tzinfo=dt.UTC).timestamp())
    passed = [
        halving
        for halving in halvings
        if halving.unix_time is not None and halving.unix_time < limit
    ]
    emission = passed[-1].emission if passed else block_emission(THRESHOLDS[0])
    return Evidence(
        {"emission": tao(emission), "end": observed.date(halvings[-1].unix_time)[:4]},
        {"nothing is minted any more by the end of 2036": emission == 0},
    )


def stored_emission() -> Evidence:
    """The storage item after a block in which a young subnet comes last."""
    young = {"alpha_in": str(TAO), "alpha_in_provided": "0", "alpha_out": "0"}
    given = {
        "stored": "0",
        "total_issuance": str(observed.STORED_AT_ISSUANCE),
        "subnets": [{"netuid": 1, "reserves": young}],
    }
    stored = int(execute("halving", "supply.stored_block_emission", given)["ok"]["stored"])
    emission = block_emission(observed.STORED_AT_ISSUANCE)
    return Evidence(
        {"stored": stored, "emission": emission, "observed": observed.STORED_EMISSION},
        {"it is what the block may mint": stored == emission},
    )


def half_a_million() -> Evidence:
    """The share of 500,000 TAO in the total supply."""
    thousandths = (500_000 * TAO * 100_000 + TOTAL_SUPPLY // 2) // TOTAL_SUPPLY
    return Evidence(
        {
            "percent": f"{thousandths // 1000}.{thousandths % 1000:03}",
            "supply": tao(TOTAL_SUPPLY),
        },
        {"it is more than 2.4 percent": thousandths > 2_400},
    )


def alpha_curve_is_its_own() -> Evidence:
    """A young subnet's alpha emission after the first halving of TAO."""
    young = {"alpha_in": str(TAO), "alpha_in_provided": "0", "alpha_out": "0"}
    alpha = int(execute("halving", "supply.alpha_emission", young)["ok"]["emission"])
    both = 2 * BLOCK_EMISSION
    return Evidence(
        {
            "tao": block_emission(THRESHOLDS[0]),
            "alpha": alpha,
            "earliest_days": THRESHOLDS[0] // both * BLOCK_TIME // 1000 // DAY,
        },
        {"alpha halves when TAO does": alpha == block_emission(THRESHOLDS[0])},
    )


def circulating_percent() -> Evidence:
    """The share of 9.6 million TAO in the total supply."""
    hundredths = (9_600_000 * TAO * 10_000 + TOTAL_SUPPLY // 2) // TOTAL_SUPPLY
    return Evidence(
        {
            "percent": f"{hundredths // 100}.{hundredths % 100:02}",
            "supply": tao(TOTAL_SUPPLY),
        },
        {"it is about 46 percent": abs(hundredths - 4_600) < 50},
    )


def second_halving_date() -> Evidence:
    """The second halving from the first one on, at the fastest and at the pace of 2025."""
    crossing = int(observed.CROSSING_TIME.timestamp())
    free, slowed = (
        observed.next_halving(
            Start(THRESHOLDS[0], observed.CROSSING_BLOCK, crossing, BLOCK_TIME, recycled)
        )
        for recycled in (0, observed.measured_pace())
    )
    claimed = int(dt.datetime(2029, 12, 12, tzinfo=dt.UTC).timestamp())
    return Evidence(
        {
            "earliest": observed.date(free.unix_time),
            "slowed": observed.date(slowed.unix_time)[:4],
            "measured": observed.MEASURED,
        },
        {"it can come by the end of 11 December 2029": (free.unix_time or claimed) < claimed},
    )


def deflation() -> Evidence:
    """What a day adds to the issuance after the first halving, at the pace of recycling of 2025."""
    recycled = observed.measured_pace()
    daily = [block_emission(threshold) * _BLOCKS_PER_DAY for threshold in THRESHOLDS]
    shrinking = next(era for era, minted in enumerate(daily, start=1) if minted < recycled)
    return Evidence(
        {
            "minted": tao(daily[0]),
            "recycled": tao(recycled),
            "growth": tao(daily[0] - recycled),
            "era": shrinking,
        },
        {"more is recycled than minted after the first halving": daily[0] < recycled},
    )
