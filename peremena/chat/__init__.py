"""Conversations: who sits in them, what is said, and who may write to whom."""
