"""Broken and hostile files, made when they are needed: what each is called, what makes it, and the codes that reading it gives."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path

FILES = Path(__file__).parent / "files"
WORDS = "Rebels killed two soldiers in Tadmur on Monday, the army said."
MEGABYTE = 1_000_000
LOREM = "<p>The governor opened a bridge over the river near the old mill on Sunday and thanked those who had built it.</p>"


@dataclass(frozen=True, slots=True)
class Hostile:
    """A file: its name (the ending counts), its bytes, the codes of all its readings together, and whether a report is read all the same.

    `limits` are those of dateline.toml that are lower than usual, so that the test is quick.
    """

    name: str
    make: Callable[[], bytes]
    codes: tuple[str, ...] = ()
    report: bool = False
    limits: dict[str, float] = field(default_factory=dict)


def real(name: str) -> bytes:
    """An example file."""
    return (FILES / name).read_bytes()


def half(name: str) -> Callable[[], bytes]:
    """The first half of an example file."""
    return lambda: real(name)[: len(real(name)) // 2]


def given(content: str | bytes) -> Callable[[], bytes]:
    """These bytes."""
    return lambda: content.encode("utf-8") if isinstance(content, str) else content


def page(inner: str, head: str = "") -> Callable[[], bytes]:
    """A page with that in its body."""
    return given(f"<!DOCTYPE html><html><head><title>Raid</title>{head}</head><body>{inner}</body></html>")


def zipped(members: dict[str, bytes], *, level: int = 9) -> bytes:
    """A ZIP archive of these files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def nested(depth: int) -> bytes:
    """A text in an archive in an archive ..."""
    data, name = WORDS.encode(), "report.txt"
    for number in range(depth):
        data, name = zipped({name: data}), f"{number}.zip"
    return data


def encrypted_zip() -> bytes:
    """An archive whose file is said to be locked."""
    data = bytearray(zipped({"report.txt": WORDS.encode()}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.index(mark)
        data[start + at] |= 1
    return bytes(data)


def overlapping_zip() -> bytes:
    """An archive whose list names one packed file a hundred times: little to store, much to unpack."""
    inner = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = inner.compress(bytes(2 * MEGABYTE)) + inner.flush()
    name, size, sum_ = b"a.txt", 2 * MEGABYTE, zlib.crc32(bytes(2 * MEGABYTE))
    local = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 8, 0, 33, sum_, len(packed), size, len(name), 0) + name + packed
    entry = struct.pack("<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 8, 0, 33, sum_, len(packed), size, len(name), 0, 0, 0, 0, 0, 0) + name
    listed = entry * 100
    return local + listed + struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 100, 100, len(listed), len(local), 0)


def word(body: str, kind: str = "") -> bytes:
    """A Word file with that for its document."""
    members = {}
    with zipfile.ZipFile(FILES / "docx" / "by-hand.docx") as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    members["word/document.xml"] = f'<?xml version="1.0"?>{kind}<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'.encode()
    return zipped(members)


def pdf(*objects: bytes, encrypt: bool = False) -> bytes:
    """A PDF file of these objects, the first its catalogue."""
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for place in places:
        out += b"%010d 00000 n \n" % place
    locked = b" /Encrypt %d 0 R /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]" % len(objects)
    return bytes(
        out + b"trailer << /Size %d /Root 1 0 R%s >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, locked if encrypt else b"", start)
    )


CATALOGUE, PAGES = b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R >>"


def stream(data: bytes, filters: bytes = b"") -> bytes:
    """An object with data."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), filters, data)


def flate_bomb() -> bytes:
    """A page whose content unpacks to a quarter of a gigabyte, packed twice."""
    data = zlib.compress(bytes(250 * MEGABYTE), 1)
    return pdf(CATALOGUE, PAGES, PAGE, stream(zlib.compress(data, 9), b"/Filter [/FlateDecode /FlateDecode]"))


def letter(depth: int) -> bytes:
    """An e-mail in an e-mail in an e-mail ..."""
    inner = EmailMessage()
    inner["From"], inner["Subject"], inner["Date"] = "a@example.org", "Raid", "Mon, 3 Jun 2019 10:00:00 +0000"
    inner.set_content(WORDS)
    for _ in range(depth):
        outer = EmailMessage()
        outer["From"], outer["Subject"] = "b@example.org", "Fwd: Raid"
        outer.set_content("See below.")
        outer.add_attachment(inner)
        inner = outer
    return inner.as_bytes()


def parts(depth: int) -> bytes:
    """A letter whose parts hold parts."""
    head = b"From: a@example.org\nSubject: Raid\nMIME-Version: 1.0\n"
    opened = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(depth))
    return head + opened + b"Content-Type: text/plain\n\n" + WORDS.encode() + b"\n"


def warc(*records: tuple[str, bytes], length: int | None = None) -> bytes:
    """An archive of these answers, by their addresses; `length` is what it says of their size."""
    out = b""
    for uri, answer in records:
        head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {uri}\r\nWARC-Date: 2021-05-16T00:00:00Z\r\n"
        head += f"Content-Type: application/http;msgtype=response\r\nContent-Length: {len(answer) if length is None else length}\r\n\r\n"
        out += head.encode() + answer + b"\r\n\r\n"
    return out


ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
LAUGHS = "<!DOCTYPE rss [<!ENTITY a 'ha'>" + "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9)) + "]>"
ITEM = f"<item><title>Raid</title><description>{WORDS}</description></item>"
RSS = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title>{ITEM * 3}</channel></rss>'
TIGHT = {"document_bytes": 100 * MEGABYTE, "ratio": 100}

HOSTILE: tuple[Hostile, ...] = (
    # Pages
    Hostile("empty.html", given(""), ("DL111",)),
    Hostile("blank.html", given(" \n\t \n"), ("DL111",)),
    Hostile("cut-off.html", half("html/wordpress.html"), ("DL116",)),
    Hostile("cut-off-later.html", lambda: real("html/drupal.html")[:-300], ("DL530",), report=True),
    Hostile(
        "wrong-charset.html",
        given(b'<html><head><meta charset="utf-8"></head><body><p>\x93Never,\x94 he said. ' + WORDS.encode() + b"</p></body></html>"),
        (),
        report=True,
    ),
    Hostile("unknown-charset.html", page(f"<p>{WORDS}</p>", '<meta charset="klingon">'), (), report=True),
    Hostile(
        "nul-bytes.html", given(b"<html><body><p>Rebels\0 killed two soldiers in Tadmur on Monday.</p></body></html>"), (), report=True
    ),
    Hostile("utf-16.html", lambda: ("\ufeff" + page(f"<p>{WORDS}</p>")().decode()).encode("utf-16-le"), (), report=True),
    Hostile("100,000-levels.html", page("<div>" * 100_000 + WORDS), ("DL116",)),
    Hostile("scripts-only.html", page("<div id=root></div><script>fetch('/api').then(kill)</script>" * 200), ("DL116",)),
    Hostile(
        "scripts-in-words.html", page(f"<p>{WORDS}<script>document.write('<p>9,000 killed</p>')</script></p>" + LOREM * 3), (), report=True
    ),
    Hostile("hidden-words.html", page(f"<p>{WORDS}</p><p style='display:none'>Rebels killed 9,000 people.</p>"), ("DL530",), report=True),
    Hostile("long-line.html", page(f"<p>{WORDS}</p>" + "<b>x</b>" * 100_000), ("DL532",), report=True),
    Hostile("a-text-too-long.html", page("<p>" + "Rebels met. " * 90_000 + "</p>"), ("DL105",)),
    Hostile("entities.html", given(LAUGHS.replace("rss", "html") + f"<html><body><p>&j;&j; {WORDS}</p></body></html>"), (), report=True),
    Hostile(
        "statements-nested.html",
        page(f"<p>{WORDS}</p>", '<script type="application/ld+json">' + "[" * 100_000 + "</script>"),
        (),
        report=True,
    ),
    Hostile(
        "statements-of-all-kinds.html",
        page(
            f"<p>{WORDS}</p>",
            '<script type="application/ld+json">{"@type": ["NewsArticle", 7], "datePublished": {"a": 1}, "publisher": [], "headline": 5,'
            ' "liveBlogUpdate": [1, {"articleBody": []}]}</script>',
        ),
        (),
        report=True,
    ),
    Hostile(
        "day-of-no-calendar.html",
        page(f"<p>{WORDS}</p>", '<meta property="article:published_time" content="2021-02-31T25:61:00+99:00">'),
        (),
        report=True,
    ),
    Hostile(
        "address-of-no-web.html",
        page(f"<p>{WORDS}</p>", '<link rel="canonical" href="javascript:alert(1)"><meta property="og:url" content="http://[::1">'),
        (),
        report=True,
    ),
    Hostile("picture.html", given(b"\x89PNG\r\n\x1a\n" + bytes(range(1, 32)) * 50), ("DL102",)),
    Hostile(
        "no-page.mhtml",
        given("MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: image/gif\n\nR0\n--b--\n"),
        ("DL111",),
    ),
    Hostile("cut-off.mhtml", lambda: real("html/chromium.mhtml")[:900], ("DL116",)),
    # Feeds
    Hostile("empty.rss", given(""), ("DL111",)),
    Hostile("cut-off.rss", given(RSS[:-60]), ("DL111",), report=True),
    Hostile("laughs.rss", given(LAUGHS + RSS.partition("?>")[2].replace("Wire", "&j;")), ("DL117",)),
    Hostile(
        "other-file.rss",
        given('<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + RSS.partition("?>")[2].replace("Raid", "&x;")),
        ("DL117",),
    ),
    Hostile("no-feed.xml", given('<?xml version="1.0"?><invoice><total>7</total></invoice>'), ("DL111",)),
    Hostile(
        "wrong-charset.rss",
        lambda: RSS.replace('"1.0"', '"1.0" encoding="utf-8"', 1).replace("Tadmur", "Bogot\xe1").encode("latin-1"),
        (),
        report=True,
    ),
    Hostile("many-entries.rss", given(RSS.replace(ITEM, ITEM * 20)), ("DL109",), report=True, limits={"members": 10}),
    Hostile("nested.rss", given(RSS.replace(WORDS, "&lt;i&gt;" * 50_000 + WORDS, 1)), (), report=True),
    # Archives of the web
    Hostile("empty.warc", given(""), ()),
    Hostile("cut-off.warc.gz", lambda: real("warc/warcio.warc.gz")[:-900], ("DL111", "DL530"), report=True),
    Hostile("no-archive.warc", given("These are no records.\r\n\r\n" * 20), ("DL111",)),
    Hostile(
        "wrong-length.warc",
        lambda: warc(("https://a.example.org/1", ANSWER + page(f"<p>{WORDS}</p>")()), length=10**12),
        ("DL111",),
        report=True,
    ),
    Hostile(
        "packed-answer.warc",
        lambda: warc(
            (
                "https://a.example.org/1",
                ANSWER.replace(b"\r\n\r\n", b"\r\nContent-Encoding: gzip\r\n\r\n") + gzip.compress(bytes(20 * MEGABYTE)),
            )
        ),
        ("DL106",),
        limits={"document_bytes": 10 * MEGABYTE},
    ),
    Hostile("no-archive-in-it.wacz", lambda: zipped({"datapackage.json": b"{}"}), ("DL111",)),
    # PDF files
    Hostile("empty.pdf", given(""), ("DL111",)),
    Hostile("cut-off.pdf", half("pdf/libreoffice.pdf"), ("DL111",)),
    Hostile("head-only.pdf", given("%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\n"), ("DL111",)),
    Hostile("no-words.pdf", lambda: pdf(CATALOGUE, PAGES, PAGE, stream(b"0 0 100 100 re f")), ("DL116",)),
    Hostile(
        "locked.pdf",
        lambda: pdf(
            CATALOGUE,
            PAGES,
            PAGE,
            stream(b""),
            b"<< /Filter /Standard /V 1 /R 2 /O <" + b"00" * 32 + b"> /U <" + b"11" * 32 + b"> /P -4 >>",
            encrypt=True,
        ),
        ("DL115",),
    ),
    Hostile(
        "circle-of-pages.pdf", lambda: pdf(CATALOGUE, b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 9 >>", PAGE, stream(b"")), ("DL116",)
    ),
    Hostile("unpacks-to-250-MB.pdf", flate_bomb, ("DL114",), limits={"memory_bytes": 500 * MEGABYTE}),
    Hostile("too-slow.pdf", lambda: real("pdf/reportlab.pdf"), ("DL113",), limits={"seconds": 0.001}),
    Hostile("many-pages.pdf", lambda: real("pdf/reportlab.pdf"), ("DL109",), limits={"members": 1}),
    # Office
    Hostile("cut-off.docx", half("docx/pandoc.docx"), ("DL111",)),
    Hostile("bomb.docx", lambda: word(" " * (25 * MEGABYTE)), ("DL107",)),
    Hostile("entities.docx", lambda: word("<w:p><w:r><w:t>&j;</w:t></w:r></w:p>", LAUGHS.replace("rss", "w:document")), ("DL117",)),
    Hostile("old-kind.docx", given(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)), ("DL111",)),
    Hostile("locked.docx", given(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")), ("DL115",)),
    Hostile("no-columns.xlsx", lambda: zipped(no_columns()), ("DL118",)),
    Hostile("cut-off.xlsx", half("table/openpyxl.xlsx"), ("DL111",)),
    # Tables
    Hostile("no-columns.csv", given("province,killed\nHelmand,12\n"), ("DL118",)),
    Hostile("open-quote.csv", given(f'id,text\n1,"{WORDS}\n2,{WORDS}\n'), ("DL110",)),
    Hostile("too-many-cells.csv", given(f"id,text\n1,{WORDS.replace(',', '')}\n2,a,b,c\n"), ("DL110",), report=True),
    Hostile("binary.csv", given(bytes(range(256)) * 20), ("DL102",)),
    Hostile("an-invalid-day.csv", given(f'text,published\n"{WORDS}",2021-02-31\n'), ("DL502",), report=True),
    Hostile("cut-off.parquet", half("table/pandas.parquet"), ("DL111",)),
    Hostile("no-table.parquet", given(b"PAR1" + bytes(100) + b"PAR1"), ("DL111",)),
    Hostile("nested.json", given("[" * 100_000), ("DL103",)),
    Hostile("a-number.json", given("7"), ("DL103",)),
    # Packed files
    Hostile("bomb.txt.gz", lambda: gzip.compress(bytes(30 * MEGABYTE)), ("DL105",)),
    Hostile("bomb.html.gz", lambda: gzip.compress(b" " * (25 * MEGABYTE)), ("DL107",)),
    Hostile("bomb.csv.gz", lambda: gzip.compress(b"text\n" + b'"' + b" " * (25 * MEGABYTE)), ("DL105", "DL107")),
    Hostile(
        "cut-off.jsonl.gz",
        lambda: gzip.compress("".join(json.dumps({"text": f"{WORDS} {n}"}) + "\n" for n in range(2000)).encode())[:-2000],
        ("DL103", "DL111"),
        report=True,
    ),
    Hostile("no-gzip.txt.gz", given(WORDS), ("DL111",)),
    Hostile("bomb.html.zst", lambda: zstd(b" " * (25 * MEGABYTE)), ("DL107",)),
    Hostile("cut-off.txt.zst", lambda: zstd(WORDS.encode() * 100)[:-3], ("DL111",)),
    Hostile("bomb.zip", lambda: zipped({"a.html": b" " * (25 * MEGABYTE), "b.txt": WORDS.encode()}), ("DL107",), report=True),
    Hostile("named-100-times.zip", overlapping_zip, ("DL102", "DL106"), limits={"unpacked_bytes": 20 * MEGABYTE}),
    Hostile("in-one-another.zip", lambda: nested(6), ("DL108",)),
    Hostile("locked.zip", encrypted_zip, ("DL115",)),
    Hostile(
        "out-of-the-folder.zip", lambda: zipped({"../../outside.txt": WORDS.encode(), "/etc/report.txt": WORDS.encode()}), (), report=True
    ),
    Hostile("many-files.zip", lambda: zipped({f"{n}.txt": b"" for n in range(30)}), ("DL109",), report=True, limits={"members": 20}),
    Hostile("nothing-to-read.zip", lambda: zipped({"a.exe": b"MZ"}), ("DL111",)),
    Hostile("cut-off.zip", lambda: zipped({"a.txt": WORDS.encode()})[:-30], ("DL111",)),
    # Letters
    Hostile("no-head.eml", given("\n\njust words\n"), ("DL111",)),
    Hostile("letters-in-letters.eml", lambda: letter(8), ("DL108",), report=True),
    Hostile("parts-in-parts.eml", lambda: parts(400), ("DL530",), report=True),
    Hostile(
        "broken-base64.eml",
        given("From: a@example.org\nSubject: Raid\nContent-Transfer-Encoding: base64\n\n!!!!" + "A" * 5),
        (),
        report=True,
    ),
    Hostile(
        "unknown-charset.eml",
        given(f"From: a@example.org\nSubject: Raid\nContent-Type: text/plain; charset=klingon\n\n{WORDS}\n"),
        (),
        report=True,
    ),
    Hostile("no-letter.mbox", given(WORDS), ("DL111",)),
    # Markdown, and files that are not what their names say
    Hostile("nested.md", given(">" * 5_000 + WORDS), (), report=True),
    Hostile("a-pdf.txt", lambda: real("pdf/fpdf.pdf"), ("DL530",), report=True),
    Hostile("a-page.pdf", page(f"<p>{WORDS}</p>"), (), report=True),
    Hostile("a-word-file.pdf", lambda: real("docx/by-hand.docx"), (), report=True),
    Hostile("a-picture.pdf", given(b"\xff\xd8\xff\xe0" + bytes(500)), ("DL111",)),
    Hostile("a-feed.html", given(RSS), (), report=True),
    Hostile("packed-with-bzip2.gz", lambda: bz2.compress(WORDS.encode()), ("DL111",)),
)


def zstd(data: bytes) -> bytes:
    """Packed with zstd."""
    import zstandard

    return zstandard.ZstdCompressor(level=3).compress(data)


def no_columns() -> dict[str, bytes]:
    """The parts of a workbook whose only sheet has no texts."""
    with zipfile.ZipFile(FILES / "table" / "openpyxl.xlsx") as archive:
        out = {name: archive.read(name) for name in archive.namelist()}
    for name in out:
        if name.startswith("xl/worksheets/"):
            out[name] = out["xl/worksheets/sheet1.xml"]
    return out
