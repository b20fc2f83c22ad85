"""Edges of what came with `conviction`, and what `balancer` answers to the same questions.

Subnet 1 is Alice's and its hotkey's, and Bob's hotkey is there too. In the next block it is as old
as it has to be, an epoch is due, and nothing of it decays: locks were last told for that block.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from taospec.examples.storage import Row, account
from taospec.operations.catalogue import execute
from taospec.timeline import only, since
from taospec_vectors.cases.network._economy import (
    ALICE,
    BOB,
    CAROL,
    HOTKEY,
    ONE,
    OTHER,
    TAO,
    question,
    subnet,
)
from taospec_vectors.format import DraftCase, DraftFile

_APPLY = "network.apply"
BLOCK = {"name": "block"}
_AGE = 2_629_800  # SUBNET_OWNERSHIP_AGE
_REGISTERED = 1000
_NOW = _REGISTERED + _AGE
_THIRD, _NEW = account(30), account(33)
# Alpha outside the pool, and the tenth of it, in rao.
_OUTSIDE = 10_000
_TENTH = 1_000


class Asked(NamedTuple):
    """One input, of which both forks are asked.

    Attributes:
        slug: the case's, without its fork.
        rules: of `conviction` that it shows.
        why: the bug that it catches there.
        rows: what is otherwise than in the plain state.
    """

    slug: str
    rules: Sequence[str]
    why: str
    rows: Sequence[Row]


def drafts() -> Iterator[DraftFile]:
    """For each topic a file of either fork."""
    owners = ("CON-74", "STA-42")
    for topic, questions, before in (
        ("ownership", [*_open(), *_quorum(), *_dust()], owners),
        ("maturity", list(_maturity()), owners),
        ("kings", [*_kings(), *_ties()], owners),
        ("places", list(_places()), owners),
        ("exchanges", [*_exchanges(), *_payments()], owners),
        ("schedules", list(_schedules()), owners),
    ):
        blocks = [
            (each, question(_without_absent(_state(*each.rows)), BLOCK)) for each in questions
        ]
        yield from both(topic, blocks, before)


def both(
    topic: str, questions: Sequence[tuple[Asked, dict[str, Any]]], before: Sequence[str]
) -> Iterator[DraftFile]:
    """What either fork answers to the same questions, with the rules that show in the older."""
    cases = [
        DraftCase(f"{each.slug}-since-conviction", each.rules, each.why, given)
        for each, given in questions
    ]
    path = f"network/apply-{topic}-since-conviction.yaml"
    yield DraftFile(path, _APPLY, since("conviction"), cases)
    older, why = only("balancer"), "reads a rule of the fork after it"
    if older:
        cases = [
            DraftCase(f"{each.slug}-in-balancer", before, why, given)
            for each, given in questions
            if execute("balancer", _APPLY, given) != execute("conviction", _APPLY, given)
        ]
        yield DraftFile(f"network/apply-{topic}-balancer.yaml", _APPLY, older, cases)


# The subnet of a year


def _state(*rows: Row) -> list[Row]:
    hotkeys = ((HOTKEY, ALICE), (OTHER, BOB))
    return [
        ["BlockNumber", [], str(_NOW - 1)],
        *subnet(1, 1000 * TAO, 1000 * TAO),
        ["Tempo", [1], 360],
        ["NetworkRegisteredAt", [1], str(_REGISTERED)],
        ["SubnetAlphaOut", [1], str(_OUTSIDE)],
        ["SubnetOwner", [1], ALICE],
        ["SubnetOwnerHotkey", [1], HOTKEY],
        ["SubnetworkN", [1], 2],
        ["MaxAllowedUids", [1], 2],
        *(
            row
            for uid, (hotkey, coldkey) in enumerate(hotkeys)
            for row in _neuron(uid, hotkey, coldkey)
        ),
        *rows,
    ]


def _without_absent(rows: Sequence[Row]) -> list[Row]:
    """The rows but for those of which a later one says that they are not there."""
    absent = [row[:2] for row in rows if row[2] is None]
    return [row for row in rows if row[:2] not in absent]


def _neuron(uid: int, hotkey: str, coldkey: str, registered: int = 10) -> list[Row]:
    return [
        ["Owner", [hotkey], coldkey],
        ["Keys", [1, uid], hotkey],
        ["Uids", [1, hotkey], uid],
        ["BlockAtRegistration", [1, uid], str(registered)],
    ]


def _lock(mass: int, bits: int, told: int = _NOW) -> dict[str, str]:
    return {"locked_mass": str(mass), "conviction": str(bits), "last_update": str(told)}


def _by(hotkey: str, bits: int, mass: int = 5_000, *, decays: bool = False) -> Row:
    """The sum of locks on a hotkey that is not the subnet's own."""
    return [f"{'Decaying' if decays else ''}HotkeyLock", [1, hotkey], _lock(mass, bits)]


def _owners(mass: int, bits: int = 0, *, decays: bool = False) -> Row:
    """The sum of locks on the subnet's own hotkey, whose conviction is the mass."""
    return [f"{'Decaying' if decays else ''}OwnerLock", [1], _lock(mass, bits)]


def _open() -> Iterator[Asked]:
    rules, enough = ("STA-57", "STA-58"), _by(OTHER, _TENTH * ONE)
    for slug, why, rows in (
        ("in-the-first-block-of-a-year", "asks for more than a year", []),
        ("a-block-before-a-year", "opens a subnet a block too early",
         [["NetworkRegisteredAt", [1], str(_REGISTERED + 1)]]),
        ("in-a-year-of-whole-days", "takes a year for 365 days",
         [["NetworkRegisteredAt", [1], str(_REGISTERED + 1800)]]),
        ("of-no-known-age", "takes a subnet without a date for a new one",
         [["NetworkRegisteredAt", [1], "0"]]),
        ("from-the-far-future", "wraps the end of the year",
         [["NetworkRegisteredAt", [1], str(2**64 - 1)]]),
        ("without-alpha-outside", "finds a tenth of nothing", [["SubnetAlphaOut", [1], "0"]]),
    ):  # fmt: skip
        yield Asked(f"owner-{slug}", rules, why, [enough, *rows])


def _quorum() -> Iterator[Asked]:
    rules = ("STA-57", "STA-58")
    outside: Row = ["SubnetAlphaOut", [1], str(_OUTSIDE + 1)]
    tenfold = (_OUTSIDE + 1) * ONE
    for slug, why, rows in (
        ("a-bit-below-the-tenth", "compares whole amounts", [_by(OTHER, _TENTH * ONE - 1)]),
        ("at-a-tenth-that-is-no-whole", "rounds the tenth down",
         [outside, _by(OTHER, -(-tenfold // 10))]),
        ("a-bit-below-a-tenth-that-is-no-whole", "rounds the tenth down",
         [outside, _by(OTHER, tenfold // 10)]),
        ("by-both-sums", "counts the sums that stay only",
         [_by(OTHER, 600 * ONE), _by(OTHER, 400 * ONE, decays=True)]),
        ("by-the-locks-of-others", "asks the tenth of the winner alone",
         [_by(OTHER, 501 * ONE), _by(_THIRD, 499 * ONE)]),
        ("by-the-locks-of-the-owner", "leaves the owner's locks out of the tenth",
         [_by(OTHER, 501 * ONE), _owners(499)]),
        ("by-locks-of-the-owner-that-decay", "leaves the owner's locks out of the tenth",
         [_by(OTHER, 501 * ONE), _owners(499, decays=True)]),
        ("by-stored-conviction-of-the-owner", "counts what is stored for the owner",
         [_by(OTHER, 501 * ONE), _owners(498, 499 * ONE)]),
        ("by-more-than-there-can-be", "wraps the sum of convictions",
         [_by(OTHER, 2**128 - 1), _by(_THIRD, 2**128 - 2)]),
        ("where-ten-times-saturates", "wraps ten times the sum",
         [["SubnetAlphaOut", [1], str(2**64 - 1)], _by(OTHER, 2**128 // 10 + 1)]),
        ("without-locks", "chooses among none", []),
    ):  # fmt: skip
        yield Asked(f"quorum-{slug}", rules, why, rows)


def _dust() -> Iterator[Asked]:
    rules = ("STA-57", "STA-56")
    small: Row = ["SubnetAlphaOut", [1], "990"]
    for slug, why, rows in (
        ("of-99", "counts what is dust", [small, _by(OTHER, 99 * ONE, 99)]),
        ("of-99-beside-a-mass", "takes little conviction for dust",
         [small, _by(OTHER, 99 * ONE, 100)]),
        ("of-100", "takes a hundred for dust", [small, _by(OTHER, 100 * ONE, 99)]),
        ("a-bit-below-100", "compares whole amounts", [small, _by(OTHER, 100 * ONE - 1, 99)]),
        ("of-the-owner", "counts dust of the owner", [small, _owners(99)]),
    ):  # fmt: skip
        yield Asked(f"dust-{slug}", rules, why, rows)


def _maturity() -> Iterator[Asked]:
    """Locks that were told long ago, on a subnet with 10**9 rao outside."""
    rules, mass = ("STA-57", "STA-40"), 10**9
    outside: Row = ["SubnetAlphaOut", [1], str(10**9)]
    twice: Row = ["SubnetAlphaOut", [1], str(2 * 10**9)]

    def sum_of(told: int, *, decays: bool = False, bits: int = 0, mass: int = mass) -> Row:
        name = "DecayingHotkeyLock" if decays else "HotkeyLock"
        return [name, [1, OTHER], _lock(mass, bits, _NOW - told)]

    for slug, why, rows in (
        ("perpetual-of-98497-blocks", "lets conviction grow in a line, or to the mass at once",
         [outside, sum_of(98_497)]),
        ("perpetual-of-98498-blocks", "lets conviction grow more slowly",
         [outside, sum_of(98_498)]),
        ("decaying-at-its-best", "lets the conviction of a lock that decays grow to its mass",
         [twice, sum_of(934_866, decays=True)]),
        ("decaying-past-its-best", "lets the conviction of a lock that decays grow for ever",
         [twice, sum_of(2_600_000, decays=True)]),
        ("of-the-owner-at-once", "lets the owner's conviction mature",
         [outside, ["OwnerLock", [1], _lock(mass, 0, _NOW - 1)], sum_of(700_000)]),
        ("of-the-owner-that-decays", "counts the mass that was written for the owner",
         [outside, ["DecayingOwnerLock", [1], _lock(mass, 0, _NOW - 648_000)], sum_of(648_000)]),
        ("told-in-the-future", "lets time run backwards",
         [outside, ["HotkeyLock", [1, OTHER], _lock(mass, 10**8 * ONE, _NOW + 9)]]),
        ("without-a-rate", "divides by a rate of nothing",
         [outside, ["MaturityRate", [], "0"], sum_of(1, bits=5 * ONE)]),
    ):  # fmt: skip
        yield Asked(f"maturity-{slug}", rules, why, rows)


# Who wins


def _kings() -> Iterator[Asked]:
    enough = _by(OTHER, _TENTH * ONE)
    for slug, why, rows in (
        ("of-nobody", "passes over a hotkey that nobody owns", [_by(_THIRD, 1001 * ONE), enough]),
        ("of-the-owner", "gives the owner's subnet another hotkey",
         [["Owner", [OTHER], ALICE], enough]),
        ("of-a-subnet-without-owner", "asks who owned it", [["SubnetOwner", [1], None], enough]),
        ("of-a-subnet-without-hotkey", "takes no hotkey for one that has no locks",
         [["SubnetOwnerHotkey", [1], None], _owners(500), enough]),
        ("where-nobody-outweighs-all", "passes over the hotkey of nobody",
         [["SubnetOwnerHotkey", [1], None], _owners(1001), enough]),
        ("whose-hotkey-is-of-another", "leaves the owner where the hotkey stays",
         [["Owner", [HOTKEY], CAROL], _owners(1001), _by(OTHER, 1000 * ONE)]),
        ("by-two-sums-together", "looks for the largest single sum",
         [_by(OTHER, 600 * ONE), _by(OTHER, 600 * ONE, decays=True), _owners(1001)]),
        ("with-general-locks-of-the-own-hotkey", "counts one kind of sums of the own hotkey",
         [_by(HOTKEY, 501 * ONE), _owners(500), enough]),
    ):  # fmt: skip
        yield Asked(f"king-{slug}", ("STA-58",), why, rows)


def _ties() -> Iterator[Asked]:
    """Of equals the largest bytes: of account(258) the first byte is 2, of account(3) it is 3."""
    first, second = account(258), account(3)
    known: list[Row] = [["Owner", [first], BOB], ["Owner", [second], CAROL]]
    room: Row = ["MaxAllowedUids", [1], 3]
    for slug, why, rows in (
        ("with-the-owner", "lets the owner stay at a tie", [_by(OTHER, 1000 * ONE), _owners(1000)]),
        ("that-the-owner-wins", "takes the challenger at a tie",
         [["SubnetOwnerHotkey", [1], OTHER], ["SubnetOwner", [1], BOB], _by(HOTKEY, 1000 * ONE),
          _owners(1000)]),
        ("a-bit-below-the-owner", "compares whole amounts",
         [_by(OTHER, 1000 * ONE - 1), _owners(1000)]),
        ("by-bytes-and-not-by-number", "compares accounts as numbers",
         [*known, room, _by(first, 1000 * ONE), _by(second, 1000 * ONE)]),
        ("of-more-than-there-can-be", "wraps the sums of a hotkey",
         [_by(OTHER, 2**128 - 1), _by(OTHER, 2**128 - 1, decays=True), _by(HOTKEY, 2**128 - 1)]),
    ):  # fmt: skip
        yield Asked(f"tie-{slug}", ("STA-58",), why, rows)


_NOBODY_THERE: list[Row] = [
    [name, key, None]
    for uid, hotkey in enumerate((HOTKEY, OTHER))
    for name, key in (("Keys", [1, uid]), ("Uids", [1, hotkey]), ("BlockAtRegistration", [1, uid]))
]


def _places() -> Iterator[Asked]:
    """A winner that is no neuron, on a subnet without room."""
    rules = ("STA-58", "REG-28")
    enough: list[Row] = [["Owner", [_NEW], CAROL], _by(_NEW, _TENTH * ONE)]
    kept: Row = ["MinNonImmuneUids", [1], 0]
    paid: Row = ["Emission", [1], ["7", "8"]]
    room: Row = ["MaxAllowedUids", [1], 3]
    for slug, why, rows in (
        ("there-is-room", "refuses a winner that is no neuron", [room]),
        ("registration-is-closed", "asks whether registration is open",
         [room, ["NetworkRegistrationAllowed", [1], False]]),
        ("it-is-free", "charges for the place, or raises its price",
         [room, ["Burn", [1], str(TAO)], ["Balance", [CAROL], str(9 * TAO)]]),
        ("somebody-makes-room", "finds no room where the least paid goes", [kept, paid]),
        ("the-owner-s-uid-stays", "prunes the neuron of the owner of before",
         [kept, ["Emission", [1], ["8", "7"]], ["OwnedHotkeys", [ALICE], [HOTKEY]]]),
        ("nobody-makes-room", "gives the subnet to who has no place on it", [paid]),
        ("there-are-no-places", "prunes where there is nothing to prune",
         [["SubnetworkN", [1], 0], ["MaxAllowedUids", [1], 0], *_NOBODY_THERE]),
    ):  # fmt: skip
        yield Asked(f"place-{slug}", rules, why, [*enough, *rows])


# What changes


def _exchanges() -> Iterator[Asked]:
    rules, win = ("STA-58", "STA-41"), _by(OTHER, 5_001 * ONE)
    for slug, why, rows in (
        ("of-the-owner-s-locks", "leaves the owner's sum behind, or drops it", [win, _owners(700)]),
        ("of-the-owner-s-locks-that-decay", "leaves the owner's sum behind, or drops it",
         [win, _owners(700, decays=True)]),
        ("of-all-four", "adds what stays to what decays",
         [_by(OTHER, 5_000 * ONE, 5_000), _by(OTHER, 900 * ONE, 800, decays=True), _owners(700),
          _owners(600, decays=True)]),
        ("of-the-owner-s-conviction", "keeps the conviction that was stored for the owner",
         [win, _owners(700, 650 * ONE)]),
        ("onto-locks-of-the-old-hotkey", "replaces what the old hotkey has",
         [win, _owners(700), _by(HOTKEY, 40 * ONE, 300)]),
        ("of-more-conviction-than-mass", "keeps more conviction than mass",
         [_by(OTHER, 5_000 * ONE, 600, decays=True)]),
        ("of-less-conviction-than-mass", "keeps less conviction than mass",
         [_by(OTHER, 5_000 * ONE, 9_000)]),
        ("of-conviction-without-mass", "leaves an empty sum", [_by(OTHER, 5_000 * ONE, 0)]),
        ("of-dust-of-the-owner", "leaves an empty sum", [win, _owners(99)]),
        ("to-the-same-hotkey", "loses the sums of a hotkey that stays",
         [["Owner", [HOTKEY], CAROL], _owners(5_000), _by(HOTKEY, 30 * ONE, 400),
          _owners(300, decays=True)]),
        ("of-more-mass-than-there-can-be", "wraps the mass",
         [win, _owners(2**64 - 1, decays=True), _by(HOTKEY, ONE, 5, decays=True),
          _by(OTHER, 2**128 - 1, 9, decays=True), ["SubnetOwnerHotkey", [1], HOTKEY]]),
        ("that-leaves-locks", "moves the locks of coldkeys along with their sums",
         [win, ["Lock", [BOB, 1, OTHER], _lock(5_000, 5_001 * ONE)],
          ["LockingColdkeys", [1, OTHER, BOB], True]]),
        ("of-a-leased-subnet", "spares a leased subnet", [win, ["SubnetUidToLeaseId", [1], 4]]),
    ):  # fmt: skip
        yield Asked(f"exchange-{slug}", rules, why, rows)


def _payments() -> Iterator[Asked]:
    """The epoch of the same block has alpha for the owner of the subnet."""
    win, pot = _by(OTHER, 1_000 * ONE), ["PendingOwnerCut", [1], "7000"]
    rules = ("STA-58", "COI-22")
    yield Asked("pays-the-new-owner", rules, "pays who owned the subnet before", [win, pot])
    yield Asked(
        "pays-the-owner-that-stays", rules, "pays the challenger", [_by(OTHER, 999 * ONE), pot]
    )
    emits: list[Row] = [
        ["FirstEmissionBlockNumber", [1], "1"],
        ["NetworkRegistrationAllowed", [1], True],
        ["TotalIssuance", [], str(5_000_000 * TAO)],
        ["Balances.TotalIssuance", [], str(5_000_000 * TAO)],
    ]
    why = "asks for the tenth before the alpha of the block is counted"
    yield Asked("counts-the-alpha-of-the-block", ("STA-57",), why, [win, *emits])
    after = _by(OTHER, (_OUTSIDE + TAO) // 10 * ONE)
    why = "asks for the tenth after the block has paid, or before it emits"
    yield Asked("is-enough-with-the-alpha-of-the-block", ("STA-57",), why, [after, *emits])


def _schedules() -> Iterator[Asked]:
    rules, enough = ("STA-57", "CON-74"), _by(OTHER, _TENTH * ONE)
    twice: Row = ["Keys", [1, 1], HOTKEY]
    for slug, why, rows in (
        ("without-a-due-epoch", "asks in every block", [["LastEpochBlock", [1], str(_NOW - 359)]]),
        ("with-a-tempo-of-nothing", "asks where there is no epoch", [["Tempo", [1], 0]]),
        ("with-an-epoch-that-was-asked-for", "asks at the tempo only",
         [["LastEpochBlock", [1], str(_NOW - 1)], ["PendingEpochAt", [1], str(_NOW)]]),
        ("with-a-hotkey-twice", "asks where the epoch is skipped", [twice]),
        ("put-off", "asks where the epoch waits", [["MaxEpochsPerBlock", [], 0]]),
    ):  # fmt: skip
        yield Asked(f"schedule-{slug}", rules, why, [enough, *rows])
