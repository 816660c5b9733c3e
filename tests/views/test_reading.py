"""Documents of all kinds on the command line: read, fetched where that is asked for, and kept. Merging and the stages are made ones."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.fetch.servers import Answers, serving
from tests.read.hostile import HOSTILE
from tests.run import stages
from tests.views.test_storing import Run, run

__all__ = ["run"]  # the fixture
pytestmark = pytest.mark.timeout(240)
OPEN = "[limits]\nprivate_addresses = true\npause_seconds = 0\n"


def page(words: str = stages.TEXT, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head><title>Raid</title>{head}</head><body><p>{words}</p></body></html>".encode()


PUBLISHED = '<meta property="article:published_time" content="2016-05-04T10:00:00+03:00">'


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def records(out: str) -> list[dict[str, dict[str, object]]]:
    return [json.loads(line) for line in out.splitlines()]


def test_a_page_is_coded_and_the_record_says_where_its_day_was_found(run: Run, here: Path) -> None:
    (here / "raid.html").write_bytes(page(head=PUBLISHED))
    status, out, err = run("code", "raid.html", "--format", "jsonl")
    (record,) = records(out)
    assert (status, err) == (0, "dateline: 1 report coded, 1 event\n")
    told = {name: record["report"][name] for name in ("id", "title", "published", "published_by")}
    assert told == {"id": "raid.html", "title": "Raid", "published": "2016-05-04", "published_by": "meta:article:published_time"}


def test_an_address_without_fetch_is_wrong_use(run: Run, here: Path) -> None:
    status, out, err = run("code", "https://wire.example.org/raid")
    assert (status, out) == (2, "")
    assert "https://wire.example.org/raid: is an address; --fetch fetches it" in err


def test_an_address_is_fetched_and_what_is_private_is_not(run: Run, here: Path) -> None:
    class Raid(Answers):
        def _page(self) -> None:
            self.answer(page(), "text/html")

    with serving(Raid) as (address, _):
        status, out, err = run("code", f"{address}/raid", "--fetch", "--format", "jsonl")
        assert (status, "DL122 (fetch): 127.0.0.1 is at 127.0.0.1" in err) == (1, True)
        (here / "dateline.toml").write_text(OPEN)
        status, out, err = run("code", f"{address}/raid", "--fetch", "--format", "jsonl", "--published", "2016-05-04")
        (record,) = records(out)
        assert (status, record["report"]["uri"], len(record["events"])) == (0, f"{address}/raid", 1)


def test_a_list_of_addresses_is_fetched_row_by_row(run: Run, here: Path) -> None:
    class Raid(Answers):
        def _page(self) -> None:
            self.answer(page(), "text/html")

    with serving(Raid) as (address, _):
        (here / "dateline.toml").write_text(OPEN)
        (here / "list.csv").write_text(f"adr,tag\n{address}/1,2016-05-04\n{address}/gone,2016-05-04\n{address}/2,2016-05-05\n")
        (here / "map.toml").write_text('uri = "adr"\npublished = "tag"\n')
        status, out, _ = run("code", "list.csv", "--columns", "map.toml", "--fetch", "--format", "jsonl")
    found = [(one["report"]["published"], [note["code"] for note in one["failures"]]) for one in records(out)]  # type: ignore[index]
    assert (status, found) == (1, [("2016-05-04", []), ("2016-05-04", ["DL123"]), ("2016-05-05", [])])


def test_an_unknown_map_or_limit_is_wrong_use(run: Run, here: Path) -> None:
    (here / "raid.html").write_bytes(page())
    status, _, err = run("code", "raid.html", "--columns", "gedlt")
    assert (status, "gedlt: there is no such map of columns" in err) == (2, True)
    for wrong, told in (("size = 3", "there is no such key"), ("depth = -1", "limits, depth: -1 is too little"), ("depth = 'a'", "depth")):
        (here / "dateline.toml").write_text(f"[limits]\n{wrong}\n")
        status, _, err = run("code", "raid.html")
        assert status == 2
        assert told in err


def test_a_limit_of_the_settings_holds(run: Run, here: Path) -> None:
    (here / "raid.html").write_bytes(page())
    (here / "dateline.toml").write_text("[limits]\ndocument_bytes = 50\n")
    status, out, _ = run("code", "raid.html", "--format", "jsonl")
    assert (status, records(out)[0]["failures"][0]["code"]) == (1, "DL106")  # type: ignore[index]


def test_a_changed_page_is_another_state_in_the_store(run: Run, here: Path) -> None:
    head = f'{PUBLISHED}<link rel="canonical" href="https://wire.example.org/raid">'
    (here / "first.html").write_bytes(page(head=head))
    (here / "later.html").write_bytes(page(f"{stages.TEXT} Talks go on.", head))
    assert run("add", "first.html")[0] == 0
    assert run("add", "later.html")[2].startswith("dateline: 1 report added, 1 event")
    _, out, _ = run("incidents", "--format", "jsonl")
    assert len(out.splitlines()) == 1
    _, out, _ = run("history", "first.html")
    assert "is https://wire.example.org/raid" in out
    assert "took its place" in out


def test_sixty_hostile_files_cost_the_good_one_nothing(run: Run, here: Path) -> None:
    # What needs limits of its own is left to tests/read/test_hostile.py
    given = [one for one in HOSTILE if not one.limits and not one.name.startswith(("bomb", "long-line", "nested.rss", "parts-in"))]
    for one in given:
        (here / one.name).write_bytes(one.make())
    (here / "zzz.txt").write_text(stages.TEXT)
    status, _, err = run("add", ".", "--published", "2016-05-04")
    assert len(given) > 60
    assert status == 1
    for one in given:
        for code in one.codes:
            assert code in err, one.name
    _, out, _ = run("history", "zzz.txt")
    assert "coded by dateline" in out
