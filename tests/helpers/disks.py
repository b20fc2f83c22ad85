"""A disk of its own for one process, which fills it up and then has it read-only.

Run as a program within a mount namespace: `python disks.py FOLDER PLAN`. The plan is a JSON object:
verbs to run `before`, and `verbs` by a name, all of them while the disk is `full` and again while
it is `read-only`. Says on its last line what became of each: the state of the disk, name, exit
code, standard error, and the files that were there before and are not as they were. In the state
`mounted` a report goes onto a mount point that has an older one: once while there is room, once
while there is none.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

Run = Callable[[Sequence[str]], int]
_NAMESPACE = ["unshare", "--mount", *([] if os.geteuid() == 0 else ["--user", "--map-root-user"])]


SIZE = "8m"
FILLER = "filler"
# A report for which nothing is drawn, since the disk is what is tried.
PAGES = (
    ("index.html", "page" * 1000),
    ("rules/a.html", "rule"),
    ("summary.json", "taospec-report/1"),
)


def _can_mount() -> bool:
    if shutil.which("unshare") is None:
        return False
    tried = subprocess.run(
        [*_NAMESPACE, "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True, check=False
    )
    return tried.returncode == 0


needs_disks = pytest.mark.skipif(not _can_mount(), reason="no file system may be mounted here")


def on_a_disk(folder: Path, plan: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What becomes of the verbs of a plan; see the module."""
    done = subprocess.run(
        [*_NAMESPACE, sys.executable, __file__, str(folder), json.dumps(plan)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    outcomes: list[dict[str, Any]] = json.loads(done.stdout.splitlines()[-1])
    return outcomes


def _mount(*arguments: str) -> None:
    subprocess.run(["mount", *arguments], check=True)  # noqa: S607 - wherever it is


def _fill(folder: Path) -> None:
    with contextlib.suppress(OSError), (folder / FILLER).open("wb", buffering=0) as file:
        while True:
            file.write(b"\0" * 4096)


def _contents(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _tree(folder: Path) -> Path:
    """A small checkout, whose tables and vectors are not what `fill` and `--record` write."""
    from taospec.resources import spec_path, vectors_path

    place = folder / "checkout"
    shutil.copytree(spec_path(), place / "spec")
    shutil.copytree(vectors_path("numbers"), place / "vectors" / "numbers")
    for name in ("INVENTORY.tsv", "TOMBSTONES.tsv"):
        lines = vectors_path(name).read_text(encoding="utf-8").splitlines(keepends=True)
        kept = lines[:1] + [line for line in lines if line.startswith("numbers.")]
        (place / "vectors" / name).write_text("".join(kept), encoding="utf-8")
    for name in ("spec/RULES.tsv", "vectors/INVENTORY.tsv"):
        whole = (place / name).read_text(encoding="utf-8").splitlines(keepends=True)
        (place / name).write_text("".join(whole[:-1]), encoding="utf-8")
    loose = place / "vectors" / "numbers" / "exp.yaml"
    loose.write_text(loose.read_text(encoding="utf-8") + "\n\n", encoding="utf-8")
    return place


def _run(run: Run, verb: Sequence[str]) -> tuple[int, str]:
    said = io.StringIO()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(said):
        return run(verb), said.getvalue()


def _prepared(folder: Path) -> Run:
    """The command line, with a checkout on the disk and a report that costs little."""
    from corner import gathered

    from taospec import resources
    from taospec_reports import site
    from taospec_reports.cli.verbs import run

    inventory = gathered()
    vars(site).update(gather=lambda: inventory, files=lambda *_: iter(PAGES))
    vars(resources)["_CHECKOUT"] = _tree(folder)
    resources.root.cache_clear()
    return run


def _tried(run: Run, folder: Path, state: str, name: str, verb: Sequence[str]) -> dict[str, Any]:
    before = _contents(folder)
    code, said = _run(run, verb)
    after = _contents(folder)
    changed = [path for path in before if after.get(path) != before[path]]
    return {"state": state, "name": name, "code": code, "said": said, "changed": changed}


def _mounted(run: Run, folder: Path) -> Iterator[dict[str, Any]]:
    folder.mkdir()
    _mount("-t", "tmpfs", "-o", "size=64k", "none", str(folder))
    verb = ["report", "--out", str(folder)]
    assert _run(run, verb) == (0, "")
    (folder / "rules" / "gone.html").write_text("of an older report", encoding="utf-8")
    yield _tried(run, folder, "mounted", "report, room", verb)
    _fill(folder / "rules")
    yield _tried(run, folder, "mounted", "report, no room", verb)
    subprocess.run(["umount", str(folder)], check=True)  # noqa: S607 - wherever it is
    folder.rmdir()


def main() -> None:
    """See the module."""
    folder, plan = Path(sys.argv[1]), json.loads(sys.argv[2])
    folder.mkdir(exist_ok=True)
    _mount("-t", "tmpfs", "-o", f"size={SIZE}", "none", str(folder))
    run = _prepared(folder)
    for verb in plan["before"]:
        code, said = _run(run, verb)
        assert code in (0, 1), said
    outcomes = [*_mounted(run, folder / "mounted")]
    for state in ("full", "read-only"):
        if state == "full":
            _fill(folder)
        else:
            (folder / FILLER).unlink()
            _mount("-o", "remount,ro", str(folder))
        outcomes += [_tried(run, folder, state, *named) for named in plan["verbs"].items()]
    print(json.dumps(outcomes))  # noqa: T201 - to whoever has started this


if __name__ == "__main__":
    main()
