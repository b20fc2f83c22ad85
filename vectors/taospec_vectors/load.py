"""Reading vectors: from the YAML of the tree or from a bundle, refusing whatever is not right."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from taospec.naming import matches
from taospec.resources import vectors_path
from taospec.wire.collecting import uncollected
from taospec_vectors import strict_json, strict_yaml
from taospec_vectors.errors import VectorError, quoted
from taospec_vectors.format import BUNDLE_FORMAT, FORMAT, Case, VectorFile
from taospec_vectors.plain import is_plain
from taospec_vectors.schema import case_from, check_file_name, header_from

MAX_YAML_BYTES = 256 * 1024
MAX_DATA_BYTES = 4 * 1024 * 1024
MAX_BUNDLE_BYTES = 64 * 1024 * 1024

# The folder of `vectors/` that holds code, not vectors.
_CODE = "taospec_vectors"


def load_file(path: Path, root: Path | None = None) -> VectorFile:
    """The vectors of one YAML file.

    Args:
        path: the file.
        root: the folder that `VectorFile.path` is relative to; the file's chapter folder's parent
            unless told.

    Raises:
        VectorError: the file breaks the format; one line names file, case and field.
    """
    relative = PurePosixPath(path.relative_to(root or path.parent.parent).as_posix())
    text = read_text(path, MAX_YAML_BYTES)
    try:
        data = strict_yaml.parse(text)
    except strict_yaml.StrictYamlError as error:
        raise VectorError(path, error.problem, field=error.path, line=error.line) from None
    operation, forks, rows = header_from(data, path)
    check_file_name(relative, operation, path)
    return _file(path, relative, operation, forks, [_with_data(path, row) for row in rows])


def load_all(
    root: Path | None = None,
    *,
    wanted: Callable[[str], bool] | None = None,
    rules: Collection[str] = (),
) -> tuple[VectorFile, ...]:
    """Every vector file under a folder, by path.

    Args:
        root: the folder; `vectors/` of the checkout or the installed wheel unless told.
        wanted: whether vectors of an operation are wanted; files of others are not even opened.
            All are unless told.
        rules: ids of which a file must name one to be wanted; an empty one wants all.

    Raises:
        VectorError: a file breaks the format, or two files hold the same id.
    """
    folder = root or vectors_path()
    if not folder.is_dir():
        raise VectorError(folder, "no such folder")
    chosen = (
        path
        for path in _yaml_files(folder)
        if (wanted is None or _may_be(path, folder, wanted)) and (not rules or _names(path, rules))
    )
    with uncollected():  # what is read holds no circles, and stays
        files = tuple(load_file(path, folder) for path in chosen)
    refuse_duplicates(files, folder)
    return files


def load_bundle(path: Path) -> tuple[VectorFile, ...]:
    """The vectors of a JSON bundle.

    Raises:
        VectorError: the file is not a bundle, or a case in it breaks the format.
    """
    data = _json(path, MAX_BUNDLE_BYTES)
    if not isinstance(data, dict) or data.get("format") != BUNDLE_FORMAT:
        raise VectorError(path, f"expected {BUNDLE_FORMAT}", field="format")
    if data.keys() != {"format", "files"} or not isinstance(data["files"], list):
        raise VectorError(path, "expected a format, a list of files and nothing else")
    files = tuple(_bundled(path, index, row) for index, row in enumerate(data["files"]))
    refuse_duplicates(files, path)
    return files


def cases(
    files: Iterable[VectorFile] | None = None,
    *,
    fork: str | None = None,
    rules: Iterable[str] = (),
    ids: Iterable[str] = (),
    chapters: Iterable[str] = (),
    origins: Iterable[str] = (),
) -> Iterator[Case]:
    """The cases that pass every filter, in the order of the files; an empty filter passes all.

    Args:
        files: what `load_all` or `load_bundle` returned; the tree unless told.
        fork: the expectation must hold in this fork.
        rules: globs such as `SUP-*`; one of the case's rules must match one of them.
        ids: globs such as `supply.block_emission.*`; the id must match one of them.
        chapters: names of chapters.
        origins: names of origins.
    """
    rules, ids, chapters, origins = tuple(rules), tuple(ids), set(chapters), set(origins)
    for file in load_all() if files is None else files:
        if fork is not None and fork not in file.forks:
            continue
        for case in file.cases:
            if (
                (not chapters or case.chapter in chapters)
                and (not origins or case.origin in origins)
                and (not ids or _matches([case.id], ids))
                and (not rules or _matches(case.rules, rules))
            ):
                yield case


def refuse_duplicates(files: Iterable[VectorFile], root: Path) -> None:
    """Refuse an id that two files hold.

    Raises:
        VectorError: naming the second file, the case and the first file.
    """
    seen: dict[str, PurePosixPath] = {}
    for file in files:
        for case in file.cases:
            if case.id in seen:
                where = root / file.path if root.is_dir() else root
                raise VectorError(where, f"already in {seen[case.id]}", case=case.id, field="id")
            seen[case.id] = file.path


def _yaml_files(folder: Path) -> list[Path]:
    paths = folder.rglob("*.yaml")
    return sorted(path for path in paths if path.relative_to(folder).parts[0] != _CODE)


def _may_be(path: Path, folder: Path, wanted: Callable[[str], bool]) -> bool:
    """Whether the name of a file is one of a wanted operation, or a name that will be refused."""
    chapter, *inner = path.relative_to(folder).parts
    verb = path.stem.partition("-")[0]
    return len(inner) != 1 or wanted(f"{chapter}.{verb}")


def _names(path: Path, rules: Collection[str]) -> bool:
    """Whether a file names one of the rules, or cannot be read, which will be refused."""
    if not path.is_file():
        return True
    content = path.read_bytes()
    return any(rule_id.encode() in content for rule_id in rules)


def _matches(names: Iterable[str], globs: tuple[str, ...]) -> bool:
    return any(matches(name, glob) for name in names for glob in globs)


def _file(
    path: Path,
    relative: PurePosixPath,
    operation: str,
    forks: tuple[str, ...],
    rows: list[Any],
) -> VectorFile:
    by_id: dict[str, Case] = {}
    for index, row in enumerate(rows):
        case = case_from(row, index, operation, forks, path)
        if case.id in by_id:
            raise VectorError(path, "twice in this file", case=case.id, field="id")
        by_id[case.id] = case
    return VectorFile(relative, operation, forks, tuple(by_id.values()))


def _bundled(path: Path, index: int, row: Any) -> VectorFile:
    if not isinstance(row, dict) or not isinstance(row.get("path"), str):
        raise VectorError(path, "expected a file with its path", field=f"files[{index}]")
    header = {"format": FORMAT, **{name: value for name, value in row.items() if name != "path"}}
    operation, forks, rows = header_from(header, path)
    relative = PurePosixPath(row["path"])
    check_file_name(relative, operation, path)
    marks = [case.pop("plain", None) if isinstance(case, dict) else None for case in rows]
    file = _file(path, relative, operation, forks, rows)
    for case, mark in zip(file.cases, marks, strict=True):
        if mark is not is_plain(case):
            problem = f"expected {str(is_plain(case)).lower()}, got {quoted(mark)}"
            raise VectorError(path, problem, case=case.id, field="plain")
    return file


def _with_data(path: Path, row: Any) -> Any:
    """A case whose `given_file` and `expect_file` are replaced by what those files hold."""
    if not isinstance(row, dict):
        return row
    resolved = dict(row)
    for name in ("given", "expect"):
        if (reference := resolved.pop(f"{name}_file", None)) is None:
            continue
        case, field = str(row.get("id", "")), f"{name}_file"
        if name in resolved:
            raise VectorError(path, f"both {name} and {field} are there", case=case, field=field)
        resolved[name] = _data(path, reference, case, field)
    return resolved


def _data(path: Path, reference: Any, case: str, field: str) -> Any:
    parts = PurePosixPath(reference).parts if isinstance(reference, str) else ()
    if len(parts) != 2 or parts[0] != "data" or not parts[1].endswith(".json"):
        problem = f"expected data/NAME.json beside the file, got {quoted(reference)}"
        raise VectorError(path, problem, case=case, field=field)
    return _json(path.parent / "data" / parts[1], MAX_DATA_BYTES)


def _json(path: Path, max_bytes: int) -> Any:
    try:
        return strict_json.parse(read_text(path, max_bytes))
    except strict_json.StrictJsonError as error:
        raise VectorError(path, str(error)) from None


def read_text(path: Path, max_bytes: int) -> str:
    """The text of a file of the tree.

    Raises:
        VectorError: it is no file, too long, not UTF-8, or begins with a byte order mark.
    """
    try:
        if not path.is_file() and path.exists():
            raise VectorError(path, "is not a file")
        with path.open("rb") as file:
            content = file.read(max_bytes + 1)
    except OSError as error:
        raise VectorError(path, error.strerror or "cannot be read") from None
    if len(content) > max_bytes:
        raise VectorError(path, f"larger than {max_bytes // 1024} KiB")
    if content.startswith(codecs.BOM_UTF8):
        raise VectorError(path, "begins with a byte order mark, save it without")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise VectorError(path, f"not UTF-8 at byte {error.start}") from None
