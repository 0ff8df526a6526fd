"""Calls: who may talk with whom by voice and picture, and the only door to the media server, LiveKit."""
