"""Healthy examples: small states in which everything counts, one module a chapter.

Whoever needs some state to ask a question about takes one from here and says only what it changes:
builders of vectors, statements, evidence, wrong adapters, tests, and people at a prompt.
"""
