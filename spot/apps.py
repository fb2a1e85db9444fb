"""The app: connects each room's receivers, and the checks of the machine, once the models are loaded."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import module_has_submodule

ROOMS = (
    "common",
    "journal",
    "accounts",
    "clearance",
    "breaks",
    "pricing",
    "campaigns",
    "creatives",
    "airings",
    "messaging",
    "reports",
    "live",
    "operations",
)


class SpotConfig(AppConfig):
    name = "spot"
    verbose_name = "Spot BF1"
    rooms = ROOMS

    def ready(self) -> None:
        for room in ROOMS:
            module = import_module(f"spot.{room}")
            if module_has_submodule(module, "receivers"):
                import_module(f"spot.{room}.receivers")
        import_module("spot.operations.checks")
        import_module("spot.operations.running").announce()
