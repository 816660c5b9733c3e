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

import csv
import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from dateline.resources import read_toml, table_path
from dateline.schema.place import Actor

# How sure a name is, by what it rests on; ordered by judgement: an entry named in full, a name read beside an agent word,
# a country taken from the context, words kept as they stand.
NAMED, OWNED, CONTEXT, PERSON, OWN_WORDS = 0.95, 0.9, 0.7, 0.6, 0.5
LONGEST_ACRONYM = 6  # letters; longer words in capitals are names like any other
_ORGANISED = frozenset(("government", "military", "police", "security", "intelligence", "judiciary", "legislature", "opposition", "national guard"))
LONGEST_AGENT = 5  # words of the longest agent phrase looked for ("lower house of parliament" has four)

_ABBREVIATION = r"(?:[^\W\d_]\.){2,}|(?:[^\W\d_]\.)+[^\W\d_](?![^\W_])"  # "U.S.", "U.S"
_NUMBER = r"\d[\d,.]*[^\W\d_]*"  # "1,200", "5th", "3R"
_WORD = r"[^\W_]+(?:['’`][^\W_]+)*"  # "N'Djamena", "Pakistan's"
_TOKEN = re.compile(f"{_ABBREVIATION}|{_NUMBER}|{_WORD}")
_POSSESSIVE = re.compile(r"['’`]s$", re.IGNORECASE)
_BREAK = re.compile(r"\s*(?:,(?!\d)|[;:()\[\]])+\s*|\s+[-–—]{1,2}\s+(?=[^\W\d]{3})")
_PLAIN = re.compile(r"[A-Za-z ]+")
_LETTERS = str.maketrans({"ı": "i", "İ": "I", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a table under one of its names. `form`: name, adjective, people, capital, person; `acts_for` is an entry's id."""

    id: str
    name: str
    table: str
    kind: str
    countries: tuple[str, ...]
    first: date
    last: date
    form: str = "name"
    article: str = ""
    acts_for: str = ""
    office: str = ""
    successor: str = ""

    def active(self, day: date | None) -> bool:
        """Was it in being on that day? True where no day is known and it has not ended."""
        return self.last == date.max if day is None else self.first <= day <= self.last

    @property
    def made_by(self) -> str:
        return f"actors/{self.table}:{self.id}"

    @property
    def with_article(self) -> str:
        return f"{self.article} {self.name}".strip()


@dataclass(frozen=True, slots=True)
class Nature:
    """What an armed group was from `first` to `last`; `name` is the party it then stood for, if not itself."""

    first: date
    last: date
    kind: str
    name: str
    country: str | None
    keeps_name: bool


@dataclass(frozen=True, slots=True)
class Agent:
    """A word that says what a party is. `use`: office, person, member or nothing."""

    words: str
    kind: str
    sector: str | None
    use: str


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the phrase: folded for the tables, as written, and where; `joined` by a hyphen to the word before."""

    folded: str
    text: str
    start: int
    end: int
    joined: bool


@dataclass(frozen=True, slots=True)
class Match:
    """A known name over tokens[first:last]. `aside`: it is named but is not the party."""

    first: int
    last: int
    entry: Entry
    aside: bool = False


def fold(text: str) -> str:
    """The text in lower-case ASCII letters without accents: "Médecins" is "medecins"."""
    plain = text if text.isascii() else unicodedata.normalize("NFKD", text.translate(_LETTERS)).encode("ascii", "ignore").decode()
    return plain.lower()


def tokens_of(text: str) -> list[Token]:
    """The words of a phrase; "Pakistan's" is "pakistan" and "'s", "U.S.-led" is "us" and a joined "led"."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        raw, start, end = match.group(), match.start(), match.end()
        joined = start > 0 and text[start - 1] in "-‐‑"
        owner = _POSSESSIVE.search(raw)
        stem = raw[: owner.start()] if owner else raw
        folded = re.sub(r"[.,'’`]", "", fold(stem)) if not stem.isalnum() or not stem.isascii() else stem.lower()
        if folded:
            found.append(Token(folded, stem, start, start + len(stem), joined))
        if owner:
            found.append(Token("'s", raw[owner.start() :], start + owner.start(), end, False))
    return found


def _day(text: str, *, last: bool) -> date:
    """A date of the tables, to the day, month or year; empty is open."""
    if not text:
        return date.max if last else date.min
    parts = [int(p) for p in text.split("-")]
    if len(parts) == 3:
        return date(*parts)
    year, month = parts[0], parts[1] if len(parts) == 2 else (12 if last else 1)
    if not last:
        return date(year, month, 1)
    return date.fromordinal((date(year + month // 12, month % 12 + 1, 1)).toordinal() - 1)


def _rows(table: str) -> list[dict[str, str]]:
    with table_path(f"actors/{table}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


class ActorTable:
    """The actor tables of the package, ready for looking up. Use `ActorTable.load()`; it reads the files once."""

    def __init__(self) -> None:
        self._index: dict[str, list[tuple[tuple[str, ...], str, Entry]]] = {}
        self._names: dict[str, list[tuple[tuple[str, ...], str, Entry]]] = {}
        self._by_id: dict[str, list[Entry]] = {}
        self._surnames: dict[str, list[Entry]] = {}
        self._former: list[Entry] = []
        self.natures: dict[str, list[Nature]] = {}
        self.agents: dict[str, Agent] = {}
        self.naming: dict[str, dict[str, str]] = {row["kind"]: row for row in _rows("naming")}
        phrases = read_toml("actors/phrases.toml")
        self.stand_ins: dict[str, dict[str, str]] = phrases.pop("stand_ins")
        self.phrases = {name: frozenset(words) for name, words in phrases.items()}
        self._read_states()
        for table in ("armed_groups", "bodies"):
            self._read_parties(table)
        self._read_forces()
        self._read_leaders()
        self._read_agents()
        for names in self._index.values():
            names.sort(key=lambda name: -len(name[0]))

    @staticmethod
    @lru_cache(maxsize=1)
    def load() -> ActorTable:
        """The tables of the package, read once (about a tenth of a second). Raises ResourceError where one is missing."""
        return ActorTable()

    def _add(self, name: str, entry: Entry) -> None:
        plain = _PLAIN.fullmatch(name) is not None
        words = tuple(name.lower().split()) if plain else tuple(t.folded for t in tokens_of(name))
        if words:
            self._index.setdefault(words[0], []).append((words, name, entry))
            self._names.setdefault(entry.id, []).append((words, name, entry))

    def _read_states(self) -> None:
        for row in _rows("states"):
            entry = Entry(
                row["id"], row["name"], "states", row["kind"], _split(row["country"]), _day(row["from"], last=False), _day(row["to"], last=True),
                article=row["article"], successor=row["successor"],
            )  # fmt: skip
            self._by_id.setdefault(entry.id, []).append(entry)
            if entry.kind == "former":
                self._former.append(entry)
            for name in (row["name"], *_split(row["aliases"])):
                self._add(name, entry)
            for column, form in (("adjectives", "adjective"), ("people", "people"), ("capitals", "capital")):
                for name in _split(row[column]):
                    self._add(name, replace(entry, form=form))

    def _read_parties(self, table: str) -> None:
        for row in _rows(table):
            countries = _split(row.get("countries") or row.get("country") or "")
            entry = Entry(row["id"], row["name"], table, row["kind"], countries, _day(row["from"], last=False), _day(row["to"], last=True))
            self._by_id.setdefault(entry.id, []).append(entry)
            for name in (row["name"], *_split(row["aliases"])):
                self._add(name, entry)
        if table == "armed_groups":
            for row in _rows("natures"):
                nature = Nature(
                    _day(row["from"], last=False), _day(row["to"], last=True), row["kind"], row["name"], row["country"] or None, row["keeps_name"] == "yes"
                )
                self.natures.setdefault(row["id"], []).append(nature)

    def _read_forces(self) -> None:
        for row in _rows("forces"):
            key = re.sub(r"[^a-z0-9]+", "-", fold(row["alias"])).strip("-")
            entry = Entry(key, row["name"], "forces", row["kind"], (row["country"],), date.min, date.max)
            self._by_id.setdefault(f"{row['country']}.{key}", []).append(entry)
            self._add(row["alias"], entry)

    def _read_leaders(self) -> None:
        for row in _rows("leaders"):
            key = re.sub(r"[^a-z0-9]+", "-", fold(row["name"])).strip("-")
            party = self._by_id[row["acts_for"]][0]
            first, last = _day(row["from"], last=False), _day(row["to"], last=True)
            entry = Entry(key, row["name"], "leaders", "person", party.countries, first, last, form="person", acts_for=row["acts_for"], office=row["office"])
            for name in (row["name"], *_split(row["aliases"])):
                surnames = self._surnames.setdefault(fold(name).split()[-1], [])
                if entry not in surnames:
                    surnames.append(entry)
            for name in (row["name"], *_split(row["aliases"])):
                self._add(name, entry)

    def _read_agents(self) -> None:
        for row in _rows("agents"):
            words = " ".join(t.folded for t in tokens_of(row["words"]))
            self.agents.setdefault(words, Agent(words, row["kind"], row["sector"] or None, row["use"]))

    def candidates(self, name: str) -> tuple[Entry, ...]:
        """Every entry that bears exactly this name, in table order."""
        words = tuple(t.folded for t in tokens_of(name))
        return tuple(entry for known, _, entry in self._index.get(words[0], ()) if known == words) if words else ()

    def names_of(self, entry_id: str) -> list[tuple[tuple[str, ...], str, Entry]]:
        """All names of one entry with the forms they have, in table order."""
        return self._names.get(entry_id, [])

    def entry(self, entry_id: str) -> Entry | None:
        """The entry of a state, armed group or body by its id."""
        return self._by_id.get(entry_id, [None])[0]  # type: ignore[list-item]

    def leaders_named(self, surname: str) -> list[Entry]:
        """Leaders one of whose names ends in this word (folded), in table order."""
        return self._surnames.get(surname, [])

    def state(self, country: str, published: date | None) -> Entry | None:
        """The state that governed a country (ISO 3166-1 alpha-3) on the day: RUS in 1985 is the Soviet Union."""
        if published is not None:
            for former in self._former:
                if country in (former.countries[0], former.successor) and former.active(published):
                    return former
        return self.entry(country)

    def demonym_country(self, word: str) -> str | None:
        """ISO3 of the country that an adjective or a people's name belongs to: "Afghan" and "Afghans" give AFG."""
        for entry in self.candidates(word):
            if entry.form in ("adjective", "people") and entry.countries and entry.kind in ("state", "territory", "former"):
                return entry.countries[0]
        return None

    def country_of_name(self, name: str) -> str | None:
        """ISO3 of the country that bears the name or an alias of it: "Burma" and "Myanmar" give MMR."""
        for entry in self.candidates(name):
            if entry.form == "name" and entry.countries and entry.kind in ("state", "territory", "former"):
                return entry.countries[0]
        return None

    def government_seat(self, name: str) -> str | None:
        """ISO3 where the name is a capital or a seat that stands for a government ("Kabul", "the Kremlin"), else None."""
        for entry in self.candidates(re.sub(r"^the\s+", "", name, flags=re.IGNORECASE)):
            if entry.form == "capital" and entry.countries:
                return entry.countries[0]
        return None

    def find(self, tokens: list[Token], *, published: date | None, country: str | None) -> list[Match]:
        """Known names in the phrase, longest first from the left, without overlap."""
        capitals = all(t.text.isupper() or not t.text.isalpha() for t in tokens)
        found: list[Match] = []
        at = 0
        while at < len(tokens):
            entry, length = self._longest(tokens, at, capitals=capitals, context=(published, country))
            if length and tokens[at].folded == "the" and self._longest(tokens, at + 1, capitals=capitals, context=(published, country))[1] >= length:
                length = 0  # "the Sudan" gives way to "Sudan Revolutionary Front"
            if entry is not None and length:
                found.append(Match(at, at + length, entry, aside=self._aside(tokens, at, at + length)))
            at += max(length, 1)
        return found

    def _longest(self, tokens: list[Token], at: int, *, capitals: bool, context: tuple[date | None, str | None]) -> tuple[Entry | None, int]:
        length, fitting = 0, []
        for words, name, entry in self._index.get(tokens[at].folded, ()) if at < len(tokens) else ():
            if len(words) < length:
                break
            if at + len(words) > len(tokens) or any(tokens[at + i].folded != w for i, w in enumerate(words)):
                continue
            if len(words) == 1 and not self._spelt(tokens, at, name, capitals=capitals):
                continue
            if entry.form == "capital" and not capitals and self._in_longer_name(tokens, at, at + len(words)):
                continue
            if entry.form == "person" and len(words) == 1 and self._in_persons_name(tokens, at):
                continue
            length = len(words)
            fitting.append(entry)
        if not fitting:
            return None, 0
        published, country = context
        rank = {id(e): (not e.active(published), country not in e.countries, i) for i, e in enumerate(fitting)}
        return min(fitting, key=lambda e: rank[id(e)]), length

    def _spelt(self, tokens: list[Token], at: int, name: str, *, capitals: bool) -> bool:
        """Is a single word written as the name asks? Acronyms in capitals, names with a capital letter."""
        text = tokens[at].text.replace(".", "")
        plain = name.replace(".", "")
        if any(c.isupper() for c in plain[1:]) and len(plain) <= LONGEST_ACRONYM:
            alone = len(tokens) - sum(t.folded in ("the", "'s") for t in tokens) == 1
            if capitals and not alone and tokens[at].folded in self.phrases["words_in_capitals"] and "." not in tokens[at].text:
                return False
            return text in (plain, plain.upper())
        return not name[0].isupper() or text[0].isupper() or text[0].isdigit()

    def _in_longer_name(self, tokens: list[Token], first: int, last: int) -> bool:
        """Is a capital part of another name ("Washington Post", "Mayor London Breed")?"""
        after = tokens[last] if last < len(tokens) else None
        return bool(after and after.text[:1].isupper() and after.folded not in self.agents and after.folded + "s" not in self.agents)

    def _in_persons_name(self, tokens: list[Token], at: int) -> bool:
        """Is a surname part of another person's name ("Fernando Castro", "Berisha Huduti")?"""
        for i in (at - 1, at + 1):
            if not 0 <= i < len(tokens) or tokens[i].folded == "'s" or (i > at and tokens[i].joined):
                continue
            token = tokens[i]
            named = any(len(words) == 1 and entry.form != "person" for words, _, entry in self._index.get(token.folded, ()))
            known = named or self.agent([token.folded]) or any(token.folded in words for words in self.phrases.values())
            if token.text[:1].isupper() and not known:
                return True
        return False

    def _aside(self, tokens: list[Token], first: int, last: int) -> bool:
        if last < len(tokens) and tokens[last].folded in self.phrases["asides"] and (tokens[last].joined or tokens[last].folded in ("backed", "led")):
            return True
        if first and tokens[first].joined and tokens[first - 1].folded in self.phrases["against"]:
            return True
        return bool(first and tokens[first - 1].folded in ("anti", "pro"))

    def agent(self, words: list[str]) -> Agent | None:
        """The agent row of these words, in the singular or the plural."""
        *head, tail = words
        for form in _singulars(tail):
            found = self.agents.get(" ".join((*head, form)))
            if found:
                return found
        return None


def _singulars(word: str) -> tuple[str, ...]:
    forms = [word]
    if word.endswith("men") and len(word) > 3:
        forms.append(word[:-3] + "man")
    if word.endswith("ies"):
        forms.append(word[:-3] + "y")
    if word.endswith("s") and len(word) > 3:
        forms.append(word[:-1])
    if word.endswith("es"):
        forms.append(word[:-2])
    return tuple(forms)


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
    fallback: Actor | None = None
    for number, part in enumerate(parts[:4]):
        reading = _read(part, context)
        actor = _named(reading, context) if reading else None
        # An apposition speaks for the party only when it names an organisation ("X, a Hezbollah commander").
        if actor and (number == 0 or actor.confidence >= OWNED or actor.kind == "person"):
            if actor.confidence > PERSON or len(parts) == 1:
                return actor
            unnamed = fallback is None or fallback.kind == "unknown" and fallback.sector is None and actor.kind == "person"
            fallback = actor if unnamed else fallback
    return fallback or _own_words(words if not parts else parts[0], context, agent=None)


def _read(part: str, context: _Context) -> _Reading | None:
    table = context.table
    tokens = tokens_of(part)
    matches = table.find(tokens, published=context.published, country=context.country)
    inside = {i for m in matches for i in range(m.first, m.last)}
    end = next((i for i, t in enumerate(tokens) if i and i not in inside and not t.joined and t.folded in table.phrases["cuts"]), len(tokens))
    tokens, matches = tokens[:end], [m for m in matches if m.last <= end]
    if not tokens:
        return None
    bounds = table.phrases["owners"] | table.phrases["places"] | table.phrases["others"]
    skip = _measured(tokens, inside, table)
    core = next((i for i in range(skip, len(tokens)) if i not in inside and tokens[i].folded in bounds and i > skip), len(tokens))
    agent, first, last = _agent_in(tokens[:core], inside, table, start=skip)
    if (agent is None or agent.kind == "member") and core < len(tokens) and tokens[core].folded in ("of", "from"):
        after = next((i for i in range(core + 1, len(tokens)) if i not in inside and tokens[i].folded in bounds), len(tokens))
        inner, inner_first, inner_last = _agent_in(tokens[:after], inside, table, start=core + 1)
        if inner is not None and inner.kind in _ORGANISED:
            agent, first, last, core = inner, inner_first, inner_last, after
    past = any(t.folded in table.phrases["past"] for t in tokens[: last if agent else core])
    return _Reading(part, tokens, matches, core, agent, first, last, past)


def _measured(tokens: list[Token], inside: set[int], table: ActorTable) -> int:
    """Where the party begins after "a group of", "hundreds of", "one of the"."""
    for i, token in enumerate(tokens[:6]):
        if token.folded == "of" and i and i not in inside:
            return i + 1 if tokens[i - 1].folded in table.phrases["measures"] and i + 1 < len(tokens) else 0
    return 0


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
    strong = [f for f in found if f[0].kind != "member"]
    if not found:
        return None, 0, 0
    return strong[-1] if strong else found[-1]


def _named(reading: _Reading, context: _Context) -> Actor | None:
    """The actor of one part, or None where it names nobody."""
    tokens, agent = reading.tokens, reading.agent
    whole = _whole(reading)
    if whole is not None:
        return _of_entry(whole.entry, reading, context)
    party = _party(reading)
    if party is None and (agent is None or agent.kind not in context.table.naming or agent.kind == "legislature"):
        organisation = _organisation(reading, context)
        if organisation is not None:
            return organisation
    if agent is None:
        return _without_agent(reading, party, context)
    if reading.past and agent.use:
        person = _person(reading, context)
        if person:
            return person
    if party is None and agent.kind == "state" and _state(reading, context) is None:
        leader = _by_surname(reading, context)
        if leader is not None:
            return _of_entry(leader, reading, context, confidence=OWNED - 0.05)
    if party is not None and agent.kind not in ("protesters", "civilians", "described", "described-crowd", "opposition"):
        return _owned_by_party(party.entry, agent, reading, context)
    if agent.use == "person" or agent.kind == "described" and not reading.past:
        person = _person(reading, context)
        if person:
            return person
    if agent.kind in context.table.naming:
        return _by_kind(agent, reading, context)
    if agent.kind == "member":
        return _member(agent, reading, context)
    return _own_words(_text(tokens, 0, len(tokens), reading), context, agent=agent)


def _whole(reading: _Reading) -> Match | None:
    """The known name that is the whole phrase but for articles and a possessive."""
    if len(reading.matches) != 1 or reading.matches[0].aside:
        return None
    match = reading.matches[0]
    rest = [t.folded for i, t in enumerate(reading.tokens) if not match.first <= i < match.last]
    return match if all(r in ("the", "'s", "a", "an") for r in rest) else None


def _party(reading: _Reading) -> Match | None:
    """A named group, body, force or leader that is not set aside: before the preposition first, then after "of"."""
    own = [m for m in reading.matches if not m.aside and m.entry.table != "states"]
    before = [m for m in own if m.first < reading.core]
    if before:
        return before[-1] if before[-1].last == reading.core else before[0]
    return next((m for m in own if _bound(reading, m)), None)


def _bound(reading: _Reading, match: Match) -> bool:
    """Does "of", "from" or "for" bind the name to the phrase, with only small words or agents between?"""
    phrases = ActorTable.load().phrases
    for i in range(match.first - 1, reading.core - 1, -1):
        word = reading.tokens[i].folded
        if word in phrases["owners"]:
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
    return next((m.entry for m in states if _bound(reading, m)), None)


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
        if entry.kind in ("area", "people") or entry.form == "people" and not the_people:
            return _own_words(_text(reading.tokens, 0, len(reading.tokens), reading), context, agent=None, entry=entry)
        kind = "state" if entry.kind == "former" else entry.kind
        return Actor(entry.name, entry.id, kind, "executive", country, entry.made_by, confidence)
    nature = _nature(entry, context.published, context.table)
    if nature is None:
        return Actor(entry.name, entry.id, entry.kind, None, country, entry.made_by, confidence)
    name = entry.name if nature.keeps_name or not nature.name else nature.name
    return Actor(name, entry.id, nature.kind, None, nature.country, entry.made_by, confidence)


def _of_force(entry: Entry, context: _Context, *, confidence: float) -> Actor:
    """A force under its own name, or "Military Forces of X" where the table gives it none."""
    state = context.table.state(entry.countries[0], context.published)
    name = entry.name or _fill(context.table.naming[entry.kind]["named"], state)
    return Actor(name, f"{entry.countries[0]}.{entry.id}", entry.kind, entry.kind, entry.countries[0], entry.made_by, confidence)


def _of_leader(entry: Entry, reading: _Reading, context: _Context) -> Actor | None:
    """A person in office acts for the party; before and after, or "former", the person stands alone."""
    titled = reading.agent is not None and reading.agent.use == "office" and reading.agent.kind == "state"
    in_office = (entry.active(context.published) or titled) and not reading.past
    party = context.table.entry(entry.acts_for)
    if in_office and party is not None:
        actor = _of_entry(party, reading, context, confidence=OWNED)
        if actor is not None:
            return replace(actor, made_by=entry.made_by)
    return Actor(entry.name, None, "person", None, None, entry.made_by, PERSON + 0.1)


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
        if party is not None and party.table == "states" and entry.active(context.published) and not reading.past:
            if agent.kind in context.table.naming and reading.agent_first > 0 and "'s" in [t.folded for t in reading.tokens]:
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


def _fill(template: str, state: Entry | None) -> str:
    return template.replace("{state}", state.name if state else "").replace("{the state}", state.with_article if state else "").strip()


def _filled(agent: Agent, state: Entry, column: str, confidence: float, context: _Context) -> Actor:
    name = _fill(context.table.naming[agent.kind][column], state)
    kind = "government" if agent.kind == "state" and column == "context" else agent.kind
    actor_id = state.id if agent.kind in ("state", "government") else f"{state.id}.{agent.kind}"
    return Actor(name, actor_id, kind, agent.sector, state.countries[0] if state.countries else None, f"actors/agents:{agent.words}", confidence)


def _by_kind(agent: Agent, reading: _Reading, context: _Context) -> Actor:
    """A party named by what it is and whose it is: "Turkish soldiers", "the police" of the context country."""
    state = _state(reading, context)
    if state is not None:
        return _filled(agent, state, "named", OWNED, context)
    peoples = [m for m in reading.matches if m.entry.kind in ("area", "people") and m.first < reading.core]
    place = context.table.stand_ins.get(agent.kind, {}).get(context.country or "", context.country)
    home = context.table.state(place, context.published) if place else None
    if home is not None and not peoples:
        return _filled(agent, home, "context", CONTEXT, context)
    alone = context.table.naming[agent.kind]["alone"]
    if alone and not peoples:
        return Actor(alone, None, agent.kind, agent.sector, None, f"actors/agents:{agent.words}", OWN_WORDS)
    person = _person(reading, context) if agent.use == "office" else None
    return person or _own_words(_text(reading.tokens, 0, len(reading.tokens), reading), context, agent=agent)


def _member(agent: Agent, reading: _Reading, context: _Context) -> Actor | None:
    """ "the leader of X", "a spokesman": the state named beside it, else the person, else the words."""
    state = _state(reading, context)
    person = _person(reading, context)
    if state is not None and not person:
        return Actor(state.name, state.id, "state", "executive", state.countries[0] if state.countries else None, state.made_by, OWNED - 0.1)
    return person or _own_words(_text(reading.tokens, 0, len(reading.tokens), reading), context, agent=agent)


def _without_agent(reading: _Reading, party: Match | None, context: _Context) -> Actor | None:
    if party is not None:
        return _of_entry(party.entry, reading, context, confidence=OWNED)
    states = [m for m in reading.matches if not m.aside and m.entry.table == "states" and m.first < reading.core]
    head = next((m for m in states if m.last == reading.core or reading.tokens[m.last].folded == "'s" and m.last + 1 == reading.core), None)
    if head is not None and not any(t.text[:1].isdigit() for t in reading.tokens):
        return _of_entry(head.entry, reading, context, confidence=OWNED)
    if states and states[0].last < len(reading.tokens) and reading.tokens[states[0].last].folded == "'s" and not _proper(reading, states[0].last + 1):
        return _of_entry(states[0].entry, reading, context, confidence=CONTEXT)
    return _person(reading, context) or _own_words(_text(reading.tokens, 0, len(reading.tokens), reading), context, agent=None)


def _proper(reading: _Reading, first: int) -> int:
    """How many words from `first` to the core's end are capitalised or small words inside a name."""
    words = reading.tokens[first : reading.core]
    return sum(t.text[:1].isupper() for t in words)


def _person(reading: _Reading, context: _Context) -> Actor | None:
    """The proper name at the end of the phrase, where there is one: "former politician Hillary Clinton"."""
    particles = context.table.phrases["particles"]
    tokens = reading.tokens[: reading.core]
    leader = next((m for m in reading.matches if m.entry.table == "leaders" and m.first < reading.core), None)
    if leader is not None:
        return _of_leader(leader.entry, reading, context)
    capitals = reading.text.isupper()
    first = len(tokens)
    floor = reading.agent_last if reading.agent else 0
    named = {i for m in reading.matches for i in range(m.first, m.last)}
    while first > floor and (tokens[first - 1].text[:1].isupper() or tokens[first - 1].folded in particles) and first - 1 not in named:
        first -= 1
    while first < len(tokens) and tokens[first].folded in particles | {"the"}:
        first += 1
    known = capitals and not reading.agent
    if first >= len(tokens) or known or (first == 0 and len(tokens) == 1 and reading.agent) or tokens[first].folded in context.table.phrases["determiners"]:
        return None
    name = _text(tokens, first, len(tokens), reading)
    return Actor(name.title() if capitals else name, None, "person", reading.agent.sector if reading.agent else None, None, "actors/words:name", PERSON)


def _organisation(reading: _Reading, context: _Context) -> Actor | None:
    """An organisation that no table has, by its capital letters and its noun: "New Popular Front"."""
    phrases, tokens = context.table.phrases, reading.tokens
    if reading.text.isupper():
        return None
    first = next((i for i, t in enumerate(tokens) if t.text[:1].isupper() and t.folded not in phrases["determiners"]), len(tokens))
    last, at = first, first
    while at < len(tokens) and (tokens[at].text[:1].isupper() or tokens[at].folded in phrases["particles"] | {"for", "on", "'s"}):
        at += 1
        last = at if tokens[at - 1].text[:1].isupper() else last
    run = tokens[first:last]
    nouns = [t for t in run if t.folded in phrases["organisations"]]
    lead = all(t.folded in phrases["determiners"] or t.folded == "the" for t in tokens[:first])
    if len(run) < 2 or not nouns or not lead or tokens[last - 1].folded == "'s":
        return None
    country = _owner_country(reading.text, context)
    return Actor(_text(tokens, first, last, reading), None, "organisation", None, country, "actors/words:organisation", PERSON + 0.05)


def _text(tokens: list[Token], first: int, last: int, reading: _Reading) -> str:
    return reading.text[tokens[first].start : tokens[last - 1].end] if first < last else ""


def _own_words(text: str, context: _Context, *, agent: Agent | None, entry: Entry | None = None) -> Actor:
    """The party as described: without article, number and measure, in lower case where the report is in capitals."""
    tokens = tokens_of(text)
    phrases = context.table.phrases
    first = 0
    while first < len(tokens) - 1 and (
        tokens[first].folded in phrases["determiners"]
        or tokens[first].folded in phrases["possessives"]
        or tokens[first].text[:1].isdigit()
        or tokens[first].folded in phrases["measures"] and tokens[first + 1].folded == "of"
        or first and tokens[first].folded == "of" and tokens[first - 1].folded in phrases["measures"]
    ):
        first += 1
    name = text[tokens[first].start : tokens[-1].end] if tokens else text.strip()
    if len(name) > 4 and name.isupper() and (agent or len(tokens) - first > 1):
        name = name.lower()
    elif tokens and first == 0 and agent and name[:1].isupper() and not tokens[0].text.isupper() and context.table.agent([tokens[0].folded]):
        name = name[:1].lower() + name[1:]
    kind = agent.kind if agent and agent.kind not in ("described", "described-crowd", "member") else ("people" if entry else None)
    country = entry.countries[0] if entry and entry.countries else _owner_country(text, context)
    made_by = f"actors/agents:{agent.words}" if agent else (entry.made_by if entry else "actors/words")
    return Actor(name, None, kind or "unknown", agent.sector if agent else None, country, made_by, OWN_WORDS)


def _owner_country(text: str, context: _Context) -> str | None:
    """The country of the one state that the words of a described party name ("Palestinian militants")."""
    matches = context.table.find(tokens_of(text), published=context.published, country=context.country)
    countries = {m.entry.countries[0] for m in matches if m.entry.table == "states" and m.entry.countries and not m.aside}
    return countries.pop() if len(countries) == 1 else None
