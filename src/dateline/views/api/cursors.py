"""Cursors: where the next page of a list begins, as text that a program hands back as it is.

A cursor names its list and the filters, so that it is refused elsewhere instead of leading astray. It holds no secret and is not signed:
whoever writes one of their own reads from another place of the same list.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from typing import Any

from dateline.errors import CursorError
from dateline.schema.report import canonical

Part = str | int | None
# What a column of whole numbers holds
_LARGEST = 2**62
_AGAIN = "begin again without a cursor"


def written(name: str, asked: object, place: Sequence[Part]) -> str:
    """The cursor of a place in the list `name` with these filters."""
    return base64.urlsafe_b64encode(json.dumps([_mark(name, asked), *place]).encode()).decode().rstrip("=")


def read(cursor: str, name: str, asked: object, kinds: Sequence[type | tuple[type, ...]]) -> tuple[Any, ...]:
    """The place of a cursor; each part is of its kind. Raises CursorError where the cursor is none of this list with these filters."""
    try:
        mark, *place = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, TypeError) as error:
        raise CursorError(f"this is no cursor; {_AGAIN}") from error
    if mark != _mark(name, asked):
        raise CursorError(f"this cursor is of another list or of other filters; give it with what it was given for, or {_AGAIN}")
    if len(place) != len(kinds) or not all(_fits(part, kind) for part, kind in zip(place, kinds, strict=True)):
        raise CursorError(f"this is no cursor; {_AGAIN}")
    return tuple(place)


def _mark(name: str, asked: object) -> str:
    return hashlib.sha256(canonical([name, repr(asked)])).hexdigest()[:12]


def _fits(part: object, kind: type | tuple[type, ...]) -> bool:
    if isinstance(part, bool) or not isinstance(part, kind):
        return False
    return not isinstance(part, int) or 0 <= part < _LARGEST
