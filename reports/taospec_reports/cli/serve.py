"""`taospec serve`: the reference model, or another Python adapter, behind a pipe or a socket."""

from __future__ import annotations

import os
import sys
from contextlib import closing, suppress

import click

from taospec.errors import TaospecError
from taospec_conformance.asking import target
from taospec_conformance.serving.http import http_server
from taospec_conformance.serving.pool import Pool
from taospec_conformance.serving.server import Server, serve_stdio
from taospec_reports.cli.options import SECONDS

_WORKER = "from taospec_reports.cli.main import main; main()"
_WAITING = (
    "waiting for one JSON-RPC message a line, as a program would send it; `taospec serve --help` "
    "shows three. End with Ctrl-D."
)
_EXAMPLE = """\b
Ask, one line each:
  {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocol":1,"runner":"me"}}
  {"jsonrpc":"2.0","id":2,"method":"execute","params":{"fork":"dereg",
   "operation":"supply.block_emission","given":{"total_issuance":"0"}}}
  {"jsonrpc":"2.0","id":3,"method":"shutdown"}
"""


@click.command(epilog=_EXAMPLE)
@click.option(
    "--adapter",
    "text",
    default="reference",
    show_default=True,
    help="Another adapter in Python: a name, zoo:NAME or python:MODULE:CLASS.",
)
@click.option(
    "--http", "address", metavar="[HOST:]PORT", help="Serve HTTP; on 127.0.0.1 unless told."
)
@click.option(
    "--workers",
    type=click.IntRange(min=1, max=64),
    default=4,
    show_default=True,
    help="Processes that answer over HTTP.",
)
@click.option(
    "--timeout", type=SECONDS, default=60.0, show_default=True, help="For one question over HTTP."
)
def command(text: str, address: str | None, workers: int, timeout: float) -> None:
    """Answer questions of the protocol, one JSON-RPC message a line on stdin and stdout."""
    adapter = target.make(text)
    if address is None:
        if sys.stdin.isatty():
            click.echo(_WAITING, err=True)
        # A print() of somewhere inside the adapter must not end up between two answers.
        with os.fdopen(os.dup(1), "wb") as outgoing:
            os.dup2(2, 1)
            serve_stdio(Server(adapter), sys.stdin.buffer, outgoing)
        return
    host, port = _address(address)
    pool = Pool([sys.executable, "-c", _WORKER, "serve", "--adapter", text], workers, timeout)
    try:
        service = http_server(pool.answer, host, port)
    except OSError as error:
        raise TaospecError(f"cannot listen on {host}:{port}: {error.strerror}") from None
    click.echo(f"serving http://{host}:{service.server_port}/, end with Ctrl-C", err=True)
    with closing(pool), service, suppress(KeyboardInterrupt):
        service.serve_forever()


def _address(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    if not port.isdigit() or int(port) > 0xFFFF:
        raise TaospecError(f"--http {text!r}: expected [HOST:]PORT")
    return host.strip("[]") or "127.0.0.1", int(port)
