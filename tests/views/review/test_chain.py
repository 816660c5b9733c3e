"""The whole way of a number, as a team goes it: reports are added on the command line, found on the map, corrected by selecting words,
merged, taken apart again by undo, and exported."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from dateline.store import open_store
from tests.views.review.conftest import browsing, running
from tests.views.review.test_desk import select

# Two papers on one raid, and one on another whose figure a person changes.
TOLD = {
    "Example Wire": "Rebels of the National Liberation Army killed two soldiers in Arauca, Colombia, on Tuesday, police said.",
    "Example Post": "Guerrillas of the National Liberation Army attacked a patrol in Arauca, Colombia, on Tuesday and killed two soldiers.",
    "Example Radio": "Gunmen shot dead four policemen at the five roads of Tame, Colombia, on Monday.",
}


def dateline(*given: str) -> str:
    """What the command prints, run as a person runs it."""
    done = subprocess.run([sys.executable, "-m", "dateline", *given], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def exported(store: str, folder: Path) -> dict[str, tuple[str, str]]:
    """Of each incident by its place what the export says: the number of its events, and the killed."""
    file = folder / "incidents.csv"
    dateline("export", "csv", "--store", store, "--output", str(file))
    with file.open(newline="", encoding="utf-8") as rows:
        return {row["place"]: (row["events"], row["killed_best"]) for row in csv.DictReader(rows)}


def to_the_incident(page: Page, place: str) -> None:
    """From the list to the map to the incident: a filter by words, the only mark there is, its popup."""
    page.goto(f"/incidents?text={place}")
    expect(page.locator("#map")).to_have_attribute("data-state", "ready")
    page.locator("#map").click()
    page.locator(".leaflet-popup").get_by_role("link", name="Open the incident").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(place)


def test_a_number_goes_from_the_report_to_the_export(browser: Browser, complaints: list[str], tmp_path: Path) -> None:
    feed, path = tmp_path / "feed.jsonl", str(tmp_path / "store.db")
    lines = ({"publisher": publisher, "published": "2018-06-13", "text": text} for publisher, text in TOLD.items())
    feed.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    dateline("add", str(feed), "--store", path)
    assert exported(path, tmp_path) == {"Arauca": ("2", "2"), "Tame": ("1", "4")}
    with open_store(path) as store, running(store) as site, browsing(browser, site, complaints) as page:
        to_the_incident(page, "Tame")
        correct(page)
        assert exported(path, tmp_path)["Tame"] == ("1", "5")
        to_the_incident(page, "Tame")
        hold_together(page)
        assert sorted(exported(path, tmp_path).values())[0][0] == "3"
        page.get_by_role("status").locator("..").get_by_role("button", name="Undo").first.click()
        expect(page.get_by_role("status")).to_contain_text("took a decision back")
    assert exported(path, tmp_path) == {"Arauca": ("2", "2"), "Tame": ("1", "5")}


def correct(page: Page) -> None:
    """To the report that the incident quotes, from there to the desk; "five" is selected and one key makes it the killed."""
    page.locator(".reports .about").get_by_role("link").first.click()
    page.get_by_role("link", name="Review it").click()
    page.wait_for_load_state("load")
    select(page, "five")
    page.keyboard.press("k")
    expect(page.locator("#said")).to_contain_text("casualties changed")


def hold_together(page: Page) -> None:
    """The suggestion beside the incident, a preview, the reason."""
    page.get_by_role("link", name="Suggestions").click()
    page.locator(".near").get_by_role("link").first.click()
    page.get_by_label("Why").fill("one column on its way")
    page.get_by_role("button", name="Merge", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("held 3 events together")
