"""`taospec new-adapter`: a small project that answers already, to be filled with more."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from taospec_conformance import skeletons


@click.command()
@click.argument("language", type=click.Choice(list(skeletons.LANGUAGES), case_sensitive=False))
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def command(language: str, folder: Path) -> None:
    """Write the skeleton of an adapter into DIR, which must be new or empty.

    It answers supply.block_emission in the fork dereg, says "unsupported" to the rest, and passes
    `taospec smoke` as it is.
    """
    for path in skeletons.write(language, folder):
        click.echo(folder / path)
    how = skeletons.LANGUAGES[language]
    click.echo("\nNext:")
    click.echo(f"  cd {shlex.quote(str(folder))}")
    if how.build:
        click.echo(f"  {how.build}")
    click.echo(f"  taospec smoke 'stdio:{how.command}'")
    click.echo(f"  taospec conform 'stdio:{how.command}'")
    click.echo(f"\nAdd the next operation in {how.operations}; README.md says how.")
