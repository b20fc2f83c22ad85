"""Plots: the numbers are the model's, the colours the theme's."""

from __future__ import annotations

import re

import pytest

from taospec.supply.emission import block_emission
from taospec_reports.plots import Plot, draw_all
from taospec_reports.templating import static


@pytest.fixture(scope="module")
def plots() -> tuple[Plot, ...]:
    return draw_all()


def test_the_tables_hold_what_the_model_says(plots: tuple[Plot, ...]) -> None:
    emission, supply, halvings = plots
    assert len(emission.rows) == 31
    assert all(block_emission(first) == minted for _, first, minted in emission.rows)
    assert supply.rows[-1] == (30, 328_414_167, 124, 322, 20_999_999_980_442_226)
    assert halvings.rows[0][:3] == (2, 15_750_000_000_000_000, "2029-12-12")
    assert halvings.rows[-1][-1] == "never"
    assert {len(row) for plot in plots for row in plot.rows} == {3, 5, 7}
    assert all(len(plot.columns) == len(plot.rows[0]) for plot in plots)


def test_every_colour_is_a_variable_of_the_theme(plots: tuple[Plot, ...]) -> None:
    theme = static("theme.css")
    for plot in plots:
        assert not re.search(r"#[0-9a-f]{6}\b", plot.svg), plot.name
        used = set(re.findall(r"var\((--[a-z0-9-]+)\)", plot.svg))
        assert len(used) >= 4
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


def test_drawing_twice_gives_the_same(plots: tuple[Plot, ...]) -> None:
    assert draw_all.__wrapped__() == plots
