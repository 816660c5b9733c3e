"""What a user adds to the package's tables: `read_settings` reads and checks it, `using` puts it in force, `current` says what is."""

from dateline.settings.adding import Added, add_actors
from dateline.settings.limits import USUAL, Limits
from dateline.settings.read import FILE_NAME, gazetteer_folder, limits_in, policy_in, read_places, read_settings, serve_in
from dateline.settings.record import NOTHING_ADDED, ServeSettings, Settings
from dateline.settings.tables import checked, current, per_settings, using
from dateline.settings.watching import WatchSettings, read_watch

__all__ = [
    "FILE_NAME",
    "NOTHING_ADDED",
    "USUAL",
    "Added",
    "Limits",
    "ServeSettings",
    "Settings",
    "WatchSettings",
    "add_actors",
    "checked",
    "current",
    "gazetteer_folder",
    "limits_in",
    "per_settings",
    "policy_in",
    "read_places",
    "read_settings",
    "read_watch",
    "serve_in",
    "using",
]
