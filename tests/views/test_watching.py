"""`dateline watch` and `dateline deliveries` as a person and cron use them."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dateline.errors import StoreLostError
from dateline.store import open_store, watching
from dateline.views.cli import main
from dateline.views.cli.watching import Job, watch_file
from tests.store.databases import fresh
from tests.watch.site import Page, Site, rss, site
from tests.watch.watching import FakeClock, told

ROOT = Path(__file__).parents[2]
Run = Callable[..., tuple[int, str, str]]
pytestmark = pytest.mark.timeout(120)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path) -> Run:
    """run("watch", ...) gives exit status, standard output and standard error; the working directory is a new one."""

    def start(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["dateline", *arguments])
        with pytest.raises(SystemExit) as done:
            main()
        out, err = capsysbinary.readouterr()
        assert isinstance(done.value.code, int)
        return done.value.code, out.decode("utf-8"), err.decode("utf-8")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "300")
    monkeypatch.delenv("DATELINE_STORE", raising=False)
    (tmp_path / "dateline.toml").write_text("[limits]\nprivate_addresses = true\npause_seconds = 0\n")
    (tmp_path / "in").mkdir()
    return start


@pytest.fixture
def web() -> Iterator[Site]:
    with site() as running:
        yield running


FOLDER = '[[folders]]\nname = "desk"\npath = "in"\nsettle = 0\n'


@pytest.mark.model
def test_a_real_report_goes_from_the_feed_to_the_alert(run: Run, web: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPS", "sing a song of sixpence")
    channel = f'[channels.ops]\nkind = "webhook"\nurl = "{web.address}/hook"\nsecret_env = "OPS"\n'
    alert = '[[alerts]]\nname = "mali"\nto = ["console", "ops"]\n[alerts.filter]\ncountry = "MLI"\nkilled_min = 5\n'
    (tmp_path / "w.toml").write_text(f'[[feeds]]\nname = "wire"\nurl = "{web.address}/feed"\n{alert}{channel}')
    text = "Gunmen killed seven soldiers near Gao in northern Mali on Tuesday, the defence ministry said."
    other = "Two civilians were wounded by a roadside bomb in Timbuktu, Mali, on Tuesday, police said."
    web.pages["/feed"] = Page(rss(("gao", text), ("timbuktu", other)))
    status, out, err = run("watch", "w.toml", "--once")
    assert (status, len(web.posts)) == (0, 1)
    assert "“Gunmen killed seven soldiers near Gao" in out
    assert "dateline: wire: 2 new entries\n" in err
    assert "2 reports added, 2 events" in err
    message = json.loads(web.posts[0][1])
    assert (message["country"], message["killed"]["best"], message["first_day"]) == ("MLI", 7, "2016-05-03")
    # A second time there is nothing to do
    assert run("watch", "w.toml", "--once")[0] == 0
    assert len(web.posts) == 1
    # A day later the toll has risen
    more = "Gunmen killed 15 soldiers near Gao in northern Mali on Tuesday, the defence ministry said on Thursday."
    web.pages["/feed"] = Page(rss(("gao-2", more), day=5))
    with open_store("dateline.db") as store:
        feed = watching.feeds(store)["wire"]
        watching.took(store, replace(feed, due=""))
    out = run("watch", "w.toml", "--once")[1]
    assert len(web.posts) == 2
    assert "Changed since “mali” told of it: killed 7 → 15." in out
    assert json.loads(web.posts[1][1])["incident"] == message["incident"]
    rows = [json.loads(line) for line in run("deliveries", "--format", "jsonl")[1].splitlines()]
    assert [(row["kind"], row["channel"], row["state"]) for row in rows] == [
        *[("changed", name, "sent") for name in ("ops", "console")],
        *[("new", name, "sent") for name in ("ops", "console")],
    ]
    assert "sing a song" not in "".join(path.read_bytes().decode("latin-1") for path in tmp_path.glob("dateline.db*"))


def test_a_file_is_checked_and_nothing_is_read(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "w.toml"
    file.write_text(FOLDER + '[channels.ops]\nkind = "webhook"\nurl = "https://x.example.org"\nsecret_env = "NOT_SET"\n')
    status, _, err = run("watch", "w.toml", "--check")
    assert (status, err) == (2, "dateline: DL410: w.toml: channels, ops, secret_env: the variable NOT_SET is not set in the environment\n")
    monkeypatch.setenv("NOT_SET", "now it is")
    assert run("watch", "w.toml", "--check")[::2] == (0, "dateline: w.toml: 1 folder, 1 channel; nothing is wrong\n")
    file.write_text(FOLDER + "trust = 3\n")
    assert run("watch", "w.toml", "--check")[::2] == (2, "dateline: DL410: w.toml:5: folders 1, trust: 3 is not between 0 and 1\n")
    assert not (tmp_path / "dateline.db").exists()


def test_feeds_are_listed_with_what_failed(run: Run, web: Site, tmp_path: Path) -> None:
    (tmp_path / "w.toml").write_text(FOLDER + f'[[feeds]]\nname = "wire"\nurl = "{web.address}/none"\n')
    status, _, err = run("watch", "w.toml", "--once")
    assert status == 1
    assert "dateline: wire: DL123 (fetch): the page could not be fetched (the server answered 404 Not Found)" in err
    assert "; next try at " in err
    rows = [json.loads(line) for line in run("watch", "w.toml", "--list", "--format", "jsonl")[1].splitlines()]
    assert [(row["name"], row["failures"], row["code"], row["done"]) for row in rows] == [("wire", 1, "DL123", 0), ("desk", 0, None, 0)]


def test_what_failed_is_listed_and_sent_again(run: Run, web: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dateline.run import incidents, pipeline
    from tests.run import stages
    from tests.store.stand_in import MERGING

    def stage(name: str, function: str | None = None) -> Callable[..., object]:
        return lambda *given: (stages.event(stages.TEXT),) if name == "resolve" else given[0]

    monkeypatch.setattr(pipeline, "_stage", stage)
    monkeypatch.setattr(incidents, "shipped", lambda: MERGING)
    (tmp_path / "w.toml").write_text(
        FOLDER + '[watch]\ntries = 1\n[[alerts]]\nname = "all"\nto = ["ops"]\n'
        f'[channels.ops]\nkind = "webhook"\nurl = "{web.address}/hook"\n'
    )
    run("watch", "w.toml", "--once")
    (tmp_path / "in" / "a.txt").write_text(stages.TEXT)
    web.answers += [Page("no", 500)]
    time.sleep(0.01)
    with open_store("dateline.db") as store:
        watching.took(store, watching.FeedState("desk", (Path("in")).as_posix(), due=""))
    status, _, err = run("watch", "w.toml", "--once")
    assert (status, len(web.posts)) == (1, 1)
    assert "alert all by ops: DL125: the webhook did not take the alert (the server answered 500" in err
    (row,) = (json.loads(line) for line in run("deliveries", "--failed", "--format", "jsonl")[1].splitlines())
    assert (row["number"], row["alert"], row["channel"], row["state"], row["kind"]) == (1, "all", "ops", "failed", "new")
    assert run("deliveries", "--resend", "7")[0] == 2
    assert run("deliveries", "--resend", "x")[0] == 2
    assert run("deliveries", "--resend", "failed")[::2] == (0, "dateline: 1 delivery will be sent by dateline watch\n")
    assert run("watch", "w.toml", "--once")[0] == 0
    assert len(web.posts) == 2
    assert run("deliveries", "--failed")[2] == "dateline: no delivery failed\n"


def test_a_store_that_cannot_be_reached_for_a_while_does_not_end_the_watch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "w.toml").write_text(FOLDER)
    clock, tries = FakeClock(), iter(range(10))

    def looked(*_: object) -> dict[str, str]:
        if (number := next(tries)) < 2:
            raise StoreLostError("the database is restarted")
        if number > 3:
            raise KeyboardInterrupt
        return {}

    monkeypatch.setattr(watching, "hints", looked)
    with pytest.raises(KeyboardInterrupt):
        watch_file(Job(tmp_path / "w.toml", "s.db", clock=clock))
    err = capsys.readouterr().err
    assert err.count("dateline: DL433: the database is restarted; it is tried again in 30 s\n") == 2
    assert clock.slept[:2] == [30, 30]
    with pytest.raises(StoreLostError):
        monkeypatch.setattr(watching, "hints", lambda *_: (_ for _ in ()).throw(StoreLostError("gone")))
        watch_file(Job(tmp_path / "w.toml", "t.db", once=True, clock=FakeClock()))


# Ended from outside. The stand-ins code; how the command ends is that of the command.

_SCRIPT = """
import sys, time
sys.path[:0] = [{root!r}, {source!r}]
from dateline.run import incidents
from dateline.views.cli import watching
from tests.store import made
from tests.store.stand_in import MERGING

def slow(reading):
    time.sleep(0.02)
    return made.code(reading)

incidents.shipped = lambda: MERGING
before = watching.Coding
watching.Coding = lambda **given: before(work=slow)
from dateline.views.cli import main
sys.argv[:] = ["dateline", "watch", "w.toml", "--store", {store!r}]
main()
"""


def begin(folder: Path, store: str) -> subprocess.Popen[str]:
    code = _SCRIPT.format(root=str(ROOT), source=str(ROOT / "src"), store=store)
    return subprocess.Popen([sys.executable, "-c", code], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def wait_for(there: Callable[[], bool]) -> None:
    """Until it is so; the test's own limit ends it."""
    while not there():
        time.sleep(0.02)


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_killed_twice_in_the_middle_nothing_is_lost_or_doubled(kind: str, tmp_path: Path, web: Site) -> None:
    many = 24
    (tmp_path / "dateline.toml").write_text("[limits]\nprivate_addresses = true\npause_seconds = 0\n")
    (tmp_path / "w.toml").write_text(
        f'[[feeds]]\nname = "wire"\nurl = "{web.address}/feed"\n[[alerts]]\nname = "all"\nto = ["ops"]\n'
        f'[channels.ops]\nkind = "webhook"\nurl = "{web.address}/hook"\n'
    )
    web.pages["/feed"] = Page(rss(*((f"e{n}", told(f"Town{n:02}")) for n in range(many))), etag='"1"')
    with fresh(kind, tmp_path) as name:
        for enough in (3, 12):
            process = begin(tmp_path, name)
            wait_for(lambda enough=enough, process=process: len(web.posts) >= enough or process.poll() is not None)  # type: ignore[misc]
            process.send_signal(signal.SIGKILL)
            process.communicate()
        # What one process held when it was killed is sent when its hold is over
        with open_store(name) as store, store.database.writing() as connection:
            from sqlalchemy import text

            connection.execute(text("UPDATE deliveries SET due = '' WHERE state = 'waiting'"))
            # One is sent again in any case, so that the test sees that the last process is at work
            connection.execute(text("UPDATE deliveries SET due = '', state = 'waiting' WHERE number = 1"))
        before = len(web.posts)
        process = begin(tmp_path, name)
        with open_store(name) as store:

            def all_told() -> bool:
                return len(web.posts) > before and len({headers["Idempotency-Key"] for headers, _ in web.posts}) >= many

            wait_for(lambda: all_told() or process.poll() is not None)
            process.send_signal(signal.SIGTERM)
            err = process.communicate()[1]
            assert process.returncode == 0, err
            assert "stopped: " in err
            assert "the same command goes on with the rest" in err
            texts = sorted(store.report(key).text for key in list(store.keys()))
            assert texts == sorted(told(f"Town{n:02}") for n in range(many))
            assert all(len(store.codings(key)) == 1 for key in list(store.keys()))
            incidents = [incident.id for incident in store.incidents()]
            (row,) = watching.feed_rows(store)
            assert (len(incidents), row.waiting, row.done) == (many, 0, many)
        # Who was told twice can tell by the key; nobody was told otherwise
        told_of = {headers["Idempotency-Key"]: json.loads(body)["incident"] for headers, body in web.posts}
        assert sorted(told_of.values()) == sorted(incidents)
        assert len(web.posts) - many <= 3


def test_ctrl_c_says_how_to_go_on(tmp_path: Path, web: Site) -> None:
    (tmp_path / "dateline.toml").write_text("[limits]\nprivate_addresses = true\npause_seconds = 0\n")
    (tmp_path / "w.toml").write_text(f'[[feeds]]\nname = "wire"\nurl = "{web.address}/feed"\n')
    web.pages["/feed"] = Page(rss(("a", told())))
    process = begin(tmp_path, "s.db")
    wait_for(lambda: web.times("/feed") > 0 or process.poll() is not None)
    with open_store(str(tmp_path / "s.db")) as store:
        wait_for(lambda: store.size() == 1 or process.poll() is not None)
    process.send_signal(signal.SIGINT)
    err = process.communicate()[1]
    assert process.returncode == 130, err
    assert re.search(r"^dateline: stopped: .*\. What was read is kept; the same command goes on with the rest$", err, re.MULTILINE)
