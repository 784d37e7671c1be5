"""Telling people and programs of ended jobs: e-mail and webhooks, one file each."""
