"""One self-contained page of reports with the words behind every value: it loads nothing and works without scripts."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from importlib import resources
from typing import TextIO

from dateline.schema.trace import Traced
from dateline.views.page.cards import one_line, sheet

LEGEND = {
    "event": "event",
    "party": "party",
    "figure": "figure",
    "voice": "claim, source",
    "weapon": "weapon",
    "time": "time",
    "place": "place",
    "cue": "cue",
}


def write_page(traced: Iterable[Traced], stream: TextIO) -> None:
    """Write the page of all reports, in their order. It is held in memory: a page is for reading, not for a feed."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    # Escaping is on for everything: what a report says never becomes markup.
    environment = Environment(
        autoescape=True, loader=PackageLoader("dateline.views.page", "."), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["line"] = one_line
    style, script = _file("page.css") + _file("evidence.css"), _file("page.js")
    sheets = [sheet(one, number) for number, one in enumerate(traced, start=1)]
    stream.write(
        environment.get_template("page.html.jinja").render(
            sheets=sheets, legend=LEGEND, style=style, script=script, policy=_policy(style, script)
        )
    )


def _file(name: str) -> str:
    return (resources.files("dateline.views.page") / "static" / name).read_text("utf-8")


def _policy(style: str, script: str) -> str:
    """What the browser may run and load: our own style and script by their digests, nothing else."""
    own = f"style-src {_digest(style)}; script-src {_digest(script)}"
    return f"default-src 'none'; {own}; img-src data:; base-uri 'none'; form-action 'none'"


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


__all__ = ["write_page"]
