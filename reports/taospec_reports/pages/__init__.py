"""The pages of the report: one module a kind, each a function from the material to its pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Page:
    """One page before it is written.

    Attributes:
        path: address within the report.
        title: heading of the page and name of the browser's tab.
        template: file under `templates/`.
        data: what the template shows.
        trail: (title, path) of the pages above it, the overview left out.
        script: inline JavaScript that improves what the page shows without it.
    """

    path: str
    title: str
    template: str
    data: Mapping[str, Any] = field(default_factory=dict)
    trail: tuple[tuple[str, str], ...] = ()
    script: str | None = None
