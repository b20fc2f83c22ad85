"""When a call asks who signed: most do so first, and some after a question about the subnet.

Root signs for nobody. Each call whose order is known is made by root: alone, beside what is asked
before the signature, and beside what is asked after it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from taospec_vectors.cases.network import commit_orders, key_orders, registration_orders
from taospec_vectors.cases.network._orders import Check, Order, span
from taospec_vectors.drafting import ending
from taospec_vectors.format import DraftCase, DraftFile

_ROOT = Check("BadOrigin", "by-root", signer="root")
# The last thing that is asked before the signature. In `dtao` a commit has no mechanism to ask for.
_BEFORE = {
    "batch_reveal_weights": "unequal-lists",
    "commit_crv3_mechanism_weights": "no-such-mechanism",
    "commit_mechanism_weights": "no-such-mechanism",
    "commit_timelocked_mechanism_weights": "no-such-mechanism",
    "commit_timelocked_weights": "missing",
    "commit_weights": "missing",
    "root_register": "no-root",
    "set_mechanism_weights": "by-commit",
    "set_weights": "by-commit",
    "start_call": "missing",
}


def drafts() -> Iterator[DraftFile]:
    """A file for each span of forks."""
    by_span: dict[tuple[str, ...], list[DraftCase]] = defaultdict(list)
    for module in (registration_orders, key_orders, commit_orders):
        for order in module.orders():
            if order.signer != "root":
                by_span[tuple(order.forks)] += _cases(order)
    for forks, cases in by_span.items():
        name = f"network/apply-signatures-{'-'.join(span(forks))}{ending(forks)}.yaml"
        yield DraftFile(name, "network.apply", forks, cases)


def _cases(order: Order) -> Iterator[DraftCase]:
    """Root, alone and with what stands before and after the signature."""
    known = [check for check in order.checks if check.signer is None]
    names = [check.slug for check in known]
    last = _BEFORE.get(order.name)
    place = names.index(last) + 1 if last in names else 0
    yield order.case("by-root", "lets root act as an account", (_ROOT,), ("NET-4",))
    if place:
        earlier = known[place - 1]
        why = f"asks who signed before {earlier.code}"
        slug = f"{earlier.slug}-before-by-root"
        yield order.case(slug, why, (_ROOT, earlier), ("NET-4",))
    if place < len(known):
        later = known[place]
        why = f"asks for {later.code} before who signed"
        yield order.case(f"by-root-before-{later.slug}", why, (later, _ROOT), ("NET-4",))
