"""Looks at what changed for each alert, notes what is to be told, and sends what is noted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from dateline.run import incidents
from dateline.schema.failure import NOT_SENT
from dateline.settings import WatchSettings
from dateline.settings.watching import ATOM, Alert, Asked, seconds
from dateline.store import Filters, Store, alerting
from dateline.store.alerting import CHANGED, NEW, AlertRow, Delivery, Found, Notice
from dateline.views.alert.channels import NotSentError, Outfit, senders
from dateline.views.alert.message import Occasion, message_of
from dateline.views.alert.occasions import State, reasons, state_of
from dateline.watch import Clock
from dateline.watch.clock import of, told
from dateline.watch.schedule import next_try

# Incidents that are looked at together, and deliveries that are taken together.
_LOOKED, _TAKEN = 200, 10
# So long, in seconds, a delivery that was taken is not taken by another process: longer than any channel may take.
_HELD = 120.0
# So long after it was taken none is begun: what it takes must be over before another process may take it.
_BEGUN = 60.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a delivery: `error` where it was not sent, `again` when it is tried next, None where it was given up."""

    delivery: Delivery
    error: str | None = None
    again: float | None = None


class Clocked(Protocol):
    """What alerts take of the frame of a watch."""

    @property
    def clock(self) -> Clock:
        """The clock."""

    @property
    def merging(self) -> incidents.Merging | None:
        """How events become incidents."""


class Alerting:
    """The alerts of one file on one store."""

    def __init__(self, store: Store, settings: WatchSettings, outfit: Outfit, frame: Clocked) -> None:
        self._store = store
        self._settings = settings
        self._clock = frame.clock
        self._merging = frame.merging or incidents.shipped()
        self._senders = senders(settings, outfit)
        # Made before anything is read: what comes from now on is told
        for alert in settings.alerts:
            alerting.set_alert(store, alert.name, alert.title or alert.name, atom=ATOM in alert.to)

    def look(self) -> int:
        """Notes what is to be told; how many notices these are."""
        return sum(self._look(alert) for alert in self._settings.alerts)

    def _look(self, alert: Alert) -> int:
        made = 0
        while (row := alerting.alert_named(self._store, alert.name)) is not None:
            found = alerting.changed(self._store, row, filters_of(alert.filter), limit=_LOOKED)
            if not found:
                break
            notices = [notice for one in found if (notice := self._notice(alert, row, one)) is not None]
            # Where another process looked meanwhile, what it noted counts
            made += len(notices) if alerting.note(self._store, row, notices, looked=found[-1].row.change) else 0
        return made

    def _notice(self, alert: Alert, row: AlertRow, found: Found) -> Notice | None:
        """What is to be told of an incident; None where nothing is. One that was told before is told of whether or not it still has what is
        asked for: that a killing is denied matters to whoever heard of it."""
        if not found.told and not (found.asked and found.fresh):
            return None
        held = self._store.some([found.row.id])
        if not held:
            # Gone meanwhile: what holds its events now comes with a change of its own
            return None
        incident, now = held[0], state_of(found.row, held[0])
        why = reasons(now, [State.read(one) for one in found.told], alert.again) if found.told else ()
        if found.told and not why:
            return None
        tellings = () if self._merging is None else incidents.tellings(self._store, self._merging, incident.tellings)
        occasion = Occasion(alert.name, row.title, CHANGED if found.told else NEW, why, self._settings.watch.address)
        message = message_of(self._store, occasion, found.row, incident, tellings)
        channels = tuple(dict.fromkeys(name for name in alert.to if name != ATOM))
        return Notice(alert.name, incident.id, found.row.change, occasion.kind, now.written(), message.written(), channels)

    def send(self) -> Iterator[Outcome]:
        """Sends what is due; what became of each. A channel that fails is left alone, with all that waits for it, until the next try."""
        failing: dict[str, float] = {}
        while True:
            now = self._clock.now()
            left = [name for name in self._senders if name not in failing]
            # To look first costs less than a turn to write
            due = alerting.next_delivery(self._store, left)
            if due is None or of(due) > now:
                return
            taken = alerting.take(self._store, left, now=told(now), until=told(now + _HELD), limit=_TAKEN)
            if not taken:
                return
            for delivery in taken:
                if self._clock.now() > now + _BEGUN:
                    # It waits for its time like what another process took
                    break
                if delivery.channel in failing:
                    alerting.release(self._store, delivery, due=told(failing[delivery.channel]))
                    continue
                outcome = self._send(delivery)
                if outcome.error is not None:
                    failing[delivery.channel] = outcome.again or now
                yield outcome

    def _send(self, delivery: Delivery) -> Outcome:
        sender, now = self._senders[delivery.channel], self._clock.now()
        try:
            remark = sender.send(delivery, now=now)
        except NotSentError as error:
            return self._put_off(delivery, error, kind=sender.kind)
        except Exception as error:  # noqa: BLE001 - one channel must cost neither the watch nor the others; what it says may hold a secret
            return self._put_off(delivery, NotSentError(f"it failed with {type(error).__name__}"), kind=sender.kind)
        alerting.sent(self._store, delivery, told=remark)
        return Outcome(delivery)

    def _put_off(self, delivery: Delivery, error: NotSentError, *, kind: str) -> Outcome:
        tries = delivery.tries + 1
        final = error.final or tries >= self._settings.watch.tries
        ceiling = float(seconds(self._settings.watch.ceiling))
        due = next_try(delivery.key, now=self._clock.now(), tries=tries, ceiling=ceiling, wait=error.wait)
        failure = NOT_SENT.failure("alert", kind=kind, reason=error.reason)
        said = f"{failure.code}: {failure.message}"
        alerting.put_off(self._store, delivery, due=told(due), error=said, final=final)
        return Outcome(delivery, said, None if final else due)

    def next_due(self) -> float | None:
        """When the next delivery is due; None where none waits."""
        due = alerting.next_delivery(self._store, tuple(self._senders))
        return None if due is None else of(due)


def filters_of(asked: Asked) -> Filters:
    """What the store is asked for."""
    names: Sequence[str] = [name for name in Asked.__slots__ if name in Filters.__slots__]
    return Filters(**{name: getattr(asked, name) for name in names})
