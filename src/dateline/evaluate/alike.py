"""When words, names and places of a coding and of a record are the same. The words are in alike.toml."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from dateline.evaluate.coded import Place, Span

# A span may be three times as long as the one in gold and so many characters more.
TIMES_LONGER, SLACK = 3, 30
# Names are the same where they share at least this part of their words.
SHARED = 0.5


@dataclass(frozen=True)
class _Table:
    common: frozenset[str]
    forces: frozenset[str]
    spellings: tuple[tuple[re.Pattern[str], str], ...]


@cache
def _table() -> _Table:
    told = tomllib.loads((resources.files("dateline.evaluate") / "alike.toml").read_text("utf-8"))
    spellings = [(re.compile(rf"\b(?:{'|'.join(row['words'])})\b"), row["as"]) for row in told["spellings"]]
    return _Table(frozenset(told["common"]), frozenset(told["forces"]), tuple(spellings))


def overlap(gold: Sequence[Span], system: Sequence[Span]) -> bool:
    """Does a system span share half of the shorter of the two with a gold one, without being much longer than it?

    >>> overlap([(10, 20)], [(15, 40)]), overlap([(10, 20)], [(16, 40)]), overlap([(10, 20)], [(0, 90)])
    (True, False, False)
    """
    return any(_meet(one, other) for one in gold for other in system)


def _meet(gold: Span, system: Span) -> bool:
    (a, b), (c, d) = gold, system
    shorter = min(b - a, d - c)
    return shorter > 0 and 2 * (min(b, d) - max(a, c)) >= shorter and d - c <= TIMES_LONGER * (b - a) + SLACK


def same_name(one: str | None, other: str | None) -> bool:
    """Do two names share at least half of the words that tell parties apart, whatever the spelling? An empty name is like none.

    >>> same_name("ISIL", "Islamic State group"), same_name("Government of Mali", "Mali"), same_name("Mali", "Malta")
    (True, True, False)
    """
    these, those = _telling(one or ""), _telling(other or "")
    return bool(these and those) and len(these & those) / len(these | those) >= SHARED


def both_forces(one: str, other: str) -> bool:
    """Are both names those of forces, or neither? "Government of Mali" and "Military Forces of Mali" are two parties of one country."""
    return _is_forces(one) == _is_forces(other)


def same_place(gold: Place, system: Place) -> bool:
    """Is it the same place by its name or the report's words? Where gold knows only the province, the same province will do."""
    if gold.country and system.country and gold.country != system.country:
        return False
    if same_name(gold.name, system.name) or same_name(gold.name, system.text):
        return True
    return gold.precision in ("admin1", "admin2") and same_name(gold.admin1, system.admin1)


def _is_forces(name: str) -> bool:
    return not _table().forces.isdisjoint(re.findall(r"\w+", name.lower()))


@cache
def _telling(name: str) -> frozenset[str]:
    """The words of a name without accents, each known spelling as one, the common ones left out unless there are no others."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode() or name
    flat = " ".join(re.findall(r"\w+", plain.lower().replace("'", "")))
    for pattern, spelling in _table().spellings:
        flat = pattern.sub(spelling, flat)
    words = frozenset(flat.split())
    return words - _table().common or words
