"""Reads workbooks and makes bills."""

from django.apps import AppConfig


class BillsConfig(AppConfig):
    name = "bills"
