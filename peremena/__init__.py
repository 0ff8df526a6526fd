"""Peremena: the platform on which a school talks. The map of the packages is docs/architecture.md."""
