"""The entry point of the command `taospec`, which says so in one line if its extra is missing."""

from __future__ import annotations

import sys

from taospec.extras import MissingExtraError, require
from taospec_reports.cli import exits


def main() -> None:
    """Run the command line on the arguments of the process, and exit with its code."""
    try:
        require("conform")
    except MissingExtraError as error:
        print(f"taospec: {error}", file=sys.stderr)  # noqa: T201 - click may be what is missing
        sys.exit(exits.USAGE)
    from taospec_reports.cli.verbs import run

    sys.exit(run(sys.argv[1:]))
