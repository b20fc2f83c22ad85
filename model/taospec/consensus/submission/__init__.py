"""Handing in weights: the call itself, commit-reveal and timelocked commits."""
