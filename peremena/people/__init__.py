"""Accounts, sign-in, educational profiles and sessions (Peremena ID)."""
