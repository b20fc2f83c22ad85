"""Where every page is: one place decides addresses, everything else asks for them by name."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Iterable

from taospec_conformance.telling.log import RunLog
from taospec_reports.inventory import Inventory

_UNSAFE = re.compile(r"[^a-z0-9._-]+")
_LONGEST_NAME = 80
# The tag of a release, or a commit.
_SOURCE = re.compile(r"(?P<path>[\w./+-]+) @ (?P<tag>v[\w.-]+|[0-9a-f]{8,40})\Z", re.ASCII)
# The chain's own repository, and the one its fixed-point library comes from, by the first folder.
_CHAIN = "opentensor/subtensor"
_LIBRARIES = {"substrate-fixed": "encointer/substrate-fixed"}

INDEX = "index.html"
CLAIMS = "claims.html"
CONSTANTS = "constants.html"
FORKS = "forks.html"
GLOSSARY = "glossary.html"
HALVING = "halving.html"
LIFE = "subnet-life.html"
OPERATIONS = "operations.html"
PROOFS = "proofs.html"
QUIRKS = "quirks.html"
RUNS = "consensus-runs.html"
THEME = "theme.css"
MATH = "math-font.css"
MATH_LICENSE = "math-font-license.txt"
SEARCH = "search.html"
SEARCH_INDEX = "search-index.js"


def simulation(slug: str) -> str:
    """Page of a simulation."""
    return f"simulations/{slug}.html"


def chapter(name: str) -> str:
    """Page of a chapter."""
    return f"chapters/{name}.html"


def rule(rule_id: str) -> str:
    """Page of a rule."""
    return f"rules/{rule_id}.html"


def rule_in_chapter(rule_id: str, chapter_name: str) -> str:
    """Where a chapter tells a rule; a line of its contents if the rule is on a further sheet."""
    return f"{chapter(chapter_name)}#{rule_id}"


def operation(name: str) -> str:
    """Page of an operation."""
    return f"operations/{name}.html"


def schema(name: str, side: str) -> str:
    """JSON Schema of an operation's `given` or `answer`."""
    return f"operations/{name}.{side}.json"


def fork(name: str) -> str:
    """Section of a specified fork; the line of the timeline of another."""
    return f"{FORKS}#{name}"


def constant(name: str) -> str:
    """Row of a constant."""
    return f"{CONSTANTS}#{name}"


def proof(invariant: str) -> str:
    """Section of a proof."""
    return f"{PROOFS}#{file_name(invariant)}"


def claim(claim_id: str) -> str:
    """Section of a claim."""
    return f"{CLAIMS}#{claim_id}"


def adapter(slug: str) -> str:
    """Page of one run."""
    return f"adapters/{slug}.html"


def failure(slug: str, case_id: str) -> str:
    """Page of one failed case of one run."""
    return f"failures/{slug}/{file_name(case_id)}.html"


def badge(slug: str, extension: str) -> str:
    """Badge of one run, as `svg` or `json`."""
    return f"badge-{slug}.{extension}"


def sheet(first: str, what: str, number: int) -> str:
    """A further sheet of a list that does not fit its page; the first sheet is on the page."""
    stem, extension = posixpath.splitext(first)
    if number == 1:
        return first
    name = "" if posixpath.basename(stem) == what else f"-{file_name(what)}"
    return f"{stem}{name}-{number}{extension}"


def file_name(text: str) -> str:
    """A file name of harmless characters; equal only for equal texts.

    What a log calls a case is a stranger's text: it must not climb out of the folder.
    """
    safe = _UNSAFE.sub("-", text.lower()).strip("-.")[:_LONGEST_NAME]
    if safe and safe == text:
        return safe
    mark = hashlib.sha256(text.encode()).hexdigest()[:8]
    return f"{safe}-{mark}" if safe else mark


def slugs(runs: Iterable[RunLog]) -> list[str]:
    """One short name a run, from its adapter's name, told apart by a number where needed."""
    taken: list[str] = []
    for run in runs:
        base = _UNSAFE.sub("-", run.header.adapter.name.lower()).strip("-.")[:40] or "adapter"
        number, slug = 1, base
        while slug in taken:
            number += 1
            slug = f"{base}-{number}"
        taken.append(slug)
    return taken


def relative(target: str, here: str) -> str:
    """An address as written on the page `here`."""
    path, mark, anchor = target.partition("#")
    return posixpath.relpath(path, posixpath.dirname(here) or ".") + mark + anchor


def find(name: str, inventory: Inventory) -> str | None:
    """The page of a rule, operation, chapter or constant, by its name."""
    if name in inventory.rules:
        return rule(name)
    if name in inventory.operations:
        return operation(name)
    if name in inventory.chapters:
        return chapter(name)
    if name == "glossary":
        return GLOSSARY
    if any(name in constants for constants in inventory.constants.values()):
        return constant(name)
    return None


def source(text: str) -> str | None:
    """Public address of an upstream source written as `path @ tag`."""
    match = _SOURCE.match(text)
    if match is None:
        return None
    folder, _, inner = match["path"].partition("/")
    library = _LIBRARIES.get(folder)
    repository, path = (library, inner) if library else (_CHAIN, match["path"])
    return f"https://github.com/{repository}/blob/{match['tag']}/{path}"
