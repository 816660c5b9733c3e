"""A GeoNames dump of made-up places with the true columns, imported and looked up: time, memory and size."""
