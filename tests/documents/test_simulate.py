"""The scenario that docs/SIMULATE.md shows runs, and does what it says."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from taospec.simulation.measures import MEASURES
from taospec.simulation.run import run
from taospec.simulation.scenario import read_scenario, variations
from taospec_reports.cli.simulate import command

PAGE = Path(__file__).resolve().parents[2] / "docs" / "SIMULATE.md"


def test_the_scenario_shown_runs() -> None:
    text = PAGE.read_text(encoding="utf-8")
    (shown,) = re.findall(r"```yaml market\.yaml\n(.*?)```", text, re.DOTALL)
    runs = variations(yaml.safe_load(shown))
    assert len(runs) == 4
    for _, scenario in runs:
        records, calls = run(read_scenario(scenario), 36)
        assert [(call.block, call.outcome) for call in calls] == [(10, "ok"), (35, "ok")]
        assert {record.measure for record in records} >= {"issuance", "price", "share", "stake"}


def test_every_measure_and_option_is_described() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for name in MEASURES:
        assert f"`{name}`" in text or f"`{name}/" in text
    for option in ("--checkpoint", "--processes", "--scheduler", "--format", "--out"):
        assert option in text
        assert option in {name for parameter in command.params for name in parameter.opts}
