"""The hard mode: an adapter without network, behind a read-only file system, in its own session.

It is `bubblewrap`, a package of every large Linux distribution, that does the work.
"""

from __future__ import annotations

import resource
import shutil
from collections.abc import Mapping, Sequence

from taospec.errors import TaospecError

_PROGRAM = "bwrap"
_WALLS = (
    *("--ro-bind", "/", "/"),
    *("--dev", "/dev"),
    *("--proc", "/proc"),
    "--unshare-all",  # network, processes, users, messages between processes, host name
    "--die-with-parent",
    "--new-session",
    *("--setenv", "TMPDIR", "/dev/shm"),  # noqa: S108 - inside the walls, gone with the adapter
)
# Data that one process may hold, and seconds of a processor that it may use.
MOST: Mapping[int, int] = {
    resource.RLIMIT_DATA: 4 * 1024**3,
    resource.RLIMIT_CPU: 3600,
}


def walled(argv: Sequence[str]) -> list[str]:
    """The command that runs a program in the sandbox.

    Raises:
        TaospecError: there is no sandbox on this system.
    """
    program = shutil.which(_PROGRAM)
    if program is None:
        raise TaospecError(
            "--sandbox: bubblewrap is not installed (on Debian: apt install bubblewrap)"
        )
    return [program, *_WALLS, "--", *argv]
