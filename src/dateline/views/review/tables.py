"""The user's own tables in force while a page reads words: actors, places and types of the settings file."""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import lru_cache
from pathlib import Path

from fastapi import Request

from dateline.settings import Settings, using
from dateline.views.cli.coding import settings_of
from dateline.views.review.access import serving_of


async def with_own_tables(request: Request) -> AsyncIterator[None]:
    """A dependency: what the request does sees the settings that the server was started with."""
    with using(_settings(serving_of(request).config)):
        yield


@lru_cache(maxsize=1)
def _settings(config: Path | None) -> Settings | None:
    """Read once: a server that runs is not changed by an edit of the file."""
    return settings_of(config)
