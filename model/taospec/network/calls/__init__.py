"""The extrinsics, one function each, grouped by family.

A call is a function of the chain, the origin and its arguments, named as the chain names them; its
signature is its declaration (`taospec.network.call`). It checks in the chain's order, then writes;
whatever it wrote before a rejection is undone by whoever runs it.
"""
