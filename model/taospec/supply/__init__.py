"""Token supply: block emission, halving eras and the issuance ledger."""
