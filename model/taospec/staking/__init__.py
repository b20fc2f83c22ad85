"""Staking: what a share of a hotkey's stake is worth, and how it is bought and sold."""
