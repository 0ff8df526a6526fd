"""Registers the package with Django."""

from django.apps import AppConfig


class ChatConfig(AppConfig):
    name = "peremena.chat"
    label = "chat"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from peremena.chat import actions_seats  # noqa: F401 its receiver follows the roster
