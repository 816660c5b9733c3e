"""When an event was: every day that the report may mean for it, and the one that the weights of lexicon/dating.toml choose.

Candidates are the dates of its own sentences, each read back and ahead, and what lasted so long until or from them, days of events told
before, the day of publication, that day and the one before, and no day at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from dateline.resolve.attached import SURE, attached, counted_from, going_on, is_offset
from dateline.resolve.choosing import Candidate, Features, Happening, choose, crossed, kind_of, logit, read_weights
from dateline.resolve.dates import joined_times, looking_back, resolve_date, time_of_day
from dateline.resolve.lasting import Lasting, lasting
from dateline.resolve.own_types import parent
from dateline.resolve.stretches import longer
from dateline.resolve.timex import head_of, looks_ahead, looks_back, of_its_verb
from dateline.schema.document import Document, Time
from dateline.schema.mention import Mention, NearTime
from dateline.schema.place import When
from dateline.schema.record import WHEN_UNKNOWN, Event

TABLE = "lexicon/dating.toml"
# What made a date.
STATED, TOLD, ASSUMED, BESIDE, LASTING = "dates.stated", "dates.told", "dates.assumed", "dates.beside", "dates.lasting"
# Days of events told before, by which event it is.
_EARLIER = {"last": "the day told last", "before": "a day told before", "lead": "the day of the lead"}
# Traits of what is told as done, by words that tell it on the day.
_TOLD_AS_DONE = frozenset({"done", "told today", "in what is said"})
_MANNERS = dict.fromkeys(("past", "perfect", "pluperfect"), "done") | {f"reported, {t}": "told today" for t in ("present", "perfect")}
# A time so under a noun is that noun's.
_OF_A_NOUN = frozenset({"nmod", "compound", "amod"})
# The learned head gives a time to a trigger from here on.
_SURE = 0.5
# The day of a dateline begins at most so many characters into the report, and the report is printed at most so many days later.
_OPENING, _PRINTED = 60, 3
_BEHIND = re.compile(r",?(?:\s{1,3}\d{4})?\s{0,3}(?:\([^)\n]{1,40}\)\s{0,3}|\[[^]\n]{1,40}\]\s{0,3})?(?:--?|[–—])\s")
# Auxiliaries of what may come, unless with "have" ("may have fired").
_MODALS = frozenset({"may", "might", "could", "would", "can", "will"})


def dated(told: Happening) -> When:
    """The day of the event; unknown where no day is the likeliest."""
    if (own := _by_grammar(told)) is not None:
        return own
    candidates = tuple(days(told))
    when, share = choose(read_weights(TABLE), candidates)
    chosen = when.made_by == LASTING if when is not None else False
    lasting_until = going_on(told.document, told.group, WHEN_UNKNOWN if when is None or chosen else when, published=_written(told))
    if lasting_until.made_by == LASTING:
        if when is None or not chosen:
            return lasting_until
        if (when.start_date, when.end_date) == (lasting_until.start_date, lasting_until.end_date):
            return replace(when, confidence=max(share, lasting_until.confidence))
    if when is None:
        return _undated(told)
    if when.start_date is not None and ((when.made_by == ASSUMED and told_as_done(told)) or _of_the_telling(told, when)):
        when = replace(when, start_date=_shifted(when.start_date, -1), made_by=TOLD)
    part = when.time_of_day or time_of_day([t for m in told.group for t in m.times])
    # A day that was assumed for the event beside it has no words: it is as assumed for this one
    made_by = ASSUMED if when.made_by == BESIDE and when.start_date is not None and when.text is None else when.made_by
    return replace(when, time_of_day=part, confidence=share, made_by=made_by)


def _by_grammar(told: Happening) -> When | None:
    """The day that the grammar of the surest mention's sentence gives it."""
    when = attached(told.document, told.surest, published=_written(told), story=_story(told.before))
    if when is None:
        return None
    return replace(when, time_of_day=when.time_of_day or time_of_day([t for m in told.group for t in m.times]), confidence=SURE)


def told_as_done(told: Happening) -> bool:
    """Is it a deed that a source tells on the day as done ("the army announces it has killed ...")?

    Such news is of that day or the night before, as "officials said Tuesday" is (codebook, section 7). The coded reports that the weights
    were fitted on do not always follow that, so that the weights alone would not choose it.
    """
    deed = kind_of(told.surest.type) == "deed" and told.group[0].status in {"happened", "attempted"}
    return deed and all({_MANNERS.get(trait, trait) for trait in m.manner} >= _TOLD_AS_DONE for m in told.group)


def _of_the_telling(told: Happening, when: When) -> bool:
    """Is it the day of "officials said Tuesday" behind a deed that the learned head gives no day? It is of that day or the day before."""
    near = next((n for m in told.group for n in m.near_times if n.time.start == when.start), None)
    told_only = near is not None and "of the telling" in near.traits and near.sure < _SURE and when.made_by == STATED
    one_day = when.precision == "day" and when.start_date == when.end_date
    return told_only and one_day and kind_of(told.surest.type) == "deed" and told.group[0].status == "happened"


def _undated(told: Happening) -> When:
    """No day; the words that state one nobody can tell ("recently", "05/01/2019") are kept."""
    return next((w for _, _, w in _own(told) if w.start_date is None and w.start is not None), WHEN_UNKNOWN)


def days(told: Happening) -> Iterator[Candidate[When]]:
    """Every day that may be the event's, with what speaks for and against it."""
    context = _context(told)
    lengths = tuple(lasting(told.document, told.group))
    for near, traits, when in _own(told):
        if when.start_date is None:
            continue
        features = crossed("own", [*context, *near.traits, *traits]) | {"own, sure": logit(near.sure)}
        yield _candidate(when, features)
        if "of the telling" in near.traits and when.precision == "day" and when.start_date == when.end_date:
            eve = replace(when, start_date=_shifted(when.start_date, -1), made_by=TOLD)
            yield _candidate(eve, crossed("eve of the telling", [*context, *traits]) | {"eve of the telling, sure": logit(near.sure)})
        for until in _until_published(told, when):
            yield _candidate(until, crossed("since its own", [*context, *near.traits, *traits]) | {"since its own, sure": logit(near.sure)})
        for length in lengths:
            yield from _stretched(length, when, [*context, *(f"its own {t}" for t in (*near.traits, *traits)), "of its own"])
    yield from _before(told, context)
    for when in _published(told):
        yield _candidate(when, crossed("publication" if when.start_date == when.end_date else "publication or its eve", context))
        for length in lengths:
            yield from _stretched(length, when, [*context, "of publication"])
    yield Candidate(None, None, crossed("none", context))


def _candidate(when: When, features: Features) -> Candidate[When]:
    return Candidate((when.start_date, when.end_date), when, features)


def _shifted(day: str, step: int) -> str:
    """So many days on or back, at most as far as the calendar goes."""
    number = date.fromisoformat(day).toordinal() + step
    return date.fromordinal(min(max(number, date.min.toordinal()), date.max.toordinal())).isoformat()


def _own(told: Happening) -> Iterator[tuple[NearTime, list[str], When]]:
    """The times of its sentences as laid on the calendar, with traits of the reading; read ahead too where that is another day."""
    story, written = _story(told.before), _written(told)
    for mention in told.group:
        usual = _ahead(told.document, mention)
        times = joined_times([near.time for near in mention.near_times])
        speaking = _of_its_quotation(mention)
        for near, time in zip(mention.near_times, times, strict=True):
            if near.time.start in speaking or _anothers(told.document, mention, near.time):
                continue
            read = _readings(told.document, near, time, published=written, story=story)
            from_beside = _from_beside(told, near.time, [n.time for n in mention.near_times])
            if from_beside is not None and from_beside.start_date != read[usual].start_date:
                yield near, [*_traits(told, mention, near, from_beside, ahead=usual), "counted from a day beside it"], from_beside
            yield near, _traits(told, mention, near, read[usual], ahead=usual), read[usual]
            other = read[not usual]
            if other.start_date is not None and (other.start_date, other.end_date) != (read[usual].start_date, read[usual].end_date):
                yield near, [*_traits(told, mention, near, other, ahead=not usual), "against its status"], other


def _readings(document: Document, near: NearTime, time: Time, *, published: date | None, story: date | None) -> dict[bool, When]:
    """A time read back and ahead (True); the same twice where the tense of its verb leaves but one."""
    coming = looks_ahead(document, near.time)
    past = not coming and looks_back(document, near.time)
    time, inside = looking_back(time) if past else time, _spoken(document, near)
    back, ahead = (resolve_date([time], published=published, spoken=inside, future=future, story=story) for future in (False, True))
    if past and _starts_after(ahead, published):
        return {False: back, True: back}
    gone = published is not None and back.end_date is not None and back.end_date < published.isoformat()
    return {False: ahead if coming and gone and of_its_verb(document, near.time) else back, True: ahead}


def _starts_after(when: When, day: date | None) -> bool:
    return day is not None and when.start_date is not None and when.start_date > day.isoformat()


def _anothers(document: Document, mention: Mention, time: Time) -> bool:
    """Is it the time of something else for sure: of what "three days after" counts from, or of what is condemned ("Friday's killing")?"""
    if is_offset(time):
        return not counted_from(document, mention, time)
    head = head_of(document, time)
    noun = document.words[head].head
    if noun < time.last or document.words[head].deprel.split(":")[0] not in _OF_A_NOUN or kind_of(mention.type) != "said":
        return False
    return noun != mention.trigger.head and mention.trigger.head in _over(document, noun)


def _over(document: Document, index: int) -> Iterator[int]:
    """The words over a word, the nearest first."""
    while (index := document.words[index].head) >= 0:
        yield index


def _of_its_quotation(mention: Mention) -> frozenset[int]:
    """Where the times stand that say when the quotation was spoken which tells of the event and gives it a day of its own."""
    own = (near for near in mention.near_times if "in another quotation" not in near.traits)
    return frozenset(time.start for near in own for time in near.spoken)


def _from_beside(told: Happening, time: Time, beside: Sequence[Time]) -> When | None:
    """ "Kidnapped in March and freed six months later": a time that counts from the one before it in the sentence."""
    value = time.value or ""
    if not (value.startswith("REF:") or value.endswith(("-AFTER", "-BEFORE"))):
        return None
    last = next((t for t in reversed(beside) if t.end <= time.start and t.kind == "date" and "REF:" not in (t.value or "")), None)
    base = resolve_date([last], published=told.published) if last is not None else None
    if base is None or base.start_date is None:
        return None
    return resolve_date([time], published=told.published, story=date.fromisoformat(base.start_date))


def _traits(told: Happening, mention: Mention, near: NearTime, when: When, *, ahead: bool) -> list[str]:
    """What the reading itself says."""
    out = [f"precision {when.precision}", f"by {when.made_by}"]
    if ahead:
        out.append("read ahead")
        out.append("read ahead, with a verb ahead" if looks_ahead(told.document, near.time) else "read ahead, without a verb ahead")
        out.append(f"read ahead, {mention.status}")
    elif looks_ahead(told.document, near.time):
        out.append("read back, with a verb ahead")
    published = told.published
    if published is not None and when.start_date is not None and when.end_date is not None:
        if when.start_date > published.isoformat():
            out += ["after publication", f"after publication, {kind_of(mention.type)}", f"after publication, {mention.status}"]
        gone = (published - date.fromisoformat(when.end_date)).days
        out.append("of the day" if gone == 0 else "of the week" if 0 < gone < 8 else "of the year" if 0 < gone < 370 else "of another time")
    out += ["a time of the day"] * (near.time.kind == "time")
    out.append("in the first mention" if mention is told.group[0] else "in a later mention")
    out += ["in the surest mention"] * (mention is told.surest)
    relation = (near.time.value or "").partition(":")[0]
    out += [f"with {relation.casefold()}"] * (relation in {"SINCE", "UNTIL", "BY", "BEFORE", "AFTER"})
    out += ["counted from the story"] * ("REF:" in (near.time.value or ""))
    out += ["counted from another event"] * (near.time.value or "").endswith(("-AFTER", "-BEFORE"))
    return out


def _before(told: Happening, context: Sequence[str]) -> Iterator[Candidate[When]]:
    """Days of the events told before: that day, and from then to publication."""
    own, published = told.group[0], told.published
    dated_before = [e for e in told.before if e.when.start_date is not None]
    if own.status == "planned" and published is not None:
        # What is still to come does not go on with what is past
        dated_before = [e for e in dated_before if e.when.end_date is None or e.when.end_date >= published.isoformat()]
    for earlier in told.earlier(dated_before):
        kind, event = _EARLIER[earlier.rank], earlier.event
        traits = [_distance(earlier.away), f"of precision {event.when.precision}", f"{event.when.made_by} there"]
        traits += ["same paragraph"] * told.same_paragraph(earlier.mention.start)
        traits += ["same type"] * (parent(event) == own.type) + ["another status"] * (event.status != own.status)
        words = event.when.start
        behind = sum(e.when.start == words for e in dated_before) if words is not None else 0
        traits += ["of several events"] * (behind > 1) + ["of two days or more"] * (event.when.start_date != event.when.end_date)
        when = replace(event.when, made_by=BESIDE)
        yield _candidate(when, crossed(kind, [*context, *traits]) | {f"{kind}, sure": logit(event.when.confidence)})
        start = event.when.start_date
        if earlier.rank == "last" and published is not None and start is not None and start < published.isoformat():
            until = replace(when, end_date=published.isoformat())
            yield _candidate(until, crossed("since the day told last", [*context, *traits]))


def _distance(sentences: int) -> str:
    if sentences <= 0:
        return "in the same sentence"
    return "in the sentence before" if sentences == 1 else "two sentences before" if sentences == 2 else "farther before"


def _until_published(told: Happening, when: When) -> Iterator[When]:
    """From that day to publication: what has gone on since."""
    published = told.published.isoformat() if told.published else None
    if published and when.start_date and when.end_date and when.start_date < published and when.end_date != published:
        yield replace(when, end_date=published, precision=_longer(when.start_date, published, when.precision), made_by=LASTING)


def _longer(start: str, end: str, precision: str) -> str:
    return longer(precision, date.fromisoformat(start), date.fromisoformat(end))


def _stretched(length: Lasting, when: When, traits: Sequence[str]) -> Iterator[Candidate[When]]:
    """So long until a day, and so long from it."""
    if when.start_date is None or when.start_date != when.end_date or when.precision != "day":
        return
    words = when if when.start is not None else replace(when, start=length.start, end=length.end, text=length.text)
    first, last = _shifted(when.start_date, -length.back), _shifted(when.start_date, length.back)
    for kind, start, end in (("lasting until", first, when.start_date), ("lasting from", when.start_date, last)):
        stretch = replace(words, start_date=start, end_date=end, precision=_longer(start, end, "day"), made_by=LASTING)
        yield _candidate(stretch, crossed(kind, [*traits, *length.traits]))


def _published(told: Happening) -> Iterator[When]:
    """The day of publication, and that day with the one before."""
    if told.published is None:
        return
    day = told.published.isoformat()
    clock = next((n.time for m in told.group for n in m.near_times if n.time.kind == "time"), None)
    when = resolve_date([clock] if clock else [], published=told.published, assume_published=True)
    if when.made_by != ASSUMED:
        when = resolve_date([], published=told.published, assume_published=True)
    yield when
    yield replace(when, start_date=_shifted(day, -1))


def _context(told: Happening) -> list[str]:
    """Traits of the event and its report that speak for one kind of candidate or another."""
    document, group = told.document, told.group
    own = told.surest
    first = group[0]
    kind = kind_of(own.type)
    out = [kind, f"type {own.type}", f"status {first.status}", *(f"told {trait}" for trait in own.manner)]
    out += [f"{kind}, told {trait}" for trait in own.manner if trait in {"past", "present", "perfect", "pluperfect", "noun", "reported"}]
    out += [*told.situation, told.depth]
    times = [n for m in group for n in m.near_times]
    own_times = [n for n in times if n.sure >= _SURE]
    out.append("no time beside" if not times else "a time of its own beside" if own_times else "a time beside")
    out += ["dates in the report"] * any(t.kind == "date" for t in document.times)
    out += ["several mentions"] * (len(group) > 1)
    dated_before = any(e.when.made_by == STATED for e in told.before)
    out.append("after dated events" if dated_before else "after undated events" if told.before else "first")
    out += ["a paragraph opens"] * told.opens_paragraph
    out += ["told by a source"] * any(m.sources for m in group) + ["with figures"] * any(m.counts for m in group)
    out += ["told on a day"] * any(m.told for m in group)
    return [*out, *(f"{out[0]}, {x}" for x in out if x in {"lead", "second sentence", "later sentence", told.depth})]


def _story(before: Sequence[Event]) -> date | None:
    """The day that the report told of last: "hours later" counts from it."""
    found = [e.when.start_date for e in before if e.when.precision == "day" and e.when.start_date and e.status == "happened"]
    return date.fromisoformat(found[-1]) if found else None


def _ahead(document: Document, mention: Mention) -> bool:
    """Do its times look ahead: is it planned, or what "may" come?"""
    words = {document.words[c].lemma for c in document.children[mention.trigger.head] if document.words[c].upos == "AUX"}
    return mention.status == "planned" or (mention.status == "possible" and bool(words & _MODALS) and "have" not in words)


def _written(told: Happening) -> date | None:
    """The day from which the report counts: that of its dateline ("GAO, 22 July (Agency) --") or of publication."""
    published = told.published
    day = _of_dateline(told.document) if published is not None else None
    return day if published is not None and day is not None and 0 < (published - day).days <= _PRINTED else published


def with_day(document: Document) -> Document:
    """The document with the day of its dateline for that of publication, where nobody told this and it names its year."""
    day = _of_dateline(document) if document.report.published is None else None
    return document if day is None else replace(document, report=replace(document.report, published=day))


def _of_dateline(document: Document) -> date | None:
    """The day that a report opens with, behind the place: "LIMA, 17 Jan 90 (Agency) --"."""
    first = next((t for t in document.times if t.kind == "date"), None)
    if first is None or not _BEHIND.match(document.report.text, first.end):
        return None
    if not document.words[0].start < first.start <= document.words[0].start + _OPENING:
        return None
    when = resolve_date([first], published=document.report.published)
    return date.fromisoformat(when.start_date) if when.start_date is not None and when.start_date == when.end_date else None


def _spoken(document: Document, near: NearTime) -> date | None:
    """The day on which the quotation around a time was spoken, where the words beside it say so."""
    if not near.spoken:
        return None
    when = resolve_date(near.spoken, published=document.report.published)
    return date.fromisoformat(when.start_date) if when.start_date and when.start_date == when.end_date else None
