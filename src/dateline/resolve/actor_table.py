"""The actor tables of the package, ready for looking up: states, armed groups, bodies, forces, leaders, agent words.

Where a name is shared ("National Liberation Army"), the entry in being on the day is taken, then the one of the context
country, then the first in the table; the dates of armed groups serve only for that.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from dateline.resources import read_rows, read_toml
from dateline.settings import current, per_settings
from dateline.settings.record import OwnActor

SHORTEST_SAID = 4  # letters of an acronym that may be said as a word
LONGEST_ACRONYM = 6  # letters; longer words in capitals are names like any other

_ABBREVIATION = r"(?:[^\W\d_]\.){2,}|(?:[^\W\d_]\.)+[^\W\d_](?![^\W_])"  # "U.S.", "U.S"
_NUMBER = r"\d[\d,.]*[^\W\d_]*"  # "1,200", "5th", "3R"
_WORD = r"[^\W_]+(?:['’`][^\W_]+)*"  # "N'Djamena", "Pakistan's"
_TOKEN = re.compile(f"{_ABBREVIATION}|{_NUMBER}|{_WORD}")
_POSSESSIVE = re.compile(r"['’`]s$", re.IGNORECASE)
_PLAIN = re.compile(r"[A-Za-z ]+")
_LETTERS = str.maketrans(
    {"ı": "i", "İ": "I", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss"}
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a table under one of its names. `form`: name, adjective, people, capital, person, local; `acts_for` is an entry's id;
    `own`: it is the user's, and comes before the others of its name; `listed`: its kind in lists of conflict data where its own kind does
    not tell (see `listing`); `parent`: the id of the body that a mission is of."""

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
    own: bool = False
    listed: str = ""
    parent: str = ""

    def active(self, day: date | None) -> bool:
        """Was it in being on that day? True where no day is known and it has not ended."""
        return self.last == date.max if day is None else self.first <= day <= self.last

    @property
    def made_by(self) -> str:
        return f"actors/{'own' if self.own else self.table}:{self.id}"

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
class ChiefGroup:
    """The one group that described fighters of a country ("the rebels") belonged to from `first` to `last`."""

    first: date
    last: date
    group: str
    words: frozenset[str]


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


def _stand(words: tuple[str, ...], tokens: Sequence[Token], at: int) -> bool:
    """Do these words stand at that token? The second is looked at first: the index is by the first."""
    if len(words) == 1:
        return True
    if at + len(words) > len(tokens) or tokens[at + 1].folded != words[1]:
        return False
    return all(token.folded == word for token, word in zip(tokens[at + 2 : at + len(words)], words[2:], strict=True))


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
    return read_rows(f"actors/{table}.csv")


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


class ActorTable:
    """The actor tables of the package, ready for looking up. Use `ActorTable.load()`; it reads the files once."""

    def __init__(self, own: Sequence[OwnActor] = ()) -> None:
        self._index: dict[str, list[tuple[tuple[str, ...], str, Entry]]] = {}
        self._names: dict[str, list[tuple[tuple[str, ...], str, Entry]]] = {}
        self._by_id: dict[str, list[Entry]] = {}
        self._surnames: dict[str, list[Entry]] = {}
        self._former: list[Entry] = []
        self.missions: dict[str, list[Entry]] = {}
        self.natures: dict[str, list[Nature]] = {}
        self.chief_groups: dict[str, list[ChiefGroup]] = {}
        self.agents: dict[str, Agent] = {}
        self.naming: dict[str, dict[str, str]] = {row["kind"]: row for row in _rows("naming")}
        phrases = read_toml("actors/phrases.toml")
        self.stand_ins: dict[str, dict[str, str]] = phrases.pop("stand_ins")
        phrases.pop("guesses")  # for what no table has
        self.phrases = {name: frozenset(words) for name, words in phrases.items()}
        self._read_own(own)
        self._read_states()
        for table in ("armed_groups", "bodies"):
            self._read_parties(table)
        self._read_forces()
        self._read_own(own, acting=True)
        self._read_leaders()
        self._read_agents()
        for names in self._index.values():
            names.sort(key=lambda name: -len(name[0]))

    @staticmethod
    def load() -> ActorTable:
        """The tables of the package with the user's actors, read once for each settings (about a tenth of a second).

        Raises ResourceError where one is missing or damaged.
        """
        return _load()

    def _add(self, name: str, entry: Entry) -> None:
        plain = _PLAIN.fullmatch(name) is not None
        words = tuple(name.lower().split()) if plain else tuple(t.folded for t in tokens_of(name))
        if words:
            self._index.setdefault(words[0], []).append((words, name, entry))
            self._names.setdefault(entry.id, []).append((words, name, entry))

    def _read_own(self, actors: Sequence[OwnActor], *, acting: bool = False) -> None:
        """The user's parties, or those who act for one: these need the parties of all tables."""
        for actor in actors:
            if bool(actor.acts_for) != acting:
                continue
            countries = self._by_id[actor.acts_for][0].countries if acting else actor.countries
            first, last = _day(actor.first, last=False), _day(actor.last, last=True)
            entry = Entry(actor.id, actor.name, "bodies", actor.kind, countries, first, last, own=True)
            if acting:
                entry = replace(entry, table="leaders", kind="person", form="person", acts_for=actor.acts_for, office=actor.office)
                self._add_person((actor.name, *actor.aliases), entry)
                continue
            self._by_id.setdefault(entry.id, []).append(entry)
            for name in (actor.name, *actor.aliases):
                self._add(name, entry)

    def _add_person(self, names: Sequence[str], entry: Entry) -> None:
        for name in names:
            surnames = self._surnames.setdefault(fold(name).split()[-1], [])
            if entry not in surnames:
                surnames.append(entry)
        for name in names:
            self._add(name, entry)

    def _read_states(self) -> None:
        for row in _rows("states"):
            first, last = _day(row["from"], last=False), _day(row["to"], last=True)
            entry = Entry(row["id"], row["name"], "states", row["kind"], _split(row["country"]), first, last)
            entry = replace(entry, article=row["article"], successor=row["successor"])
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
            entry = replace(entry, listed=row.get("listed") or "", parent=row.get("parent") or "")
            self._by_id.setdefault(entry.id, []).append(entry)
            for name in (row["name"], *_split(row["aliases"])):
                self._add(name, entry)
            for name in _split(row.get("local") or ""):
                self._add(name, replace(entry, form="local"))
            if entry.parent:
                self.missions.setdefault(entry.parent, []).append(entry)
        if table == "armed_groups":
            for row in _rows("natures"):
                nature = Nature(
                    _day(row["from"], last=False),
                    _day(row["to"], last=True),
                    row["kind"],
                    row["name"],
                    row["country"] or None,
                    row["keeps_name"] == "yes",
                )
                self.natures.setdefault(row["id"], []).append(nature)
            for row in _rows("chief_groups"):
                words = frozenset(_split(row["words"]))
                chief = ChiefGroup(_day(row["from"], last=False), _day(row["to"], last=True), row["id"], words)
                self.chief_groups.setdefault(row["country"], []).append(chief)

    def _read_forces(self) -> None:
        for row in _rows("forces"):
            key = re.sub(r"[^a-z0-9]+", "-", fold(row["alias"])).strip("-")
            entry = Entry(key, row["name"], "forces", row["kind"], (row["country"],), date.min, date.max)
            self._by_id.setdefault(f"{row['country']}.{key}", []).append(entry)
            self._add(row["alias"], replace(entry, form="local") if row["local"] else entry)

    def _read_leaders(self) -> None:
        for row in _rows("leaders"):
            key = re.sub(r"[^a-z0-9]+", "-", fold(row["name"])).strip("-")
            party = self._by_id[row["acts_for"]][0]
            first, last = _day(row["from"], last=False), _day(row["to"], last=True)
            entry = Entry(
                key,
                row["name"],
                "leaders",
                "person",
                party.countries,
                first,
                last,
                form="person",
                acts_for=row["acts_for"],
                office=row["office"],
            )
            self._add_person((row["name"], *_split(row["aliases"])), entry)

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
        entries = self._by_id.get(entry_id)
        return entries[0] if entries else None

    def mission(self, body: str, country: str | None, day: date | None) -> Entry | None:
        """The peacekeeping mission of a body (its id) in a country on the day; None where it has none or several."""
        found = [m for m in self.missions.get(body, ()) if country in m.countries and m.active(day)]
        return found[0] if len(found) == 1 else None

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

    def seat(self, iso3: str) -> str | None:
        """The first seat of a country's government in the table of states, None where it has none."""
        return next((_split(row["capitals"])[0] for row in _rows("states") if row["country"] == iso3 and row["capitals"]), None)

    def find(self, tokens: list[Token], *, published: date | None, country: str | None) -> list[Match]:
        """Known names in the phrase, longest first from the left, without overlap."""
        capitals = all(t.text.isupper() or not t.text.isalpha() for t in tokens)
        found: list[Match] = []
        at = 0
        while at < len(tokens):
            entry, length = self._longest(tokens, at, capitals=capitals, context=(published, country))
            if (
                length
                and tokens[at].folded == "the"
                and self._longest(tokens, at + 1, capitals=capitals, context=(published, country))[1] >= length
            ):
                length = 0  # "the Sudan" gives way to "Sudan Revolutionary Front"
            if entry is not None and length:
                found.append(Match(at, at + length, entry, aside=self._aside(tokens, at, at + length)))
            at += max(length, 1)
        return found

    def _longest(
        self, tokens: list[Token], at: int, *, capitals: bool, context: tuple[date | None, str | None]
    ) -> tuple[Entry | None, int]:
        length, fitting = 0, []
        for words, name, entry in self._index.get(tokens[at].folded, ()) if at < len(tokens) else ():
            if len(words) < length:
                break
            if not _stand(words, tokens, at):
                continue
            if not (self._spelt(tokens, at, name, capitals=capitals) if len(words) == 1 else _capital(tokens[at : at + len(words)], name)):
                continue
            if entry.form == "capital" and not capitals and self._in_longer_name(tokens, at, at + len(words)):
                continue
            if entry.form == "local" and not self._at_home(entry, tokens, at, context):
                continue
            if len(words) == 1 and tokens[at].joined and at and tokens[at - 1].folded in ("ul", "al", "ud", "ur"):
                continue  # "Ansar-ul-Mujahideen" is no mujahideen
            if entry.form in ("person", "capital") and len(words) == 1 and self._in_persons_name(tokens, at):
                continue
            length = len(words)
            fitting.append(entry)
        if not fitting:
            return None, 0
        published, country = context
        rank = {
            id(e): (not e.active(published), not e.own, country not in e.countries, e.kind != "former", i) for i, e in enumerate(fitting)
        }
        return min(fitting, key=lambda e: rank[id(e)]), length

    def _spelt(self, tokens: list[Token], at: int, name: str, *, capitals: bool) -> bool:
        """Is a single word written as the name asks? Acronyms in capitals, names with a capital letter."""
        text = tokens[at].text.replace(".", "")
        plain = name.replace(".", "")
        if any(c.isupper() for c in plain[1:]) and len(plain) <= LONGEST_ACRONYM:
            alone = len(tokens) - sum(t.folded in ("the", "'s") for t in tokens) == 1
            if capitals and not alone and tokens[at].folded in self.phrases["words_in_capitals"] and "." not in tokens[at].text:
                return False
            # British papers write an acronym that is said as a word with one capital: "Renamo", "Farc".
            said = (
                len(plain) >= SHORTEST_SAID
                and plain.isupper()
                and plain.isalpha()
                and plain.lower() not in self.phrases["words_in_capitals"]
            )
            return text in (plain, plain.upper()) or (said and text == plain.capitalize())
        return not name[0].isupper() or text[0].isupper() or text[0].isdigit()

    def _in_longer_name(self, tokens: list[Token], first: int, last: int) -> bool:
        """Is a capital part of another name ("Washington Post", "Mayor London Breed")?"""
        after = tokens[last] if last < len(tokens) else None
        return bool(after and after.text[:1].isupper() and after.folded not in self.agents and after.folded + "s" not in self.agents)

    def _at_home(self, entry: Entry, tokens: list[Token], at: int, context: tuple[date | None, str | None]) -> bool:
        """Does a short name count here ("the coalition" in Yemen since 2015)? Only in the entry's countries and days, and unmodified."""
        published, country = context
        plain = all(t.folded in self.phrases["determiners"] or t.text[:1].isdigit() for t in tokens[:at])
        return plain and country in entry.countries and entry.active(published)

    def _in_persons_name(self, tokens: list[Token], at: int) -> bool:
        """Is a surname part of another person's name ("Fernando Castro", "Berisha Huduti")?"""
        for i in (at - 1, at + 1):
            if not 0 <= i < len(tokens) or tokens[i].folded == "'s" or (i > at and tokens[i].joined):
                continue
            token = tokens[i]
            if i > at and token.folded in ("al", "bin", "ibn") and i + 1 < len(tokens) and tokens[i + 1].text[:1].isupper():
                return True
            named = any(len(words) == 1 and entry.form != "person" for words, _, entry in self._index.get(token.folded, ()))
            known = named or self.agent([token.folded]) or any(token.folded in words for words in self.phrases.values())
            if token.text[:1].isupper() and not known:
                return True
        return False

    def _aside(self, tokens: list[Token], first: int, last: int) -> bool:
        if (
            last < len(tokens)
            and tokens[last].folded in self.phrases["asides"]
            and (tokens[last].joined or tokens[last].folded in ("backed", "led"))
        ):
            return True
        if first and tokens[first].joined and tokens[first - 1].folded in self.phrases["against"]:
            return True
        return bool(first and tokens[first - 1].folded in ("anti", "pro"))

    def agent(self, words: list[str]) -> Agent | None:
        """The agent row of these words, in the singular or the plural."""
        *head, tail = words
        for form in singulars(tail):
            found = self.agents.get(" ".join((*head, form)))
            if found:
                return found
        return None


@per_settings
def _load() -> ActorTable:
    return ActorTable(current().actors)


def _capital(tokens: list[Token], name: str) -> bool:
    """Has a name of several words that is written with capitals at least one here, "the" aside ("contact group" is no Contact Group)?"""
    return name.islower() or any(t.text[:1].isupper() or t.text[:1].isdigit() for t in tokens if t.folded != "the")


def singulars(word: str) -> tuple[str, ...]:
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
