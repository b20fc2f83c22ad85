"""How long and how large anything that an adapter does may get."""

from __future__ import annotations

from dataclasses import dataclass

from taospec.errors import TaospecError

# A day; the clocks of the system take no more than some weeks.
MAX_SECONDS = 86_400.0


@dataclass(frozen=True, slots=True)
class Limits:
    """Caps on one adapter. Nothing an adapter does can exceed them without becoming an outcome.

    Attributes:
        start_timeout: seconds from the start of the adapter to its answer to `initialize`.
        case_timeout: seconds for one case.
        stop_timeout: seconds for the answer to `shutdown`, and again for the exit.
        max_message: bytes of one message.
        stderr_tail: bytes of standard error that are kept.
        restarts: how often an adapter may be started again per hundred cases.
        pass_environment: names of environment variables that the adapter sees besides the few
            that every program needs.

        sandbox: whether a subprocess runs without network and behind a read-only file system.

    Raises:
        TaospecError: a time limit that is none.
    """

    start_timeout: float = 10.0
    case_timeout: float = 5.0
    stop_timeout: float = 1.0
    max_message: int = 16 * 1024 * 1024
    stderr_tail: int = 64 * 1024
    restarts: int = 10
    pass_environment: tuple[str, ...] = ()
    sandbox: bool = False

    def __post_init__(self) -> None:
        for name in ("start_timeout", "case_timeout", "stop_timeout"):
            check_seconds(name, getattr(self, name))


def check_seconds(name: str, seconds: float) -> None:
    """Refuse a time limit that is none.

    Raises:
        TaospecError: not more than 0, longer than a day, or not a number.
    """
    if not 0 < seconds <= MAX_SECONDS:  # false of not-a-number as well
        raise TaospecError(
            f"{name} of {seconds} seconds: expected more than 0 and at most {MAX_SECONDS:g}"
        )
