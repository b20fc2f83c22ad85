"""Which vector decides in which order a call asks two things, found by not asking the first.

    python tests/helpers/order_of_checks.py add_stake remove_stake …

A vector that is refused is put to the model once more, with the check that refused it left out;
what refuses it then comes later, and the vector decides between the two. So the model is loaded in
a process of its own, with every `raise` turned into a call that lets a rejection pass if told. On
standard output stands a list of `Asked` as JSON, one for each call, form and fork.
"""

from __future__ import annotations

import ast
import builtins
import importlib.machinery
import json
import sys
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from types import FrameType
from typing import Any

Site = tuple[tuple[str, str, int], ...]
_APPLY = "taospec.network.apply"
# How many checks one after the other a vector is let past.
_AT_MOST = 4
_ACCOUNTS = ["0x" + number.to_bytes(32, "little").hex() for number in (1, 2, 3, 21, 22)]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a call asks in one fork, in order, as far as vectors show it.

    Attributes:
        call: its name; with a question mark where the limit price is null.
        fork: the fork.
        codes: how each check refuses, in the order of the model's code.
        places: where each stands, for people.
        deciding: for each check, by the index of a later one the vector that decides.
    """

    call: str
    fork: str
    codes: list[str]
    places: list[str]
    deciding: list[dict[int, str]]


# The model, with raises that may be passed over

_passed: set[Site] = set()
_raised: list[tuple[Site, str]] = []


def _site(frame: FrameType | None) -> Site:
    """The calls within the model that lead to a raise, from `apply` on."""
    calls = []
    while frame is not None:
        name, function = frame.f_globals.get("__name__", ""), frame.f_code.co_name
        if name.startswith("taospec."):
            calls.append((name, function, frame.f_lineno))
        if (name, function) == (_APPLY, "apply"):
            break
        frame = frame.f_back
    return tuple(reversed(calls))


def _refuse(error: Any) -> None:
    code = getattr(error, "code", None)
    if code is None:
        raise error
    site = _site(sys._getframe(1))
    if site not in _passed:
        _raised.append((site, code))
        raise error


class _Passing(ast.NodeTransformer):
    """Turns `raise …` into a call that raises it or not."""

    def visit_Raise(self, node: ast.Raise) -> ast.AST:
        if node.exc is None:
            return node
        call = ast.Call(ast.Name("__refuse__", ast.Load()), [node.exc], [])
        return ast.copy_location(ast.Expr(call), node)


class _Loader(importlib.machinery.SourceFileLoader):
    def get_code(self, fullname: str) -> Any:
        path = self.get_filename(fullname)
        tree = _Passing().visit(ast.parse(Path(path).read_bytes()))
        return compile(ast.fix_missing_locations(tree), path, "exec", dont_inherit=True)


class _Finder(importlib.machinery.PathFinder):
    @classmethod
    def find_spec(cls, fullname: str, path: Any = None, target: Any = None) -> Any:
        if not fullname.startswith("taospec."):
            return None
        spec = super().find_spec(fullname, path, target)
        if spec is not None and str(spec.origin).endswith(".py"):
            spec.loader = _Loader(fullname, str(spec.origin))
        return spec


# Vectors, put to it


def _refusal(fork: str, given: Mapping[str, Any]) -> tuple[Site, str] | None:
    """What refuses a call; nothing if nothing does, or if the model cannot go on."""
    from taospec.forks import fork as named  # the model is changed first
    from taospec.network import edge
    from taospec.network.apply import apply
    from taospec.rejections import Rejection

    _raised.clear()
    try:
        apply(edge.load(named(fork), given["storage"]), given["op"])
    except Rejection:
        return _raised[-1]
    except Exception:  # past a check there may be nothing to compute with
        return None
    return None


def _later(fork: str, given: Mapping[str, Any], first: tuple[Site, str]) -> Iterator[Site]:
    """What refuses a call behind its first refusal, one after the other."""
    if first[1] == "BadOrigin":
        op = given["op"]
        for caller in _ACCOUNTS if op["origin"] == "root" else ["root"]:
            other = _refusal(fork, {**given, "op": {**op, "origin": caller}})
            if other:
                yield other[0]
        return
    refusal: tuple[Site, str] | None = first
    for _ in range(_AT_MOST):
        if refusal is None or refusal[0] in _passed:
            return
        _passed.add(refusal[0])
        refusal = _refusal(fork, given)
        if refusal:
            yield refusal[0]


def asked(calls: Collection[str]) -> list[Asked]:
    """What each of these calls asks, by fork."""
    from taospec_vectors.load import load_all  # as above

    codes: dict[tuple[str, str], dict[Site, str]] = defaultdict(dict)
    deciding: dict[tuple[str, str, Site], dict[Site, str]] = defaultdict(dict)
    files = [file for file in load_all() if file.operation == "network.apply"]
    for case, fork in (
        (case, fork) for file in files for case in file.cases for fork in file.forks
    ):
        op = case.given["op"]
        if not case.rejects or op["name"] not in calls:
            continue
        form = op["name"] + "?" * (op["args"].get("limit_price", 0) is None)
        _passed.clear()
        first = _refusal(fork, case.given)
        if first is None:
            raise AssertionError(f"{case.id}@{fork} is not refused")
        codes[form, fork][first[0]] = first[1]
        for site in _later(fork, case.given, first):
            deciding[form, fork, first[0]].setdefault(site, case.id)
    return [_in_order(*key, codes[key], deciding) for key in sorted(codes)]


def _in_order(
    call: str,
    fork: str,
    codes: Mapping[Site, str],
    deciding: Mapping[tuple[str, str, Site], Mapping[Site, str]],
) -> Asked:
    sites = sorted(codes, key=lambda site: [line for _, _, line in site])
    place = {site: index for index, site in enumerate(sites)}
    return Asked(
        call,
        fork,
        [codes[site] for site in sites],
        [" > ".join(f"{function}:{line}" for _, function, line in site[-2:]) for site in sites],
        [
            {
                place[later]: case
                for later, case in deciding.get((call, fork, site), {}).items()
                if later in place
            }
            for site in sites
        ],
    )


def main() -> None:
    """Print what the named calls ask."""
    sys.meta_path.insert(0, _Finder)
    builtins.__refuse__ = _refuse  # type: ignore[attr-defined]  # named by changed modules only
    json.dump([asdict(each) for each in asked(sys.argv[1:])], sys.stdout)


if __name__ == "__main__":
    main()
