"""Owner cut, root part and what is set aside: worked blocks with mainnet constants."""

import pytest

from taospec.coinbase import cuts
from taospec.coinbase.drain import HalvedPendings, Pots, SeparatePendings
from taospec.numbers import U96F32

ONE = U96F32.layout.one
WEIGHT = cuts.u64_part(3_320_413_933_267_719_290)
CUT = cuts.u16_part(11_796)
ROOT = 5_500_000 * 10**9


def test_eighteen_percent_is_not_eighteen_percent() -> None:
    assert CUT == 773_074_452
    assert WEIGHT == 773_094_113
    assert cuts.u64_part(2**64 - 1) == cuts.u16_part(65_535) == ONE
    assert cuts.u64_part(2**32 - 1) == 0


@pytest.mark.parametrize(
    ("issuance", "proportion", "root", "rest"),
    [
        (4_500_002_000_000_000, 774_502_016, 73_934_811, 746_069_765),
        (4_499_877_006_150_095 + 1_000_000_000, 774_519_509, 73_936_481, 746_068_095),
        (4_500_001_500_000_002, 774_502_087, 73_934_818, 746_069_759),
    ],
)
def test_one_block(issuance: int, proportion: int, root: int, rest: int) -> None:
    """A pool of 2.5 million alpha, 2 million outside, 5.5 million TAO on root."""
    cut = cuts.owner_cut(10**9 * ONE, CUT)
    weighted = cuts.weighted_root(ROOT, WEIGHT)
    share = cuts.root_proportion(weighted, issuance)
    swapped = cuts.emission_less_root(cut.rest, cuts.root_alpha(share, cut.rest))
    assert cut.owner >> 32 == 179_995_422
    assert share == proportion
    assert swapped == cuts.Swapped(rest, root)


def test_one_block_from_flow_on() -> None:
    """Two rao of a block's alpha are set aside for nobody."""
    cut = cuts.owner_cut(10**9 * ONE, CUT)
    share = cuts.root_proportion(cuts.weighted_root(ROOT, WEIGHT), 4_500_001_500_000_002)
    aside = cuts.set_aside(cut.rest, cuts.root_alpha(share, cut.rest))
    assert aside.server == 410_002_288
    assert aside.validator == 336_067_470
    assert (cut.owner >> 32) + aside.server + aside.validator + aside.root == 999_999_998


def test_pending_swapped() -> None:
    """`test_pending_swapped`: root holds a quarter of what counts."""
    share = cuts.root_proportion(cuts.weighted_root(10**9, ONE), 3 * 10**9)
    assert share == ONE // 4
    assert cuts.emission_less_root(10**9 * ONE, cuts.root_alpha(share, 10**9 * ONE)) == (
        cuts.Swapped(875_000_000, 125_000_000)
    )


def test_pending_emission() -> None:
    """`test_pending_emission`: the same from `flow` on."""
    root = cuts.root_alpha(ONE // 4, 10**9 * ONE)
    assert cuts.set_aside(10**9 * ONE, root) == cuts.SetAside(500_000_000, 375_000_000, 125_000_000)


def test_nothing_on_root_and_nothing_issued() -> None:
    assert cuts.root_proportion(0, 0) == 0
    assert cuts.root_proportion(1, 0) == ONE


@pytest.mark.parametrize(
    ("pendings", "incentives", "pots"),
    [
        (HalvedPendings(875, 125, 9), 1, Pots(1000, 375, 9)),
        (HalvedPendings(875, 125, 9), 0, Pots(1000, 875, 9)),
        (HalvedPendings(5, 125, 9), 1, Pots(130, 0, 9)),
        (SeparatePendings(500, 375, 125), 1, Pots(1000, 375, 125)),
        (SeparatePendings(500, 375, 125), 0, Pots(1000, 875, 125)),
    ],
)
def test_pots(pendings: HalvedPendings | SeparatePendings, incentives: int, pots: Pots) -> None:
    assert pendings.total == (130 if pendings == HalvedPendings(5, 125, 9) else 1000)
    assert pendings.pots(incentives) == pots
