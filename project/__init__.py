"""Settings, addresses and error pages; nothing of the trade."""

__version__ = "0.1.0"
