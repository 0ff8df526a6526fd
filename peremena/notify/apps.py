"""Registers the package with Django."""

from django.apps import AppConfig


class NotifyConfig(AppConfig):
    name = "peremena.notify"
    label = "notify"
    default_auto_field = "django.db.models.BigAutoField"
