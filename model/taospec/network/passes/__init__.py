"""The passes of a block: each reads tables, calls pure rules, and writes what came out."""
