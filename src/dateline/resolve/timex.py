"""The TIMEX3 values of a report's time expressions: each laid on the calendar, from the day that it counts from.

`dateline.annotate.times` says what the words say ("WD5"), `dateline.resolve.dates` which days that is; here it is written as
TimeML writes values (TIMEX3, Pustejovsky et al. 2003): 2014-03-07, 2014-W10, 2014-03, 2013-WI, P3D, 2014-03-07TNI. What words and
publication do not settle is null. A relation ("since Monday") and a portion ("early March") are no part of the value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from dateline.resolve.dates import anchor, looking_back
from dateline.resolve.stretches import Stretch
from dateline.resources import read_toml
from dateline.schema.document import Document, Time

_WILL = frozenset({"will", "shall", "'ll", "wo"})
_MAY = frozenset({"may", "might", "could", "would", "should", "can", "must"})
# A quotation goes on over at most so many characters before its mark is taken for a stray one.
_QUOTED = 2000
_QUOTATION = re.compile(rf"[“\"]([^“”\"]{{1,{_QUOTED}}})[”\"]")
# The day of the telling stands so near to the quotation.
_BESIDE = 160

_TELLING = re.compile(
    r"\b(?:said|says?|told|tells|added|announced|declared|stated|warned|vowed|wrote|tweeted|reported|claimed|promised|recalled|read|replied"
    r"|insisted|testified|posted|broadcast|speaking|spoke|interview(?:ed)?|letter|message|statement|quoted|asked|explained)\b",
    re.I,
)
# Behind a verb of the past these lead what was then to come.
_AHEAD_OF = frozenset({"for", "until", "till", "by", "to"})
_RELATION = re.compile(r"^(?:BACK|SINCE|UNTIL|BY|BEFORE|AFTER):")
_PART = re.compile(r"T(DN|MO|MI|AF|EV|NI|ON|\d\d:\d\dZ?)$")
_PORTION = re.compile(r"^(?:(?:EARLY|MID|LATE|END|EARLIER|LATER|H1|H2|W-?\d)-)+(?=.)")
_HALF = re.compile(r"(H[12])-")
# What counts from a month or a year that the report has told of.
_OF_LONGER = re.compile(r"REF:(?:[A-Z]+-)?(?:(?:LAST|THIS|NEXT)-[MY]\b|P\d+[MY]-)")
_AMOUNT = re.compile(r"(?:PAST|NEXT|WITHIN)-(P.+)|(P.+)-(?:AFTER|BEFORE)")
_PARTS = {"DN": "MO", "ON": "NI"}
_HOURS = (("noon", "12:00"), ("midday", "12:00"), ("midnight", "24:00"))
_SEASON = re.compile(r"(?:(?:LAST|THIS|NEXT|XXXX)-)?(SP|SU|FA|WI)")


@dataclass(frozen=True, slots=True)
class _From:
    """What a time counts from: the day of speaking, the day that the report told of before, and whether it looks ahead."""

    reference: date | None
    story: date | None
    future: bool


def time_values(document: Document) -> tuple[str | None, ...]:
    """The TIMEX3 value of every time of the document, in their order; None where it cannot be known."""
    quoted = tuple(_quotations(document.report.text))
    published = document.report.published
    out: list[str | None] = []
    story: date | None = None
    longer: date | None = None
    for time in document.times:
        told = longer if _OF_LONGER.search(time.value or "") else story
        start = _From(_spoken(document, time, quoted) or published, told, looks_ahead(document, time))
        time = looking_back(time) if looks_back(document, time) and not start.future else time
        out.append(value(time, reference=start.reference, story=told, future=start.future))
        if (stretch := _told(time, start)) is not None:
            # "The coup came in May 2012. In June of that year": a month or a year is told of too
            longer = stretch[0]
            story = stretch[0] if stretch[2] == "day" else story
    return tuple(out)


def value(time: Time, *, reference: date | None, story: date | None = None, future: bool = False) -> str | None:
    """The TIMEX3 value of one expression; `reference` is the day of speaking, `story` the day told of before.

    Example: "last week" (LAST-W) with reference 2019-01-01 gives "2018-W52".
    """
    if time.value is None or time.kind in {"duration", "set"}:
        return time.value
    body = _RELATION.sub("", time.value)
    if (part := _PART.search(body)) is not None:
        body = body[: part.start()]
    if not body:
        # A time of day without its day is of the day that the report has just told of.
        return f"{story or ''}T{_hour(time, part[1])}" if part else None
    plain = body.removeprefix("REF:")
    beside = re.fullmatch(r"(P\d+[DWMY])-(AFTER|BEFORE)", plain) if story is not None else None
    if beside is not None:
        body = f"REF:{beside[1]}-{'AHEAD' if beside[2] == 'AFTER' else 'AGO'}"
    elif (kept := _kept(plain)) is not None:
        return kept
    days = _values(time, body, reference=reference, story=story, future=future)
    if days is None and beside is not None:
        # "Two days after the raid", which was not on the day told of before
        return beside[1]
    if days is None or part is None or "/" in days:
        return days
    return f"{days}T{_hour(time, part[1])}"


def _hour(time: Time, part: str) -> str:
    """The part of the day as TIMEX3 has it: noon and midnight are hours."""
    words = time.text.casefold()
    if part in {"MI", "NI"} and (hour := next((h for w, h in _HOURS if re.search(rf"\b{w}\b", words)), None)):
        return hour
    return _PARTS.get(part, part).removesuffix("Z")


def _kept(body: str) -> str | None:
    """Values that no day is needed for: lengths of time, and what is vague."""
    if (amount := _AMOUNT.fullmatch(body)) is not None:
        return "FUTURE_REF" if body.startswith("NEXT-PX") else amount[1] or amount[2]
    if body in {"PAST_REF", "PRESENT_REF", "FUTURE_REF"}:
        return body
    if body.startswith("RECENT-") or re.fullmatch(r"PT?X[A-Z]-AGO", body):
        return "PAST_REF"
    return "FUTURE_REF" if re.fullmatch(r"PT?X[A-Z]-AHEAD", body) else None


def _values(time: Time, body: str, *, reference: date | None, story: date | None, future: bool) -> str | None:
    """The value of a date: of a range both its ends."""
    ends = body.split("/")
    written = []
    for end in ends:
        whole = end.removeprefix("REF:")
        plain = _PORTION.sub("", whole)
        own = replace(time, value=end if plain == whole else end[: len(end) - len(whole)] + plain)
        stretch = anchor(own, reference=reference, future=future, story=story)
        text = _absolute(plain) or (_written(plain, stretch) if stretch else None)
        if text is None:
            return None
        # Half a year has a value of its own, half a month none.
        half = _HALF.match(whole)
        text = f"{text}-{half[1]}" if half and re.fullmatch(r"\d{4}", text) else text
        written.append(text)
    return "/".join(written)


def _absolute(body: str) -> str | None:
    """What says its year itself is its own value."""
    return body if re.fullmatch(r"\d{2,4}|\d{4}-(?:\d\d(?:-\d\d)?|SP|SU|FA|WI|Q[1-4]|H[12])", body) else None


def _written(body: str, stretch: Stretch) -> str:
    """A stretch in the grain of its words: day, night, week, weekend, month, season, year."""
    start = stretch[0]
    if body == "OVERNIGHT":
        return f"{start.isoformat()}TNI"
    year, week, _ = start.isocalendar()
    if re.fullmatch(r"(?:(?:LAST|THIS|NEXT)-)?WE", body):
        return f"{year:04d}-W{week:02d}-WE"
    if (season := _SEASON.fullmatch(body)) is not None:
        return f"{start.year:04d}-{season[1]}"
    if (later := re.fullmatch(r"(?:LAST|THIS|NEXT)-Y-(.+)", body)) is not None and not re.fullmatch(r"\d\d(?:-\d\d)?", later[1]):
        return f"{start.year:04d}-{later[1]}"
    if (quarter := re.fullmatch(r"XXXX-(Q[1-4])", body)) is not None:
        return f"{start.year:04d}-{quarter[1]}"
    if re.fullmatch(r"(?:LAST|THIS|NEXT)-W", body):
        return f"{year:04d}-W{week:02d}"
    if re.fullmatch(r"(?:LAST|THIS|NEXT)-M(?:\d\d)?|XXXX-\d\d|P\d+M-(?:AGO|AHEAD)|(?:LAST|THIS|NEXT)-Y-\d\d", body):
        return f"{start:%Y-%m}"
    if re.fullmatch(r"(?:LAST|THIS|NEXT)-Y|P\d+Y-(?:AGO|AHEAD)", body):
        return f"{start.year:04d}"
    return start.isoformat()


def _told(time: Time, start: _From) -> Stretch | None:
    """What an expression sets for "the next day" or "that year" behind it: a time of its own that has come."""
    stretch = anchor(time, reference=start.reference, future=start.future, story=start.story)
    return stretch if not start.future else None


@cache
def _expected() -> dict[str, frozenset[str]]:
    """Words of what is to come."""
    return {name: frozenset(lemmas) for name, lemmas in read_toml("lexicon/times.toml")["expected"].items()}


def looks_ahead(document: Document, time: Time) -> bool:
    """Is the verb above a time in the future ("will meet on Friday"), or of what is to come ("due on Friday")?"""
    if [w.norm.casefold() for w in document.words[max(time.first - 2, 0) : time.first]] == ["ahead", "of"]:
        return True
    head = head_of(document, time)
    at: int = head
    while at >= 0:
        word = document.words[at]
        if at != head and word.upos in {"VERB", "AUX", "ADJ", "NOUN", "PROPN", "PRON", "ADV"}:
            if word.lemma in _expected()["due"] and word.upos in {"VERB", "ADJ"} and (word.lemma != "set" or _for(document, head)):
                return True
            if word.upos in {"VERB", "AUX"} or any(document.words[c].deprel.split(":")[0] == "cop" for c in document.children[at]):
                return _future_verb(document, at) or (_present(document, at) and (_ends(time) or _scheduled(document, at)))
        at = word.head
    return False


def _for(document: Document, index: int) -> bool:
    """Is the word governed by "for": "set for Sunday", not "set alight on Sunday"?"""
    return any(document.words[c].norm.casefold() == "for" and document.words[c].deprel == "case" for c in document.children[index])


def _future_verb(document: Document, at: int) -> bool:
    """Does the verb stand with "will", "is going to", "to" of a plan, or with "may" and no "have"?"""
    beside = [document.words[c] for c in document.children[at]]
    helpers = {w.lemma for w in beside if w.upos in {"AUX", "PART"}}
    if helpers & _WILL:
        return True
    if helpers & _MAY and "have" not in helpers:
        return True
    above = document.words[document.words[at].head] if document.words[at].head >= 0 else None
    if any(w.norm.casefold() == "to" and w.upos == "PART" for w in beside) and "have" not in helpers and above is not None:
        return above.lemma in _expected()["due"] | _expected()["intended"]
    return False


def _ends(time: Time) -> bool:
    """Does it say until when something lasts?"""
    return (time.value or "").startswith(("UNTIL:", "BY:"))


def _present(document: Document, at: int) -> bool:
    """Is the verb, or what stands beside it, of the simple present: "opens", "is shut"?"""
    word = document.words[at]
    beside = [document.words[c] for c in document.children[at] if document.words[c].upos in {"AUX", "PART"}]
    if beside:
        return all(w.norm.casefold() in {"is", "are", "'s"} and w.upos == "AUX" for w in beside)
    return word.upos == "VERB" and word.norm.casefold() in {word.lemma, *(word.lemma + end for end in ("s", "es"))}


def _scheduled(document: Document, at: int) -> bool:
    """Is it a verb whose present tells of what is in the calendar: "the tribunal opens on Friday", "a truce takes effect"?"""
    word = document.words[at]
    below = [document.words[c] for c in document.children[at]]
    objects = {w.lemma for w in below if w.deprel.split(":")[0] in {"obj", "obl"}}
    if word.lemma in _expected()["scheduled"]:
        # A noun before it is its subject, whatever the parse says
        return all(w.deprel.split(":")[0] != "obj" or w.index < at for w in below)
    return word.lemma in _expected()["settled"] and bool(objects & _expected()["settling"])


def looks_back(document: Document, time: Time) -> bool:
    """Is the verb above a time in the past tense: "captured", "was shot"? Not of what is then to come: "called talks *for* May"."""
    at = head = head_of(document, time)
    if any(document.words[c].norm.casefold() in _AHEAD_OF for c in document.children[head] if document.words[c].deprel == "case"):
        return False
    while at >= 0:
        word = document.words[at]
        if at != head and (word.upos in {"VERB", "AUX"} or _said_of(document, at)):
            return _past(document, at)
        at = word.head
    return False


def of_its_verb(document: Document, time: Time) -> bool:
    """Does a time stand at a verb, and not in its subject ("the dawn of Wednesday will not be forgotten")?"""
    return document.words[head_of(document, time)].deprel.split(":")[0] in {"obl", "advmod"}


def head_of(document: Document, time: Time) -> int:
    """The word of a time that the sentence governs."""
    return next((i for i in range(time.first, time.last) if not time.first <= document.words[i].head < time.last), time.first)


def _said_of(document: Document, at: int) -> bool:
    """Is something said of it with "be" or another helping verb: "is due", "will be in Moscow"?"""
    return any(document.words[c].deprel.split(":")[0] in {"cop", "aux"} for c in document.children[at])


def _past(document: Document, at: int) -> bool:
    word, beside = document.words[at], [document.words[c] for c in document.children[at]]
    helpers = {w.norm.casefold() for w in beside if w.upos == "AUX" or (w.upos == "PART" and w.norm.casefold() == "to")}
    if helpers:
        return helpers <= {"was", "were", "had", "did", "been"}
    said = word.norm.casefold()
    return word.upos == "VERB" and said.endswith("ed") and said != word.lemma and word.deprel.split(":")[0] != "acl"


def _quotations(text: str) -> Iterator[tuple[int, int]]:
    """Character ranges between double quotation marks of a paragraph."""
    for paragraph in re.finditer(r"[^\n]+(?:\n(?!\s*\n)[^\n]+)*", text):
        for found in _QUOTATION.finditer(paragraph[0]):
            yield paragraph.start() + found.start(), paragraph.start() + found.end()


def _spoken(document: Document, time: Time, quoted: tuple[tuple[int, int], ...]) -> date | None:
    """For a time inside a quotation the day on which it was spoken, where the words beside the quotation say so."""
    around = next(((a, b) for a, b in quoted if a < time.start < b), None)
    if around is None:
        return None
    text = document.report.text
    for other in sorted(document.times, key=lambda t: min(abs(t.start - around[1]), abs(t.end - around[0]))):
        inside = any(a < other.start < b for a, b in quoted)
        gap = (around[1], other.start) if other.start >= around[1] else (other.end, around[0])
        if inside or gap[1] - gap[0] > _BESIDE or other.kind not in {"date", "time"}:
            continue
        wide = text[max(0, gap[0] - _BESIDE if other.end <= around[0] else gap[0]) : gap[1]]
        if _TELLING.search(wide) and "\n\n" not in text[slice(*gap)]:
            stretch = anchor(other, reference=document.report.published, future=False)
            return stretch[0] if stretch is not None and stretch[2] == "day" else None
    return None
