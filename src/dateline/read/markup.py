"""Remnants of HTML and Markdown in a text: seen as blanks of the same length, so that what is read has the text's own offsets.

Only what is surely markup is blanked: tags with the name of an HTML element, entities, links, headings, bold. "<5 km" stays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

_BLOCKS = (
    "address article aside blockquote body br caption center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head"
    " header hr html li main nav ol p pre section table td th title tr ul"
).split()
_INLINE = (
    "a abbr b big button cite code del dfn em font i iframe img input ins kbd label link mark meta noscript picture q s samp script small"
    " source span strike strong style sub sup svg tbody tfoot thead time tt u video wbr"
).split()
# Every part stops at the next "<", so a text of nothing but "<" costs no square of its length.
_ELEMENT = "|".join(sorted((*_BLOCKS, *_INLINE), key=len, reverse=True))
_ATTRIBUTES = r"(?:\s{1,20}[^<>=]{0,200}=[^<>]{0,4000}|\s{0,20}/?)"
_TAG = re.compile(rf"<(?:/?({_ELEMENT}){_ATTRIBUTES}|!--[^<>]{{0,4000}}|!doctype[^<>]{{0,300}})>", re.I)
_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-fA-F]{1,5}|[a-zA-Z][a-zA-Z0-9]{1,15});")
_UNREAD = re.compile(r"<(script|style)\b", re.I)
_MARKDOWN = re.compile(
    r"(?P<link>!?\[(?P<words>[^\[\]\n]{1,300})\]\((?:https?:|mailto:|/|#)[^()\s]{0,1000}\))"
    r"|(?P<head>^[ \t]{0,3}#{1,6}[ \t]+(?=\S))"
    r"|(?P<open>(?<!\w)(?:\*\*|__)(?=\w))|(?P<close>(?<=[\w.,!?\"”])(?:\*\*|__)(?!\w))"
    r"|(?P<fence>^[ \t]{0,3}```[^\n]{0,40}$)",
    re.M,
)
# A stray "#" or "**" is no Markdown: so many marks are, or one link.
_MARKS = 2


@dataclass(frozen=True, slots=True)
class Seen:
    """A text as it is to be read: of the same length, markup blanked; `kinds` says what markup there was."""

    text: str
    kinds: tuple[str, ...]


def see(text: str) -> Seen:
    """What is to be read of a text; itself where it holds no markup.

    >>> see("<p>Rebels killed <b>two</b>.</p>").text
    '\\n\\n Rebels killed    two    .\\n\\n  '
    """
    kinds: list[str] = []
    if "<" in text or "&" in text:
        bare = _ENTITY.sub(_entity, _TAG.sub(_blank, _without_scripts(text)))
        kinds += ["HTML"] if bare != text else []
        text = bare
    marks = list(_MARKDOWN.finditer(text)) if any(mark in text for mark in ("](", "**", "__", "#", "```")) else []
    if len(marks) >= _MARKS or any(mark["link"] for mark in marks):
        kinds.append("Markdown")
        text = _MARKDOWN.sub(_plain, text)
    return Seen(text, tuple(kinds))


def _blank(tag: re.Match[str]) -> str:
    """Spaces; a block begins and ends a paragraph."""
    size = len(tag[0])
    return "\n\n".ljust(size) if (tag[1] or "").lower() in _BLOCKS else " " * size


def _entity(found: re.Match[str]) -> str:
    """The character in the place of its name, next to the word that it belongs to ("Pakistan&#39;s")."""
    char = unescape(found[0])
    size = len(found[0])
    if len(char) != 1 or not char.isprintable() or char.isspace():
        return found[0] if len(char) > 1 else " " * size
    after = found.string[found.end() : found.end() + 1]
    return char.rjust(size) if after.isalnum() else char.ljust(size)


def _plain(mark: re.Match[str]) -> str:
    size = len(mark[0])
    if mark["link"]:
        before = mark.start("words") - mark.start()
        return (" " * before + mark["words"]).ljust(size)
    return " " * size


def _without_scripts(text: str) -> str:
    """The text with programs and styles blanked up to their closing tags."""
    low = text.lower() if _UNREAD.search(text) else ""
    if len(low) != len(text):
        return text
    out, at = [], 0
    while (found := _UNREAD.search(text, at)) is not None:
        close = low.find(f"</{found[1].lower()}", found.end())
        if close < 0:
            break
        out += [text[at : found.start()], " " * (close - found.start())]
        at = close
    return "".join((*out, text[at:]))
