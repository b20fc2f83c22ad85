"""Building the report: a pure function from logs and inventory to a folder of static pages."""

from __future__ import annotations

import datetime as dt
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

from taospec.errors import TaospecError
from taospec.timeline import scope
from taospec_conformance.asking.endings import uninterrupted
from taospec_conformance.telling.log import read
from taospec_reports import badges, links, plots, search, summary
from taospec_reports.inventory import gather
from taospec_reports.logs import read_proofs
from taospec_reports.material import Material, assemble
from taospec_reports.pages import (
    Page,
    adapter,
    chapter,
    claims,
    consensus_runs,
    constants,
    failure,
    forks,
    glossary,
    halving,
    operations,
    overview,
    proofs,
    quirks,
    rule,
    simulation,
    subnet_life,
)
from taospec_reports.pages import search as search_page
from taospec_reports.templating import Renderer, static

# A page beyond this is slow to open on a phone; the lists are cut so that none gets there.
MOST_BYTES = 300_000
SUMMARY = "summary.json"

Watch = Callable[[str], None]


def build(
    out: Path,
    results: Sequence[Path],
    proofs_log: Path | None = None,
    watch: Watch = lambda _: None,
    simulations: Sequence[Path] = (),
) -> Path:
    """Write the report.

    The old report in `out` is replaced when the new one is complete, and not before.

    Args:
        out: folder to write; it must not exist, be empty, or hold an older report.
        results: result logs, one a run, in the order of the columns.
        proofs_log: the log of `taospec prove`, if there is one.
        watch: called with the address of every page before it is written.
        simulations: folders of `taospec simulate`, whose plots are shown.

    Returns:
        Path of the overview.

    Raises:
        TaospecError: a log is not one, a folder holds no simulation, `out` holds something else, or
            the specification is broken.
    """
    out = out.resolve()  # `.` has no name, and no folder beside it
    _refuse_foreign(out)
    runs = [read(path) for path in results]
    shown = simulation.pages(simulations)
    material = replace(
        assemble(gather(), runs, read_proofs(proofs_log) if proofs_log else None),
        simulations=tuple((page.title, page.path) for page in shown),
    )
    with _folder_beside(out) as folder:
        fresh = folder / "report"
        for path, text in files(material, shown):
            watch(path)
            target = fresh / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8", newline="\n")
        _replace(out, fresh, folder / "old")
    return out / links.INDEX


@contextmanager
def _folder_beside(out: Path) -> Iterator[Path]:
    """A folder on the same file system; inside `out` where nothing can be beside it."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        beside = not out.exists() or (
            out.stat().st_dev == out.parent.stat().st_dev and os.access(out.parent, os.W_OK)
        )
        place = out.parent if beside else out
        with tempfile.TemporaryDirectory(prefix=f".{out.name}-", dir=place) as folder:
            yield Path(folder)
    except OSError as error:
        raise TaospecError(f"{out}: {error.strerror or error}") from None


def _replace(out: Path, fresh: Path, old: Path) -> None:
    """Put the complete report in the place of the older one."""
    if Path.cwd().is_relative_to(out):  # nobody's ground may be pulled away
        _replace_files(out, fresh)
        return
    with uninterrupted():
        try:
            if out.exists():
                out.rename(old)
        except OSError:  # a mount point keeps its place
            _replace_files(out, fresh)
            return
        try:
            fresh.rename(out)
        except OSError:
            if old.exists():
                old.rename(out)
            raise


def _replace_files(out: Path, fresh: Path) -> None:
    paths = {path.relative_to(fresh) for path in fresh.rglob("*") if path.is_file()}
    for path in sorted(paths):
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        (fresh / path).replace(out / path)
    for path in sorted(out.rglob("*"), reverse=True):
        inside = path.relative_to(out)
        if inside.parts[0].startswith(f".{out.name}-") or inside in paths:
            continue
        if path.is_dir() and not path.is_symlink():
            with suppress(OSError):  # it holds files of the new report
                path.rmdir()
        else:
            path.unlink()


def files(material: Material, shown: Sequence[Page] = ()) -> Iterator[tuple[str, str]]:
    """Address and text of every file of the report, the summary last.

    Args:
        material: what most pages are a function of.
        shown: the pages of simulations.
    """
    renderer = Renderer(material, f"{stamp()} {scope()}")
    for page in (*_pages(material, renderer), *shown):
        yield page.path, renderer.page(page)
    yield links.SEARCH_INDEX, search.index(material, renderer.address)
    for name in (links.THEME, links.MATH, links.MATH_LICENSE):
        yield name, static(name)
    for column in material.columns:
        yield links.badge(column.slug, "json"), badges.endpoint(column)
        yield links.badge(column.slug, "svg"), badges.svg(column)
    for operation in material.inventory.operations.values():
        yield links.schema(operation.name, "given"), operations.schema(operation.input)
        yield links.schema(operation.name, "answer"), operations.schema(operation.output)
    yield SUMMARY, summary.summary(material)


def stamp() -> str:
    """The foot of every page: which taospec built it and when.

    `SOURCE_DATE_EPOCH` fixes the date, so that equal inputs give equal bytes.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    fixed = epoch.isascii() and epoch.isdigit()
    moment = dt.datetime.fromtimestamp(int(epoch), dt.UTC) if fixed else dt.datetime.now(dt.UTC)
    return f"taospec {version('taospec')}, built {moment:%Y-%m-%d %H:%M} UTC from logs alone."


def _pages(material: Material, renderer: Renderer) -> Iterator[Page]:
    drawn = plots.draw_all(material.inventory)
    # These know on which of their sheets a fork, a claim or a proof stands, which the others link
    # to; claims link to forks.
    yield from [
        *forks.pages(renderer),
        *claims.pages(material, renderer),
        *proofs.pages(material, renderer),
    ]
    yield from overview.pages(material)
    yield from chapter.pages(material, renderer, drawn.beside_rules)
    yield from rule.pages(material, renderer, (*drawn.beside_rules, *drawn.subnet))
    yield from quirks.pages(material)
    yield from constants.pages(material)
    yield from operations.pages(material)
    yield from glossary.pages()
    yield from search_page.pages()
    yield from halving.pages(drawn.supply)
    yield from subnet_life.pages(material, drawn.registration)
    yield from consensus_runs.pages(material, drawn)
    yield from adapter.pages(material, renderer)
    yield from failure.pages(material)


def _refuse_foreign(out: Path) -> None:
    """Refuse to replace a folder that is not a report of ours."""
    if not out.exists():
        return
    if not out.is_dir():
        raise TaospecError(f"{out}: is not a folder")
    marked = (out / SUMMARY).is_file() and summary.FORMAT in (out / SUMMARY).read_text(
        encoding="utf-8", errors="replace"
    )
    if not marked and any(out.iterdir()):
        raise TaospecError(f"{out}: holds something other than a report; name another folder")
