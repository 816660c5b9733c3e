"""An explanation as text for a terminal and as JSON."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TextIO

from dateline.schema.jsonable import DECIMALS, dumps, to_json
from dateline.schema.record import Record
from dateline.views.cli.wording import parties, visible
from dateline.views.explain.reason import Explanation, Reason, Weighed, Words, share

if TYPE_CHECKING:
    from rich.console import Console

# Sections of the text, by the first field of a reason.
SECTIONS = {
    "What": ("id", "confidence", "mode", "status", "part_of", "mentions"),
    "Who": ("participants",),
    "How many": ("casualties",),
    "Who says so, with what": ("claims", "sources", "weapons"),
    "When and where": ("when", "where", "other_places"),
    "About, and in other schemes": ("topics", "codes"),
}
# How many features of a pair the text names; JSON has all.
_MOST = 6
# The right-hand column of the text: where it begins, and how wide it is at least.
_INDENT, _NARROWEST = 22, 20


def write_text(record: Record, explanation: Explanation, console: Console) -> None:
    """The explanation for a person to read; `console` says how wide."""
    event = explanation.event
    report = record.report
    about = " · ".join(visible(part) for part in (report.id, report.publisher, report.published, report.title) if part)
    console.print(about, style="dim")
    what = " ".join(part for part in (event.id, event.type, event.mode) if part)
    console.print(f"{what}, {event.status}: {visible(parties(event))}", style="bold")
    for title, names in SECTIONS.items():
        reasons = [reason for reason in explanation.reasons if _root(reason) in names]
        if reasons:
            console.print(f"\n{title}", style="bold")
        for reason in reasons:
            _print_reason(reason, console)
    _print_weighed(explanation, console)


def _print_reason(reason: Reason, console: Console) -> None:
    score = "" if reason.confidence is None else f"  {share(reason.confidence)}"
    console.print(_wrapped(f"{visible(reason.value)}{score}", console, label=visible(reason.label)))
    if reason.words:
        console.print(_wrapped(", ".join(_quote(w) for w in reason.words), console))
    console.print(_wrapped(f"{visible(reason.because)} [{visible(reason.made_by)}]", console), style="dim")


def _wrapped(text: str, console: Console, *, label: str = "", indent: int = _INDENT) -> str:
    """The text in the right-hand column, its label before it."""
    first = f"  {label}".ljust(indent)
    if len(first) > indent:
        return f"{first}\n{_wrapped(text, console, indent=indent)}"
    width = max(console.width, indent + _NARROWEST)
    return textwrap.fill(text, width, initial_indent=first, subsequent_indent=" " * indent, break_on_hyphens=False)


def _quote(words: Words) -> str:
    return f"“{visible(words.text)}” at {words.start}"


def _print_weighed(explanation: Explanation, console: Console) -> None:
    if explanation.joined:
        console.print("\nMentions joined", style="bold")
    for pair in explanation.joined:
        outcome = f"{_quote(pair.one)} with {_quote(pair.other)}: {share(pair.probability)} likely to be one event"
        console.print(_wrapped(outcome, console, indent=2))
        _print_pulls(pair.weighed, console)
    if explanation.apart:
        console.print("\nKept apart from other events of its type", style="bold")
    for other in explanation.apart:
        console.print(_wrapped(f"{other.event}: {other.because}", console, indent=2))
        _print_pulls(other.weighed, console)


def _print_pulls(weighed: tuple[Weighed, ...], console: Console) -> None:
    for sign, told in (("for", [w for w in weighed if w.weight > 0]), ("against", [w for w in weighed if w.weight < 0])):
        if told:
            features = "; ".join(f"{w.says} ({w.weight:+.2f})" for w in told[:_MOST])
            console.print(_wrapped(features, console, label=f"  {sign}", indent=13), style="dim")


def _root(reason: Reason) -> str:
    return reason.fields[0].partition(".")[0].partition("[")[0]


def write_json(explained: Iterable[tuple[Record, Explanation]], stream: TextIO) -> None:
    """One array with an object for each explanation: the report, the event as the record has it, and the reasons."""
    stream.write(dumps([as_json(record, explanation) for record, explanation in explained], indent=2) + "\n")


def as_json(record: Record, explanation: Explanation) -> dict[str, Any]:
    """The explanation as plain dictionaries and lists; `fields` are paths in `event`."""
    written = to_json(record)
    event = next(event for event in written["events"] if event["id"] == explanation.event.id)
    told = {"coder": written["coder"], "report": written["report"], "event": event}
    lists = {name: [asdict(item) for item in getattr(explanation, name)] for name in ("reasons", "joined", "apart")}
    return _rounded(told | lists)  # type: ignore[no-any-return]


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, DECIMALS) + 0.0
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    return [_rounded(item) for item in value] if isinstance(value, list | tuple) else value
