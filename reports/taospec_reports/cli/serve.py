"""`taospec serve`: the reference model, or another Python adapter, behind a pipe or a socket."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

import click

from taospec.errors import TaospecError
from taospec_conformance.asking import target
from taospec_conformance.serving.server import Server, http_server, serve_stdio

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
def command(text: str, address: str | None) -> None:
    """Answer questions of the protocol, one JSON-RPC message a line on stdin and stdout."""
    server = Server(target.make(text))
    if address is None:
        # A print() of somewhere inside the adapter must not end up between two answers.
        with os.fdopen(os.dup(1), "wb") as outgoing:
            os.dup2(2, 1)
            serve_stdio(server, sys.stdin.buffer, outgoing)
        return
    host, port = _address(address)
    try:
        service = http_server(server, host, port)
    except OSError as error:
        raise TaospecError(f"cannot listen on {host}:{port}: {error.strerror}") from None
    click.echo(f"serving http://{host}:{service.server_port}/, end with Ctrl-C", err=True)
    with service, suppress(KeyboardInterrupt):
        service.serve_forever()


def _address(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    if not port.isdigit() or int(port) > 0xFFFF:
        raise TaospecError(f"--http {text!r}: expected [HOST:]PORT")
    return host.strip("[]") or "127.0.0.1", int(port)
