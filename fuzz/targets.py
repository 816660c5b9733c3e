"""What can be fuzzed: a name, what takes the bytes, and seeds of our own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from fuzz import phrases, served
from fuzz.readers import FILES, family, in_answer, in_archive, in_gzip, in_page_of_pdf, inner, member_of, seeds, whole
from tests.read import hostile

REGRESSIONS = Path(__file__).parent / "regressions"


@dataclass(frozen=True, slots=True)
class Target:
    """`run` raises where the program does what it may not do of these bytes; the longest input has `longest` of them."""

    run: Callable[[bytes], None]
    seeds: Callable[[], Iterator[bytes]]
    longest: int = 20_000

    def found(self, name: str) -> list[Path]:
        """The inputs that once broke it."""
        return sorted((REGRESSIONS / name).glob("*"))


def _all(*some: Callable[[], Iterator[bytes]]) -> Callable[[], Iterator[bytes]]:
    return lambda: chain.from_iterable(one() for one in some)


_DOCX, _XLSX = FILES / "docx" / "by-hand.docx", FILES / "table" / "openpyxl.xlsx"
_BODY, _SHEET, _STRINGS = "word/document.xml", "xl/worksheets/sheet1.xml", "xl/workbook.xml"
_ANSWER = hostile.ANSWER + hostile.page(f"<p>{hostile.WORDS}</p>")()
_SHOWN = b"BT /F1 12 Tf 72 700 Td (Rebels killed two) Tj T* [(sol) -20 (diers)] TJ ET"

TARGETS: dict[str, Target] = {
    "html": Target(family((".html", whole), (".mhtml", whole)), seeds((".html", ".htm"), (".mhtml", ".mht"))),
    "feed": Target(family((".rss", whole)), seeds((".rss", ".atom", ".rdf", ".xml"))),
    "warc": Target(
        family((".warc", whole), (".warc", in_answer), (".wacz", whole)),
        _all(seeds((".warc", ".gz"), (), (".wacz",)), inner(1, _ANSWER, hostile.ANSWER + hostile.RSS.encode())),
    ),
    "pdf": Target(
        family((".pdf", whole), (".pdf", in_page_of_pdf)),
        _all(seeds((".pdf",)), inner(1, _SHOWN)),
    ),
    "docx": Target(
        family((".docx", whole), (".docx", in_archive(_BODY, _DOCX))),
        _all(seeds((".docx",)), inner(1, member_of(_BODY, _DOCX))),
    ),
    "mail": Target(family((".eml", whole), (".mbox", whole)), seeds((".eml",), (".mbox",))),
    "tables": Target(
        family(
            (".csv", whole), (".tsv", whole), (".xlsx", in_archive(_SHEET, _XLSX)), (".xlsx", in_archive(_STRINGS, _XLSX)), (".xlsx", whole)
        ),
        _all(
            seeds((".csv",), (".tsv",), (), (), (".xlsx",)),
            inner(2, member_of(_SHEET, _XLSX)),
            inner(3, member_of(_STRINGS, _XLSX)),
        ),
    ),
    "jsonl": Target(family((".jsonl", whole), (".json", whole)), seeds((".jsonl",), (".json",))),
    "markdown": Target(family((".md", whole)), seeds((".md",))),
    "packed": Target(
        family((".jsonl.gz", whole), (".txt.zst", whole), (".zip", whole), (".jsonl.gz", in_gzip)),
        _all(seeds((".gz",), (".zst",), (".zip",)), inner(3, b'{"text": "Rebels met."}\n')),
    ),
    "numbers": Target(phrases.numbers, phrases.number_seeds, longest=300),
    "dates": Target(phrases.dates, phrases.date_seeds, longest=300),
    "page": Target(served.page, served.page_seeds, longest=served.LONGEST),
    "api": Target(served.api, served.api_seeds, longest=600),
}
