"""What a user adds to the package's tables: `read_settings` reads and checks it, `using` puts it in force, `current` says what is."""

from dateline.settings.adding import Added, add_actors
from dateline.settings.read import FILE_NAME, gazetteer_folder, policy_in, read_places, read_settings
from dateline.settings.record import NOTHING_ADDED, Settings
from dateline.settings.tables import checked, current, per_settings, using

__all__ = [
    "FILE_NAME",
    "NOTHING_ADDED",
    "Added",
    "Settings",
    "add_actors",
    "checked",
    "current",
    "gazetteer_folder",
    "per_settings",
    "policy_in",
    "read_places",
    "read_settings",
    "using",
]
