"""A document is a report read word by word: sentences, words, parse, names, times and what the learned heads saw.

Words are numbered through the whole report; `first` and `last` are half-open word ranges, `start` and `end` half-open
code-point ranges into the report's text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from dateline.schema.report import Report


@dataclass(frozen=True, slots=True)
class Word:
    """One syntactic word of Universal Dependencies ("don't" is two).

    `head` is the index of the governing word in the document, -1 for the root of a sentence. `norm` is the word as the
    model and the lexicons read it: soft hyphens removed, typographic quotes and dashes made plain; never used for offsets.
    """

    index: int
    start: int
    end: int
    text: str
    norm: str
    lemma: str
    upos: str
    head: int
    deprel: str
    sentence: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: words[first:last] of the document, text[start:end] of the report."""

    index: int
    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Name:
    """A named thing. `kind`: person, organisation, armed_group, group (nationality or religion), place, facility, weapon."""

    first: int
    last: int
    start: int
    end: int
    text: str
    kind: str
    made_by: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression. `kind`: date, time, duration, set; `value`: TIMEX3 value before anchoring where it has one of its own."""

    first: int
    last: int
    start: int
    end: int
    text: str
    kind: str
    value: str | None
    made_by: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that a learned head takes for an event. `statuses`, `modes` and `types` are (label, probability) pairs, best first.

    `optional` is the probability that a coder would leave it out where it is an event, `firm` that it is coded at all.
    """

    first: int
    last: int
    head: int
    type: str
    confidence: float
    statuses: tuple[tuple[str, float], ...]
    modes: tuple[tuple[str | None, float], ...]
    optional: float
    firm: float = 1.0
    types: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Role:
    """Words that the learned head gives a role beside a trigger.

    `role`: actor, recipient, third, source, place, time; an outcome (killed, wounded ...) for a figure; claimed, blamed, denied.
    """

    trigger: int
    role: str
    first: int
    last: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Fact:
    """Words that a learned head takes for a figure of one outcome ("killed", "wounded" ...), or for a claim.

    `label`: one of the outcomes, or claimed, blamed, denied.
    """

    first: int
    last: int
    label: str
    confidence: float


@dataclass(frozen=True)
class Document:
    """A report with everything `annotate` knows of it.

    `same` holds, for pairs of triggers (i < j, indices into `triggers`), the learned probability that they tell of one event.
    """

    report: Report
    sentences: tuple[Sentence, ...]
    words: tuple[Word, ...]
    names: tuple[Name, ...] = ()
    times: tuple[Time, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    roles: tuple[Role, ...] = ()
    facts: tuple[Fact, ...] = ()
    same: tuple[tuple[int, int, float], ...] = field(default=(), repr=False)

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """For each word the indices of the words it governs, in order."""
        below: list[list[int]] = [[] for _ in self.words]
        for word in self.words:
            if word.head >= 0:
                below[word.head].append(word.index)
        return tuple(tuple(b) for b in below)

    @cached_property
    def words_by_sentence(self) -> tuple[tuple[Word, ...], ...]:
        """The words of each sentence, in order."""
        return tuple(self.words[sentence.first : sentence.last] for sentence in self.sentences)

    @cached_property
    def _breaks(self) -> tuple[int, ...]:
        """Where empty lines end: the paragraphs but the first begin there. Those before the first word and behind the last part nothing."""
        if not self.words:
            return ()
        first, last = self.words[0].start, self.words[-1].start
        return tuple(found.end() for found in re.finditer("\n\n", self.report.text) if first < found.end() <= last)

    @property
    def paragraphs(self) -> int:
        """How many paragraphs there are; a report of one block has one."""
        return len(self._breaks) + 1

    def paragraph(self, start: int) -> int:
        """The number of the paragraph that a character stands in, from 0."""
        return bisect_right(self._breaks, start)

    # What is asked of one sentence or one trigger is looked up, never searched for: a report may hold thousands of each.

    @cached_property
    def _roles(self) -> dict[int, list[Role]]:
        out: dict[int, list[Role]] = {}
        for role in self.roles:
            out.setdefault(role.trigger, []).append(role)
        return out

    def roles_of(self, trigger: int) -> list[Role]:
        """The roles beside one trigger, in their order."""
        return self._roles.get(trigger, [])

    @cached_property
    def _names(self) -> dict[int, list[Name]]:
        out: dict[int, list[Name]] = {}
        for name in self.names:
            out.setdefault(self.words[name.first].sentence, []).append(name)
        return out

    def names_in(self, sentence: int) -> list[Name]:
        """The names that begin in one sentence, in the order of the text."""
        return self._names.get(sentence, [])

    @cached_property
    def _times(self) -> dict[int, list[Time]]:
        out: dict[int, list[Time]] = {}
        for time in self.times:
            out.setdefault(self.words[time.first].sentence, []).append(time)
        return out

    def times_in(self, sentence: int) -> list[Time]:
        """The time expressions that begin in one sentence, in the order of the text."""
        return self._times.get(sentence, [])

    def subtree(self, index: int) -> Iterator[int]:
        """The word and everything below it, in no particular order."""
        stack = [index]
        while stack:
            top = stack.pop()
            yield top
            stack.extend(self.children[top])

    def text(self, first: int, last: int) -> str:
        """The report's own characters from word `first` up to and without word `last`."""
        return self.report.text[self.words[first].start : self.words[last - 1].end]
