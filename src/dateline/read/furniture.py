"""What stands around a report on a page and is no part of it: bylines, captions, "Also read", share buttons, corrections."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from dateline.read.published import only_a_day, written_day
from dateline.resources import read_toml
from dateline.schema.failure import CORRECTED, LEFT_OUT, Note
from dateline.settings import checked

# A day is the report's own where it stands so near to the beginning, or in a line that says "published".
_HEAD = 6
# So much of a correction is said in the warning.
_SHOWN = 300
_PLURAL = {"byline": "bylines", "sharing": "lines to share or subscribe", "copyright": "lines of copyright", "date": "lines of the date"}
_PLURAL |= {
    "link": "links to other reports",
    "comment": "comments of readers",
    "attachment": "attachments",
    "hidden": "hidden parts",
    "page number": "page numbers",
}
_SINGULAR = {"sharing": "line to share or subscribe", "copyright": "line of copyright", "date": "line of the date"}
_SINGULAR |= {"link": "link to other reports", "comment": "comment of readers", "hidden": "hidden part"}


@dataclass(slots=True)
class Around:
    """What was left out so far: how many of each kind, the corrections' words, and the day that a line named. `titles` are not the text."""

    counted: Counter[str] = field(default_factory=Counter)
    corrections: list[str] = field(default_factory=list)
    day: date | None = None
    titles: tuple[str, ...] = ()

    def notes(self) -> tuple[Note, ...]:
        """What is to be said of it."""
        notes = [CORRECTED.note(words=words[:_SHOWN]) for words in self.corrections]
        if +self.counted:
            counted = sorted((+self.counted).items())
            notes.append(LEFT_OUT.note(what=", ".join(f"{number} {_called(kind, number)}" for kind, number in counted)))
        return tuple(notes)


def _called(kind: str, number: int) -> str:
    return _SINGULAR.get(kind, kind) if number == 1 else _PLURAL.get(kind, f"{kind}s")


def sift(paragraphs: Iterable[str], around: Around) -> str:
    """The text of the paragraphs that are the report's own, blank lines between them; the others are counted in `around`."""
    kept: list[str] = []
    for paragraph in paragraphs:
        line = " ".join(paragraph.split())
        if not line or (len(kept) < _HEAD and line in around.titles):
            continue
        kind = kind_of(line)
        if kind is None and len(kept) < _HEAD and only_a_day(line):
            kind = "date"
        if kind is None:
            kept.append(paragraph.strip())
            continue
        if kind == "correction":
            around.corrections.append(line)
        else:
            around.counted[kind] += 1
        if kind == "date" and around.day is None:
            around.day = written_day(line)
    return "\n\n".join(kept)


def kind_of(line: str) -> str | None:
    """What kind of furniture a paragraph is; None where it is the report's own.

    >>> kind_of("Also read: Talks resume in the capital"), kind_of("By Monday the town had fallen.")
    ('link', None)
    """
    for kind, (longest, pattern) in _patterns().items():
        if len(line) <= longest and pattern.fullmatch(line) and (kind != "date" or written_day(line)):
            return kind
    return None


@cache
@checked
def _patterns() -> Mapping[str, tuple[int, re.Pattern[str]]]:
    table = read_toml("reading/furniture.toml")
    longest = table.pop("longest")
    return {kind: (one.get("longest", longest), _joined(one["patterns"])) for kind, one in table.items()}


def _joined(patterns: Iterable[str]) -> re.Pattern[str]:
    scoped = (f"(?i:{p[4:]})" if p.startswith("(?i)") else f"(?:{p})" for p in patterns)
    return re.compile("|".join(scoped), re.DOTALL)
