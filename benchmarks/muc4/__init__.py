"""MUC-4: how well `dateline code --format muc4` fills the templates of the MUC-4 keys. `python -m benchmarks.muc4 --help`."""
