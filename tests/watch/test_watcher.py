"""Feeds and folders watched: real servers on this machine, a clock of the test's own, coding and merging by stand-ins."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dateline.store import Store, open_store, watching
from dateline.watch import Watcher
from tests.store.databases import fresh
from tests.watch.site import Page, Site, article, rss, site
from tests.watch.watching import OPEN, START, Desk, FakeClock, frame, settings, told

pytestmark = pytest.mark.timeout(60)
ONE, TWO, THREE = (told(place) for place in ("Town01", "Town02", "Town03"))


@pytest.fixture
def web() -> Iterator[Site]:
    with site() as running:
        yield running


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(str(tmp_path / "s.db"), create=True) as opened:
        yield opened


@pytest.fixture(params=("sqlite", "postgres"))
def either(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    with fresh(request.param, tmp_path) as name, open_store(name, create=True) as opened:
        yield opened


def desk(store: Store, folder: Path, text: str) -> Desk:
    return Desk(store, settings(folder, text))


def feed(web: Site, name: str = "wire", path: str = "/feed", more: str = "") -> str:
    return f'[[feeds]]\nname = "{name}"\nurl = "{web.address}{path}"\n{more}\n'


def test_new_entries_are_coded_kept_and_merged_and_the_next_time_nothing_is(either: Store, web: Site, tmp_path: Path) -> None:
    web.pages["/feed"] = Page(rss(("a", ONE), ("b", TWO)), etag='"1"')
    watch = desk(either, tmp_path, feed(web))
    watch.once()
    assert watch.new() == [2]
    assert watch.texts() == [ONE, TWO]
    assert len(list(either.incidents())) == 2
    watch.clock.at += 3600
    watch.once()
    assert watch.new() == [0]
    assert web.heads["/feed"]["If-None-Match"] == '"1"'
    web.pages["/feed"] = Page(rss(("c", THREE), ("a", ONE), ("b", TWO)), etag='"2"')
    watch.clock.at += 3600
    watch.once()
    assert watch.new() == [1]
    assert watch.texts() == [ONE, TWO, THREE]
    (row,) = watching.feed_rows(either)
    assert (row.waiting, row.done, row.failed, row.state.failures, row.state.asks) == (0, 3, 0, 0, 3)


def test_an_entry_has_its_own_name_its_day_and_the_bytes_of_the_feed(store: Store, web: Site, tmp_path: Path) -> None:
    web.pages["/feed"] = Page(rss(("a", ONE)))
    desk(store, tmp_path, feed(web, more='publisher = "Example Wire"')).once()
    report = store.report(store.key("https://wire.example.org/a"))
    assert (report.publisher, str(report.published), report.published_by) == ("Example Wire", "2016-05-04", "feed:published")
    (row,) = [row for row in store.history(report.id) if row.what.startswith("is entry:")]
    assert row.what.startswith(f"is entry:{web.address}/feed a")


def test_an_entry_that_says_something_else_is_another_state(store: Store, web: Site, tmp_path: Path) -> None:
    watch = desk(store, tmp_path, feed(web))
    for low in (21, 25):
        web.pages["/feed"] = Page(rss(("a", told(low=low))))
        watch.clock.at += 3600
        watch.once()
    assert watch.texts() == [told(low=21), told(low=25)]
    (incident,) = store.incidents()
    assert [toll.low for toll in incident.tolls] == [25]


def test_feeds_that_use_one_id_do_not_take_each_other_s_place(store: Store, web: Site, tmp_path: Path) -> None:
    web.pages["/one"], web.pages["/two"] = Page(rss(("1", ONE))), Page(rss(("1", TWO)))
    desk(store, tmp_path, feed(web, "one", "/one") + feed(web, "two", "/two")).once()
    assert len(list(store.incidents())) == 2


@pytest.mark.parametrize("known", [{"etag": 'W/"x"'}, {"modified": "Fri, 08 Mar 2019 10:00:00 GMT"}])
def test_a_feed_that_did_not_change_is_not_sent_again(store: Store, web: Site, tmp_path: Path, known: dict[str, str]) -> None:
    web.pages["/feed"] = replace(Page(rss(("a", ONE))), **known)  # type: ignore[arg-type]
    watch = desk(store, tmp_path, feed(web))
    watch.once()
    # What the store knows, a new process asks with
    watch.clock.at += 3600
    watch.once()
    said = web.heads["/feed"]
    assert said.get("If-None-Match") == known.get("etag")
    assert said.get("If-Modified-Since") == known.get("modified")


def test_a_feed_at_another_address_begins_anew(store: Store, web: Site, tmp_path: Path) -> None:
    web.pages["/feed"] = Page(rss(("a", ONE)), etag='"1"')
    web.pages["/moved"] = Page(rss(("b", TWO)), etag='"1"')
    desk(store, tmp_path, feed(web)).once()
    watch = desk(store, tmp_path, feed(web, path="/moved"))
    watch.once()
    assert "If-None-Match" not in web.heads["/moved"]
    assert watch.texts() == [ONE, TWO]


# What stands at the feed's address, the code that is noted
BROKEN: list[tuple[Page, str]] = [
    (Page("<rss><channel><item>"), "DL111"),
    (Page("<html><body>Our feed moved</body></html>", type="text/html"), "DL111"),
    (Page('<!DOCTYPE r [<!ENTITY a "b">]><rss version="2.0"><channel></channel></rss>'), "DL117"),
    (Page("gone", 404), "DL123"),
    (Page("no", 500), "DL123"),
    (Page("", 302, headers={"Location": "/feed"}), "DL123"),
    (Page("", 302, headers={"Location": "/closed/feed"}), "DL121"),
    (Page("x" * 40, drip=0.1), "DL123"),
]


@pytest.mark.parametrize(("page", "code"), BROKEN, ids=[f"{page.status}-{code}-{n}" for n, (page, code) in enumerate(BROKEN)])
def test_a_feed_that_fails_says_why_and_the_others_are_read(store: Store, web: Site, tmp_path: Path, page: Page, code: str) -> None:
    web.pages["/feed"], web.pages["/good"] = page, Page(rss(("a", ONE)))
    watch = desk(store, tmp_path, feed(web) + feed(web, "good", "/good"))
    watch.limits = replace(OPEN, fetch_seconds=0.5 if page.drip else 5)
    watch.once()
    assert watch.codes() == [code]
    assert watch.texts() == [ONE]
    states = watching.feeds(store)
    assert (states["wire"].failures, states["wire"].code, states["good"].failures) == (1, code, 0)


def test_what_stands_before_a_break_is_read(store: Store, web: Site, tmp_path: Path) -> None:
    web.pages["/feed"] = Page(rss(("a", ONE), ("b", TWO)).partition("</channel>")[0])
    watch = desk(store, tmp_path, feed(web))
    watch.once()
    assert (watch.texts(), watch.codes()) == ([ONE], ["DL111"])
    # The last entry may have been half of one
    web.pages["/feed"] = Page(rss(("a", ONE), ("b", TWO)))
    watch.clock.at += 4 * 3600
    watch.once()
    assert watch.texts() == [ONE, TWO]


def test_a_feed_behind_a_redirect_is_found(store: Store, web: Site, tmp_path: Path) -> None:
    web.pages["/feed"] = Page("", 301, headers={"Location": "/new"})
    web.pages["/new"] = Page(rss(("a", ONE)))
    watch = desk(store, tmp_path, feed(web))
    watch.once()
    assert watch.texts() == [ONE]


@pytest.mark.parametrize("given", ["7200", "Sat, 09 Mar 2019 14:00:00 GMT"])
@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_wants_to_be_left_alone_is(store: Store, web: Site, tmp_path: Path, status: int, given: str) -> None:
    web.pages["/feed"] = Page("later", status, headers={"Retry-After": given})
    watch = desk(store, tmp_path, feed(web, more='interval = "5m"'))
    watch.until(7100)
    assert web.times("/feed") == 1
    web.pages["/feed"] = Page(rss(("a", ONE)))
    watch.until(200)
    assert web.times("/feed") == 2
    assert watch.texts() == [ONE]
    assert watching.feeds(store)["wire"].failures == 0


def test_a_feed_that_fails_on_is_asked_less_and_less_often(store: Store, web: Site, tmp_path: Path) -> None:
    watch = desk(store, tmp_path, '[watch]\nceiling = "4h"\n' + feed(web, more='interval = "1h"'))
    watch.until(24 * 3600)
    # At 0, 2 h, then every 4 h
    assert 6 <= web.times("/feed") <= 8
    assert watching.feeds(store)["wire"].code == "DL123"


def test_feeds_are_asked_at_their_interval(store: Store, web: Site, tmp_path: Path) -> None:
    web.pages["/feed"] = Page(rss(("a", ONE)), etag='"1"')
    watch = desk(store, tmp_path, feed(web, more='interval = "1h"'))
    watch.until(10 * 3600)
    assert 10 <= web.times("/feed") <= 12
    assert max(watch.clock.slept) <= 3600


def test_this_machine_is_not_asked_unless_allowed(store: Store, web: Site, tmp_path: Path) -> None:
    watch = desk(store, tmp_path, feed(web))
    watch.limits = replace(OPEN, private_addresses=False)
    watch.once()
    assert (watch.codes(), web.asked) == (["DL122"], [])


def test_what_another_watch_read_first_is_nothing_to_read(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in").mkdir()
    watch = desk(store, tmp_path, '[[folders]]\nname = "desk"\npath = "in"\n')
    monkeypatch.setattr(watching, "feeds_waiting", lambda *_, **__: ("desk",))
    watch.once()
    assert watch.texts() == []


def test_a_name_that_is_no_text_is_read_or_said_to_be_unreadable(store: Store, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / os.fsdecode(b"town\xff.txt")).write_text(ONE)
    (tmp_path / "in" / "other.txt").write_text(TWO)
    watch = desk(store, tmp_path, '[[folders]]\nname = "desk"\npath = "in"\nsettle = 0\n')
    watch.once()
    assert TWO in watch.texts()


# Pages behind entries


def behind(web: Site, *names: str) -> str:
    return rss(*((name, "A raid was told of.") for name in names), site=web.address)


def test_pages_behind_entries_are_fetched_once_and_kept_as_fetched(either: Store, web: Site, tmp_path: Path) -> None:
    web.pages |= {"/feed": Page(behind(web, "a", "b")), "/a": Page(article(ONE), type="text/html")}
    web.pages["/b"] = Page(article(TWO), type="text/html")
    watch = desk(either, tmp_path, feed(web, more='take = "page"\ntrust = 0.7'))
    watch.once()
    assert watch.texts() == [ONE, TWO]
    watch.clock.at += 3600
    watch.once()
    assert (web.times("/a"), web.times("/b")) == (1, 1)
    key = either.key(f"{web.address}/a")
    (raw,) = [one.raw for news in watch.news for one in [a.reading for a in news.added] if one.report.text == ONE]
    assert raw == article(ONE).encode()
    assert [one.trust for one in either.told([key])] == [0.7]


def test_a_page_that_cannot_be_got_is_tried_again_and_in_the_end_a_failure(store: Store, web: Site, tmp_path: Path) -> None:
    web.pages |= {"/feed": Page(behind(web, "a", "b", "closed/c", "d"), etag='"1"'), "/a": Page(article(ONE), type="text/html")}
    web.pages["/b"] = Page("later", 503)
    watch = desk(store, tmp_path, "[watch]\ntries = 3\n" + feed(web, more='take = "page"'))
    watch.until(60 + 24 * 3600)
    assert (web.times("/a"), web.times("/b"), web.times("/closed/c"), web.times("/d")) == (1, 3, 0, 1)
    failed = {store.report(key).id.rpartition("/")[2]: store.record(key).failures[0].code for key in store.keys(failed=False)
              if store.record(key).failures}  # fmt: skip
    assert failed == {"b": "DL123", "c": "DL121", "d": "DL123"}
    (row,) = watching.feed_rows(store)
    assert (row.waiting, row.done, row.failed) == (0, 1, 3)


def test_a_page_that_comes_back_is_read(store: Store, web: Site, tmp_path: Path) -> None:
    web.pages |= {"/feed": Page(behind(web, "a"), etag='"1"'), "/a": Page("later", 429, headers={"Retry-After": "900"})}
    watch = desk(store, tmp_path, feed(web, more='take = "page"'))
    watch.until(800)
    assert (watch.texts(), web.times("/a")) == ([], 1)
    web.pages["/a"] = Page(article(ONE), type="text/html")
    watch.until(200)
    assert watch.texts() == [ONE]


def test_an_entry_without_a_link_is_taken_by_its_own_words(store: Store, web: Site, tmp_path: Path) -> None:
    without = behind(web, "a").replace("<channel>", f"<channel><item><title>b</title><description>{TWO}</description></item>", 1)
    web.pages |= {"/feed": Page(without), "/a": Page(article(ONE), type="text/html")}
    watch = desk(store, tmp_path, feed(web, more='take = "page"'))
    watch.once()
    assert watch.texts() == [ONE, TWO]


def test_a_slow_server_and_a_long_file_hold_up_nobody(store: Store, web: Site, tmp_path: Path) -> None:
    slow = [f"s{n}" for n in range(12)]
    web.pages |= {"/slow": Page(behind(web, *slow)), "/quick": Page(rss(("q", THREE)))}
    web.pages |= {f"/{name}": Page(article(told(f"Slow{int(name[1:]):02}")), type="text/html") for name in slow}
    (tmp_path / "in").mkdir()
    lines = [f'{{"id": "r{n}", "text": "{told(f"Town{n:02}")}"}}' for n in range(90)]
    (tmp_path / "in" / "feed.jsonl").write_text("\n".join(lines))
    text = folder(tmp_path) + feed(web, "slow", "/slow", 'take = "page"') + feed(web, "quick", "/quick")
    watch = desk(store, tmp_path, text)
    watch.limits = replace(OPEN, pause_seconds=0.05)
    order = [added.reading.report.id for news in watch.once() for added in news.added]
    assert len(order) == 90 + 12 + 1
    # The one entry of the quick feed comes before the end of the others
    last = max(order.index(f"{web.address}/{name}") for name in slow)
    assert order.index("https://wire.example.org/q") < last


# Folders


def folder(tmp_path: Path, more: str = "settle = 0") -> str:
    (tmp_path / "in").mkdir(exist_ok=True)
    return f'[[folders]]\nname = "desk"\npath = "in"\n{more}\n'


def test_new_and_changed_files_are_read_by_what_they_hold(either: Store, tmp_path: Path) -> None:
    watch = desk(either, tmp_path, folder(tmp_path))
    file = tmp_path / "in" / "a.txt"
    file.write_text(ONE)
    watch.once()
    # The same bytes at another time are the same
    os.utime(file, (1, 1))
    watch.clock.at += 60
    watch.once()
    assert watch.new() == [1, 0]
    # Other bytes of the same size and time of another name
    other = tmp_path / "in" / "deep" / "b.txt"
    other.parent.mkdir()
    other.write_text(TWO)
    watch.clock.at += 60
    watch.once()
    assert watch.texts() == [ONE, TWO]
    file.write_text(told("Town01", 29))
    watch.clock.at += 60
    watch.once()
    assert len(watch.texts()) == 3
    # The changed file took the place of what it was
    assert sorted(toll.low or 0 for incident in either.incidents() for toll in incident.tolls) == [21, 29]
    assert {key: either.report(key).published for key in list(either.keys())} == dict.fromkeys(either.keys())


def test_a_file_in_the_writing_waits(store: Store, tmp_path: Path) -> None:
    watch = desk(store, tmp_path, folder(tmp_path, 'settle = "10s"'))
    file = tmp_path / "in" / "a.txt"
    file.write_text(ONE)
    os.utime(file, (START - 2, START - 2))
    watch.once()
    assert watch.texts() == []
    watch.until(30)
    assert watch.texts() == [ONE]


def test_files_that_cannot_be_read_are_failures_and_a_folder_that_is_gone_too(store: Store, tmp_path: Path) -> None:
    watch = desk(store, tmp_path, folder(tmp_path) + '[[folders]]\nname = "gone"\npath = "nowhere"\n')
    (tmp_path / "in" / "a.pdf").write_bytes(b"%PDF-1.4 broken")
    (tmp_path / "in" / "b.txt").write_text(ONE)
    (tmp_path / "in" / "c.txt").write_text("this will fail")
    (tmp_path / "in" / ".hidden.txt").write_text(TWO)
    watch.once()
    assert watch.codes() == ["DL101"]
    assert sorted(code for key in list(store.keys()) for code in [f.code for f in store.record(key).failures]) == ["DL111", "DL301"]
    rows = {row.state.name: row for row in watching.feed_rows(store)}
    assert (rows["desk"].done, rows["desk"].failed, rows["gone"].state.failures) == (2, 1, 1)


def test_a_file_of_many_reports_is_read_through(store: Store, tmp_path: Path) -> None:
    watch = desk(store, tmp_path, folder(tmp_path))
    lines = [f'{{"id": "r{n}", "text": "{told(f"Town{n:02}")}", "published": "2016-05-04"}}' for n in range(90)]
    (tmp_path / "in" / "feed.jsonl").write_text("\n".join(lines))
    news = watch.once()
    assert [len(one.added) for one in news if one.added] == [40, 40, 10]
    assert len(list(store.incidents())) == 90


# Ended in the middle


class Killed(BaseException):
    """Ends the watch as a kill would: no code of it runs on."""


@pytest.mark.parametrize("after", range(1, 9))
def test_whatever_step_it_ends_after_nothing_is_lost_or_doubled(
    store: Store, web: Site, tmp_path: Path, after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    web.pages["/feed"] = Page(rss(*((f"e{n}", told(f"Town{n:02}")) for n in range(5))), etag='"1"')
    watch = desk(store, tmp_path, feed(web))
    steps = iter(range(1, 100))
    writing = store.database.writing

    def until_killed() -> object:
        if next(steps) == after:
            raise Killed
        return writing()

    monkeypatch.setattr(store.database, "writing", until_killed)
    with pytest.raises(Killed):
        watch.once()
        raise Killed
    monkeypatch.setattr(store.database, "writing", writing)
    watch.clock.at += 3600
    watch.once()
    assert watch.texts() == sorted(told(f"Town{n:02}") for n in range(5))
    assert len(list(store.incidents())) == 5
    (row,) = watching.feed_rows(store)
    assert (row.waiting, row.done) == (0, 5)


def test_an_entry_that_left_the_feed_before_it_was_coded_is_not_lost(store: Store, web: Site, tmp_path: Path) -> None:
    web.pages["/feed"] = Page(rss(("a", ONE)), etag='"1"')
    watch = desk(store, tmp_path, feed(web))

    def fail(reading: object) -> object:
        raise KeyboardInterrupt

    going = Watcher(store, watch.asked, frame(FakeClock(), work=fail)).run(once=True)  # type: ignore[arg-type]
    with pytest.raises(KeyboardInterrupt):
        list(going)
    web.pages["/feed"] = Page(rss(("b", TWO)), etag='"2"')
    watch.clock.at += 3600
    watch.once()
    assert watch.texts() == [ONE, TWO]


def test_what_a_feed_brought_that_is_no_more_in_the_file_waits(store: Store, web: Site, tmp_path: Path) -> None:
    web.pages |= {"/feed": Page(behind(web, "a"), etag='"1"'), "/a": Page("later", 503), "/other": Page(rss(("b", TWO)))}
    watch = desk(store, tmp_path, feed(web, more='take = "page"'))
    watch.once()
    without = desk(store, tmp_path, feed(web, "other", "/other"))
    without.clock.at = watch.clock.at + 3600
    without.once()
    assert without.texts() == [TWO]
    assert [row.waiting for row in watching.feed_rows(store)] == [0, 1]
