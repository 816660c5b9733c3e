"""PDF files, one report each: the words of its pages by the layout analysis of pdfminer.six, joined to paragraphs."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from dateline.read.furniture import Around, sift
from dateline.read.whence import Whence
from dateline.schema.failure import LOCKED, NO_WORDS, TOO_MANY, Reading
from dateline.schema.report import LONGEST, Report

# The strips of a page, as parts of its height, in which running heads and feet stand.
_HEAD, _FOOT = 0.88, 0.10
# A line of at most so many characters that stands in the strips of so many pages runs through the file.
_LONGEST_HEAD = 150
_RUNNING = 2
_ENDS = re.compile(r"[.!?:;\"”’)\]]\s*$")
# Letters that fonts draw as one sign
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_BROKEN = re.compile(r"\b(\w+)[-\u2010]\n(\w+)")


def read_pdf(data: bytes, whence: Whence) -> Iterator[Reading]:
    """The report of a PDF file. Its day is one that its text names; when the file was made says nothing of that."""
    from pdfminer.pdfdocument import PDFPasswordIncorrect

    try:
        boxes, said = _boxes(data, whence)
    except PDFPasswordIncorrect:
        yield whence.failed(LOCKED.failure("read", kind="PDF file"))
        return
    if boxes is None:
        limits = {"limit": whence.limits.members, "things": "pages", "setting": "members"}
        yield whence.failed(TOO_MANY.failure("read", **limits))
        return
    title = _title(said)
    around = Around(titles=(title,) if title else ())
    own = _without_running(boxes)
    around.counted["running line"] += len(boxes) - len(own)
    text = sift(_paragraphs(own), around)
    if not text:
        yield whence.failed(NO_WORDS.failure("read", kind="PDF file", reason=" (pictures of pages?)"))
        return
    by = "text" if around.day else None
    yield Reading(Report(whence.name, text, around.day, title, uri=whence.uri, published_by=by), around.notes())


def _boxes(data: bytes, whence: Whence) -> tuple[list[tuple[str, bool]] | None, dict[str, Any]]:
    """The boxes of text in their order, each with whether it stands at the edge of its page, and what the file says of itself."""
    from pdfminer.converter import PDFPageAggregator
    from pdfminer.layout import LAParams, LTTextBox
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser

    document = PDFDocument(PDFParser(io.BytesIO(data)))
    resources = PDFResourceManager()
    device = PDFPageAggregator(resources, laparams=LAParams())
    interpreter = PDFPageInterpreter(resources, device)
    found: list[tuple[str, bool]] = []
    size = 0
    for number, page in enumerate(PDFPage.create_pages(document)):
        if number >= whence.limits.members:
            return None, {}
        interpreter.process_page(page)
        layout = device.get_result()
        for box in (each for each in layout if isinstance(each, LTTextBox)):
            words = box.get_text().translate(_LIGATURES).strip()
            middle = (box.y0 + box.y1) / 2 / (layout.height or 1)
            found.append((words, len(words) <= _LONGEST_HEAD and not _FOOT < middle < _HEAD))
            size += len(words)
        if size > 2 * LONGEST:
            break
    return [box for box in found if box[0]], document.info[0] if document.info else {}


def _without_running(boxes: list[tuple[str, bool]]) -> list[str]:
    """Without what stands in the strips of several pages, figures aside: heads, feet, page numbers."""
    times = Counter(re.sub(r"\d+", "0", words) for words, edge in boxes if edge)
    return [words for words, edge in boxes if not (edge and times[re.sub(r"\d+", "0", words)] >= _RUNNING)]


def _paragraphs(boxes: Iterable[str]) -> list[str]:
    """Boxes as paragraphs: lines joined, words put together that a line broke, and paragraphs that a column or page broke."""
    whole = list(boxes)
    compounds = Counter(word.lower() for box in whole for word in re.findall(r"\b\w+-\w+", box))
    out: list[str] = []
    for box in whole:
        words = " ".join(_BROKEN.sub(lambda found: _mended(found, compounds), box.replace("\u00ad\n", "")).split())
        if out and words[:1].islower() and not _ENDS.search(out[-1]):
            joined = _BROKEN.sub(lambda found: _mended(found, compounds), f"{out[-1]}\n{words}") if out[-1].endswith("-") else ""
            out[-1] = " ".join((joined or f"{out[-1]} {words}").split())
        elif words:
            out.append(words)
    return out


def _mended(found: re.Match[str], compounds: Counter[str]) -> str:
    """A word over the end of a line: with its hyphen where it has one elsewhere in the file, or where no letter follows."""
    whole = f"{found[1]}-{found[2]}"
    return whole if compounds[whole.lower()] or not found[2][0].islower() or not found[1][-1].isalpha() else found[1] + found[2]


def _title(said: dict[str, Any]) -> str | None:
    """The title in the file's own words; not the name that a program gave the file."""
    from pdfminer.utils import decode_text

    given = said.get("Title")
    title = decode_text(given).strip("\0 \t\r\n") if isinstance(given, bytes) else ""
    return title if " " in title and not re.search(r"(?i)\.(docx?|odt|pdf|html?|rtf|txt|indd|qxd)$|^microsoft |^untitled", title) else None
