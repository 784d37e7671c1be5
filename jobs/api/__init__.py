"""The JSON API: its OpenAPI document is made from these signatures. Who may ask is told in organizations."""
