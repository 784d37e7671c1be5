"""The source of the style sheet; static/css/styles.css is built from it."""

from django.apps import AppConfig


class ThemeConfig(AppConfig):
    name = "theme"
