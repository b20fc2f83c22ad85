"""The tables of the chapter are computed by the model, so that prose and code cannot drift."""

from __future__ import annotations

import re

from taospec.numbers import BINARY32, BINARY64, FORMATS, I32F32, Fixed
from taospec.rulebook import chapters, rulebook


def cells(rule_id: str) -> list[list[str]]:
    """Rows of the table in a rule's prose, without its heading."""
    lines = [line for line in rulebook()[rule_id].prose.splitlines() if line.startswith("|")]
    return [[cell.strip(" `") for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_the_table_of_the_formats() -> None:
    table = re.findall(
        r"^\| `(\w+)` \| (\d+), (\w+) \| \$2\^\{-(\d+)\}\$ \|",
        chapters()["numbers"].introduction,
        re.MULTILINE,
    )
    assert table == [
        (name, str(kind.total_bits), "signed" if kind.signed else "unsigned", str(kind.frac_bits))
        for name, kind in FORMATS.items()
    ]


def test_the_table_of_the_exponential() -> None:
    words = {"smallest step": I32F32.from_bits(1), "minus that": I32F32.from_bits(-1)}
    pairs = [row[at : at + 2] for row in cells("NUM-11") for at in (0, 2)]
    assert len(pairs) == 16
    for number, bits in pairs:
        x = words.get(number) or I32F32.from_decimal(number.replace("−", "-"))
        assert x.checked_exp() == I32F32.from_bits(int(bits)), number


def test_the_table_of_the_literals() -> None:
    rows = cells("NUM-8")
    assert len(rows) == 6
    for literal, name, bits, meaning in rows:
        kind: type[Fixed] = FORMATS[name]
        binary = BINARY32 if "32-bit" in meaning else BINARY64
        assert kind.from_decimal(literal, binary) == kind.from_bits(int(bits)), literal
