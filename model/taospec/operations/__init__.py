"""The operations of every chapter: what an implementation can be asked for, and how."""
