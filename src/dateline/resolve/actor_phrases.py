"""How a phrase that names a party is read: known names, the agent word, and whose it is; see `resolve.actors`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dateline.resolve.actor_table import ActorTable, Agent, Entry, Match, Token, tokens_of

# How sure a name is, by what it rests on; ordered by judgement: an entry named in full, a name read beside an agent word,
# a country taken from the context, words kept as they stand.
NAMED, OWNED, CONTEXT, PERSON, OWN_WORDS = 0.95, 0.9, 0.7, 0.6, 0.5
# Kinds of agent that a weak word before "of" gives way to ("members of the army").
_ORGANISED = frozenset(
    ("government", "military", "police", "security", "intelligence", "judiciary", "legislature", "opposition", "national guard")
) | {"gendarmerie", "coast guard"}
# Kinds of agent words that are no kinds of party.
VAGUE = frozenset(("described", "described-crowd", "bystanders", "member", "body"))
LONGEST_MEASURE = 8  # words in which a measure is looked for ("at least tens of thousands of")
LONGEST_AGENT = 5  # words of the longest agent phrase looked for ("lower house of parliament" has four)


@dataclass(frozen=True, slots=True)
class Reading:
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
class Context:
    """What a phrase is read with: the day of publication, the country the report is about (ISO 3166-1 alpha-3) and the tables."""

    published: date | None
    country: str | None
    table: ActorTable


def read_phrase(part: str, context: Context) -> Reading | None:
    """One part of a phrase with the names and the agent word in it, up to where it tells of something else; None where nothing is left."""
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
    return Reading(part, tokens, matches, core, agent, first, last, past)


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
    owners: list[tuple[Agent, int, int]] = []
    at = start
    while at < len(tokens):
        step = 1
        for length in range(min(LONGEST_AGENT, len(tokens) - at), 0, -1):
            if any(i in inside for i in range(at, at + length)):
                continue
            agent = table.agent([t.folded for t in tokens[at : at + length]])
            owner = at + length + 1 < len(tokens) and tokens[at + length].folded == "'s"
            if agent and owner and agent.kind in _ORGANISED:
                owners.append((agent, at, at + length))
            if agent and not owner:
                found.append((agent, at, at + length))
                step = length
                break
        at += step
    if len(found) > 1 and _is_title(found[-1], found[-2], tokens, table):
        found.pop()
    strong = [f for f in found if f[0].kind not in ("member", "body")]
    if owners and (not strong or strong[-1][0].kind == "unknown"):
        # "The army's commander", "the government's team" act for whom they belong to
        return owners[-1]
    if not found:
        return None, 0, 0
    if len(strong) > 1 and strong[-2][2] == strong[-1][1] and _gives_way(strong[-1][0], strong[-2][0], table):
        return strong[-2]
    return strong[-1] if strong else found[-1]


def _is_title(last: tuple[Agent, int, int], before: tuple[Agent, int, int], tokens: list[Token], table: ActorTable) -> bool:
    """Does the last agent word only honour the person who has the office before it: "the movement's leader *Father* Ayouba"?"""
    return last[0].words in table.phrases["titles"] and before[2] == last[1] and tokens[last[1]].text[:1].isupper()


def _gives_way(last: Agent, before: Agent, table: ActorTable) -> bool:
    """Is it a rank beside an office ("defence minister General X"), or a thing of an organised body ("navy buses")?"""
    if last.words in table.phrases["ranks"]:
        return before.kind == "state"
    return last.kind == "bystanders" and not last.use and before.kind in _ORGANISED


def whole_match(reading: Reading) -> Match | None:
    """The known name that is the whole phrase but for articles and a possessive."""
    if len(reading.matches) != 1 or reading.matches[0].aside:
        return None
    match = reading.matches[0]
    rest = [t.folded for i, t in enumerate(reading.tokens) if not match.first <= i < match.last]
    return match if all(r in ("the", "'s", "a", "an") for r in rest) else None


def owning_party(reading: Reading, context: Context) -> Match | None:
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


def _bound(reading: Reading, match: Match, context: Context) -> bool:
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


def owning_state(reading: Reading, context: Context) -> Entry | None:
    """The state that the words name as owner: an adjective or a name before the agent, or a name after "of"."""
    states = [m for m in reading.matches if not m.aside and m.entry.table == "states" and m.entry.kind not in ("area", "people")]
    before = [m for m in states if m.first < reading.core]
    if before:
        joined = any(t.folded == "and" for t in reading.tokens[: reading.core])
        return (before[0] if joined else before[-1]).entry
    return next((m.entry for m in states if _bound(reading, m, context)), None)


def possessed(reading: Reading) -> bool:
    """Does the leader own the agent word ("Assad's troops", "forces loyal to Assad"), or bear it ("General Musharraf")?"""
    leader = next((m for m in reading.matches if m.entry.table == "leaders"), None)
    if leader is None:
        return False
    return leader.first >= reading.core or any(t.folded == "'s" for t in reading.tokens[leader.last : leader.last + 1])


def as_described(reading: Reading) -> str:
    """The words of a described party, without the place where it is ("gunmen in pickup trucks")."""
    core, word = reading.core, {t.folded for t in reading.tokens[reading.core : reading.core + 1]}
    placed = reading.agent is not None and bool(word & {"in", "near", "on", "outside", "along"})
    return text_of(reading.tokens, 0, core if placed else len(reading.tokens), reading)


def text_of(tokens: list[Token], first: int, last: int, reading: Reading) -> str:
    return reading.text[tokens[first].start : tokens[last - 1].end] if first < last else ""
