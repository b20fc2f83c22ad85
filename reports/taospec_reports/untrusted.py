"""Addresses from strangers: what a page may link to.

The text of strangers is made visible where a log is read; the templates escape markup.
"""

from __future__ import annotations

from urllib.parse import urlsplit


def web_address(text: str | None) -> str | None:
    """The text if it is an address that a reader may follow, else None."""
    if not text:
        return None
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    return text if parts.scheme in {"http", "https"} and parts.netloc else None
