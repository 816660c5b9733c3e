"""What a user adds to the package's tables: `read_settings` reads and checks it, `using` puts it in force, `current` says what is."""

from dateline.settings.adding import Added, add_actors
from dateline.settings.read import FILE_NAME, read_settings
from dateline.settings.record import NOTHING_ADDED, Settings
from dateline.settings.tables import checked, current, per_settings, using

__all__ = ["FILE_NAME", "NOTHING_ADDED", "Added", "Settings", "add_actors", "checked", "current", "per_settings", "read_settings", "using"]
from dateline.settings.read import FILE_NAME, gazetteer_folder, read_places, read_settings
from dateline.settings.record import NOTHING_ADDED, Settings
from dateline.settings.tables import checked, current, per_settings, using

__all__ = [
    "FILE_NAME",
    "NOTHING_ADDED",
    "Settings",
    "checked",
    "current",
    "gazetteer_folder",
    "per_settings",
    "read_places",
    "read_settings",
    "using",
]
