"""A badge for each adapter: the form that badge services read, and the picture itself."""

from __future__ import annotations

import json

from markupsafe import escape

from taospec_reports.material import Column

_COLOURS = {
    "conforms": ("brightgreen", "#00623f"),
    "partly": ("green", "#3c6e47"),
    "deviates": ("red", "#a3230f"),
    "broken": ("red", "#a3230f"),
    "incomplete": ("orange", "#7a4d00"),
    "nothing-ran": ("lightgrey", "#5c5a54"),
}
_CHARACTER = 6.7  # width of a character at 11 px; the text is stretched to it on every machine
_PADDING = 7


def summary(column: Column) -> str:
    """What the badge says: the standing, and the cases behind it."""
    total = column.total
    if column.standing == "deviates":
        return f"{total['fail'] + total['unexpected-pass']:,} of {total.judged:,} deviate"
    if column.standing in {"conforms", "partly"}:
        known = f", {total['known']:,} known deviations" if total["known"] else ""
        return f"{total['pass']:,} of {total.total:,} pass{known}"
    return {"broken": "broken", "incomplete": "incomplete run"}.get(column.standing, "not run")


def endpoint(column: Column) -> str:
    """JSON for a badge service."""
    data = {
        "schemaVersion": 1,
        "label": "taospec",
        "message": summary(column),
        "color": _COLOURS[column.standing][0],
    }
    return json.dumps(data, indent=2) + "\n"


def svg(column: Column) -> str:
    """The badge as a picture of its own."""
    label, text = "taospec", summary(column)
    left, right = (round(len(part) * _CHARACTER) + 2 * _PADDING for part in (label, text))
    wide, colour = left + right, _COLOURS[column.standing][1]
    name = f"{label}: {escape(text)}"
    return f"""\
<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="20" role="img" aria-label="{name}">
<rect width="{wide}" height="20" rx="3" fill="#33373c"/>
<path d="M{left} 0h{right - 3}a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3H{left}z" fill="{colour}"/>
<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">
<text x="{_PADDING}" y="14" textLength="{left - 2 * _PADDING}">{label}</text>
<text x="{left + _PADDING}" y="14" textLength="{right - 2 * _PADDING}">{escape(text)}</text>
</g>
</svg>
"""
