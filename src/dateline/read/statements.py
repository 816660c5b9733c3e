"""What a page says of itself: title, publisher, day of publication, when it was changed, language, its lasting address.

Each is looked for in schema.org's JSON-LD, then in <meta>, then in the elements; the day also in the address.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from urllib.parse import urljoin, urlsplit

from dateline.read.published import day_of_address, parse_day, parse_instant
from dateline.read.whence import web_address
from dateline.resources import read_toml
from dateline.settings import checked

# Pages hold a few statements; one of thousands of nested lists is no page that people read.
_MOST = 2_000
# "<!-- saved from url=(0042)https://example.org/raid.html -->", as browsers write it
_SAVED = re.compile(r"saved from url=\(\d{4}\)(\S{4,2000})")


@dataclass(frozen=True, slots=True)
class Statements:
    """What a page says of itself. `published_by` says where the day was found, `objects` are its schema.org statements."""

    title: str | None = None
    publisher: str | None = None
    published: date | None = None
    published_by: str | None = None
    modified: str | None = None
    language: str | None = None
    uri: str | None = None
    objects: tuple[Mapping[str, Any], ...] = ()


def statements(tree: Any, known_uri: str | None) -> Statements:
    """What the page says; `known_uri` is the address at which it was found."""
    objects = tuple(_objects(tree))
    meta = _meta(tree)
    uri = _address(tree, meta, known_uri)
    published, published_by = _published(tree, objects, meta, uri or known_uri)
    modified = next(filter(None, map(parse_instant, _strings(objects, "dateModified"))), None)
    return Statements(
        title=_title(tree, objects, meta),
        publisher=_publisher(objects, meta, uri or known_uri),
        published=published,
        published_by=published_by,
        modified=modified or next(filter(None, (parse_instant(value) for _, value in _named(meta, "modified"))), None),
        language=_language(tree, meta),
        uri=uri or known_uri,
        objects=objects,
    )


@cache
@checked
def table() -> dict[str, Any]:
    """data/reading/pages.toml."""
    return read_toml("reading/pages.toml")


def _published(tree: Any, objects: tuple[Any, ...], meta: Mapping[str, str], uri: str | None) -> tuple[date | None, str | None]:
    """The day and where it was found, the surest place first."""
    found: list[tuple[str, str]] = [("json-ld:datePublished", value) for value in _strings(objects, "datePublished")]
    found += [(f"meta:{name}", value) for name, value in _named(meta, "published")]
    stated = tree.xpath("//*[@itemprop='datePublished' or @pubdate]")
    found += [("element:datePublished", one.get("datetime") or one.get("content") or one.text_content()) for one in stated[:3]]
    near = "//article//time[@datetime] | //header//time[@datetime] | //main//time[@datetime]"
    times = tree.xpath(near) or tree.xpath("//time[@datetime]")
    # Where there are many, each belongs to something else: a list of other reports, comments, entries
    found += [("element:time", times[0].get("datetime"))] if 0 < len(times) <= 3 else []
    for source, value in found:
        day = parse_day(value)
        if day is not None:
            return day, source
    day = day_of_address(uri) if uri else None
    return (day, "url") if day else (None, None)


def _objects(tree: Any) -> Iterator[Mapping[str, Any]]:
    """The schema.org statements about reports, those of reports proper before those of the page around them."""
    found: list[Mapping[str, Any]] = []
    for script in tree.xpath("//script[contains(@type, 'ld+json')]"):
        try:
            value = json.loads(re.sub(r"^\s*(<!--|//<!\[CDATA\[)|(-->|//\]\]>)\s*$", "", script.text or ""), strict=False)
        except (ValueError, RecursionError):
            continue
        found += _typed(value)
    order = {name: number for number, name in enumerate(table()["types"]["report"])}
    yield from sorted(found, key=lambda one: min(order[name] for name in _types(one) if name in order))


def _typed(value: Any) -> Iterator[Mapping[str, Any]]:
    wanted = frozenset(table()["types"]["report"])
    waiting, seen = [value], 0
    while waiting and seen < _MOST:
        one = waiting.pop(0)
        seen += 1
        if isinstance(one, list):
            waiting += one[:_MOST]
        elif isinstance(one, dict):
            if not wanted.isdisjoint(_types(one)):
                yield one
            waiting += [one[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if isinstance(one.get(key), dict | list)]


def _types(value: Mapping[str, Any]) -> list[str]:
    given = value.get("@type")
    return [str(name).rpartition("/")[2] for name in (given if isinstance(given, list) else [given]) if name]


def _strings(objects: Iterable[Mapping[str, Any]], key: str) -> Iterator[str]:
    for one in objects:
        if isinstance(one.get(key), str) and one[key].strip():
            yield one[key].strip()


def _meta(tree: Any) -> dict[str, str]:
    """The <meta> elements by their names in small letters; the first of a name counts."""
    out: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
        content = (element.get("content") or "").strip()
        if name and content:
            out.setdefault(name.strip().lower(), content)
    return out


def _named(meta: Mapping[str, str], what: str) -> list[tuple[str, str]]:
    return [(name, meta[name]) for name in table()["meta"][what] if name in meta]


def _title(tree: Any, objects: tuple[Any, ...], meta: Mapping[str, str]) -> str | None:
    headings = [words for one in tree.xpath("//h1")[:3] if (words := _words(one))]
    stated = [*_strings(objects, "headline"), *(value for _, value in _named(meta, "title"))]
    own = headings[:1] if len(headings) == 1 else []
    of_page = [words for one in tree.xpath("//head/title | //title")[:1] if (words := _words(one))]
    return next((" ".join(words.split()) for words in (*stated, *own, *of_page) if words.strip()), None)


def _words(element: Any) -> str:
    return " ".join(element.text_content().split())


def _publisher(objects: tuple[Any, ...], meta: Mapping[str, str], uri: str | None) -> str | None:
    for one in objects:
        given = one.get("publisher")
        given = given[0] if isinstance(given, list) and given else given
        name = given.get("name") if isinstance(given, dict) else given
        if isinstance(name, str) and name.strip():
            return name.strip()
    stated = next((value for _, value in _named(meta, "publisher")), None)
    host = urlsplit(uri).hostname if uri and web_address(uri) else None
    return stated or (host.removeprefix("www.") if host else None)


def _language(tree: Any, meta: Mapping[str, str]) -> str | None:
    """As the page says; what is no code or name of a language is not said."""
    root = tree.xpath("/html/@lang | /html/@xml:lang", namespaces={"xml": "http://www.w3.org/XML/1998/namespace"})
    given = [*root, *(value for _, value in _named(meta, "language"))]
    return next((value.strip() for value in given if re.fullmatch(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*", value.strip())), None)


def _address(tree: Any, meta: Mapping[str, str], known: str | None) -> str | None:
    saved = _SAVED.search(next((str(one.text) for one in tree.xpath("//comment()")[:5] if "saved from" in str(one.text)), ""))
    base = known or (saved[1] if saved else None)
    canonical = tree.xpath("//link[contains(concat(' ', @rel, ' '), ' canonical ')]/@href")
    for given in (*canonical, *(value for _, value in _named(meta, "uri"))):
        address = _joined(base, given)
        # A page that gives its site's front page for its own address says nothing, and one that gives another site's is not believed:
        # it would take the place of that site's report
        if address is not None and (base is None or (_same_site(address, base) and _is_inner(address))):
            return address
    return base


def _same_site(one: str, other: str) -> bool:
    """Whether two addresses are of one site, as far as the last two parts of their names tell ("www.", "amp.", "m." aside)."""
    names = [(urlsplit(uri).hostname or "").split(".")[-2:] for uri in (one, other)]
    return names[0] == names[1]


def _is_inner(address: str) -> bool:
    parts = urlsplit(address)
    return bool(parts.path.strip("/") or parts.query)


def _joined(base: str | None, given: str) -> str | None:
    try:
        address = urljoin(base or "", given.strip())
        return address if web_address(address) else None
    except ValueError:
        return None
