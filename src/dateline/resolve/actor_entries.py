"""The party that a row of the tables stands for: a state, an armed group, a body, a force, a leader in office."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dateline.resolve.actor_phrases import NAMED, OWNED, PERSON, Context, Reading, as_described, owning_state, possessed
from dateline.resolve.actor_table import ActorTable, Agent, Entry, Match, Nature
from dateline.resolve.actor_words import own_words
from dateline.schema.place import Actor

# Days around a term in which a title still tells of the office: between election and oath, and while a death or fall is news.
BEFORE_OFFICE, AFTER_OFFICE = 100, 30


def chief_group(agent: Agent, reading: Reading, context: Context) -> Entry | None:
    """The group that "rebels" without more are in a country where one group fought on that day; without identifier, as nobody named it."""
    state, phrases = owning_state(reading, context), context.table.phrases
    place = state.countries[0] if state is not None and state.countries else context.country
    if not place or context.published is None or reading.past:
        return None
    lands = {i for m in reading.matches if m.entry.table == "states" for i in range(m.first, m.last)}
    plain = phrases["determiners"] | phrases["possessives"] | phrases["measures"] | phrases["factions"] | {"of", "suspected"}
    before = [t for i, t in enumerate(reading.tokens[: reading.agent_first]) if i not in lands]
    if any(t.folded not in plain and not t.text[:1].isdigit() for t in before) or reading.agent_last < reading.core:
        return None
    people = next((m.entry for m in reading.matches if m.last == reading.agent_first and m.entry.form in ("adjective", "people")), None)
    known = {agent.words} if people is None else {agent.words, f"{reading.tokens[reading.agent_first - 1].folded} {agent.words}"}
    found = (c for c in context.table.chief_groups.get(place, ()) if c.first <= context.published <= c.last and known & c.words)
    return next((context.table.entry(c.group) for c in found), None)


def _nature(entry: Entry, published: date | None, table: ActorTable) -> Nature | None:
    if published is None:
        return None
    return next((n for n in table.natures.get(entry.id, ()) if n.first <= published <= n.last), None)


def of_entry(entry: Entry, reading: Reading, context: Context, *, confidence: float = NAMED) -> Actor | None:
    """The actor of an entry named by itself."""
    if entry.table == "leaders":
        return of_leader(entry, reading, context)
    if entry.table == "forces":
        return _of_force(entry, context, confidence=confidence)
    country = entry.countries[0] if entry.countries else None
    if entry.table == "states":
        if entry.kind == "former" and not entry.active(context.published) and entry.form == "capital":
            entry = context.table.entry(entry.successor) or entry
        as_people = entry.id in context.table.phrases["known_as_people"] and entry.form in ("adjective", "people")
        if as_people and len(reading.tokens) <= 2:
            people = next(name for _, name, e in context.table.names_of(entry.id) if e.form == "people")
            return Actor(people, None, "people", None, country, entry.made_by, confidence)
        the_people = reading.tokens[0].folded == "the" and len(reading.tokens) == 2
        if entry.kind in ("area", "people") or (entry.form == "people" and not the_people):
            return own_words(as_described(reading), context, agent=None, entry=entry)
        kind = "state" if entry.kind == "former" else entry.kind
        return Actor(entry.name, entry.id, kind, "executive", country, entry.made_by, confidence)
    nature = _nature(entry, context.published, context.table)
    if nature is None:
        mission = _mission(entry, reading, context)
        if mission is not None:
            return Actor(mission.name, mission.id, mission.kind, None, mission.countries[0], mission.made_by, OWNED - 0.05)
        return Actor(entry.name, entry.id, entry.kind, None, country, entry.made_by, confidence)
    name = entry.name if nature.keeps_name or not nature.name else nature.name
    return Actor(name, entry.id, nature.kind, None, nature.country, entry.made_by, confidence)


def _mission(body: Entry, reading: Reading, context: Context) -> Entry | None:
    """The mission that "UN peacekeepers" are of, in the country the words name or that of the context."""
    if body.id not in context.table.missions or not {t.folded for t in reading.tokens} & context.table.phrases["peacekeepers"]:
        return None
    states = [m.entry for m in reading.matches if m.entry.table == "states" and m.first >= reading.core]
    place = states[0].countries[0] if states and states[0].countries else context.country
    return context.table.mission(body.id, place, context.published)


def _of_force(entry: Entry, context: Context, *, confidence: float) -> Actor:
    """A force under its own name, or "Military Forces of X" where the table gives it none."""
    state = context.table.state(entry.countries[0], context.published)
    name = entry.name or _fill(context.table.naming[entry.kind]["named"], state)
    return Actor(name, f"{entry.countries[0]}.{entry.id}", entry.kind, entry.kind, entry.countries[0], entry.made_by, confidence)


def of_leader(entry: Entry, reading: Reading, context: Context) -> Actor | None:
    """A person in office acts for the party; before and after, or "former", the person stands alone."""
    party = context.table.entry(entry.acts_for)
    if _in_office(entry, reading, context) and party is not None:
        actor = of_entry(party, reading, context, confidence=OWNED)
        if actor is not None:
            return replace(actor, made_by=entry.made_by)
    return Actor(entry.name, None, "person", None, None, entry.made_by, PERSON + 0.1)


def _in_office(entry: Entry, reading: Reading, context: Context) -> bool:
    """Does the person hold the office on the day, or with the title a little before or after ("President-elect X")?"""
    if reading.past:
        return False
    # A report without a date tells, more often than not, of those in office.
    if context.published is None or entry.active(context.published):
        return True
    if reading.agent is None or reading.agent.kind != "state" or reading.agent.use != "office":
        return False
    day = context.published.toordinal()
    return entry.first.toordinal() - BEFORE_OFFICE <= day <= entry.last.toordinal() + AFTER_OFFICE


def by_surname(reading: Reading, context: Context) -> Entry | None:
    """The party of the one leader in that office on the day whose name ends so: "President Perez" in 1990."""
    after = reading.tokens[reading.agent_last : reading.core]
    if len(after) != 1 or reading.agent is None or context.published is None:
        return None
    holders = [e for e in context.table.leaders_named(after[0].folded) if e.active(context.published) and e.office == reading.agent.words]
    home = [e for e in holders if context.country in e.countries]
    chosen = home or holders
    return context.table.entry(chosen[0].acts_for) if len({e.acts_for for e in chosen}) == 1 else None


def owned_by_party(entry: Entry, agent: Agent, reading: Reading, context: Context) -> Actor | None:
    """ "Taliban fighters", "the FARC's command", "President Bush's spokesman", "Zarif's delegation"."""
    if entry.table == "leaders":
        party = context.table.entry(entry.acts_for)
        if agent.kind == "militia" and party is not None and party.table == "states":
            # Who fights for a president without being of the forces
            return own_words(as_described(reading), context, agent=agent)
        if (
            party is not None
            and party.table == "states"
            and not reading.past
            and (entry.active(context.published) or agent.kind == "government")
        ):
            if agent.kind == "government":
                return filled_in(agent, party, "named", OWNED, context)
            if agent.kind in context.table.naming and agent.kind != "state" and possessed(reading):
                return filled_in(agent, party, "named", OWNED, context)
        return of_leader(entry, reading, context)
    nature = _nature(entry, context.published, context.table)
    if nature and nature.name and (not nature.keeps_name or agent.kind in ("state", "government")):
        state = context.table.state(nature.country, context.published) if nature.country else None
        if agent.kind in ("military", "police", "judiciary") and not nature.keeps_name and state:
            return filled_in(agent, state, "named", OWNED, context)
        return Actor(nature.name, entry.id, nature.kind, agent.sector, nature.country, entry.made_by, OWNED)
    actor = of_entry(entry, reading, context, confidence=OWNED)
    return replace(actor, sector=agent.sector or actor.sector) if actor else None


def has_men(reading: Reading, party: Match, context: Context) -> bool:
    """Are the words those who fight for a party: "Ag Ghali's men", "Wagner men", "Hamas members"?"""
    at = party.last + (party.last < len(reading.tokens) and reading.tokens[party.last].folded == "'s")
    owns = at > party.last or party.entry.table != "leaders"
    named = party.entry.table in ("armed_groups", "leaders")
    return owns and named and at == reading.agent_first and reading.tokens[at].folded in context.table.phrases["men"]


def is_of_body(entry: Entry, agent: Agent, context: Context) -> bool:
    """Are they the staff or the things of an international body or a relief organisation ("employees of the World Food Programme")?"""
    return entry.table == "bodies" and entry.kind in ("international", "ngo") and agent.words in context.table.phrases["staff"]


def _fill(template: str, state: Entry | None) -> str:
    return template.replace("{state}", state.name if state else "").replace("{the state}", state.with_article if state else "").strip()


def filled_in(agent: Agent, state: Entry, column: str, confidence: float, context: Context) -> Actor:
    name = _fill(context.table.naming[agent.kind][column], state)
    kind = "government" if agent.kind == "state" and column == "context" else context.table.naming[agent.kind]["party"]
    actor_id = state.id if agent.kind in ("state", "government") else f"{state.id}.{agent.kind}"
    return Actor(
        name, actor_id, kind, agent.sector, state.countries[0] if state.countries else None, f"actors/agents:{agent.words}", confidence
    )
