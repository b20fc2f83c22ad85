"""Formulas are readable in a terminal: no command of LaTeX is left in any rule."""

from __future__ import annotations

import pytest
from each import each

from taospec.rulebook import rulebook
from taospec_reports.plain_math import plain, readable


@pytest.mark.parametrize(
    ("tex", "shown"),
    [
        (
            r"\left\lfloor \frac{v \cdot (r + t)}{2t} \right\rfloor_{18}",
            "⌊ (v · (r + t)) / 2t ⌋_18",
        ),
        (r"\ln\frac12=-2977044511", "ln 1 / 2=-2977044511"),
        (r"\frac1{10}", "1 / 10"),
        (r"\Bigl\lfloor \frac yS \Bigr\rfloor", "⌊ y / S ⌋"),
        (r"\bar W_{ij} = \min(W_{ij}, C_j)", "W\u0304_ij = min(W_ij, C_j)"),
        (r"\bar\alpha", "α\u0304"),
        (r"\text{MIN\_STAKE} \le 2^{-k}", "MIN_STAKE ≤ 2^(-k)"),
        (r"\{\, x \text{ among the scores}\,\}", "{ x among the scores }"),
        (r"\begin{cases} a & b = 0 \\ c & \text{else} \end{cases}", "a b = 0; c else"),
        (r"\sqrt{x + 1}", "√(x + 1)"),
    ],
)
def test_formulas(tex: str, shown: str) -> None:
    assert plain(tex) == shown


@each("rule_id", rulebook())
def test_every_rule_is_readable(rule_id: str) -> None:
    prose = readable(rulebook()[rule_id].prose)
    assert "\\" not in prose
    assert "$" not in prose


def test_prose_around_a_formula_stays() -> None:
    assert readable("From $T_{30} =$ 20 on, `a_b`.") == "From T_30 = 20 on, `a_b`."
