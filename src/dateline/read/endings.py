"""Which files are reports, by the endings of their names."""

from __future__ import annotations

from pathlib import PurePosixPath

# A format is a file ending and the kind that it is read as; a new one is a file in this folder, a line here, and one in
# `formats._STREAMS` (it reads a stream) or in `documents.PARSERS` (a parser that is given the whole document, in a process of its own).
FORMATS: dict[str, str] = {
    ".txt": "plain",
    ".jsonl": "lines",
    ".ndjson": "lines",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "tsv",
    ".xlsx": "workbook",
    ".parquet": "parquet",
    ".html": "page",
    ".htm": "page",
    ".xhtml": "page",
    ".mhtml": "saved page",
    ".mht": "saved page",
    ".rss": "feed",
    ".atom": "feed",
    ".rdf": "feed",
    ".xml": "feed",
    ".warc": "warc",
    ".wacz": "wacz",
    ".pdf": "pdf",
    ".docx": "docx",
    ".eml": "letter",
    ".mbox": "mailbox",
    ".md": "markdown",
    ".markdown": "markdown",
    ".gz": "gzip",
    ".zst": "zstd",
    ".zip": "zip",
}
_PACKED = frozenset({"gzip", "zstd"})


def kind_of_name(name: str, depth: int = 0) -> str | None:
    """The kind that an ending says, None where it says none. The endings of a packed file are looked at in turn, from the last."""
    endings = [ending.lower() for ending in PurePosixPath(name).suffixes]
    kinds = [FORMATS.get(ending) for ending in reversed(endings)]
    # Of "feed.jsonl.gz" the unpacked file is "feed.jsonl"
    while depth > 0 and kinds and kinds[0] in _PACKED:
        kinds.pop(0)
        depth -= 1
    return kinds[0] if kinds else None


def takes(name: str) -> bool:
    """Whether a file of this name is read where a folder or an archive holds it: one with a known ending that is not hidden."""
    path = PurePosixPath(name)
    hidden = any(part.startswith(".") or part == "__MACOSX" for part in path.parts)
    # What a browser put beside a page that it saved is part of the page
    beside = any(part.endswith(("_files", "_Files", ".files")) for part in path.parts[:-1])
    return not hidden and not beside and path.suffix.lower() in FORMATS
