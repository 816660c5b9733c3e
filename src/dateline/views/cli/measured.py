"""What was measured, as lines for a person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from dateline.evaluate.comparing import Changes, EventChange
from dateline.evaluate.evaluation import CodedScore, Evaluation
from dateline.evaluate.intervals import Interval
from dateline.evaluate.mistakes import Outcome, in_words
from dateline.evaluate.scores import Figures
from dateline.views.cli.wording import visible

# Events that are shown as better, and as worse.
CHANGED = 20
WIDTH = 12


def write_text(run: Evaluation, stream: TextIO, *, changes: Changes | None = None, errors: int = 0) -> None:
    """The figures, then what changed, then `errors` events with what is wrong in them."""
    lines = [*(_coded(run.coded) if run.coded else ()), *_words(run)]
    if changes:
        lines += ["", *_changes(changes)]
    if run.coded and errors:
        lines += ["", *_errors(run.coded, errors)]
    stream.writelines(f"{visible_line(line)}\n" for line in lines)


def visible_line(line: str) -> str:
    """A line that is safe to print, its blanks kept."""
    return "".join(part if part.isspace() else visible(part) for part in _parts(line))


def _parts(line: str) -> Iterator[str]:
    """The line as runs of blanks and of everything else."""
    start = 0
    for end in range(1, len(line) + 1):
        if end == len(line) or (line[end] == " ") != (line[end - 1] == " "):
            yield line[start:end]
            start = end


def _coded(coded: CodedScore) -> Iterator[str]:
    scores = coded.scores
    for path, file in coded.files.items() if len(coded.files) > 1 else ():
        yield f"{path}: {len(file.documents)} reports, events F1 {file.events.f1:.3f}, slots F1 {file.slots_total.f1:.3f}"
    yield f"{len(scores.documents)} reports: {', '.join(coded.files)}"
    yield f"{'':{WIDTH}}  {'P':>5}  {'R':>5}  {'F1':>5}  {'95% of F1':>13}  {'gold':>6}  {'system':>6}"
    yield _row("events", scores.events, coded.intervals.get("events"))
    yield _row("slots", scores.slots_total, coded.intervals.get("slots"))
    for slot, figures in scores.by_slot.items():
        yield _row(f"  {slot}", figures, coded.intervals.get(slot))
    yield _row("unhappened", scores.unhappened, None)
    yield "events by type"
    for name, figures in scores.by_type.items():
        yield _row(f"  {name}", figures, None)
    if scores.bad_spans:
        yield f"spans that do not agree with the text: {scores.bad_spans}"


def _row(name: str, figures: Figures, interval: Interval | None) -> str:
    ends = f"{interval.low:.3f} – {interval.high:.3f}" if interval else ""
    return f"{name:{WIDTH}}  {figures.p:5.3f}  {figures.r:5.3f}  {figures.f1:5.3f}  {ends:>13}  {figures.gold:>6}  {figures.system:>6}"


def _words(run: Evaluation) -> Iterator[str]:
    for path, tree in run.trees.items():
        yield f"{path}: {tree.words} words, UPOS {tree.upos:.4f}, UAS {tree.uas:.4f}, LAS {tree.las:.4f}"
    for path, names in run.names.items():
        figures = names.all
        yield f"{path}: {figures.gold} names, P {figures.p:.4f}, R {figures.r:.4f}, F1 {figures.f1:.4f}"
        yield "  " + ", ".join(f"{kind} F1 {each.f1:.4f} ({each.gold})" for kind, each in names.by_kind.items())


def _changes(changes: Changes) -> Iterator[str]:
    left_out = f"; {changes.left_out} in one run alone are left out" if changes.left_out else ""
    yield f"against the earlier run ({changes.documents} reports in both{left_out}; * is beyond chance)"
    for change in changes.figures:
        ends = f"  {change.interval.low:+.3f} – {change.interval.high:+.3f}" if change.interval else ""
        moved = f"{change.before:.4f} → {change.now:.4f}  {change.now - change.before:+.4f}{ends}"
        yield f"  {change.name:{WIDTH}}  {moved}{' *' if change.clear else ''}"
    for word, better in (("better", True), ("worse", False)):
        listed = [change for change in changes.events if change.better == better]
        yield f"{word}: {len(listed)} events"
        yield from (f"  {_event_change(change)}" for change in listed[:CHANGED])
        if len(listed) > CHANGED:
            yield f"  and {len(listed) - CHANGED} more (--format json has all)"


def _event_change(change: EventChange) -> str:
    kinds = [f"+ {', '.join(change.came)}"] * bool(change.came) + [f"- {', '.join(change.gone)}"] * bool(change.gone)
    return f"{change.document} {change.name}: {change.before} → {change.now} wrong values{'  ' if kinds else ''}{'  '.join(kinds)}"


def _errors(coded: CodedScore, most: int) -> Iterator[str]:
    wrong = [outcome for outcome in coded.outcomes if outcome.mistakes]
    yield f"{min(most, len(wrong))} of {len(wrong)} events that are not as in gold"
    for outcome in wrong[:most]:
        yield from _error(outcome)


def _error(outcome: Outcome) -> Iterator[str]:
    gold, system = outcome.pair.gold, outcome.pair.system
    yield f"--- {outcome.document} {outcome.name}"
    yield f"  gold    {in_words(gold) if gold else '(none)'}"
    yield f"  system  {in_words(system) if system else '(none)'}"
    if gold and system:
        yield from (f"  {mistake.kind}: {mistake.gold} | {mistake.system}" for mistake in outcome.mistakes)
