"""Adapters that are wrong in one documented way each."""
