"""Exit codes that have to do with the command line itself; those of a run are its verdict's."""

from __future__ import annotations

USAGE = 2
FAULT = 70
INTERRUPTED = 130
BROKEN_PIPE = 141
