"""Mistakes as the page shows them: by kind, each with the passage of the report and the marked words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dateline.evaluate.coded import Span
from dateline.evaluate.evaluation import CodedScore
from dateline.evaluate.mistakes import INVENTED, KINDS, MISSED, Mistake, Outcome, in_words
from dateline.evaluate.scores import Compared
from dateline.views.page.marks import Mark, Segment, cut

# Sentences shown of one event: those with the words of the mistake come first.
SENTENCES = 5
GAP = Segment(0, " … ")


@dataclass(frozen=True, slots=True)
class Card:
    """One mistake. `event` and `other` are the two events on a line each where the mistake is of one value; None where they are it."""

    document: str
    name: str
    mistake: Mistake
    event: str | None
    other: str | None
    passage: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """All mistakes of a kind; `count` of them, of which `cards` are shown."""

    kind: str
    count: int
    cards: tuple[Card, ...]

    @property
    def id(self) -> str:
        """Where the page has it."""
        return self.kind.replace(" ", "-")


def sections(coded: CodedScore, most: int | None) -> tuple[Section, ...]:
    """The kinds that occur, the gravest first, each in the order of the reports."""
    reports = {compared.gold.id: compared for compared in coded.compared}
    found: dict[str, list[tuple[Outcome, Mistake]]] = {kind: [] for kind in KINDS}
    for outcome in coded.outcomes:
        for mistake in outcome.mistakes:
            found[mistake.kind].append((outcome, mistake))
    return tuple(
        Section(kind, len(told), tuple(_card(outcome, mistake, reports[outcome.document]) for outcome, mistake in told[:most]))
        for kind, told in found.items()
        if told
    )


def _card(outcome: Outcome, mistake: Mistake, compared: Compared) -> Card:
    gold, system = outcome.pair.gold, outcome.pair.system
    whole = mistake.kind in (MISSED, INVENTED)
    one, other = (in_words(event) if event and not whole else None for event in (gold, system))
    return Card(outcome.document, outcome.name, mistake, one, other, tuple(_passage(outcome, mistake, compared)))


def _passage(outcome: Outcome, mistake: Mistake, compared: Compared) -> Iterator[Segment]:
    """The sentences that tell of the event or hold words of the mistake, those words marked."""
    text, sentences = compared.gold.text, compared.gold.sentences
    events = [event for event in (outcome.pair.gold, outcome.pair.system) if event]
    telling = {number for event in events for number in event.sentences}
    marked = [
        (*span, kind)
        for kind, spans in (("gold", mistake.gold_spans), ("system", mistake.system_spans))
        for span in _near(spans, [sentences[number] for number in telling])
    ]
    holding = {number for number, sentence in enumerate(sentences) if any(_meet(sentence, (a, b)) for a, b, _ in marked)}
    shown = sorted(sorted(telling | holding, key=lambda number: (number not in holding, number))[:SENTENCES])
    marked += [(*span, "event") for event in events for span in event.triggers]
    marks = [Mark(number, *mark) for number, mark in enumerate(marked)]
    for place, number in enumerate(shown):
        if place and number != shown[place - 1] + 1:
            yield GAP
        elif place:
            yield Segment(0, " ")
        yield from _cut(text, sentences[number], marks)


def _cut(text: str, sentence: Span, marks: Iterable[Mark]) -> tuple[Segment, ...]:
    """The sentence cut where its marks begin and end."""
    start, end = sentence
    inside = [
        Mark(mark.number, max(mark.start, start) - start, min(mark.end, end) - start, mark.kind)
        for mark in marks
        if _meet(sentence, (mark.start, mark.end))
    ]
    return cut(text[start:end], inside)


def _near(spans: Sequence[Span], sentences: Sequence[Span]) -> Sequence[Span]:
    """Gold names every place where the words stand: those in the sentences of the event, else the first."""
    inside = [span for span in spans if any(_meet(span, sentence) for sentence in sentences)]
    return inside or spans[:1]


def _meet(one: Span, other: Span) -> bool:
    return max(one[0], other[0]) < min(one[1], other[1])
