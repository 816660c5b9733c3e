"""Writes what the API's document shows for each operation: python -m tools.api_examples

A report of ours is coded, decided on and asked for, in a store of its own, and what was sent and answered is kept in
src/dateline/views/api/examples.json. Run it when an answer has another shape; tests hold the examples to the shapes.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from dateline.schema.person import ADMINISTRATOR, Person
from dateline.store import open_store
from dateline.views.api import application
from dateline.views.review.app import create_app
from dateline.views.review.serving import Serving

OUT = Path(application.__file__).parent / "examples.json"
BASE, AT = "http://127.0.0.1:8321", application.AT
REPORT = {
    "id": "wire-17",
    "text": "Rebels killed two soldiers in Tadmur on Monday, the army said.",
    "published": "2016-05-04",
    "publisher": "Example Wire",
    "title": "Raid near Tadmur",
}
OTHER = REPORT | {"id": "post-4", "text": "On Monday three soldiers were killed in Tadmur, a doctor said.", "publisher": "Example Post"}
NOW = "2026-01-01T12:00:00+00:00"


class Kept:
    """The examples so far, by operation."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        self.found: dict[str, dict[str, Any]] = {}

    def ask(self, operation: str, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        """Asks, keeps it under the name of the operation, and gives the answer."""
        answer = self.client.request(method, f"{AT}{path}", json=body)
        told = answer.json() if answer.headers["content-type"].endswith("json") else answer.text
        self.found[operation] = ({} if body is None else {"body": body}) | {"answer": told}
        return told


def ask_all(kept: Kept) -> None:
    """Every operation once, in an order in which each has something to answer."""
    kept.ask("code_report", "POST", "/code", REPORT)
    kept.client.post(f"{AT}/reports", json=OTHER)
    key = kept.ask("add_report", "POST", "/reports", REPORT)["report"]["key"]
    kept.ask("list_reports", "GET", "/reports?limit=1")
    for operation, path in (("get_report", ""), ("get_record", "/record"), ("get_text", "/text")):
        kept.ask(operation, "GET", f"/reports/{key}{path}")
    kept.ask("list_events", "GET", "/events?limit=1")
    kept.ask("get_event", "GET", f"/events/{key}:e1")
    incident = kept.ask("list_incidents", "GET", "/incidents?limit=1")["items"][0]["id"]
    kept.ask("get_incident", "GET", f"/incidents/{incident}")
    kept.ask("count_incidents", "GET", "/counts?by=country,year")
    kept.ask("list_actors", "GET", "/actors?limit=2")
    kept.ask("list_places", "GET", "/places?limit=1")
    body = {"kind": "reject", "targets": [f"{key}:e1"], "why": "an exercise"}
    decision = kept.ask("decide", "POST", "/decisions", body)["decisions"][0]["id"]
    kept.ask("list_deletions", "GET", "/deletions?limit=1")
    kept.ask("undo_decision", "POST", f"/decisions/{decision}/undo", {"why": "it was none"})
    kept.ask("list_decisions", "GET", "/decisions?limit=1")
    kept.ask("get_decision", "GET", f"/decisions/{decision}")
    kept.ask("list_formats", "GET", "/exports")
    kept.ask("export_incidents", "GET", "/exports/csv")
    kept.ask("problem", "GET", "/reports/0000")


def main() -> None:
    """Asks everything and writes the file."""
    with tempfile.TemporaryDirectory() as folder, open_store(f"{folder}/store.db", create=True, clock=lambda: NOW) as store:
        app = create_app(Serving(store, local=Person("Ana", ADMINISTRATOR)))
        with TestClient(app, base_url=BASE) as client:
            kept = Kept(client)
            ask_all(kept)
    OUT.write_text(json.dumps(kept.found, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
