"""How fast Dateline is and how well it codes: python -m benchmarks."""
