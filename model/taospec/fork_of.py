"""Which fork a block, a runtime or a day belongs to, and how sure that is.

The timeline knows the release at which a fork's rules were read, the day of that release, and for
some forks the first block. A runtime between two of those releases may have the rules of either;
the chain took a release up to three days after its day; and where no record names a first block,
the day of a block is interpolated between those that are known, or counted in blocks of 12 seconds.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from taospec.timeline import ForkEntry, specified, timeline

UPGRADE_DAYS = 3
BLOCKS_PER_DAY = 7200


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in the timeline.

    Attributes:
        entry: the fork it belongs to; None before the first.
        following: the fork after it; None after the last of the timeline.
        certain: whether the records decide it.
        reason: why, in one sentence.
    """

    entry: ForkEntry | None
    following: ForkEntry | None
    certain: bool
    reason: str


def of_runtime(spec_version: int) -> Place:
    """The fork of a runtime, by its version number."""
    entry, following = _around([fork.spec_version <= spec_version for fork in timeline().values()])
    if entry is None:
        return Place(None, following, True, "before the first release of the timeline")
    if entry.spec_version == spec_version:
        return Place(entry, following, True, "a release of the timeline")
    if following is None:
        return Place(entry, None, False, "later than every release of the timeline")
    reason = f"between releases {entry.spec_version} and {following.spec_version}"
    return Place(entry, following, False, f"{reason}: it may have rules of either")


def of_day(day: dt.date) -> Place:
    """The fork that the chain ran on a day."""
    entry, following = _around([fork.date <= day for fork in timeline().values()])
    if entry is None:
        return Place(None, following, True, "before the first release of the timeline")
    since = (day - entry.date).days
    if following is None:
        return Place(entry, None, False, "later than every release of the timeline")
    if since <= UPGRADE_DAYS:
        reason = f"{since} days after the release, which the chain took within {UPGRADE_DAYS}"
        return Place(entry, following, False, reason)
    return Place(entry, following, True, f"released on {entry.date}, the next on {following.date}")


def of_block(block: int) -> Place:
    """The fork that made a block."""
    forks = list(timeline().values())
    known = [fork for fork in forks if fork.first_block is not None]
    entry, following = _around([fork in known and _first(fork) <= block for fork in forks])
    if entry is not None and (following is None or following.first_block is not None):
        reason = f"from block {_first(entry):,} on"
        if following is None:
            return Place(entry, None, False, f"{reason}, the last fork of the timeline")
        return Place(entry, following, True, f"{reason}, the next from {_first(following):,} on")
    day = _day_of(block, known)
    place = of_day(day)
    return Place(place.entry, place.following, False, f"made about {day}; no record names its fork")


def of_release(name: str) -> Place | None:
    """The fork whose rules were read at a release, by its tag, or the fork of a name; else None."""
    forks = list(timeline().values())
    for index, fork in enumerate(forks):
        if name.lower() in {fork.tag.lower(), fork.name.lower()}:
            following = forks[index + 1] if index + 1 < len(forks) else None
            reason = f"spec version {fork.spec_version}, released on {fork.date}"
            return Place(fork, following, True, reason)
    return None


def computed_at(block: int) -> str:
    """The fork whose rules the model has for a block: the last specified one that had begun."""
    entry, names = of_block(block).entry, list(timeline())
    begun = names[: names.index(entry.name) + 1] if entry else []
    return next((name for name in reversed(begun) if name in specified()), specified()[0])


def _first(fork: ForkEntry) -> int:
    return fork.first_block if fork.first_block is not None else 0


def _around(begun: list[bool]) -> tuple[ForkEntry | None, ForkEntry | None]:
    """The last fork that has begun, and the one after it."""
    forks = list(timeline().values())
    last = max((index for index, has in enumerate(begun) if has), default=-1)
    following = forks[last + 1] if last + 1 < len(forks) else None
    return (forks[last] if last >= 0 else None), following


def _day_of(block: int, known: list[ForkEntry]) -> dt.date:
    """The day of a block, from the forks whose first block and day are known."""
    before = [fork for fork in known if _first(fork) <= block]
    after = [fork for fork in known if _first(fork) > block]
    if before and after:
        low, high = before[-1], after[0]
        part = (block - _first(low)) * (high.date - low.date).days
        return low.date + dt.timedelta(part // (_first(high) - _first(low)))
    nearest = before[-1] if before else after[0]
    return nearest.date + dt.timedelta((block - _first(nearest)) // BLOCKS_PER_DAY)
