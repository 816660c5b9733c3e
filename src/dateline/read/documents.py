"""Which function parses a document of which kind, and what it takes. They run in a process of their own (`serving`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module

from dateline.read.whence import Whence
from dateline.schema.failure import BROKEN_DOCUMENT, NO_LIBRARY, Reading


@dataclass(frozen=True, slots=True)
class Parser:
    """A function of `dateline.read.<module>`, what the documents are called, and the extra that brings its packages."""

    module: str
    function: str
    called: str
    extra: str | None = None


# A kind of document is a module in this folder and a line here.
PARSERS: dict[str, Parser] = {
    "page": Parser("page", "read_page", "page", "pages"),
    "saved page": Parser("saved", "read_saved", "saved page", "pages"),
    "feed": Parser("feed", "read_feed", "feed", "feeds"),
    "pdf": Parser("pdf", "read_pdf", "PDF file", "pdf"),
    "docx": Parser("docx", "read_docx", "Word file", "docx"),
    "letter": Parser("letter", "read_letter", "e-mail", "pages"),
    "markdown": Parser("markdown", "read_markdown", "Markdown file", "pages"),
    "workbook": Parser("workbook", "read_workbook", "workbook", "xlsx"),
    "parquet": Parser("parquet", "read_parquet", "Parquet file", "parquet"),
}


def parse(kind: str, data: bytes, whence: Whence) -> Iterator[Reading]:
    """The reports of a document. What goes wrong is a reading with a failure at the end; nothing but MemoryError and RecursionError is
    raised."""
    parser = PARSERS[kind]
    try:
        read: Callable[[bytes, Whence], Iterator[Reading]] = getattr(import_module(f"dateline.read.{parser.module}"), parser.function)
        yield from read(data, whence)
    except ImportError as error:
        package = (error.name or str(error)).partition(".")[0]
        yield whence.failed(NO_LIBRARY.failure("read", kind=parser.called, package=package, extra=parser.extra))
    except (MemoryError, RecursionError):
        raise
    except Exception as error:  # noqa: BLE001 - a parser fails on a broken document in as many ways as it has lines
        reason = f"{type(error).__name__}: {str(error)[:200]}" if str(error) else type(error).__name__
        yield whence.failed(BROKEN_DOCUMENT.failure("read", kind=parser.called, reason=reason))
