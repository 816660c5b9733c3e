"""Text in a database column, exactly as it was given.

Neither database holds every string of Python: UTF-8 has no half of a surrogate pair, PostgreSQL no NUL. Such a rare string is
kept as JSON behind a mark; every other one stands in the column as it is, so that it can be searched and read.
"""

from __future__ import annotations

import json
import re
from typing import Any

from sqlalchemy import Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

_MARK = "\x01json:"
_ODD = re.compile("[\0\ud800-\udfff]")


class Exact(TypeDecorator[str]):
    """A text column that gives back the same code points that it was given."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else written(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> str | None:
        return None if value is None else read(str(value))


def written(value: str) -> str:
    """As it stands in the column."""
    return _MARK + json.dumps(value) if _ODD.search(value) or value.startswith(_MARK) else value


def read(value: str) -> str:
    """What `written` was given."""
    if not value.startswith(_MARK):
        return value
    found = json.loads(value.removeprefix(_MARK))
    assert isinstance(found, str)
    return found
