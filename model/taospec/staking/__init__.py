"""Staking: share pools, stakes in and out, takes, children, claims. Source: `pallets/subtensor`."""
