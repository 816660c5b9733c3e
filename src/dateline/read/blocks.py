"""HTML as paragraphs of plain text: of pages in which no article is found, entries of feeds and live blogs, letters and Markdown."""

from __future__ import annotations

import re
from typing import Any

from dateline.read.encoding import decode
from dateline.schema.failure import Failure

_UNREAD = frozenset({"script", "style", "head", "noscript", "template", "svg", "math", "iframe", "object", "select", "button", "form"})
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd div dl dt fieldset figcaption figure footer h1 h2 h3 h4 h5 h6 header hr html"
    " li main nav ol p pre section table tbody td tfoot th thead tr ul".split()
)
_CHARSET = re.compile(rb"""<meta[^>]{1,300}?charset\s{0,20}=[\s"']{0,20}([\w.:-]{2,40})""", re.I)
_XML_CHARSET = re.compile(rb"""^\s*<\?xml[^>]{1,200}?encoding\s*=\s*["']([\w.:-]{2,40})""", re.I)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
# How far from the beginning a page may say its encoding, by the HTML standard; pages that say it later are met all the same.
_LOOKED_AT = 4096


def page_text(data: bytes, charset: str | None) -> str | Failure:
    """The characters of a page: by its byte-order mark, what the server said, what it says itself, else as any text."""
    if not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        for pattern in (_XML_CHARSET, _CHARSET):
            found = pattern.search(data[:_LOOKED_AT])
            charset = charset or (found[1].decode("ascii") if found else None)
        if charset is not None:
            try:
                # What calls itself Latin-1 on the web is Windows-1252
                return data.decode("cp1252" if charset.lower() in ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii") else charset)
            except (LookupError, UnicodeError):
                pass
    # A stray NUL or control character makes a page no less one
    decoded = decode(data.replace(b"\0", b" ")) if not data.startswith((b"\xff\xfe", b"\xfe\xff")) else decode(data)
    return decoded if isinstance(decoded, Failure) else decoded[0]


def tree_of(text: str) -> Any:
    """The elements of a page, as lxml reads them. Raises ValueError where there are none."""
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", remove_comments=False, huge_tree=False)
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except etree.LxmlError as error:
        raise ValueError(str(error)[:200] or "no element") from error
    if tree is None:
        raise ValueError("no element")
    return tree


def paragraphs(tree: Any) -> list[str]:
    """The words of an element by its blocks, without programs, styles and what is not shown; in one walk, however deep it is."""
    out: list[str] = []
    line: list[str] = []

    def close() -> None:
        words = " ".join("".join(line).split())
        if words:
            out.append(words)
        line.clear()

    stack: list[tuple[Any, bool]] = [(tree, False)]
    while stack:
        element, done = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else None
        block = tag in _BLOCKS
        if done:
            if block:
                close()
            line.append(element.tail or "" if element is not tree else "")
            continue
        if tag is None or tag in _UNREAD or _hidden(element):
            line.append(element.tail or "" if element is not tree else "")
            continue
        if block:
            close()
        line.append("\n" if tag == "br" else element.text or "")
        stack.append((element, True))
        stack += [(child, False) for child in reversed(element)]
    close()
    return out


def _hidden(element: Any) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


def plain_text(markup: str) -> list[str]:
    """The paragraphs of a piece of HTML; none where there is nothing in it."""
    try:
        return paragraphs(tree_of(markup)) if markup.strip() else []
    except ValueError:
        return []
