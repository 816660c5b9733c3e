"""Makes the example files of this folder, by as many different programs as there are at hand: python tests/read/files/make.py

The reports are our own inventions. Which program made what stands in the names: html/wordpress.html has the markup that such pages have,
pdf/chromium.pdf was printed by Chromium. Not run by the tests: what is here was made once and is read as it is.
"""

from __future__ import annotations

import base64
import csv
import gzip
import io
import json
import os
import re
import shutil
import subprocess
import time
import zipfile
from email.message import EmailMessage
from html import escape
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
TITLE = "Shelling kills four in Kharsin market"
FIRST = (
    "Government artillery killed four people and wounded eleven at a market in Kharsin on Thursday, the district's health office said. "
    "The shells fell shortly after nine in the morning, when farmers from the surrounding villages had set up their stalls along the river."
)
SECOND = (
    "Two of the dead were children, according to a nurse at the clinic, who asked not to be named. An army spokesman denied that soldiers "
    "had fired on the town and blamed the Northern Resistance Front for the attack, which he called a well-planned provocation."
)
THIRD = (
    "The Front said in a statement that its fighters had withdrawn from Kharsin on 2 May, after elders of the town had asked them to leave. "
    "Talks between both sides, held in the provincial capital since March, were broken off on Friday."
)
PARAGRAPHS = (FIRST, SECOND, THIRD)
DAY = "2021-05-14"


def put(name: str, content: str | bytes) -> Path:
    """Writes one file."""
    path = HERE / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return path


def body(tag: str = "p") -> str:
    """The paragraphs as HTML."""
    return "\n".join(f"<{tag}>{escape(words, quote=False)}</{tag}>" for words in PARAGRAPHS)


def pages() -> None:
    """Pages with the markup of different systems."""
    put(
        "html/wordpress.html",
        f"""<!DOCTYPE html>
<html lang="en-US"><head><meta charset="UTF-8"><title>{TITLE} &#8211; Kharsin Monitor</title>
<link rel="canonical" href="https://monitor.example.org/2021/05/shelling-kills-four/" />
<meta property="og:locale" content="en_US" /><meta property="og:site_name" content="Kharsin Monitor" />
<meta property="article:published_time" content="2021-05-14T06:10:00+00:00" />
<meta property="article:modified_time" content="2021-05-14T09:00:00+00:00" />
<script type="application/ld+json" class="schema-graph">{{"@context":"https://schema.org","@graph":[{{"@type":"Article","headline":"{TITLE}",
"datePublished":"2021-05-14T06:10:00+00:00","dateModified":"2021-05-14T09:00:00+00:00","publisher":{{"@type":"Organization",
"name":"Kharsin Monitor"}}}},{{"@type":"WebSite","name":"Kharsin Monitor"}}]}}</script></head>
<body class="post-template-default single single-post"><header id="masthead"><nav><ul><li><a href="/">Home</a></li></ul></nav></header>
<main id="main"><article id="post-4711" class="post"><header class="entry-header"><h1 class="entry-title">{TITLE}</h1>
<div class="entry-meta"><span class="byline">by <span class="author vcard">Mira Halloun</span></span></div></header>
<div class="entry-content"><figure class="wp-block-image"><img src="a.jpg" alt=""/>
<figcaption class="wp-element-caption">The market of Kharsin on an earlier day. Photo: Kharsin Monitor</figcaption></figure>
{body()}
<p><strong>Also read:</strong> <a href="/2021/05/talks/">Talks on Kharsin broken off</a></p>
<div class="sharedaddy sd-sharing-enabled"><h3>Share this:</h3><ul><li>Twitter</li><li>Facebook</li></ul></div>
<div id="jp-relatedposts" class="jp-relatedposts"><h3>Related</h3></div></div></article>
<div id="comments" class="comments-area"><p>Terrible news, at least fifty were killed I heard.</p></div></main>
<aside class="widget-area"><h2>Recent posts</h2><ul><li>Bomb kills nine in Ombari</li></ul></aside>
<footer>Copyright 2021 Kharsin Monitor</footer></body></html>""",
    )
    put(
        "html/drupal.html",
        f"""<!DOCTYPE html>
<html lang="en" dir="ltr" prefix="dc: http://purl.org/dc/terms/"><head><meta charset="utf-8" />
<meta name="Generator" content="Drupal 9 (https://www.drupal.org)" /><meta name="dcterms.date" content="2021-05-14T08:10+0200" />
<meta name="dcterms.publisher" content="Ombari Relief Office" /><link rel="shortlink" href="https://relief.example.org/node/88" />
<link rel="canonical" href="https://relief.example.org/news/shelling-kills-four" /><title>{TITLE} | Ombari Relief Office</title></head>
<body class="path-node page-node-type-article"><div role="main"><article role="article" class="node node--type-article node--view-mode-full">
<h1 class="page-title"><span class="field field--name-title">{TITLE}</span></h1>
<footer class="node__meta"><div class="node__submitted">Submitted by <span class="field field--name-uid">press</span> on Fri, 14 May 2021</div></footer>
<div class="node__content"><div class="clearfix text-formatted field field--name-body">{body()}
<p>This article was corrected on 15 May: an earlier text incorrectly said that nine people had been killed.</p></div>
<div class="field field--name-field-related"><a href="/news/1">Nine killed in February attack</a></div></div></article></div></body></html>""",
    )
    put(
        "html/static.html",
        f"""<html><head><title>{TITLE}</title></head><body bgcolor=white><center><h1>{TITLE}</h1></center>
<p><i>14 May 2021</i>
<p>{"<p>".join(escape(words, quote=False) for words in PARAGRAPHS)}
<hr><a href=index.html>Back</a></body></html>""".encode("cp1252"),
    )
    put(
        "html/amp.html",
        f"""<!doctype html>
<html amp lang="en"><head><meta charset="utf-8"><link rel="canonical" href="https://post.example.org/world/2021/05/14/shelling.html">
<script async src="https://cdn.ampproject.org/v0.js"></script><title>{TITLE}</title>
<style amp-boilerplate>body{{visibility:visible}}</style></head><body><amp-sidebar id="s"><ul><li>World</li></ul></amp-sidebar>
<article><h1>{TITLE}</h1><amp-img src="a.jpg" width="1" height="1" alt="market"></amp-img>
{body()}
<amp-ad width="300" height="250" type="x"></amp-ad></article></body></html>""",
    )
    entries = [
        (
            "e3",
            "2021-05-14T11:20:00+02:00",
            "Bridge closed",
            "Police closed the bridge at Ombari and detained five men on their way to the market.",
        ),
        ("e2", "2021-05-14T10:05:00+02:00", "Army denies", "An army spokesman denied that soldiers had fired on the town."),
        ("e1", "2021-05-13T23:40:00+02:00", "First reports", "Shells killed four people at the market of Kharsin, the health office said."),
    ]
    posts = "\n".join(
        f'<article class="live-blog-entry" id="{id}"><time datetime="{at}">{at[11:16]}</time><h3>{head}</h3><p>{words}</p></article>'
        for id, at, head, words in entries
    )
    put(
        "html/liveblog.html",
        f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Kharsin: as it happened</title>
<link rel="canonical" href="https://post.example.org/live/kharsin"></head><body><main><h1>Kharsin: as it happened</h1>
<section>{posts}</section></main></body></html>""",
    )


def saved(profile: Path) -> None:
    """A page that Chromium saved, as .mhtml and with its files beside it."""
    source = profile / "page.html"
    source.write_text((HERE / "html/wordpress.html").read_text("utf-8"), "utf-8")
    run(
        "chromium",
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        f"--user-data-dir={profile}",
        "--dump-dom",
        source.as_uri(),
        out=profile / "dom.html",
    )
    dom = (profile / "dom.html").read_text("utf-8")
    address = "https://monitor.example.org/2021/05/shelling-kills-four/"
    put("html/chromium-complete.html", f"<!-- saved from url=(0054){address} -->\n{dom}")
    put("html/chromium-complete_files/frame.html", "<html><body><p>Advertisement frame: gunmen kill prices.</p></body></html>")
    put("html/chromium.mhtml", snapshot(source, profile / "other"))
    hand = (
        "From: <Saved by a person>\r\nSubject: Kharsin\r\nDate: Sat, 15 May 2021 10:00:00 +0200\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html; charset="windows-1252"\r\n'
        "Content-Transfer-Encoding: base64\r\nContent-Location: https://post.example.org/world/2021/05/14/shelling.html\r\n\r\n"
    )
    page = base64.encodebytes((HERE / "html/static.html").read_bytes()).decode().replace("\n", "\r\n")
    picture = "Content-Type: image/gif\r\nContent-Transfer-Encoding: base64\r\nContent-Location: https://post.example.org/a.gif\r\n\r\nR0lGODlh\r\n"
    put("html/by-hand.mht", f"{hand}{page}\r\n--b\r\n{picture}--b--\r\n")


def snapshot(page: Path, profile: Path) -> bytes:
    """The page as Chromium saves it in one file, asked for over its pipe for programs."""
    to_read, to_write = os.pipe(), os.pipe()
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}", "--remote-debugging-pipe"]
    # Chromium reads what it is told from descriptor 3 and answers on 4
    shell = f"exec 3<&{to_read[0]} 4>&{to_write[1]}; exec {' '.join(command)} {page.as_uri()}"
    program = subprocess.Popen(["bash", "-c", shell], pass_fds=(to_read[0], to_write[1]), stderr=subprocess.DEVNULL)
    os.close(to_read[0])
    os.close(to_write[1])
    answers = os.fdopen(to_write[0], "rb")
    held = bytearray()

    def ask(number: int, method: str, session: str | None = None, **what: object) -> dict[str, Any]:
        told = {"id": number, "method": method, "params": what} | ({"sessionId": session} if session else {})
        os.write(to_read[1], json.dumps(told).encode() + b"\0")
        while True:
            while b"\0" not in held:
                held.extend(answers.read1(65536))
            message, _, rest = bytes(held).partition(b"\0")
            held[:] = rest
            answer = json.loads(message)
            if answer.get("id") == number:
                return dict(answer["result"])

    try:
        targets = ask(1, "Target.getTargets")["targetInfos"]
        target = next(one["targetId"] for one in targets if one["type"] == "page")
        session = ask(2, "Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        time.sleep(1)
        return str(ask(3, "Page.captureSnapshot", session, format="mhtml")["data"]).encode("utf-8")
    finally:
        program.kill()
        program.wait()


def letters() -> None:
    """E-mails: by the standard library, by hand in an old encoding, with attachments, a mailbox."""
    message = EmailMessage()
    message["From"], message["To"] = "Kharsin Monitor <desk@monitor.example.org>", "list@example.org"
    message["Subject"], message["Date"] = TITLE, "Fri, 14 May 2021 08:10:00 +0200"
    message["Message-ID"] = "<4711@monitor.example.org>"
    message.set_content("\n\n".join(PARAGRAPHS))
    message.add_alternative(f"<html><body><h1>{TITLE}</h1>{body()}</body></html>", subtype="html")
    put("eml/stdlib.eml", message.as_bytes())
    hand = (
        "From: =?iso-8859-1?Q?Ana_Ru=EDz?= <ana@example.org>\r\nDate: Fri, 14 May 21 08:10:00 GMT\r\nSubject: =?utf-8?b?S2hhcnNpbg==?=\r\n"
        "MIME-Version: 1.0\r\nContent-Type: text/html; charset=windows-1252\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    )
    quoted = body().replace("=", "=3D").replace("district's", "district=92s")
    put("eml/by-hand.eml", hand + "\r\n".join(re.sub(r"(.{70})", r"\1=\r\n", line) for line in quoted.split("\n")) + "\r\n")
    carrier = EmailMessage()
    carrier["From"], carrier["Subject"], carrier["Date"] = "press@example.org", "Two reports", "Sat, 15 May 2021 07:00:00 +0000"
    carrier.set_content("Please find the reports attached.")
    carrier.add_attachment((HERE / "html/drupal.html").read_bytes(), maintype="text", subtype="html", filename="relief.html")
    carrier.add_attachment(b"\x89PNG\r\n\x1a\n....", maintype="image", subtype="png", filename="map.png")
    put("eml/attachments.eml", carrier.as_bytes())
    box = b""
    for number, words in enumerate(PARAGRAPHS, 1):
        one = EmailMessage()
        one["From"], one["Subject"], one["Date"] = "wire@example.org", f"Kharsin {number}", f"Fri, {13 + number} May 2021 08:10:00 +0200"
        one.set_content(f"{words}\n\nFrom Kharsin no other news came.\n")
        box += b"From wire@example.org Fri May 14 08:10:00 2021\n" + one.as_bytes().replace(b"\nFrom ", b"\n>From ") + b"\n"
    put("eml/list.mbox", box)


def feeds() -> None:
    """RSS 2.0 with whole content, RDF with summaries, Atom."""
    put(
        "feed/wordpress.rss",
        f"""<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Kharsin Monitor</title><link>https://monitor.example.org</link>
<description>News</description><language>en-US</language>
<item><title>{TITLE}</title><link>https://monitor.example.org/2021/05/shelling-kills-four/</link><dc:creator>Mira</dc:creator>
<pubDate>Thu, 13 May 2021 23:10:00 -0400</pubDate><guid isPermaLink="false">https://monitor.example.org/?p=4711</guid>
<description><![CDATA[{FIRST[:80]} [&#8230;]]]></description><content:encoded><![CDATA[{body()}]]></content:encoded></item>
<item><title>Talks broken off</title><link>https://monitor.example.org/2021/05/talks/</link><pubDate>Fri, 14 May 2021 20:00:00 +0000</pubDate>
<description>{escape(THIRD)}</description></item></channel></rss>""",
    )
    put(
        "feed/rdf.xml",
        f"""<?xml version="1.0" encoding="iso-8859-1"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://wire.example.org/"><title>Example Wire</title><link>https://wire.example.org/</link></channel>
<item rdf:about="https://wire.example.org/1"><title>{TITLE}</title><link>https://wire.example.org/1</link>
<description>{escape(FIRST)} Bogot\xe1 was told.</description><dc:date>2021-05-14T08:10:00+02:00</dc:date></item></rdf:RDF>""".encode(
            "iso-8859-1"
        ),
    )
    put(
        "feed/by-hand.atom",
        f"""<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Relief reports</title>
<id>tag:relief.example.org,2021:feed</id><updated>2021-05-15T00:00:00Z</updated>
<entry><id>tag:relief.example.org,2021:88</id><title type="html">{TITLE}</title>
<link rel="alternate" type="text/html" href="https://relief.example.org/news/88"/><published>2021-05-14T06:10:00Z</published>
<updated>2021-05-14T12:00:00Z</updated><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{body()}</div></content></entry></feed>""",
    )


def tables() -> None:
    """Rows as other programs write them: CSV, TSV, JSON, workbooks, Parquet."""
    text = "\n\n".join(PARAGRAPHS)
    row = {
        "id": "k1",
        "text": text,
        "published": DAY,
        "title": TITLE,
        "publisher": "Kharsin Monitor",
        "uri": "https://monitor.example.org/1",
    }
    rows = [row, row | {"id": "k2", "text": THIRD, "title": 'Talks, "broken off"'}]
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, list(row))
    writer.writeheader()
    writer.writerows(rows)
    put("table/stdlib.csv", buffer.getvalue())
    put("table/excel-europe.csv", ("﻿headline;body;date\r\n" + f'{TITLE};"{text.replace(chr(10), chr(13) + chr(10))}";14.05.2021\r\n'))
    put(
        "table/usual.tsv",
        f"doc_id\tcontent\tdate\tsource\nk1\t{FIRST}\t14 May 2021\tExample Wire\nk2\t{THIRD}\t15 May 2021\tExample Wire\n",
    )
    import pandas

    frame = pandas.DataFrame(rows)
    frame.to_csv(HERE / "table/pandas.csv")
    frame.to_parquet(HERE / "table/pandas.parquet")
    import duckdb

    duckdb.sql(
        "COPY (SELECT id, text, published::DATE AS published, title FROM frame) TO '"
        + str(HERE / "table/duckdb.parquet")
        + "' (FORMAT parquet)"
    )
    import pyarrow
    import pyarrow.parquet

    pyarrow.parquet.write_table(
        pyarrow.Table.from_pylist([{"url": row["uri"], "body": text, "pubdate": "2021-05-14T08:10:00+02:00"}]),
        HERE / "table/pyarrow.parquet",
        compression="zstd",
    )
    import openpyxl

    book = openpyxl.Workbook()
    book.active.title = "Notes"
    book.active.append(["nothing to read here"])
    sheet = book.create_sheet("Reports")
    sheet.append(list(row))
    for one in rows:
        sheet.append(list(one.values()))
    book.save(HERE / "table/openpyxl.xlsx")
    from datetime import datetime

    import xlsxwriter

    other = xlsxwriter.Workbook(HERE / "table/xlsxwriter.xlsx")
    page = other.add_worksheet()
    dated = other.add_format({"num_format": "dd/mm/yyyy"})
    page.write_row(0, 0, ["Monthly list of reports"])
    page.write_row(1, 0, ["ID", "Headline", "Text", "Date"])
    page.write_row(2, 0, [7, TITLE, text])
    page.write_datetime(2, 3, datetime(2021, 5, 14), dated)
    other.close()
    put(
        "json/news-please.json",
        json.dumps(
            {
                "authors": [],
                "date_download": "2021-05-15 01:02:03",
                "date_modify": None,
                "date_publish": "2021-05-14 06:10:00",
                "description": "",
                "filename": "monitor.json",
                "image_url": None,
                "language": "en",
                "localpath": None,
                "maintext": text,
                "source_domain": "monitor.example.org",
                "title": TITLE,
                "title_page": None,
                "title_rss": None,
                "url": "https://monitor.example.org/1",
            },
            indent=2,
        ),
    )
    put(
        "json/mediacloud.csv",
        "id,indexed_date,language,media_name,media_url,publish_date,title,url\n"
        f"abc,2021-05-15 00:00:00,en,monitor.example.org,monitor.example.org,2021-05-14,{TITLE},https://monitor.example.org/1\n",
    )
    put(
        "json/mediacloud.jsonl",
        json.dumps(
            {
                "stories_id": 88,
                "publish_date": "2021-05-14 06:10:00",
                "title": TITLE,
                "url": "https://monitor.example.org/1",
                "media_name": "Kharsin Monitor",
                "story_text": text,
                "language": "en",
            }
        )
        + "\n",
    )
    article = {
        "url": "https://monitor.example.org/1",
        "url_mobile": "",
        "title": TITLE,
        "seendate": "20210514T061500Z",
        "socialimage": "",
        "domain": "monitor.example.org",
        "language": "English",
        "sourcecountry": "Exampleland",
    }
    put(
        "json/gdelt.json",
        json.dumps({"articles": [article, article | {"url": "https://wire.example.org/2", "domain": "wire.example.org"}]}),
    )
    event = ["1001", "20210513"] + [""] * 57 + ["20210514061500", "https://monitor.example.org/1"]
    put("json/gdelt-events.tsv", "\t".join(event) + "\n")
    gkg = ["20210514061500-1", "20210514061500", "1", "monitor.example.org", "https://monitor.example.org/1"] + [""] * 22
    put("json/gdelt-gkg.tsv", "\t".join(gkg) + "\n")
    put(
        "json/auto-archiver.csv",
        "Link,Destination folder,Archive status,Archive location,Archive date,Thumbnail,Upload timestamp,Upload title,Text content,Screenshot,Hash,WACZ,ReplayWebpage\n"
        f'https://social.example.org/p/1,kharsin,wayback: success,https://archive.example.org/1,2021-05-16T10:00:00+00:00,,2021-05-13T09:30:00+00:00,{TITLE},"{FIRST}",,,,\n',
    )


def documents(work: Path) -> None:
    """PDF and Word files by the programs that are here."""
    source = work / "report.html"
    source.write_text(
        f'<html lang="en"><head><meta charset="utf-8"><title>{TITLE}</title></head><body><h1>{TITLE}</h1><p>Published 14 May 2021</p>{body()}</body></html>',
        "utf-8",
    )
    (HERE / "pdf").mkdir(exist_ok=True)
    (HERE / "docx").mkdir(exist_ok=True)
    run(
        "chromium",
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        f"--user-data-dir={work}/profile",
        f"--print-to-pdf={HERE}/pdf/chromium.pdf",
        source.as_uri(),
    )
    run("soffice", "--headless", "--convert-to", "pdf:writer_web_pdf_Export", "--outdir", str(work), str(source))
    shutil.copy(work / "report.pdf", HERE / "pdf/libreoffice.pdf")
    columns(HERE / "pdf/reportlab.pdf")
    from fpdf import FPDF

    plain = FPDF()
    plain.add_page()
    plain.set_font("Times", size=12)
    for words in ("14 May 2021", *PARAGRAPHS):
        plain.multi_cell(0, 6, words, new_x="LMARGIN", new_y="NEXT")
        plain.ln(3)
    plain.output(str(HERE / "pdf/fpdf.pdf"))
    script = (
        "import cairo,sys,textwrap\ns=cairo.PDFSurface(sys.argv[1],595,842);c=cairo.Context(s);c.select_font_face('DejaVu Serif');"
        "c.set_font_size(11);y=60\nfor p in sys.stdin.read().split('\\n\\n'):\n    for l in textwrap.wrap(p,70): c.move_to(60,y);c.show_text(l);y+=15\n"
        "    y+=14\ns.finish()"
    )
    subprocess.run(
        ["/usr/bin/python3", "-c", script, str(HERE / "pdf/cairo.pdf")],
        input="\n\n".join(("14 May 2021", *PARAGRAPHS)),
        text=True,
        check=True,
    )
    import docx

    word = docx.Document()
    word.core_properties.title, word.core_properties.language = TITLE, "en-GB"
    word.add_heading(TITLE, 0)
    word.add_paragraph("14 May 2021")
    for words in PARAGRAPHS:
        word.add_paragraph(words)
    table = word.add_table(rows=2, cols=2)
    for cell, words in zip([c for r in table.rows for c in r.cells], ("Village", "Killed", "Kharsin", "4"), strict=True):
        cell.text = words
    word.sections[0].footer.paragraphs[0].text = "Kharsin Monitor, page 1"
    word.save(str(HERE / "docx/python-docx.docx"))
    run("pandoc", "-o", str(HERE / "docx/pandoc.docx"), str(source))
    run("soffice", "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(work), str(source))
    shutil.copy(work / "report.docx", HERE / "docx/libreoffice.docx")
    zipped(HERE / "docx/by-hand.docx")


def columns(path: Path) -> None:
    """A report in two columns on two pages, with a running head and page numbers."""
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Spacer

    styles = getSampleStyleSheet()

    def around(canvas: object, document: object) -> None:
        canvas.setFont("Helvetica", 8)  # type: ignore[attr-defined]
        canvas.drawString(60, 815, "Kharsin Monitor - Situation report 20")  # type: ignore[attr-defined]
        canvas.drawString(280, 20, f"Page {document.page}")  # type: ignore[attr-defined]

    document = BaseDocTemplate(str(path), pagesize=(595, 842), title=TITLE, invariant=1)
    document.addPageTemplates(PageTemplate(frames=[Frame(50, 50, 240, 740), Frame(305, 50, 240, 740)], onPage=around))
    story = [Paragraph(TITLE, styles["Title"]), Paragraph("Published on 14 May 2021", styles["BodyText"])]
    for number in range(6):
        for words in PARAGRAPHS:
            story += [Paragraph(f"{words} This is part {number + 1}.", styles["BodyText"]), Spacer(1, 6)]
    document.build(story)


def zipped(path: Path) -> None:
    """The least that is a Word file."""
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    name = "http://schemas.openxmlformats.org/"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{name}package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="{kind}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{name}package/2006/relationships"><Relationship Id="r" Type="{name}officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{name}wordprocessingml/2006/main"><w:body>'
        + "".join(f"<w:p><w:r><w:t>{escape(words)}</w:t></w:r></w:p>" for words in PARAGRAPHS)
        + "</w:body></w:document>",
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)


def archives() -> None:
    """Archives of the web by warcio, by hand, and in a WACZ file."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    def write(stream: io.BytesIO, *, packed: bool) -> None:
        writer = WARCWriter(stream, gzip=packed)
        said = {"WARC-Date": "2021-05-15T03:00:00Z", "WARC-Record-ID": "<urn:uuid:00000000-0000-4000-8000-000000000001>"}
        writer.write_record(writer.create_warcinfo_record("kharsin.warc", {"software": "warcio"}))
        for address, type_, data, status in (
            (
                "https://monitor.example.org/2021/05/shelling-kills-four/",
                "text/html; charset=UTF-8",
                (HERE / "html/wordpress.html").read_bytes(),
                "200 OK",
            ),
            ("https://monitor.example.org/a.jpg", "image/jpeg", b"\xff\xd8\xff\xe0....", "200 OK"),
            ("https://monitor.example.org/gone", "text/html", b"<html><body>Not found</body></html>", "404 Not Found"),
            ("https://relief.example.org/news/shelling-kills-four?x=1", "text/html", (HERE / "html/drupal.html").read_bytes(), "200 OK"),
        ):
            head = StatusAndHeaders(status, [("Content-Type", type_)], protocol="HTTP/1.1")
            writer.write_record(
                writer.create_warc_record(address, "response", payload=io.BytesIO(data), http_headers=head, warc_headers_dict=dict(said))
            )

    packed, plain = io.BytesIO(), io.BytesIO()
    write(packed, packed=True)
    write(plain, packed=False)
    put("warc/warcio.warc.gz", packed.getvalue())
    put("warc/warcio.warc", plain.getvalue())
    page = (HERE / "html/amp.html").read_bytes()
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(page, mtime=0)
    head = f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://post.example.org/amp/1\r\nWARC-Date: 2021-05-16T00:00:00Z\r\nContent-Type: application/http;msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    put("warc/by-hand.warc", head.encode() + answer + b"\r\n\r\n")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("archive/data.warc.gz", packed.getvalue())
        archive.writestr("datapackage.json", '{"profile": "data-package", "wacz_version": "1.1.1"}')
        archive.writestr("pages/pages.jsonl", '{"format": "json-pages-1.0", "id": "pages"}\n')
    put("warc/by-hand.wacz", buffer.getvalue())


def texts() -> None:
    """Markdown as three tools have it."""
    put("md/jekyll.md", f'---\ntitle: "{TITLE}"\ndate: 2021-05-14 08:10:00 +0200\nlang: en\n---\n\n' + "\n\n".join(PARAGRAPHS) + "\n")
    put("md/hugo.md", f"+++\ntitle = '{TITLE}'\ndate = 2021-05-14T08:10:00+02:00\n+++\n{FIRST}\n\n- {SECOND}\n- {THIRD}\n")
    run("pandoc", "-t", "gfm", "-o", str(HERE / "md/pandoc.md"), str(HERE / "html/static.html"))


def run(*command: str, out: Path | None = None) -> None:
    """Runs a program that must be there."""
    done = subprocess.run(command, check=True, capture_output=True, timeout=120)
    if out is not None:
        out.write_bytes(done.stdout)


def main() -> None:
    """Makes them all."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        pages()
        saved(Path(folder))
        letters()
        feeds()
        tables()
        documents(Path(folder))
        archives()
        texts()


if __name__ == "__main__":
    main()
