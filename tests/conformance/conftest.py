"""Small vectors, and adapters written for one test each."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from taospec.timeline import until
from taospec_vectors.format import Case, VectorFile
from taospec_vectors.load import load_all

# Those of 2025: what these tests count does not grow with the protocol.
FORKS = tuple(until("authorfee"))

# What every program of a test has at hand: a description of itself, and a way to write a line.
PRELUDE = """
import json, os, sys, time
SAID = {"protocol": 1,
        "adapter": {"name": "a test's", "version": "1", "language": "Python"},
        "forks": THE_FORKS,
        "operations": ["supply.block_emission", "numbers.mul"],
        "numeric": "exact"}
def write(text):
    sys.stdout.write(text)
    sys.stdout.flush()
def reply(message, result):
    write(json.dumps({"jsonrpc": "2.0", "id": message["id"], "result": result}) + "\\n")
def converse(execute, said=SAID):
    for line in sys.stdin:
        message = json.loads(line)
        if message["method"] == "initialize":
            reply(message, said)
        elif message["method"] == "shutdown":
            reply(message, None)
            break
        else:
            execute(message)
""".replace("THE_FORKS", repr(list(FORKS)))


@pytest.fixture
def program(tmp_path: Path) -> Callable[[str], str]:
    """Source of a program → a target string that runs it."""

    def write(source: str) -> str:
        path = tmp_path / "adapter.py"
        path.write_text(f"FORKS = {FORKS!r}{PRELUDE}{source}", encoding="utf-8")
        return "stdio:" + shlex.join([sys.executable, "-I", str(path)])

    return write


def emission_case(slug: str, issuance: int, expect: dict[str, Any], **fields: Any) -> Case:
    return Case(
        **{
            "id": f"supply.block_emission.{slug}",
            "operation": "supply.block_emission",
            "forks": FORKS,
            "rules": ("SUP-3",),
            "why": "compares with > where the chain has >=",
            "origin": "human",
            "given": {"total_issuance": str(issuance)},
            "expect": expect,
            **fields,
        }
    )


def product_case(slug: str, a: int, b: int, expect: dict[str, Any], **fields: Any) -> Case:
    return Case(
        **{
            "id": f"numbers.mul.{slug}",
            "operation": "numbers.mul",
            "forks": FORKS,
            "rules": ("NUM-1", "NUM-2"),
            "why": "rounds a product up",
            "origin": "solver",
            "given": {"format": "I32F32", "a": str(a), "b": str(b)},
            "expect": expect,
            **fields,
        }
    )


@pytest.fixture
def make_emission_case() -> Callable[..., Case]:
    """Slug, issuance and expectation → a case of `supply.block_emission`."""
    return emission_case


@pytest.fixture
def at_threshold() -> Case:
    """The first halving."""
    return emission_case(
        "first-threshold-reached", 10_500_000 * 10**9, {"ok": {"emission": "500000000"}}
    )


@pytest.fixture(scope="session")
def all_files() -> tuple[VectorFile, ...]:
    """Every vector there is."""
    return load_all()


@pytest.fixture
def files(at_threshold: Case) -> tuple[VectorFile, ...]:
    """Two files with three cases, in four forks each."""
    start = emission_case("from-nothing", 0, {"ok": {"emission": "1000000000"}})
    product = product_case("floors-minus-one-and-a-half", -3, 1 << 31, {"ok": {"bits": "-2"}})
    return (
        VectorFile(PurePosixPath("numbers/mul.yaml"), "numbers.mul", FORKS, (product,)),
        VectorFile(
            PurePosixPath("supply/block_emission.yaml"),
            "supply.block_emission",
            FORKS,
            (start, at_threshold),
        ),
    )
