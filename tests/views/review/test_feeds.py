"""The notices of an alert as a feed: read by feedparser, and shown to whom the incidents are."""

from __future__ import annotations

import base64
import io
import json
from pathlib import Path
from typing import Any

import feedparser
import pytest
from starlette.testclient import TestClient

from dateline.store import Store, alerting, assigning
from dateline.store.access import NewToken, create_token, publish
from dateline.views.alert import Alerting
from dateline.views.alert.atom import atom
from dateline.views.alert.channels import Outfit
from tests.views.review.conftest import BASE
from tests.watch.watching import OPEN, FakeClock, frame, settings

FILE = (
    '[[folders]]\nname = "desk"\npath = "in"\n[[alerts]]\nname = "mali"\ntitle = "Mali & <Sahel>"\nto = ["atom"]\n'
    '[alerts.filter]\ncountry = "MLI"\n[[alerts]]\nname = "quiet"\nto = ["console"]\n'
)


@pytest.fixture
def told(store: Store, tmp_path: Path) -> Store:
    """The store of the conftest with what two alerts say of it. Its reports count as if they had come after the alerts were made."""
    from dataclasses import replace

    from sqlalchemy import update

    from dateline.run import incidents
    from dateline.store.tables import Alerts

    shown = replace(frame(FakeClock()), merging=incidents.shipped())
    alerts = Alerting(store, settings(tmp_path, FILE), Outfit({}, OPEN, "test", io.StringIO()), shown)
    with store.database.writing() as connection:
        connection.execute(update(Alerts).values(looked=0, begins=0))
    assert alerts.look() > 2
    return store


def parsed(client: TestClient, **asked: Any) -> Any:
    answer = client.get("/feeds/mali.atom", **asked)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    return feedparser.parse(io.BytesIO(answer.content))


def test_a_reader_of_news_can_read_it(told: Store, client: TestClient) -> None:
    feed = parsed(client)
    assert not feed.bozo
    assert (feed.version, feed.feed.title) == ("atom10", "Mali & <Sahel>")
    made = alerting.notices_of(told, "mali", limit=100)
    assert [entry.id for entry in feed.entries] == [f"urn:dateline:notice:{notice.key}" for notice in made]
    entry = next(entry for entry in feed.entries if "Gao" in entry.title)
    assert entry.link.startswith(f"{BASE}/incidents/i-")
    assert client.get(entry.link.removeprefix(BASE)).status_code == 200
    assert "Example Wire, 2016-03-03" in entry.content[0].value
    assert entry.updated_parsed is not None
    assert {tag.term for tag in entry.tags} == {"ASSAULT", "MLI"}


def test_no_word_of_a_report_breaks_the_feed() -> None:
    body = {"title": "Raid <b> \uffff\x0c\ud800", "text": "one\ufffe & ]]>\x1b[31m\n", "type": "ASSAULT", "country": None}
    notice = alerting.NoticeRow(1, "k", "mali", "i-1", "new", json.dumps(body), "2016-05-04T00:00:00+00:00")
    made = atom(alerting.AlertRow("mali", "Mali \ufffe", True, 0, 0), [notice], address="http://desk.example.org/feeds/mali.atom")
    feed = feedparser.parse(io.BytesIO(made))
    assert not feed.bozo
    assert "Raid" in feed.entries[0].title


def test_a_reader_that_has_it_gets_no_words(told: Store, client: TestClient) -> None:
    tag = client.get("/feeds/mali.atom").headers["etag"]
    again = client.get("/feeds/mali.atom", headers={"If-None-Match": f'"x", W/{tag}'})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("name", ["quiet", "none", "..%2Fmali"])
def test_what_is_no_feed_is_not_there(told: Store, client: TestClient, name: str) -> None:
    assert client.get(f"/feeds/{name}.atom").status_code == 404


def test_nobody_reads_it_who_may_not_read_the_incidents(told: Store, visitor: TestClient) -> None:
    answer = visitor.get("/feeds/mali.atom")
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, 'Basic realm="Dateline", charset="UTF-8"')
    publish(told, by="test", published=True)
    assert len(parsed(visitor).entries) > 1
    publish(told, by="test", published=False)
    assert visitor.get("/feeds/mali.atom").status_code == 401


def test_a_token_opens_it_also_as_a_password(team: Store, told: Store, visitor: TestClient) -> None:
    token = create_token(told, NewToken("Leo", ("read",)), by="test")
    basic = base64.b64encode(f"anything:{token}".encode()).decode()
    for given in (f"Bearer {token}", f"Basic {basic}"):
        assert len(parsed(visitor, headers={"Authorization": given}).entries) > 1
    for wrong in ("Bearer x", "Basic !", f"Basic {base64.b64encode(b'Leo:three blind mice run').decode()}", "Digest x"):
        assert visitor.get("/feeds/mali.atom", headers={"Authorization": wrong}).status_code == 401


def test_who_is_signed_in_reads_it(told: Store, signed_in: Any) -> None:
    assert len(parsed(signed_in("reader")).entries) > 1


def test_a_second_coder_does_not_see_what_the_first_decided(told: Store, client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = len(parsed(client).entries)
    gao = next(notice for notice in alerting.notices_of(told, "mali", limit=100) if "Gao" in notice.body)
    key = told.incident(gao.incident).tellings[0].partition(":")[0]
    monkeypatch.setattr(assigning, "hidden", lambda store, name: frozenset({key}))
    assert len(parsed(client).entries) < whole
