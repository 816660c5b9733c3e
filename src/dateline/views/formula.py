"""Texts that a spreadsheet would run as a formula (CSV injection), made harmless wherever a table is written."""

from __future__ import annotations

# A cell that begins so is a formula for Excel, LibreOffice or Google Sheets, the wide signs of Chinese and Japanese input among them; of a
# cell that begins with white space some programs look at what follows (OWASP, "CSV Injection").
SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def harmless(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet would take it for a formula.

    >>> harmless("=1+1"), harmless("  @SUM(A1)"), harmless("Gao")
    ("'=1+1", "'  @SUM(A1)", 'Gao')
    """
    return f"'{text}" if text.startswith(SIGNS) or text.lstrip().startswith(SIGNS) else text
