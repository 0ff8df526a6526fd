"""Registers the package with Django."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "peremena.files"
    label = "files"
    default_auto_field = "django.db.models.BigAutoField"
