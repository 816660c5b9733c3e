"""Bringing the tables of a store to the version of this program. The steps stand in migrations/versions."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

_FOLDER = Path(__file__).parent / "migrations"


def migrate(connection: Connection, *, to: str = "head") -> None:
    """Takes every step that is still to take, in the transaction of the connection: all of them, or none. `to`: the last one to take."""
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, to)


def newest() -> str:
    """The version that the last step leads to."""
    return str(ScriptDirectory.from_config(_config()).get_current_head())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", _FOLDER.as_posix().replace("%", "%%"))
    return config
