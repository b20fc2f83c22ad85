"""Formulas of the prose as a terminal and an index can show them: Unicode in place of LaTeX.

The chapters write mathematics for the pages. Here a fraction becomes a quotient, an index `_ij`,
and every symbol the character that it is.
"""

from __future__ import annotations

import re

_SYMBOLS = {
    "cdot": "·", "le": "≤", "ge": "≥", "neq": "≠", "equiv": "≡", "iff": "⇔", "infty": "∞",
    "lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉", "sum": "Σ", "otimes": "⊗",
    "oslash": "⊘", "dots": "…", "ldots": "…", "ell": "ℓ", "pmod": "mod", "bmod": "mod",
    "alpha": "α", "beta": "β", "delta": "δ", "kappa": "κ", "lambda": "λ", "mu": "μ", "omega": "ω",
    "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "varepsilon": "ε", "varphi": "φ", "Delta": "Δ",
    "Lambda": "Λ", "times": "×", "in": "∈", "to": "→", "approx": "≈", "pm": "±", "mid": "|",
}  # fmt: skip
_WORDS = ("max", "min", "exp", "ln", "log")
_SIZES = ("left", "right", "Bigl", "Bigr", "bigl", "bigr", "displaystyle", "limits")
_ACCENTS = {"bar": "\u0304", "tilde": "\u0303", "hat": "\u0302"}
_FORMULA = re.compile(r"\$\$(.+?)\$\$|\$(.+?)\$", re.DOTALL)
_GROUP = r"\{((?:[^{}\\]|\\[{}])*)\}"
_INNERMOST = (
    (re.compile(r"\\(?:text|operatorname|mathrm|mathit)\s*" + _GROUP), lambda m: m[1]),
    (re.compile(r"\\(bar|tilde|hat)\s*" + _GROUP), lambda m: m[2] + _ACCENTS[m[1]]),
    (re.compile(r"\\sqrt\s*" + _GROUP), lambda m: f"√({m[1]})"),
    (re.compile(r"\\[td]?frac\s*" + _GROUP + r"\s*" + _GROUP), lambda m: _quotient(m[1], m[2])),
    (re.compile(r"([_^])" + _GROUP), lambda m: m[1] + _grouped(m[2])),
)


def readable(prose: str) -> str:
    """Prose with its formulas in characters that a terminal shows."""
    return _FORMULA.sub(lambda match: plain(match[1] or match[2]), prose)


def plain(tex: str) -> str:
    """One formula without any command of LaTeX."""
    text = re.sub(r"\\begin\{cases\}(.*?)\\end\{cases\}", _cases, tex, flags=re.DOTALL)
    text = re.sub(rf"\\(?:{'|'.join(_SIZES)})(?![a-zA-Z])\.?", "", text)
    text = re.sub(r"\\(?:[,;:! ]|qquad|quad)", " ", text)
    text = re.sub(r"\\([a-zA-Z]+)(?=[^a-zA-Z]|$)", _symbol, text)
    text = text.replace(r"\_", "_")
    text = re.sub(r"\\(bar|tilde|hat)\s*(\w)", r"\\\1{\2}", text)
    text = re.sub(r"(\\[td]?frac)\s*(\w)", r"\1{\2}", text)
    text = re.sub(r"(\\[td]?frac\{\w\})\s*(\w)", r"\1{\2}", text)
    before = ""
    while before != text:
        before = text
        for pattern, write in _INNERMOST:
            text = pattern.sub(write, text)
    text = text.replace(r"\{", "\x00").replace(r"\}", "\x01")
    text = text.replace("{", "").replace("}", "").replace("\x00", "{").replace("\x01", "}")
    return " ".join(text.split())


def _symbol(match: re.Match[str]) -> str:
    name = match[1]
    if name in _SYMBOLS:
        return _SYMBOLS[name]
    if name not in _WORDS:
        return match[0]
    follows = match.string[match.end() : match.end() + 1]
    return f"{name} " if follows == "\\" else name


def _cases(match: re.Match[str]) -> str:
    rows = [row.replace("&", " ").strip() for row in match[1].split(r"\\")]
    return "; ".join(row for row in rows if row)


def _quotient(above: str, below: str) -> str:
    return f"{_grouped(above)} / {_grouped(below)}"


def _grouped(text: str) -> str:
    text = text.strip()
    return text if re.fullmatch(r"[\w.,^…·ℓ\u0300-\u036f]*", text) else f"({text})"
