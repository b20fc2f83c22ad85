"""Plots: the numbers are the model's, the colours the theme's."""

from __future__ import annotations

import re

import pytest

from taospec.operations.catalogue import execute
from taospec.supply.emission import block_emission
from taospec_reports.inventory import Inventory
from taospec_reports.plots import Drawings, Plot, consensus, registration, supply
from taospec_reports.templating import static

ONE = 2**32
RANGE = {"alpha_low": 45_875, "alpha_high": 58_982}


@pytest.fixture(scope="session")
def plots(drawings: Drawings) -> tuple[Plot, ...]:
    return drawings.everything


def named(name: str) -> Plot:
    (found,) = [plot for plot in consensus.draw() if plot.name == name]
    return found


def test_the_tables_of_supply_hold_what_the_model_says() -> None:
    emission, minted, halvings = supply.draw()
    assert len(emission.rows) == 31
    assert all(block_emission(first) == amount for _, first, amount in emission.rows)
    assert minted.rows[-1] == (30, 328_414_167, 124, 322, 20_999_999_980_442_226)
    assert halvings.rows[0][:3] == (2, 15_750_000_000_000_000, "2029-12-12")
    assert halvings.rows[-1][-1] == "never"


def test_the_tables_of_a_subnets_life_hold_what_the_model_says() -> None:
    lock, burn, end = registration.draw()
    before, since, across = zip(*(row[1:] for row in lock.rows), strict=True)
    assert before[0] == since[0] == across[0] == 2500 * 10**9
    assert before[:12] == across[:12]  # the halving comes after three days
    assert across[12:] == since[12:]
    assert burn.rows[1] == (1, 984_998_703, 10**9, 1_015_001_296, 1_030_002_593)
    assert sum(row[2] for row in end.rows[:-1]) == 1000 * 10**9 - 100
    assert end.rows[-2:] == (("holder 5", 1, 0), ("owner", 0, 5 * 10**9))


def test_the_vote_steps_down_where_a_validator_stops() -> None:
    """Stakes 0.40, 0.35 and 0.25 gave 0.4, 0.5 and 1; the first and the second reach κ together."""
    steps = [(int(w) / ONE, int(s) / ONE, reaches) for w, s, reaches in named("majority").rows]
    assert [(round(w, 4), round(s, 4), reaches) for w, s, reaches in steps] == [
        (0.4, 1.0, "yes"),
        (0.5, 0.6, "yes"),
        (1.0, 0.25, "no"),
    ]


@pytest.mark.parametrize(("column", "steepness"), [(1, 1_000), (2, 4_178), (3, 10_000)])
def test_every_rate_of_the_curve_is_the_operations_answer(column: int, steepness: int) -> None:
    rows = named("sigmoid").rows
    assert [row[0] for row in rows] == [step * ONE // 20 for step in range(21)]
    for row in rows:
        place = {"consensus": "0", "bond": "0", "weight": str(row[0])}
        given = place | RANGE | {"alpha_sigmoid_steepness": steepness}
        assert execute("dereg", "consensus.alpha", given) == {"ok": {"alpha": str(row[column])}}


def test_what_the_caption_says_of_steep_curves() -> None:
    plot = named("sigmoid")
    first, *others = [[row[column] for row in plot.rows] for column in (1, 2, 3)]
    assert first == sorted(first)
    assert all(rates[0] == max(rates) for rates in others)
    assert [sum(rate == max(rates) for rate in rates[:9]) for rates in others] == [1, 6]
    assert "below 0.29 at one of 10,000" in plot.caption


def test_a_bond_at_rest_loses_a_unit_an_epoch() -> None:
    plot = named("drift")
    assert plot.rows == tuple(
        (epoch, 65_535, 40_000 - epoch, max(0, 12 - epoch)) for epoch in range(25)
    )
    assert "40,000 has become 39,976" in plot.caption


def test_nobody_gets_more_than_there_is() -> None:
    rows = {name: shares for name, *shares in named("split").rows}
    assert rows == {
        "weights as on the first page": [499_999_999, 499_999_999, 2],
        "no weight has a majority": [0, 999_999_998, 2],
        "no old bonds, and α = 0": [999_999_999, 0, 1],
        "nobody has stake": [0, 0, 10**9],
    }
    assert "2 rao of a whole alpha" in named("split").caption


def test_every_table_fits_its_columns(plots: tuple[Plot, ...]) -> None:
    for plot in plots:
        assert {len(row) for row in plot.rows} == {len(plot.columns)}, plot.name
        assert len(plot.rows) >= 3


def test_every_plot_illustrates_rules_that_exist(
    plots: tuple[Plot, ...], inventory: Inventory
) -> None:
    for plot in plots:
        assert plot.rules
        assert set(plot.rules) <= inventory.rules.keys()


def test_every_colour_is_a_variable_of_the_theme(plots: tuple[Plot, ...]) -> None:
    theme = static("theme.css")
    for plot in plots:
        assert not re.search(r"#[0-9a-f]{6}\b", plot.svg), plot.name
        used = set(re.findall(r"var\((--[a-z0-9-]+)\)", plot.svg))
        assert len(used) >= 3
        assert all(f"{name}:" in theme for name in used)


def test_two_plots_on_a_page_share_no_id(plots: tuple[Plot, ...]) -> None:
    ids = [name for plot in plots for name in re.findall(r' id="([^"]+)"', plot.svg)]
    assert len(ids) == len(set(ids))
    for plot in plots:
        used = set(re.findall(r'(?:url\(|href=")#([^)"]+)', plot.svg))
        assert used == set(re.findall(r' id="([^"]+)"', plot.svg))


def test_a_drawing_brings_nothing_of_the_machine_along(plots: tuple[Plot, ...]) -> None:
    for plot in plots:
        assert plot.svg.startswith(f'<svg role="img" aria-label="{plot.title}" viewBox=')
        for noise in ("<style", "<metadata", "<!--", "xmlns", "font-family", "DejaVu", "http"):
            assert noise not in plot.svg, (plot.name, noise)
