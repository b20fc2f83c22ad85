"""Pools: at what price TAO and alpha of a subnet change hands, to the rao.

A pool is a frozen record, a swap a function from a pool to what was paid and the pool it leaves.
`taospec.pools.rules` composes the functions of each fork.
"""
