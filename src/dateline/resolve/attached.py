"""Days that the grammar of a sentence gives an event beyond doubt, before any weighing.

"Three days after *a truce*": the truce was three days before what the sentence tells of. "Since May 2004, when gunmen *raided* a base":
the raid was in May 2004. "*Blocked* the road for a sixth day": from five days before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from dateline.resolve.dates import begun, resolve_date
from dateline.resolve.lasting import lasting
from dateline.resolve.stretches import longer
from dateline.resolve.timex import head_of, looks_ahead, of_its_verb
from dateline.schema.document import Document, Time, Word
from dateline.schema.mention import Mention
from dateline.schema.place import When
from dateline.schema.record import WHEN_UNKNOWN

ATTACHED, LASTING = "dates.attached", "dates.lasting"
_OFFSET = re.compile(r"PT?(?:\d{1,3}(?:\.5)?|X)[HDWMY]-(AFTER|BEFORE)")
# A day with its year and an hour: alone in a sentence it is that of what the sentence tells.
_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\dZ?")
# How sure a day is that the grammar of its sentence gives.
SURE = 0.8
# A word that stands so under another tells of the same clause.
_PARTS = frozenset({"nsubj", "obj", "obl", "nmod", "compound", "xcomp"})
# So many steps up the parse may a trigger stand below the verb of its clause.
_STEPS = 2


def is_offset(time: Time) -> bool:
    """Does it say how long before or after what its words name another thing was: "three days after" the truce?"""
    return _OFFSET.fullmatch(time.value or "") is not None


def counted_from(document: Document, mention: Mention, time: Time) -> bool:
    """Is the mention what such a time counts from: does its "after" stand before the mention's words?"""
    return document.words[time.last - 1].head in set(_above(document, mention.trigger.head))


def attached(document: Document, mention: Mention, *, published: date | None, story: date | None) -> When | None:
    """The day that the grammar gives a mention, None where it gives none; `story` is the day told of last."""
    for near in mention.near_times:
        time = near.time
        if is_offset(time) and counted_from(document, mention, time):
            base = _told_of(mention, time, published) or story or published
            when = resolve_date([time], published=base)
        elif _of_its_coming_verb(document, mention, time) and "of the telling" not in near.traits:
            when = resolve_date([time], published=published, future=True)
            when = when if when.precision == "day" and when.start_date == when.end_date else WHEN_UNKNOWN
        elif _STAMP.fullmatch(time.value or "") and "alone" in near.traits and "of the telling" not in near.traits:
            when = resolve_date([time], published=published)
        elif _in_its_relative_clause(document, mention, time):
            when = resolve_date([begun(time)], published=published)
        else:
            continue
        if when.start_date is not None:
            return replace(when, made_by=ATTACHED)
    return None


def going_on(document: Document, group: Sequence[Mention], when: When, *, published: date | None) -> When:
    """The day, drawn out to the first of those that the event has gone on for: "for a sixth day", "have fought for nine days"."""
    one_day = when.start_date == when.end_date and when.precision in {"day", "unknown"}
    if not one_day:
        return when
    for length in lasting(document, group[:1]):
        if _for_so_long(document, group[0], length.start, length.traits):
            end = _told_beside(group[0], published) or _of(when) or published
            if end is None:
                return when
            start = date.fromordinal(max(end.toordinal() - length.back, 1))
            words = when if when.start is not None else replace(when, start=length.start, end=length.end, text=length.text)
            return replace(
                words, start_date=start.isoformat(), end_date=end.isoformat(), precision=longer("day", start, end), made_by=LASTING,
                confidence=max(when.confidence, SURE),
            )  # fmt: skip
    return when


def _told_of(mention: Mention, time: Time, published: date | None) -> date | None:
    """The one day told earlier in the sentence that the offset counts from."""
    before = [n.time for n in mention.near_times if n.time.end <= time.start and n.time.kind == "date" and not is_offset(n.time)]
    return next((day for other in reversed(before) if (day := _one_day(other, published)) is not None), None)


def _told_beside(mention: Mention, published: date | None) -> date | None:
    """The one day that is told in the mention's sentence, None where there are several or none."""
    days = {day for near in mention.near_times if near.time.kind == "date" and (day := _one_day(near.time, published)) is not None}
    return days.pop() if len(days) == 1 else None


def _of(when: When) -> date | None:
    return date.fromisoformat(when.end_date) if when.end_date is not None else None


def _one_day(time: Time, published: date | None) -> date | None:
    when = resolve_date([time], published=published)
    return date.fromisoformat(when.start_date) if when.start_date is not None and when.start_date == when.end_date else None


def _in_its_relative_clause(document: Document, mention: Mention, time: Time) -> bool:
    """ "Since May 2004, when gunmen raided": does the mention tell of a clause with "when" that belongs to the time right before it?"""
    if time.kind != "date" or (time.value or "").startswith(("UNTIL:", "BY:")):
        return False
    behind = time.last + (_norm(document, time.last) == ",")
    if _norm(document, behind) != "when" or document.words[behind].start > mention.trigger.start:
        return False
    return any(behind in document.children[i] for i in _above(document, mention.trigger.head))


def _of_its_coming_verb(document: Document, mention: Mention, time: Time) -> bool:
    """ "Talks open on Wednesday": is the day told at the verb of the mention's own clause, which tells of what is to come?"""
    if time.kind != "date" or not of_its_verb(document, time) or not looks_ahead(document, time):
        return False
    return document.words[head_of(document, time)].head in set(_above(document, mention.trigger.head))


def _above(document: Document, index: int) -> Iterator[int]:
    """The word, and the words over it that it is the subject, the object or the like of."""
    for _ in range(_STEPS + 1):
        if index < 0:
            return
        yield index
        word = document.words[index]
        if word.deprel.split(":")[0] not in _PARTS:
            return
        index = word.head


def _for_so_long(document: Document, mention: Mention, start: int, traits: Sequence[str]) -> bool:
    """Does the length stand with "for" at the mention's verb, and is it an ordinal or said of what has gone on since?"""
    first = next((w.index for w in document.words if w.start == start), None)
    if first is None:
        return False
    before = [_norm(document, first - 2), _norm(document, first - 1)]
    led = before[1] == "for" or (before[0] == "for" and before[1] in {"a", "the", "its", "their"})
    running = "an ordinal" in traits or ("length after for" in traits and "perfect" in mention.manner)
    return led and running and any(i in set(_above(document, mention.trigger.head)) for i in _holders(document, first))


def _holders(document: Document, index: int) -> Iterator[int]:
    """The first words over a time that are no part of it: what it is told of."""
    word: Word = document.words[index]
    while word.head >= 0:
        word = document.words[word.head]
        if word.upos in {"VERB", "AUX"} or word.deprel in {"root", "conj"}:
            yield word.index
            return


def _norm(document: Document, index: int) -> str:
    return document.words[index].norm.casefold() if 0 <= index < len(document.words) else ""
