"""The cells of one row: texts as they stand, read as numbers and days where they are to be such."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date, datetime

# What our exports put before a text that a spreadsheet would run.
_GUARDED = ("'=", "'+", "'-", "'@", "'\t", "'\r")
_DAYS = ("%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%d-%B-%Y", "%Y/%m/%d")


class RowError(ValueError):
    """Why a row cannot be taken in; its text says which column and what it holds."""


class Cells:
    """The cells of a row by their column."""

    def __init__(self, row: Mapping[str, str]) -> None:
        self._row = row

    def text(self, column: str) -> str | None:
        """What stands in the column, None where it is blank or there is no such column."""
        value = self._row.get(column, "")
        value = value[1:] if value.startswith(_GUARDED) else value
        return value if value.strip() else None

    def needed(self, column: str) -> str:
        """The same of a column that must not be blank."""
        value = self.text(column)
        if value is None:
            raise RowError(f"{column} is blank")
        return value.strip()

    def whole(self, column: str) -> int | None:
        """A whole number that is not negative."""
        value = self._float(column)
        if value is not None and (value < 0 or not value.is_integer() or value >= 2**53):
            raise RowError(f"{column} must be a whole number, not {self.text(column)!r}")
        return None if value is None else int(value)

    def degrees(self, column: str, *, most: int) -> float | None:
        """A coordinate from -most to most, to four decimals."""
        value = self._float(column)
        if value is not None and abs(value) > most:
            raise RowError(f"{column} must be between -{most} and {most}, not {self.text(column)!r}")
        return None if value is None else round(value, 4) + 0.0

    def day(self, column: str) -> date | None:
        """A day, written as ISO 8601 (a time behind it is not read) or as "16 May 2025"."""
        value = (self.text(column) or "").strip()
        if not value:
            return None
        for form in _DAYS:
            for part in (value, value[:10]):
                try:
                    return datetime.strptime(part, form).date()  # noqa: DTZ007 - a day has no zone
                except ValueError:
                    continue
        raise RowError(f"{column} must be a day (YYYY-MM-DD), not {value!r}")

    def one_of(self, column: str, known: Mapping[str, object]) -> str:
        """A value that must be one of these."""
        value = self.needed(column)
        if value not in known:
            raise RowError(f"{column} must be one of {', '.join(known)}, not {value!r}")
        return value

    def _float(self, column: str) -> float | None:
        value = self.text(column)
        try:
            number = None if value is None else float(value)
        except ValueError:
            number = math.nan
        if number is not None and not math.isfinite(number):
            raise RowError(f"{column} must be a number, not {value!r}")
        return number
