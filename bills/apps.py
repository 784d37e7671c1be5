"""Reads workbooks and makes bills."""

from importlib import import_module

from django.apps import AppConfig


class BillsConfig(AppConfig):
    name = "bills"

    def ready(self) -> None:
        import_module("bills.orders")
