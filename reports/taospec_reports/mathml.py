"""Formulas: LaTeX of the prose to MathML, which browsers draw without a script."""

from __future__ import annotations

import re
from functools import cache

from latex2mathml.converter import convert
from markupsafe import Markup, escape

_CODE_POINT = re.compile(r"&#x0*([0-9A-F]+);")
_FENCE = re.compile(r"<mi>([⌊⌋⌈⌉])</mi>")


@cache
def mathml(latex: str, *, block: bool = False) -> Markup:
    """The formula as a `<math>` element that carries its LaTeX as alternative text.

    Args:
        latex: one formula of our own prose, without the dollars.
        block: on a line of its own.
    """
    element = convert(latex, display="block" if block else "inline")
    element = _CODE_POINT.sub(_character, element)
    # The converter takes floor and ceiling brackets for variables; as operators they stand close.
    element = _FENCE.sub(r'<mo stretchy="false">\1</mo>', element)
    # A formula on a line of its own scrolls where it is too long, so keys must reach it.
    reached = ' tabindex="0"' if block else ""
    # The namespace is implied in HTML, and the report holds no address it does not link to.
    element = element.replace(
        ' xmlns="http://www.w3.org/1998/Math/MathML"', f' alttext="{escape(latex)}"{reached}', 1
    )
    # The converter escapes what it puts into the tree; the input is our own specification.
    return Markup(element)  # noqa: S704 - output of the converter, see above


def _character(match: re.Match[str]) -> str:
    character = chr(int(match[1], 16))
    return match[0] if character in "<>&\"'" else character
