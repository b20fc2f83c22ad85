"""What builders share."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from taospec.operations.catalogue import find
from taospec.timeline import since, specified, until

# Up to here every fork has files of its own for what it accepts.
_SHARED_SINCE = "authorfee"


def every_fork(operation: str) -> tuple[str, ...]:
    """The specified forks that have an operation, oldest first."""
    entry = find(operation)
    return tuple(name for name in specified() if entry.exists_in(name))


def named(forks: Collection[str], operation: str) -> str:
    """Forks in the name of a file: by the first where all later ones follow, else one by one.

    Where an operation went on beyond 2025 and then ended, those that follow are all that have it.
    """
    first = next(iter(forks))
    later = tuple(since(first))
    if _SHARED_SINCE in forks:
        later = tuple(fork for fork in later if fork in every_fork(operation))
    return f"since-{first}" if tuple(forks) == later and len(forks) > 1 else "-".join(forks)


def spans(forks: Collection[str]) -> Iterator[tuple[str, Collection[str]]]:
    """Suffixes of slugs and the forks they stand for, where what a call writes is stated by fork.

    The forks of 2025 have cases each of their own. From `authorfee` on one case stands for all
    forks until one changes it, as its list in `cases/changes/` says.
    """
    for fork in until(_SHARED_SINCE):
        if fork in forks:
            yield fork, (fork,)
    if later := tuple(fork for fork in since(_SHARED_SINCE) if fork in forks):
        yield f"since-{later[0]}", later


def stem(forks: Collection[str]) -> str:
    """Forks in a name that stays when later ones join: those of 2025 one by one, or the first."""
    own = [fork for fork in until(_SHARED_SINCE) if fork in forks]
    return "-".join(own) if own else f"since-{next(iter(forks))}"


def ending(forks: Collection[str]) -> str:
    """Where forks that went on beyond 2025 end, as the end of a file's name; empty if they do not.

    A case that holds in all forks until `authorfee` ends there too.
    """
    every = specified()
    after = every.index([*forks][-1]) + 1
    ends = every.index(_SHARED_SINCE) <= after < len(every)
    return f"-until-{every[after]}" if ends else ""


def went_on(forks: Collection[str]) -> bool:
    """Whether forks that begin with the first one go on beyond those of 2025."""
    names = [*forks]
    return names[0] == specified()[0] and _SHARED_SINCE in names
