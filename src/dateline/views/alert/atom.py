"""The notices of an alert as a feed in Atom (RFC 4287), for readers of news."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from dateline.store.alerting import AlertRow, NoticeRow
from dateline.views.alert.reading import message_in
from dateline.views.cli.wording import visible

_NAMESPACE = "http://www.w3.org/2005/Atom"
# What XML has no place for (2.2), and `visible` lets pass: no characters, which a report may hold all the same.
_NONE = {0xFFFE: "\ufffd", 0xFFFF: "\ufffd"}
# So many notices a feed has; a reader that comes once a day misses none.
MOST = 100
# RFC 4287 wants a time; a feed without notices says that of its beginning.
_BEGINNING = "1970-01-01T00:00:00+00:00"


def atom(alert: AlertRow, notices: Sequence[NoticeRow], *, address: str) -> bytes:
    """The feed, the last notice first. `address` is its own, without a query."""
    feed = ET.Element("feed", {"xmlns": _NAMESPACE})
    site = address.partition("/feeds/")[0]
    _add(feed, "id", f"urn:dateline:alert:{alert.name}")
    _add(feed, "title", visible(alert.title))
    _add(feed, "updated", notices[0].made if notices else _BEGINNING)
    ET.SubElement(feed, "link", {"rel": "self", "type": "application/atom+xml", "href": address})
    ET.SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": f"{site}/incidents"})
    _add(feed, "generator", "Dateline")
    author = ET.SubElement(feed, "author")
    _add(author, "name", "Dateline")
    for notice in notices:
        _entry(feed, notice, site)
    written: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def _entry(feed: ET.Element, notice: NoticeRow, site: str) -> None:
    message = message_in(notice.body)
    entry = ET.SubElement(feed, "entry")
    changed = "" if notice.kind == "new" else "Changed: "
    _add(entry, "id", f"urn:dateline:notice:{notice.key}")
    _add(entry, "title", visible(f"{changed}{message['title']}"))
    for name in ("published", "updated"):
        _add(entry, name, notice.made)
    ET.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": f"{site}/incidents/{notice.incident}"})
    for term in (message["type"], message["country"]):
        if term:
            ET.SubElement(entry, "category", {"term": visible(term)})
    content = "\n".join(visible(line) for line in message["text"].splitlines())
    _add(entry, "content", content, type="text")


def _add(parent: ET.Element, name: str, text: str, **attributes: str) -> None:
    ET.SubElement(parent, name, attributes).text = text.translate(_NONE)
