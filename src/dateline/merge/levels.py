"""How two tellings compare, field by field: each gives the name of one level, whose weight stands in data/merging/weights.toml.

A level is a plain fact about the two ("same place", "within 50 km"), the same in whichever order they are given.
"""

from __future__ import annotations

import math

from dateline.merge.facts import Bounds, Facts, Party, Spot, listed, listed_rows
from dateline.merge.wording import likeness, weight

# Edges of levels, in kilometres, days, shares; chosen by what readers of news mean by "near" and "the same day".
_EARTH = 6371.0
_NEAR, _ROUND, _REGION = 12.0, 50.0, 150.0
_LIKE = ((0.75, "nearly all"), (0.5, "most"), (0.35, "many"), (0.22, "some"), (0.12, "few"), (0.05, "hardly any"))


def levels(x: Facts, y: Facts) -> dict[str, str]:
    """Field -> level, for two tellings of the same or kindred types."""
    date, dated = _dates(x, y)
    place = _places(x, y)
    straight = _parties(x.actors, y.actors), _parties(x.recipients, y.recipients)
    actor, recipient = straight if not _mutual(x, y) else ("open", "open")
    return {
        "type": _types(x, y),
        "mode": _modes(x.mode, y.mode),
        "status": _status(x, y),
        "actor": actor,
        "recipient": recipient,
        "sides": _sides(x, y, straight),
        "place": place,
        "date": date,
        "dated": dated,
        "named days": _named(x, y, date),
        "nearest day": _nearest(x, y),
        "day": _surely(_nearness(date), x.telling.event.when.confidence, y.telling.event.when.confidence),
        "spot": _surely(_spotted(_mains(x, y)), x.telling.event.where.confidence, y.telling.event.where.confidence),
        "killed": _figure(x, y, ("killed", "casualty")),
        "other counts": _figure(x, y, tuple(o for o in listed("outcomes", "names") if o not in ("killed", "casualty"))),
        "weapons": "open" if not (x.weapons and y.weapons) else "same" if x.weapons & y.weapons else "other",
        "words": _alike(likeness(x.words, y.words)),
        "names": _names(x, y),
        "numbers": _numbers(x, y),
        "trigger": "same" if x.triggers & y.triggers else "other",
        "apart": "one is told as another" if x.apart != y.apart else "both" if x.apart else "none",
        "text": _text(x, y),
    }


# Levels of a field in their order, from what speaks most against to what speaks most for one happening; those not named are in no order.
# No level may weigh less than the one before it: with few examples a chance finding ("shared names speak against") is not learned.
ORDERED = {
    "date": ("months", "30 days", "14 days", "7 days", "4 days", "2 days", "1 day", "same day"),
    "place": ("other country", "apart", "within 150 km", "within 50 km", "near", "same place"),
    "killed": ("far", "half", "near", "same, few", "same, some", "same, many"),
    "other counts": ("far", "half", "near", "same, few", "same, some", "same, many"),
    "words": ("none", "hardly any", "few", "some", "many", "most", "nearly all"),
    "names": ("none", "one", "two", "three"),
    "nearest day": ("apart", "2 or 3 days", "1 day", "meet"),
    "actor": ("other", "vague", "same country", "same description", "alike", "same"),
    "recipient": ("other", "vague", "same country", "same description", "alike", "same"),
    "sides": ("crossed", "not both", "both"),
    "mode": ("other", "kin", "same"),
    "weapons": ("other", "same"),
    "numbers": ("none", "shared"),
    "trigger": ("other", "same"),
    "apart": ("one is told as another", "none"),
}


def _modes(one: str | None, other: str | None) -> str:
    if one is None or other is None:
        return "open"
    return (
        "same"
        if one == other
        else "kin"
        if any(one in row.split() and other in row.split() for row in listed_rows("kin", "modes"))
        else "other"
    )


def _types(x: Facts, y: Facts) -> str:
    return f"same: {x.type}" if x.type == y.type else "kin: " + " ".join(sorted((x.type, y.type)))


def _status(x: Facts, y: Facts) -> str:
    if x.status == y.status:
        return "same" if x.status == "happened" else "same, not happened"
    return " and ".join(sorted((x.status, y.status)))


def _mutual(x: Facts, y: Facts) -> bool:
    return x.type in listed("mutual", "types") and y.type in listed("mutual", "types")


def _alike(cosine: float) -> str:
    return next((name for least, name in _LIKE if cosine >= least), "none")


def _sides(x: Facts, y: Facts, straight: tuple[str, str]) -> str:
    """Of talks and agreements: both parties as one set. Of other types: who does it to whom, the other way round?

    `straight`: how the actors of the two compare, and the recipients.
    """
    if _mutual(x, y):
        a, b = x.actors + x.recipients, y.actors + y.recipients
        shared = sum(any(_same(p, q) == "same" for q in b) for p in a)
        return "both shared" if shared > 1 else f"one: {_parties(a, b)}"
    crossed = _parties(x.actors, y.recipients), _parties(x.recipients, y.actors)
    if "same" in crossed and "same" not in straight:
        return "crossed"
    return "both" if straight == ("same", "same") else "not both"


def _parties(a: tuple[Party, ...], b: tuple[Party, ...]) -> str:
    """The likest of the pairs."""
    if not a or not b:
        return "open"
    return min((_same(p, q) for p in a for q in b), key=_PARTY_LEVELS.index)


_PARTY_LEVELS = tuple(reversed(ORDERED["actor"]))


def _same(p: Party, q: Party) -> str:
    if p.key == q.key:
        return "same description" if p.vague else "same"
    if p.words and q.words and not (p.vague and q.vague) and len(p.words & q.words) >= 0.5 * min(len(p.words), len(q.words)):
        return "alike"
    if p.country and p.country == q.country:
        return "alike" if p.kind == q.kind else "same country"
    if p.vague or q.vague:
        return "same description" if p.words & q.words else "vague"
    return "other"


def _dates(x: Facts, y: Facts) -> tuple[str, str]:
    """How far apart the days are, and how they are known; where one has none, how far apart the reports are."""
    if x.days is None or y.days is None:
        gap = None if x.published is None or y.published is None else abs(x.published - y.published)
        published = "unknown" if gap is None else next((f"within {n} days" for n in (2, 7, 14, 30) if gap <= n), "months apart")
        return "open", f"undated, reports {published}"
    (a, b), (c, d) = x.days, y.days
    apart = max(a, c) - min(b, d)
    grade = next(g for g in ("open", "assumed", "stated") if g in (x.dated, y.dated))
    if apart <= 0:
        wide = max(b - a, d - c)
        return "same day" if wide <= 2 else "same week" if wide <= 8 else "same month or year", f"{grade}, meet"
    level = "1 day" if apart == 1 else next((f"{n} days" for n in (2, 4, 7, 14, 30) if apart <= n), "months")
    return level, f"{grade}, {'meet' if apart == 1 else 'apart'}"


def _named(x: Facts, y: Facts, date: str) -> str:
    """Do the sentences name a day in common, whether or not the coded dates meet?"""
    a, b = (f.named + ((f.days,) if f.days is not None else ()) for f in (x, y))
    if not (x.named or y.named) or not a or not b:
        return "open"
    coded = "dates meet" if date.startswith("same") or date == "1 day" else "undated" if date == "open" else "dates apart"
    fine = any(max(p[0], q[0]) - min(p[1], q[1]) <= 0 and max(p[1] - p[0], q[1] - q[0]) <= 3 for p in a for q in b)
    if fine:
        return f"a day, {coded}"
    wide = any(max(p[0], q[0]) - min(p[1], q[1]) <= 0 for p in a for q in b)
    return f"{'a week or month' if wide else 'none'}, {coded}"


def _nearest(x: Facts, y: Facts) -> str:
    """How far apart are the days that stand next to their triggers, whichever of its sentence coding took for the event's?"""
    if not x.nearest or not y.nearest:
        return "open"
    gap = min(max(p[0], q[0]) - min(p[1], q[1]) for p in x.nearest for q in y.nearest)
    return "meet" if gap <= 0 else "1 day" if gap == 1 else "2 or 3 days" if gap <= _DAYS_APART else "apart"


def other_days(x: Facts, y: Facts) -> bool:
    """Are they of days that are surely two: days apart, no day, week or month named by both, each stated and known well enough?

    Well enough is the day of an event that leads its report, or one of which coding is sure.
    """
    if _stated_gap(x, y) < _DAYS_APART:
        return False
    known = (x.lead and y.lead) or min(x.telling.event.when.confidence, y.telling.event.when.confidence) >= _SURE[0][0]
    return known and _named(x, y, "").startswith(("none", "open"))


def other_places(x: Facts, y: Facts) -> bool:
    """Are they of places that are surely two? Towns that lie apart, each in the event's own words, and either of days that are stated and
    lie apart too, or further apart than one happening reaches, coding being sure of both places and no place shared by both.

    A stated day or a town alone is mistaken too often; two that differ at once seldom are.
    """
    if not (_told(x.main) and _told(y.main) and other_towns(x, y)):
        return False
    if _stated_gap(x, y) >= _DAYS_IN_TOWNS:
        return True
    sure = min(x.telling.event.where.confidence, y.telling.event.where.confidence) >= _SURE[0][0]
    return sure and _places(x, y) in _TWO_TOWNS and _beyond(x.main, y.main, _ROUND)


def _stated_gap(x: Facts, y: Facts) -> int:
    """How many days the stated ones of the two lie apart; 0 where they meet or one is not stated."""
    if x.days is None or y.days is None or (x.dated, y.dated) != ("stated", "stated"):
        return 0
    return max(0, max(x.days[0], y.days[0]) - min(x.days[1], y.days[1]))


def _told(main: Spot | None) -> bool:
    """Do the event's own words give a town or a place near one?"""
    return main is not None and main.precision in _FINE and not main.assumed


def _beyond(s: Spot | None, t: Spot | None, least: float) -> bool:
    """Are both points known and further apart than that?"""
    km = None if s is None or t is None else distance(s, t)
    return km is not None and km > least


# In another town two days are enough: neither time zones nor a source that speaks later move a happening to it.
_DAYS_IN_TOWNS = 2
# A day's difference may be one of time zones, two that of a deed by night and the day on which a source told of it.
_DAYS_APART = 3


def _surely(level: str, one: float, other: float) -> str:
    """The level with how sure coding is of the less sure of the two values: a day or place that is surely another speaks against."""
    least = min(one, other)
    return level if level == "open" else f"{level}, {next((name for edge, name in _SURE if least >= edge), 'unsure')}"


# Thirds of the confidences of days and places in the known stories.
_SURE = ((0.65, "sure"), (0.45, "fairly sure"))


def _nearness(date: str) -> str:
    return "meet" if date.startswith("same") or date == "1 day" else date if date in ("open", "2 days") else "apart"


def _spotted(place: str) -> str:
    return "same place" if place in ("same place", "near") else "apart" if "apart" in place or place == "other country" else "open"


def _places(x: Facts, y: Facts) -> str:
    if not x.spots or not y.spots:
        return "open" if x.spots or y.spots else "both open"
    return min((_spots(s, t) for s in x.spots for t in y.spots), key=_PLACE_LEVELS.index)


_PLACE_LEVELS = (
    *("same place", "near", "within 50 km", "inside", "within 150 km", "same province", "inside country", "same country"),
    *("assumed apart", "apart", "other country"),
)  # fmt: skip
_FINE = ("exact", "near")
_TWO_TOWNS = frozenset({"within 50 km", "within 150 km", "apart", "other country"})


def other_towns(x: Facts, y: Facts) -> bool:
    """Do their own places lie apart, whatever further places both name? A report's sentence often names the towns of two events."""
    return x.main is not None and y.main is not None and _spots(x.main, y.main) in _TWO_TOWNS


def _mains(x: Facts, y: Facts) -> str:
    """As `_places`, of their own places alone: a sentence often names the towns of two events."""
    return "open" if x.main is None or y.main is None else _spots(x.main, y.main)


def _spots(s: Spot, t: Spot) -> str:
    if _one_name(s, t):
        return "same place"
    if s.country and t.country and s.country != t.country and not _close(s, t, _ROUND):
        return "assumed apart" if s.assumed or t.assumed else "other country"
    if "country" in (s.precision, t.precision):
        return "same country" if s.precision == t.precision else "inside country"
    fine = s.precision in _FINE, t.precision in _FINE
    if all(fine):
        if s.name == t.name:
            return "same place"
        km = distance(s, t)
        if km is None:
            return "same province" if s.admin1 and s.admin1 == t.admin1 else "assumed apart"
        near = next((n for n, most in (("near", _NEAR), ("within 50 km", _ROUND), ("within 150 km", _REGION)) if km <= most), "apart")
        return "assumed apart" if near == "apart" and (s.assumed or t.assumed) else near
    if s.admin1 and t.admin1 and s.admin1.casefold() == t.admin1.casefold():
        return "inside" if any(fine) else "same province"
    if _close(s, t, _REGION):
        return "within 150 km"
    return "assumed apart" if s.assumed or t.assumed or "unknown" in (s.precision, t.precision) else "apart"


def _one_name(s: Spot, t: Spot) -> bool:
    """Towns of one name in one country, also where no list has them ("Mataje, Bogota", named after the town told beside it)."""
    abroad = s.country and t.country and s.country != t.country
    return not abroad and not {s.precision, t.precision} & {"country", "admin1"} and s.name.split(",")[0] == t.name.split(",")[0]


def _close(s: Spot, t: Spot, most: float) -> bool:
    km = distance(s, t)
    return km is not None and km <= most


def distance(s: Spot, t: Spot) -> float | None:
    """Kilometres along the great circle, None where a point is not known."""
    if s.latitude is None or s.longitude is None or t.latitude is None or t.longitude is None:
        return None
    p, q = math.radians(s.latitude), math.radians(t.latitude)
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(t.longitude - s.longitude) / 2) ** 2
    return 2 * _EARTH * math.asin(min(1.0, math.sqrt(h)))


_FIGURE_LEVELS = ("same, many", "same, some", "near", "same, few", "half", "far")


def _figure(x: Facts, y: Facts, outcomes: tuple[str, ...]) -> str:
    """The first of the outcomes that both give decides."""
    for outcome in outcomes:
        if outcome in x.figures and outcome in y.figures:
            # Sums of different parts may be far apart where the reports share a part
            return min((_bounds(a, b) for a in x.figures[outcome] for b in y.figures[outcome]), key=_FIGURE_LEVELS.index)
    told = [any(o in f.figures for o in outcomes) for f in (x, y)]
    return "none" if not any(told) else "both, other outcomes" if all(told) else "one tells"


def _bounds(a: Bounds, b: Bounds) -> str:
    """Equal figures say the more the greater they are; a toll that rises by half is near."""
    one, other = sorted((_middle(a), _middle(b)))
    if a == b or one == other:
        return "same, few" if one <= 2 else "same, some" if one <= 8 else "same, many"
    if _meet(a, b) or one >= 0.66 * other or other - one <= 1:
        return "near"
    return "half" if one >= 0.33 * other else "far"


def _middle(bounds: Bounds) -> float:
    low, high = bounds
    return float(low if low is not None else high if high is not None else 0)


def _meet(a: Bounds, b: Bounds) -> bool:
    return all(low is None or high is None or low <= high for low, high in ((a[0], b[1]), (b[0], a[1]))) and None not in (*a, *b)


def _names(x: Facts, y: Facts) -> str:
    """Names that both say, of people, places, units and things, by how rare they are: they hold also where a place was coded wrongly."""
    if not x.names or not y.names:
        return "open"
    shared = sum(weight(n) for n in x.names & y.names)
    return next((name for least, name in ((21.0, "three"), (14.0, "two"), (6.0, "one")) if shared >= least), "none")


def _numbers(x: Facts, y: Facts) -> str:
    """Numbers of three or more that both sentences say, whatever they count."""
    if not x.numbers or not y.numbers:
        return "open"
    return "shared" if x.numbers & y.numbers else "none"


def _text(x: Facts, y: Facts) -> str:
    if x.origin != y.origin or x.report == y.report:
        return "other texts"
    return "copies, same words" if copied(x, y) else "copies, other words"


def copied(x: Facts, y: Facts) -> bool:
    """Are they the same words of two copies of one text?"""
    return x.origin == y.origin and x.report != y.report and x.first == y.first and likeness(x.words, y.words) >= _COPIED


# A copy may have another word or two in a sentence.
_COPIED = 0.75
