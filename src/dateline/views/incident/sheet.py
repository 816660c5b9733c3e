"""All that the page of one incident shows, made of the incident, its tellings and their texts."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass

from dateline.schema.countries import country
from dateline.schema.decision import Decision
from dateline.schema.incident import Incident, Telling
from dateline.views.incident.acts import Act, acts
from dateline.views.incident.claims import Claim, claims, doubts
from dateline.views.incident.fields import DIFFER, Row, rows
from dateline.views.incident.figures import Shown, shown
from dateline.views.incident.joining import Pair, pairs
from dateline.views.incident.quoting import Texts
from dateline.views.incident.voices import Source, Voice, sources, voices
from dateline.views.page.cards import one_line


@dataclass(frozen=True, slots=True)
class Material:
    """What the store holds of an incident: its tellings, the titles and texts of their reports by key, and people's decisions about
    these reports in order of time; `orphaned` are ids of decisions that no longer find their event."""

    incident: Incident
    tellings: tuple[Telling, ...]
    titles: Mapping[str, str | None]
    texts: Mapping[str, str]
    decisions: tuple[Decision, ...] = ()
    orphaned: Set[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the page shows. `policy` names the policy by which its values were chosen; `differs` names what sources contradict each
    other in, `agrees` what they tell alike."""

    incident: Incident
    title: str
    policy: str
    voices: tuple[Voice, ...]
    sources: tuple[Source, ...]
    rows: tuple[Row, ...]
    tolls: tuple[Shown, ...]
    claims: tuple[Claim, ...]
    doubts: tuple[Claim, ...]
    pairs: tuple[Pair, ...]
    acts: tuple[Act, ...]
    differs: tuple[str, ...]
    agrees: tuple[str, ...]


def sheet(material: Material, *, policy: str) -> Sheet:
    """The page of an incident whose values were chosen by `policy`."""
    incident, tellings = material.incident, material.tellings
    texts = Texts(material.texts)
    told = voices(tellings, material.titles, texts)
    found, figures = rows(incident, tellings, told, texts), shown(incident, tellings, told, texts)
    differs = [row.label for row in found if row.how == DIFFER] + [toll.title for toll in figures if toll.differ]
    agrees = [row.label for row in found if row.how == "agree"] + [t.title for t in figures if not t.differ and t.sources > 1]
    return Sheet(
        incident=incident,
        title=title_of(incident),
        policy=policy,
        voices=tuple(told.values()),
        sources=sources(told),
        rows=found,
        tolls=figures,
        claims=claims(tellings, told, texts),
        doubts=doubts(tellings, told, texts),
        pairs=pairs(incident.links, told),
        acts=acts(material.decisions, tellings, material.orphaned),
        differs=tuple(map(_small, differs)),
        agrees=tuple(map(_small, agrees)),
    )


def title_of(incident: Incident) -> str:
    """What an incident is called: "Assault (explosives), Kirkuk, Iraq, 2016-03-02". What is not known is left out."""
    chosen = {field.name: field.chosen for field in incident.fields}
    type, mode = chosen.get("type") or "incident", chosen.get("mode")
    what = f"{type.capitalize()} ({mode})" if mode else type.capitalize()
    day = (chosen.get("date") or "").replace("/", " to ")
    return one_line(", ".join(part for part in (what, _where(chosen.get("place")), day) if part))


def _where(place: str | None) -> str:
    """A place as values have it, "Kirkuk, IRQ", with the country's name."""
    *parts, last = (place or "").split(", ")
    found = country(last)
    return ", ".join(dict.fromkeys([*parts, last if found is None else found.name]))


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
