"""A user's own gazetteers: tables made of a CSV file, a dump of GeoNames or P-codes, installed in a folder and looked up where they lie.

`table` reads them, `draft` makes them; `added`, `geonames` and `pcodes` know the files they are made of.
"""
