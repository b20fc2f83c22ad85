"""Edges of what came with `balancer`: numbered epochs, weighted pools, and what a pool refuses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from taospec.examples.storage import Row, stake
from taospec.timeline import since
from taospec_vectors.cases.network._economy import (
    ALICE,
    BOB,
    HOTKEY,
    OTHER,
    TAO,
    call,
    common,
    question,
    subnet,
)
from taospec_vectors.cases.network.commit_orders import promise
from taospec_vectors.cases.network.guards_since_balancer import EPOCH, commit_of, state
from taospec_vectors.format import DraftCase, DraftFile

_APPLY = "network.apply"
_FORKS = since("balancer")
_NEW = "0x" + (23).to_bytes(32, "little").hex()
_BLOCK = {"name": "block"}
_SCALE = 10**18
# In block 1000 an epoch of subnet 1 is due from this one on.
_DUE: Row = ["LastEpochBlock", [1], "640"]


def drafts() -> Iterator[DraftFile]:
    """A file for each topic."""
    path = "network/apply-{}-since-balancer.yaml"
    for topic, cases in (
        ("numbered-commits", _commits()),
        ("block-epochs", _epochs()),
        ("block-weights", _injections()),
        ("weighted-stake", _stakes()),
        ("orders", _orders()),
        ("subnets", _subnets()),
        ("locks", _locks()),
    ):
        yield DraftFile(path.format(topic), _APPLY, _FORKS, list(cases))
    for verb, coin, limit, more in (
        ("buy", "tao", 10**15, 1_001_000 * TAO),
        ("sell", "alpha", 1000, 5_100_000 * TAO),
    ):
        path = f"network/quote_{verb}-since-balancer.yaml"
        cases = _quotes(coin, limit, more)
        yield DraftFile(path, f"network.quote_{verb}", _FORKS, list(cases))


def _case(
    slug: str, rules: str, why: str, rows: Iterable[Row], op: dict[str, Any], code: str = ""
) -> DraftCase:
    expect = {"reject": {"code": code}} if code else None
    return DraftCase(slug, tuple(rules.split()), why, question(rows, op), expect=expect)


# Commits


def _commits() -> Iterator[DraftCase]:
    own, before, after = promise(1), promise(1, salt=8), promise(1, salt=9)
    two: Row = ["MechanismCountCurrent", [1], 2]
    commit = call("commit_weights", HOTKEY, netuid=1, commit_hash=own)

    def case(slug: str, why: str, op: dict[str, Any], *rows: Row) -> DraftCase:
        return _case(f"numbered-{slug}", "CON-76", why, [*state(), *rows], op)

    def waiting(*commits: list[str], index: int = 1) -> Row:
        return ["WeightCommits", [index, HOTKEY], list(commits)]

    yield case("first", "stores a window of blocks", commit)
    yield case("in-a-due-block", "counts the epoch that is due for the next block", commit, _DUE)
    yield case("a-block-before-it-is-due", "counts an epoch that is not due", commit,
               ["LastEpochBlock", [1], "641"])  # fmt: skip
    yield case("expired-leave", "drops what is expired behind what is not, or keeps all", commit,
               waiting(commit_of(before, EPOCH - 2), commit_of(own, EPOCH - 1),
                       commit_of(after, EPOCH - 2)))  # fmt: skip
    onto = call("commit_mechanism_weights", HOTKEY, netuid=1, mecid=1, commit_hash=promise(4097))
    yield case("mechanism", "queues all mechanisms together", onto, two,
               ["LastUpdate", [4097], ["900", "0", "0"]])  # fmt: skip
    reveal = call("reveal_weights", HOTKEY, netuid=1, uids=[1, 2], values=[1, 1], salt=[5],
                  version_key="7")  # fmt: skip
    yield case("reveal-drops-earlier", "drops the revealed one alone, or what was committed after",
               reveal, waiting(commit_of(before, EPOCH - 1), commit_of(own, EPOCH - 1),
                               commit_of(after, EPOCH)))  # fmt: skip
    yield case("reveal-in-a-due-block", "reveals in a due block what is due before", reveal,
               _DUE, waiting(commit_of(own, EPOCH)))  # fmt: skip
    yield case("reveal-at-the-last-epoch", "wraps the number of the epoch",
               reveal, ["SubnetEpochIndex", [1], str(2**64 - 1)],
               waiting(commit_of(own, 2**64 - 1)))  # fmt: skip
    yield from (case(*told) for told in _batches())
    sealed = call("commit_timelocked_weights", HOTKEY, netuid=1, commit="0x0a0b",
                  reveal_round="77", commit_reveal_version=4)  # fmt: skip
    yield case("timelocked", "files it by the number of the block", sealed)
    yield case("timelocked-in-a-due-block", "files it under the epoch that ends", sealed, _DUE)
    hidden = call("set_mechanism_weights", HOTKEY, netuid=1, mecid=1, dests=[1, 2],
                  weights=[1, 1], version_key="7")  # fmt: skip
    yield case("set-on-a-mechanism", "writes the row of the first mechanism", hidden, two,
               ["LastUpdate", [4097], ["900", "0", "0"]],
               ["CommitRevealWeightsEnabled", [1], False])  # fmt: skip


def _batches() -> Iterator[Any]:
    own, before, after = promise(1), promise(1, salt=8), promise(1, salt=9)

    def reveal(*salts: int) -> dict[str, Any]:
        many = len(salts)
        return call("batch_reveal_weights", HOTKEY, netuid=1, uids_list=[[1, 2]] * many,
                    values_list=[[1, 1]] * many, salts_list=[[salt] for salt in salts],
                    version_keys=["7"] * many)  # fmt: skip

    queue: Row = [
        "WeightCommits",
        [1, HOTKEY],
        [commit_of(before, EPOCH - 2), commit_of(own, EPOCH - 1), commit_of(after, EPOCH)],
    ]
    yield "batch-keeps-others", "drops the commits before the revealed one", reveal(5), queue
    yield "batch-of-none", "drops nothing where nothing is revealed", reveal(), queue
    twice = call("batch_commit_weights", HOTKEY, netuids=[1, 1], commit_hashes=[own, before])
    yield "batch-commits-twice", "forgets the block of the first commit", twice
    refused = call("batch_commit_weights", HOTKEY, netuids=[1], commit_hashes=[own])
    yield ("batch-of-refused", "refuses a batch of which all is refused", refused,
           ["CommitRevealWeightsEnabled", [1], False])  # fmt: skip


# Blocks


def _subnets_due(*last_epochs: int, **stored: Any) -> list[Row]:
    """Subnets 1, 2, … with their last epochs, all at a tempo of 360, in block 999."""
    rows: list[Row] = [["BlockNumber", [], "999"]]
    for netuid, last in enumerate(last_epochs, start=1):
        rows += [["NetworksAdded", [netuid], True], ["Tempo", [netuid], 360],
                 ["LastEpochBlock", [netuid], str(last)]]  # fmt: skip
    return [*rows, *([name, [1], value] for name, value in stored.items())]


def _epochs() -> Iterator[DraftCase]:
    """Block 1000."""

    def case(slug: str, why: str, rows: list[Row], rule: str = "CON-74") -> DraftCase:
        return _case(f"epochs-{slug}", rule, why, rows, _BLOCK)

    yield case("after-a-tempo", "runs it a block later, as before", _subnets_due(640))
    yield case("a-block-before", "runs it by the number of the block", _subnets_due(641))
    yield case("asked-for", "waits for the tempo", _subnets_due(900, PendingEpochAt="1000"))
    yield case("asked-for-later", "runs before the block that was asked for",
               _subnets_due(900, PendingEpochAt="1001"))  # fmt: skip
    yield case("consumes-a-request", "runs a second epoch for a request that is overtaken",
               _subnets_due(640, PendingEpochAt="1005"))  # fmt: skip
    yield case("waited-long", "waits for a tempo that is longer than any",
               _subnets_due(900, BlocksSinceLastStep="50400"))  # fmt: skip
    yield case("waited-nearly-long", "stops waiting a block too soon",
               _subnets_due(900, BlocksSinceLastStep="50399"))  # fmt: skip
    yield case("no-tempo", "runs a subnet without a tempo",
               _subnets_due(0, Tempo=0, PendingEpochAt="1000"))  # fmt: skip
    yield case("two-of-three", "runs all that are due", _subnets_due(640, 600, 500))
    yield case("put-off-again", "runs what was put off before others",
               _subnets_due(640, 600, 500, 400))  # fmt: skip
    same: list[Row] = [["Keys", [1, uid], HOTKEY] for uid in (0, 1)]
    yield case("skipped-counts-for-no-limit", "lets an epoch that is skipped stand for one",
               [*_subnets_due(640, 600, 500), *same])  # fmt: skip
    yield case("more-in-a-block", "runs two whatever root has set",
               [*_subnets_due(640, 600, 500), ["MaxEpochsPerBlock", [], 3]])  # fmt: skip
    yield case("last-epoch-ahead", "wraps the distance to an epoch that is to come",
               _subnets_due(2000))  # fmt: skip
    interval: list[Row] = [["NetworksAdded", [0], True], ["RegistrationsThisInterval", [0], 3]]
    yield case("interval-of-root", "counts root's interval by tempos",
               [*_subnets_due(900), *interval, ["Tempo", [0], 100]], "REG-42")  # fmt: skip
    yield case("interval-of-root-within-its-tempo", "begins root's interval anew from block 1 on",
               [*_subnets_due(900), *interval, ["Tempo", [0], 1001]], "REG-42")  # fmt: skip
    waiting: Row = ["TimelockedWeightCommits", [1, "3"], [[HOTKEY, "700", "0x0a", "70"]]]
    for slug, why, index, rows in (
        ("forgets-expired", "keeps commits by the number of the block", 5, []),
        ("keeps-what-is-due", "forgets what could be revealed in this block", 4, []),
        ("counts-a-due-block", "forgets it a block after", 4, [_DUE]),
    ):
        numbered: Row = ["SubnetEpochIndex", [1], str(index)]
        yield case(slug, why, [*_subnets_due(900), waiting, numbered, *rows], "CON-76")


def _emitting(weight: int, tao: int, alpha: int, *, traded: bool = True) -> list[Row]:
    """Subnet 1 alone has the emission, and root half as much TAO as its pool."""
    return [
        *common(),
        ["TotalIssuance", [], str(100 * TAO)],
        ["NetworksAdded", [0], True],
        ["SubnetTAO", [0], str(tao // 2)],
        ["TaoWeight", [], str(2**63)],
        *subnet(1, tao, alpha),
        ["Balance", [_account_of(1)], str(tao)],
        ["FirstEmissionBlockNumber", [1], "500"],
        ["NetworkRegistrationAllowed", [1], True],
        ["SubnetMovingPrice", [1], str(2**31)],
        ["SubnetEmissionEnabled", [1], True],
        ["Swap.SwapBalancer", [1], {"quote": str(weight)}],
        ["Swap.PalSwapInitialized", [1], traded],
    ]


def _account_of(netuid: int) -> str:
    """The account that holds the TAO of a subnet."""
    return "0x" + (b"modlsubtensr" + netuid.to_bytes(2, "little")).ljust(32, b"\0").hex()


def _injections() -> Iterator[DraftCase]:
    half = _SCALE // 2

    def case(slug: str, why: str, *rows: Row, weight: int = half, tao: int = 1000 * TAO,
             alpha: int = 5000 * TAO, traded: bool = True) -> DraftCase:  # fmt: skip
        state = [*_emitting(weight, tao, alpha, traded=traded), *rows]
        return _case(f"weights-{slug}", "POO-33", why, state, _BLOCK)

    yield case("halves", "leaves the weights, so that the injection moves the price")
    yield case("untraded", "swaps with the weights that the injection moved",
               weight=4 * _SCALE // 10, traded=False)  # fmt: skip
    yield case("towards-a-half", "moves the weights away from each other",
               weight=99 * _SCALE // 100, tao=10 * TAO, alpha=1000 * TAO)  # fmt: skip
    yield case("refused", "lets the weight of TAO pass its bound", tao=1000, alpha=10**15)
    empty: Row = ["SubnetAlphaIn", [1], "0"]
    yield case("no-alpha", "divides by a reserve of nothing", empty)


# Stake


def _pool(weight: int = _SCALE // 2, tao: int = 1000 * TAO, alpha: int = 5000 * TAO) -> list[Row]:
    """Alice has 2,000 TAO, and some alpha with a hotkey of hers; the pool was traded on."""
    held = stake(HOTKEY, ALICE, 1, 100 * TAO)
    return [
        *common(owner=ALICE),
        ["Balance", [ALICE], str(2000 * TAO)],
        *subnet(1, tao, alpha),
        ["SubnetAlphaOut", [1], str(100 * TAO)],
        ["Balance", [_account_of(1)], str(tao + TAO)],
        ["StakingHotkeys", [ALICE], [HOTKEY]],
        *held,
        ["Swap.SwapBalancer", [1], {"quote": str(weight)}],
        ["Swap.PalSwapInitialized", [1], True],
    ]


def _stakes() -> Iterator[DraftCase]:
    heavy, author = 95 * _SCALE // 100, ["BlockAuthor", [], BOB]

    def case(slug: str, rules: str, why: str, rows: list[Row], name: str, code: str = "",
             **args: Any) -> DraftCase:  # fmt: skip
        op = call(name, ALICE, hotkey=HOTKEY, netuid=1, **args)
        return _case(f"weighted-{slug}", rules, why, rows, op, code)

    yield case("stake", "STA-49 POO-31", "leaves the fee in the pool", [*_pool(), author],
               "add_stake", amount_staked=str(10 * TAO))  # fmt: skip
    yield case("stake-without-author", "STA-49 POO-31", "pays the fee to nobody, or to the pool",
               _pool(), "add_stake", amount_staked=str(10 * TAO))  # fmt: skip
    yield case("unstake", "STA-50 POO-31", "pays the author in alpha", [*_pool(), author],
               "remove_stake", amount_unstaked=str(10 * TAO))  # fmt: skip
    hole: dict[str, Any] = {
        "amount_staked": str(900 * TAO),
        "limit_price": "10631579",
        "allow_partial": True,
    }
    yield case("rest-is-nobodys", "STA-60 POO-34",
               "pays back what the pool did not take, or stakes what the limit allows at first",
               [*_pool(heavy), author], "add_stake_limit", **hole)  # fmt: skip
    most = {"limit_price": "210000000", "allow_partial": False}
    for slug, amount, code in (
        ("all-that-a-limit-allows", 24_707_518_009, ""),
        ("a-rao-more-than-a-limit-allows", 24_707_518_010, "SlippageTooHigh"),
    ):
        yield case(f"stake-{slug}", "POO-34", "is a rao off the most under a limit",
                   [*_pool(), author], "add_stake_limit", code, amount_staked=str(amount),
                   **most)  # fmt: skip
    least = {"limit_price": "199000000", "allow_partial": False}
    for slug, amount, code in (
        ("all-that-a-limit-allows", 12_553_392_402, ""),
        ("a-rao-more-than-a-limit-allows", 12_553_392_403, "SlippageTooHigh"),
    ):
        yield case(f"unstake-{slug}", "POO-34", "is a rao off the most under a limit",
                   [*_pool(), author], "remove_stake_limit", code, amount_unstaked=str(amount),
                   **least)  # fmt: skip
    yield case("capped-by-its-limit", "POO-34", "simulates a swap of everything without the limit",
               [*_pool(), author], "add_stake_limit",
               **{**hole, "limit_price": "210000000"})  # fmt: skip
    little = _pool(tao=2 * TAO, alpha=10 * TAO)
    for slug, amount, code in (
        ("all-that-enters", 2000 * TAO, ""),
        ("a-rao-more-than-enters", 2000 * TAO + 1, "InsufficientLiquidity"),
    ):
        rows = [*little, ["Balance", [ALICE], str(3000 * TAO)]]
        yield case(slug, "POO-34", "takes any amount, or fewer than a thousand reserves", rows,
                   "add_stake", code, amount_staked=str(amount))  # fmt: skip


def _orders() -> Iterator[DraftCase]:
    def case(slug: str, why: str, code: str = "", *, limit: int, validate: bool) -> DraftCase:
        op = call("order_buy", ALICE, hotkey=HOTKEY, netuid=1, amount=str(10 * TAO),
                  limit=str(limit), validate=validate)  # fmt: skip
        return _case(f"order-buy-{slug}", "STA-59", why, _pool(), op, code)

    yield case("filled", "fills it in part, or asks for the least stake",
               limit=300_000_000, validate=False)  # fmt: skip
    yield case("validated", "does not ask what it is told to ask",
               limit=300_000_000, validate=True)  # fmt: skip
    yield case("not-filled-in-part", "fills what the limit lets through", "SlippageTooHigh",
               limit=201_000_000, validate=True)  # fmt: skip
    yield case("beyond-its-limit", "names the error of add_stake", "PriceLimitExceeded",
               limit=199_000_000, validate=True)  # fmt: skip
    off: list[Row] = [["SubtokenEnabled", [1], False]]
    for slug, code, changed, rows in (
        ("nowhere", "SubnetNotExists", {"netuid": 9}, []),
        ("not-started", "SubtokenDisabled", {}, off),
        ("with-nobody", "HotKeyAccountNotExists", {"hotkey": _NEW}, []),
        ("too-dear", "NotEnoughBalanceToStake", {"amount": str(2001 * TAO)}, []),
    ):
        args: dict[str, Any] = {"hotkey": HOTKEY, "netuid": 1, "amount": str(10 * TAO)}
        args |= {"limit": "300000000", "validate": True, **changed}
        op = call("order_buy", ALICE, **args)
        why = f"does not ask, or asks for the swap first: {code}"
        yield _case(f"order-buy-{slug}", "STA-59", why, [*_pool(), *rows], op, code)


def _quotes(coin: str, limit: int, more: int) -> Iterator[DraftCase]:
    """A quote of ten coins, and of more than a thousand reserves."""
    for slug, why, amount in (
        ("weighted", "quotes by a constant product", 10 * TAO),
        ("too-much", "quotes any amount", more),
    ):
        rows = _pool(4 * _SCALE // 10)
        given = {"storage": rows, "netuid": 1, coin: str(amount), "limit": str(limit)}
        given["storage"] = question(rows, _BLOCK)["storage"]
        yield DraftCase(f"{slug}-{coin}", ("POO-31", "POO-24"), why, given)


# Subnets and locks


def _subnets() -> Iterator[DraftCase]:
    """Subnet 1, or 2, is opened in block 1000; there are subnets of other prices."""
    priced: list[Row] = [
        ["NetworksAdded", [0], True],
        ["NetworkMinLockCost", [], str(TAO)],
        ["NetworkLastLockCost", [], str(TAO)],
    ]
    op = call("register_network", ALICE, hotkey=_NEW)
    weighed: Row = ["Swap.SwapBalancer", [1], {"quote": str(4 * _SCALE // 10)}]
    for slug, rules, why, rows in (
        ("beside-a-weighted-pool", "REG-42 STA-55", "takes the quotient of reserves for the price",
         [*subnet(1, 1000 * TAO, 3000 * TAO), weighed]),
    ):  # fmt: skip
        yield _case(f"opened-{slug}", rules, why, [*common(), *priced, *rows], op)
    root = {"name": "root_dissolve_network", "origin": "root", "args": {"netuid": 1}}
    locked: list[Row] = [
        ["Lock", [ALICE, 1, HOTKEY], _lock(TAO)],
        ["DecayingHotkeyLock", [1, HOTKEY], _lock(TAO)],
    ]
    index: Row = ["LockingColdkeys", [1, HOTKEY, ALICE], True]
    for slug, why, rows in (
        ("locks-in-the-index", "leaves locks of a subnet that ended", [*locked, index]),
        ("locks-out-of-the-index", "ends locks that the index does not name", locked),
    ):
        ended = [*_pool(), *rows, ["PendingEpochAt", [1], "1010"], ["SubnetEpochIndex", [1], "9"]]
        yield _case(f"ended-with-{slug}", "REG-43", why, ended, root)


def _lock(mass: int, conviction: int = 0) -> dict[str, Any]:
    return {"locked_mass": str(mass), "conviction": str(conviction << 64),
            "last_update": "1000"}  # fmt: skip


def _locks() -> Iterator[DraftCase]:
    for slug, why, mass in (
        ("dust", "stores a lock that counts as nothing", 99),
        ("least", "takes a hundred for dust", 100),
    ):
        op = call("lock_stake", ALICE, hotkey=HOTKEY, netuid=1, amount=str(mass))
        yield _case(f"locked-{slug}", "STA-56", why, _pool(), op)
    held: list[Row] = [
        ["LockingColdkeys", [1, HOTKEY, ALICE], True],
        ["Lock", [ALICE, 1, HOTKEY], {**_lock(TAO), "last_update": "500"}],
        ["DecayingHotkeyLock", [1, HOTKEY], {**_lock(3 * TAO), "last_update": "900"}],
    ]
    op = call("add_stake", ALICE, hotkey=HOTKEY, netuid=1, amount_staked=str(10 * TAO))
    yield _case("sum-follows-its-lock", "STA-56", "ages the sum and takes off what the lock lost",
                [*_pool(), *held], op)  # fmt: skip
    op = call("move_stake", ALICE, origin_hotkey=HOTKEY, destination_hotkey=OTHER,
              origin_netuid=1, destination_netuid=1, alpha_amount=str(100 * TAO))  # fmt: skip
    yield _case("lock-stays-where-its-stake-leaves", "STA-56 STA-45", "moves a lock to the hotkey",
                [*_pool(), *held], op)  # fmt: skip
