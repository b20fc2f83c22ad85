"""Cases of the coinbase that mutants of the model survived until they were written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from taospec.timeline import since, until
from taospec_vectors.cases._survivors import Survivor, files
from taospec_vectors.cases.coinbase._common import MAINNET_WEIGHT, ONE, TAO, U64_MAX, WHOLE
from taospec_vectors.format import DraftFile


def drafts() -> Iterator[DraftFile]:
    """A file for each operation and range of forks."""
    return files([*_prices(), *_flows(), *_shares(), *_halves(), *_paying(), *_children()])


def _prices() -> Iterator[Survivor]:
    def state(**changed: Any) -> dict[str, Any]:
        usual: dict[str, Any] = {
            "stored": 0,
            "is_dynamic": True,
            "price": ONE,
            "moving_alpha": ONE,
            "halving_blocks": 1,
            "first_emission_block": 100,
            "block": 200,
        }
        return usual | changed

    for slug, rules, why, changed in (
        (
            "a-step-below-zero",
            ("COI-4",),
            "lets the least negative price count as itself",
            {"stored": -1},
        ),
        (
            "long-before-the-first-block",
            ("COI-5",),
            "lets a subnet have an age below zero, whose quotient is above one",
            {"block": 90},
        ),
        (
            "started-before-every-block",
            ("COI-5",),
            "takes a block off the age of a subnet whose first block is 0",
            {"first_emission_block": 0, "block": 1},
        ),
    ):
        yield Survivor(
            operation="coinbase.moving_price",
            slug=slug,
            rules=rules,
            why=why,
            given=state(**changed),
            forks=until("balancer"),
        )


class _Flow(NamedTuple):
    """A flow of a block, and the average that it joins."""

    slug: str
    why: str
    average: int
    flow: int
    factor: int


def _flows() -> Iterator[Survivor]:
    for slug, why, average, flow, factor in (
        _Flow(
            "a-rao-in",
            "takes a flow of one rao for none",
            average=0,
            flow=1,
            factor=29_597_889_189_277,
        ),
        _Flow(
            "a-sum-below-the-format",
            "adds beyond the least number where the old average counts negatively",
            average=2**127 - 1,
            flow=-(2**63),
            factor=2**64 - 1,
        ),
    ):
        yield Survivor(
            operation="coinbase.flow_average",
            slug=slug,
            rules=("COI-7",),
            why=why,
            given={"average": average, "flow": flow, "smoothing_factor": factor},
            forks=since("flow", until="rootprice"),
        )


# Of nine flows the others are, scaled: a half, two steps and a quarter below 1, a step below 2, two
# steps above 1, a number whose logarithm is 1, seven tenths, and a thousand steps.
_FAR_APART = (
    2**100,
    41_032_302_528_472_111_690_809_344,
    82_064_605_018_729_803_405_066_240,
    61_548_453_792_708_133_176_475_648,
    164_129_210_094_781_064_976_269_312,
    82_064_605_095_158_437_199_740_928,
    223_074_721_713_981_361_527_717_888,
    57_445_223_536_039_493_753_634_816,
    19_107_154_875_255_881_728,
)
# Scaled by 32,768, which two flows are, these are 2 and 3 steps of the narrow format.
_TWO_STEPS, _THREE_STEPS = 2**54 + 2**39, 3 * 2**53 + 2**39


def _shares() -> Iterator[Survivor]:
    for slug, why, averages, exponent in (
        (
            "no-flow-beside-a-few-steps",
            "gives a subnet without flow a step of it",
            (5, 0),
            WHOLE,
        ),
        (
            "two-steps-after-scaling",
            "finds a logarithm where the reciprocal does not fit",
            (2**100, _TWO_STEPS),
            WHOLE,
        ),
        (
            "scaled-to-exactly-a-half",
            "takes the reciprocal of a power of two for a unit or two less",
            (10**15 * WHOLE, 281_474_973_048_977_301_368_654_004_224),
            15 * WHOLE // 16,
        ),
        (
            "three-steps-after-scaling",
            "takes an exponential whose series does not fit for 0 where the power is negative",
            (2**100, _THREE_STEPS),
            WHOLE,
        ),
        (
            "scaled-flow-between-two-steps",
            "rounds a scaled flow up into the narrow format",
            (10 * WHOLE, 1799 * WHOLE),
            WHOLE,
        ),
        (
            "exponent-between-two-steps",
            "rounds the exponent up into the narrow format",
            (10 * WHOLE, 3 * WHOLE),
            WHOLE + 1,
        ),
        (
            "largest-exponent-of-almost-one",
            "keeps an exponent that the narrow format does not hold",
            (2**100, 38_685_626_263_696_999_329_038_336),
            2**127,
        ),
        (
            "flows-far-apart",
            "takes another reciprocal of what is below 1, or finds 1 no exponential of its own",
            _FAR_APART,
            WHOLE,
        ),
        (
            "seventy-one-subnets",
            "takes the root of the room to within more than one thousandth",
            (*(70 * [WHOLE]), 3 * WHOLE // 10),
            WHOLE,
        ),
    ):
        yield Survivor(
            operation="coinbase.flow_shares",
            slug=slug,
            rules=("COI-8", "COI-9"),
            why=why,
            given={"averages": averages, "cutoff": 0, "exponent": exponent},
            forks=since("flow", until="rootprice"),
        )
    yield Survivor(
        operation="coinbase.flow_shares",
        slug="from-the-lowest-to-the-highest-flow",
        rules=("COI-8",),
        why="lets what a flow exceeds the limit by leave the format",
        given={
            "averages": (2**127 - 1, 0, -(2**127)),
            "cutoff": -(2**127),
            "exponent": WHOLE,
        },
        forks=since("flow", until="rootprice"),
    )


def _halves() -> Iterator[Survivor]:
    """Half of what the owner leaves is a step of 2**-32 less than a whole number of rao."""
    for operation, rule, forks in (
        ("coinbase.set_aside_and_sell", "COI-14", until("flow")),
        ("coinbase.set_aside", "COI-15", since("flow")),
    ):
        yield Survivor(
            operation=operation,
            slug="half-a-step-below-a-rao",
            rules=("COI-13", rule),
            why="rounds half of an odd number of steps up",
            given={
                "alpha_out": 352_399,
                "owner_cut": 48_751,
                "root_tao": TAO,
                "tao_weight": MAINNET_WEIGHT,
                "alpha_issuance": 0,
            },
            forks=forks,
        )


def _paying() -> Iterator[Survivor]:
    yield Survivor(
        operation="coinbase.dividends",
        slug="one-rao-of-dividend-beside-none",
        rules=("COI-20",),
        why="starts a sum of parts below zero, which shows only where the sum is small",
        given={
            "validators": 1_000 * TAO,
            "root": 1_000 * TAO,
            "tao_weight": U64_MAX,
            "hotkeys": [
                {"dividend": 1, "alpha": 1, "root": 1, "take": 0},
                {"dividend": 0, "alpha": 1, "root": 1, "take": 0},
            ],
        },
    )
    parent = {"proportion": U64_MAX, "alpha": 1, "root": 0, "same_owner": True}
    yield Survivor(
        operation="coinbase.parent_split",
        slug="rest-a-step-below-a-rao",
        rules=("COI-19",),
        why="adds a step to what is left for the child",
        given={
            "dividend": 715_827_881,
            "alpha": 9,
            "root": 0,
            "lent": [],
            "parents": [parent],
            "take": 0,
            "burn": 0,
            "tao_weight": MAINNET_WEIGHT,
        },
    )
    yield Survivor(
        operation="coinbase.next_epoch",
        slug="last-block-of-the-usual-tempo",
        rules=("COI-35",),
        why="lets the sum of block and netuid saturate, or grow beyond a word",
        given={"netuid": 1, "tempo": 360, "block": U64_MAX},
    )


def _children() -> Iterator[Survivor]:
    yield Survivor(
        operation="coinbase.children",
        slug="a-hotkey-that-was-its-own-parent",
        rules=("COI-31",),
        why="keeps a hotkey, which earlier forks let lend to itself, among its own parents",
        given={
            "parent": "0x50",
            "requested": [{"proportion": 1, "hotkey": "0x0a"}],
            "children": [{"hotkey": "0x50", "relatives": [{"proportion": 4, "hotkey": "0x50"}]}],
            "parents": [{"hotkey": "0x50", "relatives": [{"proportion": 4, "hotkey": "0x50"}]}],
        },
        forks=since("flow"),
    )
