"""The determinism gate: two fills under two hash seeds and the tree must be the same bytes."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from taospec.errors import TaospecError
from taospec.resources import vectors_path
from taospec_vectors.answering import answer_all
from taospec_vectors.fill import differing, drafts, write_tree

SEEDS = ("1", "2")

# Fills the empty folder that is its one argument.
FILL = (sys.executable, "-m", "taospec_vectors.determinism")


def verify(root: Path | None = None, program: Sequence[str] = FILL) -> tuple[str, ...]:
    """Fill twice into empty folders, in processes of their own, and compare.

    Args:
        root: the folder `vectors/`, the checkout's unless told.
        program: what fills a folder.

    Returns:
        A line for each file that is not the same in both fills, or not the tree's.

    Raises:
        TaospecError: a fill failed; the message is its own.
    """
    with tempfile.TemporaryDirectory() as temporary:
        first, second = (Path(temporary) / seed for seed in SEEDS)
        processes = [
            _start([*program, str(folder)], seed)
            for folder, seed in zip((first, second), SEEDS, strict=True)
        ]
        answers = [(process.communicate()[1], process.returncode) for process in processes]
        for errors, code in answers:
            if code:
                message = errors.strip().rpartition("\n")[2] or f"fill ended with {code}"
                raise TaospecError(message)
        return (
            *_lines(differing(first, second), "depends on the hash seed"),
            *_lines(differing(first, root or vectors_path()), "is not what fill writes"),
        )


def _start(command: Sequence[str], seed: str) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603 - our own module in our own interpreter
        command,
        env={**os.environ, "PYTHONHASHSEED": seed},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def _lines(paths: tuple[PurePosixPath, ...], problem: str) -> list[str]:
    return [f"{path}: {problem}" for path in paths]


def main() -> None:
    """Fill an empty folder, for `verify`."""
    try:
        write_tree(answer_all(drafts()), Path(sys.argv[1]))
    except TaospecError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
