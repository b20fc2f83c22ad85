"""Root signs no call about stake, takes, children or claims, whatever else is wrong with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator

from taospec.timeline import only, since
from taospec_vectors.cases.network import (
    checks_in_full,
    checks_of_keys,
    checks_of_moves,
    checks_of_stake,
)
from taospec_vectors.cases.network._checks import Checked, Fault, stated
from taospec_vectors.cases.network._economy import HOTKEY, TAO, subnet
from taospec_vectors.format import DraftCase, DraftFile
from taospec_vectors.funded import as_kept

_CLAIM = Checked(
    "claim_root",
    ("STA-32",),
    stated([["BlockNumber", [], "1000"], *subnet(1, 1000 * TAO, 1000 * TAO)]),
    {"subnets": [1]},
    (Fault("no-subnet-named", "InvalidSubnetNumber", {}, {"subnets": []}),),
)
_KEEP = Checked(
    "set_root_claim_type", ("STA-32",), _CLAIM.state, {"new_root_claim_type": "Keep"}, ()
)
_KEEP_SUBNETS = Checked(
    "set_root_claim_type",
    ("STA-32",),
    _CLAIM.state,
    {"new_root_claim_type": ["KeepSubnets", {"subnets": [1]}]},
    (
        Fault(
            "no-subnet-to-keep",
            "InvalidSubnetNumber",
            {},
            {"new_root_claim_type": ["KeepSubnets", {"subnets": []}]},
        ),
    ),
)
_NO_OWNER_IN_DTAO = [
    Checked(name, ("STA-17",), checks_of_stake.STATE_OF_DTAO, {"hotkey": HOTKEY}, faults)
    for name in ("unstake_all", "unstake_all_alpha")
    for faults in [(checks_of_stake.NO_OWNER,)]
]


_OF_NO_OTHER_MODULE: tuple[tuple[Checked, str, Collection[str]], ...] = (
    *((checked, "dtao", only("dtao")) for checked in _NO_OWNER_IN_DTAO),
    (_CLAIM, "since-flow", since("flow")),
    (_KEEP, "flow", only("flow")),
    (_KEEP_SUBNETS, "halving", only("halving")),
)


def _states() -> Iterator[tuple[Checked, str, Collection[str]]]:
    for module in (checks_of_stake, checks_of_moves, checks_of_keys):
        yield from module.states()
    for whole, _, suffix, forks in checks_in_full.wholes():
        yield whole, suffix, forks
    yield from _OF_NO_OTHER_MODULE


def drafts() -> Iterator[DraftFile]:
    """A file for each span of forks."""
    by_span: dict[tuple[str, ...], dict[str, DraftCase]] = defaultdict(dict)
    for checked, suffix, forks in _states():
        cases = by_span[tuple(forks)]
        for case in checked.by_root(suffix):
            cases.setdefault(case.slug, case)
    for forks, named in by_span.items():
        suffix = forks[0] if len(forks) == 1 else f"since-{forks[0]}"
        path = f"network/apply-signatures-of-stake-{suffix}.yaml"
        yield DraftFile(path, "network.apply", forks, list(named.values()))
    for checked, _, forks in _OF_NO_OTHER_MODULE:
        for fork in forks:
            path = f"network/apply-passes-{checked.name.replace('_', '-')}-{fork}.yaml"
            yield DraftFile(path, "network.apply", [fork], as_kept(fork, [checked.accepted(fork)]))
