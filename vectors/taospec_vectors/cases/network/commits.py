"""What commits of weights, their reveals and batches write."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from taospec.examples.storage import Row
from taospec.timeline import only, since
from taospec_vectors.cases.network._economy import HOTKEY, call, question
from taospec_vectors.cases.network.commit_orders import (
    EARLY,
    EXPIRED,
    GOOD,
    commit_of,
    promise,
    state,
)
from taospec_vectors.format import DraftCase, DraftFile


def drafts() -> Iterator[DraftFile]:
    """One file for `dtao`, one for the forks after it."""
    for forks, span in ((only("dtao"), "dtao"), (since("dereg", until="balancer"), "since-dereg")):
        cases = [_case(f"{slug}-{span}", *told) for slug, *told in _told(forks)]
        yield DraftFile(f"network/apply-commits-{span}.yaml", "network.apply", forks, cases)


def _case(
    slug: str, rules: tuple[str, ...], why: str, op: dict[str, Any], rows: Sequence[Row] = ()
) -> DraftCase:
    given = question([*state(), ["TotalNetworks", [], 1], *rows], op)
    return DraftCase(f"commits-{slug}", rules, why, given)


def _told(forks: Collection[str]) -> Iterator[Any]:
    yield from _queues()
    yield from _batches()
    yield from _timelocked(forks)
    short = ["LastUpdate", [1], []]
    yield ("short-vector", ("REG-44",), "fills a short vector in dtao, or in no fork",
           _commit(1), [short])  # fmt: skip
    if "dereg" in forks:
        yield ("mechanism", ("REG-44",), "hashes the netuid instead of the index",
               _reveal(mecid=1, call_name="reveal_mechanism_weights"),
               [["MechanismCountCurrent", [1], 2], *_waiting((promise(4097), GOOD), index=4097)],
               )  # fmt: skip
        yield ("mechanism-set", ("REG-27",), "writes the row of the first mechanism",
               call("set_mechanism_weights", HOTKEY, netuid=1, mecid=1, dests=[1, 2],
                    weights=[1, 1], version_key="7"),
               [["MechanismCountCurrent", [1], 2], ["CommitRevealWeightsEnabled", [1], False]],
               )  # fmt: skip


def _commit(netuid: int) -> dict[str, Any]:
    return call("commit_weights", HOTKEY, netuid=netuid, commit_hash=promise(netuid))


def _reveal(*, call_name: str = "reveal_weights", **more: int) -> dict[str, Any]:
    return call(call_name, HOTKEY, netuid=1, **more, uids=[1, 2], values=[1, 1], salt=[5],
                version_key="7")  # fmt: skip


def _waiting(*commits: tuple[str, str], index: int = 1) -> list[Row]:
    rows = [commit_of(digest, block) for digest, block in commits]
    return [["WeightCommits", [index, HOTKEY], rows]]


def _queues() -> Iterator[Any]:
    own, before, after = promise(1), promise(1, salt=8), promise(1, salt=9)
    yield ("first", ("REG-44", "CON-51"), "forgets the window, or the last update", _commit(1))
    yield ("expired-leave", ("REG-44", "CON-51"), "keeps what is expired, or drops what is behind",
           _commit(1),
           _waiting((before, EXPIRED), (own, GOOD), (after, EXPIRED)))  # fmt: skip
    yield ("reveal-drops-earlier", ("REG-44", "CON-52"), "drops the revealed one alone",
           _reveal(), _waiting((before, GOOD), (own, GOOD), (after, EARLY)))  # fmt: skip
    yield ("reveal-empties", ("REG-44", "CON-52"), "leaves an empty queue", _reveal(),
           _waiting((own, GOOD)))  # fmt: skip


def _batches() -> Iterator[Any]:
    own, before, after = promise(1), promise(1, salt=8), promise(1, salt=9)
    batch = call("batch_reveal_weights", HOTKEY, netuid=1, uids_list=[[1, 2]],
                 values_list=[[1, 1]], salts_list=[[5]], version_keys=["7"])  # fmt: skip
    yield ("batch-reveal-keeps-others", ("REG-45", "CON-53"), "drops earlier commits", batch,
           _waiting((before, GOOD), (own, GOOD), (after, EARLY)))  # fmt: skip
    many = call("batch_reveal_weights", HOTKEY, netuid=1, uids_list=[[1, 2]] * 2,
                values_list=[[1, 1]] * 2, salts_list=[[8], [5]],
                version_keys=["7"] * 2)  # fmt: skip
    yield ("batch-reveal-of-all", ("REG-45", "CON-53"), "leaves an empty queue", many,
           _waiting((before, GOOD), (own, GOOD)))  # fmt: skip
    none = call("batch_reveal_weights", HOTKEY, netuid=1, uids_list=[], values_list=[],
                salts_list=[], version_keys=[])  # fmt: skip
    yield ("batch-reveal-of-none", ("REG-45", "CON-53"), "does nothing for no reveal", none,
           _waiting((before, EXPIRED), (own, GOOD)))  # fmt: skip
    twice = call("batch_commit_weights", HOTKEY, netuids=[1, 1], commit_hashes=[own, before])
    yield ("batch-commits-twice", ("REG-45",), "forgets the first commit's block", twice)
    refused = call("batch_commit_weights", HOTKEY, netuids=[7, 8], commit_hashes=[own, own])
    yield ("batch-of-refused", ("REG-45",), "refuses a batch of which all is refused", refused)
    hidden = call("batch_set_weights", HOTKEY, netuids=[1], weights=[[[1, 1], [2, 1]]],
                  version_keys=["7"])  # fmt: skip
    yield ("batch-set-with-commits", ("REG-45", "CON-48"), "sets what must be committed", hidden)


def _timelocked(forks: Collection[str]) -> Iterator[Any]:
    sealed = {"netuid": 1, "commit": "0x0a0b", "reveal_round": "77"}
    if "dtao" in forks:
        op = call("commit_crv3_weights", HOTKEY, **sealed)
    else:
        op = call("commit_timelocked_weights", HOTKEY, **sealed, commit_reveal_version=4)
    for slug, block in (("last-of-an-epoch", "1080"), ("first-of-an-epoch", "1081")):
        yield (f"timelocked-{slug}", ("REG-46", "CON-54"), "files it under the epoch that ends",
               op, [["BlockNumber", [], block]])  # fmt: skip
    if "dereg" in forks:
        stored = [["CommitRevealWeightsVersion", [], 6]]
        older = call("commit_crv3_mechanism_weights", HOTKEY, mecid=0, **sealed)
        current = {**op, "args": {**op["args"], "commit_reveal_version": 6}}
        yield ("timelocked-stored-version", ("REG-46", "CON-54"), "asks for version 4 for ever",
               current, stored)  # fmt: skip
        yield ("timelocked-older-call", ("REG-46", "CON-54"), "asks the older call for no version",
               older, stored)  # fmt: skip
