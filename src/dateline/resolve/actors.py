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
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from dateline.resolve.actor_entries import by_surname, chief_group, filled_in, has_men, is_of_body, of_entry, of_leader, owned_by_party
from dateline.resolve.actor_phrases import (
    CONTEXT,
    LONGEST_AGENT,
    OWN_WORDS,
    OWNED,
    PERSON,
    VAGUE,
    Context,
    Reading,
    as_described,
    owning_party,
    owning_state,
    read_phrase,
    text_of,
    whole_match,
)
from dateline.resolve.actor_table import ActorTable, Agent, Match, Token, tokens_of
from dateline.resolve.actor_words import own_words, owner_country
from dateline.schema.mention import Phrase
from dateline.schema.place import Actor

__all__ = ["ActorTable", "acts_for_owner", "bears_no_arms", "name_actor", "oneself", "state_beside", "whole_name"]

# Kinds too vague to speak for a person named before them ("X, a member of parliament").
_CROWDS = frozenset(("civilians", "bystanders", "protesters", "opposition", "legislature", "judiciary", "unknown"))
# Kinds of agent words for people who bear no arms and for where they live, work and meet.
_EVERYDAY = frozenset(("described", "bystanders", "civilians"))
# Kinds of agent words for those who bear arms for a state; what stands between the adjectives of several states.
_FORCES = frozenset(("military", "police", "security", "gendarmerie", "coast guard", "national guard", "military possession"))
_JOINING = frozenset(("and", "or"))
_BEHIND = 48  # characters behind a phrase in which a name that begins in it may end
# Brackets and commas (not those inside numbers) set parts of a phrase apart, and dashes before words.
# A name told after the kind of party: "a group named Red Tabara", "a splinter group calling itself ...".
_CALLED = re.compile(
    r"(?<!\s)\s+(?:named|called|known as|dubbed|calling itself|calling themselves)\s+(?:the\s+)?(?=[\"“'‘]?(?:anti-)?[A-Z])"
)
# Whom somebody has with him says nothing of who that is: "a police chief *and his driver*", "a lieutenant *and six of his men*".
_WITH = re.compile(r"(?<!\s)\s+and\s+(?:[\w-]{1,12}\s+of\s+)?(?:his|her|their)\s", re.IGNORECASE)
# Whose something is: "Barak's" is Barak.
_OWNED = re.compile(r"['’]s\Z")
_BREAK = re.compile(r"(?:(?<!\s)\s+)?(?:,(?!\d)|[;:()\[\]])+\s*|(?<!\s)\s+[-–—]{1,2}\s+(?=[^\W\d]{3})")


def name_actor(words: str, *, published: date | None, country: str | None = None, table: ActorTable | None = None) -> Actor:
    """The party that a noun phrase names, for the day of publication.

    "Iranian foreign minister Zarif" is Iran; "the army" with country "MLI" is the Military Forces of Mali; "unidentified
    gunmen" stay as described. `country` is the ISO 3166-1 alpha-3 code of the report's context, used where the words name
    no owner. `made_by` names table and row; `confidence` runs from 0 to 1. Never raises for odd words.
    """
    return _actor_of(words, Context(published, country, table or ActorTable.load()))


# An event's mentions, its figures and its claims name the same few parties again and again.
@lru_cache(maxsize=10_000)
def _actor_of(words: str, context: Context) -> Actor:
    alone = _OWNED.sub("", _WITH.split(words, maxsplit=1)[0])
    parts = [part for part in _BREAK.split(alone) if part and any(c.isalnum() for c in part)]
    parts = [half for part in parts for half in _named_apart(part)]
    fallback: Actor | None = None
    for number, part in enumerate(parts[:4]):
        reading = read_phrase(part, context)
        actor = _named(reading, context) if reading else None
        if actor is None or (number and not _speaks(actor, fallback)):
            continue
        if actor.kind == "international":
            return _specified(actor, parts[number + 1 : 4], context)
        if len(parts) == 1 or (actor.confidence > PERSON and actor.kind not in _CROWDS):
            return actor
        described = fallback is None or (fallback.kind in ("unknown", "civilians") and actor.kind == "person")
        fallback = actor if described else fallback
    return fallback or own_words(words if not parts else parts[0], context, agent=None)


def bears_no_arms(actor: Actor) -> bool:
    """Is the party, where an attack hits it, people of everyday life or what is theirs: "two welders", "a clinic", "a bus", "six others"?

    So is whoever or whatever no table knows. In the coded reports that the weights were trained on, of 1,070 parties named by a word of
    those kinds 570 are "Civilians" of the place and 170 are named by the report's own words; of 650 without such a word 300 and 60.
    """
    row, unknown = actor.made_by.removeprefix("actors/agents:"), actor.made_by == "actors/words"
    tables = ActorTable.load()
    if actor.actor_id is None and actor.kind == "people":
        return _are_nationals(actor, tables)
    if actor.actor_id is not None or not (unknown or actor.made_by.startswith("actors/agents:")):
        return False
    phrases, words = tables.phrases, [t.folded for t in tokens_of(actor.name)]
    if not phrases["engaged"].isdisjoint(words) or tables.demonym_country(words[-1]) is not None:
        return False
    if unknown:
        return actor.kind == "unknown" and phrases["works"].isdisjoint(words)
    agent = tables.agent(row.split())
    return agent is not None and agent.kind in _EVERYDAY and row not in phrases["partisans"]


def _are_nationals(actor: Actor, tables: ActorTable) -> bool:
    """Are they people of a state and nothing else ("nine Italians"), not a people without one or who are known as such?"""
    state = tables.entry(actor.made_by.removeprefix("actors/states:"))
    plain = state is not None and state.kind == "state" and state.id not in tables.phrases["known_as_people"]
    return plain and tables.demonym_country(tokens_of(actor.name)[0].folded) is not None


def state_beside(words: str, *, published: date | None) -> Actor | None:
    """The one state that the words name beside a person: "Galo Leoro *of Ecuador*"; None beside several, none, or "former"."""
    table, tokens = ActorTable.load(), tokens_of(words)
    if any(t.folded in table.phrases["past"] for t in tokens):
        return None
    found = table.find(tokens, published=published, country=None)
    states = {m.entry.name for m in found if m.entry.table == "states" and m.entry.kind == "state" and not m.aside}
    return name_actor(states.pop(), published=published) if len(states) == 1 else None


def oneself(words: str, *, published: date | None) -> Actor | None:
    """The person that the words name, whatever office they tell of; None where they name none."""
    context = Context(published, None, ActorTable.load())
    readings = (read_phrase(part, context) for part in _BREAK.split(words) if any(c.isalnum() for c in part))
    persons = (_person(reading, context) for reading in readings if reading is not None)
    return next((p for p in persons if p is not None and p.kind == "person"), None)


def acts_for_owner(words: str) -> bool:
    """Do the words end in people or things that act for whoever owns them: "forces", "drones", "foreign minister", but not "captors"?"""
    table, tokens = ActorTable.load(), tokens_of(words)
    if not tokens or tokens[-1].folded in table.phrases["not_owned"]:
        return False
    agents = (table.agent([t.folded for t in tokens[-n:]]) for n in range(min(LONGEST_AGENT, len(tokens)), 0, -1))
    agent = next((a for a in agents if a is not None), None)
    return tokens[-1].folded in table.phrases["men"] or (agent is not None and agent.kind not in VAGUE | _EVERYDAY)


def whole_name(phrase: Phrase, text: str, *, published: date | None) -> str:
    """The words of a phrase, and behind them what completes a longer name of the tables that begins in them; `text` is the report's.

    A phrase may end inside a name: "the Islamic State" of "the Islamic State in the Greater Sahara".
    """
    words = phrase.text
    behind = text[phrase.end : phrase.end + _BEHIND]
    if not text or not words or "\n\n" in behind[:2] or behind[:1] not in " '’-/":
        return words
    tokens = tokens_of(words + behind)
    inner = [t for t in tokens if t.end <= len(words)]
    found = ActorTable.load().find(tokens, published=published, country=None)
    last = next((m for m in found if m.first < len(inner) < m.last and not m.aside and m.entry.form == "name"), None)
    if last is None:
        noun = _noun_behind(tokens, found, len(inner))
        return f"{words} {noun}" if noun else words
    return (words + behind)[: tokens[last.last - 1].end]


def _noun_behind(tokens: Sequence[Token], found: Sequence[Match], first: int) -> str:
    """The forces whose the adjective of a state is that ends before token `first`: "*Rwandan* troops", "*Rwandan* and Ugandan troops"."""
    adjectives = {i for m in found if m.entry.table == "states" and m.entry.form == "adjective" for i in range(m.first, m.last)}
    if not first or first - 1 not in adjectives:
        return ""
    table, at = ActorTable.load(), first
    while at < len(tokens) and (at in adjectives or tokens[at].folded in _JOINING):
        at += 1
    for last in range(min(at + LONGEST_AGENT, len(tokens)), at, -1):
        agent = table.agent([t.folded for t in tokens[at:last]])
        if agent is not None:
            return " ".join(t.text for t in tokens[at:last]) if agent.kind in _FORCES else ""
    return ""


def _named_apart(part: str) -> list[str]:
    """The description and the name it introduces, as if a comma stood between them."""
    return [part] if part.isupper() else _CALLED.split(part, maxsplit=1)


def _speaks(actor: Actor, before: Actor | None) -> bool:
    """Does an apposition name the party better than the words before it ("X, a Hezbollah commander"; "her son, X")?"""
    if actor.kind == "person":
        return before is None or before.kind != "person"
    return actor.confidence >= OWNED and actor.kind not in _CROWDS


def _specified(actor: Actor, parts: list[str], context: Context) -> Actor:
    """The body that an apposition names more narrowly: "the UN mission in Mali, MINUSMA"."""
    for part in parts:
        reading = read_phrase(part, context)
        whole = whole_match(reading) if reading else None
        if reading is not None and whole is not None and whole.entry.kind == "international" and whole.entry.id != actor.actor_id:
            return of_entry(whole.entry, reading, context) or actor
    return actor


def _named(reading: Reading, context: Context) -> Actor | None:
    """The actor of one part, or None where it names nobody."""
    agent = reading.agent
    whole = whole_match(reading)
    if whole is not None:
        return of_entry(whole.entry, reading, context)
    party = owning_party(reading, context)
    if party is None and (agent is None or agent.kind not in context.table.naming or agent.kind == "legislature"):
        organisation = _owning_organisation(reading, context) or _organisation(reading, context)
        if organisation is not None:
            return organisation
    if agent is None:
        return _without_agent(reading, party, context)
    if party is not None and party.entry.table != "leaders" and party.last == reading.core and reading.agent_last <= party.first:
        return of_entry(party.entry, reading, context, confidence=OWNED)
    if reading.past and agent.use:
        return _band(reading) or _person(reading, context) or own_words(as_described(reading), context, agent=agent)
    if party is None and agent.kind == "state" and owning_state(reading, context) is None:
        leader = by_surname(reading, context)
        if leader is not None:
            return of_entry(leader, reading, context, confidence=OWNED - 0.05)
    if party is not None and has_men(reading, party, context):
        return owned_by_party(party.entry, agent, reading, context)
    if party is not None and is_of_body(party.entry, agent, context):
        return of_entry(party.entry, reading, context, confidence=OWNED)
    if party is not None and agent.kind not in ("protesters", "civilians", "bystanders", "described", "described-crowd", "opposition"):
        return owned_by_party(party.entry, agent, reading, context)
    if agent.use == "person" or (agent.kind in ("described", "described-crowd", "bystanders", "unknown") and not reading.past):
        person = _person(reading, context)
        if person:
            return person
    if agent.kind in context.table.naming:
        return _by_kind(agent, reading, context)
    if agent.kind in ("member", "body"):
        return _member(agent, reading, context)
    chief = chief_group(agent, reading, context)
    if chief is not None:
        return Actor(chief.name, None, chief.kind, agent.sector, chief.countries[0], f"actors/chief_groups:{chief.id}", CONTEXT)
    return own_words(as_described(reading), context, agent=agent)


def _by_kind(agent: Agent, reading: Reading, context: Context) -> Actor:
    """A party named by what it is and whose it is: "Turkish soldiers", "the police" of the context country."""
    state = owning_state(reading, context)
    if state is not None and context.table.naming[agent.kind]["named"]:
        return filled_in(agent, state, "named", OWNED, context)
    if (state is not None or agent.kind in ("protesters", "civilians", "bystanders")) and _modified(agent, reading, context):
        return own_words(as_described(reading), context, agent=agent)
    local = _local(agent, reading, context)
    if local is not None:
        return local
    if _sponsored(reading, context):
        return own_words(as_described(reading), context, agent=agent)
    peoples = [m for m in reading.matches if m.entry.kind in ("area", "people") and m.first < reading.core]
    if state is None and not peoples and {t.folded for t in reading.tokens} & context.table.phrases["peacekeepers"]:
        return _peacekeepers(agent, reading, context)
    place = context.table.stand_ins.get(agent.kind, {}).get(context.country or "", context.country)
    home = context.table.state(place, context.published) if place else None
    if home is not None and not peoples and context.table.naming[agent.kind]["context"]:
        return filled_in(agent, home, "context", CONTEXT, context)
    alone = context.table.naming[agent.kind]["alone"]
    if alone and not peoples:
        return Actor(alone, None, agent.kind, agent.sector, None, f"actors/agents:{agent.words}", OWN_WORDS)
    person = _person(reading, context) if agent.use == "office" else None
    return person or own_words(as_described(reading), context, agent=agent)


def _peacekeepers(agent: Agent, reading: Reading, context: Context) -> Actor:
    """Peacekeepers without a name are no home army: of the one mission that the United Nations have there, else as described."""
    mission = context.table.mission("un", context.country, context.published)
    if mission is None:
        return own_words(as_described(reading), context, agent=agent)
    return Actor(mission.name, mission.id, mission.kind, None, mission.countries[0], mission.made_by, CONTEXT)


def _sponsored(reading: Reading, context: Context) -> bool:
    """Are they somebody else's, and so not the home army ("Russian-backed forces")?"""
    asides = [m for m in reading.matches if m.aside and m.last < reading.agent_first]
    return any(reading.tokens[m.last].folded in context.table.phrases["sponsors"] for m in asides)


def _local(agent: Agent, reading: Reading, context: Context) -> Actor | None:
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
    place = text_of(tokens, first, last, reading)
    title = "Police Forces" if agent.kind == "police" else "Government"
    kind = context.table.naming[agent.kind]["party"] if agent.kind == "police" else "government"
    return Actor(f"{title} of {place}", None, kind, agent.sector, context.country, f"actors/agents:{agent.words}", PERSON + 0.05)


def _modified(agent: Agent, reading: Reading, context: Context) -> bool:
    """Do the words before a crowd tell more than how many: "anti-racism protesters", "displaced people"?"""
    phrases = context.table.phrases
    after = {t.folded for t in reading.tokens[reading.agent_last : reading.agent_last + 1]}
    if agent.kind == "bystanders" and (reading.agent_last < reading.core or "of" in after):
        return True  # "family members", "the victims of a bombing"
    plain = phrases["determiners"] | phrases["possessives"] | phrases["measures"] | {"of", "'s"}
    told = [t for t in reading.tokens[: reading.agent_first] if t.folded not in plain and not t.text[:1].isdigit()]
    return bool(told) and reading.core == len(reading.tokens)


def _member(agent: Agent, reading: Reading, context: Context) -> Actor | None:
    """ "the leader of X", "a spokesman": the state named beside it, else the person, else the words."""
    state = owning_state(reading, context) if agent.kind == "member" else None
    person = _person(reading, context)
    if state is not None and not person:
        return Actor(
            state.name, state.id, "state", "executive", state.countries[0] if state.countries else None, state.made_by, OWNED - 0.1
        )
    return person or own_words(as_described(reading), context, agent=agent)


def _without_agent(reading: Reading, party: Match | None, context: Context) -> Actor | None:
    if party is not None:
        return of_entry(party.entry, reading, context, confidence=OWNED)
    states = [m for m in reading.matches if not m.aside and m.entry.table == "states" and m.first < reading.core]
    head = next(
        (m for m in states if m.last == reading.core or (reading.tokens[m.last].folded == "'s" and m.last + 1 == reading.core)), None
    )
    if head is not None and not any(t.text[:1].isdigit() for t in reading.tokens):
        return of_entry(head.entry, reading, context, confidence=OWNED)
    known_as_people = context.table.phrases["known_as_people"]
    if head is not None and head.entry.form == "people" and head.entry.kind == "state" and head.entry.id not in known_as_people:
        return filled_in(Agent(head.entry.id, "civilians", "civil", ""), head.entry, "named", CONTEXT, context)
    if states and _owns(states[0], reading):
        return of_entry(states[0].entry, reading, context, confidence=CONTEXT)
    return _band(reading) or _person(reading, context) or own_words(as_described(reading), context, agent=None)


def _owns(state: Match, reading: Reading) -> bool:
    """Do the words tell of something of the state's that no table knows ("Russia's gas exports", "Qatari carriers")?"""
    after = reading.tokens[state.last : state.last + 1]
    if not after or reading.text.isupper():
        return False
    if after[0].folded == "'s":
        return not _proper(reading, state.last + 1)
    return state.entry.form == "adjective" and state.entry.kind in ("state", "former") and not _proper(reading, state.last)


def _proper(reading: Reading, first: int) -> int:
    """How many words from `first` to the core's end are capitalised or small words inside a name."""
    words = reading.tokens[first : reading.core]
    return sum(t.text[:1].isupper() for t in words)


def _band(reading: Reading) -> Actor | None:
    """A band that no table has, by a name of its own kind: "the Lions of the Plain". No person's name has an article and an "of the"."""
    tokens = reading.tokens
    words = [t.folded for t in tokens]
    if reading.agent is not None or len(tokens) < 4 or words[0] != "the" or "of" not in words[2:-1]:
        return None
    at = words.index("of")
    after = at + 1 + (words[at + 1] == "the")
    capital = all(t.text[:1].isupper() for t in (*tokens[1:at], *tokens[after:])) and after < len(tokens)
    if not capital or not words[at - 1].endswith("s") or reading.text.isupper():
        return None
    return Actor(text_of(tokens, 1, len(tokens), reading), None, "organisation", None, None, "actors/words:organisation", PERSON)


def _person(reading: Reading, context: Context) -> Actor | None:
    """The proper name at the end of the phrase, where there is one: "former politician Hillary Clinton"."""
    particles = context.table.phrases["particles"]
    tokens = reading.tokens[: reading.core]
    leaders = [m for m in reading.matches if m.entry.table == "leaders"]
    leader = next((m for m in leaders if m.first < reading.core or reading.past), None)
    if leader is not None:
        return of_leader(leader.entry, reading, context)
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
    name = text_of(tokens, first, len(tokens), reading)
    return Actor(
        name.title() if capitals else name,
        None,
        "person",
        reading.agent.sector if reading.agent else None,
        None,
        "actors/words:name",
        PERSON,
    )


def _organisation(reading: Reading, context: Context) -> Actor | None:
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
    country = owner_country(reading.text, context)
    return Actor(text_of(tokens, first, last, reading), None, "organisation", None, country, "actors/words:organisation", PERSON + 0.05)


def _owning_organisation(reading: Reading, context: Context) -> Actor | None:
    """The organisation that no table has and that fighters are of: "gunmen of the Zorbat Liberation Front"."""
    if reading.agent is None or reading.agent.sector != "armed" or reading.agent_last != reading.core:
        return None
    if reading.core + 1 >= len(reading.tokens):
        return None
    if reading.tokens[reading.core].folded not in ("of", "from"):
        return None
    rest = read_phrase(reading.text[reading.tokens[reading.core + 1].start :], context)
    return _organisation(rest, context) if rest is not None and not rest.matches else None
