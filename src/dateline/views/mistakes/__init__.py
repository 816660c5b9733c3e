"""One self-contained page of what is wrong in coded reports, by kind, gold and record side by side: no script, nothing loaded."""

from __future__ import annotations

import base64
import hashlib
from importlib import resources
from typing import TextIO

from dateline.evaluate.comparing import Changes
from dateline.evaluate.evaluation import Evaluation
from dateline.views.mistakes.cards import sections
from dateline.views.page.cards import one_line


def write_mistakes(run: Evaluation, stream: TextIO, *, changes: Changes | None = None, most: int | None = None) -> None:
    """Write the page; of each kind of mistake at most `most` are shown, all where it is None."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    # Escaping is on for everything: what a report or gold says never becomes markup.
    files = PackageLoader("dateline.views.mistakes", ".")
    environment = Environment(autoescape=True, loader=files, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["line"] = one_line
    style = (resources.files("dateline.views.mistakes") / "page.css").read_text("utf-8")
    told = sections(run.coded, most) if run.coded else ()
    template = environment.get_template("page.html.jinja")
    stream.write(template.render(run=run, sections=told, changes=changes, style=style, policy=_policy(style)))


def _policy(style: str) -> str:
    """What the browser may load: our own style by its digest, nothing else."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"


__all__ = ["write_mistakes"]
