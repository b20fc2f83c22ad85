"""Plots of the report: the integers are the model's, the drawing is ours."""

from __future__ import annotations

from dataclasses import dataclass

from taospec_reports import runs
from taospec_reports.inventory import Inventory
from taospec_reports.plots import consensus, gallery, registration, subnet, supply
from taospec_reports.plots.drawing import Plot

__all__ = ["Drawings", "Plot", "draw_all"]


@dataclass(frozen=True, slots=True)
class Drawings:
    """Every plot of the report by where it stands first.

    Attributes:
        supply, consensus, registration: beside the rules of the chapter.
        subnet, gallery: on the page of epochs in a row.
        played: what `subnet` shows, None where its vectors are not there.
    """

    supply: tuple[Plot, ...]
    consensus: tuple[Plot, ...] = ()
    registration: tuple[Plot, ...] = ()
    subnet: tuple[Plot, ...] = ()
    gallery: tuple[Plot, ...] = ()
    played: runs.Subnet | None = None

    @property
    def beside_rules(self) -> tuple[Plot, ...]:
        """Plots that a chapter shows."""
        return (*self.supply, *self.consensus, *self.registration)

    @property
    def everything(self) -> tuple[Plot, ...]:
        """All of them."""
        return (*self.beside_rules, *self.subnet, *self.gallery)


def draw_all(inventory: Inventory) -> Drawings:
    """The plots of the chapters that an inventory has, and of the vectors that are played."""
    life = registration.draw() if "registration" in inventory.chapters else ()
    if "consensus" not in inventory.chapters:
        return Drawings(supply.draw(), registration=life)
    played = runs.subnet(inventory.cases)
    return Drawings(
        supply.draw(),
        consensus.draw(),
        life,
        subnet.draw(played.runs, played.trace) if played else (),
        tuple(gallery.panel(*scenario) for scenario in runs.scenarios(inventory.cases)),
        played,
    )
