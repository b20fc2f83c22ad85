"""Simulation: what a network does over many blocks, from a scenario that says how it starts.

A scenario is data: a start state, calls at blocks, what to record. A simulation of it is a pure
function of that data, so that it can stop anywhere and go on elsewhere, and many can run at once.
"""
