"""Turning a page into HTML: one strict, escaping Jinja environment for all templates."""

from __future__ import annotations

import base64
import hashlib
import posixpath
import shlex
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from markupsafe import Markup

from taospec.evidence.claims import VERDICTS, Settled
from taospec_conformance.telling import values
from taospec_reports import format as fmt
from taospec_reports import links
from taospec_reports.logs import Proof
from taospec_reports.markdown import Prose
from taospec_reports.material import Material
from taospec_reports.pages import Page
from taospec_reports.runs import has_subnet
from taospec_reports.source_code import coloured
from taospec_reports.untrusted import web_address

if TYPE_CHECKING:
    from jinja2.runtime import Context

PACKAGE = Path(__file__).parent

SYMBOLS = {
    "pass": "✓",
    "fail": "✗",
    "unexpected-pass": "!",
    "known": "~",
    "unsupported": "–",
    "not-run": "·",
}
WORDS = {
    "pass": "pass",
    "fail": "fail",
    "unexpected-pass": "unexpected pass",
    "known": "known deviation",
    "unsupported": "unsupported",
    "not-run": "not run",
}
STANDINGS = {
    "conforms": "conforms",
    "partly": "conforms in part",
    "deviates": "deviates",
    "broken": "adapter broken",
    "incomplete": "incomplete log",
    "nothing-ran": "nothing was judged",
}
# What a solver said, seen against what the invariant declares; a surprise is for us to explain.
PROOF_SYMBOLS = {"proved": "∎", "refuted": "↯", "surprise": "✗"}
PROOF_WORDS = {
    "proved": "proved",
    "refuted": "refuted, as known",
    "surprise": "not as expected",
}
CLAIM_SYMBOLS = {"holds": "✓", "in-part": "◐", "refuted": "✗", "undecidable": "?"}
CLAIM_WORDS = {
    "holds": "holds",
    "in-part": "holds in part",
    "refuted": "refuted",
    "undecidable": "cannot be decided from the chain",
}


class Renderer:
    """Pages of one report to HTML.

    Args:
        material: what the report is about; navigation and prose links follow from it.
        stamp: the line at the foot of every page.
    """

    def __init__(self, material: Material, stamp: str) -> None:
        self._material = material
        self._shared = {
            "prose": self._prose,
            "inline": self._inline,
            "material": material,
            "inventory": material.inventory,
            "stamp": stamp,
            "navigation": self._navigation,
        }
        self._parsers: dict[tuple[str, int], Prose] = {}
        self._moved: dict[str, str] = {}

    def page(self, page: Page) -> str:
        """The whole HTML file of a page."""
        template = _environment().get_template(page.template)
        return template.render(
            **self._context(page.path),
            **page.data,
            page=page,
            policy=_policy(page.script, indexed=page.path == links.SEARCH),
            script=Markup(page.script) if page.script else None,  # noqa: S704 - our own file
        )

    def rows(self, macro: str, here: str, items: Sequence[Mapping[str, Any]]) -> list[Markup]:
        """Table rows by a macro of `rows.html`, as they stand on the page `here`."""
        module = _environment().get_template("rows.html").make_module(self._context(here))
        draw = getattr(module, macro)
        return [draw(**row) for row in items]

    def moved(self, address: str, sheet: str) -> None:
        """Remember that a section stands on another sheet than its page's first one.

        Args:
            address: page and section, as everybody asks for it.
            sheet: the page that it stands on.
        """
        self._moved[address] = f"{sheet}#{address.partition('#')[2]}"

    def address(self, target: str) -> str:
        """Where a page or section really stands, seen from the folder of the report."""
        return self._moved.get(target, target)

    def _context(self, here: str) -> dict[str, Any]:
        return {**self._shared, "here": here, "moved": self._moved}

    @cached_property
    def _navigation(self) -> list[tuple[str, list[tuple[str, str]]]]:
        chapters = self._material.inventory.chapters
        report = [("Overview", links.INDEX), ("Halving calendar", links.HALVING)]
        if "registration" in chapters:
            report.append(("Life of a subnet", links.LIFE))
        if has_subnet(self._material.inventory.cases):
            report.append(("A real subnet", links.RUNS))
        adapters = [(column.name, links.adapter(column.slug)) for column in self._material.columns]
        groups = [
            ("Report", report),
            (
                "Chapters",
                [(chapter.title, links.chapter(name)) for name, chapter in chapters.items()],
            ),
            (
                "Evidence",
                [("Proofs", links.PROOFS), ("Claims", links.CLAIMS), ("Quirks", links.QUIRKS)],
            ),
            (
                "Reference",
                [
                    ("Forks", links.FORKS),
                    ("Constants", links.CONSTANTS),
                    ("Operations", links.OPERATIONS),
                    ("Glossary", links.GLOSSARY),
                ],
            ),
            ("Adapters", adapters),
            ("Simulations", [*self._material.simulations]),
        ]
        return [(title, entries) for title, entries in groups if entries]

    def _parser(self, context: Context, shift: int) -> Prose:
        folder = posixpath.dirname(context["here"])
        key = folder, shift
        if key not in self._parsers:
            here = posixpath.join(folder, "page")

            def address(name: str) -> str | None:
                target = links.find(name, self._material.inventory)
                return links.relative(target, here) if target else None

            self._parsers[key] = Prose(address, shift)
        return self._parsers[key]

    @property
    def _prose(self) -> Any:
        @pass_context
        def prose(context: Context, text: str, shift: int = 1) -> Markup:
            return self._parser(context, shift)(text)

        return prose

    @property
    def _inline(self) -> Any:
        @pass_context
        def inline(context: Context, text: str) -> Markup:
            return self._parser(context, 1).inline(text)

        return inline


@pass_context
def _link(context: Context, target: str) -> str:
    return links.relative(context["moved"].get(target, target), context["here"])


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(PACKAGE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals |= {
        "at": links,
        "link": _link,
        "symbols": SYMBOLS,
        "words": WORDS,
        "standings": STANDINGS,
        "proof_symbols": PROOF_SYMBOLS,
        "proof_words": PROOF_WORDS,
        "claim_symbols": CLAIM_SYMBOLS,
        "claim_words": CLAIM_WORDS,
    }
    environment.filters |= {
        "claim_tally": _claim_tally,
        "coloured": coloured,
        "compact": fmt.compact,
        "count": fmt.count,
        "digits": fmt.digits,
        "scientific": values.scientific,
        "fraction": _fraction,
        "indented": fmt.indented,
        "proof_standing": _proof_standing,
        "proof_tally": _proof_tally,
        "seconds": fmt.seconds,
        "shell": shlex.quote,
        "source_address": links.source,
        "tao": fmt.tao,
        "value": fmt.value,
        "web_address": web_address,
    }
    return environment


def _fraction(bits: int) -> str:
    return values.scalar(bits, "I32F32 bits")


def _proof_standing(proof: Proof) -> str:
    return proof.verdict if proof.as_expected else "surprise"


def _proof_tally(proofs: Sequence[Proof]) -> list[tuple[str, int]]:
    counts = Counter(_proof_standing(proof) for proof in proofs)
    return [(name, counts[name]) for name in PROOF_SYMBOLS if counts[name]]


def _claim_tally(claims: Sequence[Settled]) -> list[tuple[str, int]]:
    counts = Counter(settled.claim.verdict for settled in claims)
    return [(name, counts[name]) for name in VERDICTS if counts[name]]


def _policy(script: str | None, *, indexed: bool) -> str:
    """Content security policy: nothing runs but our own script, and nothing comes from elsewhere.

    Args:
        script: what runs in the page.
        indexed: whether the page also reads the index of the search, a file beside it.
    """
    runs = "'none'"
    if script:
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        runs = f"'sha256-{digest}'" + (" 'self' file:" if indexed else "")
    return (
        f"default-src 'none'; script-src {runs}; style-src 'self' file: 'unsafe-inline'; "
        "img-src 'self' file:; font-src data:; "
        "base-uri 'none'; form-action 'self' file:"
    )


@cache
def static(name: str) -> str:
    """Text of a file under `static/`."""
    return (PACKAGE / "static" / name).read_text(encoding="utf-8")
