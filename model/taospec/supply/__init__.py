"""Token supply: block emission, halving eras and the issuance ledger.

>>> from taospec.supply.emission import block_emission
>>> block_emission(10_499_999_999_999_999), block_emission(10_500_000_000_000_000)
(1000000000, 500000000)
"""

from taospec.supply import as_executed

# Nothing on the fast path calls the chain's own pipeline; proofs and the rule book look for it.
__all__ = ["as_executed"]
