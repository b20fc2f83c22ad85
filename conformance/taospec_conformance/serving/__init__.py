"""The other side of the protocol: an in-process adapter behind a pipe or a socket."""
