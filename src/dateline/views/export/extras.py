"""Libraries that come with an extra, and what is said where one is missing."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from dateline.errors import ExportError


def library(name: str, *, extra: str) -> Any:
    """The module of that name. Raises ExportError where it is not installed."""
    try:
        return import_module(name)
    except ImportError as error:
        raise ExportError(f"{extra} needs the package {name.partition('.')[0]}: pip install 'dateline[{extra}]'") from error
