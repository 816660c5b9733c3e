"""A kept message read again."""

from __future__ import annotations

import json
from typing import Any


def message_in(body: str) -> dict[str, Any]:
    """The message of a notice."""
    value: dict[str, Any] = json.loads(body)
    return value


def text_of(body: str) -> str:
    """Its words for people."""
    return str(message_in(body)["text"])
