"""The functions of the model as the reader sees them: their own source, coloured."""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from markupsafe import Markup
from pygments import highlight
from pygments.formatters.html import HtmlFormatter
from pygments.lexers.data import JsonLexer, YamlLexer
from pygments.lexers.python import PythonLexer
from pygments.lexers.shell import BashLexer

_LEXERS = {"python": PythonLexer, "json": JsonLexer, "yaml": YamlLexer, "sh": BashLexer}


@dataclass(frozen=True, slots=True)
class Listing:
    """One function that computes a rule."""

    name: str
    module: str
    code: Markup


@cache
def listing(function: Callable[..., Any]) -> Listing:
    """The function's source with its decorators, as it runs."""
    bare = inspect.unwrap(function)
    source = textwrap.dedent(inspect.getsource(bare))
    return Listing(bare.__qualname__, bare.__module__, coloured(source, "python"))


def coloured(text: str, language: str) -> Markup:
    """Code with one CSS class a token; the colours are the theme's."""
    lexer = _LEXERS[language](stripnl=False)
    # Pygments escapes every token before it wraps it.
    return Markup(highlight(text, lexer, HtmlFormatter(nowrap=True)))  # noqa: S704 - see above
