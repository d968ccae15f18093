from importlib import import_module

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "socle.web"

    def ready(self) -> None:
        import_module("socle.web.checks")
