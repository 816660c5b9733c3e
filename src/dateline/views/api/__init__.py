"""The API: `/api/v1`, what programs read and change in a store. `dateline.client` is its client in Python."""

from dateline.views.api.application import mount

__all__ = ["mount"]
