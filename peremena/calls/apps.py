"""Registers the package with Django."""

from django.apps import AppConfig


class CallsConfig(AppConfig):
    name = "peremena.calls"
    label = "calls"
    default_auto_field = "django.db.models.BigAutoField"
