"""Calls and online lessons: who may, who is there, what they may; the media run through LiveKit."""
