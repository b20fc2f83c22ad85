"""Where the code may name a fork, and what may be asked of a fork but by its slots."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import lints
from sources import modules

from taospec.timeline import timeline

ROOT = Path(__file__).resolve().parents[2]

# Where forks are named one by one, and why. Everywhere else a name begins or ends a range.
NAMED: Mapping[str, str] = {
    "model/taospec/forks": "composes them",
    "model/taospec/evidence": "states what was so in one fork, and in the next",
    "model/taospec/examples/consensus.py": "yuma3 is the name of a model of bonds too",
    "model/taospec/invariants/consensus": "the same",
    "model/taospec/network/kinds.py": "a lock has a conviction, and a fork is called so",
    "model/taospec/examples/questions/staking.py": "a lock has a conviction too",
    "conformance/taospec_conformance/adapters/yuma_simulation.py": "the same",
    "conformance/taospec_conformance/skeletons": "shows one fork to who writes an adapter",
    "reports/taospec_reports/cli/halving.py": "a verb is called so",
    "reports/taospec_reports/cli/verbs.py": "the same",
}
# Entries that functions ask for, and why no slot of the fork says it instead: all of them are about
# how something is kept, and none about what is computed of it.
ASKED: Mapping[str, str] = {
    "Swap.SwapBalancer": "a pool is kept in other entries",
    "Swap.Positions": "a pool is kept in other entries",
    "Swap.AlphaSqrtPrice": "a price that is kept is not computed",
    "Swap.ScrapReservoirTao": "what is not kept is nothing",
    "SubnetTaoProvided": "what is not kept is nothing",
    "SubnetAlphaInProvided": "what is not kept is nothing",
    "OwnerCutEnabled": "a switch that is not there is on",
    "AdminFreezeWindow": "a window that is not there has no length",
    "LastEpochBlock": "an epoch that is not kept follows from the block",
    "SubtokenEnabled": "an example sets the state that there is",
    "SubnetEmaTaoFlow": "an example sets the state that there is",
}


PACKAGES = (
    "model/taospec",
    "conformance/taospec_conformance",
    "reports/taospec_reports",
)


def _modules() -> Sequence[tuple[str, ast.Module]]:
    """Every module of the packages."""
    return [
        (path.relative_to(ROOT).as_posix(), tree)
        for package in PACKAGES
        for path, tree in modules(ROOT / package)
    ]


@cache
def _outside_ranges() -> Sequence[tuple[str, str]]:
    """Where forks are named otherwise, with what is wrong with it."""
    return [
        (path, problem)
        for path, tree in _modules()
        for problem in lints.forks_outside_ranges(tree, timeline())
    ]


def _names_forks(path: str) -> bool:
    return any(path == place or path.startswith(f"{place}/") for place in NAMED)


def test_forks_are_named_where_a_range_begins_or_ends() -> None:
    problems = [
        f"{path}: {problem}" for path, problem in _outside_ranges() if not _names_forks(path)
    ]
    assert problems == []


def test_every_exception_is_one() -> None:
    naming = {path for path, _ in _outside_ranges()}
    needless = [
        place
        for place in NAMED
        if not any(path == place or path.startswith(f"{place}/") for path in naming)
    ]
    assert needless == []


# Lines outside `forks/` that name one, ranges counted. A fork that is specified adds those where
# its operations, laws and claims begin or end, and none besides.
# Nine of them are the conviction of a lock, which a fork is called after.
MOST_LINES = 221


def test_lines_that_name_forks_do_not_grow() -> None:
    lines = [
        f"{path}:{line}"
        for path, tree in _modules()
        if not path.startswith("model/taospec/forks/")
        for line in lints.lines_naming_forks(tree, timeline())
    ]
    assert len(lines) <= MOST_LINES, lines


def test_no_decision_compares_the_name_of_a_fork() -> None:
    problems = [
        f"{path}: {problem}"
        for path, tree in _modules()
        for problem in lints.decisions_by_fork(tree)
    ]
    assert problems == []


def test_storage_is_asked_for_how_something_is_kept() -> None:
    entries = {name for _, tree in _modules() for name in lints.questions_of_storage(tree)}
    assert entries == ASKED.keys()


def test_the_lints_see() -> None:
    source = "x = 'dtao'\nsince('dtao', until='flow')\ncell('X', since='dereg')\nf('flow')"
    assert list(lints.forks_outside_ranges(ast.parse(source), timeline())) == [
        "line 1: the fork dtao by name, not in a range",
        "line 4: the fork flow by name, not in a range",
    ]
    named = ast.parse("x = 'dtao'\nchanging(\n  dtao=1,\n  flow=2)\nsince('dereg')\nflow = 3")
    assert lints.lines_naming_forks(named, timeline()) == {1, 3, 4, 5}
    compared = ast.parse("if chain.fork.name != x: y\nfork.name not in only('a')\na.name == b")
    assert list(lints.decisions_by_fork(compared)) == [
        "line 1: chain.fork.name != x",
        "line 2: fork.name not in only('a')",
    ]
    assert list(lints.questions_of_storage(ast.parse("chain.stores('Burn')"))) == ["Burn"]
