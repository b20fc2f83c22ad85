"""Simulations as work: kept safe while they run, done on many cores, read as tables and plots."""
