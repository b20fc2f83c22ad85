"""The ways to reach an implementation: in process, over a pipe, over HTTP."""
