"""Numbers and records that the builders of the chapter share."""

from __future__ import annotations

from typing import Any

from taospec.timeline import since

TAO = 10**9
SUPPLY = 21_000_000 * TAO
U64_MAX = 2**64 - 1

ALL = since("dtao")
SINCE_DEREG = since("dereg")
SINCE_FLOW = since("flow")

# T_1 … T_30 as the chain has them, found by bisecting its own pipeline and not with the model.
THRESHOLDS = (
    10_500_000_000_000_000,
    15_750_000_000_000_000,
    18_375_000_000_000_000,
    19_687_500_000_000_000,
    20_343_750_000_000_000,
    20_671_875_000_000_000,
    20_835_937_500_000_000,
    20_917_968_750_000_000,
    20_958_984_375_000_000,
    20_979_492_187_500_000,
    20_989_746_093_750_000,
    20_994_873_046_875_000,
    20_997_436_523_437_500,
    20_998_718_261_718_750,
    20_999_359_130_859_375,
    20_999_679_565_429_688,
    20_999_839_782_714_844,
    20_999_919_891_357_422,
    20_999_959_945_678_711,
    20_999_979_972_839_356,
    20_999_989_986_419_678,
    20_999_994_993_209_839,
    20_999_997_496_604_920,
    20_999_998_748_302_460,
    20_999_999_374_151_230,
    20_999_999_687_075_615,
    20_999_999_843_537_808,
    20_999_999_921_768_904,
    20_999_999_960_884_452,
    20_999_999_980_442_226,
)
EMISSIONS = (
    1_000_000_000,
    500_000_000,
    250_000_000,
    125_000_000,
    62_500_000,
    31_250_000,
    15_625_000,
    7_812_500,
    3_906_250,
    1_953_125,
    976_562,
    488_281,
    244_140,
    122_070,
    61_035,
    30_517,
    15_258,
    7_629,
    3_814,
    1_907,
    953,
    476,
    238,
    119,
    59,
    29,
    14,
    7,
    3,
    1,
    0,
)


def issuance(rao: int) -> dict[str, Any]:
    """Given of an operation on the counter alone."""
    return {"total_issuance": str(rao)}


def emission(rao: int) -> dict[str, Any]:
    """An emission known without the model."""
    return {"ok": {"emission": str(rao)}}
