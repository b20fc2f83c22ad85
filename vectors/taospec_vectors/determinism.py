"""The determinism gate: two fills under two hash seeds and the tree must be the same bytes."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path, PurePosixPath

from taospec.errors import TaospecError
from taospec.resources import vectors_path
from taospec_vectors.fill import answer_all, differing, drafts, write_tree

SEEDS = ("1", "2")


def verify(root: Path | None = None) -> tuple[str, ...]:
    """Fill twice into empty folders, in processes of their own, and compare.

    Args:
        root: the folder `vectors/`, the checkout's unless told.

    Returns:
        A line for each file that is not the same in both fills, or not the tree's.

    Raises:
        TaospecError: a fill failed; the message is its own.
    """
    with tempfile.TemporaryDirectory() as temporary:
        folders = [Path(temporary) / seed for seed in SEEDS]
        processes = [_start(folder, seed) for folder, seed in zip(folders, SEEDS, strict=True)]
        for process in processes:
            _, errors = process.communicate()
            if process.returncode:
                message = errors.strip().rpartition("\n")[2]
                raise TaospecError(message)
        first, second = folders
        return (
            *_lines(differing(first, second), "depends on the hash seed"),
            *_lines(differing(first, root or vectors_path()), "is not what fill writes"),
        )


def _start(folder: Path, seed: str) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603 - our own module in our own interpreter
        [sys.executable, "-m", __name__, str(folder)],
        env={**os.environ, "PYTHONHASHSEED": seed},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def _lines(paths: tuple[PurePosixPath, ...], problem: str) -> list[str]:
    return [f"{path}: {problem}" for path in paths]


def main() -> None:
    """Fill an empty folder, for `verify`."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True)
    write_tree(answer_all(drafts()), folder)


if __name__ == "__main__":
    main()
