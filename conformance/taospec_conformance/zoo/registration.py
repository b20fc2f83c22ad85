"""Wrong registrations: prices, choices and payouts as people take them to be.

They share two shapes: something else is asked than should be (`ask`), or the right answer is told
otherwise (`tell`). What stands in a class is the mistake and nothing beside it.
"""

from __future__ import annotations

from dataclasses import replace

from taospec.forks import Fork, fork, predecessor
from taospec.operations.network import Difference, Step
from taospec.operations.registration.burn_prices import FallenBurns, FallingBurn
from taospec.operations.registration.ends import (
    AllSubnets,
    OldLock,
    Payment,
    Payout,
    Pot,
)
from taospec.operations.registration.hyperparameters import (
    SettingAllowed,
    SettingRequest,
    may_set,
)
from taospec.operations.registration.keys import SwapRequest, TakeRequest
from taospec.operations.registration.lock_costs import LastLock, LockCost, LockPayment, NewSubnet
from taospec.operations.registration.places import (
    Adjusted,
    FullSubnet,
    Place,
    Terms,
)
from taospec.registration.neurons import Admission
from taospec_conformance.zoo.base import Wrong


class RecyclesThePrice(Wrong):
    """Takes the price of a neuron's place out of the issuance of TAO."""

    name = "recycles-the-price"
    breaks = "REG-12"
    whose = "explainers, and the name of RAORecycledForRegistration"
    operations = ("network.apply",)

    def tell(self, given: Step, right: Difference) -> Difference:
        """One row more where a place was bought."""
        if given.op["name"] != "burned_register":
            return right
        [issuance] = [row[2] for row in given.storage if row[0] == "TotalIssuance"] or ["0"]
        burn = sum(int(row[2]) for row in given.storage if row[0] == "Burn")
        less = ["TotalIssuance", [], str(max(0, int(issuance) - burn))]
        return replace(right, diff=(*right.diff, less))


class AdjustsUpwardOnly(Wrong):
    """Raises the burn with demand, and never lowers it."""

    name = "adjusts-upward-only"
    breaks = "REG-2"
    whose = "descriptions of a price that doubles with demand"
    operations = ("registration.adjust",)

    def tell(self, given: Terms, right: Adjusted) -> Adjusted:
        """The larger of the old price and the new one."""
        return replace(right, burn=max(given.burn, right.burn))


class BurnFallsAtOnce(Wrong):
    """Multiplies the burn with a power of the factor instead of block by block."""

    name = "burn-falls-at-once"
    breaks = "REG-29"
    whose = "dashboards that draw the price of a place by a formula"
    operations = ("registration.burn_at",)

    def tell(self, given: FallingBurn, right: FallenBurns) -> FallenBurns:
        """One product and one floor for all blocks that passed."""
        moments = [
            replace(moment, burn=self._at_once(given, right.factor, after))
            for moment, after in zip(right.moments, given.after, strict=True)
        ]
        return replace(right, moments=tuple(moments))

    @staticmethod
    def _at_once(given: FallingBurn, factor: int, after: int) -> int:
        if not after:
            return given.burn
        left: int = given.burn * factor**after >> 32 * after
        return min(max(left, given.min_burn), given.max_burn)


class AdmitsTheTarget(Wrong):
    """Admits as many neurons in an interval as the target says."""

    name = "admits-the-target"
    breaks = "REG-3"
    whose = "whoever takes a target for a limit"
    operations = ("registration.admit",)

    def ask(self, given: Admission) -> Admission:
        """A third of the target."""
        return replace(given, target=given.target // 3)


class TiesToTheHigherUid(Wrong):
    """Of neurons with equal scores and blocks prunes the one with the highest uid."""

    name = "ties-to-the-higher-uid"
    breaks = "REG-4"
    whose = "ports that sort in descending order, as permits want it"
    operations = ("registration.prune_neuron",)

    def tell(self, given: FullSubnet, right: Place) -> Place:
        """The last of those that equal the one chosen."""
        chosen = next((one for one in given.neurons if one.uid == right.uid), None)
        if chosen is None or chosen.immortal:
            return right
        equal = [one.uid for one in given.neurons if one[1:] == chosen[1:]]
        return Place(max(equal))


class ImmunityOffByOne(Wrong):
    """Holds a neuron immune in the block in which its immunity has ended."""

    name = "immunity-off-by-one"
    breaks = "REG-4"
    whose = "ports with > for >="
    operations = ("registration.prune_neuron",)

    def ask(self, given: FullSubnet) -> FullSubnet:
        """One block more of immunity."""
        return replace(given, immunity=given.immunity + 1)


class MultipliesBeforeItFloors(Wrong):
    """Computes what the lock cost has fallen by in one division at the end."""

    name = "multiplies-before-it-floors"
    breaks = "REG-7"
    whose = "whoever simplifies the formula; at block 9,240,878 it is 6,073 rao off"
    operations = ("registration.lock_cost",)

    def tell(self, given: LastLock, right: LockCost) -> LockCost:
        """The exact part of what was last paid, floored once."""
        if not right.interval or not given.last_block:
            return right
        fallen = given.last_lock * max(0, given.now - given.last_block) // right.interval
        return replace(right, cost=max(given.minimum, 2 * given.last_lock - fallen))


class KeepsTheIntervalAtAHalving(Wrong):
    """Lets the lock cost fall in the interval that is stored, in every era."""

    name = "keeps-the-interval-at-a-halving"
    breaks = "REG-6"
    whose = "calculators that read NetworkLockReductionInterval and no more"
    operations = ("registration.lock_cost",)

    def ask(self, given: LastLock) -> LastLock:
        """As if nothing had been minted yet."""
        return replace(given, total_issuance=0)


class SubnetSafeABlockLonger(Wrong):
    """Spares a subnet in the block in which its immunity has ended."""

    name = "subnet-safe-a-block-longer"
    breaks = "REG-8"
    whose = "ports with > for >="
    operations = ("registration.prune_subnet",)

    def ask(self, given: AllSubnets) -> AllSubnets:
        """One block more of immunity."""
        return replace(given, immunity=given.immunity + 1)


class RemainderToTheFirst(Wrong):
    """Gives what division leaves of a pot to the first holder."""

    name = "remainder-to-the-first"
    breaks = "REG-10"
    whose = "the usual way to get rid of a remainder"
    operations = ("registration.payout",)

    def tell(self, given: Pot, right: Payout) -> Payout:
        """Floored parts in the order of the entries, and all the rest to the first."""
        total = sum(given.values)
        if not total:
            return right
        parts = [given.pot * value // total for value in given.values]
        parts[0] += given.pot - sum(parts)
        return Payout(tuple(Payment(place, part) for place, part in enumerate(parts)))


class RefundsEveryLock(Wrong):
    """Refunds the lock of any subnet, however new."""

    name = "refunds-every-lock"
    breaks = "REG-11"
    whose = "glossaries that say the lock is returned"
    operations = ("registration.refund",)

    def ask(self, given: OldLock) -> OldLock:
        """As if it had been registered before the gate."""
        return replace(given, registered=0, start=1)


class ForgetsTheOldKeysClock(Wrong):
    """Gives a new hotkey clocks that never ran, so that its take can be raised at once."""

    name = "forgets-the-old-keys-clock"
    breaks = "REG-23"
    whose = "ports that move stake, and think of rate limits later"
    operations = ("network.apply",)

    def tell(self, given: Step, right: Difference) -> Difference:
        """No row for a clock of either hotkey."""
        if given.op["name"] != "swap_hotkey":
            return right
        hotkeys = {given.op["args"]["hotkey"], given.op["args"]["new_hotkey"]}
        return replace(right, diff=tuple(row for row in right.diff if not _clock(row, hotkeys)))


def _clock(row: list[object], hotkeys: set[str]) -> bool:
    name, keys = str(row[0]), str(row[1])
    named = name.startswith("LastTxBlock") or name == "LastRateLimitedBlock"
    return named and any(hotkey in keys for hotkey in hotkeys)


class FirstSwapIsFree(Wrong):
    """Lets a first swap on one subnet pass at any time, as all other clocks do."""

    name = "first-swap-is-free"
    breaks = "REG-22"
    whose = "ports that take 0 for never, which holds of every other clock"
    operations = ("registration.swap_cost",)

    def ask(self, given: SwapRequest) -> SwapRequest:
        """Another form of the swap, which has no such clock, and the price of that."""
        return given if given.last_there else replace(given, form="hotkey")


class PoolOfTheWholeLock(Wrong):
    """Makes the whole lock the pool of the new subnet."""

    name = "pool-of-the-whole-lock"
    breaks = "REG-17"
    whose = "whoever read a later release"
    operations = ("registration.register_subnet",)

    def tell(self, given: LockPayment, right: NewSubnet) -> NewSubnet:
        """Nothing is recycled."""
        pool = max(right.paid, given.minimum)
        return replace(right, pool_tao=pool, pool_alpha=pool, recycled=0, staked=pool)


class RaisesFromTheDefault(Wrong):
    """Compares a raised take with the default where none is stored."""

    name = "raises-from-the-default"
    breaks = "STA-26"
    whose = "ports that read storage through its default"
    operations = ("registration.set_take",)

    def ask(self, given: TakeRequest) -> TakeRequest:
        """The default for nothing."""
        return replace(given, current=11_796) if given.current is None else given


class SettingsOfAnOlderFork(Wrong):
    """Asks whether somebody may set a hyperparameter as the fork before did."""

    name = "settings-of-an-older-fork"
    breaks = "REG-36"
    whose = "pages on hyperparameters, nearly all of them"
    operations = ("registration.may_set",)

    def registration_may_set(self, right: Fork, given: SettingRequest) -> SettingAllowed:
        """The answer of the fork before; the oldest one's is right."""
        older = predecessor(right.name)
        allowed: SettingAllowed = may_set(fork(older) if older else right, given)
        return allowed


class RootWaits(Wrong):
    """Holds root to the owner's pause."""

    name = "root-waits"
    breaks = "REG-37"
    whose = "ports with one check for owner or root"
    operations = ("registration.may_set",)

    def ask(self, given: SettingRequest) -> SettingRequest:
        """An owner's question for root's, where the owner may ask it."""
        return replace(given, by="owner") if given.by == "root" else given


class StartsNoPause(Wrong):
    """Sets a hyperparameter and forgets when: an owner may set it again in the next block."""

    name = "starts-no-pause"
    breaks = "REG-47"
    whose = "simulators in which a setter is an assignment"
    operations = ("network.apply",)

    def tell(self, given: Step, right: Difference) -> Difference:
        """No clock of a hyperparameter."""
        if not given.op["name"].startswith("sudo_set_"):
            return right
        clocks = {"LastRateLimitedBlock", "TransactionKeyLastBlock"}
        return replace(right, diff=tuple(row for row in right.diff if row[0] not in clocks))
