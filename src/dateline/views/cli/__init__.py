"""The command line."""

from dateline.views.cli.app import app, main

__all__ = ["app", "main"]
