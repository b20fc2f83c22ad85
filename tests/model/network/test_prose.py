"""What the chapter network says by example is done by the model, so that prose and code agree."""

from __future__ import annotations

from typing import Any

import pytest
from prose import says

from taospec.errors import MalformedInputError
from taospec.operations.catalogue import execute
from taospec.timeline import EVERY_FORK, only, since

COLDKEY, HOTKEY = f"0x{'01' * 32}", f"0x{'02' * 32}"
OWNER = ["Owner", [HOTKEY], COLDKEY]
TAKE = 11_000


def lower(take: object, *rows: list[Any], origin: str = COLDKEY) -> dict[str, Any]:
    return {
        "storage": [["BlockNumber", [], "7000020"], OWNER, *rows],
        "op": {"name": "decrease_take", "origin": origin, "args": {"hotkey": HOTKEY, "take": take}},
    }


def answer(fork: str, question: dict[str, Any]) -> dict[str, Any]:
    return execute(fork, "network.apply", question)


def changes(fork: str, question: dict[str, Any]) -> list[list[Any]]:
    """Entries that read differently afterwards."""
    (rows,) = answer(fork, question)["ok"].values()
    return list(rows)


@pytest.mark.parametrize("fork", EVERY_FORK)
def test_an_entry_without_a_row_reads_as_one_stored_with_its_default(fork: str) -> None:
    says("NET-1", "stored with its default reads the same")
    default = ["Delegates", [HOTKEY], 11_796]
    assert answer(fork, lower(TAKE, default)) == answer(fork, lower(TAKE))


@pytest.mark.parametrize("fork", EVERY_FORK)
@pytest.mark.parametrize("row", [OWNER, ["NoSuchEntry", [], 0]], ids=["twice", "unknown"])
def test_rows_that_are_no_state(fork: str, row: list[Any]) -> None:
    says(
        "NET-1",
        "Two rows for one entry, or a row that the fork's storage does not have, are no state",
    )
    with pytest.raises(MalformedInputError):
        answer(fork, lower(TAKE, row))


@pytest.mark.parametrize("fork", EVERY_FORK)
def test_what_is_written_as_it_was_is_no_difference(fork: str) -> None:
    """Given a clock that stands at this block already, when the call sets it, it is not told."""
    says("NET-3", "rewritten with what it read as before is not in it")
    take, clock = changes(fork, lower(TAKE))
    assert take == ["Delegates", [HOTKEY], TAKE]
    assert changes(fork, lower(TAKE, clock)) == [take]


@pytest.mark.parametrize("fork", EVERY_FORK)
def test_the_clock_of_a_take_is_where_the_chapter_says(fork: str) -> None:
    name = "LastTxBlockDelegateTake" if fork in only("dtao") else "LastRateLimitedBlock"
    says("NET-5", f"`{name}`")
    _, clock = changes(fork, lower(TAKE))
    assert clock[0] == name


@pytest.mark.parametrize("fork", EVERY_FORK)
def test_root_signs_for_nobody(fork: str) -> None:
    says("NET-4", "`BadOrigin`")
    assert answer(fork, lower(TAKE, origin="root"))["reject"]["code"] == "BadOrigin"


@pytest.mark.parametrize(
    ("fork", "name"),
    [
        *((fork, "dissolve_network") for fork in only("dtao")),
        *((fork, "root_dissolve_network") for fork in since("dereg")),
    ],
)
def test_an_account_makes_no_call_of_root(fork: str, name: str) -> None:
    says("NET-4", f"`{name}`")
    args = {"netuid": 1, **({"coldkey": COLDKEY} if name == "dissolve_network" else {})}
    question = {"storage": [OWNER], "op": {"name": name, "origin": COLDKEY, "args": args}}
    assert answer(fork, question)["reject"]["code"] == "BadOrigin"


@pytest.mark.parametrize("fork", EVERY_FORK)
def test_subnets_are_walked_by_the_low_byte(fork: str) -> None:
    says("NET-6", "256 comes between 0 and 1")
    subnets = [{"netuid": netuid, "tempo": 360} for netuid in (0, 1, 256)]
    question = {"block": "7000020", "subnets": subnets}
    assert execute(fork, "coinbase.block_order", question)["ok"]["walked"] == [0, 256, 1]
