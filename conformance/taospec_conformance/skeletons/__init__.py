"""Skeletons of adapters: small projects that answer one operation and can be filled with more."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from taospec.errors import TaospecError
from taospec_conformance.asking.text import printable

_HERE = Path(__file__).parent
_NAME = "ADAPTER_NAME"


@dataclass(frozen=True, slots=True)
class Language:
    """How a skeleton is built, started and tested; commands are run in its folder.

    Attributes:
        build: what must be run once before it starts; or "".
        command: what starts it.
        test: what runs its own tests.
        adapter: the file that speaks the protocol.
        operations: the file that has the rules.
    """

    build: str
    command: str
    test: str
    adapter: str
    operations: str


LANGUAGES = {
    "python": Language("", "python3 adapter.py", "pytest", "adapter.py", "operations.py"),
    "javascript": Language("", "node adapter.js", "node --test", "adapter.js", "operations.js"),
    "go": Language("go build .", "./adapter", "go test .", "main.go", "operations.go"),
    "rust": Language(
        "cargo build --release",
        "target/release/adapter",
        "cargo test",
        "src/main.rs",
        "src/operations.rs",
    ),
}


def write(language: str, folder: Path) -> list[Path]:
    """Write a skeleton into a folder that is new or empty.

    Returns:
        The files, relative to the folder.

    Raises:
        TaospecError: no such language, the folder has something in it, or cannot be written.
    """
    if language not in LANGUAGES:
        known = ", ".join(LANGUAGES)
        raise TaospecError(f"no skeleton in {printable(language)!r}: there are {known}")
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise TaospecError(f"{folder}: is not an empty folder")
        texts = _texts(language, printable(folder.resolve().name) or "adapter")
        for name, text in texts.items():
            place = folder / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8")
    except OSError as error:
        raise TaospecError(f"{error.filename or folder}: {error.strerror or error}") from None
    return [Path(name) for name in texts]


def _texts(language: str, name: str) -> dict[str, str]:
    quoted = name.replace("\\", "-").replace('"', "-")
    source = _HERE / language
    files = {
        path.relative_to(source).as_posix().replace("gitignore", ".gitignore"): path
        for path in sorted(source.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }
    texts = {
        to: path.read_text(encoding="utf-8").replace(_NAME, quoted) for to, path in files.items()
    }
    return {"README.md": _readme(LANGUAGES[language], name), **texts}


def _readme(language: Language, name: str) -> str:
    text = (_HERE / "README.md").read_text(encoding="utf-8")
    text = text.replace("BUILD\n", f"{language.build}\n" if language.build else "")
    for word, value in {
        "OPERATIONS_FILE": f"`{language.operations}`",
        "ADAPTER_FILE": f"`{language.adapter}`",
        "COMMAND": language.command,
        "TEST\n": f"{language.test}\n",
        _NAME: name,
    }.items():
        text = text.replace(word, value)
    return text
