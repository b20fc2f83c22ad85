"""Loading: a right file becomes records, a wrong one becomes one line that says where."""

from __future__ import annotations

import codecs
import os
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taospec.timeline import specified
from taospec_vectors.errors import VectorError
from taospec_vectors.format import Case
from taospec_vectors.load import MAX_YAML_BYTES, cases, load_all, load_bundle, load_file

FIRST = "supply.block_emission.first-threshold-reached"
Write = Callable[..., Path]


def refusal(path: Path) -> str:
    """The message without the folder."""
    with pytest.raises(VectorError) as caught:
        load_file(path)
    assert "\n" not in str(caught.value)
    return str(caught.value).removeprefix(f"{path.parent.parent}/")


def test_a_right_file(write: Write, tree_text: str) -> None:
    file = load_file(write(tree_text))
    assert file.path == PurePosixPath("supply/block_emission.yaml")
    assert file.operation == "supply.block_emission"
    assert file.forks == ("dtao", "dereg", "flow", "halving")
    assert file.cases[0] == Case(
        id=FIRST,
        operation="supply.block_emission",
        forks=("dtao", "dereg", "flow", "halving"),
        rules=("SUP-3",),
        why="compares with > where the chain has >=, and halves one rao too late",
        origin="human",
        given={"total_issuance": "10500000000000000"},
        expect={"ok": {"emission": "500000000"}},
    )
    assert (file.cases[0].slug, file.cases[0].chapter) == ("first-threshold-reached", "supply")
    assert [case.id for case in file.cases] == [FIRST, "supply.block_emission.nothing-issued"]


FILE = "supply/block_emission.yaml"
HEADER_REFUSALS = [
    ("format: taospec-vectors/1\n", "", "format: missing"),
    ("vectors/1", "vectors/2", "format: expected taospec-vectors/1, got 'taospec-vectors/2'"),
    ("forks:", "fork: 1\nforks:", "fork: unknown field"),
    (
        "operation: supply.block_emission",
        "operation: supply.block_emision",
        "operation: unknown operation 'supply.block_emision'; did you mean supply.block_emission?",
    ),
    ("operation: supply.", "operation: [x] # ", "operation: expected the name of an operation"),
    (
        "operation: supply.block_emission",
        "operation: numbers.mul",
        "operation: vectors of numbers.mul belong in numbers/mul[-topic].yaml",
    ),
    ("forks: [dtao, dereg, flow, halving]", "forks: []", "forks: expected a list with at least"),
    ("[dtao, dereg", "[dereg, dtao", "forks: expected each fork once, oldest first"),
    ("[dtao, dereg", "[dtao, dtao", "forks: expected each fork once, oldest first"),
    (
        "dereg, flow",
        "derg, flow",
        "forks[1]: unknown fork 'derg'; did you mean dereg? (specified: dtao, ",
    ),
    (
        "dereg, flow",
        "yuma3, flow",
        (
            "forks[1]: fork 'yuma3' is planned, not specified yet "
            f"(specified: {', '.join(specified())})"
        ),
    ),
    ("dereg, flow", "5, flow", "forks[1]: expected the name of a fork"),
]


@pytest.mark.parametrize(("old", "new", "message"), HEADER_REFUSALS)
def test_a_wrong_header(write: Write, tree_text: str, old: str, new: str, message: str) -> None:
    assert old in tree_text
    assert refusal(write(tree_text.replace(old, new))).startswith(f"{FILE}: {message}")


CASE_REFUSALS = [
    ("  why: compares", "  whY: compares", "whY: unknown field"),
    (
        "  why: compares with > where the chain has >=, and halves one rao too late\n",
        "",
        "why: missing",
    ),
    ("  why: compares with >", '  why: "" #', "why: expected text"),
    ("  why: compares with >", "  why: 5 #", "why: expected text"),
    ("rules: [SUP-3]", "rules: []", "rules: expected a list with at least one rule id"),
    ("rules: [SUP-3]", "rules: [SUP-03]", "rules[0]: not a rule id: 'SUP-03'"),
    ("rules: [SUP-3]", "rules: [SUP-3, SUP-3]", "rules[1]: SUP-3 is there twice"),
    ("rules: [SUP-3]", "rules: SUP-3", "rules: expected a list with at least one rule id"),
    (
        "origin: human",
        "origin: me",
        (
            "origin: expected one of human, solver, mutant, hypothesis, regression, upstream-test, "
            "chain, got 'me'"
        ),
    ),
    ("origin: human", "origin: [x]", "origin: expected one of"),
    ('{total_issuance: "10', '{issuance: "10', "given.total_issuance: Field required"),
    (
        '{total_issuance: "10',
        '{more: 1, total_issuance: "10',
        "given.more: Extra inputs are not permitted",
    ),
    (
        '"10500000000000000"',
        "10500000000",
        "given.total_issuance: expected a quoted decimal string for u64",
    ),
    (
        '"10500000000000000"',
        '"010500000000000000"',
        "given.total_issuance: expected a quoted decimal string for u64",
    ),
    (
        '"10500000000000000"',
        '"18446744073709551616"',
        "given.total_issuance: 18446744073709551616 is outside u64 (0 … 18446744073709551615)",
    ),
    ('given: {total_issuance: "10500000000000000"}', "given: [1]", "given: expected a mapping"),
    ('{ok: {emission: "500000000"}}', "{ok: {}}", "expect.ok.emission: Field required"),
    ('{ok: {emission: "500000000"}}', "{}", "expect: expected either ok or reject"),
    ('{ok: {emission: "500000000"}}', "{ok: {}, reject: {}}", "expect: expected either ok or"),
    ('{ok: {emission: "500000000"}}', "{rejected: {}}", "expect: expected either ok or reject"),
    ('{ok: {emission: "500000000"}}', "{reject: DivisionByZero}", "expect.reject: expected a code"),
    (
        '{ok: {emission: "500000000"}}',
        "{reject: {code: Nope}}",
        "expect.reject.code: 'Nope' is not in spec/rejections.yaml",
    ),
    (
        '{ok: {emission: "500000000"}}',
        "{reject: {code: DivisionByZero, detail: x}}",
        "expect.reject: expected a code and nothing else",
    ),
]


@pytest.mark.parametrize(("old", "new", "message"), CASE_REFUSALS)
def test_a_wrong_case(write: Write, tree_text: str, old: str, new: str, message: str) -> None:
    assert old in tree_text
    path = write(tree_text.replace(old, new, 1))
    assert refusal(path).startswith(f"{FILE}: case {FIRST}: {message}")


@pytest.mark.parametrize(
    ("new", "message"),
    [
        (
            "numbers.mul.first",
            (
                "case numbers.mul.first: id: does not start with the file's operation "
                "supply.block_emission"
            ),
        ),
        (
            "supply.block_emissions.first",
            (
                "case supply.block_emissions.first: id: does not start with the file's operation "
                "supply.block_emission"
            ),
        ),
        (
            "supply.block_emission.First",
            (
                "case supply.block_emission.First: id: the part after the operation is lower-case "
                "words joined by '-'"
            ),
        ),
        ("5", "case cases[0]: id: expected text of at most 120 characters"),
        (
            '"supply.block_emission.a\\nb"',
            (
                "case supply.block_emission.a\\nb: id: the part after the operation is lower-case "
                "words joined by '-'"
            ),
        ),
        (
            "supply.block_emission.nothing-issued",
            "case supply.block_emission.nothing-issued: id: twice in this file",
        ),
    ],
)
def test_a_file_that_lies_about_an_id(write: Write, tree_text: str, new: str, message: str) -> None:
    assert refusal(write(tree_text.replace(f"id: {FIRST}", f"id: {new}"))) == f"{FILE}: {message}"


def test_yaml_that_is_refused_names_line_and_place(write: Write, tree_text: str) -> None:
    text = tree_text.replace('total_issuance: "10500000000000000"', "total_issuance: 1_000")
    place = "cases[0].given.total_issuance"
    problem = "unquoted '1_000' is ambiguous, write it in quotes"
    assert refusal(write(text)) == f"{FILE}:9: {place}: {problem}"
    text = tree_text.replace("  origin: human\n", "  origin: human\n  origin: human\n", 1)
    assert refusal(write(text)) == f"{FILE}:9: cases[0]: duplicate key 'origin'"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"a: \xff", "not UTF-8 at byte 3"),
        (b"[]", "expected a mapping with format, operation, forks and cases"),
        (b"[" * 200_000, ":1: " + "[0]" * 16 + ": nested deeper than 16"),
        (b"x" * (MAX_YAML_BYTES + 1), "larger than 256 KiB"),
    ],
)
def test_a_file_that_is_no_vector_file(write: Write, content: bytes, message: str) -> None:
    got = refusal(write(content))
    assert got == f"{FILE}{message if message.startswith(':') else f': {message}'}"


def test_a_missing_file_or_folder(tmp_path: Path) -> None:
    with pytest.raises(VectorError, match="No such file or directory"):
        load_file(tmp_path / "supply" / "none.yaml")
    with pytest.raises(VectorError, match="none: no such folder"):
        load_all(tmp_path / "none")


def test_an_id_in_two_files(write: Write, tree_text: str, tmp_path: Path) -> None:
    write(tree_text)
    second = write(tree_text, "supply/block_emission-more.yaml")
    with pytest.raises(VectorError) as caught:
        load_all(tmp_path / "vectors")
    # The files are read in the order of their names, and '-' comes before '.'.
    first = second.with_name("block_emission.yaml")
    message = f"{first}: case {FIRST}: id: already in supply/block_emission-more.yaml"
    assert str(caught.value) == message


@pytest.mark.parametrize(
    "name",
    ["supply/emission.yaml", "numbers/block_emission.yaml", "supply/deep/block_emission.yaml"],
)
def test_a_file_in_the_wrong_place(write: Write, tree_text: str, name: str, tmp_path: Path) -> None:
    write(tree_text, name)
    with pytest.raises(VectorError, match=r"belong in supply/block_emission\[-topic\]\.yaml"):
        load_all(tmp_path / "vectors")


def test_only_files_that_can_matter_are_read(write: Write, tree_text: str, tmp_path: Path) -> None:
    """Given a broken file, it is in nobody's way who wants another operation or another rule."""
    write(tree_text)
    write("broken: NUM-1", "numbers/mul-topic.yaml")
    root = tmp_path / "vectors"
    for wanted in ({"wanted": "supply.block_emission".__eq__}, {"rules": ["SUP-3", "SUP-4"]}):
        assert [file.operation for file in load_all(root, **wanted)] == ["supply.block_emission"]
    for wanted in ({}, {"wanted": "numbers.mul".__eq__}, {"rules": ["NUM-1"]}):
        with pytest.raises(VectorError, match=r"mul-topic\.yaml: format: missing"):
            load_all(root, **wanted)


def test_a_file_in_the_wrong_place_is_refused_whoever_reads(
    write: Write, tree_text: str, tmp_path: Path
) -> None:
    write(tree_text, "supply/deep/block_emission.yaml")
    with pytest.raises(VectorError, match="belong in"):
        load_all(tmp_path / "vectors", wanted=lambda _: False)


def test_large_data_lives_beside_the_file(write: Write, tree_text: str) -> None:
    text = tree_text.replace(
        'given: {total_issuance: "10500000000000000"}', "given_file: data/first.json"
    )
    path = write(text)
    write('{"total_issuance": "10500000000000000"}', "supply/data/first.json")
    plain = load_file(write(tree_text, "supply/block_emission-plain.yaml"))
    assert load_file(path).cases == plain.cases


@pytest.mark.parametrize(
    ("reference", "message"),
    [
        ("../secret.json", "expected data/NAME.json beside the file, got '../secret.json'"),
        ("data/../x.json", "expected data/NAME.json beside the file, got 'data/../x.json'"),
        ("/etc/passwd", "expected data/NAME.json beside the file, got '/etc/passwd'"),
        ("data/x.yaml", "expected data/NAME.json beside the file, got 'data/x.yaml'"),
        ("data", "expected data/NAME.json beside the file, got 'data'"),
    ],
)
def test_a_reference_that_leaves_the_folder(
    write: Write, tree_text: str, reference: str, message: str
) -> None:
    given = 'given: {total_issuance: "10500000000000000"}'
    path = write(tree_text.replace(given, f"given_file: {reference!r}"))
    assert refusal(path) == f"{FILE}: case {FIRST}: given_file: {message}"
    path = write(tree_text.replace(given, f"given_file: {reference!r}\n  {given}"))
    assert refusal(path) == (
        f"{FILE}: case {FIRST}: given_file: both given and given_file are there"
    )


def test_filters(write: Write, tree_text: str, tmp_path: Path) -> None:
    write(tree_text.replace("origin: human", "origin: chain", 1))
    write(
        """format: taospec-vectors/1
operation: numbers.mul
forks: [flow]
cases:
- id: numbers.mul.nothing
  rules: [NUM-2, NUM-1]
  why: does not know zero
  origin: human
  given: {format: I32F32, a: "0", b: "0"}
  expect: {ok: {bits: "0"}}
""",
        "numbers/mul.yaml",
    )
    files = load_all(tmp_path / "vectors")
    nothing, first, second = "numbers.mul.nothing", FIRST, "supply.block_emission.nothing-issued"

    def ids(**filters: object) -> list[str]:
        return [case.id for case in cases(files, **filters)]  # type: ignore[arg-type]  # each filter has its own type

    assert ids() == [nothing, first, second]
    assert ids(fork="dereg") == [first, second]
    assert ids(rules=["NUM-*"]) == [nothing]
    assert ids(rules=["NUM-1", "SUP-9"]) == [nothing]
    assert ids(ids=["*nothing*"]) == [nothing, second]
    assert ids(chapters=["supply"], origins=["chain"]) == [first]
    assert ids(chapters=["supply"], fork="flow", ids=["*.n*"]) == [second]
    assert ids(origins=["solver"]) == []


@settings(max_examples=200)
@given(
    start=st.integers(0, 700),
    length=st.integers(0, 40),
    stranger=st.text(max_size=30) | st.sampled_from(["[" * 40, "\n", ": ", '"', "- "]),
)
def test_any_damage_is_read_or_refused(
    start: int,
    length: int,
    stranger: str,
    tree_text: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Given a right file, when a stretch of it is replaced, then it loads or one line says why."""
    path = tmp_path_factory.getbasetemp() / "supply" / "block_emission.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes((tree_text[:start] + stranger + tree_text[start + length :]).encode())
    message = _message(path)
    assert message is None or ("\n" not in message and message.startswith(str(path)))


def _message(path: Path) -> str | None:
    try:
        load_file(path)
    except VectorError as error:
        return str(error)
    return None


def test_a_byte_order_mark_is_named(write: Write, tree_text: str) -> None:
    path = write(tree_text)
    path.write_bytes(codecs.BOM_UTF8 + path.read_bytes())
    assert refusal(path) == f"{FILE}: begins with a byte order mark, save it without"


def test_what_is_no_file_is_named(write: Write, tree_text: str) -> None:
    """Given a pipe in the tree that nobody writes to, loading does not wait for it."""
    path = write(tree_text)
    path.unlink()
    os.mkfifo(path)
    assert refusal(path) == f"{FILE}: is not a file"


def test_what_cannot_be_seen_is_refused_where_it_enters(write: Write, tree_text: str) -> None:
    path = write(tree_text.replace("why: compares with", 'why: "compares \\x1b[31m with', 1))
    path.write_text(
        path.read_text(encoding="utf-8").replace("halves one rao too late", 'late"', 1),
        encoding="utf-8",
    )
    assert "why: expected characters that can be seen" in refusal(path)


@pytest.mark.parametrize("half", ["\\ud800", "\\udc00", "\\uDBFFx", "\\ud800\\ud800"])
def test_half_a_character_in_a_bundle_is_named(half: str, tmp_path: Path) -> None:
    path = tmp_path / "bundle.json"
    path.write_text(f'{{"format":"{half}"}}', encoding="utf-8")
    with pytest.raises(VectorError, match="is half a character"):
        load_bundle(path)


def test_a_repeated_key_among_many_is_found_at_once(tmp_path: Path) -> None:
    """Given 150,000 keys, what took minutes takes a look at each."""
    path = tmp_path / "bundle.json"
    keys = ",".join(f'"k{index}":1' for index in range(150_000))
    path.write_text(f'{{{keys},"k149999":2}}', encoding="utf-8")
    with pytest.raises(VectorError, match="duplicate key 'k149999'"):
        load_bundle(path)
