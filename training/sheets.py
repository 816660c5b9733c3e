"""Coding sheets: reports and their codings as a person writes them, checked and turned into coded reports.

    python training/sheets.py SHEET.txt... [--out FILE.jsonl]

Without --out it only checks. A sheet holds reports like this one (codebook: docs/codebook.md):

    ### wire-x-001
    title: Blast kills two in Tadmur
    date: 2016-05-04
    text:
    TADMUR, Syria, May 4 - A car bomb killed two soldiers in Tadmur on Monday, the army said. Residents blamed rebels.

    end
    E ASSAULT explosives happened
    m car bomb
    a Rebels (Syria) | rebels
    r Military Forces of Syria | two soldiers
    k killed 2 2 recipient | soldiers | two soldiers
    c blamed | residents | blamed
    s army | the army
    w 2016-05-02 2016-05-02 day | Monday
    p Tadmur | Homs | SYR | exact | Tadmur

One event from `E` (type, mode or -, status; then `opt` where another coder may differ and `part=1` where it is part of the first
event) to the next. `m` trigger words, one line for each sentence that tells of the event; `a` actor, `r` recipient, `t` third: name,
then the words, one or more wordings; `k` outcome low high side (- for an open bound): who, words, then the words of the total it is
part of (`of WORDS`) or `superseded`; `c` claim: kind, by or -, words; `s` source: name, words; `w` start end precision (or `-`), words;
`p` place: name, admin1, country, precision (- where unknown), words; `o` a further place struck, the same. Words stand exactly as in
the text; `words#2` is their second occurrence in it, otherwise the first inside the sentences of the event's mentions is meant, else the
first of all.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from dateline.annotate.labels import CLAIMS, OUTCOMES, STATUSES, TYPE_MODES
from dateline.annotate.words import split_sentences, split_words

ROLES = {"a": "actor", "r": "recipient", "t": "third"}
LINES = {"m": "_mention", "k": "_count", "c": "_claim", "s": "_source", "w": "_when", "p": "_where", "o": "_other"}
SIDES = ("actor", "recipient", "bystander", "unknown")
DAYS = ("day", "week", "month", "year", "unknown")
PLACES = ("exact", "near", "admin2", "admin1", "country", "unknown")


class SheetError(Exception):
    """What is wrong with a coding, and where."""


class _Coding:
    """One report's codings, line by line."""

    def __init__(self, doc: str, text: str, published: str | None, title: str | None) -> None:
        self.doc, self.text, self.published, self.title = doc, text, published, title
        words = split_words(text)
        self.sentences = [[words[a][0], words[b - 1][1]] for a, b in split_sentences(text, words)]
        self.events: list[dict[str, Any]] = []
        self.wrong: list[str] = []

    def read(self, line: str) -> None:
        kind, _, rest = line.partition(" ")
        cells = [c.strip() for c in rest.split("|")]
        try:
            if kind == "E":
                self._event(rest.split())
            elif not self.events:
                raise SheetError("a line before the first event")
            elif kind in ROLES:
                self._need(cells[0] not in {"", "-"} and cells[1:] != [] and "-" not in cells[1:], "a name and words")
                spans = [self._find(w) for w in cells[1:]]
                self.events[-1][ROLES[kind]].append({"name": cells[0], "words": [self.text[x:y] for x, y in spans]})
            else:
                getattr(self, LINES[kind])(cells)
        except SheetError as e:
            self.wrong.append(f"{self.doc}: {line!r}: {e}")
        except (KeyError, ValueError, IndexError) as e:
            self.wrong.append(f"{self.doc}: {line!r} cannot be read ({type(e).__name__}: {e})")

    def _need(self, good: bool, what: str) -> None:
        if not good:
            raise SheetError(f"needs {what}")

    def _event(self, cells: list[str]) -> None:
        type, mode, status, *more = cells
        self._need(type in TYPE_MODES, f"a type, not {type}")
        self._need(mode == "-" or mode in TYPE_MODES[type], f"a mode of {type} or -, not {mode}")
        self._need(status in STATUSES, f"a status, not {status}")
        part = next((m[5:] for m in more if m.startswith("part=")), None)
        self._need(part is None or 0 < int(part) <= len(self.events), "the number of an event before")
        e: dict[str, Any] = {"id": f"e{len(self.events) + 1}", "type": type, "mode": None if mode == "-" else mode, "status": status}
        e |= {"optional": "opt" in more, "part_of": f"e{part}" if part else None, "mentions": [], "actor": [], "recipient": [], "third": []}
        e |= {"casualties": [], "claims": [], "sources": []}
        e |= {"when": {"start": None, "end": None, "precision": "unknown"}}
        e |= {"where": {"name": None, "admin1": None, "country": None, "precision": "unknown"}, "other_places": []}
        self.events.append(e)

    def _find(self, words: str, *, of: int | None = None) -> tuple[int, int]:
        asked = re.fullmatch(r"(.*)#(\d+)", words, re.S)
        plain = asked[1] if asked else words
        self._need(bool(plain), "words")
        found = [m.span() for m in re.finditer(rf"(?<!\w){re.escape(plain)}(?!\w)", self.text)]
        found = found or [m.span() for m in re.finditer(re.escape(plain), self.text)]
        self._need(bool(found), f"words of the text, not {plain!r}")
        if asked:
            self._need(int(asked[2]) <= len(found), f"at most {len(found)} occurrences of {plain!r}")
            return found[int(asked[2]) - 1]
        told = {m["s"] for m in self.events[-1]["mentions"]}
        return next((f for f in found if self._sentence(f[0]) in told), found[0])

    def _sentence(self, start: int) -> int:
        for s, (a, b) in enumerate(self.sentences):
            if a <= start < b:
                return s
        raise SheetError("the words are in no sentence")

    def _mention(self, cells: list[str]) -> None:
        start, end = self._find("|".join(cells))
        s = self._sentence(start)
        self._need(end <= self.sentences[s][1] and end - start <= 80, "trigger words of one sentence, at most 80 characters")
        if not any(m["s"] == s for m in self.events[-1]["mentions"]):
            self.events[-1]["mentions"].append({"s": s, "trigger": self.text[start:end], "at": [start, end]})

    def _count(self, cells: list[str]) -> None:
        outcome, low, high, role = cells[0].split()
        self._need(outcome in OUTCOMES and role in SIDES, "an outcome and a side")
        start, end = self._find(cells[2])
        c: dict[str, Any] = {"outcome": outcome, "low": _number(low), "high": _number(high), "who": cells[1], "role": role}
        c |= {"words": self.text[start:end], "s": self._sentence(start), "at": [start, end]}
        for more in cells[3:]:
            c |= {"superseded": True} if more == "superseded" else {"part_of": more.removeprefix("of ")}
        self.events[-1]["casualties"].append(c)

    def _claim(self, cells: list[str]) -> None:
        self._need(cells[0] in CLAIMS, "claimed, blamed or denied")
        start, end = self._find(cells[2])
        by = None if cells[1] in {"-", ""} else cells[1]
        told = {"words": self.text[start:end], "s": self._sentence(start), "at": [start, end]}
        self.events[-1]["claims"].append({"kind": cells[0], "by": by, **told})

    def _source(self, cells: list[str]) -> None:
        start, end = self._find(cells[1])
        told = {"words": self.text[start:end], "s": self._sentence(start), "at": [start, end]}
        self.events[-1]["sources"].append({"name": cells[0], **told})

    def _when(self, cells: list[str]) -> None:
        if cells[0] in {"-", ""}:
            return
        start, end, precision = cells[0].split()
        self._need(precision in DAYS and date.fromisoformat(start) <= date.fromisoformat(end), "two days in order and a precision")
        self.events[-1]["when"] = {"start": start, "end": end, "precision": precision, **self._words(cells, 1)}

    def _where(self, cells: list[str]) -> None:
        if cells[0] not in {"-", ""}:
            self.events[-1]["where"] = self._place(cells)

    def _other(self, cells: list[str]) -> None:
        self.events[-1]["other_places"].append(self._place(cells))

    def _place(self, cells: list[str]) -> dict[str, Any]:
        name, admin1, country, precision = (None if c in {"-", ""} else c for c in cells[:4])
        coded = country is None or re.fullmatch("[A-Z]{3}", country) is not None
        self._need(precision in PLACES and coded, "a precision and a country code")
        return {"name": name, "admin1": admin1, "country": country, "precision": precision, **self._words(cells, 4)}

    def _words(self, cells: list[str], at: int) -> dict[str, Any]:
        """The words, where the sheet gives any; a date may be that of publication and have none."""
        if len(cells) <= at or cells[at] in {"-", ""}:
            return {}
        start, end = self._find(cells[at])
        return {"words": self.text[start:end], "at": [start, end]}

    def coded(self) -> dict[str, Any]:
        for e in self.events:
            if not e["mentions"]:
                self.wrong.append(f"{self.doc}: {e['id']} {e['type']} has no mention")
        given = {"doc": self.doc, "title": self.title, "published": self.published, "source": "invented", "text": self.text}
        return {**given, "sentences": self.sentences, "events": self.events}


def _number(told: str) -> int | None:
    return None if told == "-" else int(told)


def read_sheet(sheet: str) -> Iterator[tuple[dict[str, Any], list[str]]]:
    """Each report of a sheet coded, with what is wrong with it."""
    for block in re.split(r"^### *", sheet, flags=re.M)[1:]:
        head, _, rest = block.partition("\ntext:\n")
        text, ended, codings = rest.partition("\nend\n")
        first, *settings = head.splitlines()
        given = dict(s.split(":", 1) for s in settings if ":" in s)
        published, title = ((given.get(k) or "").strip() or None for k in ("date", "title"))
        coding = _Coding(first.strip(), text.strip("\n"), published, title)
        if not ended and not rest.endswith("\nend"):
            coding.wrong.append(f"{coding.doc}: no line `end` after the text")
        for line in codings.splitlines():
            if line.strip() and not line.startswith("//"):
                coding.read(line.strip())
        yield coding.coded(), coding.wrong


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("sheets", nargs="+", type=Path)
    ap.add_argument("--out", type=Path)
    args = ap.parse_args()
    docs, wrong = [], []
    for path in args.sheets:
        for doc, errors in read_sheet(path.read_text("utf-8")):
            docs.append(doc)
            wrong += errors
    print("\n".join(wrong))
    print(len(docs), "reports,", sum(len(d["events"]) for d in docs), "events,", len(wrong), "errors")
    if args.out and not wrong:
        args.out.write_text("".join(json.dumps(d, ensure_ascii=False) + "\n" for d in docs), "utf-8")


if __name__ == "__main__":
    main()
