"""Feeds and folders read again and again, as politely as their servers want it, each new report coded, kept and merged within seconds.

`Watcher.run` does it; what it says on the way are `News`.
"""

from dateline.watch.clock import Clock, WallClock
from dateline.watch.news import News
from dateline.watch.watcher import Frame, Watched, Watcher

__all__ = ["Clock", "Frame", "News", "WallClock", "Watched", "Watcher"]
