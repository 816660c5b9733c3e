"""Verbs that tell of no event themselves: those that carry a noun, those by which it comes about, those that say where somebody is."""

from __future__ import annotations

from functools import cache

from dateline.resources import read_toml
from dateline.settings import checked

TABLE = "lexicon/verbs.toml"


@cache
@checked
def _verbs() -> dict[str, frozenset[str]]:
    return {name: frozenset(lemmas) for name, lemmas in read_toml(TABLE).items()}


LIGHT: frozenset[str] = _verbs()["light"]
"""Verbs that only carry the noun that tells of the event ("*carried* out an attack")."""

COMING: frozenset[str] = _verbs()["coming"]
"""Verbs by which it is told of a noun that it comes about ("talks *begin* on Monday")."""

TURNING: frozenset[str] = _verbs()["turning"]
"""Verbs by which it is told what something is or has come to be ("shelling has *become* routine")."""

STAYING: frozenset[str] = _verbs()["staying"]
"""Verbs that only say where or how somebody is ("nine *remain* in custody")."""

LOSING: frozenset[str] = _verbs()["losing"]
"""Verbs whose subject is told to have lost the people who are their object ("*lost* 14 men")."""

TAKING: frozenset[str] = _verbs()["taking"]
"""Verbs by which people who were let go, rescued or killed are told to have been taken before."""

ARRESTING: frozenset[str] = _verbs()["arresting"]
"""The same by authority."""

ESCAPING: frozenset[str] = _verbs()["escaping"]
"""Verbs by which somebody taken gets away by himself."""

CLAIMING: frozenset[str] = _verbs()["claiming"]
"""Verbs of who says to have done it, where they stand for the deed itself ("*took* responsibility for the blast")."""

ARRANGING: frozenset[str] = _verbs()["arranging"]
"""Verbs by which something is arranged for a later day ("*called* a strike for Monday")."""

AIMING: frozenset[str] = _verbs()["aiming"]
"""Verbs of an aim of one's own ("*seeks* to advance")."""

OBTAINING: frozenset[str] = _verbs()["obtaining"]
"""Verbs behind those by which what is aimed at is asked of others ("seeks to *secure* a ceasefire")."""

HARMING: frozenset[str] = _verbs()["harming"]
"""Verbs by which it is told whom or what an attack hurt ("the mine may have *killed* them")."""

WIELDING: frozenset[str] = _verbs()["wielding"]
"""Verbs that carry the weapon by which an attack is told ("*used* chlorine")."""

STRIKING: frozenset[str] = _verbs()["striking"]
"""Verbs by which somebody comes upon a mine or a hidden bomb ("their lorry *struck* a roadside bomb")."""

STRUCK: frozenset[str] = _verbs()["struck"]
"""Nouns for what they come upon."""

SETTING_OFF: frozenset[str] = _verbs()["setting_off"]
"""Those of them by which whoever laid it may set it off as well ("rebels *triggered* a mine under a jeep")."""

MAKING: frozenset[str] = _verbs()["making"]
"""Participles behind the name of a country by which it is told where something comes from ("Chinese-*made* rockets")."""
