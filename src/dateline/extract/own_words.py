"""The lexicon with what the user adds: words of status, saying, claiming and topics, and the triggers of the user's event types.

A user's entry takes the place of the package's with the same words and part of speech.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from dateline.extract.entries import ClaimPattern, Frame, Index, Lexicon, P, ReportingVerb, StatusCue, Topic, TriggerEntry
from dateline.extract.lexicon import head_of, load_lexicon, read_paths, read_patterns
from dateline.settings import Settings, current, per_settings
from dateline.settings.record import ClaimWords, OwnType, Paths, ReportingWords, StatusWords, TopicWords, Triggers


@per_settings
def lexicon_in_use() -> Lexicon:
    """The lexicon of the package, or with the additions of the settings in use."""
    return with_settings(load_lexicon(), current())


def with_settings(lexicon: Lexicon, settings: Settings) -> Lexicon:
    """The lexicon with a user's words before its own."""
    words = settings.lexicon
    sources = (" ".join(pattern) for pattern in read_patterns(list(words.sources), "sources")) if words.sources else ()
    return replace(
        lexicon,
        topics=_topics(lexicon.topics, words.topics),
        status_cues=_over(lexicon.status_cues, (cue for group in words.status for cue in _status(group))),
        reporting=_over(lexicon.reporting, (verb for group in words.reporting for verb in _reporting(group))),
        sources=lexicon.sources | frozenset(sources),
        claims=_over(lexicon.claims, (claim for group in words.claims for claim in _claims(group))),
        own=_over({}, (entry for kind in settings.types for entry in _entries(kind, lexicon))),
    )


def _over(index: Index[P], added: Iterable[P]) -> dict[str, tuple[P, ...]]:
    """The index with the entries added before those that it has."""
    out = dict(index)
    for entry in added:
        first = entry.words[0]
        out[first] = (entry, *(e for e in out.get(first, ()) if (e.words, e.pos) != (entry.words, entry.pos)))
    return out


def _topics(topics: tuple[Topic, ...], added: tuple[TopicWords, ...]) -> tuple[Topic, ...]:
    more = {group.name: tuple(read_patterns(list(group.words), f"topics, {group.name}")) for group in added}
    return tuple(replace(topic, patterns=topic.patterns + more.get(topic.name, ())) for topic in topics)


def _status(group: StatusWords) -> Iterator[StatusCue]:
    for words in read_patterns(list(group.words), "status"):
        yield StatusCue(words, group.pos, head_of(words, group.pos), group.status, group.scopes)


def _reporting(group: ReportingWords) -> Iterator[ReportingVerb]:
    speaker = read_paths({"speaker": group.speaker}, "speaker", "reporting")
    for words in read_patterns(list(group.words), "reporting"):
        yield ReportingVerb(words, group.pos, head_of(words, group.pos), group.evidence, speaker)


def _claims(group: ClaimWords) -> Iterator[ClaimPattern]:
    by, accused, event = (read_paths({key: getattr(group, key)}, key, "claims") for key in ("by", "accused", "event"))
    for words in read_patterns(list(group.words), "claims"):
        yield ClaimPattern(words, group.pos, head_of(words, group.pos), group.kind, by, accused, event)


def _entries(kind: OwnType, lexicon: Lexicon) -> Iterator[TriggerEntry]:
    """The triggers of a type of the user's; their `type` is the parent, so that all that holds of it holds of them."""
    frames = {**lexicon.frames, **{name: _frame(name, paths) for name, paths in kind.frames}}
    for group in kind.triggers:
        for words in read_patterns(list(group.words), f"type {kind.name}"):
            yield _entry(kind, group, words, frames)


def _entry(kind: OwnType, group: Triggers, words: tuple[str, ...], frames: Mapping[str, Frame]) -> TriggerEntry:
    return TriggerEntry(
        words=words,
        pos=group.pos,
        head=head_of(words, group.pos),
        type=kind.parent,
        strength=group.strength,
        mode=group.mode,
        outcome=group.outcome,
        status=group.status,
        frame=frames[group.frame or ("nominal" if group.pos == "NOUN" else "act")],
        nominal=frames[group.nominal or "nominal"],
        own=kind.name,
    )


def _frame(name: str, paths: Paths) -> Frame:
    actor, recipient, third = (read_paths({key: getattr(paths, key)}, key, f"frame {name}") for key in ("actor", "recipient", "third"))
    return Frame(name, actor, recipient, third)
