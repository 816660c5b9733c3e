"""Who claims it, who is blamed, and who denies it, each beside the sentence that says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.schema.incident import Telling
from dateline.views.cli.wording import NOT_TOLD
from dateline.views.incident.fields import Heard, heard_in
from dateline.views.incident.quoting import Texts
from dateline.views.incident.voices import Voice

KINDS = {"claimed": "claimed by", "blamed": "blamed by", "denied": "denied by"}
# Statuses in which a report says that it did not happen, or leaves it open.
DOUBTS = {"denied": "denied that it happened", "possible": "told as possible", "attempted": "told as attempted, not carried through"}


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim, blame or denial as it is told: of what kind, by whom (in the report's words or "not told"), and where."""

    kind: str
    says: str
    by: str
    heard: tuple[Heard, ...]


def claims(tellings: Sequence[Telling], told: Mapping[str, Voice], texts: Texts) -> tuple[Claim, ...]:
    """Those that the tellings hold, claims before blame before denials, then by who makes them; the same of several reports once."""
    found: dict[tuple[str, str], list[Heard]] = {}
    by_id = {telling.id: telling for telling in tellings}
    for id, voice in told.items():
        telling = by_id[id]
        for entry in telling.event.claims:
            quote = texts.quote(telling.report, [(entry.start, entry.end)])
            found.setdefault((entry.kind, entry.by or NOT_TOLD), []).append(Heard(replace(voice, quote=quote), None))
    order = sorted(found, key=lambda key: (list(KINDS).index(key[0]) if key[0] in KINDS else len(KINDS), key[1]))
    return tuple(Claim(kind, KINDS.get(kind, kind), by, tuple(found[kind, by])) for kind, by in order)


def doubts(tellings: Sequence[Telling], told: Mapping[str, Voice], texts: Texts) -> tuple[Claim, ...]:
    """The tellings that do not say that it happened, by what they say instead."""
    found: dict[str, list[Heard]] = {}
    by_id = {telling.id: telling for telling in tellings}
    for id, voice in told.items():
        status = by_id[id].event.status
        if status in DOUBTS:
            found.setdefault(status, []).append(heard_in("status", status, by_id[id], voice, texts))
    return tuple(Claim(status, DOUBTS[status], "", tuple(found[status])) for status in DOUBTS if status in found)
