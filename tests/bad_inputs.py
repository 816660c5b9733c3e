"""Bad inputs, made: what a person may give to `dateline code` by mistake, by chance or in bad faith."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.read.hostile import FILES, HOSTILE

SOURCE = Path(__file__).parent.parent / "src"
SENTENCE = "Rebels killed two soldiers in Tadmur on Monday, the army said."
FRENCH = "Les rebelles ont tué deux soldats lundi près de Tombouctou, a déclaré un porte-parole de l'armée."
ARABIC = "قتل المتمردون جنديين يوم الاثنين بالقرب من تدمر بحسب الجيش"
RUSSIAN = "Повстанцы убили двух солдат в понедельник, сообщила армия. Президент встретился с послом."
TABLE = "Province\tKilled\tWounded\nHelmand\t12\t30\nKandahar\t4\t11\nZabul\t88\t120\nTotal\t104\t161\n"
LYRICS = "Oh la la la, my love, my love\nNa na na na, hold me tonight\nLa la la la la, and the river runs\nOh oh oh, runs away\n"
HTML = (
    "<html><body><h1>Raid</h1><p>Rebels killed <b>two soldiers</b> in Tadmur on Monday.</p>"
    "<script>if (a < b) kill();</script></body></html>"
)
OLD = "“Never,” he said in São Paulo. Rebels killed two soldiers there, the army said."
QUOTED = f"{SENTENCE} “Nous ne céderons pas aux terroristes”, the minister told them."
MARKDOWN = "# Raid near Tadmur\n\n**Rebels** killed [two soldiers](https://example.org/raid) in Tadmur on Monday.\n"
DAY = ("--published", "2019-01-01")


@dataclass(frozen=True, slots=True)
class Bad:
    """One bad input: its name in docs/reference/bad-input.md, what makes it (in an empty folder) and the arguments.

    With `damage` the package itself is damaged: a data file of it, and what becomes of its bytes (None: it is gone).
    """

    name: str
    make: Callable[[Path], None]
    arguments: tuple[str, ...] = ("report.txt", *DAY)
    damage: tuple[str, Callable[[bytes], bytes | None]] | None = None


def _text(content: str | bytes, name: str = "report.txt") -> Callable[[Path], None]:
    data = content.encode("utf-8") if isinstance(content, str) else content

    def make(folder: Path) -> None:
        (folder / name).write_bytes(data)

    return make


def _lines(*lines: object) -> Callable[[Path], None]:
    return _text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), "feed.jsonl")


def _settings(content: str, **files: str) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        (folder / "report.txt").write_text(SENTENCE)
        (folder / "dateline.toml").write_text(content)
        for name, text in files.items():
            (folder / f"{name}.csv").write_text(text)

    return make


def _file(name: str, called: str = "report.txt") -> Callable[[Path], None]:
    """An example file of tests/read/files under that name."""
    return _text((FILES / name).read_bytes(), called)


def _made(name: str) -> Callable[[Path], None]:
    """A file of tests/read/hostile.py, made when it is needed."""

    def make(folder: Path) -> None:
        one = next(hostile for hostile in HOSTILE if hostile.name == name)
        (folder / name).write_bytes(one.make())
        if one.limits:
            limits = "".join(f"{key} = {value}\n" for key, value in one.limits.items())
            (folder / "dateline.toml").write_text(f"[limits]\n{limits}")

    return make


def _none(folder: Path) -> None:
    (folder / "empty").mkdir()


def _cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _changed(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + bytes(64) + data[middle + 64 :]


FEED = ("feed.jsonl", *DAY)
GOOD = {"id": "good", "text": SENTENCE}
# Long words: what counts for time is words, and 200,000 characters of short ones take minutes on a busy machine.
LONG = "Counterrevolutionaries electromagnetically disenfranchised internationalisation " * 2500

BAD: tuple[Bad, ...] = (
    Bad("an empty file", _text("")),
    Bad("a file of blanks and line ends", _text(" \n\t\r\n \n")),
    Bad("an empty .jsonl file", _text("", "feed.jsonl"), FEED),
    Bad("a picture", _text(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)),
    Bad("a PDF that is cut off", _text(b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\n")),
    Bad("a PDF called .txt", _file("pdf/fpdf.pdf")),
    Bad("a PDF of pictures", _made("no-words.pdf"), ("no-words.pdf", *DAY)),
    Bad("a PDF that unpacks to 250 MB", _made("unpacks-to-250-MB.pdf"), ("unpacks-to-250-MB.pdf", *DAY)),
    Bad("a Word file that is locked", _made("locked.docx"), ("locked.docx", *DAY)),
    Bad("a page that programs fill in", _made("scripts-only.html"), ("scripts-only.html", *DAY)),
    Bad("a page with a correction, captions and links", _file("html/drupal.html", "page.html"), ("page.html",)),
    Bad("a page that is cut off", _made("cut-off.html"), ("cut-off.html", *DAY)),
    Bad("a feed that declares entities", _made("laughs.rss"), ("laughs.rss", *DAY)),
    Bad("a feed that is cut off", _made("cut-off.rss"), ("cut-off.rss", *DAY)),
    Bad("an archive of the web that is cut off", _made("cut-off.warc.gz"), ("cut-off.warc.gz", *DAY)),
    Bad("a ZIP bomb beside a text in one archive", _made("bomb.zip"), ("bomb.zip", *DAY)),
    Bad("archives in one another, six deep", _made("in-one-another.zip"), ("in-one-another.zip", *DAY)),
    Bad("zstd that is cut off", _made("cut-off.txt.zst"), ("cut-off.txt.zst", *DAY)),
    Bad("a table without texts", _made("no-columns.csv"), ("no-columns.csv", *DAY)),
    Bad("a quotation mark that is not closed in a table", _made("open-quote.csv"), ("open-quote.csv", *DAY)),
    Bad("a list of addresses without --fetch", _file("json/gdelt.json", "list.json"), ("list.json",)),
    Bad("an address without --fetch", _none, ("https://wire.example.org/raid",)),
    Bad("an address of this machine", _none, ("http://127.0.0.1:9/raid", "--fetch")),
    Bad("a map of columns that does not exist", _text(SENTENCE), ("report.txt", *DAY, "--columns", "gedlt")),
    Bad("a limit that is none", _settings("[limits]\ndepth = -1\n")),
    Bad("UTF-16 without a byte-order mark", _text(SENTENCE.encode("utf-16-le"))),
    Bad("UTF-16 with a byte-order mark", _text(SENTENCE.encode("utf-16"))),
    Bad("English in Windows-1252", _text(OLD.encode("cp1252"))),
    Bad("Russian in Windows-1251", _text(RUSSIAN.encode("cp1251"))),
    Bad("bytes of no encoding", _text(b"Rebels killed \x81 soldiers in \x8d Tadmur.")),
    Bad("a file of 20 MB", _text(b"Rebels killed two soldiers. " * 750_000)),
    Bad("one line of 200,000 characters", _text(LONG[:200_000])),
    Bad("one word of 200,000 characters", _text(f"{SENTENCE} {'x' * 200_000}")),
    Bad("no publication date", _text(SENTENCE), ("report.txt",)),
    Bad("a French report", _text(FRENCH)),
    Bad("an Arabic report", _text(ARABIC)),
    Bad("a report said to be French", _lines({"text": SENTENCE, "language": "fr"}), FEED),
    Bad("a French report said to be English", _text(FRENCH), ("report.txt", *DAY, "--language", "en")),
    Bad("a short note full of foreign names", _text("Boko Haram raids Chibok; Abubakar Shekau, Mamman Nur seen in Gwoza")),
    Bad("a dispatch in capitals", _text("REBELS KILLED TWO SOLDIERS NEAR TADMUR ON MONDAY. ARMY SAYS AREA SECURED.")),
    Bad("an English report with a quotation in French", _text(QUOTED)),
    Bad("an HTML page", _text(HTML)),
    Bad("Markdown", _text(MARKDOWN)),
    Bad("a table of figures", _text(TABLE)),
    Bad("lyrics", _text(LYRICS)),
    Bad("only signs", _text("🙂🙂 !!! ??? … 🙂")),
    Bad("control characters among the words", _text(f"{SENTENCE}\x02 Talks went on in Damascus on Tuesday, an envoy said.\x03")),
    Bad("a broken line among good ones", _lines(GOOD, '{"text": "Rebels', GOOD), FEED),
    Bad("a JSON array instead of lines", _lines(json.dumps([GOOD, GOOD])), FEED),
    Bad("a line without text", _lines({"id": "a", "title": "Raid"}, GOOD), FEED),
    Bad("a text that is a number", _lines({"id": "a", "text": 7}), FEED),
    Bad("JSON nested without end", _lines('{"text": ' + "[" * 100_000), FEED),
    Bad("half a character in JSON", _lines('{"id": "a", "text": "Rebels killed two soldiers in Tadmur \\ud83d on Monday."}'), FEED),
    Bad("a line of 17 MB among good ones", _lines(GOOD, {"text": "x " * 8_500_000}, GOOD), FEED),
    Bad("a publication date in words", _lines({"text": SENTENCE, "published": "last Tuesday"}), ("feed.jsonl",)),
    Bad("--published in words", _text(SENTENCE), ("report.txt", "--published", "last Tuesday")),
    Bad("a file that is not there", _none, ("report.txt",)),
    Bad("a folder without reports", _none, ("empty",)),
    Bad("settings that are not there", _text(SENTENCE), ("report.txt", *DAY, "--config", "own.toml")),
    Bad("settings with an unknown key", _settings('actrs = "actors.csv"')),
    Bad("settings that are not TOML", _settings("actors = [")),
    Bad("a table of actors with an unknown column", _settings('actors = "actors.csv"', actors="name,alias\nA,B\n")),
    Bad("a place off the globe", _settings('places = "places.csv"', places="name,latitude,longitude\nA,95,0\n")),
    Bad("the model is gone", _text(SENTENCE), damage=("model/encoder.onnx", lambda _: None)),
    Bad("the model is cut off", _text(SENTENCE), damage=("model/heads.npz", _cut)),
    Bad("a table is gone", _text(SENTENCE), damage=("lexicon/status.toml", lambda _: None)),
    Bad("a table is cut off", _text(SENTENCE), damage=("actors/bodies.csv", _cut)),
    Bad("the gazetteer has bytes changed", _text(SENTENCE), damage=("gazetteer/rows.npy", _changed)),
)


def damaged_package(folder: Path, name: str, damage: Callable[[bytes], bytes | None]) -> Path:
    """A package of links to this one's files, one data file damaged; to be put before it in PYTHONPATH."""
    shutil.copytree(SOURCE, folder / "package", copy_function=os.symlink, ignore=shutil.ignore_patterns("__pycache__"))
    file = folder / "package" / "dateline" / "data" / name
    content = damage(file.read_bytes())
    file.unlink()
    if content is not None:
        file.write_bytes(content)
    return folder / "package"
