"""Reads the corpora into windows: a few consecutive sentences of one text with the labels that corpus knows.

A window is what the encoder sees at once, in training and in the product (`dateline.annotate.windows`).
Labels a corpus does not have stay None and cost nothing. `names` holds for every word the set of name tags that its
corpus allows (a bit mask over NAME_TAGS, 0 = says nothing), because the corpora disagree in what they mark: the loss is
minus the log of the probability of the allowed set.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from dateline.annotate.labels import (
    FACTS,
    MODES,
    NAME_KINDS,
    NAME_TAGS,
    RELATIONS,
    ROLES,
    STATUSES,
    TRIGGER_TAGS,
    UPOS,
)
from dateline.annotate.times import find_times
from dateline.annotate.words import plain, split_words
from dateline.resolve.dates import anchor
from dateline.schema.document import Word

KEPT_SUBTYPES = {r for r in RELATIONS if ":" in r}
UPOS_INDEX = {p: i for i, p in enumerate(UPOS)}
RELATION_INDEX = {r: i for i, r in enumerate(RELATIONS)}
NAME_INDEX = {t: i for i, t in enumerate(NAME_TAGS)}
TRIGGER_INDEX = {t: i for i, t in enumerate(TRIGGER_TAGS)}
FACT_INDEX = {t: i for i, t in enumerate(FACTS)}
ROLE_INDEX = {t: i for i, t in enumerate(ROLES)}
MODE_INDEX = {m: i for i, m in enumerate(MODES)}
STATUS_INDEX = {s: i for i, s in enumerate(STATUSES)}


@dataclass
class Trig:
    """A coded mention in a sentence: words first..last, its event's id in the text, and what the words beside it are to it.

    `inside` and `begins` map (sentences away from its own: -1, 0, 1; word in that sentence) to a bit mask over ROLES.
    """

    first: int
    last: int
    event: str
    type: str
    mode: int
    status: int
    optional: bool
    inside: dict[tuple[int, int], int] = field(default_factory=dict)
    begins: dict[tuple[int, int], int] = field(default_factory=dict)

    def mark(self, role: str, first: int, last: int, *, away: int = 0) -> None:
        """Words first..last have the role."""
        bit = 1 << ROLE_INDEX[role]
        self.begins[away, first] = self.begins.get((away, first), 0) | bit
        for i in range(first, last):
            self.inside[away, i] = self.inside.get((away, i), 0) | bit


@dataclass
class Sent:
    """One sentence of a corpus."""

    words: list[str]
    upos: list[int] | None = None
    heads: list[int] | None = None  # index in the sentence, -1 = root
    rels: list[int] | None = None
    names: list[int] | None = None
    facts: list[int] | None = None
    triggers: list[Trig] | None = None


@dataclass
class Text:
    id: str
    sents: list[Sent]


def lines(path: Path) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as f:
        for line in f:
            yield line.rstrip("\n")


def bits(*tags: str) -> int:
    return sum(1 << NAME_INDEX[t] for t in tags)


ANY_INSIDE = sum(1 << i for i, t in enumerate(NAME_TAGS) if t.startswith("I-"))


def span_bits(out: list[int], first: int, last: int, kinds: Iterable[str]) -> None:
    for k in range(first, last):
        out[k] = bits(*(("B-" if k == first else "I-") + kind for kind in kinds))


# ---- lists that turn coarse kinds into ours -------------------------------------------------------------------------------
GROUP = set(
    """muslim muslims christian christians shiite shiites shia sunni sunnis kurd kurds kurdish jewish jews arab arabs hindu hindus
    buddhist catholic islamic islamist islamists hutu tutsi tamil tamils western african european asian yazidi yazidis rohingya
    pashtun hazara tuareg fulani""".split()
)
FACILITY = set(
    """airport airbase base camp hospital prison jail embassy consulate mosque church cathedral temple shrine synagogue school university
    college checkpoint station bridge palace barracks headquarters port airfield dam plant refinery stadium hotel market square tower
    building house hall courthouse museum library monastery crossing terminal pipeline field tunnel street road avenue highway park mall
    centre center compound parliament pentagon kremlin""".split()
)
WEAPONS = set(
    """ak-47 kalashnikov rpg katyusha scud hellfire tomahawk predator reaper f-16 f-15 f-35 su-25 mig-29 mi-24 apache bayraktar shahed
    himars javelin stinger grad kalibr iskander patriot s-300 s-400 b-52 tu-95 m-16 ied""".split()
)


class Kinds:
    """Armed groups, nationalities and countries, read from the product's own actor tables."""

    def __init__(self, actors: Path) -> None:
        import csv

        self.armed: set[tuple[str, ...]] = set()
        self.group: set[str] = set()
        self.country: set[tuple[str, ...]] = set()
        for file, column, target in (
            ("armed_groups.csv", "name", "armed"),
            ("armed_groups.csv", "aliases", "armed"),
            ("states.csv", "name", "country"),
            ("states.csv", "adjectives", "group"),
            ("states.csv", "people", "group"),
        ):
            path = actors / file
            if not path.exists():
                continue
            for row in csv.DictReader(path.open(encoding="utf-8")):
                for value in re.split(r"[;|]", row.get(column) or ""):
                    words = tuple(plain(value[a:b]).casefold() for a, b in split_words(value.strip()))
                    if not words or len(value.strip()) < 3:
                        continue
                    if target == "group":
                        self.group.update(words if len(words) == 1 else ())
                    else:
                        getattr(self, target).add(words)
        self.group |= GROUP

    def silver(self, words: list[str], *, complete: bool = False) -> list[int]:
        """Name masks for words found in the lists; the rest says nothing."""
        low = [plain(w).casefold() for w in words]
        out = [0] * len(words)
        for i in range(len(low)):
            for n in range(6, 0, -1):
                key = tuple(low[i : i + n])
                if len(key) < n or any(out[i : i + n]):
                    continue
                if key in self.armed and (n > 1 or words[i][:1].isupper()):
                    span_bits(out, i, i + n, ["armed_group"])
                elif key in self.country and words[i][:1].isupper():
                    span_bits(out, i, i + n, ["place"])
                elif n == 1 and key[0] in self.group and words[i][:1].isupper():
                    out[i] = bits("B-group", "I-organisation", "I-armed_group")
        return out

    def organisation(self, words: list[str]) -> list[str]:
        key = tuple(plain(w).casefold() for w in words)
        key = key[1:] if key[:1] == ("the",) else key
        return ["armed_group"] if key in self.armed else ["organisation"]

    def place(self, words: list[str]) -> list[str]:
        return ["facility"] if {w.casefold() for w in words} & FACILITY else ["place"]


# ---- treebanks -----------------------------------------------------------------------------------------------------------
def read_conllu(path: Path, kinds: Kinds, *, entities: bool) -> Iterator[Text]:
    """Texts of a treebank; with `entities`, names out of GUM's MISC column."""
    sents: list[Sent] = []
    name, rows = "", []
    for line in lines(path):
        if line.startswith("# newdoc"):
            if sents:
                yield Text(name, sents)
            name, sents = line.split("=")[-1].strip(), []
        elif not line:
            if rows:
                sents.append(_tree(rows, kinds, entities=entities))
            rows = []
        elif line[0] != "#":
            cells = line.split("\t")
            if cells[0].isdigit():
                rows.append(cells)
    if rows:
        sents.append(_tree(rows, kinds, entities=entities))
    if sents:
        yield Text(name, sents)


def relation(label: str) -> str:
    return label if label in KEPT_SUBTYPES else label.split(":")[0]


def _tree(rows: list[list[str]], kinds: Kinds, *, entities: bool) -> Sent:
    words = [r[1] for r in rows]
    return Sent(
        words,
        [UPOS_INDEX[r[3]] for r in rows],
        [int(r[6]) - 1 for r in rows],
        [RELATION_INDEX[relation(r[7])] for r in rows],
        _gum_names(rows, kinds) if entities else None,
    )


# Small words inside a name, between two proper nouns.
_LINKS = frozenset({"of", "-", "the", "for", "and", "'s", "&"})


def _gum_names(rows: list[list[str]], kinds: Kinds) -> list[int]:
    """GUM's entities are noun phrases: a name is the run of proper nouns around a proper head."""
    words = [r[1] for r in rows]
    out = [bits("O")] * len(rows)
    for i, r in enumerate(rows):
        if r[3] == "ADJ" and r[1][:1].isupper():
            out[i] = bits("O", "B-group") if r[1].casefold() not in kinds.group else bits("B-group")
    opened: dict[str, list[tuple[int, str]]] = {}
    spans: list[tuple[int, int, str]] = []
    for i, r in enumerate(rows):
        misc = next((m[7:] for m in r[9].split("|") if m.startswith("Entity=")), "")
        for token in re.findall(r"\([^()]*\)?|[^()]+\)", misc):
            if token.startswith("("):
                parts = token.strip("()").split("-")
                if len(parts) > 1:
                    opened.setdefault(parts[0], []).append((i, parts[1]))
                if token.endswith(")") and opened.get(parts[0]):
                    first, kind = opened[parts[0]].pop()
                    spans.append((first, i + 1, kind))
            else:
                key = token.rstrip(")").split("-")[0]
                if opened.get(key):
                    first, kind = opened[key].pop()
                    spans.append((first, i + 1, kind))
    for first, last, kind in sorted(spans, key=lambda s: s[0] - s[1]):
        if kind not in {"person", "place", "organization"}:
            continue
        inside = range(first, last)
        heads = [i for i in inside if not first <= int(rows[i][6]) - 1 < last]
        if not heads or rows[heads[0]][3] != "PROPN":
            continue
        a = b = heads[0]
        while a - 1 >= first and rows[a - 1][3] == "PROPN":
            a -= 1
        while b + 1 < last:
            linked = b + 2 < last and rows[b + 2][3] == "PROPN" and rows[b + 1][1].casefold() in _LINKS
            if rows[b + 1][3] != "PROPN" and not linked:
                break
            b += 1
        w = words[a : b + 1]
        ours = {"person": ["person"], "place": kinds.place(w), "organization": kinds.organisation(w)}[kind]
        span_bits(out, a, b + 1, ours)
    return out


# ---- names -----------------------------------------------------------------------------------------------------------------
def read_iob(path: Path, kinds: Kinds, *, word: int, tag: int, sep: str | None = None) -> Iterator[Text]:
    """WikiGold and UNER: PER, ORG, LOC, MISC; MISC says only that the words are no person, place or organisation."""
    rows: list[tuple[str, str]] = []
    sents: list[Sent] = []
    for line in [*lines(path), ""]:
        cells = line.split(sep) if line else []
        if not line.strip():
            if rows:
                sents.append(Sent([w for w, _ in rows], names=_iob_names(rows, kinds)))
            rows = []
            if len(sents) >= 6:
                yield Text(f"{path.name}-{id(sents)}", sents)
                sents = []
        elif line[0] != "#" and len(cells) > max(word, tag) and "-DOCSTART-" not in line and "-" not in cells[0][:0]:
            rows.append((cells[word], cells[tag]))
    if sents:
        yield Text(f"{path.name}-last", sents)


def _iob_names(rows: list[tuple[str, str]], kinds: Kinds) -> list[int]:
    out = [bits("O")] * len(rows)
    i = 0
    while i < len(rows):
        kind = rows[i][1].split("-")[-1]
        j = i + 1
        if kind in {"O", "OTH"} or rows[i][1] in {"O", "_"}:
            if rows[i][0].casefold() in kinds.group and rows[i][0][:1].isupper():
                out[i] = bits("B-group")
            i += 1
            continue
        while j < len(rows) and rows[j][1] == f"I-{kind}":
            j += 1
        words = [w for w, _ in rows[i:j]]
        if kind == "MISC":
            for k in range(i, j):
                out[k] = bits("O", "B-group", "I-group", "B-weapon", "I-weapon")
            if len(words) == 1 and words[0].casefold() in kinds.group:
                out[i] = bits("B-group")
        else:
            ours = {"PER": ["person"], "LOC": kinds.place(words), "ORG": kinds.organisation(words)}[kind]
            span_bits(out, i, j, ours)
        i = j
    return out


def read_re3d(folder: Path, kinds: Kinds, *, skip: set[str]) -> Iterator[Text]:
    """re3d: conflict documents; its missed mentions are known, so a capitalised word outside says nothing."""
    for place in sorted(p for p in folder.iterdir() if p.is_dir()):
        marks: dict[str, list[dict[str, Any]]] = {}
        for line in (place / "entities.json").read_text("utf-8").splitlines():
            if line.strip():
                e = json.loads(line)
                marks.setdefault(e["documentId"], []).append(e)
        for line in (place / "documents.json").read_text("utf-8").splitlines():
            if not line.strip():
                continue
            d = json.loads(line)
            if d["_id"][:10] in skip:
                continue
            yield _re3d_text(d, marks.get(d["_id"], []), kinds)


def _re3d_text(d: dict[str, Any], marks: list[dict[str, Any]], kinds: Kinds) -> Text:
    from dateline.annotate.words import split_sentences

    text = d["text"]
    words = split_words(text)
    known = {"Organisation", "Person", "Location", "MilitaryPlatform", "Weapon", "Nationality"}
    masks = [bits("O") if not text[a].isupper() else 0 for a, b in words]
    for e in sorted((e for e in marks if e["type"] in known), key=lambda e: e["begin"] - e["end"]):
        inside = [i for i, (a, b) in enumerate(words) if a >= e["begin"] and b <= e["end"]]
        while inside and text[words[inside[0]][0]].islower():
            inside = inside[1:]
        while inside and not text[words[inside[-1]][0]].isupper() and not text[words[inside[-1]][0]].isdigit():
            inside = inside[:-1]
        if not inside:
            continue
        w = [text[words[i][0] : words[i][1]] for i in inside]
        ours = {
            "Organisation": kinds.organisation(w),
            "Person": ["person"],
            "Location": kinds.place(w),
            "MilitaryPlatform": ["weapon"],
            "Weapon": ["weapon"],
            "Nationality": ["group"],
        }[e["type"]]
        if e["type"] == "Organisation" and len(w) == 1 and w[0].casefold() in kinds.group:
            ours = ["group"]
        span_bits(masks, inside[0], inside[-1] + 1, ours)
    sents = [Sent([text[a:b] for a, b in words[x:y]], names=masks[x:y]) for x, y in split_sentences(text, words)]
    return Text("re3d-" + d["_id"][:10], sents)


# ---- coded reports ---------------------------------------------------------------------------------------------------------
def read_coded(path: Path, kinds: Kinds) -> Iterator[Text]:
    """Coded reports in the gold format: triggers, their roles, figures and claims."""
    for line in lines(path):
        if line.strip():
            yield coded_text(json.loads(line), kinds)


def _find(text: str, words: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = text.find(words, start, end) if words else -1
    while at >= 0:
        yield at, at + len(words)
        at = text.find(words, at + 1, end)


def coded_text(doc: dict[str, Any], kinds: Kinds) -> Text:
    """A coded report; a sentence without words is left out."""
    text = doc["text"]
    laid = [[(a + x, a + y) for x, y in split_words(text[a:b])] for a, b in doc["sentences"]]
    return Text(doc["doc"], [_coded_sentence(doc, s, laid, kinds) for s in range(len(laid)) if laid[s]])


def _within(spans: list[tuple[int, int]], a: int, b: int) -> tuple[int, int] | None:
    """The words that text[a:b] touches, as a half-open range."""
    inside = [i for i, (x, y) in enumerate(spans) if x < b and y > a]
    return (inside[0], inside[-1] + 1) if inside else None


def _located(doc: dict[str, Any], entry: dict[str, Any], spans: list[tuple[int, int]]) -> tuple[int, int] | None:
    """The words of a figure, claim or source in a sentence: where it says they are, else where they are found first."""
    start, end = spans[0][0], spans[-1][1]
    at = entry.get("at")
    if at is not None:
        return _within(spans, *at) if start <= at[0] < end else None
    found = next(_find(doc["text"], entry["words"], start, end), None)
    return _within(spans, *found) if found else None


def _coded_sentence(doc: dict[str, Any], s: int, laid: list[list[tuple[int, int]]], kinds: Kinds) -> Sent:
    text, spans = doc["text"], laid[s]
    words = [text[x:y] for x, y in spans]
    facts = [0] * len(words)
    triggers: list[Trig] = []
    for e in doc["events"]:
        for field_, label in (("casualties", "outcome"), ("claims", "kind")):
            for c in e[field_]:
                where = _located(doc, c, spans) if c.get("s") == s else None
                for i in range(*where) if where else ():
                    facts[i] = facts[i] or FACT_INDEX[c[label]]
        for m in e["mentions"]:
            where = _located(doc, {"words": m["trigger"], "at": m.get("at")}, spans) if m["s"] == s else None
            if where and where[1] - where[0] <= 12:
                mode, status = MODE_INDEX[f"{e['type']}:{e['mode'] or ''}"], STATUS_INDEX[e["status"]]
                t = Trig(*where, e["id"], e["type"], mode, status, bool(e["optional"]))
                _mark(t, doc, e, s, laid)
                triggers.append(t)
    _mark_times(doc, spans, {e["id"]: e for e in doc["events"]}, triggers)
    masks = kinds.silver(words)
    return Sent(words, names=masks if any(masks) else None, facts=facts, triggers=triggers)


# Words that stand for somebody only where they stand nearest.
_STANDINS = frozenset("it they he she them him her who which that his their its one both".split())


def _mark(t: Trig, doc: dict[str, Any], e: dict[str, Any], s: int, laid: list[list[tuple[int, int]]]) -> None:
    """What the words of the trigger's sentence are to it; figures and claims also of the sentences beside that don't mention the event."""
    text, told = doc["text"], {m["s"] for m in e["mentions"]}
    for away in (-1, 0, 1):
        if not 0 <= s + away < len(laid) or not laid[s + away] or (away and s + away in told):
            continue
        for field_, label in (("casualties", "outcome"), ("claims", "kind")):
            for c in e[field_]:
                where = _located(doc, c, laid[s + away]) if c.get("s") == s + away else None
                if where:
                    t.mark(c[label], *where, away=away)
    spans = laid[s]
    start, end = spans[0][0], spans[-1][1]
    for role in ("actor", "recipient", "third"):
        for words in (w for p in e[role] for w in p["words"]):
            found = [w for a, b in _find(text, words, start, end) if (w := _whole(text, a, b, spans))]
            if words.casefold() in _STANDINS:
                found = sorted(found, key=lambda w: abs(w[0] - t.first))[:1]
            for where in found:
                t.mark(role, *where)
    for source in e["sources"]:
        where = _located(doc, source, spans)
        if where:
            t.mark("source", *where)
    for place in [e.get("where") or {}, *(e.get("other_places") or [])]:
        where = _place(text, place, spans)
        if where:
            t.mark("place", *where)


def _whole(text: str, a: int, b: int, spans: list[tuple[int, int]]) -> tuple[int, int] | None:
    """The words of text[a:b] unless it lies inside a longer word ("he" in "the")."""
    if (text[a - 1 : a].isalnum() and text[a].isalnum()) or (text[b : b + 1].isalnum() and text[b - 1].isalnum()):
        return None
    return _within(spans, a, b)


def _place(text: str, place: dict[str, Any], spans: list[tuple[int, int]]) -> tuple[int, int] | None:
    start, end = spans[0][0], spans[-1][1]
    if place.get("at") is not None:
        return _within(spans, *place["at"]) if start <= place["at"][0] < end else None
    low = text.casefold()
    found = next(_find(low if len(low) == len(text) else text, (place.get("name") or "").casefold(), start, end), None)
    return _within(spans, *found) if found else None


def _mark_times(doc: dict[str, Any], spans: list[tuple[int, int]], events: dict[str, Any], triggers: list[Trig]) -> None:
    """The time words where the coding gives them; else a time expression that resolves to the event's very date."""
    published = date.fromisoformat(doc["published"]) if doc.get("published") else None
    text = doc["text"]
    words = [Word(i, a, b, text[a:b], plain(text[a:b]), plain(text[a:b]).lower(), "X", -1, "dep", 0) for i, (a, b) in enumerate(spans)]
    times = find_times(text, words)
    for t in triggers:
        when = events[t.event].get("when") or {}
        if when.get("at") is not None and spans[0][0] <= when["at"][0] < spans[-1][1]:
            where = _within(spans, *when["at"])
            if where:
                t.mark("time", *where)
            continue
        for time in times if when.get("start") else ():
            found = anchor(time, reference=published, future=events[t.event]["status"] == "planned")
            if found and found[0].isoformat() == when["start"] and found[1].isoformat() == (when["end"] or when["start"]):
                t.mark("time", time.first, time.last)


__all__ = ["NAME_KINDS", "Kinds", "Sent", "Text", "Trig", "coded_text", "read_coded", "read_conllu", "read_iob", "read_re3d"]
