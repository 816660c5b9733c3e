"""Live blogs: each entry is a report with its own time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dateline.read.blocks import paragraphs, plain_text
from dateline.read.published import parse_day, parse_instant
from dateline.read.statements import Statements, table

# One element with a time is an article; two are entries.
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its words by paragraphs, its day and time, and the name of the element that holds it."""

    paragraphs: tuple[str, ...]
    title: str | None
    published: date | None
    published_by: str
    since: str | None
    modified: str | None
    anchor: str | None


def entries(tree: Any, said: Statements) -> tuple[Entry, ...]:
    """The entries of a live blog in the order of the page, taken out of it; none where it is none."""
    marked = tuple(_marked(tree))
    if len(marked) >= _FEWEST:
        return marked
    stated = [update for one in said.objects for update in _updates(one)]
    found = tuple(entry for update in stated if (entry := _stated(update)) is not None)
    return found if len(found) >= _FEWEST else ()


def _marked(tree: Any) -> Iterator[Entry]:
    """Entries as elements, each with a time of its own."""
    for expression in table()["live"]["entries"]:
        found = [element for element in tree.xpath(expression) if element.xpath(".//time[@datetime] | self::*[@data-sort-time]")]
        if len(found) < _FEWEST:
            continue
        for element in found:
            yield _element(element)
        for element in found:
            if element.getparent() is not None:
                element.drop_tree()
        return


def _element(element: Any) -> Entry:
    stated = element.xpath(".//*[@itemprop='datePublished']/@datetime") or element.xpath(".//time/@datetime")
    changed = element.xpath(".//*[@itemprop='dateModified']/@datetime | .//*[@itemprop='dateModified']/@content")
    headings = element.xpath(".//h2 | .//h3 | .//*[@itemprop='headline']")
    title = " ".join(headings[0].text_content().split()) if headings else None
    anchor = element.get("id") or next(iter(element.xpath("./*[1]/@id")), None)
    for time in element.xpath(".//time"):
        time.drop_tree()
    own = [words for words in paragraphs(element) if words != title]
    when = stated[0] if stated else ""
    modified = parse_instant(changed[0]) if changed else None
    return Entry(tuple(own), title or None, parse_day(when), "element:time", parse_instant(when), modified, anchor)


def _updates(one: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    given = one.get("liveBlogUpdate")
    return [update for update in (given if isinstance(given, list) else [given]) if isinstance(update, dict)]


def _stated(update: Mapping[str, Any]) -> Entry | None:
    """An entry as JSON-LD says it; None without words."""
    words, when = update.get("articleBody"), update.get("datePublished")
    if not isinstance(words, str) or not words.strip():
        return None
    own = plain_text(words) if "<" in words else [line for line in words.splitlines() if line.strip()]
    title, changed = update.get("headline"), update.get("dateModified")
    address = update.get("url") or update.get("@id")
    anchor = address.rpartition("#")[2] if isinstance(address, str) and "#" in address else None
    when = when if isinstance(when, str) else ""
    modified = parse_instant(changed) if isinstance(changed, str) else None
    named = title if isinstance(title, str) else None
    return Entry(tuple(own), named, parse_day(when), "json-ld:datePublished", parse_instant(when), modified, anchor)
