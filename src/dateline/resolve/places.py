from __future__ import annotations
PlaceContext = country_context = resolve_place = None
