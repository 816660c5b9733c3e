"""Mentions made by hand over the words of an invented report, as `extract` would hand them on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from dateline.extract.syntax import phrase as words_as_phrase
from dateline.resolve import resolve
from dateline.schema.document import Document, Sentence, Word
from dateline.schema.mention import Claim, Count, Mention, NearPlace, NearTime, Party, Phrase, Source
from dateline.schema.record import Event
from dateline.schema.report import Report
from tests.extract.factory import words_of
from tests.extract.made import name, span

# How a time or place stands that is surely the event's own.
OWN = ("own", "behind it", "next to it", "nearest", "alone", "rather its own", "as obl")


def resolved(document: Document, mentions: Sequence[Mention]) -> tuple[Event, ...]:
    """All events of the mentions, however unlikely."""
    return resolve(document, mentions, threshold=0.0)


def report(*sentences: str, published: date | None = None, names: Sequence[tuple[str, str]] = ()) -> Document:
    """A document of sentences without a parse; `names` are (words, kind)."""
    words: list[Word] = []
    found: list[Sentence] = []
    text = ""
    for number, said in enumerate(sentences):
        first, start = len(words), len(text)
        shifted = [
            replace(w, index=w.index + first, start=w.start + start, end=w.end + start, sentence=number, upos="NOUN")
            for w in words_of(said)
        ]
        words += shifted
        text += f"{said} "
        found.append(Sentence(number, start, start + len(said), first, len(words)))
    document = Document(Report("test", text.rstrip(), published), tuple(found), tuple(words))
    return replace(document, names=tuple(name(document, part, kind) for part, kind in names))


def phrase(document: Document, part: str, *, after: str = "", confidence: float = 0.9) -> Phrase:
    """The words `part` as a phrase."""
    return words_as_phrase(document, *span(document, part, after=after), made_by="test", confidence=confidence)


def mention(document: Document, trigger: str, type: str = "ASSAULT", *, after: str = "", index: int = 0, **fields: Any) -> Mention:
    """A mention at the words `trigger`; `fields` are those of Mention."""
    found = phrase(document, trigger, after=after)
    sentence = document.words[found.head].sentence
    sure = ((fields.get("mode"), 1.0),)
    told: dict[str, Any] = {"mode": None, "modes": sure, "status": "happened", "status_by": "test"} | fields
    spoken = told.pop("spoken", ())
    own = [NearTime(t, 0.95, (*OWN, "after on"), spoken) for t in told.get("times", ())]
    telling = [NearTime(t, 0.05, ("of the word above", "behind it", "of the telling", "after on", "as obl")) for t in told.get("told", ())]
    told.setdefault("near_times", (*own, *telling))
    told.setdefault("near_places", tuple(NearPlace(p, 0.95, OWN) for p in told.get("places", ())))
    told.setdefault("manner", ("verb", "past"))
    return Mention(index=index, sentence=sentence, trigger=found, type=type, **told)


def party(document: Document, role: str, part: str, *, means: str = "", after: str = "") -> Party:
    """A party by its words; `means` are the earlier words that a pronoun stands for."""
    return Party(role, phrase(document, part, after=after), (phrase(document, means),) if means else ())


def count(document: Document, outcome: str, part: str, bounds: str, who: str, civilian: bool | None = None, *, after: str = "") -> Count:
    """A figure; `bounds` "21-21", "21-" with an open upper bound."""
    low, high = (int(b) if b else None for b in bounds.split("-"))
    return Count(outcome, low, high, who, "recipient", civilian, phrase(document, part, after=after))


def claim(document: Document, kind: str, part: str, *, by: str = "", accused: str = "") -> Claim:
    """A claim by its words, by whom and of whom."""
    sides = (phrase(document, words) if words else None for words in (by, accused))
    return Claim(kind, next(sides), phrase(document, part), next(sides))


def source(document: Document, part: str, *, after: str = "") -> Source:
    """A source by its words."""
    return Source(phrase(document, part, after=after))
