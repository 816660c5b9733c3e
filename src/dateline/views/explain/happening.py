"""Why an event has its type, mode, status and codes, and what it is about."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.extract import topic_words
from dateline.schema.mention import Mention
from dateline.views.explain.joining import believed
from dateline.views.explain.made_by import in_words, sentence
from dateline.views.explain.reason import Reason, Told, Words, cue_of, quoted, share, words_of

_CHANGED = "dates.ahead"
VISIT = "modes:visit"
_DENIED = "claims.only-denied"


def happening(told: Told) -> Iterator[Reason]:
    """Reasons of type, mode, status, of being part of another event, and of the mentions."""
    yield _type(told)
    yield _confidence(told)
    yield _mode(told)
    yield _status(told)
    yield _part_of(told)
    yield _mentions(told)


def about(told: Told) -> Iterator[Reason]:
    """Reasons of the topics and of the codes of other schemes."""
    topics = told.event.topics
    for k, topic in enumerate(topics):
        words = tuple(dict.fromkeys(w for m in told.mentions if topic in m.topics for w in _topic_words(told, m, topic)))
        because = sentence(f"{quoted([w.text for w in words])}: {in_words('topics:' + topic)}")
        yield Reason((f"topics[{k}]",), "topic", topic, because, f"topics:{topic}", None, words)
    if not topics:
        yield Reason(("topics",), "topics", "none", "No word of a topic that this type can have stands in its sentences.", "topics:none")
    yield _codes(told)


def _type(told: Told) -> Reason:
    event, first = told.event, next((m for m in told.mentions if m.own), told.surest).trigger
    made_by = next(m.made_by for m in event.mentions if (m.start, m.end) == (first.start, first.end))
    surest = f"{quoted([first.text])} is the surest of {len(told.mentions)} mentions" if len(told.mentions) > 1 else ""
    because = sentence(in_words(made_by), surest)
    return Reason(("id", "type"), "type", event.type, because, made_by, first.confidence, words_of(first))


# So many features for and against an event are told.
_TOLD = 4


def _confidence(told: Told) -> Reason:
    """What speaks for and against its being an event at all."""
    tall = [w for w in believed(told.trace.belief) if w.feature != "bias"]
    sides = {"for it": [w.says for w in tall if w.weight > 0], "against it": [w.says for w in tall if w.weight < 0]}
    clauses = [f"{side}: {'; '.join(says[:_TOLD])}" for side, says in sides.items() if says]
    confidence = told.event.confidence
    return Reason(("confidence",), "confidence", share(confidence), sentence(*clauses), "belief", confidence, words_of(told.surest.trigger))


def _mode(told: Told) -> Reason:
    event = told.event
    settled = _settled(told)
    if settled is not None:
        words = words_of(*(m.trigger for m in told.mentions))
        return Reason(("mode",), "mode", event.mode or "none", sentence(in_words(settled)), settled, None, words)
    beliefs: dict[str | None, float] = {}
    for mode, belief in (x for m in told.mentions for x in m.modes):
        beliefs[mode] = beliefs.get(mode, 0.0) + belief
    ranked = sorted(beliefs.items(), key=lambda b: -b[1])
    total = sum(beliefs.values()) or 1.0
    tallest = ", ".join(f"{mode or 'no mode'} {share(belief / total)}" for mode, belief in ranked[:3])
    lexicon = _said_by_lexicon(told, event.mode)
    made_by = "model:modes" + (f"+lexicon:{lexicon[0]}" if lexicon else "")
    because = sentence(
        in_words(made_by) if event.mode else "no mode has more belief than none", f"shares of the belief over all mentions: {tallest}"
    )
    confidence = round(beliefs.get(event.mode, 0.0) / total, 4)
    words = words_of(*(m.trigger for m in told.mentions))
    return Reason(("mode",), "mode", event.mode or "none", because, made_by, confidence, words)


def _settled(told: Told) -> str | None:
    """What settled the mode besides the belief in it: the parties, or one of them at home."""
    parts = [part for m in told.event.mentions for part in m.made_by.split("+")]
    recast = next((part for part in parts if part.startswith("recast:")), None)
    learned = {mode for m in told.mentions for mode, _ in m.modes}
    return recast or (VISIT if told.event.mode == "visit" and "visit" not in learned else None)


def _said_by_lexicon(told: Told, mode: str | None) -> list[str]:
    """Wordings of the lexicon that added belief in the mode."""
    out = []
    for m in told.mentions:
        learned = dict(told.document.triggers[m.index].modes)
        if mode is not None and dict(m.modes).get(mode, 0.0) > learned.get(mode, 0.0) + 1e-9 and "+lexicon:" in m.trigger.made_by:
            out.append(m.trigger.made_by.partition("+lexicon:")[2])
    return out


def _status(told: Told) -> Reason:
    event, first = told.event, told.surest
    learned = dict(told.document.triggers[first.index].statuses)
    believed = ", ".join(f"{s} {share(p)}" for s, p in sorted(learned.items(), key=lambda x: -x[1])[:3])
    clauses = [in_words(first.status_by), f"the model alone: {believed}" if believed else ""]
    made_by, words = first.status_by, cue_of(first.status_words) or words_of(first.trigger)
    if event.status == "denied" != first.status:
        made_by += f"+{_DENIED}"
        clauses.append(f"told as “{first.status}”, but only in the words that deny it")
        words = words_of(*(c.phrase for m in told.mentions for c in m.claims if c.direct and c.kind == "denied"))
    elif event.status != first.status:
        made_by += f"+{_CHANGED}"
        clauses.append(f"told as “{first.status}”, but its date lies after the day of publication")
    confidence = round(learned.get(event.status, 0.0), 4) if made_by == "model:statuses" else None
    return Reason(("status",), "status", event.status, sentence(*clauses), made_by, confidence, words)


def _part_of(told: Told) -> Reason:
    event = told.event
    if event.part_of is None:
        because = "No word such as “one”, “the first” or “each” makes it one of several told before."
        return Reason(("part_of",), "part of", "no other event", because, "resolve.part_of")
    because = f"A word such as “one”, “first” or “each” makes it one of the happenings that {event.part_of} tells of in the plural."
    return Reason(("part_of",), "part of", event.part_of, because, "resolve.part_of", None, words_of(told.mentions[0].trigger))


def _mentions(told: Told) -> Reason:
    words = words_of(*told.event.mentions)
    one = len(words) == 1
    because = "Only these words tell of it." if one else sentence(in_words("joining"), "what spoke for and against stands below")
    return Reason(("mentions",), "told in", quoted([w.text for w in words]), because, "joining", None, words)


def _topic_words(told: Told, mention: Mention, topic: str) -> Iterator[Words]:
    for first, last in topic_words(told.document, mention.sentence, topic):
        start, end = told.document.words[first].start, told.document.words[last - 1].end
        yield Words(start, end, told.document.report.text[start:end])


def _codes(told: Told) -> Reason:
    event = told.event
    codes = event.codes
    acled = " / ".join(part for part in (codes.acled.event_type, codes.acled.sub_event_type) if part)
    ucdp = codes.ucdp.type_of_violence
    plover = " ".join(part for part in (codes.plover, codes.quad, *codes.contexts) if part)
    known = {"PLOVER": plover or None, "CAMEO": codes.cameo, "ACLED": acled or None, "UCDP": None if ucdp is None else str(ucdp)}
    value = ", ".join(f"{scheme} {code}" for scheme, code in known.items() if code)
    missing = [scheme for scheme, code in known.items() if not code]
    name = f"{event.type} {event.mode}" if event.mode else event.type
    made_by = f"ontology:{event.type.lower()}+codes"
    none = f"{' and '.join(missing)} {'has' if len(missing) == 1 else 'have'} none for it here" if missing else ""
    return Reason(("codes",), "codes", value, sentence(in_words(f"ontology:{name}+codes"), none), made_by)
