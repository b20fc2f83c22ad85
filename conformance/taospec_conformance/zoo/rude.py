"""Wrong about the protocol of messages: programs that hang, flood, lie or die.

Each is a process of its own; what it does is in `misbehave.py`.
"""

from __future__ import annotations

from taospec_conformance.zoo.base import Rude


class Hangs(Rude):
    """Takes a question and never answers."""

    name = "hangs"
    outcome = "timeout"
    whose = "an implementation that loops over a zero divisor"


class ExitsMidCase(Rude):
    """Dies over a question, with a last word on standard error."""

    name = "exits-mid-case"
    outcome = "crash"
    whose = "an implementation that panics where the chain saturates"


class FloodsStdout(Rude):
    """Answers with a line that never ends."""

    name = "floods-stdout"
    outcome = "oversize"
    whose = "an adapter that prints a state that refers to itself"


class AnswersAnotherId(Rude):
    """Gives a proper answer to a question that nobody asked."""

    name = "answers-another-id"
    outcome = "desync"
    whose = "an adapter that counts its answers instead of reading the id"


class SendsHalfALine(Rude):
    """Dies in the middle of an answer, with exit code 0."""

    name = "sends-half-a-line"
    outcome = "crash"
    whose = "an adapter that exits before its output is flushed"


class InventsARejectCode(Rude):
    """Rejects everything with a code of its own."""

    name = "invents-a-reject-code"
    outcome = "reject"
    whose = "an adapter that passes its own error names through"


class AnswersInProse(Rude):
    """Logs to standard output, with control sequences for the terminal."""

    name = "answers-in-prose"
    outcome = "protocol_error"
    whose = "an adapter whose logger writes to standard output"


class ClaimsTooMuch(Rude):
    """Declares operations that it then does not have."""

    name = "claims-too-much"
    outcome = "unsupported"
    whose = "an adapter that copied its list of operations from another one"


class NoiseBeforeHandshake(Rude):
    """Greets before it is spoken to, and never gets as far as a question."""

    name = "noise-before-handshake"
    outcome = "protocol_error"
    whose = "an adapter started through a package manager that prints a banner"
