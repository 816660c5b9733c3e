"""On whose side people counted are: of who did it, of whom it was done to, or of those nearby."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from dateline.resolve.actors import name_actor
from dateline.resolve.cast import ARMED
from dateline.schema.mention import Count
from dateline.schema.record import Participant

# Why people are put on a side: their words are a party's, name one, are civilians' beside an armed target, are those who fight on the side
# of who did it, what befell them says so, somebody is told to have lost them, or nothing says otherwise.
WORDS, NAME, CIVILIANS, DEFAULT = "figures.words", "figures.name", "figures.civilians", "figures.victims"
FORCES, OUTCOME, LOSER = "figures.forces", "figures.outcome", "figures.loser"
# Forces of a state by the kinds and sectors of the actor tables; all that bear arms; outcomes that befall people nearby; losses in a fight.
_STATE = frozenset({"military", "police", "government forces", "security"})
_BEARING_ARMS = ARMED | _STATE
_HARM = frozenset({"killed", "wounded", "casualty", "displaced", "missing"})
_LOSSES = frozenset({"killed", "wounded", "casualty", "missing"})


def side(count: Count, parties: Sequence[Participant], *, type: str, published: date | None, country: str | None) -> tuple[str, str]:
    """The side of the people counted in an event of that type, and the rule that says so (the constants of this module).

    The attackers' own losses are the actor's side: the words are the actor's, name the same party, or tell of soldiers where soldiers
    fought rebels (of rebels where rebels fought soldiers). Civilians hurt in an attack whose target bears arms are set apart from the
    target, and so are hostages whom a raid on their captors frees: bystanders. Who surrenders does it himself.
    """
    told = _by_outcome(count, parties, type)
    if told is not None:
        return told, OUTCOME
    lost = _by_loser(count, parties)
    if lost is not None:
        return lost, LOSER
    who = name_actor(count.who, published=published, country=country)
    fought = _by_forces(count, parties, _camp(who.kind, who.sector), who.name)
    if fought is not None:
        return fought, FORCES
    actors = [p for p in parties if p.role == "actor"]
    recipients = [p for p in parties if p.role == "recipient"]
    for found, people in (("recipient", recipients), ("actor", actors)):
        if any(_overlap(count, p) for p in people):
            return found, WORDS
    for found, people in (("recipient", recipients), ("actor", actors)):
        if any(p.name == who.name for p in people):
            return found, NAME
    apart = count.civilian is True and bool(recipients) and all(p.kind in _BEARING_ARMS for p in recipients)
    return ("bystander", CIVILIANS) if apart and count.outcome in _HARM else (count.role, DEFAULT)


def _by_outcome(count: Count, parties: Sequence[Participant], type: str) -> str | None:
    """What befell them alone says it, as coders have it: of 124 who gave in 121 are actors, of 77 freed in an attack 49 bystanders, of 48
    driven out of an attack on an armed party 36."""
    if count.outcome == "surrendered" and type == "RETREAT":
        return "actor"
    if type != "ASSAULT":
        return None
    if count.outcome == "released":
        return "bystander"
    struck = {_camp(p.kind, p.sector) for p in parties if p.role == "recipient" and not _overlap(count, p)}
    fled = count.outcome == "displaced" and count.civilian is not False
    return "bystander" if fled and struck and struck <= {"state", "armed"} else None


def _by_loser(count: Count, parties: Sequence[Participant]) -> str | None:
    """The side that is told to have lost them ("*UNITA* overran the post, losing 14 men")."""
    loser = count.loser
    if loser is None:
        return None
    mine = (p.role for p in parties if p.role != "third" and any(m.start < loser.end and loser.start < m.end for m in p.mentions))
    return next(mine, None)


def _by_forces(count: Count, parties: Sequence[Participant], mine: str | None, name: str) -> str | None:
    """Soldiers lost where soldiers fought rebels, and rebels where rebels attacked others, are the actor's: of 120 such figures 111 are.
    Civilians hurt where soldiers fought rebels stand apart (25 of 39). Parties whose words are those counted say nothing here."""
    if count.outcome not in _LOSSES:
        return None
    doers = _camps(p for p in parties if p.role == "actor" and not _is_them(count, p, mine))
    struck = _camps(p for p in parties if p.role == "recipient" and not _is_them(count, p, mine) and p.name != name)
    if any(p.role == "recipient" and p.name == name and not _overlap(count, p) for p in parties):
        return None
    if mine == "state" and doers <= {"state"} and "armed" in struck and "state" not in struck:
        return "actor"
    if mine == "armed" and doers == {"armed"} and struck & {"state", "civil"} and "armed" not in struck:
        return "actor"
    return "bystander" if count.civilian is True and doers == {"state"} and struck == {"armed"} else None


def _is_them(count: Count, party: Participant, mine: str | None) -> bool:
    """Are they the people counted? Not where both are named in one breath ("six guerrillas and *one soldier* were killed")."""
    camp = _camp(party.kind, party.sector)
    return _overlap(count, party) and (mine is None or camp is None or camp == mine)


def _camps(parties: Iterable[Participant]) -> frozenset[str | None]:
    return frozenset(_camp(p.kind, p.sector) for p in parties)


def _camp(kind: str | None, sector: str | None) -> str | None:
    """Forces of a state, armed groups or civilians; None for anybody else."""
    if kind in _STATE or (kind in {None, "unknown"} and sector in _STATE):
        return "state"
    if kind in ARMED or (kind in {None, "unknown"} and sector == "armed"):
        return "armed"
    return "civil" if kind == "civilians" else None


def _overlap(count: Count, party: Participant) -> bool:
    return any(m.start < count.phrase.end and m.end > count.phrase.start for m in party.mentions)
