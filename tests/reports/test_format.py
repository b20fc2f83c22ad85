"""Quantities as people read them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from taospec_reports import format as fmt


@pytest.mark.parametrize(
    ("rao", "text"),
    [
        (0, "0 TAO"),
        (1, "0.000000001 TAO"),
        (500_000_000, "0.5 TAO"),
        (10_500_000_000_000_000, "10,500,000 TAO"),
        (20_999_999_980_442_226, "20,999,999.980442226 TAO"),
        (-1_500_000_000, "−1.5 TAO"),
    ],
)
def test_tao(rao: int, text: str) -> None:
    assert fmt.tao(rao) == text


@given(st.integers(-(2**128), 2**128))
def test_grouping_leaves_the_digits_alone(number: int) -> None:
    assert fmt.digits(number).striptags().replace(" ", "") == str(number)


def test_digits() -> None:
    assert fmt.digits("123") == "123"
    assert fmt.digits("1234") == '<span class="digits">1<i>234</i></span>'
    assert fmt.digits(12345) == '<span class="digits">12<i>345</i></span>'
    assert fmt.digits("-123456") == '<span class="digits">-123<i>456</i></span>'
    assert fmt.digits("<b>") == "&lt;b&gt;"


@pytest.mark.parametrize(
    ("data", "unit", "markup"),
    [
        (True, None, "<code>true</code>"),
        (None, None, "<code>null</code>"),
        (0.5, None, "<code>0.5</code>"),
        ("7", None, "7"),
        ("7", "rao", Markup('7 <span class="aside">rao</span>')),
        (12, "block", "12"),
        (3, "of 65535", Markup('3 <span class="aside">of 65535</span>')),
        (
            "1000000",
            "rao",
            fmt.digits(1000000) + Markup(' <span class="aside">rao, 0.001 TAO</span>'),
        ),
        ("<b>", None, "<code>&lt;b&gt;</code>"),
        ([1, "<b>"], None, "<code>[1, &#34;&lt;b&gt;&#34;]</code>"),
    ],
)
def test_value(data: object, unit: str | None, markup: str) -> None:
    assert fmt.value(data, unit) == markup


def test_a_large_value_is_cut() -> None:
    text = fmt.value(["7"] * 5_000)
    assert len(text) < 40_000
    assert "more characters" in text


def test_json_is_laid_out_no_wider_than_it_must() -> None:
    data = {"short": [1, 2, 3], "long": ["x" * 40, "y" * 40, "z" * 40], "empty": {}}
    assert fmt.indented(data) == (
        '{\n  "short": [1, 2, 3],\n  "long": [\n'
        f'    "{"x" * 40}",\n    "{"y" * 40}",\n    "{"z" * 40}"\n  ],\n'
        '  "empty": {}\n}'
    )


@pytest.mark.parametrize(
    ("duration", "text"), [(0.0000123, "12 µs"), (0.25, "250 ms"), (12.34, "12.3 s")]
)
def test_seconds(duration: float, text: str) -> None:
    assert fmt.seconds(duration) == text


@pytest.mark.parametrize(
    ("number", "text"), [(0, "0 rules"), (1, "1 rule"), (12_000, "12,000 rules")]
)
def test_count(number: int, text: str) -> None:
    assert fmt.count(number, "rule") == text
