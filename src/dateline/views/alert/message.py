"""What an alert says of an incident: what is known, who tells it in which words, and the permanent link. JSON, and words for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from dateline.schema.incident import Incident, Telling
from dateline.schema.jsonable import dumps
from dateline.store import Store
from dateline.store.alerting import NEW
from dateline.store.listing import Listed
from dateline.views.alert.occasions import claims_of
from dateline.views.cli.wording import visible
from dateline.views.incident.sheet import title_of

# A message names so many reports, and of each so many characters: the page has the rest.
_REPORTS, _WORDS = 12, 600
SCHEMA = "alert 1"


@dataclass(frozen=True, slots=True)
class Source:
    """A report that tells of the incident, with its own words."""

    report: str
    publisher: str | None
    published: str | None
    title: str | None
    uri: str | None
    words: str | None


@dataclass(frozen=True, slots=True)
class Message:
    """What is told. `kind` is "new" or "changed", `why` what changed; `link` is where the incident's page is for good. `reports` are the
    latest of those that `report_keys` names."""

    alert: str
    alert_title: str
    kind: str
    why: tuple[str, ...]
    incident: str
    link: str
    title: str
    type: str | None
    mode: str | None
    status: str | None
    first_day: str | None
    last_day: str | None
    country: str | None
    place: str | None
    killed: dict[str, int | None]
    sources: int
    claims: tuple[str, ...]
    reports: tuple[Source, ...]
    report_keys: tuple[str, ...]

    def written(self) -> str:
        """The message as JSON, with the same for people in `text`."""
        return dumps({"schema": SCHEMA, **asdict(self), "text": "\n".join(_lines(self)) + "\n"})


@dataclass(frozen=True, slots=True)
class Occasion:
    """An alert by name and title that tells of an incident, and why; `address` is where `dateline serve` is reached."""

    alert: str
    alert_title: str
    kind: str
    why: tuple[str, ...]
    address: str


def message_of(store: Store, occasion: Occasion, row: Listed, incident: Incident, tellings: Sequence[Telling]) -> Message:
    """What is told of the incident."""
    # Each report once, the latest first: what it tells of several events is of one message
    latest = sorted(tellings, key=lambda telling: (telling.published or "", telling.id), reverse=True)
    words: dict[str, list[str]] = {}
    for telling in latest:
        words.setdefault(telling.report, []).append(telling.words)
    first = {telling.report: telling for telling in reversed(latest)}
    named = list(words)[:_REPORTS]
    titles = store.titles(named)
    told = tuple(_source(first[key], titles.get(key), store.report(key).uri, words[key]) for key in named)
    listed = {name: getattr(row, name) for name in ("type", "mode", "status", "first_day", "last_day", "country", "place", "sources")}
    return Message(
        alert=occasion.alert,
        alert_title=occasion.alert_title,
        kind=occasion.kind,
        why=occasion.why,
        incident=incident.id,
        link=f"{occasion.address.rstrip('/')}/incidents/{incident.id}",
        title=title_of(incident),
        killed={bound: getattr(row, f"killed_{bound}") for bound in ("low", "best", "high")},
        claims=claims_of(incident),
        reports=told,
        report_keys=tuple(words),
        **listed,
    )


def _source(telling: Telling, title: str | None, uri: str | None, words: list[str]) -> Source:
    said = " […] ".join(dict.fromkeys(part for part in words if part))
    short = said if len(said) <= _WORDS else f"{said[:_WORDS].rsplit(' ', 1)[0]} …"
    return Source(telling.report, telling.publisher, telling.published, title, uri, visible(short) or None)


def _lines(message: Message) -> Iterator[str]:
    yield visible(message.title)
    about = visible(message.alert_title or message.alert)
    if message.kind == NEW:
        yield f"New for “{about}”."
    else:
        yield f"Changed since “{about}” told of it: {visible('; '.join(message.why))}."
    yield ""
    known = {"Status": message.status, "Killed": _killed(message.killed), "Claims": "; ".join(message.claims)}
    yield from (f"{name}: {visible(value)}" for name, value in known.items() if value)
    yield f"Independent sources: {message.sources}"
    yield f"Link: {message.link}"
    yield ""
    yield "Reports say, in their own words (coded by machine: read them before you act):"
    for one in message.reports:
        yield visible(
            f"- {one.publisher or 'publisher not known'}, {one.published or 'no date'}: " + (f"“{one.words}”" if one.words else "")
        )
        if one.uri:
            yield f"  {visible(one.uri)}"
    if more := len(message.report_keys) - len(message.reports):
        yield f"- and {more} more"


def _killed(killed: dict[str, int | None]) -> str:
    low, best, high = (killed[bound] for bound in ("low", "best", "high"))
    if best is None and low is None:
        return ""
    told = [f"{best:,} by the best estimate"] if best is not None else []
    told += [f"at least {low:,}"] if low is not None and low != best else []
    return ", ".join(told + ([f"at most {high:,}"] if high is not None and high != best else []))
