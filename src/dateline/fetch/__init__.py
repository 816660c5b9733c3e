"""Pages of the web by their addresses, where a person asks for it: the part of Dateline that reaches the network.

No stage knows of it: `fetched` takes readings that say they have an address and no text, and gives those of the pages; `Visits`
(`dateline.fetch.visiting`) gives single pages, and feeds where they are others than before.
"""

from dateline.fetch.fetching import fetched, no_library

__all__ = ["fetched", "no_library"]
