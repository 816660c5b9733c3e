"""Runs a target under atheris (libFuzzer) for some time: what breaks it is written to build/fuzz/TARGET and ends the run with 77.

    python -m fuzz html --seconds 900
    python -m fuzz html --only build/fuzz/html/crash-...
    python -m fuzz --list

What the fuzzer learnt is kept in build/fuzz/TARGET/corpus and is where the next run begins.
"""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

OUT = Path("build/fuzz")
# A single input that takes longer is a finding.
_SLOW = 30
_MEMORY = 4_000
NAMES = ("html", "feed", "warc", "pdf", "docx", "mail", "tables", "jsonl", "markdown", "packed", "numbers", "dates", "page", "api")


def main() -> None:
    """Ends as libFuzzer does."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("target", nargs="?", choices=NAMES)
    parser.add_argument("--seconds", type=int, default=900)
    parser.add_argument("--only", type=Path, help="run this one input and nothing else")
    parser.add_argument("--list", action="store_true")
    given = parser.parse_args()
    if given.list or given.target is None:
        print("\n".join(NAMES))
        return
    if given.only:
        import_module("fuzz.targets").TARGETS[given.target].run(given.only.read_bytes())
        return
    fuzz(given.target, given.seconds)


def fuzz(name: str, seconds: int) -> None:
    """Fuzzes until the time is over or something is found."""
    import atheris

    folder = OUT / name
    corpus, begin = folder / "corpus", folder / "seeds"
    for one in (corpus, begin):
        one.mkdir(parents=True, exist_ok=True)
    # Only what is imported from here on can be seen: so which packages is told below, and not where the targets are.
    with atheris.instrument_imports(include=["dateline", *_PACKAGES.get(name, ())], enable_loader_override=False):
        for module in _MODULES.get(name, ()):
            import_module(module)
        target: Any = import_module("fuzz.targets").TARGETS[name]
    for number, seed in enumerate(target.seeds()):
        (begin / f"{number:04}").write_bytes(seed)
    limits = [f"-max_total_time={seconds}", f"-timeout={_SLOW}", f"-rss_limit_mb={_MEMORY}", f"-max_len={target.longest}"]
    told = [f"-artifact_prefix={folder}/", "-print_final_stats=1", "-len_control=20"]
    atheris.Setup([sys.argv[0], str(corpus), str(begin), *limits, *told], target.run)
    atheris.Fuzz()


_PACKAGES = {"feed": ("feedparser",), "warc": ("warcio",), "pdf": ("pdfminer",), "docx": ("docx",), "tables": ("openpyxl",)}
_PACKAGES |= {"markdown": ("markdown_it",), "mail": ("email",)}
_READ = {"html": ("page", "saved"), "feed": ("feed",), "warc": ("warc", "page", "feed"), "pdf": ("pdf",), "docx": ("docx",)}
_READ |= {"mail": ("letter", "mailbox"), "tables": ("table", "workbook"), "markdown": ("markdown",), "jsonl": ("jsonl",)}
_MODULES = {name: tuple(f"dateline.read.{part}" for part in parts) for name, parts in _READ.items()}

if __name__ == "__main__":
    main()
