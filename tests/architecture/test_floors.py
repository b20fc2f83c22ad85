"""The floors of each package: imports run downwards, and never in a circle."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from pathlib import Path

import pytest
from import_graph import Graph, circles, graph, upward

ROOT = Path(__file__).resolve().parents[2]

# From low to high: a module imports from its own floor and from those before it. A name inside a
# folder stands for itself where it is listed, and otherwise on the floor of its folder.
FLOORS: Mapping[str, Sequence[Collection[str]]] = {
    "model/taospec": (
        {"errors", "naming", "extras", "rules", "chapters", "quantities"},
        {"resources", "files", "discovery", "domain", "shapes"},
        {"timeline", "rejections", "rulebook", "wire"},
        {"fork_of", "constants"},
        {"numbers"},
        {"bulk"},
        {"supply", "consensus", "pools", "coinbase", "staking", "registration"},
        {"network.rules"},
        {"forks.shape", "forks.evolution"},
        {"network"},
        {"forks"},
        {"operations"},
        {"examples"},
        {"invariants", "evidence", "simulation"},
        {"__init__"},
    ),
    "vectors/taospec_vectors": (
        {"errors", "format"},
        {"strict_json", "strict_yaml", "schema", "present", "plain", "bundle"},
        {"load", "json_schema", "inventory", "emit", "answering", "funded", "differences"},
        {"strategies", "drafting", "changes"},
        {"cases"},
        {"fill", "prose_tables", "traceability"},
        {"determinism", "lint", "rule_check"},
        {"__init__"},
    ),
    "conformance/taospec_conformance": (
        {"asking.protocol", "asking.outcomes", "asking.text"},
        {"reference", "skeletons"},
        {"zoo"},
        {"asking", "serving"},  # the reference and the zoo are targets too
        {"judging"},
        {"asker", "workers", "trace_files"},
        {"telling"},
        {"runner", "side_by_side", "resemblance", "smoke", "executed", "replayed"},
        {"telling.summary", "telling.junit"},  # they tell of a whole run
        {"properties", "histories", "replay", "resume"},
        {"under_pytest"},
        {"plugin", "adapters"},
        {"__init__"},
    ),
    "reports/taospec_reports": (
        {
            "format",
            "untrusted",
            "paging",
            "sections",
            "source_code",
            "plain_math",
            "mathml",
            "records",
        },
        {"inventory", "logs", "epochs", "markdown", "quantities", "calendar"},
        {"runs", "comparison", "constant_rows", "links", "changelog"},
        {"material", "console", "plots", "shown_changes"},
        {"simulation"},
        {"templating", "pages", "badges", "summary", "search"},
        {"site"},
        {"__init__"},
        {"cli"},
    ),
}


@cache
def _imports(package: str) -> Graph:
    """The graph of a package, read once for all tests."""
    return graph(ROOT / package)


@pytest.mark.parametrize("package", FLOORS)
def test_no_package_imports_in_a_circle(package: str) -> None:
    assert list(circles(_imports(package))) == []


@pytest.mark.parametrize("package", FLOORS)
def test_imports_run_downwards(package: str) -> None:
    assert list(upward(_imports(package), FLOORS[package])) == []


@pytest.mark.parametrize("package", FLOORS)
def test_every_name_on_a_floor_is_one_name_on_one_floor(package: str) -> None:
    names = [name for floor in FLOORS[package] for name in floor]
    assert len(names) == len(set(names))


@pytest.fixture
def toy(tmp_path: Path) -> Path:
    """Three floors, the lowest of which looks up from inside a function."""
    for path, text in {
        "__init__.py": "from toy.high import answer",
        "low.py": "def f():\n    from toy.middle.inner import name\n",
        "middle/__init__.py": "",
        "middle/inner.py": "import toy.low as ground\nimport json\nname = 1",
        "high.py": "from toy import low, middle\nfrom toy.middle import inner, other",
    }.items():
        file = tmp_path / "toy" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return tmp_path / "toy"


def test_the_graph_has_every_arrow_of_the_text(toy: Path) -> None:
    assert graph(toy) == {
        "toy": {"toy.high"},
        "toy.high": {"toy.low", "toy.middle", "toy.middle.inner"},
        "toy.low": {"toy.middle.inner"},
        "toy.middle": set(),
        "toy.middle.inner": {"toy.low"},
    }


def test_the_lints_see_a_circle_and_an_arrow_upwards(toy: Path) -> None:
    (circle,) = circles(graph(toy))
    assert sorted(set(circle.split(" → "))) == ["toy.low", "toy.middle.inner"]
    floors = ({"low"}, {"middle"}, {"high"}, {"__init__"})
    assert list(upward(graph(toy), floors)) == [
        "toy.low imports toy.middle.inner from a higher floor"
    ]


def test_a_name_inside_a_folder_has_a_floor_of_its_own(toy: Path) -> None:
    floors = ({"middle.inner", "low"}, {"middle"}, {"high", "__init__"})
    assert list(upward(graph(toy), floors)) == []


def test_a_module_without_a_floor_is_told(toy: Path) -> None:
    floors = ({"low", "middle"}, {"__init__"})
    assert list(upward(graph(toy), floors)) == ["toy.high stands on no floor"]
