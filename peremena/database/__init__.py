"""Thin database backends: one writer at a time on SQLite, and work that runs right after a commit."""
