"""Writing files so that they are whole, or as they were before."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def write_whole(path: Path, content: bytes | str, *, synced: bool = False) -> None:
    """Put a file in place so that it is there whole or, whatever happens meanwhile, as before.

    What is there and no file, such as a terminal, is written as it is.

    Args:
        path: the file; its folder must exist.
        content: all of it; text in UTF-8, lines as they are.
        synced: whether it must outlast a loss of power as well, which takes its time.

    Raises:
        OSError: it cannot be written; it names this file.
    """
    raw = content.encode() if isinstance(content, str) else content
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(raw)
            return
        _replace(path.resolve(), raw, synced)
    except OSError as error:
        error.filename = str(path)
        raise
    if synced:
        _sync_folder(path.resolve().parent)


def _replace(path: Path, raw: bytes, synced: bool) -> None:
    beside = path.with_name(f".{path.name}.new")
    try:
        with beside.open("wb") as file:
            file.write(raw)
            if synced:
                file.flush()
                os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise


def _sync_folder(folder: Path) -> None:
    with suppress(OSError):  # not every system lets a folder be synchronised
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
