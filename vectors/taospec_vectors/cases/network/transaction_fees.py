"""Fees around a call: to the rao, given back, kept of who is gone, and kept of who is refused."""

from __future__ import annotations

from collections.abc import Iterator

from taospec.examples.storage import Row
from taospec.timeline import only
from taospec_vectors.cases.network._economy import ALICE, HOTKEY, OTHER, TAO, call
from taospec_vectors.format import DraftCase, DraftFile

_FORKS = only("dtao", "dereg", "flow", "halving")
_FEE = 1_000_000
_RULES = ("NET-15", "SUP-21")
_TOTALS: list[Row] = [
    ["Balances.TotalIssuance", [], str(10 * TAO)],
    ["TotalIssuance", [], str(20 * TAO)],
]


def drafts() -> Iterator[DraftFile]:
    """Both operations alone, and around calls."""
    alone = [*_withdrawn(), *_corrected()]
    yield DraftFile("network/apply-fees.yaml", "network.apply", _FORKS, alone)
    around = list(_around())
    yield DraftFile("network/trace-fees.yaml", "network.trace", _FORKS, around)


def _balance(rao: int) -> list[Row]:
    return [["Balance", [ALICE], str(rao)], *_TOTALS]


def _withdrawn() -> Iterator[DraftCase]:
    op = call("withdraw_fee", ALICE, fee=str(_FEE))
    yield DraftCase(
        "fee-but-for-the-deposit",
        _RULES,
        "refuses a fee that leaves the deposit, or lowers a total before the call",
        {"storage": _balance(_FEE + 500), "op": op},
    )
    yield DraftCase(
        "fee-into-the-deposit",
        _RULES,
        "takes a fee from what must stay, or only a part of it",
        {"storage": _balance(_FEE + 499), "op": op},
        expect={"reject": {"code": "Payment"}},
    )
    yield DraftCase(
        "fee-of-nothing",
        _RULES,
        "creates the account of a payer who has none",
        {"storage": _TOTALS, "op": call("withdraw_fee", ALICE, fee="0")},
    )


def _corrected() -> Iterator[DraftCase]:
    for slug, why, rows, corrected in (
        ("lower", "keeps what the call did not cost", _balance(TAO), _FEE // 4),
        ("higher", "charges more than was withdrawn", _balance(TAO), _FEE * 2),
        ("to-nothing", "keeps the fee of a call that turned out free", _balance(TAO), 0),
        ("of-who-is-gone", "pays a fee back to an account that is gone", _TOTALS, _FEE // 4),
    ):
        args = {"withdrawn": str(_FEE), "corrected": str(corrected)}
        op = call("correct_fee", ALICE, **args)
        yield DraftCase(f"fee-corrected-{slug}", _RULES, why, {"storage": rows, "op": op})
    args = {"withdrawn": str(_FEE), "corrected": str(_FEE)}
    rows = [_balance(TAO)[0], ["Balances.TotalIssuance", [], "999999"], ["TotalIssuance", [], "7"]]
    yield DraftCase(
        "fee-beyond-the-totals",
        _RULES,
        "lets a total fall below nothing",
        {"storage": rows, "op": call("correct_fee", ALICE, **args)},
    )


def _around() -> Iterator[DraftCase]:
    rows = [*_balance(TAO), ["Owner", [HOTKEY], ALICE], ["MaxDelegateTake", [], 11_796]]
    before = call("withdraw_fee", ALICE, fee=str(_FEE))
    after = call("correct_fee", ALICE, withdrawn=str(_FEE), corrected=str(_FEE - 1))
    for slug, why, between in (
        ("accepted", "takes no fee, or takes it out of one total only",
         call("decrease_take", ALICE, hotkey=HOTKEY, take=5)),
        ("refused", "gives the fee of a refused call back",
         call("decrease_take", ALICE, hotkey=OTHER, take=5)),
    ):  # fmt: skip
        yield DraftCase(
            f"fee-of-an-{slug}-call" if slug == "accepted" else f"fee-of-a-{slug}-call",
            ("NET-15", "SUP-21", "NET-2"),
            why,
            {"storage": rows, "ops": [before, between, after]},
        )
