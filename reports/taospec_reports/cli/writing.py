"""What verbs say that write the tree, or that take long before they say anything."""

from __future__ import annotations

import sys

import click

from taospec.errors import TaospecError
from taospec.resources import in_checkout


def require_checkout(verb: str) -> None:
    """Refuse to write into an installed package, where nobody would find it and an update loses it.

    Raises:
        TaospecError: this taospec is installed from a wheel.
    """
    if not in_checkout():
        message = f"{verb} writes spec/ or vectors/ of a checkout; this taospec is installed"
        raise TaospecError(f"{message} without one: clone the repository and install that")


def say_that_it_takes(what: str) -> None:
    """Tell who waits at a terminal what is going on."""
    if sys.stderr.isatty():
        click.echo(f"{what} …", err=True)
