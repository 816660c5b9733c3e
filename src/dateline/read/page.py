"""Pages of the web: one report each, or of a live blog one for each entry. The article is found by trafilatura.

Captions, bylines, links to other reports and corrections are left out of the text, and it is said how many.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

from dateline.read.blocks import page_text, paragraphs, tree_of
from dateline.read.furniture import Around, sift
from dateline.read.language import believed
from dateline.read.liveblog import entries
from dateline.read.statements import Statements, statements, table
from dateline.read.whence import Whence, web_address
from dateline.schema.failure import BROKEN_DOCUMENT, NO_ARTICLE, NO_WORDS, Edition, Failure, Reading
from dateline.schema.report import Report

# What is left of a live blog beside its entries is a report where it has so many characters: less is a heading.
_LEAD = 250
_MENU = "menu"
# A page of news has some hundreds to thousands of elements. Of one with more all words are taken: to look for an article in it takes
# minutes.
_MOST_ELEMENTS = 60_000


def read_page(data: bytes, whence: Whence) -> Iterator[Reading]:
    """The reports of an HTML page."""
    text = page_text(data, whence.charset)
    if isinstance(text, Failure):
        yield whence.failed(text)
        return
    try:
        tree = tree_of(text)
    except ValueError as error:
        yield whence.failed(BROKEN_DOCUMENT.failure("read", kind="page", reason=str(error)))
        return
    yield from readings_of(tree, whence)


def readings_of(tree: Any, whence: Whence) -> Iterator[Reading]:
    """The reports of a page that was parsed; its elements are changed."""
    said = statements(tree, whence.uri)
    titles = _titles(tree, said)
    live = entries(tree, said)
    for number, entry in enumerate(live, 1):
        around = Around()
        report = replace(_report(whence.part(number), said, sift(entry.paragraphs, around), around), title=entry.title or said.title)
        if entry.published is not None:
            report = replace(report, published=entry.published, published_by=entry.published_by)
        if said.uri is not None:
            report = replace(report, uri=f"{said.uri.partition('#')[0]}#{entry.anchor or number}")
        yield Reading(report, around.notes(), edition=_edition(report, entry.modified or entry.since or whence.since))
    around = Around(titles=titles)
    article, found = _article(tree, around)
    if live and len(article) < _LEAD:
        return
    if not article:
        yield whence.failed(NO_WORDS.failure("read", kind="page", reason=" (a page that programs fill in?)"))
        return
    report = _report(whence, said, article, around)
    warnings = around.notes() if found else (NO_ARTICLE.note(), *around.notes())
    yield Reading(report, warnings, edition=_edition(report, said.modified or whence.since))


def _titles(tree: Any, said: Statements) -> tuple[str, ...]:
    """The headings that are the title: it is kept beside the text, not in it."""
    headings = {" ".join(one.text_content().split()) for one in tree.xpath("//h1")[:3]}
    return tuple(sorted(headings | ({said.title} if said.title else set())))


def _report(whence: Whence, said: Statements, text: str, around: Around) -> Report:
    published, by = said.published, said.published_by
    # A line that says the day is better evidence than an address, and the only one where nothing else is
    if around.day is not None and by in (None, "url"):
        published, by = around.day, "text"
    given = {"title": said.title, "publisher": said.publisher, "uri": said.uri, "language": believed(said.language, text)}
    return Report(whence.name, text, published, **given, published_by=by)


def _edition(report: Report, since: str | None) -> Edition | None:
    return Edition(report.uri, since) if report.uri is not None and web_address(report.uri) else None


def _article(tree: Any, around: Around) -> tuple[str, bool]:
    """The article's text, and whether one was found; else all words of the page."""
    from trafilatura import extract

    if sum(1 for _ in islice(tree.iter(), _MOST_ELEMENTS)) == _MOST_ELEMENTS:
        return sift(paragraphs(tree), around), False
    _leave_out(tree, around)
    whole = paragraphs(tree)
    found = extract(tree, output_format="txt", include_comments=False, include_tables=True, with_metadata=False)
    text = sift((found or "").split("\n"), around)
    return (text, True) if text else (sift(whole, around), False)


def _leave_out(tree: Any, around: Around) -> None:
    """Takes the elements away that are no part of the report. A day or a correction that stands in one is noted."""
    for kind, expressions in table()["left_out"].items():
        found = {element: None for expression in expressions for element in tree.xpath(expression)}
        for element in found:
            parent = element.getparent()
            if parent is None or any(above in found for above in element.iterancestors()):
                continue
            words = " ".join(element.text_content().split())
            if words and kind != _MENU:
                before = sum(around.counted.values())
                sift([words], around)
                if sum(around.counted.values()) == before:
                    around.counted[kind] += 1
            element.drop_tree()
