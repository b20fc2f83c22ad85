"""Processes of strangers: what they see, that they end with the runner, and that none is lost."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import subprocess
import sys
import sysconfig
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from taospec_conformance.asking.endings import ENDINGS

# What a program needs to find its interpreter, its home and its language. Nothing of the runner's
# environment besides, so that no token of a CI job reaches a stranger's program.
_ENVIRONMENT = ("PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TMPDIR", "TZ", "USER")
# Of Linux's <sys/prctl.h>.
_PR_SET_PDEATHSIG = 1
_PR_SET_DUMPABLE = 4
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def spawn(
    argv: Sequence[str],
    environment: Mapping[str, str],
    *,
    stderr: int | None = subprocess.PIPE,
    most: Mapping[int, int] = MappingProxyType({}),
) -> subprocess.Popen[bytes]:
    """Start a program with pipes, in a session of its own, that is killed when the runner is.

    From then on it cannot look into the runner.

    Args:
        argv: program and arguments; no shell sees them.
        environment: all that it sees of ours.
        stderr: where its standard error goes; a pipe unless told.
        most: limits on its resources, by the numbers of the module `resource`.

    Raises:
        OSError: it cannot be started.
    """
    hide_memory()
    runner, mask = os.getpid(), signal.pthread_sigmask(signal.SIG_BLOCK, ())

    def prepare() -> None:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask - set(ENDINGS))
        for kind, limit in most.items():
            resource.setrlimit(kind, (limit, limit))
        if _libc:
            _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
            if os.getppid() != runner:  # the runner ended before it could be said
                os._exit(1)

    return subprocess.Popen(  # noqa: S603 - running the named program is the purpose; no shell
        list(argv),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=stderr,
        env=dict(environment),
        start_new_session=True,
        bufsize=0,
        preexec_fn=prepare,
    )


def end_with_parent() -> None:
    """End this process in order when the one that forked it ends, where the system can do that."""
    if _libc:
        _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def hide_memory() -> None:
    """Close this process to the eyes of others of the same user, where the system can do that.

    An adapter could otherwise read the runner's environment, with the secrets of a CI job in it,
    out of `/proc`.
    """
    if _libc:
        _libc.prctl(_PR_SET_DUMPABLE, 0)


def clean_environment(environment: Mapping[str, str], also: Sequence[str] = ()) -> dict[str, str]:
    """The part of the runner's environment that an adapter gets.

    The folder of this installation's scripts ends the search path, so that `stdio:taospec serve`
    finds itself in a virtual environment that is not activated.
    """
    allowed = {name: environment[name] for name in (*_ENVIRONMENT, *also) if name in environment}
    path = allowed.get("PATH", os.defpath)
    return {**allowed, "PATH": f"{path}{os.pathsep}{sysconfig.get_path('scripts')}"}
