"""One person at one report: everything that they can do with it, as decisions in the store."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dateline.errors import NotFoundError, UsageError
from dateline.extract.own_words import lexicon_in_use
from dateline.schema.decision import Anchor, Decision
from dateline.schema.record import Event
from dateline.schema.report import Report
from dateline.settings import current
from dateline.store import Assignment, Store, assigning
from dateline.store.replay import ACCEPT, ADD, CHANGE, MERGE, REJECT, UNDO, VERDICTS, Replayed, anchor_of
from dateline.views.desk import edits, queue
from dateline.views.desk.offsets import ruler
from dateline.views.desk.saying import Selected
from dateline.views.desk.sheet import in_order

_NOTHING = "there is nothing of yours to take back"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of it: the decision's id (None where nothing was to be decided), the event to go on with, and whether the report is
    done. `report` is where to go on: taking back may lead to the report before."""

    report: str
    decision: str | None = None
    at: str | None = None
    done: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """Words that are meant: half-open UTF-16 units of the text as a page shows it, or, typed, the first place where they stand."""

    start: int | None = None
    end: int | None = None
    typed: str = ""


def event_types() -> dict[str, tuple[str, ...]]:
    """Every type that an event can have, with its modes: those of the codebook, and the user's own with the modes of their parents."""
    known = {name: tuple(mode.name for mode in kind.modes) for name, kind in sorted(lexicon_in_use().types.items())}
    return known | {own.name: known.get(own.parent, ()) for own in current().types}


def at_report(store: Store, person: str, key: str) -> Work:
    """The person's work on that report (by its key): held already, done and opened again, or taken.

    Raises UsageError where somebody else has it.
    """
    sharing = assigning.sharing(store)
    last = assigning.holder(store, person, key)
    if last is not None and last.how == assigning.DONE and last.part != assigning.JUDGE:
        return Work(store, person, assigning.reopen(store, last, sharing))
    queue.put_in(store, key)
    taken = assigning.take(store, person, sharing, report=key)
    assert taken is not None
    return Work(store, person, taken)


class Work:
    """What one person does with a report that they hold. Every method is one or two decisions."""

    def __init__(self, store: Store, person: str, held: Assignment) -> None:
        self.store, self.person, self.held = store, person, held
        self.key = held.report
        # A second coder sees what they decided themselves, and nobody else's decisions
        self.second = person if held.part == assigning.SECOND else None

    @property
    def report(self) -> Report:
        return self.store.report(self.key)

    def replayed(self) -> Replayed:
        """The report as this person has it."""
        return self.store.replayed(self.key, second=self.second)

    def event(self, id: str) -> Event:
        """The event as this person has it. Raises NotFoundError where there is none."""
        for event in self.replayed().record.events:
            if event.id == id:
                return event
        raise NotFoundError(f"this report has no event {id[:20]!r}")

    def verdict(self, kind: str, id: str, *, why: str | None = None) -> Outcome:
        """Accepts or rejects an event and goes on to the next without a verdict; with the last of them the report is done."""
        if kind not in VERDICTS:
            raise UsageError(f"{kind!r} is no verdict; one of {', '.join(VERDICTS)}")
        self.event(id)
        same = dict(self.replayed().verdicts).get(id) == VERDICTS[kind]
        kept = None if same else self._keep(kind, self._anchor(id), why=why)
        return self._on(kept, id)

    def finish(self) -> Outcome:
        """The report is done as it stands: there is nothing (more) to decide."""
        assigning.end(self.store, self.held, assigning.DONE)
        return Outcome(self.key, done=True)

    def skip(self) -> Outcome:
        """The report goes back to the queue."""
        assigning.end(self.store, self.held, assigning.SKIPPED)
        return Outcome(self.key, done=True)

    def by_words(self, id: str, slot: str, words: Words, *, focus: str | None = None, beside: bool = False) -> Outcome:
        """Selected words fill a slot of the event."""
        return self._change(id, lambda event: edits.by_words(event, slot, self.selected(words), focus=focus, beside=beside))

    def by_form(self, id: str, field: str, given: Mapping[str, str]) -> Outcome:
        """A form changes a value of the event."""
        if field == "type" and given.get("value") not in event_types():
            raise UsageError(f"{given.get('value')!r} is no type of event")
        return self._change(id, lambda event: edits.by_form(event, field, given))

    def take_out(self, id: str, field: str) -> Outcome:
        """A member of a list of the event goes."""
        return self._change(id, lambda event: edits.taken_out(event, field))

    def merge(self, id: str, other: str) -> Outcome:
        """The two events are one happening."""
        if id == other:
            raise UsageError("an event is one with itself; name another")
        self.event(id), self.event(other)
        return Outcome(self.key, self._keep(MERGE, self._anchor(id), self._anchor(other)).id, id)

    def add(self, type: str, words: Words) -> Outcome:
        """Selected words tell of an event that is missing."""
        if type not in event_types():
            raise UsageError(f"{type!r} is no type of event")
        selected = self.selected(words)
        kept = self._keep(ADD, self.store.words(self.key, selected.start, selected.end, type))
        added = next(event.id for event in self.replayed().record.events if kept.id.startswith(event.id.removeprefix("d")))
        return Outcome(self.key, kept.id, added)

    def undo(self) -> Outcome:
        """Takes back the last thing that this person decided on the report; where there is none, on the one that they did before, which is
        opened again. Raises UsageError where there is nothing to take back."""
        mine = [decision for decision in self.store.standing(self.key, second=self.second) if decision.who == self.person]
        if not mine:
            return self._back()
        last = mine[-1]
        back = Decision("", UNDO, self.person, self.store.now(), None, (), undoes=last.id)
        undone = self.store.decide(back, second=self.second is not None)
        return Outcome(self.key, undone.id, next((event.id for event in self.replayed().record.events if _about(last, event)), None))

    def selected(self, words: Words) -> Selected:
        """The words in the report. Raises UsageError where there are none."""
        report = self.report
        if words.start is not None and words.end is not None:
            start, end = ruler(report.text).to_points(words.start, words.end)
        else:
            start = report.text.find(words.typed) if words.typed.strip() else -1
            end = start + len(words.typed)
        if not 0 <= start < end:
            told = f"“{words.typed}” does not stand in the text" if words.typed.strip() else "select words in the text first"
            raise UsageError(told)
        return Selected(report, start, end)

    def _back(self) -> Outcome:
        done = [one for one in assigning.assignments(self.store, how=assigning.DONE) if one.person == self.person]
        last = next((one for one in reversed(done) if one.part != assigning.JUDGE and one.report != self.key), None)
        if last is None:
            raise UsageError(_NOTHING)
        opened = at_report(self.store, self.person, last.report)
        mine = [d for d in self.store.standing(opened.key, second=opened.second) if d.who == self.person]
        return opened.undo() if mine else Outcome(opened.key)

    def _change(self, id: str, make: Callable[[Event], edits.Edit]) -> Outcome:
        event = self.event(id)
        edit = make(event)
        if edits.same(event, edit):
            return Outcome(self.key, None, id)
        return Outcome(self.key, self._keep(CHANGE, self._anchor(id, edit.field), value=edit.value).id, id)

    def _anchor(self, id: str, field: str | None = None) -> Anchor:
        return self.store.anchor(f"{self.key}:{id}", field, second=self.second)

    def _keep(self, kind: str, *anchors: Anchor, value: str | None = None, why: str | None = None) -> Decision:
        decision = Decision("", kind, self.person, self.store.now(), why or None, anchors, value)
        return self.store.decide(decision, second=self.second is not None)

    def _on(self, kept: Decision | None, id: str) -> Outcome:
        """The next event in the order of the text that has no verdict, from this one on and round."""
        replayed = self.replayed()
        verdicts = dict(replayed.verdicts)
        order = [event.id for event in in_order(replayed.record.events)]
        place = order.index(id)
        following = next((each for each in (*order[place:], *order[:place]) if each not in verdicts), None)
        if following is None:
            assigning.end(self.store, self.held, assigning.DONE)
        return Outcome(self.key, kept.id if kept else None, following, done=following is None)


def _about(decision: Decision, event: Event) -> bool:
    return any(anchor_of("", event).start == anchor.start for anchor in decision.anchors)


__all__ = ["ACCEPT", "REJECT", "Outcome", "Words", "Work", "at_report", "event_types"]
