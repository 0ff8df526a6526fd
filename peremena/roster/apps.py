"""Registers the package with Django."""

from django.apps import AppConfig


class RosterConfig(AppConfig):
    name = "peremena.roster"
    label = "roster"
    default_auto_field = "django.db.models.BigAutoField"
