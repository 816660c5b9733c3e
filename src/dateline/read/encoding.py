"""Bytes to text. The text is never changed: no newline is translated, nothing is normalised; only a byte-order mark is left out."""

from __future__ import annotations

import codecs

from dateline.schema.failure import NOT_TEXT, OTHER_ENCODING, Failure, Note

_MARKS = (
    # UTF-32 first: its little-endian mark begins like that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)

# Old feeds hold a stray control character or two (STX, ETX); a file that is not text has every sixth byte in that range
# by chance alone. One in fifty lies far from both.
CONTROL_SHARE = 0.02
# In an old encoding a text of one byte in five beyond ASCII is not English: accents and quotation marks are one in thirty.
BEYOND_SHARE = 0.2
_BEYOND = bytes(range(128, 256))
_LOOKED_AT = 100_000
_NAMES = {"cp1252": "Windows-1252", "cp1251": "Windows-1251", "cp1250": "Windows-1250", "mac_roman": "Mac Roman", "koi8_r": "KOI8-R"}
_CONTROLS = bytes(b for b in range(32) if b not in b"\t\n\v\f\r\x1b")


def decode(data: bytes) -> tuple[str, tuple[Note, ...]] | Failure:
    """The text of a file and what is to be said of its encoding, or a failure where it is no text.

    UTF-8 with or without a byte-order mark; UTF-16 and UTF-32 with one; else, with a warning, Windows-1252 where the text is mostly
    ASCII, as English in old encodings is, and what charset-normalizer takes it for where it is not.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _with_mark(data, encoding)
    if b"\0" in data:
        return NOT_TEXT.failure("read", reason="it holds NUL bytes")
    if data.startswith(b"%PDF-") or len(data.translate(None, _CONTROLS)) < len(data) * (1 - CONTROL_SHARE):
        return NOT_TEXT.failure("read", reason="it is binary")
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass
    return _legacy(data)


def _legacy(data: bytes) -> tuple[str, tuple[Note, ...]] | Failure:
    encoding = _old_encoding(data)
    try:
        if encoding is not None:
            return data.decode(encoding), (OTHER_ENCODING.note(encoding=_NAMES.get(encoding, encoding)),)
    except UnicodeDecodeError:
        pass
    return NOT_TEXT.failure("read", reason="it is neither UTF-8 nor in an encoding that can be told")


def _old_encoding(data: bytes) -> str | None:
    """Windows-1252 where the few bytes beyond ASCII are too little evidence for a detector, as in an English text; else what it finds."""
    if len(data) - len(data.translate(None, _BEYOND)) <= len(data) * BEYOND_SHARE:
        return "cp1252"
    # Loaded only for the rare file that needs it
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_LOOKED_AT]).best()
    return best.encoding if best is not None else None


def _with_mark(data: bytes, encoding: str) -> tuple[str, tuple[Note, ...]] | Failure:
    name = "UTF-8" if encoding == "utf-8-sig" else encoding.upper()
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return NOT_TEXT.failure("read", reason=f"it begins as {name} but is not")
    if "\0" in text:
        return NOT_TEXT.failure("read", reason="it holds NUL characters")
    return text, () if name == "UTF-8" else (OTHER_ENCODING.note(encoding=name),)
