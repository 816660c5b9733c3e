"""Fetches what tools/vendor.toml names from npm, and writes a manifest: python tools/vendor.py

The manifest says of each file its SHA-256; tests/views/review/test_security.py holds the files to it. Nothing is fetched when the
program runs, and a page asks no other host.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import tarfile
import tempfile
import tomllib
from pathlib import Path
from typing import Any

LIST = Path(__file__).with_name("vendor.toml")
FOLDER = Path(__file__).resolve().parent.parent / "src" / "dateline" / "views" / "review" / "static" / "vendor"


def main() -> None:
    """Writes every file anew, the manifest, and nothing else that was there."""
    libraries = tomllib.loads(LIST.read_text("utf-8"))["library"]
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.iterdir():
        old.unlink()
    manifest = [fetched(library) for library in sorted(libraries, key=lambda one: str(one["name"]))]
    (FOLDER / "manifest.json").write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n", "utf-8")
    print(f"{FOLDER}: " + ", ".join(f"{one['name']} {one['version']}" for one in libraries))


def fetched(library: dict[str, Any]) -> dict[str, Any]:
    """Writes the files of a library; its entry of the manifest."""
    digests: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", f"{library['name']}@{library['version']}", "--silent", "--pack-destination", folder], check=True)
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as archive:
            for inside, name in library["files"].items():
                member = archive.extractfile(f"package/{inside}")
                assert member is not None, f"{library['name']}: there is no {inside}"
                body = member.read()
                (FOLDER / name).write_bytes(body)
                digests[name] = hashlib.sha256(body).hexdigest()
    return {name: library[name] for name in ("name", "version", "licence", "address")} | {"files": digests}


if __name__ == "__main__":
    main()
