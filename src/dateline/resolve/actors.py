"""Names the party that a noun phrase of a report tells of, as a list of actors would print it.

Everything known of states, armed groups, bodies, forces, leaders and agent words stands in `data/actors`; this file only
reads a phrase against those tables. The result is a pure function of the words, the day of publication, the context
country and the tables: where a name is shared ("National Liberation Army"), the entry in being on that day is taken, then
the one of the context country, then the first in the table.

How a phrase is read: brackets and appositions are set apart; known names are found, longest first; a name put aside by its
neighbours ("Russian-backed", "anti-Taliban", "former") owns nothing; the last agent word ("troops", "minister") says what
the party is and the name beside it, or the context country, says whose it is. A party without either keeps its own words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from dateline.resolve.actor_table import ActorTable, Agent, Entry, Match, Nature, Token, tokens_of
from dateline.schema.mention import Phrase
from dateline.schema.place import Actor

__all__ = ["ActorTable", "acts_for_owner", "bears_no_arms", "name_actor", "whole_name"]

# How sure a name is, by what it rests on; ordered by judgement: an entry named in full, a name read beside an agent word,
# a country taken from the context, words kept as they stand.
NAMED, OWNED, CONTEXT, PERSON, OWN_WORDS = 0.95, 0.9, 0.7, 0.6, 0.5
# Kinds of agent that a weak word before "of" gives way to ("members of the army").
_ORGANISED = frozenset(
    ("government", "military", "police", "security", "intelligence", "judiciary", "legislature", "opposition", "national guard")
) | {"gendarmerie", "coast guard"}
# Kinds too vague to speak for a person named before them ("X, a member of parliament").
_CROWDS = frozenset(("civilians", "bystanders", "protesters", "opposition", "legislature", "judiciary", "unknown"))
# Days around a term in which a title still tells of the office: between election and oath, and while a death or fall is news.
BEFORE_OFFICE, AFTER_OFFICE = 100, 30
# Kinds of agent words that are no kinds of party.
_VAGUE = frozenset(("described", "described-crowd", "bystanders", "member", "body"))
# Kinds of agent words for people who bear no arms and for where they live, work and meet.
_EVERYDAY = frozenset(("described", "bystanders", "civilians"))
LONGEST_MEASURE = 8  # words in which a measure is looked for ("at least tens of thousands of")
LONGEST_AGENT = 5  # words of the longest agent phrase looked for ("lower house of parliament" has four)
_BEHIND = 48  # characters behind a phrase in which a name that begins in it may end
# Brackets and commas (not those inside numbers) set parts of a phrase apart, and dashes before words.
# A name told after the kind of party: "a group named Red Tabara", "a splinter group calling itself ...".
_CALLED = re.compile(
    r"(?<!\s)\s+(?:named|called|known as|dubbed|calling itself|calling themselves)\s+(?:the\s+)?(?=[\"“'‘]?(?:anti-)?[A-Z])"
)
_BREAK = re.compile(r"(?:(?<!\s)\s+)?(?:,(?!\d)|[;:()\[\]])+\s*|(?<!\s)\s+[-–—]{1,2}\s+(?=[^\W\d]{3})")


@dataclass(frozen=True, slots=True)
class _Reading:
    """One part of a phrase read against the tables: tokens before the first preposition are `tokens[:core]`."""

    text: str
    tokens: list[Token]
    matches: list[Match]
    core: int
    agent: Agent | None
    agent_first: int
    agent_last: int
    past: bool


@dataclass(frozen=True, slots=True)
class _Context:
    published: date | None
    country: str | None
    table: ActorTable


def name_actor(words: str, *, published: date | None, country: str | None = None, table: ActorTable | None = None) -> Actor:
    """The party that a noun phrase names, for the day of publication.

    "Iranian foreign minister Zarif" is Iran; "the army" with country "MLI" is the Military Forces of Mali; "unidentified
    gunmen" stay as described. `country` is the ISO 3166-1 alpha-3 code of the report's context, used where the words name
    no owner. `made_by` names table and row; `confidence` runs from 0 to 1. Never raises for odd words.
    """
    context = _Context(published, country, table or ActorTable.load())
    parts = [part for part in _BREAK.split(words) if part and any(c.isalnum() for c in part)]
    parts = [half for part in parts for half in _named_apart(part)]
    fallback: Actor | None = None
    for number, part in enumerate(parts[:4]):
        reading = _read(part, context)
        actor = _named(reading, context) if reading else None
        if actor is None or (number and not _speaks(actor, fallback)):
            continue
        if actor.kind == "international":
            return _specified(actor, parts[number + 1 : 4], context)
        if len(parts) == 1 or (actor.confidence > PERSON and actor.kind not in _CROWDS):
            return actor
        described = fallback is None or (fallback.kind in ("unknown", "civilians") and actor.kind == "person")
        fallback = actor if described else fallback
    return fallback or _own_words(words if not parts else parts[0], context, agent=None)


def bears_no_arms(actor: Actor) -> bool:
    """Is the party, where an attack hits it, people of everyday life or what is theirs: "two welders", "a clinic", "a bus", "six others"?

    So is whoever or whatever no table knows. In the coded reports that the weights were trained on, of 1,070 parties named by a word of
    those kinds 570 are "Civilians" of the place and 170 are named by the report's own words; of 650 without such a word 300 and 60.
    """
    row, unknown = actor.made_by.removeprefix("actors/agents:"), actor.made_by == "actors/words"
    if actor.actor_id is not None or not (unknown or actor.made_by.startswith("actors/agents:")):
        return False
    tables = ActorTable.load()
    phrases, words = tables.phrases, [t.folded for t in tokens_of(actor.name)]
    if not phrases["engaged"].isdisjoint(words) or tables.demonym_country(words[-1]) is not None:
        return False
    if unknown:
        return actor.kind == "unknown" and phrases["works"].isdisjoint(words)
    agent = tables.agent(row.split())
    return agent is not None and agent.kind in _EVERYDAY and row not in phrases["partisans"]


def acts_for_owner(words: str) -> bool:
    """Do the words end in people or things that act for whoever owns them: "forces", "drones", "foreign minister", but not "captors"?"""
    table, tokens = ActorTable.load(), tokens_of(words)
    if not tokens or tokens[-1].folded in table.phrases["not_owned"]:
        return False
    agents = (table.agent([t.folded for t in tokens[-n:]]) for n in range(min(LONGEST_AGENT, len(tokens)), 0, -1))
    agent = next((a for a in agents if a is not None), None)
    return tokens[-1].folded in table.phrases["men"] or (agent is not None and agent.kind not in _VAGUE | _EVERYDAY)


def whole_name(phrase: Phrase, text: str, *, published: date | None) -> str:
    """The words of a phrase, and behind them what completes a longer name of the tables that begins in them; `text` is the report's.

    A phrase may end inside a name: "the Islamic State" of "the Islamic State in the Greater Sahara".
    """
    words = phrase.text
    behind = text[phrase.end : phrase.end + _BEHIND]
    if not text or not words or "\n\n" in behind[:2] or behind[:1] not in " '’-":
        return words
    tokens = tokens_of(words + behind)
    inner = [t for t in tokens if t.end <= len(words)]
    found = ActorTable.load().find(tokens, published=published, country=None)
    last = next((m for m in found if m.first < len(inner) < m.last and not m.aside and m.entry.form == "name"), None)
    return words if last is None else (words + behind)[: tokens[last.last - 1].end]


def _named_apart(part: str) -> list[str]:
    """The description and the name it introduces, as if a comma stood between them."""
    return [part] if part.isupper() else _CALLED.split(part, maxsplit=1)


def _speaks(actor: Actor, before: Actor | None) -> bool:
    """Does an apposition name the party better than the words before it ("X, a Hezbollah commander"; "her son, X")?"""
    if actor.kind == "person":
        return before is None or before.kind != "person"
    return actor.confidence >= OWNED and actor.kind not in _CROWDS


def _specified(actor: Actor, parts: list[str], context: _Context) -> Actor:
    """The body that an apposition names more narrowly: "the UN mission in Mali, MINUSMA"."""
    for part in parts:
        reading = _read(part, context)
        whole = _whole(reading) if reading else None
        if reading is not None and whole is not None and whole.entry.kind == "international" and whole.entry.id != actor.actor_id:
            return _of_entry(whole.entry, reading, context) or actor
    return actor


def _read(part: str, context: _Context) -> _Reading | None:
    table = context.table
    tokens = tokens_of(part)
    matches = table.find(tokens, published=context.published, country=context.country)
    inside = {i for m in matches for i in range(m.first, m.last)}
    end = _cut(tokens, inside, table)
    tokens, matches = tokens[:end], [m for m in matches if m.last <= end]
    if not tokens:
        return None
    bounds = table.phrases["owners"] | table.phrases["places"] | table.phrases["others"]
    skip = _measured(tokens, inside, table)
    ends = (i for i in range(max(skip, _counted(tokens, skip, table)) + 1, len(tokens)) if i not in inside and tokens[i].folded in bounds)
    core = next((i for i in ends if not _in_agent(tokens, i, skip, table)), len(tokens))
    agent, first, last = _agent_in(tokens[:core], inside, table, start=skip)
    if agent is not None and agent.kind == "member" and core < len(tokens) and tokens[core].folded in ("of", "from"):
        after = next((i for i in range(core + 1, len(tokens)) if i not in inside and tokens[i].folded in bounds), len(tokens))
        inner, inner_first, inner_last = _agent_in(tokens[:after], inside, table, start=core + 1)
        told = set(range(core + 1, inner_first)) - inside
        if inner is not None and inner.kind in _ORGANISED and all(tokens[i].folded in table.phrases["determiners"] for i in told):
            agent, first, last, core = inner, inner_first, inner_last, after
    past = any(t.folded in table.phrases["past"] for t in tokens[: last + 1 if agent else core])
    return _Reading(part, tokens, matches, core, agent, first, last, past)


def _in_agent(tokens: list[Token], at: int, first: int, table: ActorTable) -> bool:
    """Is "of" part of what the party is ("House of Representatives")?"""
    if tokens[at].folded != "of":
        return False
    ends = range(at + 2, min(at + 4, len(tokens)) + 1)
    return any(table.agent([t.folded for t in tokens[i:j]]) for i in range(max(first, at - 2), at) for j in ends)


def _cut(tokens: list[Token], inside: set[int], table: ActorTable) -> int:
    """Where a clause begins that tells no more of who the party is ("who", "accused of", "killed in")."""
    begun = False
    for i, token in enumerate(tokens):
        if begun and i not in inside and not token.joined and token.folded in table.phrases["cuts"]:
            return i
        begun = begun or token.folded not in table.phrases["determiners"]
    return len(tokens)


def _measured(tokens: list[Token], inside: set[int], table: ActorTable) -> int:
    """Where the party begins after "a group of", "tens of thousands of", "14 of the"."""
    start = 0
    for i, token in enumerate(tokens[:LONGEST_MEASURE]):
        if token.folded == "of" and i and i not in inside:
            counts = tokens[i - 1].folded in table.phrases["measures"] or tokens[i - 1].text[:1].isdigit()
            if not counts or i + 1 >= len(tokens):
                break
            start = i + 1
    return start


def _counted(tokens: list[Token], first: int, table: ActorTable) -> int:
    """Where the words end that only count the party: "more than 30", "around 800,000", "up to twenty"."""
    at = first
    while at < len(tokens) and (tokens[at].text[:1].isdigit() or tokens[at].folded in table.phrases["determiners"]):
        at += 1
    return at if any(t.text[:1].isdigit() for t in tokens[first:at]) else first


def _agent_in(tokens: list[Token], inside: set[int], table: ActorTable, *, start: int) -> tuple[Agent | None, int, int]:
    """The last agent word, unless a weak one ("leader", "group") follows a stronger: then that one."""
    found: list[tuple[Agent, int, int]] = []
    at = start
    while at < len(tokens):
        step = 1
        for length in range(min(LONGEST_AGENT, len(tokens) - at), 0, -1):
            if any(i in inside for i in range(at, at + length)):
                continue
            agent = table.agent([t.folded for t in tokens[at : at + length]])
            owner = at + length + 1 < len(tokens) and tokens[at + length].folded == "'s"
            if agent and not owner:
                found.append((agent, at, at + length))
                step = length
                break
        at += step
    strong = [f for f in found if f[0].kind not in ("member", "body")]
    if not found:
        return None, 0, 0
    if len(strong) > 1 and strong[-2][2] == strong[-1][1] and _gives_way(strong[-1][0], strong[-2][0], table):
        return strong[-2]
    return strong[-1] if strong else found[-1]


def _gives_way(last: Agent, before: Agent, table: ActorTable) -> bool:
    """Is it a rank beside an office ("defence minister General X"), or a thing of an organised body ("navy buses")?"""
    if last.words in table.phrases["ranks"]:
        return before.kind == "state"
    return last.kind == "bystanders" and not last.use and before.kind in _ORGANISED


def _named(reading: _Reading, context: _Context) -> Actor | None:
    """The actor of one part, or None where it names nobody."""
    agent = reading.agent
    whole = _whole(reading)
    if whole is not None:
        return _of_entry(whole.entry, reading, context)
    party = _party(reading, context)
    if party is None and (agent is None or agent.kind not in context.table.naming or agent.kind == "legislature"):
        organisation = _owning_organisation(reading, context) or _organisation(reading, context)
        if organisation is not None:
            return organisation
    if agent is None:
        return _without_agent(reading, party, context)
    if party is not None and party.entry.table != "leaders" and party.last == reading.core and reading.agent_last <= party.first:
        return _of_entry(party.entry, reading, context, confidence=OWNED)
    if reading.past and agent.use:
        return _person(reading, context) or _own_words(_described(reading), context, agent=agent)
    if party is None and agent.kind == "state" and _state(reading, context) is None:
        leader = _by_surname(reading, context)
        if leader is not None:
            return _of_entry(leader, reading, context, confidence=OWNED - 0.05)
    if party is not None and _has_men(reading, party, context):
        return _owned_by_party(party.entry, agent, reading, context)
    if party is not None and _is_of_body(party.entry, agent, context):
        return _of_entry(party.entry, reading, context, confidence=OWNED)
    if party is not None and agent.kind not in ("protesters", "civilians", "bystanders", "described", "described-crowd", "opposition"):
        return _owned_by_party(party.entry, agent, reading, context)
    if agent.use == "person" or (agent.kind in ("described", "described-crowd", "bystanders", "unknown") and not reading.past):
        person = _person(reading, context)
        if person:
            return person
    if agent.kind in context.table.naming:
        return _by_kind(agent, reading, context)
    if agent.kind in ("member", "body"):
        return _member(agent, reading, context)
    chief = _chief_group(agent, reading, context)
    if chief is not None:
        return Actor(chief.name, None, chief.kind, agent.sector, chief.countries[0], f"actors/chief_groups:{chief.id}", CONTEXT)
    return _own_words(_described(reading), context, agent=agent)


def _chief_group(agent: Agent, reading: _Reading, context: _Context) -> Entry | None:
    """The group that "rebels" without more are in a country where one group fought on that day; without identifier, as nobody named it."""
    state, phrases = _state(reading, context), context.table.phrases
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


def _whole(reading: _Reading) -> Match | None:
    """The known name that is the whole phrase but for articles and a possessive."""
    if len(reading.matches) != 1 or reading.matches[0].aside:
        return None
    match = reading.matches[0]
    rest = [t.folded for i, t in enumerate(reading.tokens) if not match.first <= i < match.last]
    return match if all(r in ("the", "'s", "a", "an") for r in rest) else None


def _party(reading: _Reading, context: _Context) -> Match | None:
    """A named group, body, force or leader that is not set aside: before the preposition first, then after "of"."""
    lands = {c for m in reading.matches if m.entry.table == "states" and not m.aside for c in m.entry.countries}
    own = [
        m
        for m in reading.matches
        if not m.aside and m.entry.table != "states" and not (m.entry.kind == "party" and lands and not lands & set(m.entry.countries))
    ]
    before = [m for m in own if m.first < reading.core]
    before = [m for m in before if m.entry.table != "leaders"] or before
    if before:
        return before[-1] if before[-1].last == reading.core else before[0]
    return next((m for m in own if _bound(reading, m, context)), None)


def _bound(reading: _Reading, match: Match, context: _Context) -> bool:
    """Does "of", "from" or "for" bind the name to the phrase, with only small words or agents between?"""
    phrases = context.table.phrases
    for i in range(match.first - 1, reading.core - 1, -1):
        word = reading.tokens[i].folded
        if word in phrases["owners"]:
            return True
        if word == "to" and reading.tokens[i - 1].folded in phrases["bound"]:
            return True
        if word in phrases["places"] or word in phrases["others"]:
            return word == "in" and match.entry.table == "states"
    return False


def _state(reading: _Reading, context: _Context) -> Entry | None:
    """The state that the words name as owner: an adjective or a name before the agent, or a name after "of"."""
    states = [m for m in reading.matches if not m.aside and m.entry.table == "states" and m.entry.kind not in ("area", "people")]
    before = [m for m in states if m.first < reading.core]
    if before:
        joined = any(t.folded == "and" for t in reading.tokens[: reading.core])
        return (before[0] if joined else before[-1]).entry
    return next((m.entry for m in states if _bound(reading, m, context)), None)


def _nature(entry: Entry, published: date | None, table: ActorTable) -> Nature | None:
    if published is None:
        return None
    return next((n for n in table.natures.get(entry.id, ()) if n.first <= published <= n.last), None)


def _of_entry(entry: Entry, reading: _Reading, context: _Context, *, confidence: float = NAMED) -> Actor | None:
    """The actor of an entry named by itself."""
    if entry.table == "leaders":
        return _of_leader(entry, reading, context)
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
            return _own_words(_described(reading), context, agent=None, entry=entry)
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


def _mission(body: Entry, reading: _Reading, context: _Context) -> Entry | None:
    """The mission that "UN peacekeepers" are of, in the country the words name or that of the context."""
    if body.id not in context.table.missions or not {t.folded for t in reading.tokens} & context.table.phrases["peacekeepers"]:
        return None
    states = [m.entry for m in reading.matches if m.entry.table == "states" and m.first >= reading.core]
    place = states[0].countries[0] if states and states[0].countries else context.country
    return context.table.mission(body.id, place, context.published)


def _of_force(entry: Entry, context: _Context, *, confidence: float) -> Actor:
    """A force under its own name, or "Military Forces of X" where the table gives it none."""
    state = context.table.state(entry.countries[0], context.published)
    name = entry.name or _fill(context.table.naming[entry.kind]["named"], state)
    return Actor(name, f"{entry.countries[0]}.{entry.id}", entry.kind, entry.kind, entry.countries[0], entry.made_by, confidence)


def _of_leader(entry: Entry, reading: _Reading, context: _Context) -> Actor | None:
    """A person in office acts for the party; before and after, or "former", the person stands alone."""
    party = context.table.entry(entry.acts_for)
    if _in_office(entry, reading, context) and party is not None:
        actor = _of_entry(party, reading, context, confidence=OWNED)
        if actor is not None:
            return replace(actor, made_by=entry.made_by)
    return Actor(entry.name, None, "person", None, None, entry.made_by, PERSON + 0.1)


def _in_office(entry: Entry, reading: _Reading, context: _Context) -> bool:
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


def _by_surname(reading: _Reading, context: _Context) -> Entry | None:
    """The party of the one leader in that office on the day whose name ends so: "President Perez" in 1990."""
    after = reading.tokens[reading.agent_last : reading.core]
    if len(after) != 1 or reading.agent is None or context.published is None:
        return None
    holders = [e for e in context.table.leaders_named(after[0].folded) if e.active(context.published) and e.office == reading.agent.words]
    home = [e for e in holders if context.country in e.countries]
    chosen = home or holders
    return context.table.entry(chosen[0].acts_for) if len({e.acts_for for e in chosen}) == 1 else None


def _owned_by_party(entry: Entry, agent: Agent, reading: _Reading, context: _Context) -> Actor | None:
    """ "Taliban fighters", "the FARC's command", "President Bush's spokesman", "Zarif's delegation"."""
    if entry.table == "leaders":
        party = context.table.entry(entry.acts_for)
        if agent.kind == "militia" and party is not None and party.table == "states":
            # Who fights for a president without being of the forces
            return _own_words(_described(reading), context, agent=agent)
        if (
            party is not None
            and party.table == "states"
            and not reading.past
            and (entry.active(context.published) or agent.kind == "government")
        ):
            if agent.kind == "government":
                return _filled(agent, party, "named", OWNED, context)
            if agent.kind in context.table.naming and agent.kind != "state" and _possessed(reading):
                return _filled(agent, party, "named", OWNED, context)
        return _of_leader(entry, reading, context)
    nature = _nature(entry, context.published, context.table)
    if nature and nature.name and (not nature.keeps_name or agent.kind in ("state", "government")):
        state = context.table.state(nature.country, context.published) if nature.country else None
        if agent.kind in ("military", "police", "judiciary") and not nature.keeps_name and state:
            return _filled(agent, state, "named", OWNED, context)
        return Actor(nature.name, entry.id, nature.kind, agent.sector, nature.country, entry.made_by, OWNED)
    actor = _of_entry(entry, reading, context, confidence=OWNED)
    return replace(actor, sector=agent.sector or actor.sector) if actor else None


def _has_men(reading: _Reading, party: Match, context: _Context) -> bool:
    """Are the words those who fight for a party: "Ag Ghali's men", "Wagner men", "Hamas members"?"""
    at = party.last + (party.last < len(reading.tokens) and reading.tokens[party.last].folded == "'s")
    owns = at > party.last or party.entry.table != "leaders"
    named = party.entry.table in ("armed_groups", "leaders")
    return owns and named and at == reading.agent_first and reading.tokens[at].folded in context.table.phrases["men"]


def _is_of_body(entry: Entry, agent: Agent, context: _Context) -> bool:
    """Are they the staff or the things of an international body or a relief organisation ("employees of the World Food Programme")?"""
    return entry.table == "bodies" and entry.kind in ("international", "ngo") and agent.words in context.table.phrases["staff"]


def _possessed(reading: _Reading) -> bool:
    """Does the leader own the agent word ("Assad's troops", "forces loyal to Assad"), or bear it ("General Musharraf")?"""
    leader = next((m for m in reading.matches if m.entry.table == "leaders"), None)
    if leader is None:
        return False
    return leader.first >= reading.core or any(t.folded == "'s" for t in reading.tokens[leader.last : leader.last + 1])


def _fill(template: str, state: Entry | None) -> str:
    return template.replace("{state}", state.name if state else "").replace("{the state}", state.with_article if state else "").strip()


def _filled(agent: Agent, state: Entry, column: str, confidence: float, context: _Context) -> Actor:
    name = _fill(context.table.naming[agent.kind][column], state)
    kind = "government" if agent.kind == "state" and column == "context" else context.table.naming[agent.kind]["party"]
    actor_id = state.id if agent.kind in ("state", "government") else f"{state.id}.{agent.kind}"
    return Actor(
        name, actor_id, kind, agent.sector, state.countries[0] if state.countries else None, f"actors/agents:{agent.words}", confidence
    )


def _by_kind(agent: Agent, reading: _Reading, context: _Context) -> Actor:
    """A party named by what it is and whose it is: "Turkish soldiers", "the police" of the context country."""
    state = _state(reading, context)
    if state is not None and context.table.naming[agent.kind]["named"]:
        return _filled(agent, state, "named", OWNED, context)
    if (state is not None or agent.kind in ("protesters", "civilians", "bystanders")) and _modified(agent, reading, context):
        return _own_words(_described(reading), context, agent=agent)
    local = _local(agent, reading, context)
    if local is not None:
        return local
    if _sponsored(reading, context):
        return _own_words(_described(reading), context, agent=agent)
    peoples = [m for m in reading.matches if m.entry.kind in ("area", "people") and m.first < reading.core]
    place = context.table.stand_ins.get(agent.kind, {}).get(context.country or "", context.country)
    home = context.table.state(place, context.published) if place else None
    if home is not None and not peoples and context.table.naming[agent.kind]["context"]:
        return _filled(agent, home, "context", CONTEXT, context)
    alone = context.table.naming[agent.kind]["alone"]
    if alone and not peoples:
        return Actor(alone, None, agent.kind, agent.sector, None, f"actors/agents:{agent.words}", OWN_WORDS)
    person = _person(reading, context) if agent.use == "office" else None
    return person or _own_words(_described(reading), context, agent=agent)


def _sponsored(reading: _Reading, context: _Context) -> bool:
    """Are they somebody else's, and so not the home army ("Russian-backed forces")?"""
    asides = [m for m in reading.matches if m.aside and m.last < reading.agent_first]
    return any(reading.tokens[m.last].folded in context.table.phrases["sponsors"] for m in asides)


def _local(agent: Agent, reading: _Reading, context: _Context) -> Actor | None:
    """The police or government of a town or province: "Dallas Police", "the governor of Ohio".

    "The mayor of Strasbourg" is of the government of his country: so coders name most of them.
    """
    tokens, phrases = reading.tokens, context.table.phrases
    if reading.text.isupper() or agent.words not in phrases["local_offices"]:
        return None
    if agent.kind != "police" and context.country not in phrases["own_governments"]:
        return None
    first, last = 0, reading.agent_first
    of = reading.agent_last == reading.core and reading.core + 1 < len(tokens) and tokens[reading.core].folded == "of"
    if of and agent.kind != "police":
        first = last = reading.core + 1
        while last < len(tokens) and tokens[last].text[:1].isupper():
            last += 1
    elif last and tokens[last - 1].folded == "'s":
        last -= 1
    elif agent.kind != "police" or not (tokens[last].text[:1].isupper() or last > 1):
        return None
    while first < last and tokens[first].folded == "the":
        first += 1
    named = {i for m in reading.matches for i in range(m.first, m.last)}
    told = range(first, last)
    if first >= last or any(i in named or not tokens[i].text[:1].isupper() or tokens[i].folded in phrases["determiners"] for i in told):
        return None
    place = _text(tokens, first, last, reading)
    title = "Police Forces" if agent.kind == "police" else "Government"
    kind = context.table.naming[agent.kind]["party"] if agent.kind == "police" else "government"
    return Actor(f"{title} of {place}", None, kind, agent.sector, context.country, f"actors/agents:{agent.words}", PERSON + 0.05)


def _modified(agent: Agent, reading: _Reading, context: _Context) -> bool:
    """Do the words before a crowd tell more than how many: "anti-racism protesters", "displaced people"?"""
    phrases = context.table.phrases
    after = {t.folded for t in reading.tokens[reading.agent_last : reading.agent_last + 1]}
    if agent.kind == "bystanders" and (reading.agent_last < reading.core or "of" in after):
        return True  # "family members", "the victims of a bombing"
    plain = phrases["determiners"] | phrases["possessives"] | phrases["measures"] | {"of", "'s"}
    told = [t for t in reading.tokens[: reading.agent_first] if t.folded not in plain and not t.text[:1].isdigit()]
    return bool(told) and reading.core == len(reading.tokens)


def _member(agent: Agent, reading: _Reading, context: _Context) -> Actor | None:
    """ "the leader of X", "a spokesman": the state named beside it, else the person, else the words."""
    state = _state(reading, context) if agent.kind == "member" else None
    person = _person(reading, context)
    if state is not None and not person:
        return Actor(
            state.name, state.id, "state", "executive", state.countries[0] if state.countries else None, state.made_by, OWNED - 0.1
        )
    return person or _own_words(_described(reading), context, agent=agent)


def _without_agent(reading: _Reading, party: Match | None, context: _Context) -> Actor | None:
    if party is not None:
        return _of_entry(party.entry, reading, context, confidence=OWNED)
    states = [m for m in reading.matches if not m.aside and m.entry.table == "states" and m.first < reading.core]
    head = next(
        (m for m in states if m.last == reading.core or (reading.tokens[m.last].folded == "'s" and m.last + 1 == reading.core)), None
    )
    if head is not None and not any(t.text[:1].isdigit() for t in reading.tokens):
        return _of_entry(head.entry, reading, context, confidence=OWNED)
    known_as_people = context.table.phrases["known_as_people"]
    if head is not None and head.entry.form == "people" and head.entry.kind == "state" and head.entry.id not in known_as_people:
        return _filled(Agent(head.entry.id, "civilians", "civil", ""), head.entry, "named", CONTEXT, context)
    if states and _owns(states[0], reading):
        return _of_entry(states[0].entry, reading, context, confidence=CONTEXT)
    return _person(reading, context) or _own_words(_described(reading), context, agent=None)


def _owns(state: Match, reading: _Reading) -> bool:
    """Do the words tell of something of the state's that no table knows ("Russia's gas exports", "Qatari carriers")?"""
    after = reading.tokens[state.last : state.last + 1]
    if not after or reading.text.isupper():
        return False
    if after[0].folded == "'s":
        return not _proper(reading, state.last + 1)
    return state.entry.form == "adjective" and state.entry.kind in ("state", "former") and not _proper(reading, state.last)


def _proper(reading: _Reading, first: int) -> int:
    """How many words from `first` to the core's end are capitalised or small words inside a name."""
    words = reading.tokens[first : reading.core]
    return sum(t.text[:1].isupper() for t in words)


def _person(reading: _Reading, context: _Context) -> Actor | None:
    """The proper name at the end of the phrase, where there is one: "former politician Hillary Clinton"."""
    particles = context.table.phrases["particles"]
    tokens = reading.tokens[: reading.core]
    leaders = [m for m in reading.matches if m.entry.table == "leaders"]
    leader = next((m for m in leaders if m.first < reading.core or reading.past), None)
    if leader is not None:
        return _of_leader(leader.entry, reading, context)
    capitals = reading.text.isupper()
    first = len(tokens)
    floor = reading.agent_last if reading.agent else 0
    named = {i for m in reading.matches if m.entry.form in ("adjective", "people") for i in range(m.first, m.last)}
    while first > floor and (tokens[first - 1].text[:1].isupper() or tokens[first - 1].folded in particles) and first - 1 not in named:
        first -= 1
    while first < len(tokens) and tokens[first].folded in particles | {"the"}:
        first += 1
    known = capitals and not reading.agent
    if (
        first >= len(tokens)
        or known
        or (first == 0 and len(tokens) == 1 and reading.agent)
        or tokens[first].folded in context.table.phrases["determiners"]
    ):
        return None
    name = _text(tokens, first, len(tokens), reading)
    return Actor(
        name.title() if capitals else name,
        None,
        "person",
        reading.agent.sector if reading.agent else None,
        None,
        "actors/words:name",
        PERSON,
    )


def _organisation(reading: _Reading, context: _Context) -> Actor | None:
    """An organisation that no table has, by its capital letters and its noun: "New Popular Front"."""
    phrases, tokens = context.table.phrases, reading.tokens
    if reading.text.isupper():
        return None
    first = next((i for i, t in enumerate(tokens) if t.text[:1].isupper() and t.folded not in phrases["determiners"]), len(tokens))
    last, at = first, first
    while at < len(tokens) and (tokens[at].text[:1].isupper() or tokens[at].folded in phrases["particles"] | {"for", "on", "a", "'s"}):
        at += 1
        last = at if tokens[at - 1].text[:1].isupper() else last
    run = tokens[first:last]
    nouns = [t for t in run if t.folded in phrases["organisations"]]
    lead = all(t.folded in phrases["determiners"] or t.folded == "the" for t in tokens[:first])
    if len(run) < 2 or not nouns or not lead or tokens[last - 1].folded == "'s":
        return None
    country = _owner_country(reading.text, context)
    return Actor(_text(tokens, first, last, reading), None, "organisation", None, country, "actors/words:organisation", PERSON + 0.05)


def _owning_organisation(reading: _Reading, context: _Context) -> Actor | None:
    """The organisation that no table has and that fighters are of: "gunmen of the Zorbat Liberation Front"."""
    if reading.agent is None or reading.agent.sector != "armed" or reading.agent_last != reading.core:
        return None
    if reading.core + 1 >= len(reading.tokens):
        return None
    if reading.tokens[reading.core].folded not in ("of", "from"):
        return None
    rest = _read(reading.text[reading.tokens[reading.core + 1].start :], context)
    return _organisation(rest, context) if rest is not None and not rest.matches else None


def _described(reading: _Reading) -> str:
    """The words of a described party, without the place where it is ("gunmen in pickup trucks")."""
    core, word = reading.core, {t.folded for t in reading.tokens[reading.core : reading.core + 1]}
    placed = reading.agent is not None and bool(word & {"in", "near", "on", "outside", "along"})
    return _text(reading.tokens, 0, core if placed else len(reading.tokens), reading)


def _text(tokens: list[Token], first: int, last: int, reading: _Reading) -> str:
    return reading.text[tokens[first].start : tokens[last - 1].end] if first < last else ""


def _own_words(text: str, context: _Context, *, agent: Agent | None, entry: Entry | None = None) -> Actor:
    """The party as described: without article, number and measure, in lower case where the report is in capitals."""
    tokens = tokens_of(text)
    phrases = context.table.phrases
    first = 0
    while first < len(tokens) - 1 and _says_nothing(tokens, first, phrases):
        first += 1
    name = text[tokens[first].start : tokens[-1].end] if tokens else text.strip()
    if name.isupper() and (agent or (len(name) > 4 and len(tokens) - first > 1)):
        name = name.lower()
    elif (
        tokens
        and first == 0
        and agent
        and agent.sector != "religion"
        and name[:1].isupper()
        and not tokens[0].text.isupper()
        and _begins(agent, tokens[0], context)
    ):
        name = name[:1].lower() + name[1:]
    kind = agent.kind if agent and agent.kind not in _VAGUE else ("people" if entry else None)
    country = entry.countries[0] if entry and entry.countries else _owner_country(text, context)
    made_by = f"actors/agents:{agent.words}" if agent else (entry.made_by if entry else "actors/words")
    return Actor(name, None, kind or "unknown", agent.sector if agent else None, country, made_by, OWN_WORDS)


def _says_nothing(tokens: list[Token], at: int, phrases: dict[str, frozenset[str]]) -> bool:
    """Is the word an article, a number or a measure before the party ("at least 20", "a group of")?"""
    word, after = tokens[at], tokens[at + 1]
    if after.joined or (after.folded != "of" and after.folded in phrases["owners"]):
        return False
    if after.folded == "of":
        return word.folded in phrases["measures"] or word.folded in phrases["determiners"]
    counted = word.text[:1].isdigit() or (at > 0 and word.folded == "of")
    return counted or word.folded in phrases["determiners"] or word.folded in phrases["possessives"]


def _begins(agent: Agent, token: Token, context: _Context) -> bool:
    """Is the word the agent word itself or its first, and so no name ("Bandits", but not "Sunni militants")?"""
    return context.table.agent([token.folded]) == agent or agent.words.split()[0] == token.folded


def _owner_country(text: str, context: _Context) -> str | None:
    """The country of the one state that the words of a described party name ("Palestinian militants")."""
    matches = context.table.find(tokens_of(text), published=context.published, country=context.country)
    countries = {m.entry.countries[0] for m in matches if m.entry.table == "states" and m.entry.countries and not m.aside}
    return countries.pop() if len(countries) == 1 else None
