"""Test vectors: how they are written, checked and read."""
