"""An adapter as a service: each POST is a question, connections stay open side by side."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, HTTPServer, ThreadingHTTPServer
from threading import Lock
from typing import Any

from taospec_conformance.asking import protocol
from taospec_conformance.serving.pool import AskerGoneError
from taospec_conformance.serving.server import MAX_MESSAGE, Server, bad_request, too_long

# A message and the socket of whoever waits for its answer → the answer; None to a notification.
Answer = Callable[[bytes, socket.socket], bytes | None]


def one_by_one(server: Server) -> Answer:
    """Answer in this process, one question at a time."""
    turn = Lock()

    def answer(raw: bytes, _asker: socket.socket) -> bytes | None:
        with turn:
            return server.answer(raw)

    return answer


def http_server(answer: Answer, host: str, port: int, max_message: int = MAX_MESSAGE) -> HTTPServer:
    """A service that answers each POST; `serve_forever()` runs it.

    `shutdown` ends a conversation, not the service.
    """

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True
        timeout = 60.0

        def do_POST(self) -> None:
            length = self.headers.get("Content-Length", "")
            if not re.fullmatch(r"[0-9]{1,12}", length, re.ASCII):
                self._reply(411, protocol.encode(bad_request("Content-Length is missing")))
            elif int(length) > max_message:
                self._reply(413, too_long(max_message))
            else:
                try:
                    self._reply(200, answer(self.rfile.read(int(length)), self.connection) or b"")
                except (AskerGoneError, ConnectionError):
                    self.close_connection = True

        def _reply(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            if status != 200:  # the body of the question is still in the socket
                self.close_connection = True
                self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: Any) -> None:
            """Silent: a question is not news."""

    return ThreadingHTTPServer((host, port), Handler)
