"""Edges of what came with `netflow`: TAO that is minted first, net flow, accounts that pay."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from taospec.examples.storage import Row, account, stake
from taospec.network.effects.accounts import of_subnet
from taospec.supply.emission import THRESHOLDS, TOTAL_SUPPLY
from taospec.timeline import since
from taospec_vectors.cases.network._economy import (
    ALICE,
    CAROL,
    HOTKEY,
    ONE,
    OTHER,
    TAO,
    call,
    common,
    question,
    subnet,
)
from taospec_vectors.format import DraftCase, DraftFile
from taospec_vectors.funded import with_accounts

_APPLY = "network.apply"
_BLOCK = {"name": "block"}
_DEEP = 1000 * TAO
_NEW, _AUTHOR = account(23), account(41)


def drafts() -> Iterator[DraftFile]:
    """A file for each topic."""
    forks = since("netflow")
    for topic, cases in (
        ("mint-first", _minted()),
        ("net-flow", _flows()),
        ("spend", _spent()),
        ("owner-cuts", _cuts()),
        ("accounts", _accounts()),
        ("prices-of-keys", _prices()),
        ("fees", _fees()),
        ("claims", _claims()),
        ("system-accounts", _system_accounts()),
        ("least-childkey-takes", _takes()),
    ):
        path = f"network/apply-{topic}-since-netflow.yaml"
        yield DraftFile(path, _APPLY, forks, list(cases))


def _case(
    slug: str, rules: str, why: str, rows: list[Row], op: dict[str, Any], code: str | None = None
) -> DraftCase:
    expect = {"reject": {"code": code}} if code else None
    return DraftCase(slug, rules.split(), why, question(rows, op), expect=expect)


def _emitting(*rows: Row, flows: tuple[int, ...] = (TAO,), issuance: int = TAO) -> list[Row]:
    """Block 1000 of subnets with an average of the flow of users, and pools at a price of 1."""
    state: list[Row] = [["BlockNumber", [], "1000"]]
    state += [["ParentHash", [], account(0)], ["TotalIssuance", [], str(issuance)]]
    state.append(["Balances.TotalIssuance", [], str(issuance)])
    for netuid, flow in enumerate(flows, 1):
        state += subnet(netuid, _DEEP, _DEEP)
        state += [
            ["FirstEmissionBlockNumber", [netuid], "1"],
            ["NetworkRegistrationAllowed", [netuid], True],
            ["SubnetEmissionEnabled", [netuid], True],
            ["SubnetEmaTaoFlow", [netuid], ["999", str(flow * ONE)]],
        ]
    return with_accounts([*state, *rows])


def _minted() -> Iterator[DraftCase]:
    """One subnet, whose pool takes in what is minted."""
    for slug, why, room in (
        ("where-there-is-room", "stops minting a rao before the cap", TAO),
        ("a-rao-less", "mints a rao beyond the cap", TAO - 1),
        ("a-rao", "mints nothing where a rao is left", 1),
        ("nothing", "mints at the cap", 0),
        ("nothing-beyond", "mints a negative amount beyond the cap", -1),
    ):
        rows = _emitting()
        issued: Row = ["Balances.TotalIssuance", [], str(TOTAL_SUPPLY - room)]
        yield _case(f"mints-{slug}", "COI-39 SUP-43", why, [*rows, issued], _BLOCK)
    cheap: Row = ["SubnetAlphaIn", [1], str(100 * _DEEP)]
    for slug, why, below in (
        ("crosses-a-threshold", "bounds the alpha by the emission before minting", 1),
        ("reaches-a-threshold", "takes a threshold that is just reached for one ahead", TAO),
        ("stays-below-a-threshold", "halves a rao early", TAO + 1),
    ):
        rows = _emitting(cheap, issuance=THRESHOLDS[0] - below)
        yield _case(f"block-{slug}", "COI-39 SUP-10", why, rows, _BLOCK)


def _flows() -> Iterator[DraftCase]:
    """Two subnets with flows of users of 3 and 1 TAO, and what the chain itself put in."""

    def chain(first: int, second: int, *rows: Row, block: int = 999) -> list[Row]:
        put = [
            ["SubnetEmaProtocolFlow", [netuid], [str(block), str(flow)]]
            for netuid, flow in ((1, first), (2, second))
        ]
        return _emitting(*put, *rows, flows=(3 * TAO, TAO))

    half, two = TAO // 2 * ONE, 2 * TAO * ONE
    off: Row = ["NetTaoFlowEnabled", [], False]
    for slug, why, rows in (
        ("of-users-alone", "takes a missing average for more than nothing",
         _emitting(flows=(3 * TAO, TAO))),
        ("less-than-users-bring", "scales what is not scaled", chain(two, half)),
        ("more-than-users-bring", "takes away more than users bring", chain(3 * two, 3 * two)),
        ("as-much-as-users-bring", "scales by less than one where both are equal",
         chain(two, two)),
        ("of-one-that-gives-back", "scales what the chain took out", chain(3 * two, -half)),
        ("where-all-give-back", "divides by a sum of nothing", chain(-two, -half)),
        ("switched-off", "takes the flow of the chain off where root said not to",
         chain(two, half, off)),
        ("counted-already", "books a flow twice in a block",
         [*chain(two, half, block=1001), ["SubnetProtocolFlow", [1], str(TAO)]]),
        ("booked", "leaves what was booked to be booked again",
         [*chain(two, half), ["SubnetProtocolFlow", [1], str(TAO)],
          ["SubnetTaoFlow", [2], str(-TAO)]]),
        ("booked-while-off", "books nothing where it is switched off",
         [*chain(two, half, off), ["SubnetProtocolFlow", [1], str(TAO)]]),
    ):  # fmt: skip
        yield _case(f"net-flow-{slug}", "COI-40", why, rows, _BLOCK)


def _spent() -> Iterator[DraftCase]:
    """What is paid to the accounts of two subnets, and what is recycled."""
    off: Row = ["SubnetEmissionEnabled", [1], False]
    both = (TAO, TAO)
    cheap: Row = ["SubnetAlphaIn", [1], str(100 * _DEEP)]
    poor = [["SubnetTAO", [1], "990000"], ["SubnetAlphaIn", [1], "999999"]]
    bare = ["Balance", ["0x" + of_subnet(1).hex()]]
    late = [*_emitting(issuance=THRESHOLDS[21]), ["Balances.TotalIssuance", [], str(_DEEP)]]
    for slug, why, rows in (
        ("switched-off", "lets the share of a subnet that is off be lost", _emitting(off,
                                                                                    flows=both)),
        ("all-switched-off", "mints for nobody", _emitting(off, ["SubnetEmissionEnabled", [2],
                                                                 False], flows=both)),
        ("kept-alpha", "recycles the alpha that the chain buys", _emitting(cheap)),
        ("failed-purchase", "recycles what a failed purchase was to cost, or counts it",
         _emitting(*poor)),
        ("payment-below-the-deposit", "makes an account below the deposit, or holds the alpha back",
         [*late, [*bare, "0"]]),
        ("payment-that-reaches-the-deposit", "asks for more than the deposit",
         [*late, [*bare, "300"]]),
    ):  # fmt: skip
        yield _case(f"spends-{slug}", "COI-41 NET-11", why, rows, _BLOCK)


def _cuts() -> Iterator[DraftCase]:
    """An epoch that is due with an owner's cut of a TAO waiting."""
    due: list[Row] = [
        ["Tempo", [1], 1003],  # due in block 1001, since 1001 + 1 + 1 is the tempo
        ["PendingOwnerCut", [1], str(TAO)],
        ["SubnetOwner", [1], ALICE],
        ["SubnetOwnerHotkey", [1], HOTKEY],
        ["Owner", [HOTKEY], ALICE],
        ["Owner", [OTHER], ALICE],
        ["SubnetworkN", [1], 0],
    ]
    locks: Row = ["OwnerCutAutoLockEnabled", [1], True]
    elsewhere: Row = [
        "Lock",
        [ALICE, 1, OTHER],
        {"locked_mass": str(TAO), "conviction": "0", "last_update": "1000"},
    ]
    off: Row = ["OwnerCutEnabled", [1], False]
    for slug, why, rows in (
        ("is-paid", "locks what nobody wants locked", due),
        ("is-locked", "pays a cut that is to be locked without locking it", [*due, locks]),
        ("is-locked-where-a-lock-is", "locks on the subnet's own hotkey beside another lock",
         [*due, locks, elsewhere, *stake(OTHER, ALICE, 1, TAO),
          ["StakingHotkeys", [ALICE], [OTHER]]]),
        ("is-off", "cuts for an owner whose cut is off", [off]),
        ("is-on", "cuts less than the owner's part", []),
    ):  # fmt: skip
        yield _case(f"owner-cut-{slug}", "COI-43", why, _emitting(*rows), _BLOCK)


def _accounts() -> Iterator[DraftCase]:
    """100 TAO are free, and 10 are staked with a hotkey of somebody else."""
    rows = with_accounts(
        [
            *common(),
            *subnet(1, _DEEP, _DEEP),
            ["SubnetAlphaOut", [1], str(10 * TAO)],
            *stake(HOTKEY, ALICE, 1, 10 * TAO),
        ]
    )
    one = {"hotkey": HOTKEY, "netuid": 1}
    everything = call("add_stake", ALICE, **one, amount_staked=str(100 * TAO))
    why = "pays with the last rao that an account needs"
    yield _case("stakes-all-but-the-deposit", "NET-11 STA-49", why, rows, everything)
    limited = call("add_stake_limit", ALICE, **one, amount_staked=str(90 * TAO),
                   limit_price="1010000000", allow_partial=True)  # fmt: skip
    why = "pays more than the limit lets in"
    yield _case("stakes-up-to-a-limit", "NET-11 STA-49", why, rows, limited)
    out = call("remove_stake", ALICE, **one, amount_unstaked=str(5 * TAO))
    pays = ["Balance", ["0x" + of_subnet(1).hex()]]
    sold = 4_972_631_623
    for slug, why, left, code in (
        ("as-much-as-it-has", "keeps an account of nothing", sold, None),
        ("all-but-499-rao", "keeps what is too little to be left", sold + 499, None),
        ("all-but-500-rao", "destroys what an account needs to be", sold + 500, None),
        ("a-rao-too-much", "pays more than the account has", sold - 1, "InsufficientBalance"),
    ):
        rows_left = [*rows, [*pays, str(left)]]
        yield _case(f"account-pays-{slug}", "NET-11 STA-50", why, rows_left, out, code)


def _prices() -> Iterator[DraftCase]:
    """What a coldkey has just enough for, or could only pay with its last rao."""
    rows = with_accounts([*common(owner=ALICE), *subnet(1, _DEEP, _DEEP)])
    swap = call("swap_hotkey", ALICE, hotkey=HOTKEY, new_hotkey=_NEW, netuid=None)
    short = "InsufficientBalance"
    for slug, why, free, code in (
        ("and-the-deposit", "asks for more than the price and the deposit", 100_000_500, None),
        ("and-a-rao-less-than-the-deposit", "recycles less than the price", 100_000_499, short),
        ("alone", "takes the last rao that an account needs", 100_000_000, short),
        ("but-for-a-rao", "tells who cannot pay that it could not live", 99_999_999,
         "NotEnoughBalanceToPaySwapHotKey"),
    ):  # fmt: skip
        state = [*rows, ["Balance", [ALICE], str(free)]]
        yield _case(f"price-of-a-hotkey-{slug}", "NET-11 REG-22 REG-41", why, state, swap, code)
    owned: Row = ["Owner", [_NEW], CAROL]
    why = "takes over a hotkey that another coldkey owns"
    yield _case("hotkey-of-another", "REG-41", why, [*rows, owned], swap, "NonAssociatedColdKey")


def _fees() -> Iterator[DraftCase]:
    """A purchase for 10 TAO and a sale, with a fee of a 2000th, by who the author is."""
    rows = [*common(), *subnet(1, _DEEP, _DEEP), *stake(HOTKEY, ALICE, 1, 10 * TAO)]
    rows.append(["SubnetAlphaOut", [1], str(10 * TAO)])
    author: Row = ["BlockAuthor", [], _AUTHOR]
    one = {"hotkey": HOTKEY, "netuid": 1}
    for way, op in (
        ("purchase", call("add_stake", ALICE, **one, amount_staked=str(10 * TAO))),
        ("sale", call("remove_stake", ALICE, **one, amount_unstaked=str(10 * TAO))),
    ):
        for slug, why, more in (
            ("to-the-author", "pays the author from nowhere", [author]),
            ("without-an-author", "takes the fee out of the issuance", []),
        ):
            state = with_accounts([*rows, *more])
            yield _case(f"fee-of-a-{way}-{slug}", "STA-48 NET-11", why, state, op)
    small = call("add_stake", ALICE, **one, amount_staked="2001007")
    for slug, why, more, code in (
        ("too-small-for-an-author", "loses what does not arrive", [["FeeRate", [1], 16]],
         "Token(BelowMinimum)"),
        ("that-makes-an-author", "refuses what just arrives", [["FeeRate", [1], 17]], None),
    ):  # fmt: skip
        name, keys, value = more[0]
        state = with_accounts([*rows, author, [f"Swap.{name}", keys, value]])
        yield _case(f"fee-{slug}", "STA-48 NET-11", why, state, small, code)


def _claims() -> Iterator[DraftCase]:
    """A staker on root is owed alpha of two subnets."""
    rows = [
        *common(),
        *subnet(0, _DEEP, 0),
        *subnet(1, _DEEP, _DEEP),
        *subnet(2, _DEEP, _DEEP),
        *stake(HOTKEY, ALICE, 0, 10 * TAO),
        ["StakingHotkeys", [ALICE], [HOTKEY]],
        ["RootClaimable", [HOTKEY], [[1, str(2**32)], [2, str(2**31)]]],
    ]
    claim = call("claim_root", ALICE, subnets=[1, 2])
    broke: Row = ["Balance", ["0x" + of_subnet(2).hex()], "1000"]
    for slug, why, state, code in (
        ("both", "raises neither the pool of root nor the total of stake", rows, None),
        ("neither", "keeps what the first claim paid", [*rows, broke], "InsufficientBalance"),
        ("not-kept-neither", "sells what is to be kept",
         [*rows, broke, ["RootClaimType", [ALICE], "Keep"]], None),
    ):  # fmt: skip
        yield _case(f"claims-{slug}", "COI-42 NET-11", why, with_accounts(state), claim, code)


def _system_accounts() -> Iterator[DraftCase]:
    """Accounts that are, or nearly are, those of subnets, as hotkeys that are taken."""
    own = "0x" + of_subnet(1).hex()
    absent = "0x" + of_subnet(65_535).hex()
    longer = own[:-2] + "01"
    refused = "CannotUseSystemAccount"
    for slug, why, hotkey, code in (
        ("of-a-subnet", "takes the account of a subnet for a hotkey", own, refused),
        ("of-no-subnet", "asks whether there is such a subnet", absent, refused),
        ("with-another-end", "refuses whatever begins like one", longer, None),
    ):
        op = call("try_associate_hotkey", ALICE, hotkey=hotkey)
        rows = with_accounts([*common(), *subnet(1, _DEEP, _DEEP)])
        yield _case(f"hotkey-{slug}", "NET-12 REG-34", why, rows, op, code)


def _takes() -> Iterator[DraftCase]:
    """A child asks for a take, where the network asks for 100 and the subnet for 200, or less."""
    rows = with_accounts([*common(owner=ALICE), *subnet(1, _DEEP, _DEEP)])
    network: Row = ["MinChildkeyTake", [], 100]
    for slug, why, least, take in (
        ("of-the-subnet", "asks for more than the least", 200, 200),
        ("below-the-subnet", "lets a child keep less than the subnet's least", 200, 199),
        ("of-the-network", "forgets the least of the network", 50, 100),
        ("below-the-network", "takes the subnet's least where it is lower", 50, 99),
    ):
        code = "InvalidChildkeyTake" if take < max(least, 100) else None
        state = [*rows, network, ["MinChildkeyTakePerSubnet", [1], least]]
        op = call("set_childkey_take", ALICE, hotkey=HOTKEY, netuid=1, take=take)
        yield _case(f"least-take-{slug}", "STA-53 STA-28", why, state, op, code)
