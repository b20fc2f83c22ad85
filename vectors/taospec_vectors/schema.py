"""Fields of a vector file and of a case, checked one by one against the catalogue and the forks."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath, PurePosixPath
from typing import Any, Never

from taospec.errors import MalformedInputError, TaospecError
from taospec.operations.catalogue import find
from taospec.operations.declare import Operation
from taospec.rejections import codes
from taospec.timeline import require_specified, specified
from taospec_vectors.errors import VectorError, quoted
from taospec_vectors.format import FORMAT, LONGEST_ID, ORIGINS, RULE_ID, SLUG, Case

_FILE_FIELDS = ("format", "operation", "forks", "cases")
_REQUIRED = ("id", "rules", "why", "origin", "given", "expect")
_OPTIONAL = ("source", "no_sibling")
_CASE_FIELDS = frozenset((*_REQUIRED, *_OPTIONAL))


def header_from(data: Any, path: PurePath) -> tuple[str, tuple[str, ...], list[Any]]:
    """Operation, forks and raw cases of a file's data.

    Raises:
        VectorError: a field is missing, unknown or wrong.
    """
    if not isinstance(data, dict):
        raise VectorError(path, "expected a mapping with format, operation, forks and cases")
    for name in _FILE_FIELDS:
        if name not in data:
            raise VectorError(path, "missing", field=name)
    if unknown := sorted(set(data) - set(_FILE_FIELDS)):
        raise VectorError(path, "unknown field", field=unknown[0])
    if data["format"] != FORMAT:
        raise VectorError(path, f"expected {FORMAT}, got {quoted(data['format'])}", field="format")
    operation = _operation(data["operation"], path)
    forks = _forks(data["forks"], operation, path)
    if not isinstance(data["cases"], list) or not data["cases"]:
        raise VectorError(path, "expected a list with at least one case", field="cases")
    return operation.name, forks, data["cases"]


def check_file_name(relative: PurePosixPath, operation: str, path: PurePath) -> None:
    """Refuse a file that is not where its operation's vectors are looked for.

    Raises:
        VectorError: the place is not `<chapter>/<verb>[-<topic>].yaml`.
    """
    chapter, _, verb = operation.partition(".")
    stem = relative.stem
    fits = stem == verb or (stem.startswith(f"{verb}-") and SLUG.match(stem[len(verb) + 1 :]))
    if relative.parts != (chapter, f"{stem}.yaml") or not fits:
        problem = f"vectors of {operation} belong in {chapter}/{verb}[-topic].yaml"
        raise VectorError(path, problem, field="operation")


def case_from(row: Any, index: int, operation: str, forks: tuple[str, ...], path: PurePath) -> Case:
    """One case out of its data.

    Args:
        row: data of the case.
        index: its place in the file, for messages until the id is known.
        operation: operation of the file.
        forks: forks of the file.
        path: the file, for messages.

    Raises:
        VectorError: a field is missing, unknown or wrong.
    """
    return _CaseReader(row, index, path).case(find(operation), forks)


class _CaseReader:
    """One case while it is read; every refusal names the file, the case and the field."""

    def __init__(self, row: Any, index: int, path: PurePath) -> None:
        self._row = row
        self._path = path
        self._name = f"cases[{index}]"

    def case(self, operation: Operation, forks: tuple[str, ...]) -> Case:
        self._check_fields()
        case_id = self._id(operation)
        self._name = case_id
        return Case(
            id=case_id,
            operation=operation.name,
            forks=forks,
            rules=self._rules(),
            why=self._text("why"),
            origin=self._origin(),
            given=self._given(operation),
            expect=self._expect(operation),
            source=self._text("source") if "source" in self._row else None,
            no_sibling=self._text("no_sibling") if "no_sibling" in self._row else None,
        )

    def _check_fields(self) -> None:
        if not isinstance(self._row, dict):
            raise VectorError(self._path, "expected a mapping", case=self._name)
        if isinstance(self._row.get("id"), str) and self._row["id"]:
            self._name = quoted(self._row["id"])[1:-1]
        if self._row.keys() - _CASE_FIELDS:
            self._refuse(min(self._row.keys() - _CASE_FIELDS), "unknown field")
        for name in _REQUIRED:
            if name not in self._row:
                self._refuse(name, "missing")

    def _id(self, operation: Operation) -> str:
        case_id = self._row["id"]
        prefix = f"{operation.name}."
        if not isinstance(case_id, str) or len(case_id) > LONGEST_ID:
            self._refuse("id", f"expected text of at most {LONGEST_ID} characters")
        if not case_id.startswith(prefix):
            self._refuse("id", f"does not start with the file's operation {operation.name}")
        if not SLUG.match(case_id[len(prefix) :]):
            self._refuse("id", "the part after the operation is lower-case words joined by '-'")
        return str(case_id)

    def _rules(self) -> tuple[str, ...]:
        rules = self._row["rules"]
        if not isinstance(rules, list) or not rules:
            self._refuse("rules", "expected a list with at least one rule id")
        for index, rule_id in enumerate(rules):
            if not isinstance(rule_id, str) or not RULE_ID.match(rule_id):
                self._refuse(f"rules[{index}]", f"not a rule id: {quoted(rule_id)}")
            if rule_id in rules[:index]:
                self._refuse(f"rules[{index}]", f"{rule_id} is there twice")
        return tuple(rules)

    def _text(self, name: str) -> str:
        value = self._row[name]
        if not isinstance(value, str) or not value.strip():
            self._refuse(name, "expected text")
        if not value.replace("\n", "").isprintable():
            self._refuse(name, "expected characters that can be seen")
        return str(value)

    def _origin(self) -> str:
        origin = self._row["origin"]
        if origin not in ORIGINS:
            self._refuse("origin", f"expected one of {', '.join(ORIGINS)}, got {quoted(origin)}")
        return str(origin)

    def _given(self, operation: Operation) -> Mapping[str, Any]:
        return self._record("given", operation.input, self._row["given"])

    def _expect(self, operation: Operation) -> Mapping[str, Any]:
        expect = self._row["expect"]
        if not isinstance(expect, dict) or expect.keys() not in ({"ok"}, {"reject"}):
            self._refuse("expect", "expected either ok or reject")
        if "ok" in expect:
            self._record("expect.ok", operation.output, expect["ok"])
        else:
            self._reject(expect["reject"])
        return expect

    def _reject(self, reject: Any) -> None:
        if not isinstance(reject, dict) or reject.keys() != {"code"}:
            self._refuse("expect.reject", "expected a code and nothing else")
        if not isinstance(reject["code"], str) or reject["code"] not in codes():
            problem = f"{quoted(reject['code'])} is not in spec/rejections.yaml"
            self._refuse("expect.reject.code", problem)

    def _record(self, field: str, record: Any, data: Any) -> Mapping[str, Any]:
        """The data as it is, once the record accepts it."""
        if not isinstance(data, dict):
            self._refuse(field, "expected a mapping")
        try:
            record.from_wire(data)
        except MalformedInputError as error:
            place, problem = error.problems[0]
            self._refuse(f"{field}.{place}" if place else field, problem)
        return data

    def _refuse(self, field: str, problem: str) -> Never:
        raise VectorError(self._path, problem, case=self._name, field=field)


def _operation(name: Any, path: PurePath) -> Operation:
    if not isinstance(name, str):
        raise VectorError(path, "expected the name of an operation", field="operation")
    try:
        return find(name)
    except TaospecError as error:
        raise VectorError(path, str(error), field="operation") from None


def _forks(names: Any, operation: Operation, path: PurePath) -> tuple[str, ...]:
    if not isinstance(names, list) or not names:
        raise VectorError(path, "expected a list with at least one fork", field="forks")
    for index, name in enumerate(names):
        field = f"forks[{index}]"
        if not isinstance(name, str):
            raise VectorError(path, "expected the name of a fork", field=field)
        try:
            require_specified(name)
        except TaospecError as error:
            raise VectorError(path, str(error), field=field) from None
        if not operation.exists_in(name):
            raise VectorError(path, f"{name} has no operation {operation.name}", field=field)
    ordered = tuple(name for name in specified() if name in names)
    if tuple(names) != ordered:
        raise VectorError(path, "expected each fork once, oldest first", field="forks")
    return ordered
