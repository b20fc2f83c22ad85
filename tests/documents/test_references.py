"""What the documents name is there: rules, files, commands with their options, counts."""

from __future__ import annotations

import gzip
import json
import re
import shlex
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import click
import pytest

from taospec.operations.catalogue import catalogue
from taospec.rulebook import rulebook
from taospec.timeline import specified, timeline
from taospec_conformance import zoo
from taospec_reports.cli.verbs import cli

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(
    page.relative_to(ROOT).as_posix()
    for pattern in ("*.md", "conformance/*.md", "docs/*.md", "vectors/README.md", "tests/README.md")
    for page in ROOT.glob(pattern)
)
PARTS = ("model", "vectors", "conformance", "reports", "tests", "spec", "docs")
# What the guides add as an example, and what is made by a command.
EXAMPLES = {"SUP-99"}
MADE = re.compile(
    r"^(build|report|run|plots|my-|mine|adapter|operations|expectations|released|package)"
)
NUMBERS = dict(
    enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
        ]
    )
)
NUMBERS |= {
    12: "twelve",
    16: "sixteen",
    17: "seventeen",
    18: "eighteen",
    19: "nineteen",
    20: "twenty",
    21: "twenty-one",
    22: "twenty-two",
    39: "thirty-nine",
    40: "forty",
}


def text_of(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES)
def test_every_rule_named_is_a_rule(page: str) -> None:
    prefixes = "|".join({rule_id.partition("-")[0] for rule_id in rulebook()})
    named = set(re.findall(rf"\b(?:{prefixes})-[0-9]+\b", text_of(page)))
    assert named - set(rulebook()) - EXAMPLES == set()


@pytest.mark.parametrize("page", PAGES)
def test_every_file_named_is_there(page: str) -> None:
    if page == "docs/NAMES.md":  # it tells of names that are gone
        return
    missing = [name for name in _paths(text_of(page)) if not _is_there(name)]
    assert missing == []


def _paths(text: str) -> Iterator[str]:
    """Folders and files in backticks, without those that an example or a command makes."""
    prose = re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE)
    for name in re.findall(r"`([\w./<>*-]+/(?:[\w./<>*-]*\.[a-z]+)?)`", prose):
        if not MADE.match(name) and not name.startswith(("/", "http")):
            yield name


@cache
def _tree() -> tuple[str, ...]:
    """Files and folders of the project, as `/folder/` and `/folder/file`."""
    tops = [ROOT / part for part in PARTS]
    paths = [ROOT / ".ci" / "run", *tops, *(path for top in tops for path in top.rglob("*"))]
    return tuple(
        f"/{path.relative_to(ROOT).as_posix()}{'/' if path.is_dir() else ''}" for path in paths
    )


def _is_there(name: str) -> bool:
    """Whether a path ends so; `<…>` and `*` stand for anything."""
    pattern = "*/" + re.sub(r"<[^>]*>", "*", name).removeprefix("./")
    return any(fnmatch(path, pattern) for path in _tree())


@pytest.mark.parametrize("page", PAGES)
def test_every_command_shown_has_its_verbs_and_options(page: str) -> None:
    wrong = []
    for line in _commands(text_of(page)):
        problem = _problem(line)
        if problem:
            wrong.append((line, problem))
    assert wrong == []


def _commands(text: str) -> Iterator[str]:
    """Command lines of `taospec`, in blocks and in backticks, without what follows in the shell."""
    blocks = re.findall(r"^```\S*\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    prose = re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE)
    shown = [line for block in blocks for line in block.splitlines()]
    shown += [" ".join(quoted.split()) for quoted in re.findall(r"`([^`]+)`", prose)]
    for line in shown:
        if match := re.match(r"(?:\$ )?(taospec [a-z].*)", line):
            yield re.split(r"\s+#|\s[|>]|;", match[1])[0].strip()


def _problem(line: str) -> str:
    words = shlex.split(line.replace("…", ""))[1:]
    command: click.Command = cli
    with click.Context(cli) as context:
        while isinstance(command, click.Group) and words and not words[0].startswith("-"):
            inner = command.get_command(context, words[0])
            if inner is None:
                return f"no verb {words[0]}"
            command, words = inner, words[1:]
    known = {name for option in command.params for name in (*option.opts, *option.secondary_opts)}
    known |= {"--help", "-h"}
    options = [word.partition("=")[0] for word in words if re.match(r"--?[a-z]", word)]
    return ", ".join(f"no option {option}" for option in options if option not in known)


@pytest.mark.parametrize("page", PAGES)
def test_every_target_of_make_is_one(page: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", text_of("Makefile"), re.MULTILINE))
    named = re.findall(r"(?:`|^)make ([a-z]+)", text_of(page), re.MULTILINE)
    assert set(named) - targets == set()


@pytest.mark.parametrize("page", PAGES)
def test_every_operation_named_is_one(page: str) -> None:
    chapters = {name.partition(".")[0] for name in catalogue()}
    named = set(re.findall(rf"`((?:{'|'.join(chapters)})\.[a-z_]+)`", text_of(page)))
    ends = {"supply.halvings_left", *(f"{chapter}.md" for chapter in chapters)}
    assert named - set(catalogue()) - ends == set()


def test_the_counts_of_readme() -> None:
    text = " ".join(text_of("README.md").split())
    has, all_forks = len(specified()), len(timeline())
    assert f"It computes {has} of the {all_forks} named forks" in text
    further = NUMBERS[all_forks - has].capitalize()
    assert f"{further} further ones are on the timeline" in text
    for fork in specified():
        assert f"`{fork}` ({timeline()[fork].tag}" in text
    epochs, steps = _executed()
    assert f"{epochs:,} epochs and {steps:,} steps" in text


def _executed() -> tuple[int, int]:
    """Epochs, and calls, blocks and edits, that the chain's own code answered in these forks."""
    folder = ROOT / "tests" / "data" / "executed"
    epochs = steps = 0
    for path in folder.glob("*.jsonl.gz"):
        kind, fork, *_ = path.name.removesuffix(".jsonl.gz").split("-")
        if fork in specified():
            lines = gzip.decompress(path.read_bytes()).splitlines()
            epochs += len(lines) if kind == "epoch" else 0
            steps += sum(len(json.loads(line)["steps"]) for line in lines if kind == "trace")
    return epochs, steps


def test_the_counts_of_the_changelog() -> None:
    rude = sum(issubclass(animal, zoo.Rude) for animal in zoo.animals().values())
    assert f"{NUMBERS[rude]} programs that break the protocol" in " ".join(
        text_of("CHANGELOG.md").split()
    )


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("taospec conform x --failures 3", ""),
        ("taospec conforn x", "no verb conforn"),
        ("taospec vectors fil", "no verb fil"),
        ("taospec ask x --traced", "no option --traced"),
    ],
)
def test_a_command_that_is_none_is_told(line: str, problem: str) -> None:
    assert _problem(line) == problem


def test_a_path_that_leads_nowhere_is_told() -> None:
    assert list(_paths("see `spec/<chapter>.md` and `docs/x.md`")) == [
        "spec/<chapter>.md",
        "docs/x.md",
    ]
    assert _is_there("spec/<chapter>.md")
    assert not _is_there("docs/x.md")
