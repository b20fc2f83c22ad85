"""Cases of `supply.ledger`, a module for each kind of event; `_common` has the healthy state."""
