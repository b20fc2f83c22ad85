"""The bundle: all vectors in one JSON file with its SHA-256, for consumers without YAML.

It depends on the vectors alone, so that the same vectors have the same hash everywhere. One line of
the file holds one case.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from taospec.files import write_whole
from taospec_vectors.format import BUNDLE_FORMAT, Case, VectorFile
from taospec_vectors.plain import is_plain


def render(files: Iterable[VectorFile]) -> bytes:
    """The bundle's bytes."""
    rows = ",\n".join(_file(file) for file in files)
    return f'{{"format":{_json(BUNDLE_FORMAT)},"files":[\n{rows}\n]}}\n'.encode()


def digest(files: Iterable[VectorFile]) -> str:
    """SHA-256 of the bundle, in hexadecimal."""
    return hashlib.sha256(render(files)).hexdigest()


def write(files: Iterable[VectorFile], path: Path) -> str:
    """Write the bundle, and beside it `<name>.sha256` as `sha256sum --check` reads it.

    Returns:
        The hash.
    """
    content = render(files)
    sha256 = hashlib.sha256(content).hexdigest()
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, content)
    write_whole(path.with_name(f"{path.name}.sha256"), f"{sha256}  {path.name}\n")
    return sha256


def _file(file: VectorFile) -> str:
    cases = ",\n".join(_json(_case(case)) for case in file.cases)
    return (
        f'{{"path":{_json(str(file.path))},"operation":{_json(file.operation)},'
        f'"forks":{_json(list(file.forks))},"cases":[\n{cases}\n]}}'
    )


def _case(case: Case) -> dict[str, Any]:
    fields = {
        "id": case.id,
        "rules": list(case.rules),
        "why": case.why,
        "origin": case.origin,
        "plain": is_plain(case),
        "source": case.source,
        "no_sibling": case.no_sibling,
        "given": case.given,
        "expect": case.expect,
    }
    return {name: value for name, value in fields.items() if value is not None}


def _json(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)
