"""Inputs to try: what Hypothesis draws for every operation."""
