"""What is missing is named together with the extra that brings it, wherever it is needed."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from taospec.errors import TaospecError
from taospec.extras import EXTRAS, MissingExtraError, load, require

ROOT = Path(__file__).resolve().parents[2]
MAIN = "from taospec_reports.cli.main import main; main()"


def without(
    modules: str, program: str, *arguments: str, folder: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a program where some modules, parted by spaces, are not installed."""
    missing = f"import sys; sys.modules.update(dict.fromkeys({modules.split()!r}))"
    return subprocess.run(
        [sys.executable, "-c", f"{missing}\n{program}", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_table_has_what_the_project_declares() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    distributions = packages_distributions()
    for extra, modules in EXTRAS.items():
        listed = settings["project"]["optional-dependencies"][extra]
        names = {re.split(r"[<>=\[]", entry)[0] for entry in listed} - {"taospec"}
        assert {distributions[module][0].lower() for module in modules} == names


def test_the_whole_set_up_has_every_extra() -> None:
    for extra in EXTRAS:
        require(extra)


def test_what_is_missing_is_named_with_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "z3", None)
    with pytest.raises(MissingExtraError) as caught:
        load("prove", "z3")
    assert str(caught.value) == "z3 is not installed; pip install 'taospec[prove]' brings it"
    assert caught.value.name == "z3"
    assert isinstance(caught.value, TaospecError | ImportError)


@pytest.mark.parametrize(
    ("module", "program"),
    [
        ("z3", "import taospec.invariants.runner"),
        ("hypothesis", "import taospec_vectors.load"),
        ("pydantic", "import taospec_conformance.asking.protocol"),
        ("matplotlib", "import taospec_reports; taospec_reports.build(None, [])"),
    ],
)
def test_python_says_which_extra_is_missing(module: str, program: str) -> None:
    run = without(module, program)
    (extra,) = (extra for extra, modules in EXTRAS.items() if module in modules)
    assert run.returncode == 1
    assert run.stderr.splitlines()[-1] == (
        f"taospec.extras.MissingExtraError: {module} is not installed; "
        f"pip install 'taospec[{extra}]' brings it"
    )


@pytest.mark.parametrize(
    ("module", "extra", "arguments"),
    [
        ("click", "conform", ["--help"]),
        ("hypothesis", "conform", ["smoke", "reference"]),
        ("z3", "prove", ["prove", "emission-never-grows"]),
        ("jinja2", "report", ["report"]),
    ],
)
def test_a_verb_says_which_extra_is_missing(module: str, extra: str, arguments: list[str]) -> None:
    run = without(module, MAIN, *arguments)
    assert (run.returncode, run.stdout) == (2, "")
    message = f"{module} is not installed; pip install 'taospec[{extra}]' brings it"
    assert run.stderr == f"taospec: {message}\n"


@pytest.mark.parametrize("arguments", [["rules", "SUP-3"], ["prove", "--list"]])
def test_verbs_that_need_no_other_extra_run_without_them(arguments: list[str]) -> None:
    assert without("z3 jinja2 matplotlib pygments", MAIN, *arguments).returncode == 0


def test_the_plugin_is_quiet_in_a_project_that_only_has_the_model() -> None:
    program = "import pytest; sys.exit(pytest.main(['--version', *sys.argv[1:]]))"
    assert without("hypothesis", program).returncode == 0


def test_the_suite_says_which_extra_is_missing(tmp_path: Path) -> None:
    """Run from outside, since the project's own tests need all extras."""
    program = "import pytest; sys.exit(pytest.main(sys.argv[1:]))"
    arguments = ["--pyargs", "taospec_conformance", "--taospec-adapter", "reference"]
    run = without("pydantic", program, "-p", "no:cacheprovider", *arguments, folder=tmp_path)
    assert run.returncode == pytest.ExitCode.USAGE_ERROR
    assert run.stderr == (
        "ERROR: taospec: pydantic is not installed; pip install 'taospec[conform]' brings it\n\n"
    )
