"""The declared storage against the metadata of the chain's runtime."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from taospec.forks import composed
from taospec.network import kinds
from taospec.network.codecs import reader
from taospec.network.entry import Entries, cell, changing, column, snake_case
from taospec.network.kinds import Kind
from taospec.network.storage import Storage

DATA = Path(__file__).resolve().parents[2] / "data" / "executed"
# What the surrounding runtime keeps: always stored, so that it has no default of its own.
RUNTIME = {"BlockNumber", "Balances.TotalIssuance", "ParentHash"}
# Names of an enum's choices are texts where the model never looks at them.
OPAQUE = {"OwnerHyperparamUpdate"}


def _metadata(fork: str) -> dict[str, Any]:
    return dict(json.loads((DATA / f"storage-{fork}.json").read_text(encoding="utf-8")))


def _described(kind: Kind[Any]) -> Any:
    """The kind in the notation of the metadata."""
    match kind:
        case kinds.Optional(of=of):
            return _described(of)
        case kinds.Vector(of=of) | kinds.SortedSet(of=of):
            return [_described(of)]
        case kinds.PackedPairs():
            return [{"tuple": ["u16", "u16"]}]
        case kinds.Product(of=of):
            return {"tuple": [_described(one) for one in of]}
        case kinds.SortedMap(key=key, value=value):
            return [{"tuple": [_described(key), _described(value)]}]
        case kinds.Record(fields=fields):
            return {name: _described(of) for name, of in fields}
        case kinds.Enumeration(plain=plain, payloads=payloads):
            return {"enum": sorted([*plain, *payloads])}
        case _:
            return kind.name


def _names(described: Any) -> Any:
    """An enum of the metadata with the names of its choices only."""
    if isinstance(described, dict) and "enum" in described:
        choices = [next(iter(c)) if isinstance(c, dict) else c for c in described["enum"]]
        return {"enum": sorted(choices)}
    return described


@pytest.mark.parametrize("fork", list(composed()))
def test_the_declarations_are_those_of_the_runtime(fork: str) -> None:
    declared = {entry.name: entry for entry in Storage.declared() if entry.exists_in(fork)}
    metadata = _metadata(fork)
    assert declared.keys() == metadata.keys()
    for name, entry in declared.items():
        row = metadata[name]
        kind = entry.kind_in(fork)
        assert [_described(key) for key in entry.keys_in(fork)] == [
            _names(key) for key in row["keys"]
        ], name
        assert _described(kind) == _names(row["value"]), name
        if row["default"] is None:
            assert isinstance(kind, kinds.Optional) or name in RUNTIME, name
        elif row["value"] != {"enum": []}:  # an enum without choices has no default either
            assert entry.default_in(fork) == reader(kind)(row["default"]), name


def test_the_names_follow_the_rule() -> None:
    assert snake_case("SubnetTAO") == "subnet_tao"
    assert snake_case("EMAPriceHalvingBlocks") == "ema_price_halving_blocks"
    assert snake_case("Swap.AlphaSqrtPrice") == "swap_alpha_sqrt_price"
    assert snake_case("CKBurn") == "ck_burn"
    with pytest.raises(TypeError, match="SubnetTAO must be declared as subnet_tao, not tao"):
        type("Wrong", (Entries,), {"tao": column("SubnetTAO", kinds.RAO)})


def test_what_changes_with_forks_changes_there() -> None:
    burn = changing(dtao=3, flow=5)
    forks = ("dtao", "dereg", "flow", "halving")
    assert [burn.at(fork) for fork in forks] == [3, 3, 5, 5]
    entry = cell("Swap.CurrentTick", kinds.I32)
    assert [entry.exists_in(fork) for fork in forks] == [False, True, True, True]
    assert not entry.exists_in("balancer")
    with pytest.raises(KeyError, match="NoSuchEntry"):
        cell("NoSuchEntry", kinds.U16).exists_in("dtao")
