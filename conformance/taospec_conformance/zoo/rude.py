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


class AnswersTwice(Rude):
    """Sends every answer two times."""

    name = "answers-twice"
    outcome = "desync"
    whose = "an adapter whose retry logic fires although all went well"


class AnswersAgainLater(Rude):
    """Sends every answer a second time when it reads what comes next."""

    name = "answers-again-later"
    outcome = "desync"
    whose = "an adapter that flushes a buffer which it has not emptied"


class LeavesAChild(Rude):
    """Exits, while a child of it keeps the line open."""

    name = "leaves-a-child"
    outcome = "timeout"
    whose = "an adapter that hands the work to a daemon"


class ClosesItsOutput(Rude):
    """Closes its standard output and lives on."""

    name = "closes-its-output"
    outcome = "crash"
    whose = "an adapter whose writer thread has died"


class Drips(Rude):
    """Sends a character now and then, and no end of a line."""

    name = "drips"
    outcome = "timeout"
    whose = "an adapter that streams what it computes"


class Shouts(Rude):
    """Fills standard error before it answers, wrongly."""

    name = "shouts"
    outcome = "ok"
    whose = "an adapter built with debug logging"


class IsKilled(Rude):
    """Is ended by a signal."""

    name = "is-killed"
    outcome = "crash"
    whose = "an implementation that runs out of memory"


class NestsDeeply(Rude):
    """Answers with lists in lists, deeper than anyone reads."""

    name = "nests-deeply"
    outcome = "ok"
    whose = "an adapter that wraps its answer once too often"


class NestsWithoutEnd(Rude):
    """Answers with lists in lists without end."""

    name = "nests-without-end"
    outcome = "protocol_error"
    whose = "an adapter that prints a structure which contains itself"


class WritesALongNumber(Rude):
    """Answers with a number that no integer type holds."""

    name = "writes-a-number-of-4300-digits"
    outcome = "protocol_error"
    whose = "an adapter that prints a bignum that has run away"


class NamesAFieldTwice(Rude):
    """Gives one field two values."""

    name = "names-a-field-twice"
    outcome = "protocol_error"
    whose = "an adapter that builds JSON by joining text"


class SendsNotANumber(Rude):
    """Sends a NaN, which JSON does not have."""

    name = "sends-not-a-number"
    outcome = "protocol_error"
    whose = "an adapter that divides floats by zero"


class SendsBytes(Rude):
    """Sends bytes that are not UTF-8."""

    name = "sends-bytes-that-are-no-text"
    outcome = "protocol_error"
    whose = "an adapter that writes in the encoding of its console"


class SendsHalfACharacter(Rude):
    """Sends half of a surrogate pair."""

    name = "sends-half-a-character"
    outcome = "protocol_error"
    whose = "an adapter that cuts text by UTF-16 units"


class PadsWithZeros(Rude):
    """Writes numbers with zeros in front of them."""

    name = "pads-with-zeros"
    outcome = "ok"
    whose = "an adapter that formats amounts to a fixed width"


class SendsPlainNumbers(Rude):
    """Sends an amount as a plain number."""

    name = "sends-plain-numbers"
    outcome = "ok"
    whose = "an adapter that serialises a u64 as its library does"


class SendsANullAmongRows(Rude):
    """Answers an amount with rows, one of which is null."""

    name = "sends-a-null-among-rows"
    outcome = "ok"
    whose = "an adapter that pads a sparse matrix"


class SendsManyRows(Rude):
    """Answers an amount with twenty thousand rows."""

    name = "sends-many-rows"
    outcome = "ok"
    whose = "an adapter that answers with its whole state"


class HidesEscapes(Rude):
    """Names a field with control sequences for the terminal."""

    name = "hides-escapes-in-names"
    outcome = "ok"
    whose = "an adapter that was made to deceive its reader"


class RefusesAtLength(Rude):
    """Explains at great length that it has not the operation."""

    name = "refuses-at-length"
    outcome = "unsupported"
    whose = "an adapter that puts its backtrace in the message"


class RejectsAtLength(Rude):
    """Rejects with a code that fills pages."""

    name = "rejects-at-length"
    outcome = "reject"
    whose = "an adapter that sends its error's debug form as code"


class ErrsWithoutACode(Rude):
    """Sends an error without a code."""

    name = "errs-without-a-code"
    outcome = "protocol_error"
    whose = "an adapter that invents its own shape of errors"


class AnswersAndErrs(Rude):
    """Sends a result and an error in one message."""

    name = "answers-and-errs"
    outcome = "protocol_error"
    whose = "an adapter that always fills both fields"


class AnswersNothing(Rude):
    """Answers null."""

    name = "answers-nothing"
    outcome = "protocol_error"
    whose = "an adapter whose handler forgets to return"


class AsksBack(Rude):
    """Answers a question with a question."""

    name = "asks-back"
    outcome = "protocol_error"
    whose = "a program that takes itself for the runner"


class AnswersInABatch(Rude):
    """Wraps every answer in a list."""

    name = "answers-in-a-batch"
    outcome = "protocol_error"
    whose = "an adapter that treats each message as a batch"


class SendsAnEmptyLine(Rude):
    """Sends an empty line instead of an answer."""

    name = "sends-an-empty-line"
    outcome = "protocol_error"
    whose = "an adapter that prints a line break of its own"


class QuotesTheId(Rude):
    """Sends the id of the question back as text."""

    name = "quotes-the-id"
    outcome = "desync"
    whose = "an adapter in a language without integers"


class CountsVersionsInFloats(Rude):
    """Says that it speaks protocol 1.0."""

    name = "counts-versions-in-floats"
    outcome = "protocol_error"
    whose = "an adapter that takes every number for a float"


class IntroducesItselfAtLength(Rude):
    """Has a name of nearly a megabyte."""

    name = "introduces-itself-at-length"
    outcome = "protocol_error"
    whose = "an adapter that puts its licence into its name"
