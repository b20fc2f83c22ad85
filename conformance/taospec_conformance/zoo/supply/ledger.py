"""Wrong about what an event does to the totals of TAO."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

from taospec.forks import Fork, change
from taospec.supply import closed_ledger, ledger_rules
from taospec.supply.ledger import Ledger, LedgerRule
from taospec_conformance.zoo.base import Wrong

Constants = Mapping[str, int]


class _WrongLedger(Wrong):
    """Keeps the books as the chain does but for events of one kind.

    Attributes:
        kind: the kind of event.
    """

    operations = ("supply.ledger", "supply.ledger_trace")
    kind: ClassVar[str]

    @abstractmethod
    def after(self, right: LedgerRule, ledger: Ledger, event: Any, constants: Constants) -> Ledger:
        """The wrong totals after an event of the kind; rejections are the chain's own."""

    def changed(self, right: Fork) -> Fork:
        """The fork with one event booked wrongly, where it has that event."""
        if self.kind not in right.supply.ledger:
            return right
        rule = right.supply.ledger[self.kind]

        def booked(ledger: Ledger, event: Any, constants: Constants) -> Ledger:
            return self.after(rule, ledger, event, constants)

        return right.variant(supply=change(ledger=change(**{self.kind: booked})))


def _with_issuance(ledger: Ledger, difference: int) -> Ledger:
    issuance = max(0, ledger.total_issuance + difference)
    return replace(ledger, total_issuance=issuance)


class RecyclesNeuronRegistrations(_WrongLedger):
    """Takes the price of a neuron's registration out of the issuance."""

    name = "recycles-neuron-registrations"
    breaks = "SUP-18"
    whose = "readers of event names and of documents that say `recycled`"
    kind = "neuron_registration"

    def after(self, right: LedgerRule, ledger: Ledger, event: Any, constants: Constants) -> Ledger:
        """The right totals, and the price recycled on top."""
        booked = right(ledger, event, constants)
        return _with_issuance(booked, booked.balances - ledger.balances)


class CountsCirculatingSupply(_WrongLedger):
    """Takes staked TAO out of the issuance, since it does not circulate."""

    name = "counts-circulating-supply"
    breaks = "SUP-23"
    whose = "price pages, whose figure then stands in for the issuance"
    kind = "stake"

    def after(self, right: LedgerRule, ledger: Ledger, event: Any, constants: Constants) -> Ledger:
        """The right totals, less what was staked."""
        booked = right(ledger, event, constants)
        return _with_issuance(booked, booked.balances - ledger.balances)


class ConsistentFaucet(_WrongLedger):
    """Counts all that the faucet gives, as one would expect; the chain counts a tenth."""

    name = "consistent-faucet"
    breaks = "SUP-32"
    whose = "ports that correct a bug in passing"
    kind = "faucet"

    def after(self, right: LedgerRule, ledger: Ledger, event: Any, constants: Constants) -> Ledger:
        """What was given is what was issued."""
        booked = right(ledger, event, constants)
        given = booked.balances - ledger.balances
        return replace(booked, total_issuance=ledger.total_issuance + given)


class IgnoresUpgrades(_WrongLedger):
    """Leaves the counter alone at a runtime upgrade, where the chain sums it anew."""

    name = "ignores-upgrades"
    breaks = "SUP-34"
    whose = "indexers that add up events"
    kind = "runtime_upgrade"

    def after(
        self, _right: LedgerRule, ledger: Ledger, _event: Any, _constants: Constants
    ) -> Ledger:
        """Nothing happens."""
        return ledger


class _WrongSinceNetflow(_WrongLedger):
    """Wrong only where the TAO of pools is on accounts."""

    def changed(self, right: Fork) -> Fork:
        """The fork with one event booked wrongly, if its ledger is a closed one."""
        if right.supply.ledger["runtime_upgrade"] is not closed_ledger.runtime_upgrade:
            return right
        return super().changed(right)


class LowersBalancesByStakes(_WrongSinceNetflow):
    """Takes what is staked out of the balances, where it only changes its account."""

    name = "lowers-balances-by-stakes"
    breaks = "SUP-39"
    whose = "ledgers written before subnets had accounts"
    kind = "stake"

    def after(self, right: LedgerRule, ledger: Ledger, event: Any, constants: Constants) -> Ledger:
        """The right totals, less what was staked."""
        booked = right(ledger, event, constants)
        staked = booked.total_stake - ledger.total_stake
        return replace(booked, balances=max(0, booked.balances - staked))


class SumsAnewAtUpgrades(_WrongSinceNetflow):
    """Corrects the totals at a runtime upgrade, as the chain did before `netflow`."""

    name = "sums-anew-at-upgrades"
    breaks = "SUP-42"
    whose = "indexers that waited for the next correction"
    kind = "runtime_upgrade"

    def after(self, _right: LedgerRule, ledger: Ledger, event: Any, constants: Constants) -> Ledger:
        """As in older forks."""
        return ledger_rules.runtime_upgrade(ledger, event, constants)


class ChargesTheFullPrice(_WrongLedger):
    """Charges what a key swap costs to the last rao; the chain lets the payer live."""

    name = "charges-the-full-price"
    breaks = "SUP-14"
    whose = "ports that subtract the price from the balance"
    kind = "coldkey_swap"

    def after(self, right: LedgerRule, ledger: Ledger, event: Any, constants: Constants) -> Ledger:
        """As if the payer could be emptied."""
        return right(ledger, event, {**constants, "EXISTENTIAL_DEPOSIT": 0})
