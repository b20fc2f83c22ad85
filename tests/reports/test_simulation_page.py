"""The page of a simulation in the report."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from page_reader import Reader, broken_links
from report_logs import pages_of

from taospec.errors import TaospecError
from taospec_reports import site
from taospec_reports.cli.verbs import run as taospec
from taospec_reports.pages import simulation


@pytest.mark.usefixtures("small")
def test_the_report_shows_every_run_and_measure(tmp_path: Path) -> None:
    given = {
        "fork": "flow",
        "start": {"network": {"subnets": 2, "uids": 4, "validators": 2, "stakes": 20}},
        "record": {"measures": ["issuance", "price"]},
        "vary": {"seed": [1, 2]},
    }
    scenario = tmp_path / "scenario.yaml"
    scenario.write_text(yaml.safe_dump(given), encoding="utf-8")
    made = tmp_path / "two seeds"
    options = ["--out", str(made), "--processes", "1", "--no-plots"]
    assert taospec(["simulate", str(scenario), "--blocks", "20", *options]) == 0
    site.build(tmp_path / "out", [], simulations=[made])
    pages = pages_of(tmp_path / "out")
    readers = {path: Reader(html) for path, html in pages.items()}
    assert broken_links(tmp_path / "out", readers) == []
    (path,) = (path for path in pages if path.startswith("simulations/"))
    assert pages[path].count("<svg") == 4
    assert "seed 2" in pages[path]
    assert len(pages[path]) < site.MOST_BYTES
    assert path in pages["index.html"]


def test_a_folder_without_a_simulation_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TaospecError, match="holds no simulation"):
        simulation.pages([tmp_path])
