"""`taospec fork-of`: which fork a block, a runtime or a day belongs to."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from taospec.errors import TaospecError

if TYPE_CHECKING:
    from taospec.fork_of import Place

# The chain's version numbers have three digits, and no block this old is asked for by its height.
_LARGEST_RUNTIME = 9_999
_NUMBER = re.compile(r"(?:(?P<kind>block|spec):)?(?P<number>[0-9][0-9_,]*)")


@click.command("fork-of")
@click.argument("when", metavar="BLOCK|SPEC|DATE")
def command(when: str) -> None:
    r"""Say which fork a block, a runtime (by its spec version) or a day belongs to.

    A number up to 9999 is a spec version, a larger one the height of a block; `block:` or `spec:`
    before it says so where that is meant otherwise.

    \b
    Examples:
      taospec fork-of 7103975
      taospec fork-of 349
      taospec fork-of 2025-10-20
    """
    click.echo("\n".join(_told(_place(when))))


def _place(when: str) -> Place:
    from taospec.fork_of import of_block, of_day, of_runtime

    if match := _NUMBER.fullmatch(when):
        number = int(re.sub("[_,]", "", match["number"]))
        runtime = match["kind"] == "spec" or (not match["kind"] and number <= _LARGEST_RUNTIME)
        return of_runtime(number) if runtime else of_block(number)
    try:
        return of_day(dt.date.fromisoformat(when))
    except (ValueError, OverflowError):
        message = f"{when!r} is no block, spec version or date such as 7_103_975, 349 or 2025-10-20"
        raise TaospecError(message) from None


def _told(place: Place) -> Iterator[str]:
    from taospec.timeline import specified

    if place.entry is None:
        yield f"none: {place.reason}"
    else:
        doubt = "" if place.certain else "probably "
        yield f"{doubt}{place.entry.name} ({place.entry.tag}): {place.reason}"
        yield place.entry.summary
        if place.entry.status != "specified":
            yield f"planned only: the model computes {', '.join(specified())}"
    if place.following is not None:
        yield f"next: {place.following.name}, released on {place.following.date}"
