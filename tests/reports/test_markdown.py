"""The prose of the specification as HTML."""

from __future__ import annotations

import pytest

from taospec.rulebook import chapters, rulebook
from taospec_reports import sections
from taospec_reports.markdown import Prose
from taospec_reports.mathml import mathml

PAGES = {
    "SUP-2": "../rules/SUP-2.html",
    "supply": "../chapters/supply.html",
    "supply.era": "../operations/supply.era.html",
    "TOTAL_SUPPLY": "../constants.html#TOTAL_SUPPLY",
}
prose = Prose(PAGES.get, shift=1)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("see SUP-2.", '<p>see <a href="../rules/SUP-2.html">SUP-2</a>.</p>\n'),
        ("see SUP-99.", "<p>see SUP-99.</p>\n"),
        ("`SUP-2`", '<p><a href="../rules/SUP-2.html"><code>SUP-2</code></a></p>\n'),
        (
            "`TOTAL_SUPPLY`",
            '<p><a href="../constants.html#TOTAL_SUPPLY"><code>TOTAL_SUPPLY</code></a></p>\n',
        ),
        ("[era](supply.md#sup-2-x)", '<p><a href="../rules/SUP-2.html">era</a></p>\n'),
        ("[all](supply.md)", '<p><a href="../chapters/supply.html">all</a></p>\n'),
        ("[data](forks.yaml) here", "<p>data here</p>\n"),
        (
            "[out](https://example.org)",
            '<p><a href="https://example.org" rel="external noreferrer">out</a></p>\n',
        ),
        (
            "[SUP-2 and more](supply.md)",
            '<p><a href="../chapters/supply.html">SUP-2 and more</a></p>\n',
        ),
        ("a <b>x</b>", "<p>a &lt;b&gt;x&lt;/b&gt;</p>\n"),
        ("## Deep", '<h3 id="section-deep">Deep</h3>\n'),
    ],
)
def test_links_and_escapes(text: str, html: str) -> None:
    assert prose(text) == html


def test_one_line_has_no_paragraph() -> None:
    assert prose.inline("**a** SUP-2") == (
        '<strong>a</strong> <a href="../rules/SUP-2.html">SUP-2</a>'
    )


def test_a_table_may_scroll() -> None:
    html = prose("| a | b |\n|---|--:|\n| 1 | 2 |")
    assert html.startswith('<div class="scroll" tabindex="0"><table>')
    assert html.count("</table></div>") == 1


def test_a_formula_is_mathml_and_keeps_its_latex() -> None:
    formula = mathml(r"T_k < \lfloor S \rfloor")
    assert formula.startswith(r'<math alttext="T_k &lt; \lfloor S \rfloor" display="inline">')
    assert '<mo stretchy="false">⌊</mo>' in formula
    assert "xmlns" not in formula
    assert "<mo>&#x0003C;</mo>" in formula


def test_formulas_stand_in_lines_and_on_their_own() -> None:
    html = prose("Let $k$ be\n\n$$2^k$$\n")
    assert 'display="inline"' in html
    assert 'display="block"' in html


def test_every_formula_of_the_specification_is_drawn() -> None:
    for chapter in chapters().values():
        for text in (chapter.introduction, *(rule.prose for rule in chapter.rules)):
            html = prose(text)
            assert "\\" not in html.replace("alttext", "").split("<math")[0]
            assert "$" not in "".join(part.partition("<math")[0] for part in html.split("</math>"))


def test_a_section_between_rules_belongs_to_what_follows() -> None:
    own, following = sections.split("Text.\n\n```\n## no\n```\n\n## Next\n\nIt begins.")
    assert own == "Text.\n\n```\n## no\n```"
    assert following == "## Next\n\nIt begins."
    assert sections.split("Text.") == ("Text.", "")
    assert sections.split_last("A\n\n## B\n\nb\n\n## C") == ("A\n\n## B\n\nb", "## C")


def test_no_rule_shows_the_heading_of_the_next_section() -> None:
    assert not any(
        line.startswith("## ")
        for rule in rulebook().values()
        for line in sections.split(rule.prose)[0].splitlines()
    )
