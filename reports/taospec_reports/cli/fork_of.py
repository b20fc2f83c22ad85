"""`taospec fork-of`: which fork a block, a runtime or a day belongs to."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from taospec.errors import TaospecError, nearest

if TYPE_CHECKING:
    from taospec.fork_of import Place

# The chain's version numbers have three digits, and no block this old is asked for by its height.
_LARGEST_RUNTIME = 9_999
# What the model has of a fork that is not specified.
_SCOPE = {
    "planned": "planned only: the model computes",
    "draft": "a draft: the model computes its blocks and calls, and can be asked about",
}
_NUMBER = re.compile(r"(?:(?P<kind>block|spec):)?(?P<number>[0-9][0-9_,]*)")


@click.command("fork-of")
@click.argument("when", metavar="BLOCK|SPEC|DATE|RELEASE")
def command(when: str) -> None:
    r"""Say which fork a block, a runtime (by its spec version), a day or a release belongs to.

    A number up to 9999 is a spec version, a larger one the height of a block; `block:` or `spec:`
    before it says so where that is meant otherwise.

    \b
    Examples:
      taospec fork-of 7103975
      taospec fork-of 349
      taospec fork-of 2025-10-20
      taospec fork-of v3.2.9-326
    """
    click.echo("\n".join(_told(_place(when))))


def _place(when: str) -> Place:
    from taospec.fork_of import of_block, of_day, of_release, of_runtime
    from taospec.timeline import timeline

    if match := _NUMBER.fullmatch(when):
        number = int(re.sub("[_,]", "", match["number"]))
        runtime = match["kind"] == "spec" or (not match["kind"] and number <= _LARGEST_RUNTIME)
        return of_runtime(number) if runtime else of_block(number)
    if place := of_release(when):
        return place
    try:
        return of_day(dt.date.fromisoformat(when))
    except (ValueError, OverflowError):
        such = "7_103_975, 349, 2025-10-20 or v3.2.9-326"
        names = [name for fork in timeline().values() for name in (fork.name, fork.tag)]
        message = f"{when!r} is no block, spec version, date or release such as {such}"
        raise TaospecError(message + nearest(when, names)) from None


def _told(place: Place) -> Iterator[str]:
    from taospec.timeline import specified

    if place.entry is None:
        yield f"none: {place.reason}"
    else:
        doubt = "" if place.certain else "probably "
        yield f"{doubt}{place.entry.name} ({place.entry.tag}): {place.reason}"
        yield place.entry.summary
        if place.entry.status != "specified":
            yield f"{_SCOPE[place.entry.status]} {', '.join(specified())}"
    if place.following is not None:
        yield f"next: {place.following.name}, released on {place.following.date}"
